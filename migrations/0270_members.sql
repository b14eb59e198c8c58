-- Colleagues. A workspace has several members, each with a role, and always at least one owner. Somebody
-- becomes a member by an invitation to their mobile; they show by a code that the number is theirs.

alter table workspace_members drop constraint workspace_members_role_is_known;
alter table workspace_members add constraint workspace_members_role_is_known
    check (role in ('owner', 'manager', 'accountant', 'cashier', 'approver', 'viewer'));

-- Looked at when the transaction ends, so that one owner may take the place of another.
create function workspace_keeps_an_owner() returns trigger language plpgsql as $$
begin
    if not exists (
        select from workspace_members where workspace_id = old.workspace_id and role = 'owner'
    ) then
        raise exception 'workspace % would have no owner', old.workspace_id
            using errcode = '23514', constraint = 'workspace_members_keep_an_owner';
    end if;
    return null;
end
$$;

create constraint trigger workspace_members_keep_an_owner
    after update or delete on workspace_members
    deferrable initially deferred
    for each row when (old.role = 'owner')
    execute function workspace_keeps_an_owner();

create table invitations (
    id uuid primary key,
    workspace_id uuid not null references workspaces (id),
    mobile text not null,
    email text,
    role text not null,
    token_digest bytea not null,
    invited_by uuid not null references members (id),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    sendings integer not null default 1,
    sent_at timestamptz not null,
    revoked_at timestamptz,
    accepted_at timestamptz,
    accepted_by uuid references members (id),
    constraint invitations_token_digest_is_unique unique (token_digest),
    constraint invitations_mobile_is_canonical check (mobile ~ '^09[0-9]{9}$'),
    constraint invitations_email_has_a_length check (length(email) between 3 and 254),
    constraint invitations_role_is_known
        check (role in ('owner', 'manager', 'accountant', 'cashier', 'approver', 'viewer')),
    constraint invitations_were_sent check (0 < sendings),
    constraint invitations_end_one_way check (revoked_at is null or accepted_at is null),
    constraint invitations_are_accepted_by_somebody
        check ((accepted_at is null) = (accepted_by is null))
);

-- A number is invited once at a time; a new invitation takes the place of the old.
create unique index invitations_one_open_for_a_number on invitations (workspace_id, mobile)
    where revoked_at is null and accepted_at is null;

alter table challenges drop constraint challenges_purpose_is_known;
alter table challenges add constraint challenges_purpose_is_known
    check (purpose in ('sign_up', 'sign_in', 'new_password', 'new_mobile', 'join'));
