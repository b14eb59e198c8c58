-- The people who sign in, and the workspaces (a shop, an office) that own links and money. A member
-- may have several workspaces, and later a workspace several members.

create table members (
    id uuid primary key,
    mobile text not null,
    name text not null,
    email text,
    password text not null,
    language text not null,
    joined_at timestamptz not null,
    constraint members_mobile_is_unique unique (mobile),
    constraint members_mobile_is_canonical check (mobile ~ '^09[0-9]{9}$'),
    constraint members_name_has_a_length check (length(name) between 1 and 80),
    constraint members_email_has_a_length check (length(email) between 3 and 254),
    constraint members_language_is_known check (language in ('fa', 'en'))
);

create table workspaces (
    id uuid primary key,
    name text not null,
    phone text,
    language text not null,
    unit text not null,
    opened_at timestamptz not null,
    constraint workspaces_name_has_a_length check (length(name) between 1 and 60),
    constraint workspaces_phone_has_a_length check (length(phone) between 3 and 20),
    constraint workspaces_language_is_known check (language in ('fa', 'en')),
    constraint workspaces_unit_is_known check (unit in ('toman', 'rial'))
);

create table workspace_members (
    workspace_id uuid not null references workspaces (id),
    member_id uuid not null references members (id),
    role text not null,
    joined_at timestamptz not null,
    primary key (workspace_id, member_id),
    constraint workspace_members_role_is_known check (role in ('owner'))
);

create index workspace_members_of_a_member on workspace_members (member_id, joined_at);

-- A one-time code is not stored, not even as a digest: it is computed from the challenge's id with a
-- secret key, when it is sent and when it is checked.
create table challenges (
    id uuid primary key,
    purpose text not null,
    mobile text not null,
    browser bytea not null,
    details jsonb,
    tries integer not null default 0,
    used_at timestamptz,
    expires_at timestamptz not null,
    created_at timestamptz not null,
    constraint challenges_purpose_is_known
        check (purpose in ('sign_up', 'sign_in', 'new_password', 'new_mobile'))
);

-- One live code for a number and a purpose: a new one takes the place of the old.
create unique index challenges_one_live_code on challenges (mobile, purpose) where used_at is null;

-- The cookie holds the secret; only its digest is here.
create table sessions (
    digest bytea primary key,
    member_id uuid not null,
    workspace_id uuid not null,
    device text not null,
    flash jsonb,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    proven_at timestamptz not null,
    expires_at timestamptz not null,
    constraint sessions_device_has_a_length check (length(device) <= 200)
);

create index sessions_of_a_member on sessions (member_id);

-- Token buckets (GCRA): tat is the moment at which the bucket is full again. Unlogged, because
-- forgetting them in a crash only forgives.
create unlogged table rate_limits (
    key text primary key,
    tat timestamptz not null
);
