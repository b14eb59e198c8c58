//! The statements about credit that is given back to those who left.

pub(super) const STATEMENTS: &[(&str, &str, &str)] = &[
    (
        "C45",
        "credit that is given back is booked once on the account of its party, by the amount of its payout, and
        the operating fund bears once what leaves",
        "select given_backs.payout_id from given_backs
        join parties on parties.id = party_id
        join payouts on payouts.id = payout_id
        where payouts.amount <> given_backs.amount or not exists (
            select from journals
            join entries on entries.journal_id = journals.id
            where journals.kind = 'credit_given_back' and source_key = payout_id::text
            and entries.account_id = parties.account_id and entries.amount = given_backs.amount
        )
        union all
        select journals.id from journals
        where journals.kind = 'credit_given_back' and not exists (
            select from given_backs where payout_id::text = source_key
        )
        union all
        select transfers.id from transfers
        join given_backs on given_backs.payout_id = transfers.purpose
        left join journals as gone
            on gone.kind = 'credit_left' and gone.source_key = transfers.id::text
        left join journals as back
            on back.kind = 'credit_left_back' and back.source_key = transfers.id::text
        -- What a job is about to book is not amiss; one that gave up is.
        where not exists (
            select from jobs
            where jobs.kind = 'transfer_moved' and jobs.state = 'queued'
            and jobs.dedup_key like 'transfer_moved:' || transfers.id || ':%'
        )
        and (
            (transfers.status in ('settled', 'returned')) <> (gone.id is not null)
            or (transfers.status = 'returned') <> (back.reverses is not null)
            or gone.id is not null and (
                select coalesce(sum(entries.amount), 0) from entries
                join accounts on accounts.id = entries.account_id
                where entries.journal_id = gone.id and accounts.kind = 'building_fund'
                and accounts.owner = given_backs.building_id || ':operating'
            ) <> transfers.amount + transfers.fee
        )",
    ),
    (
        "C46",
        "credit whose payout ended came back once, and no party has less than nothing in advance by it",
        "select given_backs.payout_id from given_backs
        join parties on parties.id = party_id
        left join payout_endings on payout_endings.payout_id = given_backs.payout_id
        where (ended_at is not null) <> exists (
            select from journals
            join entries on entries.journal_id = journals.id
            where journals.kind = 'credit_come_back'
            and source_key = given_backs.payout_id::text
            and entries.account_id = parties.account_id and entries.amount = -given_backs.amount
        )
        -- What is owed of it again is in the books by the money that was taken away.
        or (
            select coalesce(sum(party_credits.amount), 0) from party_credits
            where party_credits.given_back_id = given_backs.payout_id
        ) <> case when ended_at is null then -given_backs.amount else 0 end + (
            select coalesce(sum(charges.amount), 0) from charges
            where charges.given_back_id = given_backs.payout_id and charges.reversed_at is null
        )
        union all
        select party_id from party_credits
        where party_id in (select party_id from given_backs)
        group by party_id having sum(amount) < 0",
    ),
];
