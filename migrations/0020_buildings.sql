-- The money of a building. Its manager keeps units and the people who live in them, writes down what
-- the building costs, and once a month divides that among the units; everybody gets one bill that
-- explains itself, pays it by a secret address, and what is paid is laid on the oldest debt in the
-- same transaction that books the money.
--
-- A month's run freezes what it was computed from. A wrong run is never mended: it is mirrored in the
-- books and issued again. No item says whether it is paid: that follows from the allocations.

alter table accounts drop constraint accounts_kind_is_known;
alter table accounts add constraint accounts_kind_is_known check (kind in (
    'wallet', 'gateway_clearing', 'gateway_fees', 'suspense',
    'payouts', 'rail_clearing', 'payout_fees',
    'receivable', 'debts', 'building_cash', 'building_fund'
));

create table buildings (
    id uuid primary key,
    workspace_id uuid not null references workspaces (id),
    name text not null,
    address text,
    cash_account uuid not null references accounts (id),
    created_by uuid not null references members (id),
    created_at timestamptz not null,
    constraint buildings_name_has_a_length check (length(name) between 1 and 60),
    constraint buildings_address_has_a_length check (length(address) between 1 and 200)
);

create index buildings_of_a_workspace on buildings (workspace_id, created_at);

create table building_funds (
    building_id uuid not null references buildings (id),
    kind text not null,
    account_id uuid not null references accounts (id),
    primary key (building_id, kind),
    constraint building_funds_kind_is_known check (kind in ('operating', 'reserve', 'projects'))
);

create table units (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    block text not null default '',
    floor integer not null,
    -- The number as people say it, and as it is sorted.
    number text not null,
    number_order integer not null,
    kind text not null,
    -- Hundredths of a square metre.
    area integer not null,
    persons integer not null,
    parkings integer not null,
    -- Millionths of the building, as registered.
    share integer not null,
    -- Hundredths.
    coefficient integer not null,
    constraint units_block_has_a_length check (length(block) <= 20),
    constraint units_number_has_a_length check (length(number) between 1 and 10),
    constraint units_kind_is_known check (kind in ('flat', 'shop', 'office', 'parking', 'storage')),
    constraint units_weights_are_not_negative
        check (area >= 0 and persons >= 0 and parkings >= 0 and share >= 0 and coefficient >= 0),
    constraint units_are_numbered_once unique (building_id, block, number)
);

create index units_in_order on units (building_id, block, floor, number_order, id);

-- A person of a building. One address opens all that this person owes there.
create table residents (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    name text not null,
    mobile text,
    email text,
    token_digest bytea not null,
    constraint residents_name_has_a_length check (length(name) between 1 and 80),
    constraint residents_mobile_is_canonical check (mobile ~ '^09[0-9]{9}$'),
    constraint residents_email_has_a_length check (length(email) between 3 and 254),
    constraint residents_token_is_unique unique (token_digest)
);

create unique index residents_one_for_a_mobile on residents (building_id, mobile);
create index residents_of_a_building on residents (building_id);

-- Who owned a unit or lived in it, and when. The day of moving in belongs to the newcomer.
create table occupancies (
    id uuid primary key,
    unit_id uuid not null references units (id),
    resident_id uuid not null references residents (id),
    role text not null,
    since date not null,
    until date,
    constraint occupancies_role_is_known check (role in ('owner', 'tenant')),
    constraint occupancies_end_after_they_begin check (until > since)
);

-- One owner and one tenant at a time get the bill.
create unique index occupancies_one_at_a_time on occupancies (unit_id, role) where until is null;

-- Who owes for a unit: owner and tenant of one unit owe apart.
create table parties (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    unit_id uuid not null references units (id),
    resident_id uuid not null references residents (id),
    account_id uuid not null references accounts (id),
    constraint parties_once unique (unit_id, resident_id)
);

create index parties_of_a_resident on parties (resident_id);
create index parties_of_a_building on parties (building_id);

