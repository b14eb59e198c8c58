-- What the manager of a building tells its people: owners, tenants or everybody, until a day has passed or
-- it is taken down. Who says that they have read it is counted, and named to nobody.
create table announcements (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    title text not null,
    words text not null,
    audience text not null,
    is_pinned boolean not null,
    -- The last day on which it is shown; null: until it is taken down.
    until date,
    -- To how many people a message about it was written.
    told integer not null,
    published_by uuid not null references members (id),
    published_at timestamptz not null,
    ended_by uuid references members (id),
    ended_at timestamptz,
    constraint announcements_texts_have_a_length
        check (length(title) between 1 and 60 and length(words) between 1 and 2000),
    constraint announcements_audience_is_known check (audience in ('everybody', 'owners', 'tenants')),
    constraint announcements_tell_no_fewer_than_nobody check (told >= 0),
    constraint announcements_are_ended_by_somebody check ((ended_at is null) = (ended_by is null))
);

create index announcements_of_a_building on announcements (building_id, published_at desc);

create table announcement_reads (
    announcement_id uuid not null references announcements (id),
    resident_id uuid not null references residents (id),
    read_at timestamptz not null,
    primary key (announcement_id, resident_id)
);
