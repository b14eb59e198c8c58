-- The whole site defends itself: when codes are sent out in a flood, or to numbers on which nobody
-- reads them, new numbers wait while everybody who has an account still gets in. And a session that
-- is older than its member's newest password, number or sign-out everywhere opens nothing, whatever
-- became of its row.

-- Codes sent in each hour of the last weeks, to know what is usual.
create table code_hours (
    hour timestamptz primary key,
    sent integer not null,
    constraint code_hours_sent_is_positive check (sent > 0)
);

-- Whether a code went out; nothing goes to a number that may not know whether it has an account.
alter table challenges add column was_sent boolean not null default false;

create index challenges_sent_of_late on challenges (created_at) where was_sent;

-- Since when older sessions of a member are worth nothing.
alter table members add column secured_at timestamptz;
