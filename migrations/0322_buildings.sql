-- Something is let off to whoever pays early, where the building has decided so (`charges.md`, early-payment
-- discount). The offer is frozen on each bill when it is issued; it is given in the transaction that lays the
-- money on what is owed, and goes again with that money. It is booked like a debt that is let off.

create table early_discounts (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    -- Who decided it and what, in their words.
    words text not null,
    decided_on date not null,
    -- Hundredths of a percent of the bill.
    points integer not null,
    -- The offer ends so many days before the last day of payment.
    days_before integer not null,
    -- For bills whose last day of payment is this day or later.
    valid_from date not null,
    ended_on date,
    ended_by uuid references members (id),
    waived_account uuid not null references accounts (id),
    recorded_by uuid not null references members (id),
    recorded_at timestamptz not null,
    constraint early_discounts_words_have_a_length check (length(words) between 1 and 300),
    constraint early_discounts_points_are_a_part check (points between 1 and 5000),
    constraint early_discounts_days_are_few check (days_before between 0 and 60),
    constraint early_discounts_begin_after_they_were_decided check (decided_on <= valid_from),
    constraint early_discounts_are_ended_by_somebody check ((ended_on is null) = (ended_by is null))
);

create index early_discounts_of_a_building on early_discounts (building_id, valid_from);

-- What held when the month was issued.
alter table charge_runs add column early_discount_id uuid references early_discounts (id);

alter table charges
    -- What is let off, and through which day it is paid early.
    add column early_amount bigint,
    add column early_until date,
    add constraint charges_early_is_whole check ((early_amount is null) = (early_until is null)),
    add constraint charges_early_is_a_part check (early_amount between 1 and amount - 1),
    add constraint charges_early_is_of_a_bill check (early_amount is null or kind = 'principal');

alter table settlements
    -- With which money a bill was paid early; neither: with what its party had paid in advance.
    add column with_payment_id uuid references payments (id),
    add column with_settlement_id uuid references settlements (id),
    drop constraint settlements_way_is_known,
    drop constraint settlements_of_money_have_a_number,
    drop constraint settlements_let_an_item_off_for_a_reason,
    add constraint settlements_way_is_known check (way in ('cash', 'card', 'waiver', 'early')),
    add constraint settlements_of_money_have_a_number
        check ((way in ('waiver', 'early')) = (number is null)),
    add constraint settlements_let_an_item_off_for_a_reason check (
        (way in ('waiver', 'early')) = (charge_id is not null) and (way = 'waiver') = (reason is not null)
    ),
    add constraint settlements_early_comes_with_money check (
        num_nonnulls(with_payment_id, with_settlement_id) <= case way when 'early' then 1 else 0 end
    );

create unique index settlements_early_once on settlements (charge_id)
where way = 'early' and reversed_at is null;
create index settlements_early_with_a_payment on settlements (with_payment_id)
where with_payment_id is not null;
create index settlements_early_with_a_settlement on settlements (with_settlement_id)
where with_settlement_id is not null;

-- Lets off what was offered for one bill. The decision's recorder stands for it.
create function let_off_early(
    charge uuid, whole bigint, payment uuid, settlement uuid, paid_on date, moment timestamptz
) returns void language plpgsql as $$
declare
    name uuid := id_at(moment);
    offer record;
begin
    select charges.building_id, parties.resident_id, waived_account, early_discounts.recorded_by
    into strict offer
    from charges
    join parties on parties.id = charges.party_id
    join charge_runs on charge_runs.id = charges.run_id
    join early_discounts on early_discounts.id = early_discount_id
    where charges.id = charge;
    insert into settlements (id, building_id, resident_id, way, charge_id, amount, received_on,
        recorded_by, recorded_at, with_payment_id, with_settlement_id)
    values (name, offer.building_id, offer.resident_id, 'early', charge, whole, paid_on,
        offer.recorded_by, moment, payment, settlement);
    perform lay_on_what_is_owed(
        offer.resident_id, null, name, array[charge], whole, moment, offer.waived_account,
        'charge_early'
    );
end $$;

-- Lets off what was offered for the bills that this money pays whole and in time. The oldest come first, of
-- what was chosen and then of the rest; a bill does not count as paid early while something older of its
-- party stays open. What comes here is laid on the bills afterwards.
create function let_off_early_with(
    resident uuid, payment uuid, settlement uuid, named uuid[], whole bigint, paid_on date,
    moment timestamptz
) returns void language plpgsql as $$
declare
    item record;
    offered bigint;
    remaining bigint := whole;
    covered uuid[] := '{}';
