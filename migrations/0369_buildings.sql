-- What somebody who left a unit had paid in advance, and nothing is waiting for, is given back to them by a payout.
-- It is their credit no more from the moment in which the payout is made, so no bill uses it and nobody gives it
-- back twice: until the money has left, the operating fund keeps it for them. A payout that is ended gives it back
-- to their credit.

-- The amount of such a payout is what was taken from the credit; nobody agrees on another.
alter table payouts add column amount_is_fixed boolean not null default false;

create table given_backs (
    payout_id uuid primary key references payouts (id),
    building_id uuid not null,
    party_id uuid not null,
    amount bigint not null,
    given_by uuid not null references members (id),
    given_at timestamptz not null,
    constraint given_backs_amount_is_some check (amount > 0),
    constraint given_backs_party_fkey foreign key (party_id, building_id)
        references parties (id, building_id)
);

create index given_backs_of_a_party on given_backs (party_id);
create index given_backs_of_a_building on given_backs (building_id, given_at);

alter table party_credits
    add column given_back_id uuid references given_backs (payout_id),
    drop constraint party_credits_have_one_origin,
    add constraint party_credits_have_one_origin
        check (num_nonnulls(payment_id, settlement_id, opening_id, given_back_id) <= 1);

create index party_credits_given_back on party_credits (given_back_id) where given_back_id is not null;

-- Credit that was given back, and whose money was taken away afterwards, is owed: an item without a month.
alter table charges
    add column given_back_id uuid references given_backs (payout_id),
    -- Since when it is owed; of a bill its month says that.
    add column owed_since timestamptz,
    drop constraint charges_kind_is_known,
    add constraint charges_kind_is_known
        check (kind in ('principal', 'fee', 'opening', 'instalment', 'given_back')),
    drop constraint charges_are_of_a_month_or_from_before,
    add constraint charges_are_of_a_month_or_from_before check (
        (run_id is null) = (kind in ('opening', 'given_back'))
        and (opening_id is null) = (kind <> 'opening')
    ),
    add constraint charges_of_credit_that_was_given_back_say_since_when check (
        (given_back_id is null) = (kind <> 'given_back')
        and (owed_since is null) = (kind <> 'given_back')
    );

create index charges_given_back on charges (given_back_id) where given_back_id is not null;

-- What is missing of a party's credit was given back to them: so much of it they owe, the newest first.
create function owe_what_was_given_back(party uuid, wanted bigint, moment timestamptz)
returns void language plpgsql as $$
declare
    given record;
    missing bigint := wanted;
    part bigint;
    charge uuid;
begin
    for given in
        select payout_id, amount - coalesce((
            select sum(charges.amount) from charges where given_back_id = payout_id
        ), 0)::bigint as rest
        from given_backs
        where party_id = party and not exists (
            select from payout_endings where payout_endings.payout_id = given_backs.payout_id
        )
        order by given_at desc, payout_id desc
    loop
        part := least(missing, given.rest);
        continue when part <= 0;
        charge := id_at(moment);
        insert into charges (id, building_id, party_id, given_back_id, owed_since, place, kind, amount,
            due_on, debtor)
        select charge, parties.building_id, party, given.payout_id, moment, 0, 'given_back', part,
            (moment at time zone 'Asia/Tehran')::date, residents.name
        from parties
        join residents on residents.id = parties.resident_id
        where parties.id = party;
        insert into party_credits (id, party_id, given_back_id, charge_id, amount, credited_at)
        values (id_at(moment), party, given.payout_id, charge, part, moment);
        missing := missing - part;
    end loop;
end $$;

-- Makes so much of a party's credit free again, as before; what was given back of it is owed.
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
    if balance < wanted then
        perform owe_what_was_given_back(party, wanted - balance, moment);
    end if;
end $$;

-- Lays what a party has in advance on what it owes.
create function lay_credit(party uuid, moment timestamptz) returns void language plpgsql as $$
begin
    with held as (
        select sum(amount)::bigint as amount from party_credits where party_id = party
    ), in_turn as (
        select id, rest, (sum(rest) over (
            order by kind = 'fee', due_on, run_id, place, id
        ) - rest)::bigint as before
        from open_charges
        where party_id = party
    ), used as (
        select id as charge_id, least(rest, held.amount - before) as amount
        from in_turn, held
        where before < held.amount
    ), laid as (
        insert into allocations (id, charge_id, amount, allocated_at)
        select id_at(moment), charge_id, amount, moment from used
    )
    insert into party_credits (id, party_id, charge_id, amount, credited_at)
    select id_at(moment), party, charge_id, -amount, moment from used;
