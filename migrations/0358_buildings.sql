-- What moved on the accounts of units, as the reports of a building count it: a bill in its month, money on
-- the day on which it was given, a fee on the day on which it was charged, what was brought from before
-- before everything. What was taken back is dated like what it takes back, so that together they are nothing.
create view unit_movements as
select parties.building_id, parties.unit_id, parties.resident_id, entries.amount,
    case
        when journals.kind in ('charge', 'charge_reversed') then 'billed'
        when journals.kind in ('late_fee', 'late_fee_reversed') then 'late_fee'
        when journals.kind in ('opening', 'opening_reversed') then 'brought'
        when journals.kind in ('charge_payment', 'charge_payment_reversed') then 'gateway'
        when journals.kind in ('charge_by_hand', 'charge_by_hand_reversed') then settlements.way
        when journals.kind in (
            'charge_waived', 'charge_waived_reversed', 'charge_early', 'charge_early_reversed'
        ) then 'waived'
        else 'other'
    end as what,
    -- The month of a bill; null: it is the day that counts.
    charge_runs.period,
    case
        when journals.kind in ('opening', 'opening_reversed') then '-infinity'::date
        else coalesce(
            settlements.received_on,
            (coalesce(payments.paid_at, fee_postings.posted_at, journals.posted_at)
                at time zone 'Asia/Tehran')::date
        )
    end as day
from parties
join entries on entries.account_id = parties.account_id
join journals on journals.id = entries.journal_id
left join charges on charges.id = case
    when journals.kind in ('charge', 'charge_reversed') then journals.source_key::uuid end
left join charge_runs on charge_runs.id = charges.run_id
left join fee_postings on fee_postings.id = case
    when journals.kind in ('late_fee', 'late_fee_reversed') then journals.source_key::uuid end
left join payments on payments.id = case
    when journals.kind in ('charge_payment', 'charge_payment_reversed') then journals.source_key::uuid end
left join settlements on settlements.id = case
    when journals.kind in (
        'charge_by_hand', 'charge_by_hand_reversed', 'charge_waived', 'charge_waived_reversed',
        'charge_early', 'charge_early_reversed'
    ) then journals.source_key::uuid end;
