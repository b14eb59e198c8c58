-- Links are made by the thousand from a table, seen when they are opened, and asked for anew when
-- their time is over.

-- A table that was uploaded. Until its merchant confirms it nothing is made of it; the file itself is
-- forgotten a day later.
create table link_batches (
    id uuid primary key,
    workspace_id uuid not null references workspaces (id),
    made_by uuid not null,
    file bytea,
    file_name text not null,
    digest bytea not null,
    channels text[] not null,
    days integer,
    uploaded_at timestamptz not null,
    rows integer,
    confirmed_at timestamptz,
    -- Nothing is sent before this, so that it can be undone.
    send_at timestamptz,
    -- The last row that has had its turn.
    done_row integer not null default 0,
    made_at timestamptz,
    undone_at timestamptz,
    constraint link_batches_file_name_has_a_length check (length(file_name) between 1 and 120),
    constraint link_batches_are_confirmed_whole
        check ((confirmed_at is null) = (send_at is null) and (confirmed_at is null or rows is not null))
);

-- The same file makes its links once.
create unique index link_batches_one_for_each_file on link_batches (workspace_id, digest)
    where confirmed_at is not null and undone_at is null;
create index link_batches_of_a_workspace on link_batches (workspace_id, uploaded_at desc);

alter table links
    add column batch_id uuid references link_batches (id),
    add column batch_row integer;

create unique index links_one_for_each_row on links (batch_id, batch_row) where batch_id is not null;

-- Who has looked at a link: counted in memory, written down together, without address or name.
create table link_views (
    link_id uuid primary key references links (id),
    persons integer not null default 0,
    machines integer not null default 0,
    first_person_at timestamptz,
    last_person_at timestamptz,
    last_at timestamptz not null
);

create index link_views_by_age on link_views (last_at);

-- Somebody whose link was over would like to pay it all the same.
create table link_wishes (
    link_id uuid primary key references links (id),
    wished_at timestamptz not null,
    granted_at timestamptz,
    granted_by uuid
);
