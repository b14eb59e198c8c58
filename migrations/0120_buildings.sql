-- Undoes what a payment was laid on (`charges.md`, reversed payments): its credit first, and of that what
-- was used meanwhile is taken from the newest items that it was used for; then its own allocations. The
-- books get the mirror of the payment's journal.
create function take_resident_payment_back() returns trigger language plpgsql as $$
declare
    bought resident_payments;
    held record;
    used record;
    balance bigint;
    back bigint;
begin
    select * into bought from resident_payments where payment_id = new.id;
    if not found then
        return null;
    end if;
    perform from residents where id = bought.resident_id for no key update;
    for held in
        select party_id, sum(amount)::bigint as amount from party_credits
        where payment_id = new.id
        group by party_id having sum(amount) > 0
    loop
        select sum(amount)::bigint into balance from party_credits where party_id = held.party_id;
        for used in
            select allocations.id, allocations.charge_id, allocations.amount from allocations
            join charges on charges.id = allocations.charge_id
            where charges.party_id = held.party_id and allocations.payment_id is null
            and released_at is null
            order by allocations.allocated_at desc, allocations.id desc
        loop
            exit when held.amount <= balance;
            back := least(used.amount, held.amount - balance);
            update allocations set released_at = new.reversed_at where id = used.id;
            if back < used.amount then
                insert into allocations (id, charge_id, payment_id, amount, allocated_at)
                values (
                    id_at(new.reversed_at), used.charge_id, null, used.amount - back, new.reversed_at
                );
            end if;
            insert into party_credits (id, party_id, charge_id, amount, credited_at)
            values (id_at(new.reversed_at), held.party_id, used.charge_id, back, new.reversed_at);
            balance := balance + back;
        end loop;
        insert into party_credits (id, party_id, payment_id, amount, credited_at)
        values (id_at(new.reversed_at), held.party_id, new.id, -held.amount, new.reversed_at);
    end loop;
    update allocations set released_at = new.reversed_at
    where payment_id = new.id and released_at is null;
    perform post_journal(
        id_at(new.reversed_at), 'charge_payment_reversed', new.id::text, new.reversed_at,
        array_agg(account_id order by line), array_agg(-amount order by line), journals.id
    )
    from journals
    join entries on entries.journal_id = journals.id
    where journals.kind = 'charge_payment' and journals.source_key = new.id::text
    group by journals.id;
    return null;
end $$;

create trigger payments_taken_back_leave_what_residents_owe after update of reversed_at on payments
    for each row
    when (old.reversed_at is null and new.reversed_at is not null)
    execute function take_resident_payment_back();
