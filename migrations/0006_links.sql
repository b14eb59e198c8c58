-- Payment links: what a merchant asks of a payer. A link has no column that says paid; it is paid
-- when its uses are taken by confirmed payments, and closed when a closure says who closed it.

create table links (
    id uuid primary key,
    workspace_id uuid not null references workspaces (id),
    title text not null,
    description text,
    reference text,
    amount bigint,
    amount_min bigint,
    amount_max bigint,
    suggestions bigint[] not null default '{}',
    expires_at timestamptz,
    uses_max integer,
    payer_name text,
    payer_mobile text,
    payer_email text,
    direct boolean not null,
    version integer not null default 1,
    token_digest bytea not null,
    created_at timestamptz not null,
    created_by uuid not null,
    -- What a search looks through, word by word.
    words tsvector not null generated always as (
        searchable(title || ' ' || coalesce(payer_name, '') || ' '
            || coalesce(reference, '') || ' ' || coalesce(payer_mobile, ''))
    ) stored,
    constraint links_token_digest_is_unique unique (token_digest),
    constraint links_title_has_a_length check (length(title) between 1 and 80),
    constraint links_description_has_a_length check (length(description) between 1 and 1000),
    constraint links_reference_has_a_length check (length(reference) between 1 and 60),
    constraint links_amount_is_positive check (amount > 0),
    constraint links_amount_is_fixed_or_chosen
        check (amount is null or (amount_min is null and amount_max is null and suggestions = '{}')),
    constraint links_limits_are_in_order check (amount_min <= amount_max),
    constraint links_uses_are_positive check (uses_max > 0),
    constraint links_payer_name_has_a_length check (length(payer_name) between 1 and 80),
    constraint links_payer_email_has_a_length check (length(payer_email) between 3 and 254)
);

create index links_of_a_workspace on links (workspace_id, created_at desc, id desc);

create index links_by_word on links using gin (words);

create table link_closures (
    link_id uuid primary key references links (id),
    closed_by uuid not null,
    closed_at timestamptz not null
);

create table link_payments (
    payment_id uuid primary key references payments (id),
    link_id uuid not null references links (id)
);

create index link_payments_of_a_link on link_payments (link_id);
