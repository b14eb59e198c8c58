select
    payments.id as "id!: PaymentId",
    payments.happened_at as "happened_at!",
    payments.order_number as "order_number!",
    payments.title as "title!",
    payments.payer_name,
    payments.payer_mobile as "payer_mobile: Mobile",
    payments.amount as "amount!: Money",
    payments.fee as "fee!: Money",
    payments.status as "status!: Status",
    payments.booked as "booked!",
    payments.credit_account = (
        select accounts.id from accounts
        where accounts.kind = 'wallet' and accounts.owner = $1::uuid::text
    ) as "to_wallet!",
    case when payments.own_terminal_id is not null then payments.gateway end as "own_gateway?",
    payments.suspense as "suspense: Suspense",
    suspense_decisions.decision as "decision?: Decision",
    suspense_decisions.done_at is not null as "decision_is_done!",
    payments.held is not null as "held!",
    payments.reversed_at is not null as "reversed!",
    coalesce((
        select sum(refunds.amount) from refunds
        where refunds.payment_id = payments.id and refunds.refused_at is null
    ), 0)::bigint as "refunded!: Money",
    payments.bank_number,
    payments.card,
    link_payments.link_id as "link?: LinkId",
    links.reference as "reference?",
    links.labels as "labels?",
    link_answers.answers as "answers?: Json<Vec<Answered>>",
    members.name as "maker?",
    receipts.number as "receipt?"
from (
    -- The page first: what stands beside a payment is looked up for its rows alone.
    select * from chosen_payments($1, $2, $3, $4, $5, $6, $7, $8, $9, $13) as chosen
    where (chosen.happened_at, chosen.id) < ($10, $11)
    order by chosen.happened_at desc, chosen.id desc
    limit $12
) as payments
left join link_payments on link_payments.payment_id = payments.id
left join links on links.id = link_payments.link_id
left join link_answers on link_answers.payment_id = payments.id
left join members on members.id = links.created_by
left join receipts on receipts.payment_id = payments.id
left join suspense_decisions on suspense_decisions.payment_id = payments.id
order by payments.happened_at desc, payments.id desc
