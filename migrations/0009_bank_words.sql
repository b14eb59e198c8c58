-- What banks bring and want beyond a page: a receipt that comes back with the payer, a page that is
-- opened by a form, and money that goes back after the day is settled. The pretend bank learns what
-- real ones do on bad days, so that every bad day can be tried.

alter table payments
    -- Some banks verify a payment only with the receipt that its payer's browser brought back.
    add column bank_receipt text,
    -- The fields of the form that opens the bank's page; null where an address is enough.
    add column bank_form jsonb,
    add constraint payments_bank_receipt_is_unique unique (gateway, terminal, bank_receipt),
    add constraint payments_bank_receipt_has_a_length check (length(bank_receipt) between 1 and 200);

-- How the pretend bank feels at a terminal; no row is a good day.
create table sandbox_bank_moods (
    terminal text primary key,
    mood text not null,
    constraint sandbox_bank_moods_are_known
        check (mood in ('down', 'lossy', 'unreadable', 'repeating', 'estranged'))
);

alter table sandbox_bank_orders
    add column paid_at timestamptz,
    -- The bank took the money back by itself.
    add column reversed_at timestamptz;

-- Money that the pretend bank gave back, by the merchant's name for it.
create table sandbox_bank_refunds (
    id uuid primary key,
    reference text not null references sandbox_bank_orders (reference),
    amount bigint not null,
    number text not null,
    done_at timestamptz not null,
    constraint sandbox_bank_refunds_are_positive check (amount > 0)
);

create index sandbox_bank_refunds_of_an_order on sandbox_bank_refunds (reference);
