with page as (
    select journal_id, -sum(amount)::bigint as amount
    from entries
    where account_id = $1 and journal_id >= $2 and journal_id < $3 and journal_id > $4
    group by journal_id
    order by journal_id
    limit $5
)
select
    page.journal_id as "journal!",
    page.amount as "amount!: Money",
    (sum(page.amount) over (order by page.journal_id))::bigint as "grown!: Money",
    journals.kind as "kind!",
    journals.posted_at as "at!",
    payments.title as "title?",
    payments.payer_name as "payer?",
    payments.order_number as "order_number?",
    link_payments.link_id as "link?: LinkId"
from page
join journals on journals.id = page.journal_id
left join refunds on refunds.id = case
    when journals.kind like 'refund%' then journals.source_key::uuid
end
left join payments on payments.id = case
    when refunds.id is not null then refunds.payment_id
    when journals.kind like 'payment%'
        and journals.source_key ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    then journals.source_key::uuid
end
left join link_payments on link_payments.payment_id = payments.id
order by page.journal_id
