-- Links ask and say more: what the payer is asked, in how many payments a total is paid, what is sold
-- by the piece, what is said afterwards and too late, labels, and who changed what.

alter table links
    add column terms jsonb not null default '{}',
    add column labels text[] not null default '{}',
    add column grace_hours integer not null default 0,
    -- All payments together bring no more than this.
    add column total bigint,
    add column archived_at timestamptz,
    add constraint links_grace_is_short check (grace_hours between 0 and 720),
    add constraint links_total_is_positive check (total > 0),
    add constraint links_total_needs_an_amount check (total is null or amount is not null),
    add constraint links_labels_are_few check (cardinality(labels) <= 5);

-- The merchant's own number finds one link.
create unique index links_reference_is_unique on links (workspace_id, lower(reference))
    where reference is not null;

create index links_by_label on links using gin (labels) where labels <> '{}';

-- Who changed what of a link, and when: fields with what they were and what they became.
create table link_edits (
    link_id uuid not null references links (id),
    seq integer not null,
    edited_by uuid not null,
    edited_at timestamptz not null,
    changes jsonb not null,
    primary key (link_id, seq)
);

-- What payers answered to a link's questions; forgotten when nobody needs it any more.
create table link_answers (
    payment_id uuid primary key references payments (id),
    answers jsonb not null,
    given_at timestamptz not null
);

create index link_answers_by_age on link_answers (given_at);

-- A purpose may have a total that its payments make up together, and a moment after which money that
-- arrives goes back. The payer's receipt says what the payee wants said.
alter table payments
    add column total_max bigint,
    add column back_after timestamptz,
    add column thanks text,
    add column return_to text,
    add constraint payments_total_is_positive check (total_max > 0),
    add constraint payments_thanks_has_a_length check (length(thanks) between 1 and 300),
    add constraint payments_return_is_safe
        check (return_to like 'https://%' and length(return_to) <= 400);
