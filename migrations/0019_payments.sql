-- Every call to a bank is written down before it is made, and its outcome after: whatever crashes in
-- between, we know that a bank may have heard of us. The same row is the lease: while a call about a
-- payment is under way, no process makes a second one. And a bank may change its mind: money that it
-- takes back is mirrored in the books, and what a merchant has spent of it by then is owed by them.

alter table bank_calls
    add column seq smallint,
    -- Our name for the money that goes back, where the call is about that.
    add column refund_id uuid,
    -- Until when the call is taken to be under way.
    add column lease_until timestamptz,
    -- The bank's own code, where it gave one.
    add column code text,
    -- SHA-256 of the answer, and the beginning of one that could not be read, without its digits.
    add column digest bytea,
    add column excerpt text;
update bank_calls set seq = numbered.seq
from (
    select id, row_number() over (partition by payment_id order by asked_at, id) as seq
    from bank_calls
) as numbered
where numbered.id = bank_calls.id;
drop index bank_calls_of_a_payment;
alter table bank_calls drop constraint bank_calls_pkey;
alter table bank_calls
    drop column id,
    alter column outcome drop not null,
    alter column answered_at drop not null,
    drop constraint bank_calls_op_is_known,
    drop constraint bank_calls_outcome_is_known,
    -- One index, on what never changes: an outcome is written where the call stands.
    add primary key (payment_id, seq),
    add constraint bank_calls_op_is_known
        check (op in ('start', 'verify', 'inquire', 'reverse', 'refund', 'inquire_refund')),
    add constraint bank_calls_outcome_is_known check (outcome in (
        'started', 'moved', 'unverified', 'refused', 'reversed', 'differs', 'waiting', 'busy',
        'misconfigured', 'unknown', 'done', 'pending', 'not_found'
    )),
    add constraint bank_calls_end_with_an_outcome
        check ((answered_at is null) = (outcome is null)),
    add constraint bank_calls_excerpt_has_a_length check (length(excerpt) <= 4000),
    set (fillfactor = 80);

alter table payments
    -- When the bank took money back that it had said was ours.
    add column reversed_at timestamptz,
    add constraint payments_only_confirmed_money_is_reversed
        check (reversed_at is null or status = 'confirmed');
create index payments_reversed on payments (workspace_id, reversed_at) where reversed_at is not null;

-- Money that a bank found after it had refused: it is real and nobody's, and waits in suspense until it
-- is given back.
create table found_money (
    payment_id uuid primary key references payments (id),
    amount bigint not null,
    bank_number text not null,
    found_at timestamptz not null,
    constraint found_money_is_positive check (amount > 0)
);

alter table accounts drop constraint accounts_kind_is_known;
alter table accounts add constraint accounts_kind_is_known check (kind in (
    'wallet', 'gateway_clearing', 'gateway_fees', 'suspense', 'payouts', 'rail_clearing',
    'payout_fees', 'receivable'
));
