-- Two-click payouts. Somebody sets an amount and names a person; that person says where the money is
-- to go; whoever pays agrees to amount, account and holder as they stand, and pays once.
--
-- A payout keeps no state of its own: it follows from what happened, and each thing that happened is a
-- row. A revision is one answer of the recipient's to the question where to; asking again begins the
-- next one.

create table payouts (
    id uuid primary key,
    workspace_id uuid not null references workspaces (id),
    title text not null,
    recipient_name text not null,
    recipient_mobile text,
    recipient_email text,
    -- What the payer meant to give, what the house takes, and who bears that.
    amount bigint not null,
    fee bigint not null,
    fee_borne_by text not null,
    -- Until when the recipient may answer, and how long the payer has after that.
    answer_until timestamptz not null,
    pay_seconds bigint not null,
    revision integer not null default 1,
    created_at timestamptz not null,
    created_by uuid not null references members (id),
    words tsvector not null generated always as (
        searchable(title || ' ' || recipient_name || ' ' || coalesce(recipient_mobile, ''))
    ) stored,
    constraint payouts_title_has_a_length check (length(title) between 1 and 80),
    constraint payouts_recipient_name_has_a_length check (length(recipient_name) between 1 and 80),
    constraint payouts_reach_their_recipient
        check (recipient_mobile is not null or recipient_email is not null),
    constraint payouts_amount_is_positive check (amount between 1 and 10000000000000),
    constraint payouts_fee_is_not_negative check (fee >= 0),
    constraint payouts_fee_is_borne_by_somebody check (fee_borne_by in ('payer', 'recipient')),
    constraint payouts_something_arrives check (fee_borne_by = 'payer' or fee < amount)
);

create index payouts_of_a_workspace on payouts (workspace_id, created_at desc, id desc);
create index payouts_words on payouts using gin (words);

-- The secret addresses: of the recipient's page, and of the payer's for each revision, so that an old
-- one can say that it is old.
create table payout_doors (
    token_digest bytea primary key,
    payout_id uuid not null references payouts (id),
    side text not null,
    revision integer not null,
    constraint payout_doors_side_is_known check (side in ('recipient', 'payer')),
    constraint payout_doors_are_one_each unique (payout_id, side, revision)
);

-- When a person first opened a page; machines do not count.
create table payout_openings (
    payout_id uuid not null references payouts (id),
    side text not null,
    revision integer not null,
    opened_at timestamptz not null,
    primary key (payout_id, side, revision)
);

-- A one-time code that shows that who opened the recipient's page is the recipient. The code follows
-- from the id and a key; the browser's secret is here as its digest.
create table payout_proofs (
    id uuid primary key,
    payout_id uuid not null references payouts (id),
    browser bytea not null,
    tries smallint not null default 0,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    proven_at timestamptz
);

create index payout_proofs_of_a_browser on payout_proofs (payout_id, browser);

-- Where to, as the recipient said. The number of a card is not here: it became the number of an
-- account, and only its first six and last four digits were kept.
create table payout_destinations (
    payout_id uuid not null references payouts (id),
    revision integer not null,
    -- Sealed for the payout's row.
    iban bytea not null,
    fingerprint bytea not null,
    bank text not null,
    tail text not null,
    card text,
    -- As the inquiry said; null when nobody could say.
    holder text,
    given_at timestamptz not null,
    -- When the recipient said that this is right.
    confirmed_at timestamptz,
    primary key (payout_id, revision),
    constraint payout_destinations_tail_is_four_digits check (tail ~ '^[0-9]{4}$'),
    constraint payout_destinations_card_is_masked check (card ~ '^[0-9]{6}[*]{6}[0-9]{4}$')
);

-- What the recipient answered instead.
create table payout_replies (
    payout_id uuid not null references payouts (id),
    revision integer not null,
    kind text not null,
    proposal bigint,
    note text,
    replied_at timestamptz not null,
    primary key (payout_id, revision),
    constraint payout_replies_kind_is_known check (kind in ('not_me', 'wrong_amount', 'no')),
    constraint payout_replies_proposal_is_positive check (proposal > 0),
    constraint payout_replies_note_has_a_length check (length(note) between 1 and 300)
);

-- What whoever pays agreed to: the digest of amount, fee, account, holder and revision.
create table payout_consents (
    payout_id uuid not null references payouts (id),
    revision integer not null,
    digest bytea not null,
    given_at timestamptz not null,
    primary key (payout_id, revision)
);

-- The payments that were begun for a payout, each for what its payer saw.
create table payout_payments (
    payment_id uuid primary key references payments (id),
    payout_id uuid not null references payouts (id),
    revision integer not null,
    digest bytea not null
);

create index payout_payments_of_a_payout on payout_payments (payout_id);

-- The money is there: by a payment, or out of the wallet.
create table payout_fundings (
    payout_id uuid primary key references payouts (id),
    payment_id uuid unique references payments (id),
    funded_by uuid references members (id),
    funded_at timestamptz not null,
    constraint payout_fundings_come_from_somewhere
        check ((payment_id is null) <> (funded_by is null))
);

-- How a payout ended without reaching its recipient.
create table payout_endings (
    payout_id uuid primary key references payouts (id),
    kind text not null,
    ended_by uuid not null references members (id),
    ended_at timestamptz not null,
    constraint payout_endings_kind_is_known check (kind in ('cancelled', 'taken_back'))
);

-- Accounts that a recipient let a payer keep, under the recipient's own number.
create table payout_accounts (
    id uuid primary key,
    workspace_id uuid not null references workspaces (id),
    mobile text not null,
    -- Sealed for this row.
    iban bytea not null,
    bank text not null,
    tail text not null,
    card text,
    holder text,
    kept_at timestamptz not null,
    used_at timestamptz not null,
    constraint payout_accounts_one_for_each_recipient unique (workspace_id, mobile)
);
