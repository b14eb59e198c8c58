-- A merchant gives money of a paid link back, whole or in part. It leaves the wallet at once and waits
-- in an account of its own until the bank has given it; what the bank refuses to give returns to the
-- wallet.

create table refunds (
    id uuid primary key,
    payment_id uuid not null references payments (id),
    amount bigint not null,
    -- The whole payment is taken back in the bank's window: its gateway gives its fee back too.
    by_reversal boolean not null,
    fee bigint not null,
    -- For the merchant's own books; nobody else reads it.
    reason text,
    asked_by uuid not null references members (id),
    asked_at timestamptz not null,
    done_at timestamptz,
    refused_at timestamptz,
    constraint refunds_are_positive check (amount > 0),
    constraint refunds_bring_back_a_fee_only_by_reversal check (fee >= 0 and (by_reversal or fee = 0)),
    constraint refunds_reason_has_a_length check (length(reason) between 1 and 200),
    constraint refunds_end_once check (done_at is null or refused_at is null)
);
create index refunds_of_a_payment on refunds (payment_id, asked_at);

alter table accounts drop constraint accounts_kind_is_known;
alter table accounts add constraint accounts_kind_is_known check (kind in (
    'wallet', 'gateway_clearing', 'gateway_fees', 'suspense',
    'payouts', 'rail_clearing', 'payout_fees', 'refunds',
    'receivable', 'debts', 'building_cash', 'building_fund', 'building_hand', 'building_waived'
));
