//! The statements about who bears what in a building, and what it brought along (`money.md` B4).

pub(super) const STATEMENTS: &[(&str, &str, &str)] = &[
    (
        "C27",
        "units that were chosen to bear a cost are units of its building",
        "select expenses.id, chosen from expenses
        cross join unnest(only_units) as chosen
        left join units on units.id = chosen and units.building_id = expenses.building_id
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
