-- Money out. A transfer is one attempt to bring an amount to an account over a rail:
-- planned → sending → accepted → settled, and settled may become returned, because a bank can send
-- money back days later; sending and accepted may end as refused. Unknown is an answer of the rail and
-- no state: the transfer stays sending, the rail is asked about it, and nothing is ever sent again.

alter table accounts drop constraint accounts_kind_is_known;
alter table accounts add constraint accounts_kind_is_known check (kind in (
    'wallet', 'gateway_clearing', 'gateway_fees', 'suspense', 'payouts', 'rail_clearing', 'payout_fees'
));

create table transfers (
    id uuid primary key,
    workspace_id uuid not null references workspaces (id),
    -- What it is sent for. One purpose has at most one living transfer.
    purpose uuid not null,
    try_number smallint not null,
    rail text not null,
    reference text not null,
    amount bigint not null,
    fee bigint not null,
    debit_account uuid not null references accounts (id),
    -- Sealed; who holds a copy of the database reads neither.
    iban bytea not null,
    holder bytea,
    -- What whoever pays agreed to: amount, account, holder and revision.
    agreed_digest bytea not null,
    description text not null,
    status text not null,
    changed_at timestamptz not null,
    changed_by text not null,
    planned_at timestamptz not null,
    sent_at timestamptz,
    settled_at timestamptz,
    -- The bank's number for the movement, by which the recipient's bank finds it.
    tracking text,
    refusal text,
    constraint transfers_reference_is_unique unique (reference),
    constraint transfers_are_numbered unique (purpose, try_number),
    constraint transfers_amount_is_positive check (amount between 1 and 10000000000000),
    constraint transfers_fee_is_not_negative check (fee between 0 and 10000000000000),
    constraint transfers_status_is_known check (
        status in ('planned', 'sending', 'accepted', 'settled', 'returned', 'refused')
    ),
    constraint transfers_changed_by_is_known
        check (changed_by in ('room', 'worker', 'reconciler', 'operator')),
    constraint transfers_description_has_a_length check (length(description) between 1 and 120)
);

create unique index transfers_one_living on transfers (purpose)
    where status in ('planned', 'sending', 'accepted', 'settled');
create index transfers_of_a_workspace on transfers (workspace_id, sent_at);
create index transfers_under_way on transfers (changed_at) where status in ('planned', 'sending', 'accepted');

-- Every change of status, written by the database itself.
create table transfer_log (
    transfer_id uuid not null references transfers (id),
    seq smallint not null,
    from_status text,
    to_status text not null,
    by text not null,
    at timestamptz not null,
    primary key (transfer_id, seq)
);

create function log_transfer() returns trigger language plpgsql as $$
begin
    insert into transfer_log (transfer_id, seq, from_status, to_status, by, at)
    select new.id, coalesce(max(seq), 0) + 1,
        case when tg_op = 'UPDATE' then old.status end, new.status, new.changed_by, new.changed_at
    from transfer_log
    where transfer_id = new.id;
    return null;
end $$;

create trigger transfers_are_logged_when_planned after insert on transfers
    for each row execute function log_transfer();
create trigger transfers_are_logged after update of status on transfers
    for each row when (old.status <> new.status) execute function log_transfer();

-- What we asked of a rail and what it answered. The question is written before it is asked.
create table rail_calls (
    id uuid primary key,
    transfer_id uuid not null references transfers (id),
    op text not null,
    outcome text,
    asked_at timestamptz not null,
    answered_at timestamptz,
    constraint rail_calls_op_is_known check (op in ('submit', 'inquire')),
    constraint rail_calls_outcome_comes_with_its_moment check ((outcome is null) = (answered_at is null))
);

create index rail_calls_of_a_transfer on rail_calls (transfer_id, asked_at);

-- Two people of the house agree that a transfer which the rail does not know was never made. Only then
-- may its money go another way.
create table transfer_verdicts (
    transfer_id uuid not null references transfers (id),
    operator_id uuid not null references members (id),
    given_at timestamptz not null,
    primary key (transfer_id, operator_id)
);

-- Stops: while one stands, nothing is sent: of anybody ('all'), over a rail, or of a workspace.
create table transfer_stops (
    scope text primary key,
    reason text not null,
    stopped_by uuid references members (id),
    stopped_at timestamptz not null,
    constraint transfer_stops_scope_has_a_length check (length(scope) between 1 and 60),
    constraint transfer_stops_reason_has_a_length check (length(reason) between 1 and 200)
);

-- The pretend rail's own book.
create table sandbox_transfers (
    reference text primary key,
    iban text not null,
    amount bigint not null,
    description text not null,
    state text not null,
    tracking text,
    -- Until when the rail says nothing of it.
    silent_until timestamptz,
    submitted_at timestamptz not null,
    constraint sandbox_transfers_state_is_known
        check (state in ('under_way', 'settled', 'returned', 'refused'))
);

-- How the pretend rail behaves from now on, as whoever plays it decided.
create table sandbox_rail_mood (
    only_one boolean primary key default true check (only_one),
    mood text not null,
    constraint sandbox_rail_mood_is_known
        check (mood in ('prompt', 'slow', 'silent', 'refusing', 'poor', 'lost'))
);
