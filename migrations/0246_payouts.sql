-- A second member's word. Above a limit of the workspace a payout is neither paid nor sent before
-- another member than the one who made it has seen what is agreed to, and has said yes.

-- The limits, each in force from its moment on; the newest of those in force counts. Whoever loosens
-- one waits a day, in which the others hear of it. Null: no limit.
create table payout_limits (
    id uuid primary key,
    workspace_id uuid not null references workspaces (id),
    above bigint,
    set_by uuid not null references members (id),
    set_at timestamptz not null,
    effective_at timestamptz not null,
    constraint payout_limits_are_not_negative check (above >= 0),
    constraint payout_limits_begin_when_they_are_set check (set_at <= effective_at)
);

create index payout_limits_of_a_workspace on payout_limits (workspace_id, effective_at);

-- One word for each answer of the recipient's, about the digest of what is agreed to.
create table payout_approvals (
    payout_id uuid not null references payouts (id),
    revision integer not null,
    digest bytea not null,
    approved boolean not null,
    reason text,
    given_by uuid not null references members (id),
    given_at timestamptz not null,
    primary key (payout_id, revision),
    constraint payout_approvals_say_why_not check (approved or reason is not null),
    constraint payout_approvals_reason_has_a_length check (length(reason) between 1 and 300)
);
