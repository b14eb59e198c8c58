-- Who cannot pay at once may promise to, by the page of their debt: on one day, or in parts by the month, as
-- the building allows. As long as the promise is kept nobody is reminded of what it is about but of its
-- parts, and no late fee grows; a part that is missed ends it, and everything is as it was before.

create table promise_rules (
    building_id uuid primary key references buildings (id),
    is_on boolean not null,
    parts_max smallint not null,
    -- The last part is no further ahead.
    days_max smallint not null,
    -- Whether late fees rest in the meantime.
    rests_fees boolean not null,
    set_by uuid not null references members (id),
    set_at timestamptz not null,
    constraint promise_rules_are_believable
        check (parts_max between 1 and 12 and days_max between 1 and 400)
);

create table promises (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    resident_id uuid not null references residents (id),
    total bigint not null,
    rests_fees boolean not null,
    made_at timestamptz not null,
    ended_on date,
    outcome text,
    constraint promises_total_is_some check (total > 0),
    constraint promises_outcome_is_known check (outcome in ('kept', 'broken', 'withdrawn')),
    constraint promises_end_somehow check ((ended_on is null) = (outcome is null))
);

create unique index promises_one_stands on promises (resident_id) where ended_on is null;
create index promises_of_a_building on promises (building_id, made_at);

create table promise_parts (
    promise_id uuid not null references promises (id),
    place smallint not null,
    due_on date not null,
    amount bigint not null,
    primary key (promise_id, place),
    constraint promise_parts_amount_is_some check (amount > 0)
);

-- What was owed when it was made.
create table promise_items (
    promise_id uuid not null references promises (id),
    charge_id uuid not null references charges (id),
    rest bigint not null,
    primary key (promise_id, charge_id)
);

create index promise_items_of_an_item on promise_items (charge_id);

-- How far each part of a promise is paid: what is missing to all parts until then.
create view promised as
select promises.id as promise_id, promises.building_id, promises.resident_id, promise_parts.place,
    promise_parts.due_on, promise_parts.amount,
    greatest(0, (sum(promise_parts.amount) over (
        partition by promises.id order by promise_parts.place
    ))::bigint - (promises.total - left_over.rest)) as missing
from promises
join promise_parts on promise_parts.promise_id = promises.id
cross join lateral (
    select coalesce(sum(open_charges.rest), 0)::bigint as rest from promise_items
    join open_charges on open_charges.id = promise_items.charge_id
    where promise_items.promise_id = promises.id
) as left_over
where promises.ended_on is null;

-- What residents are asked for: what is open, not disputed and not promised; and of what is promised the
-- next part.
create or replace view demands as
select open_charges.id as charge_id, building_id, resident_id, due_on, run_id, rest from open_charges
where not exists (
    select from charge_disputes
    where charge_disputes.charge_id = open_charges.id and closed_at is null
) and not exists (
    select from promise_items
    join promises on promises.id = promise_items.promise_id
    where promise_items.charge_id = open_charges.id and promises.ended_on is null
)
union all
select newest.charge_id, building_id, resident_id, due_on, newest.run_id, missing
from (
    select distinct on (promise_id) promise_id, building_id, resident_id, due_on, missing
    from promised where missing > 0
    order by promise_id, place
) as next_parts
cross join lateral (
    select charges.id as charge_id, charges.run_id from promise_items
    join charges on charges.id = promise_items.charge_id
    where promise_items.promise_id = next_parts.promise_id
    order by charges.due_on, charges.id
    limit 1
) as newest;