begin
    for item in
        select open_charges.id, open_charges.party_id, open_charges.due_on, rest,
            case when paid_on <= early_until then least(early_amount, rest) else 0 end as offered
        from open_charges
        join charges on charges.id = open_charges.id
        where open_charges.resident_id = resident
        order by open_charges.id = any (named) desc, open_charges.due_on,
            open_charges.kind = 'fee', open_charges.run_id, open_charges.place, open_charges.id
    loop
        exit when remaining <= 0;
        offered := case
            when item.offered > 0 and item.rest - item.offered <= remaining and not exists (
                select from open_charges
                where party_id = item.party_id and due_on < item.due_on and id <> all (covered)
            ) then item.offered else 0 end;
        if offered > 0 then
            perform let_off_early(item.id, offered, payment, settlement, paid_on, moment);
        end if;
        if item.rest - offered <= remaining then
            covered := covered || item.id;
        end if;
        remaining := remaining - least(remaining, item.rest - offered);
    end loop;
end $$;

-- The bills of a month whose parties had paid enough in advance are paid early on the day of their issue.
create function let_off_early_out_of_credit(run uuid, some_parties uuid[], moment timestamptz)
returns void language plpgsql as $$
declare
    item record;
    today date := (moment at time zone 'Asia/Tehran')::date;
begin
    for item in
        select charges.id, early_amount from charges
        join lateral (
            select sum(party_credits.amount) as amount from party_credits
            where party_credits.party_id = charges.party_id
        ) as credit on true
        where charges.run_id = run and charges.party_id = any (some_parties)
        and charges.early_until >= today and charges.amount - early_amount <= credit.amount
        and not exists (
            select from open_charges as older
            where older.party_id = charges.party_id and older.due_on < charges.due_on
        )
        order by charges.id
    loop
        perform let_off_early(item.id, item.early_amount, null, null, today, moment);
    end loop;
end $$;

-- Lays money on what is owed, as before; first what was offered for paying early is let off.
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
            ) as was_named
            from parties where parties.resident_id = resident
        ) as candidates
        order by was_named desc, id
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

-- Takes back what was let off with money that is taken back, and of bills that it had helped to pay whole.
create function take_early_back(payment uuid, settlement uuid, moment timestamptz)
returns void language plpgsql as $$
declare
    given record;
begin
    for given in
        update settlements set reversed_at = moment, reversed_by = recorded_by
        where reversed_at is null and way = 'early'
        and (with_payment_id = payment or with_settlement_id = settlement or charge_id in (
            select allocations.charge_id from allocations
            where (payment_id = payment or settlement_id = settlement) and released_at is null
        ))
        returning id, resident_id
    loop
        perform take_from_what_is_owed(given.resident_id, null, given.id, moment, 'charge_early');
    end loop;
end $$;

-- Undoes what money was laid on, as before; what was let off with it goes first.
create or replace function take_from_what_is_owed(
    resident uuid, payment uuid, settlement uuid, moment timestamptz, journal_kind text
) returns void language plpgsql as $$
declare
    held record;
begin
    perform from residents where id = resident for no key update;
    perform take_early_back(payment, settlement, moment);
    for held in
        select party_id, sum(amount)::bigint as amount from party_credits
        where payment_id = payment or settlement_id = settlement
        group by party_id having sum(amount) > 0
    loop
        perform free_used_credit(held.party_id, held.amount, moment);
        insert into party_credits (id, party_id, payment_id, settlement_id, amount, credited_at)
        values (id_at(moment), held.party_id, payment, settlement, -held.amount, moment);
    end loop;
    update allocations set released_at = moment
    where (payment_id = payment or settlement_id = settlement) and released_at is null;
    perform post_journal(
        id_at(moment), journal_kind || '_reversed', coalesce(payment, settlement)::text, moment,
        array_agg(account_id order by line), array_agg(-amount order by line), journals.id
    )
    from journals
    join entries on entries.journal_id = journals.id
    where journals.kind = journal_kind
    and journals.source_key = coalesce(payment, settlement)::text
    group by journals.id;
end $$;

-- Makes so much of a party's credit free again, as before; a bill that it had helped to pay early
-- is not paid early any more.
create or replace function free_used_credit(party uuid, wanted bigint, moment timestamptz)
returns void language plpgsql as $$
declare
    used record;
    given record;
    balance bigint;
    back bigint;
begin
    select coalesce(sum(amount), 0)::bigint into balance from party_credits where party_id = party;
    for used in
        select allocations.id, allocations.charge_id, allocations.amount from allocations
        join charges on charges.id = allocations.charge_id
        where charges.party_id = party and allocations.payment_id is null
        and allocations.settlement_id is null and released_at is null
        order by allocations.allocated_at desc, allocations.id desc
    loop
        exit when wanted <= balance;
        back := least(used.amount, wanted - balance);
        for given in
            update settlements set reversed_at = moment, reversed_by = recorded_by
            where charge_id = used.charge_id and way = 'early' and reversed_at is null
            returning id, resident_id
        loop
            perform take_from_what_is_owed(given.resident_id, null, given.id, moment, 'charge_early');
        end loop;
        update allocations set released_at = moment where id = used.id;
        if back < used.amount then
            insert into allocations (id, charge_id, amount, allocated_at)
            values (id_at(moment), used.charge_id, used.amount - back, moment);
        end if;
        insert into party_credits (id, party_id, charge_id, amount, credited_at)
        values (id_at(moment), party, used.charge_id, back, moment);
        balance := balance + back;
    end loop;
end $$;
