-- Whoever put a version of the fixed charge into force is named beside it. Of versions from before this nobody
-- kept who it was.
alter table fixed_plans add column created_by uuid references members (id);
