-- A payout may give the money of a payment back, where the gateway cannot or the merchant rather pays to an account.
-- The accounts then say which payment it was.

create table payout_refunds (
    payout_id uuid primary key references payouts (id),
    payment_id uuid not null references payments (id)
);

create index payout_refunds_of_a_payment on payout_refunds (payment_id);
