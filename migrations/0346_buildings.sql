-- Money that came to the account of a building, as its bank states it. Every deposit of a statement that a manager
-- confirmed is kept; the same movement is the same row, in whichever file it stands. What was booked names the
-- money that it became.
create table bank_deposits (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    digest bytea not null,
    paid_on date not null,
    amount bigint not null,
    reference text,
    payer text,
    words text,
    -- The file it first stood in, and who brought it.
    file text not null,
    brought_by uuid not null references members (id),
    brought_at timestamptz not null,
    settlement_id uuid references settlements (id),
    constraint bank_deposits_once unique (building_id, digest),
    constraint bank_deposits_amount_is_believable check (amount between 1 and 10000000000000),
    constraint bank_deposits_texts_have_a_length check (
        length(reference) between 1 and 40 and length(payer) between 1 and 200
        and length(words) between 1 and 200 and length(file) between 1 and 120
    )
);

create unique index bank_deposits_of_a_settlement on bank_deposits (settlement_id)
where settlement_id is not null;
