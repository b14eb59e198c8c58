with mine as materialized (
    -- Every journal of a building is in one of its other books too.
    select account_id from accounts_of_workspace($1)
    where case when $2 = '' then book not like 'debts:%' else book = $2 end
), page as (
    select distinct newest.journal_id
    from mine
    cross join lateral (
        select journal_id from entries
        where entries.account_id = mine.account_id and journal_id >= $3 and journal_id < $4
        order by journal_id desc
        limit $5
    ) as newest
    order by newest.journal_id desc
    limit $5
)
select
    page.journal_id as "id!",
    journals.kind as "kind!",
    journals.posted_at as "at!",
    coalesce(payments.title, payouts.title) as "title?",
    coalesce(payments.payer_name, payouts.recipient_name) as "who?",
    link_payments.link_id as "link?: LinkId",
    payouts.id as "payout?: PayoutId",
    wallet_settlements.id as "settlement?: WalletSettlementId"
from page
join journals on journals.id = page.journal_id
cross join lateral (
    -- The cause of most journals is a thing of ours; a program or a hand may have named others.
    select case
        when journals.source_key ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        then journals.source_key::uuid
    end as id
) as cause
left join refunds on journals.kind like 'refund%' and refunds.id = cause.id
left join transfers on (
    journals.kind like 'transfer%' or journals.kind like 'expense%' or journals.kind like 'credit_left%'
) and transfers.id = cause.id
left join payments on payments.id = coalesce(refunds.payment_id, case
    when journals.kind like 'payment%' or journals.kind = 'payout_extra'
        or journals.kind like 'charge_payment%'
    then cause.id
end)
left join payouts on payouts.id = coalesce(transfers.purpose, payments.purpose, case
    when journals.kind like 'payout%' or journals.kind in ('credit_given_back', 'credit_come_back')
    then cause.id
end)
left join wallet_settlements on wallet_settlements.id = coalesce(transfers.purpose, case
    when journals.kind like 'settlement%' then cause.id
end)
left join link_payments on link_payments.payment_id = payments.id
order by page.journal_id desc
