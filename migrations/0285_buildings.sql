-- What units bring from before their building came here: a debt with its last day of payment, or money that was
-- paid in advance. Each is written down with its day and booked under a kind of journal of its own; a wrong
-- one is mirrored for a reason. A debt is an item without a month, and bears no late fee: those are for bills.

alter table accounts drop constraint accounts_kind_is_known;
alter table accounts add constraint accounts_kind_is_known check (kind in (
    'wallet', 'gateway_clearing', 'gateway_fees', 'suspense',
    'payouts', 'rail_clearing', 'payout_fees', 'refunds', 'settlements',
    'receivable', 'debts', 'building_cash', 'building_fund', 'building_hand', 'building_waived',
    'building_opening'
));

create table opening_balances (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    party_id uuid not null references parties (id),
    is_credit boolean not null,
    amount bigint not null,
    -- Of a debt the last day of payment, of a credit the day on which it was paid.
    since date not null,
    -- What it is for.
    note text,
    recorded_by uuid not null references members (id),
    recorded_at timestamptz not null,
    reversed_by uuid references members (id),
    reversed_at timestamptz,
    reversal_reason text,
    constraint opening_balances_amount_is_believable check (amount between 1 and 10000000000000),
    constraint opening_balances_texts_have_a_length
        check (length(note) between 1 and 120 and length(reversal_reason) between 1 and 200),
    constraint opening_balances_are_taken_back_by_somebody_for_a_reason check (
        (reversed_at is null) = (reversed_by is null) and (reversed_at is null) = (reversal_reason is null)
    )
);

-- The same table twice brings nothing twice.
create unique index opening_balances_one_of_a_day on opening_balances (party_id, since)
where reversed_at is null;
create index opening_balances_of_a_building on opening_balances (building_id, recorded_at);

alter table charges
    alter column run_id drop not null,
    add column opening_id uuid references opening_balances (id),
    add constraint charges_are_of_a_month_or_from_before check (
        (run_id is null) = (kind = 'opening') and (opening_id is null) = (kind <> 'opening')
    ),
    add constraint charges_openings_once unique (opening_id);

alter table party_credits
    add column opening_id uuid references opening_balances (id),
    drop constraint party_credits_have_one_origin,
    add constraint party_credits_have_one_origin
        check (num_nonnulls(payment_id, settlement_id, opening_id) <= 1);

create index party_credits_from_before on party_credits (opening_id) where opening_id is not null;

-- Makes so much of a party's credit free again: what was used of it meanwhile is taken from the newest items
-- that it was used for.
create function free_used_credit(party uuid, wanted bigint, moment timestamptz)
returns void language plpgsql as $$
declare
    used record;
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

-- Undoes what money was laid on, as before.
create or replace function take_from_what_is_owed(
    resident uuid, payment uuid, settlement uuid, moment timestamptz, journal_kind text
) returns void language plpgsql as $$
declare
    held record;
begin
    perform from residents where id = resident for no key update;
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
