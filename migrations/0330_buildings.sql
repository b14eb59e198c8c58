-- People are on units for periods of time: owners with shares, one tenant after the other. What a month
-- costs a unit is divided over the days of each.

alter table occupancies
    -- Was there before anybody wrote it down: `since` is the day on which it was written, not the first.
    add column was_there boolean not null default false,
    -- What an owner has of the unit, in millionths; a tenant has all of it.
    add column share integer not null default 1000000,
    -- How many people came with a tenant; null: the unit's own number counts.
    add column persons integer,
    add constraint occupancies_share_is_a_part check (share between 1 and 1000000),
    add constraint occupancies_persons_are_people check (persons between 0 and 1000);

-- Until now nobody was asked since when: whoever came first was there already.
update occupancies set was_there = true
where id in (
    select distinct on (unit_id, role) id from occupancies order by unit_id, role, since, id
);

drop index occupancies_one_at_a_time;
create index occupancies_of_a_unit on occupancies (unit_id, role, since);
create index occupancies_of_a_resident on occupancies (resident_id);

-- Two tenants on one day, one person twice, or owners of more than the whole.
create view occupancy_clashes as
select one.id, one.unit_id, one.role from occupancies as one
where exists (
    select from occupancies as other
    where other.unit_id = one.unit_id and other.role = one.role and other.id <> one.id
    and (one.role = 'tenant' or other.resident_id = one.resident_id)
    and daterange(case when not one.was_there then one.since end, one.until)
        && daterange(case when not other.was_there then other.since end, other.until)
) or one.role = 'owner' and (
    select sum(other.share) from occupancies as other
    where other.unit_id = one.unit_id and other.role = 'owner'
    and (other.was_there or other.since <= one.since)
    and (other.until is null or one.since < other.until)
) > 1000000;

create function occupancies_do_not_clash() returns trigger language plpgsql as $$
begin
    if exists (select from occupancy_clashes where unit_id = new.unit_id and role = new.role) then
        raise exclusion_violation using
            message = 'people of a unit clash', constraint = 'occupancies_do_not_clash';
    end if;
    return null;
end $$;

-- Looked at when all is written: who sells and who buys change in one transaction.
create constraint trigger occupancies_do_not_clash after insert or update on occupancies
    deferrable initially deferred
    for each row execute function occupancies_do_not_clash();

-- Who receives the bill of a unit: each their own, its tenant everything, or one of its owners.
alter table units
    add column bill_to text not null default 'each',
    add column bill_to_resident uuid references residents (id),
    add constraint units_bill_to_is_known check (
        bill_to in ('each', 'tenant', 'owner') and (bill_to = 'owner') = (bill_to_resident is not null)
    );

-- What one unit pays each month beside what all pay.
create table unit_extras (
    id uuid primary key,
    unit_id uuid not null references units (id),
    title text not null,
    amount bigint not null,
    owner_bears boolean not null,
    -- The first month and the last; null: until it is ended.
    since integer not null,
    until integer,
    created_by uuid not null references members (id),
    created_at timestamptz not null,
    constraint unit_extras_title_has_a_length check (length(title) between 1 and 80),
    constraint unit_extras_amount_is_believable check (amount between 1 and 10000000000000),
    constraint unit_extras_end_after_they_begin check (until >= since)
);

create index unit_extras_of_a_unit on unit_extras (unit_id, since);

alter table cost_categories
    drop constraint cost_categories_keys_are_known,
    add constraint cost_categories_keys_are_known check (
        key in ('equal', 'area', 'persons', 'person_days', 'share', 'coefficient', 'meter')
        and other_key in ('equal', 'area', 'persons', 'person_days', 'share', 'coefficient', 'meter')
        and meter_kind in ('water', 'gas', 'electricity', 'heat', 'other')
        and (meter_kind is not null or 'meter' not in (key, other_key))
    );
