-- Payouts by the hundred: a table is kept for its rehearsal, and when it is confirmed its rows become
-- payouts, whose recipients are not asked before it can no longer be taken back.

create table payout_batches (
    id uuid primary key,
    workspace_id uuid not null references workspaces (id),
    made_by uuid not null references members (id),
    -- Forgotten a day after it was uploaded.
    file bytea,
    file_name text not null,
    digest bytea not null,
    unit text not null,
    fee_borne_by text not null,
    -- For how many days a recipient may answer.
    days integer not null,
    uploaded_at timestamptz not null,
    rows integer,
    confirmed_at timestamptz,
    -- Nobody is asked before this, so that it can be undone.
    send_at timestamptz,
    -- The last row that has had its turn.
    done_row integer not null default 0,
    made_at timestamptz,
    undone_at timestamptz,
    constraint payout_batches_file_name_has_a_length check (length(file_name) between 1 and 120),
    constraint payout_batches_unit_is_known check (unit in ('toman', 'rial')),
    constraint payout_batches_fee_is_borne_by_somebody
        check (fee_borne_by in ('payer', 'recipient')),
    constraint payout_batches_days_are_days check (days between 1 and 366),
    constraint payout_batches_are_confirmed_whole
        check ((confirmed_at is null) = (send_at is null) and (confirmed_at is null) = (rows is null))
);

-- The same file makes its payouts once.
create unique index payout_batches_one_for_each_file on payout_batches (workspace_id, digest)
    where confirmed_at is not null and undone_at is null;
create index payout_batches_of_a_workspace on payout_batches (workspace_id, uploaded_at desc);

-- Which payout a row became.
create table payout_batch_rows (
    batch_id uuid not null references payout_batches (id),
    number integer not null,
    payout_id uuid not null unique references payouts (id),
    primary key (batch_id, number)
);
