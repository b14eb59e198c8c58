-- A month may have to be approved by somebody else than who asks, before it is issued: a building's board.

-- Whether it has to, from a moment on; the newest of those in force counts. Whoever says that it has not to any
-- more waits a day, in which the others hear of it.
create table month_approval_rules (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    is_needed boolean not null,
    set_by uuid not null references members (id),
    set_at timestamptz not null,
    effective_at timestamptz not null,
    constraint month_approval_rules_begin_when_they_are_set check (set_at <= effective_at)
);

create index month_approval_rules_of_a_building on month_approval_rules (building_id, effective_at);

-- What was asked, and what another member answered. The newest of a month counts, and only for what it is about.
create table month_approvals (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    -- The month, counted from the beginning of the calendar.
    period integer not null,
    -- Of all that the month is computed from.
    digest bytea not null,
    due_on date not null,
    asked_by uuid not null references members (id),
    asked_at timestamptz not null,
    approved boolean,
    reason text,
    answered_by uuid references members (id),
    answered_at timestamptz,
    constraint month_approvals_answers_are_whole
        check (num_nonnulls(approved, answered_by, answered_at) in (0, 3)),
    constraint month_approvals_say_why_not check ((approved is false) = (reason is not null)),
    constraint month_approvals_reason_has_a_length check (length(reason) between 1 and 300),
    constraint month_approvals_are_anothers check (answered_by <> asked_by)
);

create index month_approvals_of_a_month on month_approvals (building_id, period, id);
