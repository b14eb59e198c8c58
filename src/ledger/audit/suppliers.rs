//! The statements about expenses that are paid by payouts.

pub(super) const STATEMENTS: &[(&str, &str, &str)] = &[
    (
        "C39",
        "what leaves for a supplier is paid by the fund of its expense once, and is the fund's again when it comes back",
        "select transfers.id, transfers.status from transfers
        join expense_payouts on expense_payouts.payout_id = transfers.purpose
        join expenses on expenses.id = expense_payouts.expense_id
        left join journals as paid
            on paid.kind = 'expense_paid' and paid.source_key = transfers.id::text
        left join journals as back
            on back.kind = 'expense_paid_back' and back.source_key = transfers.id::text
        -- What a job is about to book is not amiss; one that gave up is.
        where not exists (
            select from jobs
            where jobs.kind = 'transfer_moved' and jobs.state = 'queued'
            and jobs.dedup_key like 'transfer_moved:' || transfers.id || ':%'
        )
        and (
            (transfers.status in ('settled', 'returned')) <> (paid.id is not null)
            or (transfers.status = 'returned') <> (back.reverses is not null)
            or paid.id is not null and (
                select coalesce(sum(entries.amount), 0) from entries
                join accounts on accounts.id = entries.account_id
                where entries.journal_id = paid.id and accounts.kind = 'building_fund'
                and accounts.owner = expenses.building_id || ':' || expense_payouts.fund
            ) <> transfers.amount + transfers.fee
        )",
    ),
    (
        "C40",
        "no month of an expense is paid by two payouts",
        "select expense_id, period from expense_payouts
        where not exists (
            select from payout_endings
            where payout_endings.payout_id = expense_payouts.payout_id
        )
        group by expense_id, period
        having count(*) > 1",
    ),
];
