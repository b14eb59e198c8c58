-- Who did what, when and from where. Each act of a member that changes something of weight is a line here,
-- written in the transaction that does it: what was rolled back was not done, and what was done is told.
-- Lines are never changed or taken out, and closed blocks of them carry a digest of the block before.

create table acts (
    id uuid primary key,
    -- None: an act that belongs to a person and to no workspace.
    workspace_id uuid references workspaces (id),
    member_id uuid not null references members (id),
    -- The program's key with which it was done in the member's name.
    key_id uuid references api_keys (id),
    kind text not null,
    -- The thing that it was done to.
    about uuid,
    -- What else there is to say, in a few words or figures.
    said text,
    ip text not null,
    done_at timestamptz not null,
    constraint acts_kind_has_a_length check (length(kind) between 1 and 40),
    constraint acts_said_has_a_length check (length(said) between 1 and 200),
    constraint acts_ip_has_a_length check (length(ip) between 2 and 45)
);

create index acts_of_a_workspace on acts (workspace_id, done_at desc, id desc);

create table act_blocks (
    number integer primary key,
    acts uuid[] not null,
    last_id uuid not null,
    digest bytea not null,
    closed_at timestamptz not null
);

create function refuse_change_of_acts() returns trigger language plpgsql as $$
begin
    raise exception 'what was done stays: % on % is refused', tg_op, tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;

create trigger acts_are_append_only before update or delete on acts
    for each row execute function refuse_change_of_acts();
create trigger acts_are_not_emptied before truncate on acts
    for each statement execute function refuse_change_of_acts();
create trigger act_blocks_are_append_only before update or delete on act_blocks
    for each row execute function refuse_change_of_acts();
create trigger act_blocks_are_not_emptied before truncate on act_blocks
    for each statement execute function refuse_change_of_acts();

-- The digest of a block: of the one before, and of each of its lines in the order of their ids.
create function acts_digest(before bytea, block uuid[]) returns bytea language sql stable as $$
    select sha256(before || convert_to(coalesce(string_agg(line, E'\n' order by line), ''), 'UTF8'))
    from (
        select format('%s|%s|%s|%s|%s|%s|%s|%s|%s', id, workspace_id, member_id, key_id, kind, about, said, ip,
            (extract(epoch from done_at) * 1000000)::bigint) as line
        from acts where id = any(block)
    ) as lines
$$;
