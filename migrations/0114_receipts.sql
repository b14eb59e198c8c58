-- Receipts that can be shown to an office: numbered for each seller without a gap, with what the law
-- wants to know of the seller, and the tax that was in the price.

-- What a workspace says of itself on its receipts. A workspace without a row says its name.
create table sellers (
    workspace_id uuid primary key references workspaces (id),
    legal_name text,
    national_id text,
    economic_code text,
    address text,
    tax_percent smallint,
    constraint sellers_legal_name_has_a_length check (length(legal_name) between 1 and 120),
    constraint sellers_national_id_has_digits check (national_id ~ '^([0-9]{10}|[0-9]{11})$'),
    constraint sellers_economic_code_has_digits check (economic_code ~ '^[0-9]{11,14}$'),
    constraint sellers_address_has_a_length check (length(address) between 1 and 300),
    constraint sellers_tax_percent_is_believable check (tax_percent between 1 and 30)
);

-- The last number of each workspace. It is not touched when money is booked, so a thousand payers of
-- one shop do not queue here: the worker gives the numbers a moment later.
create table receipt_books (
    workspace_id uuid primary key references workspaces (id),
    last_number bigint not null default 0,
    -- Payments that were booked long before this have their number.
    numbered_until timestamptz,
    constraint receipt_books_count_up check (last_number >= 0)
);

-- A receipt says for ever what it said on its first day.
create table receipts (
    payment_id uuid primary key references payments (id),
    workspace_id uuid not null references workspaces (id),
    number bigint not null,
    amount bigint not null,
    booked_at timestamptz not null,
    issued_at timestamptz not null,
    legal_name text,
    national_id text,
    economic_code text,
    address text,
    tax_percent smallint,
    tax bigint,
    constraint receipts_number_is_unique unique (workspace_id, number),
    constraint receipts_number_is_positive check (number > 0),
    constraint receipts_tax_has_a_percent check ((tax is null) = (tax_percent is null)),
    -- The tax is in the price; half a rial counts as a whole one.
    constraint receipts_tax_is_in_the_price check (
        tax = (2 * amount * tax_percent + 100 + tax_percent) / (2 * (100 + tax_percent))
    )
);

create function refuse_change_of_receipts() returns trigger language plpgsql as $$
begin
    raise exception 'a receipt stays as it is: % is refused', tg_op
        using errcode = 'integrity_constraint_violation';
end $$;

create trigger receipts_stay before update or delete on receipts
    for each row execute function refuse_change_of_receipts();
create trigger receipts_are_not_emptied before truncate on receipts
    for each statement execute function refuse_change_of_receipts();