end $$;

-- A payout that was ended reached nobody: what it was to give back is credit again, in the transaction that ends
-- it, and is laid on what has come to be owed meanwhile.
create function let_credit_come_back() returns trigger language plpgsql as $$
declare
    given given_backs;
begin
    select * into given from given_backs where payout_id = new.payout_id;
    if not found then
        return null;
    end if;
    perform from residents
    where id = (select resident_id from parties where parties.id = given.party_id)
    for no key update;
    perform post_journal(
        id_at(new.ended_at), 'credit_come_back', given.payout_id::text, new.ended_at,
        array_agg(account_id order by line), array_agg(-amount order by line), journals.id
    )
    from journals
    join entries on entries.journal_id = journals.id
    where journals.kind = 'credit_given_back' and journals.source_key = given.payout_id::text
    group by journals.id;
    insert into party_credits (id, party_id, given_back_id, amount, credited_at)
    values (id_at(new.ended_at), given.party_id, given.payout_id, given.amount, new.ended_at);
    perform lay_credit(given.party_id, new.ended_at);
    return null;
end $$;

create trigger endings_let_credit_come_back after insert on payout_endings
    for each row execute function let_credit_come_back();

-- What moved on the accounts of units, as before; credit that was given back is dated by the day on which it
-- was, also when it came back.
create or replace view unit_movements as
select parties.building_id, parties.unit_id, parties.resident_id, entries.amount,
    case
        when journals.kind in ('charge', 'charge_reversed') then 'billed'
        when journals.kind in ('late_fee', 'late_fee_reversed') then 'late_fee'
        when journals.kind in ('opening', 'opening_reversed') then 'brought'
        when journals.kind in ('charge_payment', 'charge_payment_reversed') then 'gateway'
        when journals.kind in ('charge_by_hand', 'charge_by_hand_reversed') then settlements.way
        when journals.kind in (
            'charge_waived', 'charge_waived_reversed', 'charge_early', 'charge_early_reversed'
        ) then 'waived'
        when journals.kind in ('credit_given_back', 'credit_come_back') then 'given_back'
        else 'other'
    end as what,
    -- The month of a bill; null: it is the day that counts.
    charge_runs.period,
    case
        when journals.kind in ('opening', 'opening_reversed') then '-infinity'::date
        else coalesce(
            settlements.received_on,
            (coalesce(payments.paid_at, fee_postings.posted_at, given_backs.given_at,
                journals.posted_at) at time zone 'Asia/Tehran')::date
        )
    end as day
from parties
join entries on entries.account_id = parties.account_id
join journals on journals.id = entries.journal_id
left join charges on charges.id = case
    when journals.kind in ('charge', 'charge_reversed') then journals.source_key::uuid end
left join charge_runs on charge_runs.id = charges.run_id
left join fee_postings on fee_postings.id = case
    when journals.kind in ('late_fee', 'late_fee_reversed') then journals.source_key::uuid end
left join payments on payments.id = case
    when journals.kind in ('charge_payment', 'charge_payment_reversed') then journals.source_key::uuid end
left join given_backs on given_backs.payout_id = case
    when journals.kind in ('credit_given_back', 'credit_come_back') then journals.source_key::uuid end
left join settlements on settlements.id = case
    when journals.kind in (
        'charge_by_hand', 'charge_by_hand_reversed', 'charge_waived', 'charge_waived_reversed',
        'charge_early', 'charge_early_reversed'
    ) then journals.source_key::uuid end;

-- New items are told to programs, as before.
create or replace function tell_programs_of_new_charges() returns trigger language plpgsql as $$
begin
    perform tell_programs_of_charge(
        fresh.id, 'charge.issued', fresh.id::text, coalesce(
            (select begun_at from charge_runs where charge_runs.id = fresh.run_id),
            (select recorded_at from opening_balances where opening_balances.id = fresh.opening_id),
            fresh.owed_since
        )
    )
    from fresh
    where exists (
        select from buildings
        join webhook_endpoints on webhook_endpoints.workspace_id = buildings.workspace_id
        where buildings.id = fresh.building_id and removed_at is null and disabled_at is null
    );
    return null;
end $$;
