-- An expense may be changed or taken out as long as no living month divides it. What it was before and who
-- changed it stays.
alter table expenses add column deleted_at timestamptz;

create table expense_changes (
    id uuid primary key,
    expense_id uuid not null references expenses (id),
    changed_by uuid not null references members (id),
    changed_at timestamptz not null,
    -- What it was and what it became, as JSON; null: it was taken out.
    before text not null,
    after text
);

create index expense_changes_of_an_expense on expense_changes (expense_id, id);