create table cost_categories (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    place integer not null,
    name text not null,
    key text not null,
    -- The rest of the percents goes by the other key.
    percent integer not null default 100,
    other_key text not null default 'equal',
    owner_percent integer not null,
    -- As how many people an empty unit counts; null: as its own number.
    vacant_persons integer,
    fund text not null,
    constraint cost_categories_name_has_a_length check (length(name) between 1 and 60),
    constraint cost_categories_keys_are_known check (
        key in ('equal', 'area', 'persons', 'share', 'coefficient')
        and other_key in ('equal', 'area', 'persons', 'share', 'coefficient')
    ),
    constraint cost_categories_percents_are_percents
        check (percent between 0 and 100 and owner_percent between 0 and 100),
    constraint cost_categories_name_is_unique unique (building_id, name)
);

create table building_files (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    kind text not null,
    bytes bytea not null,
    constraint building_files_kind_is_known
        check (kind in ('image/jpeg', 'image/png', 'application/pdf')),
    constraint building_files_are_small check (length(bytes) between 1 and 5242880)
);

create table expenses (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    category_id uuid not null references cost_categories (id),
    title text not null,
    supplier text,
    amount bigint not null,
    spent_on date not null,
    -- Months are counted from the beginning of the calendar: 12 × year + month − 1.
    period integer not null,
    months integer not null,
    -- Again each month, until it is ended.
    repeats boolean not null,
    ended_before integer,
    block text,
    file_id uuid references building_files (id),
    created_by uuid not null references members (id),
    created_at timestamptz not null,
    constraint expenses_title_has_a_length check (length(title) between 1 and 80),
    constraint expenses_supplier_has_a_length check (length(supplier) between 1 and 80),
    constraint expenses_amount_is_believable check (amount between 1 and 10000000000000),
    constraint expenses_months_are_some check (months between 1 and 60)
);

create index expenses_of_a_building on expenses (building_id, period desc, id);

-- What every unit pays whatever the month cost. A new version leaves the old one for its months.
create table fixed_plans (
    building_id uuid not null references buildings (id),
    version integer not null,
    valid_from integer not null,
    base bigint not null,
    square_metre bigint not null,
    person bigint not null,
    parking bigint not null,
    round_up bigint not null,
    note text not null,
    created_at timestamptz not null,
    primary key (building_id, version),
    constraint fixed_plans_rates_are_not_negative
        check (base >= 0 and square_metre >= 0 and person >= 0 and parking >= 0 and round_up >= 0)
);

create table charge_runs (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    period integer not null,
    version integer not null,
    due_on date not null,
    -- Everything that the run was computed from, and its digest.
    inputs text not null,
    digest bytea not null,
    total bigint not null,
    bills integer not null,
    issued_by uuid not null references members (id),
    begun_at timestamptz not null,
    done_at timestamptz,
    reversed_at timestamptz,
    constraint charge_runs_version_once unique (building_id, period, version)
);

create unique index charge_runs_one_lives on charge_runs (building_id, period)
where reversed_at is null;

create table charges (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    run_id uuid not null references charge_runs (id),
    party_id uuid not null references parties (id),
    place integer not null,
    kind text not null,
    amount bigint not null,
    due_on date not null,
    -- The name on the bill on the day it was written.
    debtor text not null,
    reversed_at timestamptz,
    constraint charges_kind_is_known check (kind in ('principal', 'fee', 'opening', 'instalment')),
    constraint charges_amount_is_some check (amount > 0),
    constraint charges_once unique (run_id, party_id)
);

create index charges_of_a_party on charges (party_id, due_on);
create index charges_of_a_building on charges (building_id);

-- The lines of a bill: what each source of the run's inputs costs this party.
create table charge_lines (
    charge_id uuid not null references charges (id),
    source integer not null,
    amount bigint not null,
    primary key (charge_id, source)
);

create table allocations (
    id uuid primary key,
    charge_id uuid not null references charges (id),
    -- Null: out of the party's own credit.
    payment_id uuid references payments (id),
    amount bigint not null,
    allocated_at timestamptz not null,
    released_at timestamptz,
    constraint allocations_amount_is_some check (amount > 0)
);

