//! The statements about money in, links, receipts and sessions: name, sentence, and the query that must
//! return no row. `$1` is the present moment. The letters are those of `money.md` B.

pub(super) const STATEMENTS: &[(&str, &str, &str)] = &[
    (
        "P1",
        "a payment is confirmed exactly when one journal for it is posted",
        "select payments.id, payments.status, count(journals.id) as journals
        from payments
        left join journals
            on journals.kind = 'payment' and journals.source_key = payments.id::text
        group by payments.id
        having (payments.status = 'confirmed') <> (count(journals.id) = 1)",
    ),
    (
        "P1b",
        "every payment journal has its payment",
        "select id, source_key from journals
        where kind = 'payment'
        and not exists (select from payments where payments.id::text = journals.source_key)",
    ),
    (
        "P2",
        "what is booked for a payment is its amount",
        "select payments.id, payments.amount, sum(entries.amount) as booked
        from payments
        join journals on journals.kind = 'payment' and journals.source_key = payments.id::text
        join entries on entries.journal_id = journals.id and entries.amount > 0
        group by payments.id
        having sum(entries.amount) <> payments.amount",
    ),
    (
        "P2b",
        "the money is credited to whom it was paid for, or waits in suspense with a reason",
        "select payments.id, payments.suspense
        from payments
        join journals on journals.kind = 'payment' and journals.source_key = payments.id::text
        where not exists (
            select from entries
            join accounts on accounts.id = entries.account_id
            where entries.journal_id = journals.id and entries.amount < 0
            and case
                when payments.suspense is not null
                    then accounts.kind = case when payments.own_terminal_id is null
                        then 'suspense' else 'own_terminal_waiting' end
                        and -entries.amount = payments.amount
                when payments.fee = payments.amount
                    then accounts.kind = 'gateway_fees' and -entries.amount = payments.fee
                else entries.account_id = payments.credit_account
                    and -entries.amount = payments.amount - payments.fee
            end
        )",
    ),
    (
        "P3",
        "no bank reference serves two payments",
        "select gateway, terminal, bank_reference, count(*) as payments from payments
        where bank_reference is not null
        group by gateway, terminal, bank_reference having count(*) > 1
        union all
        select gateway, terminal, bank_number, count(*) from payments
        where bank_number is not null
        group by gateway, terminal, bank_number having count(*) > 1",
    ),
    (
        "P4",
        "no purpose takes more payments than it has uses, nor more money than its total",
        "select purpose, uses_max, null::bigint as total_max, count(*) as taken from payments
        where use_number is not null
        group by purpose, uses_max having count(*) > uses_max
        union all
        select purpose, null, max(total_max), sum(amount) from payments
        where use_number is not null and total_max is not null
        group by purpose having sum(amount) > max(total_max)",
    ),
    (
        "P5",
        "a confirmed payment of a limited purpose has a use, or waits in suspense",
        "select id from payments
        where status = 'confirmed' and (uses_max is not null or total_max is not null)
        and (use_number is null) <> (suspense is not null)",
    ),
    (
        "P6",
        "payments only go the ways they may go",
        "select payment_id, seq, from_status, to_status from payment_log
        where (coalesce(from_status, ''), to_status) not in (
            ('', 'opened'), ('opened', 'sending'), ('opened', 'abandoned'), ('sending', 'sent'),
            ('sending', 'abandoned'), ('sent', 'confirmed'), ('sent', 'refused')
        )",
    ),
    (
        "P7",
        "the log of a payment has no gap and ends where the payment stands",
        "select payments.id, payments.status from payments
        where (
            select array_agg(to_status order by seq) from payment_log
            where payment_log.payment_id = payments.id
        )[cardinality((
            select array_agg(to_status order by seq) from payment_log
            where payment_log.payment_id = payments.id
        ))] is distinct from payments.status
        union all
        select payment_id, to_status from (
            select payment_id, seq, from_status, to_status,
                lag(to_status) over (partition by payment_id order by seq) as before,
                row_number() over (partition by payment_id order by seq) as place
            from payment_log
        ) as steps
        where seq <> place or from_status is distinct from before",
    ),
    (
        "P8",
        "no payment is confirmed without the bank's word for its amount",
        "select payments.id from payments
        where status = 'confirmed' and not exists (
            select from bank_calls
            where payment_id = payments.id and op in ('verify', 'inquire') and outcome = 'moved'
            and bank_calls.amount = payments.amount and answered_at <= payments.paid_at
        )",
    ),
    (
        "P9",
        "no browser decides about money",
        "select payment_id, seq, by from payment_log
        where to_status in ('confirmed', 'refused') and by = 'payer'",
    ),
    (
        "P10",
        "a bank that is silent for 72 hours, and money that differs, have an open alarm",
        "select id, held from payments
        where status = 'sent' and (held is not null or changed_at < $1::timestamptz - interval '73 hours')
        and not exists (
            select from alarms
            where alarms.about = payments.id::text and solved_at is null
        )",
    ),
    (
        "P16",
        "an open payment at a bank has a job that asks about it",
        "select id from payments
        where status = 'sent' and held is null
        and not exists (
            select from jobs
            where dedup_key = 'ask:' || payments.id and state = 'queued'
        )
        and changed_at > $1::timestamptz - interval '72 hours'",
    ),
    (
        "P17",
        "what was decided about money in suspense is booked once it is done",
        "select payment_id, decision from suspense_decisions
        where (done_at is not null) <> exists (
            select from journals
            where source_key = payment_id::text
            and kind = case decision
                when 'accepted' then 'payment_accepted' else 'payment_given_back' end
        )",
    ),
    (
        "P18",
        "suspense holds the undecided money and nothing else",
        "select * from (
            select (
                select coalesce(-sum(entries.amount), 0) from entries
                join accounts on accounts.id = entries.account_id
                where accounts.kind = 'suspense'
            ) as booked, (
                select coalesce(sum(amount), 0) from (
                    select id, amount from payments
                    where suspense is not null and reversed_at is null and own_terminal_id is null
                    union all
                    select payment_id, found_money.amount from found_money
                    join payments on payments.id = payment_id and own_terminal_id is null
                ) as unwelcome
                where not exists (
                    select from suspense_decisions
                    where payment_id = unwelcome.id and done_at is not null
                )
            ) as waiting
        ) as sums
        where booked <> waiting",
    ),
    (
        "P19",
        "a payment counts for its merchant from the moment at which its money was booked to them",
        "select payments.id, booked, happened_at, journals.posted_at from payments
        left join journals on journals.source_key = payments.id::text and journals.kind = case
            when suspense is null then 'payment' else 'payment_accepted' end
        where booked <> (journals.id is not null)
        or (booked and journals.posted_at <> payments.happened_at)",
    ),
    (
        "P20",
        "no money for a withdrawn purpose is simply its merchant's",
        "select id, withdrawn_at from payments
        where withdrawn_at is not null and status = 'confirmed' and suspense is null",
    ),
    (
        "P21",
        "money that a bank took back is mirrored in the books, and no other",
        "select payments.id, reversed_at from payments
        left join journals on journals.kind = 'payment_reversed'
            and journals.source_key = payments.id::text
        left join journals as original on original.id = journals.reverses
            and original.kind = 'payment' and original.source_key = payments.id::text
        where (reversed_at is not null) <> (original.id is not null)
        union all
        select payment_id, found_at from found_money
        where not exists (
            select from journals
            where kind = 'payment_found' and source_key = payment_id::text
        )",
    ),
    (
        "P22",
        "every call to a bank is followed by its outcome",
        "select payment_id, seq, op from bank_calls
        where answered_at is null and lease_until < $1::timestamptz - interval '1 hour'
        union all
        select id, 0, status from payments
        where status in ('sent', 'confirmed', 'refused') and not exists (
            select from bank_calls
            where payment_id = payments.id and op = 'start' and outcome = 'started'
        )",
    ),
    (
        "P12",
        "no more of a payment goes back than was paid, and nothing of one that the bank took back",
        "select payments.id, payments.amount, sum(refunds.amount) as refunded
        from payments
        join refunds on refunds.payment_id = payments.id and refunds.refused_at is null
        group by payments.id
        having sum(refunds.amount) > payments.amount
        or payments.status <> 'confirmed' or payments.reversed_at is not null",
    ),
    (
        "P23",
        "a refund is set aside once, and given or returned once, as it ended",
        "select refunds.id, done_at, refused_at from refunds
        where 1 <> (
            select count(*) from journals
            where kind = 'refund_asked' and source_key = refunds.id::text
        )
        or (done_at is not null)::integer <> (
            select count(*) from journals
            where kind = 'refund_given' and source_key = refunds.id::text
        )
        or (refused_at is not null)::integer <> (
            select count(*) from journals
            where kind = 'refund_returned' and source_key = refunds.id::text
        )",
    ),
    (
        "P24",
        "what is set aside for payers is what the banks have not given yet",
        "select accounts.owner, -sum(entries.amount) as booked
        from accounts
        join entries on entries.account_id = accounts.id
        where accounts.kind = 'refunds'
        group by accounts.owner
        having -sum(entries.amount) <> (
            select coalesce(sum(refunds.amount - refunds.fee), 0)
            from refunds
            join payments on payments.id = refunds.payment_id
            where payments.workspace_id::text = accounts.owner and own_terminal_id is null
            and done_at is null and refused_at is null
        )",
    ),
    (
        "P11",
        "no payment begins after its link's time, or for another amount than the link allows",
        "select payments.id, payments.opened_at, payments.amount
        from payments
        join link_payments on link_payments.payment_id = payments.id
        join links on links.id = link_payments.link_id
        where not exists (
            -- What its merchant changed afterwards, the payment need not have kept to.
            select from link_edits
            where link_edits.link_id = links.id and link_edits.edited_at >= payments.opened_at
        ) and (
            payments.suspense is distinct from 'late'
            and payments.opened_at >= links.expires_at + make_interval(hours => links.grace_hours)
            or payments.amount < links.amount_min or payments.amount > links.amount_max
            or case coalesce(links.terms ->> 'taking', links.terms -> 'taking' ->> 'whole', 'whole')
                when 'whole' then payments.amount <> links.amount
                else case when links.terms -> 'taking' ? 'units'
                    then payments.amount % links.amount <> 0
                    else payments.amount > links.amount
                end
            end
        )",
    ),
    (
        "J2",
        "no message is about something that is not there",
        "select id, about from notices
        where about is not null
        and not exists (select from links where links.id = notices.about)
        and not exists (select from payouts where payouts.id = notices.about)
        and not exists (select from payout_limits where payout_limits.id = notices.about)
        and not exists (select from wallet_accounts where wallet_accounts.id = notices.about)
        and not exists (select from wallet_settlements where wallet_settlements.id = notices.about)
        and not exists (select from residents where residents.id = notices.about)
        and not exists (select from announcements where announcements.id = notices.about)
        and not exists (select from resident_requests where resident_requests.id = notices.about)
        and not exists (select from occupancies where occupancies.id = notices.about)
        and not exists (select from clearances where clearances.id = notices.about)
        and not exists (select from polls where polls.id = notices.about)
        and not exists (select from month_approvals where month_approvals.id = notices.about)
        and not exists (select from month_approval_rules where month_approval_rules.id = notices.about)",
    ),
    (
        "J1b",
        "whoever was paid has been told in their account once the job is done",
        "select payments.id from payments
        join jobs on jobs.dedup_key = 'link_paid:' || payments.id
        where payments.status = 'confirmed' and jobs.state = 'done' and not exists (
            select from notices
            where dedup_key = 'merchant:paid:' || payments.id || ':account'
        )",
    ),
    (
        "J1",
        "a confirmed payment has the job that tells of it",
        "select id from payments
        where status = 'confirmed' and paid_at > $1::timestamptz - interval '6 days'
        and not exists (
            select from jobs
            where payload = payments.on_paid
        )",
    ),
    (
        "J3",
        "dead work has an open alarm, and a message is not sent without the carrier's word",
        "select id::text, kind from jobs
        where state = 'dead' and not exists (
            select from alarms where alarms.about = jobs.id::text and solved_at is null
        )
        union all
        select id::text, channel from notices
        where state in ('sent', 'delivered') and provider_reference is null",
    ),
    (
        "R1",
        "the receipts of a seller are numbered without a gap, as far as the book says",
        "select receipt_books.workspace_id, last_number, count(number) as receipts
        from receipt_books
        left join receipts on receipts.workspace_id = receipt_books.workspace_id
        group by receipt_books.workspace_id
        having count(number) <> last_number or coalesce(max(number), 0) <> last_number
        union all
        select workspace_id, max(number), count(*) from receipts
        where not exists (
            select from receipt_books where receipt_books.workspace_id = receipts.workspace_id
        )
        group by workspace_id",
    ),
    (
        "R2",
        "a receipt is for money that was booked to its seller, of that amount and at that moment",
        "select receipts.payment_id, receipts.amount, receipts.booked_at from receipts
        left join payments on payments.id = receipts.payment_id and booked
        where (payments.workspace_id, payments.amount, payments.happened_at)
            is distinct from (receipts.workspace_id, receipts.amount, receipts.booked_at)",
    ),
    (
        "R3",
        "whoever was told of their payment has a receipt",
        "select payments.id from payments
        join jobs on jobs.dedup_key = case when suspense is null
            then 'link_paid:' else 'link_decided:' end || payments.id
        where booked and jobs.state = 'done'
        and not exists (select from receipts where payment_id = payments.id)",
    ),
    (
        "A2",
        "no code was tried more than five times, or used after its time",
        "select id from challenges where tries > 5 or used_at >= expires_at",
    ),
    (
        "A3",
        "no session outlives a new password or number, a sign-out everywhere, or its member's place",
        "select sessions.member_id, sessions.created_at from sessions
        join members on members.id = sessions.member_id
        where sessions.created_at < members.secured_at
        or sessions.workspace_id is not null and not exists (
            select from workspace_members
            where workspace_members.member_id = sessions.member_id
            and workspace_members.workspace_id = sessions.workspace_id
        )",
    ),
];
