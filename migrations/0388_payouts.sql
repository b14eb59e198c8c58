-- Whoever gives sets two deadlines: until when the recipient may answer, and how long they themselves may
-- take after that; also for all payouts of one table.

alter table payout_batches
    add column pay_days integer not null default 7,
    add constraint payout_batches_pay_days_are_days check (pay_days between 1 and 366);
