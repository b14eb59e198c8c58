//! The statements about money out: name, sentence, and the query that must return no row. The letters
//! are those of `money.md` B3.

pub(super) const STATEMENTS: &[(&str, &str, &str)] = &[
    (
        "O1",
        "nothing is planned or sent for a payout that is not paid for and agreed to",
        "select transfers.id from transfers
        join payouts on payouts.id = transfers.purpose
        where not exists (
            select from payout_fundings
            left join payments on payments.id = payout_fundings.payment_id
            where payout_fundings.payout_id = payouts.id
            and (payout_fundings.payment_id is null
                or payments.status = 'confirmed' and payments.suspense is null)
        )",
    ),
    (
        "O2",
        "no purpose has two living transfers",
        "select purpose, count(*) as living from transfers
        where status in ('planned', 'sending', 'accepted', 'settled')
        group by purpose having count(*) > 1",
    ),
    (
        "O3",
        "nothing is tried again before the rail, or two people, said that it was not made",
        "select later.id from transfers as later
        join transfers as earlier
            on earlier.purpose = later.purpose and earlier.try_number = later.try_number - 1
        where earlier.status not in ('refused', 'returned')
        or not exists (
            select from rail_calls
            where rail_calls.transfer_id = earlier.id
            and outcome in ('refused', 'returned')
        ) and (
            select count(*) from transfer_verdicts where transfer_id = earlier.id
        ) < 2",
    ),
    (
        "O4",
        "nothing was sent twice under one name",
        "select transfer_id, count(*) as sendings from rail_calls
        where op = 'submit' and coalesce(outcome, 'unknown') in ('accepted', 'unknown', 'refused')
        group by transfer_id having count(*) > 1",
    ),
    (
        "O5",
        "a transfer left exactly when one journal of its amount and fee is posted",
        "select transfers.id, transfers.status from transfers
        left join journals
            on journals.kind = 'transfer' and journals.source_key = transfers.id::text
        where (transfers.status in ('settled', 'returned')) <> (journals.id is not null)
        or journals.id is not null and (
            select coalesce(sum(amount), 0) from entries
            where journal_id = journals.id and account_id = transfers.debit_account
        ) <> transfers.amount + transfers.fee",
    ),
    (
        "O6",
        "a transfer came back exactly when its journal is mirrored",
        "select transfers.id, transfers.status from transfers
        left join journals
            on journals.kind = 'transfer_returned' and journals.source_key = transfers.id::text
        where (transfers.status = 'returned') <> (journals.reverses is not null)",
    ),
    (
        "O7",
        "money goes where whoever paid agreed that it goes",
        "select transfers.id from transfers
        join payouts on payouts.id = transfers.purpose
        where not exists (
            select from payout_consents
            where payout_id = payouts.id and digest = transfers.agreed_digest
        )",
    ),
    (
        "O9",
        "no more left in a day than the workspace might send, and no more is under way than is there",
        "select id::text as what, day_max as allowed, (
            select sum(earlier.amount) from transfers as earlier
            where earlier.workspace_id = transfers.workspace_id and earlier.status <> 'refused'
            and (earlier.sent_at at time zone 'Asia/Tehran')::date
                = (transfers.sent_at at time zone 'Asia/Tehran')::date
            and (earlier.sent_at, earlier.id) <= (transfers.sent_at, transfers.id)
        ) as sum
        from transfers
        where status <> 'refused' and day_max < (
            select sum(earlier.amount) from transfers as earlier
            where earlier.workspace_id = transfers.workspace_id and earlier.status <> 'refused'
            and (earlier.sent_at at time zone 'Asia/Tehran')::date
                = (transfers.sent_at at time zone 'Asia/Tehran')::date
            and (earlier.sent_at, earlier.id) <= (transfers.sent_at, transfers.id)
        )
        union all
        select debit_account::text, (
            select coalesce(-sum(amount), 0) from entries where account_id = debit_account
        ), sum(amount + fee)
        from transfers
        where status in ('planned', 'sending', 'accepted')
        group by debit_account
        having sum(amount + fee) > (
            select coalesce(-sum(amount), 0) from entries where account_id = debit_account
        )",
    ),
    (
        "O10",
        "what is unknown for a day has an open alarm, and money that came back was told of in an hour",
        "select id from transfers
        where status = 'sending' and sent_at < $1::timestamptz - interval '26 hours'
        and not exists (
            select from alarms
            where kind = 'transfer_unknown' and about = transfers.id::text and solved_at is null
        )
        union all
        select transfers.id from transfers
        join payouts on payouts.id = transfers.purpose
        where transfers.status = 'returned'
        and transfers.changed_at < $1::timestamptz - interval '1 hour'
        and not exists (
            select from notices
            where notices.about = payouts.id and transfers.changed_at <= notices.created_at
            and dedup_key like 'payout:' || payouts.id || ':payer:failed:' || transfers.id || '%'
        )",
    ),
    (
        "O11",
        "what is held for payouts is what was paid for them and has not left",
        "select * from (
            select accounts.owner,
                (
                    select coalesce(-sum(amount), 0) from entries
                    where entries.account_id = accounts.id
                ) as held,
                (
                    select coalesce(sum(case fee_borne_by
                        when 'payer' then amount + fee else amount end), 0)
                    from payouts
                    join payout_fundings on payout_fundings.payout_id = payouts.id
                    where payouts.workspace_id::text = accounts.owner
                    and not exists (
                        select from payout_endings where payout_id = payouts.id
                    )
                    and not exists (
                        select from transfers
                        where purpose = payouts.id and status = 'settled'
                    )
                ) as owed,
                (
                    -- Money whose job has not run yet, or that was accepted and waits for the wallet.
                    select coalesce(sum(payments.amount - payments.fee), 0) from payments
                    join payout_payments on payout_payments.payment_id = payments.id
                    where payments.credit_account = accounts.id and payments.booked
                    and not exists (
                        select from payout_fundings where payment_id = payments.id
                    )
                    and not exists (
                        select from journals
                        where kind = 'payout_extra' and source_key = payments.id::text
                    )
                ) as arriving
            from accounts where accounts.kind = 'payouts'
        ) as sums
        where held <> owed + arriving",
    ),
    (
        "O12",
        "the log of a transfer has no gap and goes only the ways it may go",
        "select transfer_id, seq, from_status, to_status from (
            select transfer_id, seq, from_status, to_status,
                lag(to_status) over (partition by transfer_id order by seq) as before,
                row_number() over (partition by transfer_id order by seq) as place
            from transfer_log
        ) as steps
        where seq <> place or from_status is distinct from before
        or (coalesce(from_status, ''), to_status) not in (
            ('', 'planned'), ('planned', 'sending'), ('sending', 'planned'), ('sending', 'accepted'),
            ('sending', 'settled'), ('sending', 'refused'), ('accepted', 'settled'),
            ('accepted', 'refused'), ('settled', 'returned'), ('', 'settled')
        )
        or from_status is null and (to_status = 'settled') <> exists (
            select from transfers where id = transfer_id and inside is not null
        )",
    ),
    (
        "O13",
        "nothing above its workspace's limit is sent without the word of somebody who did not make it",
        "select payouts.id from payouts
        join payout_fundings on payout_fundings.payout_id = payouts.id
        join transfers on transfers.purpose = payouts.id
        left join payments on payments.id = payout_fundings.payment_id
        where (
            select above from payout_limits
            where payout_limits.workspace_id = payouts.workspace_id
            and effective_at <= coalesce(payments.opened_at, transfers.planned_at)
            order by set_at desc, id desc limit 1
        ) < transfers.amount + transfers.fee
        and not exists (
            select from payout_approvals
            where payout_approvals.payout_id = payouts.id and approved
            and payout_approvals.digest = transfers.agreed_digest
            and payout_approvals.given_by <> payouts.created_by
        )",
    ),
    (
        "O14",
        "what a gateway settled inside a payment is written down once, of just that part, out of what that gateway owes",
        "select transfers.id from transfers
        left join payments on payments.id = transfers.inside
        where transfers.inside is not null and (
            payments.status is distinct from 'confirmed'
            or payments.shared is distinct from transfers.amount
            or not exists (
                select from payout_fundings
                where payout_id = transfers.purpose and payment_id = transfers.inside
            )
            or not exists (
                select from journals
                join entries on entries.journal_id = journals.id
                join accounts on accounts.id = entries.account_id
                where journals.kind = 'transfer' and journals.source_key = transfers.id::text
                and accounts.kind = 'gateway_clearing' and accounts.owner = payments.gateway
                and entries.amount = -transfers.amount
            )
            or exists (select from rail_calls where transfer_id = transfers.id)
        )
        union all
        select payments.id from payments
        where shared is not null and status = 'confirmed'
        and paid_at < $1::timestamptz - interval '1 hour'
        and not exists (select from transfers where inside = payments.id)",
    ),
    (
        "O15",
        "no part of a payment went to anybody before its room had said that it may",
        "select payments.id from payments
        left join bank_calls on bank_calls.payment_id = payments.id and op = 'verify'
        where shared is not null and (asked_at < taken_at or taken_at is null and (
            asked_at is not null or status = 'confirmed'
        ))",
    ),
    (
        "O16",
        // That it is forgotten in time is no statement: what breaks one stops all money out.
        "an account is known as long as money is under way there",
        "select id from transfers
        where iban is null and status in ('planned', 'sending', 'accepted')",
    ),
];
