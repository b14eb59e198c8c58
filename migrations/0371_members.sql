-- Passkeys (WebAuthn): the public key that a member's device has for this site, and the challenges that were
-- answered, so that an answer counts once.
create table passkeys (
    id uuid primary key,
    member_id uuid not null references members (id),
    credential bytea not null,
    public_key bytea not null,
    name text not null,
    sign_count bigint not null,
    made_at timestamptz not null,
    used_at timestamptz,
    constraint passkeys_credential_is_unique unique (credential),
    constraint passkeys_credential_has_a_length check (length(credential) between 1 and 1023),
    constraint passkeys_public_key_has_a_length check (length(public_key) between 1 and 2000),
    constraint passkeys_name_has_a_length check (length(name) between 1 and 60),
    constraint passkeys_sign_count_is_of_32_bits check (sign_count between 0 and 4294967295)
);
create index passkeys_of_a_member on passkeys (member_id, made_at);

create table answered_challenges (
    digest bytea primary key,
    answered_at timestamptz not null,
    constraint answered_challenges_digest_is_whole check (length(digest) = 32)
);
