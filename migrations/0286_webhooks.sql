-- A debt from before belongs to no month: it is told with the moment at which it was written down.
create or replace function tell_programs_of_charge_row() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        perform tell_programs_of_charge(new.id, 'charge.reversed', new.id::text, new.reversed_at);
    else
        perform tell_programs_of_charge(
            new.id, 'charge.issued', new.id::text, coalesce(
                (select begun_at from charge_runs where charge_runs.id = new.run_id),
                (select recorded_at from opening_balances where opening_balances.id = new.opening_id)
            )
        );
    end if;
    return null;
end $$;
