-- Money in. A payment is one attempt to collect:
-- opened → sending → sent → confirmed | refused, and opened and sending may end as abandoned, because
-- no bank page was shown. Unknown is an answer of the bank and not a state: the payment stays sent and
-- the bank is asked again.

-- A text as its words, for searching: digits of all kinds are one, and whatever is no letter and no
-- digit (a half-space, a hyphen) parts two words.
create function searchable(words text) returns tsvector language sql immutable parallel safe as $$
    select to_tsvector('simple', regexp_replace(
        translate(words, '۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩', '01234567890123456789'),
        '[^[:alnum:]]+', ' ', 'g'
    ))
$$;

-- What never changes comes first, and a page keeps room for the next state of its payments: then a new
-- state writes only its own columns to the log.
create table payments (
    id uuid primary key,
    workspace_id uuid not null references workspaces (id),
    order_number bigint not null,
    gateway text not null,
    terminal text not null,
    amount bigint not null,
    title text not null,
    payee_name text not null,
    payee_phone text,
    payer_name text,
    payer_mobile text,
    payer_email text,
    unit text not null,
    -- Payments with one purpose compete for its uses; a use is taken by the payment that is confirmed.
    purpose uuid not null,
    uses_max integer,
    open_until timestamptz,
    again jsonb not null,
    on_paid jsonb not null,
    credit_account uuid not null references accounts (id),
    receipt_digest bytea not null,
    opened_at timestamptz not null,
    bank_reference text,
    bank_page text,
    withdrawn_at timestamptz,
    status text not null,
    changed_at timestamptz not null,
    changed_by text not null,
    paid_at timestamptz,
    use_number integer,
    bank_number text,
    card text,
    fee bigint not null default 0,
    refusal text,
    -- Money that is real but unwelcome waits in suspense until the merchant decides.
    suspense text,
    -- When the merchant took money out of suspense.
    accepted_at timestamptz,
    -- Money whose amount or order differs from ours is booked nowhere until a person has looked.
    held text,
    -- Whether the money is the merchant's, and the moment under which a payment stands in lists and
    -- sums: for money that is the merchant's it is the moment of the journal that made it so.
    booked boolean not null generated always as (
        status = 'confirmed' and (suspense is null or accepted_at is not null)
    ) stored,
    happened_at timestamptz not null generated always as (
        coalesce(accepted_at, paid_at, opened_at)
    ) stored,
    constraint payments_order_number_is_unique unique (order_number),
    constraint payments_receipt_digest_is_unique unique (receipt_digest),
    constraint payments_bank_reference_is_unique unique (gateway, terminal, bank_reference),
    constraint payments_bank_number_is_unique unique (gateway, terminal, bank_number),
    constraint payments_one_for_each_use unique (purpose, use_number),
    constraint payments_amount_is_positive check (amount between 1 and 10000000000000),
    constraint payments_fee_is_less_than_the_amount check (fee between 0 and amount),
    constraint payments_status_is_known
        check (status in ('opened', 'sending', 'sent', 'confirmed', 'refused', 'abandoned')),
    constraint payments_changed_by_is_known
        check (changed_by in ('payer', 'return', 'reconciler', 'operator')),
    constraint payments_paid_at_says_confirmed check ((status = 'confirmed') = (paid_at is not null)),
    constraint payments_suspense_is_known
        check (suspense is null or (suspense in ('late', 'extra', 'withdrawn') and status = 'confirmed')),
    constraint payments_only_suspended_money_is_accepted
        check (accepted_at is null or suspense is not null),
    constraint payments_uses_are_of_the_confirmed
        check (use_number is null or (status = 'confirmed' and suspense is null)),
    constraint payments_held_is_sent check (held is null or status = 'sent'),
    constraint payments_title_has_a_length check (length(title) between 1 and 120),
    constraint payments_payer_name_has_a_length check (length(payer_name) between 1 and 80)
) with (fillfactor = 75);

create index payments_of_a_workspace on payments (workspace_id, happened_at desc, id desc);
-- The sums of a period are read from this index alone.
create index payments_booked_in_a_workspace on payments (workspace_id, happened_at desc, id desc)
    include (amount, fee) where booked;
create index payments_open_in_a_workspace on payments (workspace_id, happened_at desc, id desc)
    where status in ('opened', 'sending', 'sent');
create index payments_failed_in_a_workspace on payments (workspace_id, happened_at desc, id desc)
    where status in ('refused', 'abandoned');
create index payments_in_suspense on payments (workspace_id, happened_at desc, id desc)
    where suspense is not null and accepted_at is null;
create index payments_with_a_purpose on payments (purpose, opened_at);
create index payments_held on payments (changed_at) where held is not null;

-- Every change of status, written by the database itself.
create table payment_log (
    payment_id uuid not null references payments (id),
    seq smallint not null,
    from_status text,
    to_status text not null,
    by text not null,
    at timestamptz not null,
    primary key (payment_id, seq)
);

create function log_payment() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.status in ('confirmed', 'refused', 'abandoned') then
        raise exception 'payment % has ended and cannot become %', new.id, new.status
            using errcode = 'check_violation', constraint = 'payments_end_once';
    end if;
    insert into payment_log (payment_id, seq, from_status, to_status, by, at)
    select new.id, coalesce(max(seq), 0) + 1,
        case when tg_op = 'UPDATE' then old.status end, new.status, new.changed_by, new.changed_at
    from payment_log
    where payment_id = new.id;
    return null;
end $$;

create trigger payments_are_logged_when_opened after insert on payments
    for each row execute function log_payment();
create trigger payments_are_logged after update of status on payments
    for each row when (old.status <> new.status) execute function log_payment();

-- What we asked a bank and what it answered: the proof behind every confirmed payment.
create table bank_calls (
    id uuid primary key,
    payment_id uuid not null references payments (id),
    op text not null,
    amount bigint not null,
    outcome text not null,
    asked_at timestamptz not null,
    answered_at timestamptz not null,
    constraint bank_calls_op_is_known check (op in ('start', 'verify', 'give_back')),
    constraint bank_calls_outcome_is_known
        check (outcome in ('started', 'moved', 'refused', 'differs', 'waiting', 'unknown'))
);

create index bank_calls_of_a_payment on bank_calls (payment_id, asked_at);

-- What became of money in suspense. given_back is asked of the gateway under the id of this row, as
-- often as it takes.
create table suspense_decisions (
    payment_id uuid primary key references payments (id),
    decision text not null,
    decided_by uuid,
    decided_at timestamptz not null,
    done_at timestamptz,
    constraint suspense_decisions_decision_is_known check (decision in ('accepted', 'given_back'))
);
