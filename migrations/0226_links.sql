-- Who pressed: something that did not ask as a person's browser does began this payment. It counts as a
-- step on the way to the money only when its payer comes back or pays.
alter table link_payments add column by_machine boolean not null default false;
