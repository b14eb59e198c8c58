-- Money that did not come through a gateway, and debts that were let off: a manager writes down what a
-- resident gave by hand, and it is laid on what they owe as a payment is. The money is not in a wallet of
-- ours; a wrong entry is mirrored and never changed.

alter table accounts drop constraint accounts_kind_is_known;
alter table accounts add constraint accounts_kind_is_known check (kind in (
    'wallet', 'gateway_clearing', 'gateway_fees', 'suspense',
    'payouts', 'rail_clearing', 'payout_fees',
    'receivable', 'debts', 'building_cash', 'building_fund', 'building_hand', 'building_waived'
));

create table settlements (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    resident_id uuid not null references residents (id),
    way text not null,
    -- Receipts are numbered in their building, from one; what is let off has no receipt.
    number integer,
    -- The item that is let off.
    charge_id uuid references charges (id),
    amount bigint not null,
    received_on date not null,
    -- The tracking number of a transfer.
    reference text,
    -- Why it is let off.
    reason text,
    recorded_by uuid not null references members (id),
    recorded_at timestamptz not null,
    reversed_by uuid references members (id),
    reversed_at timestamptz,
    -- Null: the month of the item was taken back.
    reversal_reason text,
    constraint settlements_way_is_known check (way in ('cash', 'card', 'waiver')),
    constraint settlements_amount_is_believable check (amount between 1 and 10000000000000),
    constraint settlements_of_money_have_a_number check ((way = 'waiver') = (number is null)),
    constraint settlements_let_an_item_off_for_a_reason
        check ((way = 'waiver') = (charge_id is not null) and (way = 'waiver') = (reason is not null)),
    constraint settlements_are_taken_back_by_somebody
        check ((reversed_at is null) = (reversed_by is null)),
    constraint settlements_texts_have_a_length check (
        length(reference) between 1 and 40 and length(reason) between 1 and 200
        and length(reversal_reason) between 1 and 200
    ),
    constraint settlements_are_numbered_once unique (building_id, number)
);

create index settlements_of_a_resident on settlements (resident_id, recorded_at);
create index settlements_of_an_item on settlements (charge_id) where charge_id is not null;

alter table allocations
    add column settlement_id uuid references settlements (id),
    add constraint allocations_have_one_origin check (payment_id is null or settlement_id is null);
alter table party_credits
    add column settlement_id uuid references settlements (id),
    add constraint party_credits_have_one_origin check (payment_id is null or settlement_id is null);

create index allocations_of_a_settlement on allocations (settlement_id);
create index party_credits_of_a_settlement on party_credits (settlement_id);

-- Lays money of a resident on what they owe: the items that were chosen, then principal by its last day,
-- then fees. What is left over is the credit of a party. It came by a payment or by a settlement, and
-- is debited to an account under a kind of journal. One after the other for each resident.
create function lay_on_what_is_owed(
    resident uuid, payment uuid, settlement uuid, named uuid[], whole bigint, moment timestamptz,
    debited uuid, journal_kind text
) returns void language plpgsql as $$
declare
    surplus bigint;
    chosen uuid;
begin
    perform from residents where id = resident for no key update;
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

-- Undoes what money was laid on (`charges.md`, reversed payments): its credit first, and of that what was
-- used meanwhile is taken from the newest items that it was used for; then its own allocations. The
-- books get the mirror of its journal.
create function take_from_what_is_owed(
    resident uuid, payment uuid, settlement uuid, moment timestamptz, journal_kind text
) returns void language plpgsql as $$
declare
    held record;
    used record;
    balance bigint;
    back bigint;
begin
    perform from residents where id = resident for no key update;
    for held in
        select party_id, sum(amount)::bigint as amount from party_credits
        where payment_id = payment or settlement_id = settlement
        group by party_id having sum(amount) > 0
    loop
        select sum(amount)::bigint into balance from party_credits where party_id = held.party_id;
        for used in
            select allocations.id, allocations.charge_id, allocations.amount from allocations
            join charges on charges.id = allocations.charge_id
            where charges.party_id = held.party_id and allocations.payment_id is null
            and allocations.settlement_id is null and released_at is null
            order by allocations.allocated_at desc, allocations.id desc
        loop
            exit when held.amount <= balance;
            back := least(used.amount, held.amount - balance);
            update allocations set released_at = moment where id = used.id;
            if back < used.amount then
                insert into allocations (id, charge_id, amount, allocated_at)
                values (id_at(moment), used.charge_id, used.amount - back, moment);
            end if;
            insert into party_credits (id, party_id, charge_id, amount, credited_at)
            values (id_at(moment), held.party_id, used.charge_id, back, moment);
            balance := balance + back;
        end loop;
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

-- Payments go the same way.
create or replace function allocate_resident_payment() returns trigger language plpgsql as $$
declare
    bought resident_payments;
begin
    select * into bought from resident_payments where payment_id = new.id;
    if found then
        perform lay_on_what_is_owed(
            bought.resident_id, new.id, null, bought.named, new.amount, new.paid_at,
            (select cash_account from buildings where id = bought.building_id), 'charge_payment'
        );
    end if;
    return null;
end $$;

create or replace function take_resident_payment_back() returns trigger language plpgsql as $$
declare
    bought resident_payments;
begin
    select * into bought from resident_payments where payment_id = new.id;
    if found then
        perform take_from_what_is_owed(
            bought.resident_id, new.id, null, new.reversed_at, 'charge_payment'
        );
    end if;
    return null;
end $$;
