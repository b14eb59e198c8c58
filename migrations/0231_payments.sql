-- What is not known yet of a payment is not kept in order: its place at the bank, the bank's number and
-- receipt, and the use that it took enter their indexes when they are there, and not with each state
-- before.

alter table payments
    drop constraint payments_bank_reference_is_unique,
    drop constraint payments_bank_number_is_unique,
    drop constraint payments_bank_receipt_is_unique,
    drop constraint payments_one_for_each_use;
create unique index payments_bank_reference_is_unique
    on payments (gateway, terminal, bank_reference) where bank_reference is not null;
create unique index payments_bank_number_is_unique
    on payments (gateway, terminal, bank_number) where bank_number is not null;
create unique index payments_bank_receipt_is_unique
    on payments (gateway, terminal, bank_receipt) where bank_receipt is not null;
create unique index payments_one_for_each_use
    on payments (purpose, use_number) where use_number is not null;

-- A line of the log is written by the trigger of its payment and by nobody else; to ask whether that
-- payment exists would only lock it once more.
alter table payment_log drop constraint payment_log_payment_id_fkey;
