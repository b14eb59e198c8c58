-- What a workspace might send on the day it was sent, as the setting stood then: the audit checks what
-- was allowed at that moment.
alter table transfers add column day_max bigint;

-- Since when it waits for our money at the rail. Whoever was planned first goes first.
alter table transfers add column waits_since timestamptz;

create index transfers_waiting on transfers (rail, planned_at, id)
    where status = 'planned' and waits_since is not null;
create index transfers_settled on transfers (settled_at) where status = 'settled';

-- How many questions about accounts a company was asked on a day (Tehran), each of which is paid for,
-- and what a person has to put right before it answers.
create table inquiry_days (
    company text not null,
    day date not null,
    asked integer not null,
    trouble text,
    primary key (company, day)
);
