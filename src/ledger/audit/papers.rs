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
        group by building_id having max(number) <> count(*)
        union all
        select building_id from owner_certificates
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
    (
        "C47",
        "what a tenant pays for the owner of the unit is laid on the items that were chosen and on nothing
        else, or is the tenant's credit; of what was taken back it is the owner's",
        "select owner_payments.payment_id from owner_payments
        join resident_payments using (payment_id)
        join payments on payments.id = payment_id
        join parties as payers on payers.id = payer_party_id
        join parties as owners on owners.id = owner_party_id
        where payers.unit_id <> owners.unit_id
        or payers.resident_id <> resident_payments.resident_id
        or payments.purpose <> payers.resident_id
        or exists (
            select from allocations
            join charges on charges.id = allocations.charge_id
            where allocations.payment_id = payments.id
            and (charges.party_id <> owners.id or charges.id <> all (named))
        ) or exists (
            select from party_credits
            where party_credits.payment_id = payments.id and party_id not in (payers.id, owners.id)
        ) or (
            select coalesce(sum(amount), 0) from party_credits
            where party_credits.payment_id = payments.id and party_id = owners.id
        ) <> (
            select coalesce(sum(allocations.amount), 0) from allocations
            where allocations.payment_id = payments.id and released_at is not null
            and payments.reversed_at is null
        )",
    ),
    (
        "C48",
        "a certificate is of a payment that was laid on items of the owner to this amount, and none is
        missing",
        "select owner_certificates.id from owner_certificates
        join payments on payments.id = payment_id
        where payments.status <> 'confirmed' or issued_at < payments.paid_at
        or owner_certificates.amount <> (
            select coalesce(sum(allocations.amount), 0) from allocations
            where allocations.payment_id = payments.id
        )
        union all
        select payments.id from payments
        join owner_payments on owner_payments.payment_id = payments.id
        where payments.paid_at < $1::timestamptz - interval '1 day' and payments.reversed_at is null
        and exists (select from allocations where allocations.payment_id = payments.id)
        and not exists (select from owner_certificates where payment_id = payments.id)",
    ),
    (
        "C44",
        "a deposit is not on the books and set aside at the same time",
        "select bank_deposits.id from bank_deposits
        join settlements on settlements.id = settlement_id and reversed_at is null
        join bank_deposit_exclusions on deposit_id = bank_deposits.id and undone_at is null",
    ),
    (
        "C41",
        "who voted in a poll may vote in it, and did while it was open",
        "select poll_votes.poll_id, poll_votes.resident_id from poll_votes
        join polls on polls.id = poll_votes.poll_id
        where opened_at is null or cast_at < opened_at or closed_at < cast_at
        or called_off_at < cast_at or not exists (
            select from poll_weights
            where poll_weights.poll_id = poll_votes.poll_id
            and poll_weights.resident_id = poll_votes.resident_id
        )",
    ),
    (
        "C42",
        "the result of a poll is the sum of the weights of its votes, and there is one once it has ended",
        "select polls.id, poll_answers.place from polls
        join poll_answers on poll_answers.poll_id = polls.id
        left join poll_results
            on poll_results.poll_id = polls.id and poll_results.answer = poll_answers.place
        where (closed_at is null) <> (poll_results.weight is null)
        or poll_results.weight <> (
            select coalesce(sum(poll_weights.weight), 0) from poll_votes
            join poll_weights using (poll_id, resident_id)
            where poll_votes.poll_id = polls.id and poll_votes.answer = poll_answers.place
        )",
    ),
    (
        "C43",
        "a unit has its whole weight in a poll, however many vote for it",
        "select poll_id, unit_id from poll_weights
        join polls on polls.id = poll_id
        group by poll_id, unit_id, polls.weight
        having sum(poll_weights.weight) % 1000000 <> 0
        or (polls.weight = 'unit' and sum(poll_weights.weight) <> 1000000)",
    ),
];
