//! The statements about charges of buildings (`money.md` B4).

pub(super) const STATEMENTS: &[(&str, &str, &str)] = &[
    (
        "C1",
        "a run's total is the sum of its bills, and a bill that of its lines",
        "select charge_runs.id from charge_runs
        where done_at is not null and (
            select coalesce(sum(amount), 0) from charges
            where run_id = charge_runs.id and kind = 'principal'
        ) <> total
        union all
        select charges.id from charges
        where kind = 'principal' and amount <> (
            select coalesce(sum(amount), 0) from charge_lines where charge_id = charges.id
        )",
    ),
    (
        "C2",
        "a run that is done has as many bills as it was computed to have, one for each party, and one
        that is not has as many as it says",
        "select charge_runs.id from charge_runs
        where (
            select count(distinct party_id) from charges
            where run_id = charge_runs.id and kind = 'principal'
        ) <> case when done_at is null then written else bills end
        or (done_at is not null and written <> bills)",
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
        "C49",
        "what an item keeps as paid is what is laid on it",
        "select charges.id from charges
        left join (
            select charge_id, sum(amount) as amount from allocations
            where released_at is null
            group by charge_id
        ) as laid on laid.charge_id = charges.id
        where charges.paid <> coalesce(laid.amount, 0)",
    ),
    (
        "C5",
        "money is laid on items of its own resident only, or of the owner for whom it was paid",
        "select allocations.id from allocations
        join charges on charges.id = allocations.charge_id
        join parties on parties.id = charges.party_id
        left join resident_payments on resident_payments.payment_id = allocations.payment_id
        left join settlements on settlements.id = allocations.settlement_id
        left join owner_payments on owner_payments.payment_id = allocations.payment_id
        left join parties as owners on owners.id = owner_party_id
        where coalesce(owners.resident_id, resident_payments.resident_id, settlements.resident_id)
            <> parties.resident_id",
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
        left join charge_runs on charge_runs.id = charges.run_id
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
            and accounts.kind = case
                when way in ('waiver', 'early') then 'building_waived' else 'building_hand' end
        where not exists (
            select from journals
            join entries on entries.journal_id = journals.id
            where journals.kind = case way
                when 'waiver' then 'charge_waived' when 'early' then 'charge_early'
                else 'charge_by_hand' end
            and journals.source_key = settlements.id::text
            and entries.account_id = accounts.id and entries.amount = settlements.amount
        ) or (reversed_at is not null) <> exists (
            select from journals
            join entries on entries.journal_id = journals.id
            where journals.kind in
                ('charge_waived_reversed', 'charge_early_reversed', 'charge_by_hand_reversed')
            and journals.source_key = settlements.id::text
            and entries.account_id = accounts.id and entries.amount = -settlements.amount
        )",
    ),
    (
        "C24",
        "what is let off to whoever pays early is what was offered on the bill, paid whole and in time",
        "select settlements.id from settlements
        join charges on charges.id = settlements.charge_id
        left join payments on payments.id = settlements.with_payment_id
        left join settlements as receipts on receipts.id = settlements.with_settlement_id
        where settlements.way = 'early' and settlements.reversed_at is null and (
            charges.early_amount is null or charges.early_amount < settlements.amount
            or charges.early_until < settlements.received_on
            or settlements.received_on <> coalesce(
                (payments.opened_at at time zone 'Asia/Tehran')::date, receipts.received_on,
                settlements.received_on
            )
            or payments.reversed_at is not null or receipts.reversed_at is not null
            or charges.amount <> (
                select coalesce(sum(allocations.amount), 0) from allocations
                where allocations.charge_id = charges.id and released_at is null
            )
        )",
    ),
    (
        "C16",
        "a debt is asked for by day, no more often than its building's rules allow, and while it is open",
        "select charge_reminders.resident_id, episode, day from charge_reminders
        cross join lateral (select reminded_at - interval '60 seconds' as moment) as before
        where extract(hour from reminded_at at time zone 'Asia/Tehran') not between 9 and 20
        or turn > turns_max
        or not exists (
            select from charges
            join parties on parties.id = charges.party_id
            where parties.resident_id = charge_reminders.resident_id
            and (charges.due_on = episode or charges.id in (
                select charge_id from promise_items
                join promises on promises.id = promise_items.promise_id
                join promise_parts on promise_parts.promise_id = promises.id
                where promises.resident_id = charge_reminders.resident_id
                and promise_parts.due_on = episode
            ))
            and (charges.reversed_at is null or charges.reversed_at > before.moment)
            and charges.amount > (
                select coalesce(sum(allocations.amount), 0) from allocations
                where allocations.charge_id = charges.id and allocated_at <= before.moment
                and (released_at is null or released_at > before.moment)
            )
        )",
    ),
    (
        "C19",
        "a promise is about what was owed, and its parts are the whole of it",
        "select promises.id from promises
        where total <> (select sum(amount) from promise_parts where promise_id = promises.id)
        or total <> (select sum(rest) from promise_items where promise_id = promises.id)
        or exists (
            select from promise_items
            join charges on charges.id = promise_items.charge_id
            join parties on parties.id = charges.party_id
            where promise_id = promises.id
            and (parties.resident_id <> promises.resident_id or rest > charges.amount)
        )",
    ),
    (
        "C17",
        "a late fee is the sum of its postings, each of them booked once, and mirrored with its month",
        "select charges.id from charges
        where kind = 'fee' and amount <> (
            select coalesce(sum(amount), 0) from fee_postings where charge_id = charges.id
        )
        union all
        select fee_postings.id from fee_postings
        join charges on charges.id = fee_postings.charge_id
        join parties on parties.id = charges.party_id
        where not exists (
            select from journals
            join entries on entries.journal_id = journals.id
            where journals.kind = 'late_fee' and journals.source_key = fee_postings.id::text
            and entries.account_id = parties.account_id and entries.amount = fee_postings.amount
        ) or (charges.reversed_at is not null) <> exists (
            select from journals
            where journals.kind = 'late_fee_reversed'
            and journals.source_key = fee_postings.id::text
        )",
    ),
    (
        "C18",
        "nobody bears a late fee but under a decision of the building that held when the bill fell due",
        "select fee_postings.id from fee_postings
        join charges as fees on fees.id = fee_postings.charge_id
        join charges as bills on bills.id = fee_postings.principal_id
        join late_fee_decisions on late_fee_decisions.id = fee_postings.decision_id
        where fees.principal_id <> bills.id or fees.party_id <> bills.party_id
        or fees.run_id <> bills.run_id or bills.kind <> 'principal'
        or late_fee_decisions.building_id <> bills.building_id
        or bills.due_on < valid_from or bills.due_on >= ended_on
        or through_on <= bills.due_on or through_on >= ended_on",
    ),
    (
        "C20",
        "what a unit brought from before is an item or credit of its party to the last rial, until it is void",
        "select opening_balances.id from opening_balances
        left join charges on charges.opening_id = opening_balances.id
        where case
            when is_credit then charges.id is not null
            else charges.id is null or charges.amount <> opening_balances.amount
                or charges.party_id <> opening_balances.party_id or charges.due_on <> since
                or (charges.reversed_at is null) <> (opening_balances.reversed_at is null)
        end
        or case
            when is_credit and opening_balances.reversed_at is null then opening_balances.amount
            else 0
        end <> (
            select coalesce(sum(party_credits.amount), 0) from party_credits
            where party_credits.opening_id = opening_balances.id
        )",
    ),
    (
        "C21",
        "what a unit brought from before is booked once on the account of its party, and mirrored when it is void",
        "select opening_balances.id from opening_balances
        join parties on parties.id = party_id
        cross join lateral (
            select case when is_credit then -amount else amount end as amount
        ) as owed
        where parties.building_id <> opening_balances.building_id
        or not exists (
            select from journals
            join entries on entries.journal_id = journals.id
            where journals.kind = 'opening' and journals.source_key = opening_balances.id::text
            and entries.account_id = parties.account_id and entries.amount = owed.amount
        ) or (reversed_at is not null) <> exists (
            select from journals
            join entries on entries.journal_id = journals.id
            where journals.kind = 'opening_reversed'
            and journals.source_key = opening_balances.id::text
            and entries.account_id = parties.account_id and entries.amount = -owed.amount
        )",
    ),
    (
        "C22",
        "a reading of a meter follows from the one before, or its mark says why it does not",
        "select id from (
            select meter_readings.id, figure, mark, old_last, new_first, digits,
                lag(figure) over (partition by meter_id order by read_on) as before
            from meter_readings
            join meters on meters.id = meter_id
            where deleted_at is null
        ) as followed
        where figure >= 10::numeric ^ digits or case mark
            when 'plain' then figure < before
            when 'rollover' then figure >= before
            else old_last < before or figure < new_first end",
    ),
    (
        "C23",
        "a reading by which a living month was divided is there, and is as it was divided",
        "select charge_runs.id, reading from charge_runs
        cross join lateral jsonb_path_query(
            inputs::jsonb,
            '$.sources[*].rule.split.metered.*.readings[*]'
        ) as reading
        left join charge_run_readings on run_id = charge_runs.id
            and reading_id::text = reading ->> 'id'
        left join meter_readings on meter_readings.id = reading_id and deleted_at is null
        where reversed_at is null and meter_readings.figure::text is distinct from reading ->> 'figure'
        union all
        select charge_runs.id, to_jsonb(reading_id) from charge_run_readings
        join charge_runs on charge_runs.id = run_id
        where reversed_at is null and strpos(inputs, reading_id::text) = 0",
    ),
    (
        "C33",
        "a month that had to be approved before it was issued was, by somebody else than who asked",
        "select charge_runs.id from charge_runs
        cross join lateral (
            select is_needed from month_approval_rules
            where building_id = charge_runs.building_id and effective_at <= begun_at
            order by set_at desc, id desc limit 1
        ) as rule
        where is_needed and not exists (
            select from month_approvals
            where building_id = charge_runs.building_id and period = charge_runs.period
            and digest = charge_runs.digest and approved and answered_at <= begun_at
        )",
    ),
    (
        "C11",
        "a bill stands in the books on the account of the party that it names",
        "select charges.id from charges
        join parties on parties.id = charges.party_id
        where kind = 'principal' and not exists (
            select from journals
            join entries on entries.journal_id = journals.id
            where journals.kind = 'charge' and journals.source_key = charges.id::text
            and entries.account_id = parties.account_id and entries.amount = charges.amount
        )",
    ),
    (
        "C30",
        "one tenant at a time is in a unit",
        "select id from occupancy_clashes where role = 'tenant'",
    ),
    (
        "C31",
        "the owners of a unit own no more than the whole of it, and nobody owns it twice",
        "select id from occupancy_clashes where role = 'owner'",
    ),
    (
        "C32",
        "an extra of a unit is in no bill of another",
        "select charges.id from charges
        join charge_runs on charge_runs.id = charges.run_id
        join charge_lines on charge_lines.charge_id = charges.id
        join parties on parties.id = charges.party_id
        cross join lateral (
            select inputs::jsonb #>> array['sources', source::text, 'rule', 'extra'] as unit
        ) as extra
        where charges.reversed_at is null and strpos(inputs, '{\"extra\":') <> 0
        and extra.unit <> parties.unit_id::text",
    ),
];
