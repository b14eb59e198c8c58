-- The tenant of a unit may pay what its owner owes for it. The money is laid on the items that the tenant chose
-- and on nothing else of the owner; what they do not take any more, because they were paid meanwhile, is the
-- tenant's own credit. For what was laid the tenant gets a certificate, numbered within the building, which
-- anybody can have confirmed by the address on it.

-- Whether tenants of a building may; no row: they may.
create table owner_payment_rules (
    building_id uuid primary key references buildings (id),
    is_on boolean not null,
    set_by uuid not null references members (id),
    set_at timestamptz not null
);

-- A resident's payment that is for the items of another: who pays, and whose they are.
create table owner_payments (
    payment_id uuid primary key references resident_payments (payment_id),
    payer_party_id uuid not null references parties (id),
    owner_party_id uuid not null references parties (id),
    constraint owner_payments_are_for_somebody_else check (payer_party_id <> owner_party_id)
);

create index owner_payments_of_a_payer on owner_payments (payer_party_id);
create index owner_payments_for_an_owner on owner_payments (owner_party_id);

-- What a certificate says stays as it was said. Which items it is about follows from what the payment was laid
-- on, and whether it still holds from what became of the payment.
create table owner_certificates (
    id uuid primary key,
    building_id uuid not null references buildings (id),
    number integer not null,
    payment_id uuid not null references owner_payments (payment_id),
    payer_name text not null,
    owner_name text not null,
    block text not null,
    unit_number text not null,
    amount bigint not null,
    issued_at timestamptz not null,
    token_digest bytea not null,
    constraint owner_certificates_are_numbered_once unique (building_id, number),
    constraint owner_certificates_one_of_a_payment unique (payment_id),
    constraint owner_certificates_by_token unique (token_digest),
    constraint owner_certificates_amount_is_some check (amount > 0)
);

create function owner_certificate_stays_as_it_was_issued() returns trigger language plpgsql as $$
begin
    raise exception 'certificate % was issued', old.id;
end $$;

create trigger owner_certificates_stay_as_they_were_issued before update or delete on owner_certificates
for each row execute function owner_certificate_stays_as_it_was_issued();

-- Holds the two residents of such a payment, always in one order.
create function hold_payer_and_owner(payment uuid) returns void language plpgsql as $$
begin
    perform from residents where id in (
        select parties.resident_id from owner_payments
        join parties on parties.id in (payer_party_id, owner_party_id)
        where owner_payments.payment_id = payment
    ) order by id for no key update;
end $$;

-- Lays a tenant's money on those items of the owner that were chosen and are still open; first what was offered
-- for paying them early is let off, as it is with money of the owner's own. What is left over is the tenant's.
create function lay_on_what_an_owner_owes(
    payment uuid, named uuid[], whole bigint, moment timestamptz, debited uuid
) returns void language plpgsql as $$
declare
    bought owner_payments;
    item record;
    offered bigint;
    part bigint;
    remaining bigint := whole;
    paid_on date := (
        select (opened_at at time zone 'Asia/Tehran')::date from payments where id = payment
    );
begin
    select * into strict bought from owner_payments where payment_id = payment;
    perform hold_payer_and_owner(payment);
    for item in
        select open_charges.id, open_charges.due_on, rest,
            case when paid_on <= early_until then least(early_amount, rest) else 0 end as offer
        from open_charges
        join charges on charges.id = open_charges.id
        where open_charges.party_id = bought.owner_party_id and open_charges.id = any (named)
        order by open_charges.due_on, open_charges.kind = 'fee', open_charges.run_id,
            open_charges.place, open_charges.id
    loop
        exit when remaining <= 0;
        -- What was paid before it is open no more, so whatever is older and open stays open.
        offered := case
            when item.offer > 0 and item.rest - item.offer <= remaining and not exists (
                select from open_charges as older
                where older.party_id = bought.owner_party_id and older.due_on < item.due_on
            ) then item.offer else 0 end;
        if offered > 0 then
            perform let_off_early(item.id, offered, payment, null, paid_on, moment);
        end if;
        part := least(item.rest - offered, remaining);
        insert into allocations (id, charge_id, payment_id, amount, allocated_at)
        values (id_at(moment), item.id, payment, part, moment);
        remaining := remaining - part;
    end loop;
    if remaining > 0 then
        insert into party_credits (id, party_id, payment_id, amount, credited_at)
        values (id_at(moment), bought.payer_party_id, payment, remaining, moment);
    end if;
    perform post_journal(
        id_at(moment), 'charge_payment', payment::text, moment,
        array[debited] || array_agg(account_id order by account_id),
        array[whole] || array_agg(-amount order by account_id)
    )
    from (
        select parties.account_id, parts.amount
        from (
            values (bought.owner_party_id, whole - remaining), (bought.payer_party_id, remaining)
        ) as parts (party_id, amount)
        join parties on parties.id = parts.party_id
        where parts.amount > 0
    ) as lines;
end $$;

-- A confirmed payment is laid on what its resident owes, or on what it was for.
create or replace function allocate_resident_payment() returns trigger language plpgsql as $$
declare
    bought resident_payments;
    cash uuid;
begin
    select * into bought from resident_payments where payment_id = new.id;
    if not found then
        return null;
    end if;
    select cash_account into cash from buildings where id = bought.building_id;
    if exists (select from owner_payments where payment_id = new.id) then
        perform lay_on_what_an_owner_owes(new.id, bought.named, new.amount, new.paid_at, cash);
    else
        perform lay_on_what_is_owed(
            bought.resident_id, new.id, null, bought.named, new.amount, new.paid_at, cash,
            'charge_payment'
        );
    end if;
    return null;
end $$;

-- What is taken back is owed again by whom it was owed, as before; here two are held.
create or replace function take_resident_payment_back() returns trigger language plpgsql as $$
declare
    bought resident_payments;
begin
    select * into bought from resident_payments where payment_id = new.id;
    if found then
        perform hold_payer_and_owner(new.id);
        perform take_from_what_is_owed(
            bought.resident_id, new.id, null, new.reversed_at, 'charge_payment'
        );
    end if;
    return null;
end $$;
