//! The statements about money at merchants' own terminals: name, sentence, and the query that must return no
//! row.

pub(super) const STATEMENTS: &[(&str, &str, &str)] = &[
    (
        "T1",
        "money at a merchant's own terminals moves between the accounts of that merchant's terminals and no other",
        "select entries.journal_id, array_agg(distinct accounts.kind) as kinds
        from entries
        join accounts on accounts.id = entries.account_id
        where entries.journal_id in (
            select entries.journal_id from accounts
            join entries on entries.account_id = accounts.id
            where accounts.kind in ('own_terminal', 'own_terminal_taken', 'own_terminal_waiting')
        )
        group by entries.journal_id
        having count(distinct accounts.owner) > 1
        or bool_or(accounts.kind not in ('own_terminal', 'own_terminal_taken', 'own_terminal_waiting'))",
    ),
    (
        "T2",
        "a payment is booked in those accounts exactly when it was paid at a terminal of its merchant's own",
        "select payments.id, journals.kind from payments
        join journals on journals.source_key = payments.id::text and journals.kind in (
            'payment', 'payment_accepted', 'payment_given_back', 'payment_reversed',
            'payment_accepted_reversed', 'payment_found'
        )
        join entries on entries.journal_id = journals.id
        join accounts on accounts.id = entries.account_id
        where (payments.own_terminal_id is not null) <> (
            accounts.kind in ('own_terminal', 'own_terminal_taken', 'own_terminal_waiting')
        )
        union all
        select payments.id, journals.kind from refunds
        join payments on payments.id = refunds.payment_id
        join journals on journals.source_key = refunds.id::text
            and journals.kind in ('refund_asked', 'refund_given', 'refund_returned')
        join entries on entries.journal_id = journals.id
        join accounts on accounts.id = entries.account_id
        where (payments.own_terminal_id is not null) <> (
            accounts.kind in ('own_terminal', 'own_terminal_taken', 'own_terminal_waiting')
        )",
    ),
    (
        "T3",
        "what own terminals took for their merchant is what was paid there and did not go back",
        "select * from (
            select accounts.owner, (
                select coalesce(-sum(amount), 0) from entries where account_id = accounts.id
            ) as booked, (
                select coalesce(sum(payments.amount), 0) from payments
                where payments.workspace_id::text = accounts.owner
                and own_terminal_id is not null and booked and reversed_at is null
            ) - (
                select coalesce(sum(refunds.amount), 0) from refunds
                join payments on payments.id = refunds.payment_id
                where payments.workspace_id::text = accounts.owner
                and own_terminal_id is not null and refunds.refused_at is null
            ) as paid
            from accounts where accounts.kind = 'own_terminal_taken'
        ) as sums
        where booked <> paid",
    ),
    (
        "T4",
        "what waits of it is undecided, or on its way back to a payer",
        "select * from (
            select accounts.owner, (
                select coalesce(-sum(amount), 0) from entries where account_id = accounts.id
            ) as booked, (
                select coalesce(sum(amount), 0) from (
                    select id, amount from payments
                    where workspace_id::text = accounts.owner and own_terminal_id is not null
                    and suspense is not null and reversed_at is null
                    union all
                    select payments.id, found_money.amount from found_money
                    join payments on payments.id = found_money.payment_id
                    where workspace_id::text = accounts.owner and own_terminal_id is not null
                ) as unwelcome
                where not exists (
                    select from suspense_decisions
                    where payment_id = unwelcome.id and done_at is not null
                )
            ) + (
                select coalesce(sum(refunds.amount), 0) from refunds
                join payments on payments.id = refunds.payment_id
                where payments.workspace_id::text = accounts.owner and own_terminal_id is not null
                and refunds.done_at is null and refunds.refused_at is null
            ) as waiting
            from accounts where accounts.kind = 'own_terminal_waiting'
        ) as sums
        where booked <> waiting",
    ),
    (
        "T5",
        "a payment is at a terminal of its own merchant, under its name there, and can be asked about while it is open",
        "select payments.id, own_terminals.id as terminal from payments
        join own_terminals on own_terminals.id = payments.own_terminal_id
        where payments.workspace_id <> own_terminals.workspace_id
        or payments.gateway <> own_terminals.gateway or payments.terminal <> own_terminals.terminal
        or own_terminals.credential is null and payments.status in ('opened', 'sending', 'sent')",
    ),
    (
        "T6",
        "no payout is paid for at a terminal of somebody's own, whose money is not the house's to send",
        "select payout_payments.payout_id, payments.id from payout_payments
        join payments on payments.id = payout_payments.payment_id
        where payments.own_terminal_id is not null",
    ),
];
