-- What is paid of an item is kept with it, so what is open of a building, of a unit or of somebody is read from the
-- items that are open, and not from everything that was ever paid. Allocations are what is true; the database counts
-- them into their items itself, and the audit compares both.
alter table charges add paid bigint not null default 0;

update charges
set paid = laid.amount
from (
    select charge_id, sum(amount) as amount from allocations
    where released_at is null
    group by charge_id
) as laid
where laid.charge_id = charges.id;

create index charges_open on charges (building_id, party_id) include (due_on, amount, paid)
where reversed_at is null and paid < amount;

create function count_allocation() returns trigger language plpgsql as $$
begin
    update charges
    set paid = paid + case tg_op when 'INSERT' then new.amount else -new.amount end
    where id = new.charge_id;
    return null;
end $$;

-- Triggers of one row go by their names: an item is counted before programs are told that it is paid.
create trigger allocations_are_counted after insert on allocations
    for each row when (new.released_at is null) execute function count_allocation();
create trigger allocations_that_are_released_are_counted after update of released_at on allocations
    for each row when (old.released_at is null and new.released_at is not null)
    execute function count_allocation();

-- What is left of each item that a resident owes. A party is of the building of its items: said here, it lets a
-- question for one building leave alone the parties of all others.
create or replace view open_charges as
select charges.id, charges.building_id, charges.party_id, parties.resident_id, parties.unit_id,
    charges.kind, charges.due_on, charges.run_id, charges.place, charges.amount,
    charges.amount - charges.paid as rest
from charges
join parties on parties.id = charges.party_id and parties.building_id = charges.building_id
where charges.reversed_at is null and charges.paid < charges.amount;
