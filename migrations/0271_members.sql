-- A second step at the door: the codes of an app on the member's phone (RFC 6238), asked after the password
-- or the code by SMS. The secret is sealed; of the backup codes only digests are kept.

create table authenticators (
    member_id uuid primary key references members (id),
    secret bytea not null,
    created_at timestamptz not null,
    -- Until the first code has shown that the app has the secret, nothing is asked for.
    confirmed_at timestamptz,
    -- The step of thirty seconds whose code was used last; that code and older ones are worth nothing.
    last_step bigint not null default 0
);

create table backup_codes (
    member_id uuid not null references authenticators (member_id) on delete cascade,
    digest bytea not null,
    used_at timestamptz,
    primary key (member_id, digest)
);

alter table challenges drop constraint challenges_purpose_is_known;
alter table challenges add constraint challenges_purpose_is_known
    check (purpose in ('sign_up', 'sign_in', 'new_password', 'new_mobile', 'join', 'second_step'));
