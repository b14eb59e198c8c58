-- How a building reaches those it buys from, for the next time they are paid.
create table suppliers (
    building_id uuid not null references buildings (id),
    name text not null,
    mobile text,
    email text,
    kept_at timestamptz not null,
    primary key (building_id, name),
    constraint suppliers_have_a_name check (length(name) between 1 and 80),
    constraint suppliers_can_be_reached check (mobile is not null or email is not null)
);

-- The payouts by which expenses are paid: for which month of an expense, and out of which fund.
create table expense_payouts (
    payout_id uuid primary key references payouts (id),
    expense_id uuid not null references expenses (id),
    period integer not null,
    fund text not null,
    asked_by uuid not null references members (id),
    asked_at timestamptz not null,
    constraint expense_payouts_fund_is_known check (fund in ('operating', 'reserve', 'projects'))
);

create index expense_payouts_of_an_expense on expense_payouts (expense_id, period);
