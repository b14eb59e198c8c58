with chosen as (
    select id from links
    where workspace_id = $1 and ($2::uuid is null or id = $2) and ($2 is not null or created_at >= $3)
    order by created_at desc
    limit 20000
), steps as (
    select told.sent_at, told.delivered_at, paying.bank_at, paying.back_at, paying.paid_at,
        -- Whoever has pressed the button has opened the page; a program that presses is nobody until
        -- its payer comes back or pays.
        least(link_views.first_person_at, paying.begun_at) as opened_at,
        coalesce(link_views.machines, 0) as machines
    from chosen
    left join link_views on link_views.link_id = chosen.id
    cross join lateral (
        select min(handed_at) as sent_at,
            min(changed_at) filter (where state = 'delivered') as delivered_at
        from notices
        where about = chosen.id and kind = 'payment_asked' and handed_at is not null
    ) as told
    cross join lateral (
        select min(payments.opened_at) as begun_at,
            min(payment_log.at) filter (where to_status = 'sent') as bank_at,
            min(payment_log.at) filter (where by = 'return') as back_at,
            min(payments.paid_at) filter (where payments.booked) as paid_at
        from payments
        left join link_payments on link_payments.payment_id = payments.id
        left join payment_log on payment_log.payment_id = payments.id
        where payments.purpose = chosen.id
        and (
            link_payments.by_machine is not true or payments.booked
            or exists (
                select from payment_log as back
                where back.payment_id = payments.id and back.by = 'return'
            )
        )
    ) as paying
)
select count(*) as "links!",
    count(sent_at) as "sent!",
    count(delivered_at) as "delivered!",
    count(opened_at) as "opened!",
    count(bank_at) as "at_bank!",
    count(back_at) as "came_back!",
    count(paid_at) as "paid!",
    coalesce(sum(machines), 0)::bigint as "machines!",
    extract(epoch from percentile_disc(0.5) within group (order by delivered_at - sent_at)
        filter (where delivered_at >= sent_at))::bigint as to_delivered,
    extract(epoch from percentile_disc(0.5) within group (order by opened_at - sent_at)
        filter (where opened_at >= sent_at))::bigint as to_opened,
    extract(epoch from percentile_disc(0.5) within group (order by bank_at - opened_at)
        filter (where bank_at >= opened_at))::bigint as to_bank,
    extract(epoch from percentile_disc(0.5) within group (order by back_at - bank_at)
        filter (where back_at >= bank_at))::bigint as to_back,
    extract(epoch from percentile_disc(0.5) within group (order by paid_at - bank_at)
        filter (where paid_at >= bank_at))::bigint as to_paid
from steps
