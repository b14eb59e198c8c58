//! The statements about what a building certifies, and what its bank states (`money.md` B4).

pub(super) const STATEMENTS: &[(&str, &str, &str)] = &[
    (
        "C36",
        "a certificate was issued when nothing was open of its person in its unit",
        "select clearances.id, charges.id as charge from clearances
        join charges on charges.party_id = clearances.party_id
        left join charge_runs on charge_runs.id = charges.run_id
        left join opening_balances on opening_balances.id = charges.opening_id
        cross join lateral (
            select case kind
                when 'fee' then (
                    select sum(fee_postings.amount) from fee_postings
                    where fee_postings.charge_id = charges.id and posted_at <= issued_at
                )
                else charges.amount
            end as amount
        ) as asked
        where coalesce(charge_runs.done_at, opening_balances.recorded_at) <= issued_at
        and (charges.reversed_at is null or issued_at < charges.reversed_at)
        and asked.amount > (
            select coalesce(sum(allocations.amount), 0) from allocations
            where allocations.charge_id = charges.id and allocated_at <= issued_at
            and (released_at is null or issued_at < released_at)
        )",
    ),
    (
        "C37",
        "the certificates of a building are numbered without a gap",
        "select building_id from clearances
        group by building_id having max(number) <> count(*)",
    ),
    (
        "C38",
        "a deposit of a bank statement that was booked is money of that building, amount, day and number",
        "select bank_deposits.id from bank_deposits
        join settlements on settlements.id = settlement_id
        where settlements.building_id <> bank_deposits.building_id
        or settlements.amount <> bank_deposits.amount or way <> 'card'
        or received_on <> paid_on or settlements.reference is distinct from bank_deposits.reference",
    ),
];
