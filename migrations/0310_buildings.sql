-- Meters: of a unit, the main one through which everything of the building goes, or of the common parts; and
-- what somebody read off them. What was consumed follows from a reading and the one before it, so none is
-- guessed: a counter that went round and a meter that was replaced are marked as such.
create table meters (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    -- Null: of the building.
    unit_id uuid references units (id),
    -- What it counts is what the units' meters count, and what none of them does.
    is_main boolean not null,
    kind text not null,
    -- What it counts in; all meters of a kind of a building count in the same.
    measure text not null,
    serial text,
    -- How many figures it shows before it begins again at zero.
    digits smallint not null,
    added_by uuid not null references members (id),
    added_at timestamptz not null,
    removed_at timestamptz,
    constraint meters_kind_is_known check (kind in ('water', 'gas', 'electricity', 'heat', 'other')),
    constraint meters_of_a_unit_are_no_main_ones check (unit_id is null or not is_main),
    constraint meters_texts_have_a_length
        check (length(measure) between 1 and 20 and length(serial) between 1 and 30),
    constraint meters_digits_are_some check (digits between 3 and 9)
);

create unique index meters_one_main_of_a_kind on meters (building_id, kind)
where is_main and removed_at is null;
create index meters_of_a_building on meters (building_id, kind);
create index meters_of_a_unit on meters (unit_id);

create table meter_readings (
    id uuid primary key,
    meter_id uuid not null references meters (id),
    read_on date not null,
    -- The month whose costs are divided by it; months are counted from the beginning of the calendar.
    period integer not null,
    figure bigint not null,
    mark text not null,
    -- Of a meter that was replaced: the last figure of the old one, and the first of the new one.
    old_last bigint,
    new_first bigint,
    -- The picture of the dial.
    file_id uuid references building_files (id),
    read_by uuid not null references members (id),
    written_at timestamptz not null,
    deleted_at timestamptz,
    constraint meter_readings_figures_are_not_negative
        check (figure >= 0 and old_last >= 0 and new_first >= 0),
    constraint meter_readings_mark_is_known check (mark in ('plain', 'rollover', 'replaced')),
    constraint meter_readings_of_a_replaced_meter_have_two_more
        check (num_nonnulls(old_last, new_first) = case mark when 'replaced' then 2 else 0 end)
);

create unique index meter_readings_one_a_day on meter_readings (meter_id, read_on)
where deleted_at is null;

-- What became of a reading: the whole of it before and after; without an after it was taken out.
create table meter_reading_changes (
    id uuid primary key,
    reading_id uuid not null references meter_readings (id),
    changed_by uuid not null references members (id),
    changed_at timestamptz not null,
    before text not null,
    after text
);

create index meter_reading_changes_of_a_reading on meter_reading_changes (reading_id, id);

-- By which readings a month was divided.
create table charge_run_readings (
    run_id uuid not null references charge_runs (id),
    reading_id uuid not null references meter_readings (id),
    primary key (run_id, reading_id)
);

create index charge_run_readings_of_a_reading on charge_run_readings (reading_id);

alter table cost_categories
    -- Which meters it goes by, where a key is the meters.
    add column meter_kind text,
    drop constraint cost_categories_keys_are_known,
    add constraint cost_categories_keys_are_known check (
        key in ('equal', 'area', 'persons', 'share', 'coefficient', 'meter')
        and other_key in ('equal', 'area', 'persons', 'share', 'coefficient', 'meter')
        and meter_kind in ('water', 'gas', 'electricity', 'heat', 'other')
        and (meter_kind is not null or 'meter' not in (key, other_key))
    );
