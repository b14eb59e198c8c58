-- A deposit that nobody was guessed for waits until the manager knows whose it is, or says that it is not
-- the residents' money: interest, a loan, the manager's own. What was said is kept, also when it is taken
-- back.
create table bank_deposit_exclusions (
    id uuid primary key,
    deposit_id uuid not null references bank_deposits (id),
    reason text not null,
    said_by uuid not null references members (id),
    said_at timestamptz not null,
    undone_by uuid references members (id),
    undone_at timestamptz,
    constraint bank_deposit_exclusions_reason_has_a_length check (length(reason) between 1 and 200),
    constraint bank_deposit_exclusions_are_undone_by_somebody
        check ((undone_at is null) = (undone_by is null))
);

create unique index bank_deposit_exclusions_once on bank_deposit_exclusions (deposit_id)
where undone_at is null;
create index bank_deposit_exclusions_of_a_deposit on bank_deposit_exclusions (deposit_id);
