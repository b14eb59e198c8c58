//! The statements about who bears what in a building, and what it brought along (`money.md` B4).

pub(super) const STATEMENTS: &[(&str, &str, &str)] = &[
    (
        "C26",
        "a levy that a living month divides is there, is as it was divided, and its instalment has its turn",
        "select charge_runs.id, levies.id from charge_runs
        cross join lateral (select inputs::jsonb -> 'sources' as sources) as frozen
        join charge_run_levies on charge_run_levies.run_id = charge_runs.id
        join levies on levies.id = charge_run_levies.levy_id
        cross join lateral (
            select sources -> source as divided, sources -> source #> '{rule,split}' as split
        ) as source
        where reversed_at is null and (
            deleted_at is not null
            or levies.id::text is distinct from divided #>> '{levied,levy}'
            or levies.amount::text is distinct from divided ->> 'amount'
            or levies.months::text is distinct from split ->> 'months'
            or (charge_runs.period - levies.period)::text is distinct from split ->> 'turn'
            or charge_runs.period >= levies.ended_before
        )
        union all
        select charge_runs.id, (levied ->> 'levy')::uuid from charge_runs
        cross join lateral jsonb_path_query(inputs::jsonb, '$.sources[*].levied') as levied
        left join charge_run_levies on run_id = charge_runs.id
            and levy_id::text = levied ->> 'levy'
        where reversed_at is null and levied <> 'null' and levy_id is null",
    ),
    (
        "C27",
        "units that were chosen to bear a cost are units of its building",
        "select expenses.id, chosen from expenses
        cross join unnest(only_units) as chosen
        left join units on units.id = chosen and units.building_id = expenses.building_id
        where units.id is null
        union all
        select levies.id, chosen from levies
        cross join unnest(only_units) as chosen
        left join units on units.id = chosen and units.building_id = levies.building_id
        where units.id is null",
    ),
    (
        "C28",
        "what lay in a fund when its building came here is booked once, and mirrored when it is void",
        "select fund_openings.id from fund_openings
        left join accounts on accounts.owner = fund_openings.building_id::text
            and accounts.kind = 'building_hand'
        where not exists (
            select from journals
            join entries on entries.journal_id = journals.id
            where journals.kind = 'fund_opening' and journals.source_key = fund_openings.id::text
            and entries.account_id = accounts.id and entries.amount = fund_openings.amount
        ) or (reversed_at is not null) <> exists (
            select from journals
            join entries on entries.journal_id = journals.id
            where journals.kind = 'fund_opening_reversed'
            and journals.source_key = fund_openings.id::text
            and entries.account_id = accounts.id and entries.amount = -fund_openings.amount
        )",
    ),
];