create index allocations_of_a_charge on allocations (charge_id);
create index allocations_of_a_payment on allocations (payment_id);

-- What a party has paid in advance, and what was used of it.
create table party_credits (
    id uuid primary key,
    party_id uuid not null references parties (id),
    payment_id uuid references payments (id),
    charge_id uuid references charges (id),
    amount bigint not null,
    credited_at timestamptz not null,
    constraint party_credits_amount_is_not_zero check (amount <> 0)
);

create index party_credits_of_a_party on party_credits (party_id);

-- A payment of a resident: for these items first.
create table resident_payments (
    payment_id uuid primary key references payments (id),
    building_id uuid not null references buildings (id),
    resident_id uuid not null references residents (id),
    named uuid[] not null
);

create index resident_payments_of_a_resident on resident_payments (resident_id);

-- An id that begins with its time, as the books want it.
create function id_at(moment timestamptz) returns uuid language sql volatile as $$
    select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0')
        || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14, 3)
        || '8' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 15))::uuid
$$;

-- What is left of each item that a resident owes.
create view open_charges as
select charges.id, charges.building_id, charges.party_id, parties.resident_id, parties.unit_id,
    charges.kind, charges.due_on, charges.run_id, charges.place, charges.amount,
    charges.amount - coalesce(paid.amount, 0) as rest
from charges
join parties on parties.id = charges.party_id
left join lateral (
    select sum(allocations.amount)::bigint as amount from allocations
    where allocations.charge_id = charges.id and allocations.released_at is null
) as paid on true
where charges.reversed_at is null and charges.amount > coalesce(paid.amount, 0);

-- Lays a confirmed payment on what its resident owes: the items that were chosen, then principal by
-- its last day, then fees. What is left over is the credit of a party. One payment of a resident
-- after the other, in the transaction that books the money.
create function allocate_resident_payment() returns trigger language plpgsql as $$
declare
    bought resident_payments;
    surplus bigint;
    chosen uuid;
begin
    select * into bought from resident_payments where payment_id = new.id;
    if not found then
        return null;
    end if;
    perform from residents where id = bought.resident_id for no key update;
    with in_turn as (
        select id, rest, (sum(rest) over (
            order by array_position(bought.named, id) nulls last, kind = 'fee', due_on, run_id, place, id
        ) - rest)::bigint as before
        from open_charges
        where resident_id = bought.resident_id
    )
    insert into allocations (id, charge_id, payment_id, amount, allocated_at)
    select id_at(new.paid_at), id, new.id, least(rest, new.amount - before), new.paid_at
    from in_turn
    where before < new.amount;
    select new.amount - coalesce(sum(amount), 0) into surplus
    from allocations where payment_id = new.id;
    if surplus > 0 then
        select id into chosen from (
            select parties.id, exists (
                select from charges where charges.party_id = parties.id and charges.id = any (bought.named)
            ) as was_named
            from parties where parties.resident_id = bought.resident_id
        ) as candidates
        order by was_named desc, id
        limit 1;
        insert into party_credits (id, party_id, payment_id, amount, credited_at)
        values (id_at(new.paid_at), chosen, new.id, surplus, new.paid_at);
    end if;
    perform post_journal(
        id_at(new.paid_at), 'charge_payment', new.id::text, new.paid_at,
        array[(select cash_account from buildings where id = bought.building_id)]
            || array_agg(account_id order by account_id),
        array[new.amount] || array_agg(-amount order by account_id)
    )
    from (
        select parties.account_id, sum(parts.amount)::bigint as amount
        from (
            select charges.party_id, allocations.amount from allocations
            join charges on charges.id = allocations.charge_id
            where allocations.payment_id = new.id
            union all
            select party_id, amount from party_credits
            where payment_id = new.id
        ) as parts
        join parties on parties.id = parts.party_id
        group by parties.account_id
    ) as lines;
    return null;
end $$;

create trigger payments_reach_what_residents_owe after update of status on payments
    for each row
    when (old.status <> new.status and new.status = 'confirmed' and new.suspense is null)
    execute function allocate_resident_payment();
