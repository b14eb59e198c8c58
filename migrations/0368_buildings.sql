-- A building comes from another workspace, here or elsewhere, by the file of its hand-over. The file is kept with
-- it: what was before stays readable in it, and is posted nowhere. The same file twice is one building.
create table building_takeovers (
    id uuid primary key,
    workspace_id uuid not null references workspaces (id),
    digest bytea not null,
    bytes bytea not null,
    brought_by uuid not null references members (id),
    brought_at timestamptz not null,
    -- What the building was called by the program that it comes from.
    source_id uuid not null,
    -- The building that came of it; null: it was looked at only.
    building_id uuid references buildings (id),
    taken_over_by uuid references members (id),
    taken_over_at timestamptz,
    constraint building_takeovers_once unique (workspace_id, digest),
    constraint building_takeovers_are_taken_over_by_somebody check (
        (building_id is null) = (taken_over_by is null)
        and (building_id is null) = (taken_over_at is null)
    )
);

create unique index building_takeovers_one_of_a_building
on building_takeovers (workspace_id, source_id) where building_id is not null;
create unique index building_takeovers_of_a_building on building_takeovers (building_id)
where building_id is not null;

-- What lay in a fund may be less than nothing: more was spent than there was.
alter table fund_openings
    drop constraint fund_openings_amount_is_believable,
    add constraint fund_openings_amount_is_believable
        check (amount <> 0 and amount between -10000000000000 and 10000000000000);
