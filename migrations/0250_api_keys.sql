-- Programs act for a workspace with a key of their own: it was shown once, here is its digest, and what
-- it may do is written beside it. A key that was revoked stays, because it says who did what.

create table api_keys (
    id uuid primary key,
    workspace_id uuid not null references workspaces (id),
    -- What its owner calls it.
    name text not null,
    digest bytea not null,
    -- The end of the key, by which people tell one from another.
    tail text not null,
    scopes text[] not null,
    made_by uuid not null references members (id),
    made_at timestamptz not null,
    used_at timestamptz,
    revoked_by uuid references members (id),
    revoked_at timestamptz,
    constraint api_keys_digest_is_unique unique (digest),
    constraint api_keys_name_has_a_length check (length(name) between 1 and 60),
    constraint api_keys_tail_has_four_letters check (length(tail) = 4),
    constraint api_keys_may_do_something check (cardinality(scopes) between 1 and 20),
    constraint api_keys_are_revoked_by_somebody check ((revoked_at is null) = (revoked_by is null))
);

create index api_keys_of_a_workspace on api_keys (workspace_id, made_at desc);
