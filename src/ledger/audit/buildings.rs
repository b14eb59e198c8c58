//! The statements about charges of buildings (`money.md` B4).

pub(super) const STATEMENTS: &[(&str, &str, &str)] = &[
    (
        "C1",
        "a run's total is the sum of its bills, and a bill that of its lines",
        "select charge_runs.id from charge_runs
        where done_at is not null and (
            select coalesce(sum(amount), 0) from charges where run_id = charge_runs.id
        ) <> total
        union all
        select charges.id from charges
        where amount <> (
            select coalesce(sum(amount), 0) from charge_lines where charge_id = charges.id
        )",
    ),
    (
        "C2",
        "a run that is done has as many bills as it was computed to have, one for each party",
        "select charge_runs.id from charge_runs
        where done_at is not null and (
            select count(distinct party_id) from charges where run_id = charge_runs.id
        ) <> bills",
    ),
    (
        "C3",
        "what an account of a party says is what was charged, less what is paid and paid in advance",
        "select * from (
            select parties.id, (
                select coalesce(sum(amount), 0) from entries
                where entries.account_id = parties.account_id
            ) as booked, (
                select coalesce(sum(amount), 0) from charges
                where party_id = parties.id and reversed_at is null
            ) - (
                select coalesce(sum(allocations.amount), 0) from allocations
                join charges on charges.id = allocations.charge_id
                where charges.party_id = parties.id and released_at is null
            ) - (
                select coalesce(sum(amount), 0) from party_credits where party_id = parties.id
            ) as owed
            from parties
        ) as sums
        where booked <> owed",
    ),
    (
        "C4",
        "no more is laid on an item than it asks for",
        "select charges.id from charges
        join allocations on allocations.charge_id = charges.id and released_at is null
        group by charges.id
        having sum(allocations.amount) > charges.amount or min(allocations.amount) <= 0",
    ),
    (
        "C5",
        "money is laid on items of its own resident only",
        "select allocations.id from allocations
        join charges on charges.id = allocations.charge_id
        join parties on parties.id = charges.party_id
        left join resident_payments on resident_payments.payment_id = allocations.payment_id
        left join settlements on settlements.id = allocations.settlement_id
        where coalesce(resident_payments.resident_id, settlements.resident_id) <> parties.resident_id",
    ),
    (
        "C6",
        "every rial of a resident's payment is laid on an item or is credit, until the bank takes it back",
        "select payments.id from payments
        join resident_payments on resident_payments.payment_id = payments.id
        where payments.status = 'confirmed' and payments.suspense is null
        and case when reversed_at is null then payments.amount else 0 end <> (
            select coalesce(sum(amount), 0) from allocations
            where payment_id = payments.id and released_at is null
        ) + (
            select coalesce(sum(amount), 0) from party_credits where payment_id = payments.id
        )",
    ),
    (
        "C7",
        "what belongs together belongs to one building",
        "select charges.id from charges
        join charge_runs on charge_runs.id = charges.run_id
        join parties on parties.id = charges.party_id
        join units on units.id = parties.unit_id
        join residents on residents.id = parties.resident_id
        where charges.building_id <> charge_runs.building_id
        or charges.building_id <> parties.building_id
        or charges.building_id <> units.building_id
        or charges.building_id <> residents.building_id",
    ),
    (
        "C8",
        "no month of a building is issued twice",
        "select building_id, period from charge_runs
        where reversed_at is null
        group by building_id, period
        having count(*) > 1",
    ),
    (
        "C10",
        "what a month was computed from is what was frozen",
        "select id from charge_runs where sha256(convert_to(inputs, 'UTF8')) <> digest",
    ),
    (
        "C12",
        "an expense that a living month divides is there, and is as it was divided",
        "select charge_runs.id, expenses.id from charge_runs
        cross join lateral (select inputs::jsonb -> 'sources' as sources) as frozen
        join charge_run_expenses on charge_run_expenses.run_id = charge_runs.id
        join expenses on expenses.id = charge_run_expenses.expense_id
        where reversed_at is null and (
            deleted_at is not null
            or expenses.id::text is distinct from sources -> source ->> 'expense'
            or expenses.amount::text is distinct from sources -> source ->> 'amount'
        )",
    ),
    (
        "C13",
        "what was settled by hand is laid on an item or is credit to the last rial, until it is void",
        "select settlements.id from settlements
        where case when reversed_at is null then amount else 0 end <> (
            select coalesce(sum(allocations.amount), 0) from allocations
            where settlement_id = settlements.id and released_at is null
        ) + (
            select coalesce(sum(party_credits.amount), 0) from party_credits
            where settlement_id = settlements.id
        )",
    ),
    (
        "C14",
        "receipts of a building are numbered without a gap",
        "select building_id from settlements
        where number is not null
        group by building_id
        having max(number) <> count(*) or min(number) <> 1",
    ),
    (
        "C15",
        "what was settled by hand is booked once where it belongs, and mirrored when it is void",
        "select settlements.id from settlements
        left join accounts on accounts.owner = settlements.building_id::text
            and accounts.kind = case way
                when 'waiver' then 'building_waived' else 'building_hand' end
        where not exists (
            select from journals
            join entries on entries.journal_id = journals.id
            where journals.kind = case way when 'waiver' then 'charge_waived' else 'charge_by_hand' end
            and journals.source_key = settlements.id::text
            and entries.account_id = accounts.id and entries.amount = settlements.amount
        ) or (reversed_at is not null) <> exists (
            select from journals
            join entries on entries.journal_id = journals.id
            where journals.kind in ('charge_waived_reversed', 'charge_by_hand_reversed')
            and journals.source_key = settlements.id::text
            and entries.account_id = accounts.id and entries.amount = -settlements.amount
        )",
    ),
    (
        "C11",
        "a bill stands in the books on the account of the party that it names",
        "select charges.id from charges
        join parties on parties.id = charges.party_id
        where not exists (
            select from journals
            join entries on entries.journal_id = journals.id
            where journals.kind = 'charge' and journals.source_key = charges.id::text
            and entries.account_id = parties.account_id and entries.amount = charges.amount
        )",
    ),
];
