-- The wallet of a workspace and its way out: an account of its own at a bank, proven and looked after,
-- and the settlements that bring money there, by hand or on the days of a plan.

alter table accounts drop constraint accounts_kind_is_known;
alter table accounts add constraint accounts_kind_is_known check (kind in (
    'wallet', 'gateway_clearing', 'gateway_fees', 'suspense',
    'payouts', 'rail_clearing', 'payout_fees', 'refunds', 'settlements',
    'receivable', 'debts', 'building_cash', 'building_fund', 'building_hand', 'building_waived'
));

-- Where a workspace's own money goes. A new account takes the place of the old one only after a day,
-- in which whoever did not ask for it can take it back.
create table wallet_accounts (
    id uuid primary key,
    workspace_id uuid not null references workspaces (id),
    -- Sealed for this row; empty once it is forgotten.
    iban bytea not null,
    fingerprint bytea not null,
    bank text not null,
    tail text not null,
    card text,
    -- As the inquiry said; null when nobody could say.
    holder text,
    given_by uuid not null references members (id),
    given_at timestamptz not null,
    -- When a member said that this is right, and from when on money may go there.
    confirmed_at timestamptz,
    usable_at timestamptz,
    -- When it was taken back, or another one took its place.
    ended_at timestamptz,
    constraint wallet_accounts_tail_is_four_digits check (tail ~ '^[0-9]{4}$'),
    constraint wallet_accounts_card_is_masked check (card ~ '^[0-9]{6}[*]{6}[0-9]{4}$'),
    constraint wallet_accounts_are_usable_after_they_are_confirmed
        check ((confirmed_at is null) = (usable_at is null) and confirmed_at <= usable_at)
);

create unique index wallet_accounts_one_unconfirmed on wallet_accounts (workspace_id)
    where confirmed_at is null and ended_at is null;
create index wallet_accounts_of_a_workspace on wallet_accounts (workspace_id, usable_at)
    where ended_at is null;

-- Money that leaves a wallet for its owner's account. It keeps no state: that is its transfer's.
create table wallet_settlements (
    id uuid primary key,
    workspace_id uuid not null references workspaces (id),
    account_id uuid not null references wallet_accounts (id),
    -- What leaves the wallet, and what of it the house keeps.
    total bigint not null,
    fee bigint not null,
    -- Account and amounts as whoever asked saw them.
    digest bytea not null,
    -- Null: the plan asked.
    asked_by uuid references members (id),
    asked_at timestamptz not null,
    constraint wallet_settlements_total_is_positive check (total between 1 and 10000000000000),
    constraint wallet_settlements_something_arrives check (0 <= fee and fee < total)
);

create index wallet_settlements_of_a_workspace
    on wallet_settlements (workspace_id, asked_at desc, id desc);

-- When a wallet is settled without being asked: every day, or on days of the week (0 is Saturday),
-- if there is at least so much, and so that a reserve stays.
create table wallet_plans (
    workspace_id uuid primary key references workspaces (id),
    weekdays smallint[] not null,
    least bigint not null,
    reserve bigint not null,
    set_by uuid not null references members (id),
    set_at timestamptz not null,
    constraint wallet_plans_weekdays_are_days
        check (weekdays <@ '{0,1,2,3,4,5,6}' and cardinality(weekdays) between 1 and 7),
    constraint wallet_plans_amounts_are_not_negative check (0 <= least and 0 <= reserve)
);

-- Each day of a plan is looked at once, whoever looks and however often.
create table wallet_turns (
    workspace_id uuid not null references workspaces (id),
    due_on date not null,
    outcome text not null,
    settlement_id uuid unique references wallet_settlements (id),
    taken_at timestamptz not null,
    primary key (workspace_id, due_on),
    constraint wallet_turns_outcome_is_known
        check (outcome in ('settled', 'too_little', 'no_account')),
    constraint wallet_turns_settled_ones_have_a_settlement
        check ((outcome = 'settled') = (settlement_id is not null))
);
