-- New bills are told to programs by the statement that writes them, not row by row: a month of ten thousand
-- bills looks once for whoever wants to hear of them.
create function tell_programs_of_new_charges() returns trigger language plpgsql as $$
begin
    perform tell_programs_of_charge(
        fresh.id, 'charge.issued', fresh.id::text, coalesce(
            (select begun_at from charge_runs where charge_runs.id = fresh.run_id),
            (select recorded_at from opening_balances where opening_balances.id = fresh.opening_id)
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

drop trigger charges_are_told_to_programs on charges;
create trigger charges_are_told_to_programs after insert on charges
    referencing new table as fresh
    for each statement execute function tell_programs_of_new_charges();
