-- Somebody leaves a unit and settles: what is open of them there, and what their last days are going to cost
-- that no bill says yet. When nothing is missing they get a certificate, numbered within the building, which
-- anybody can have confirmed by the address on it.

-- Who is settling, until they are cleared or it is called off.
create table leavings (
    stay_id uuid primary key references occupancies (id) on delete cascade,
    party_id uuid not null references parties (id),
    begun_by uuid not null references members (id),
    begun_at timestamptz not null,
    ended_at timestamptz
);

create index leavings_that_go_on on leavings (party_id) where ended_at is null;

-- What a certificate says stays as it was said; it is only ever revoked, for a reason.
create table clearances (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    number integer not null,
    party_id uuid not null references parties (id),
    -- The stay that ended; it may be put right or taken out afterwards.
    stay_id uuid not null,
    name text not null,
    is_owner boolean not null,
    block text not null,
    unit_number text not null,
    -- The first day; null: longer than anybody had written down.
    since date,
    until date not null,
    -- The last month whose bills were issued; null: none was.
    billed_through integer,
    -- What the days after that month were estimated to cost, which was paid in advance.
    ahead bigint not null,
    issued_by uuid not null references members (id),
    issued_at timestamptz not null,
    token_digest bytea not null,
    revoked_by uuid references members (id),
    revoked_at timestamptz,
    revocation_reason text,
    constraint clearances_are_numbered_once unique (building_id, number),
    constraint clearances_end_after_they_begin check (since < until),
    constraint clearances_ahead_is_not_negative check (ahead >= 0),
    constraint clearances_are_revoked_by_somebody_for_a_reason check (
        (revoked_at is null) = (revoked_by is null)
        and (revoked_at is null) = (revocation_reason is null)
        and length(revocation_reason) between 1 and 200
    )
);

create unique index clearances_by_token on clearances (token_digest);
create unique index clearances_one_of_a_stay on clearances (stay_id) where revoked_at is null;
create index clearances_of_a_party on clearances (party_id);

-- Lays money on what is owed, as before; what is left over is the credit of the unit that somebody leaves.
create or replace function lay_on_what_is_owed(
    resident uuid, payment uuid, settlement uuid, named uuid[], whole bigint, moment timestamptz,
    debited uuid, journal_kind text
) returns void language plpgsql as $$
declare
    surplus bigint;
    chosen uuid;
begin
    perform from residents where id = resident for no key update;
    -- The day on which somebody went to the bank with an amount that they were shown is the day on which
    -- they paid.
    if journal_kind = 'charge_payment' then
        perform let_off_early_with(resident, payment, settlement, named, whole,
            (select (opened_at at time zone 'Asia/Tehran')::date from payments where id = payment),
            moment);
    elsif journal_kind = 'charge_by_hand' then
        perform let_off_early_with(resident, payment, settlement, named, whole,
            (select received_on from settlements where id = settlement), moment);
    end if;
    with in_turn as (
        select id, rest, (sum(rest) over (
            order by array_position(named, id) nulls last, kind = 'fee', due_on, run_id, place, id
        ) - rest)::bigint as before
        from open_charges
        where resident_id = resident
    )
    insert into allocations (id, charge_id, payment_id, settlement_id, amount, allocated_at)
    select id_at(moment), id, payment, settlement, least(rest, whole - before), moment
    from in_turn
    where before < whole;
    select whole - coalesce(sum(amount), 0) into surplus
    from allocations where payment_id = payment or settlement_id = settlement;
    if surplus > 0 then
        select id into chosen from (
            select parties.id, exists (
                select from charges where charges.party_id = parties.id and charges.id = any (named)
            ) as was_named, exists (
                select from leavings where leavings.party_id = parties.id and ended_at is null
            ) as is_leaving
            from parties where parties.resident_id = resident
        ) as candidates
        order by is_leaving desc, was_named desc, id
        limit 1;
        insert into party_credits (id, party_id, payment_id, settlement_id, amount, credited_at)
        values (id_at(moment), chosen, payment, settlement, surplus, moment);
    end if;
    perform post_journal(
        id_at(moment), journal_kind, coalesce(payment, settlement)::text, moment,
        array[debited] || array_agg(account_id order by account_id),
        array[whole] || array_agg(-amount order by account_id)
    )
    from (
        select parties.account_id, sum(parts.amount)::bigint as amount
        from (
            select charges.party_id, allocations.amount from allocations
            join charges on charges.id = allocations.charge_id
            where allocations.payment_id = payment or allocations.settlement_id = settlement
            union all
            select party_id, amount from party_credits
            where payment_id = payment or settlement_id = settlement
        ) as parts
        join parties on parties.id = parts.party_id
        group by parties.account_id
    ) as lines;
end $$;
