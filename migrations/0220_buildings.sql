-- Which expenses a month divides, beside its frozen inputs: an expense that is divided is not changed any
-- more, and the picture of its bill is for those who bear a part of it.
create table charge_run_expenses (
    run_id uuid not null references charge_runs (id),
    -- Its place among the sources of the run.
    source integer not null,
    expense_id uuid not null references expenses (id),
    primary key (run_id, source)
);

create index charge_run_expenses_of_an_expense on charge_run_expenses (expense_id);

insert into charge_run_expenses (run_id, source, expense_id)
select charge_runs.id, sources.place - 1, (sources.source ->> 'expense')::uuid
from charge_runs
cross join jsonb_array_elements(charge_runs.inputs::jsonb -> 'sources')
    with ordinality as sources (source, place)
where sources.source ->> 'expense' is not null;
