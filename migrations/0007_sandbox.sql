-- The books of the pretend bank and the pretend carriers: what a foreign company would know. They are
-- no part of our own truth; the audit compares them with it. Empty in production.

create table sandbox_bank_orders (
    reference text primary key,
    terminal text not null,
    order_number bigint not null,
    title text not null,
    amount bigint not null,
    callback text not null,
    state text not null,
    paid_amount bigint,
    bank_number text,
    card text,
    refusal text,
    silent_until timestamptz,
    verified_at timestamptz,
    given_back_at timestamptz,
    started_at timestamptz not null,
    expires_at timestamptz not null,
    constraint sandbox_bank_orders_state_is_known check (state in ('waiting', 'paid', 'refused'))
);

create table sandbox_messages (
    id uuid primary key,
    channel text not null,
    recipient text not null,
    subject text,
    body text not null,
    html text,
    state text not null,
    parts smallint not null,
    received_at timestamptz not null
);

create index sandbox_messages_newest on sandbox_messages (received_at desc, id desc);
