//! The statements about messages (`money.md` J and C9).

/// Name, what it says, and the query that returns what breaks it.
pub(super) const STATEMENTS: &[(&str, &str, &str)] = &[
    (
        "J1c",
        "a payer whose number is known gets a receipt once the job is done",
        "select payments.id from payments
        join jobs on jobs.dedup_key = 'link_paid:' || payments.id
        where payments.status = 'confirmed' and jobs.state = 'done'
        and payments.payer_mobile is not null and not exists (
            select from notices
            where dedup_key = 'receipt:' || payments.id || ':sms:' || payments.payer_mobile
        )",
    ),
    (
        "J4",
        "a message that is not over has a job that goes on with it, or a person",
        "select id, state from notices
        where state in ('queued', 'sending') and not exists (
            select from jobs
            where dedup_key = 'deliver:' || notices.id and jobs.state in ('queued', 'dead')
        )",
    ),
    (
        "J5",
        "a code is handed over once at most, and no message more than twice",
        "select id, kind, handovers from notices
        where handovers > case when kind = 'code' then 1 else 2 end",
    ),
    (
        "J6",
        "who wants no requests is handed none",
        "select notices.id from notices
        join message_refusers on message_refusers.channel = notices.channel
            and message_refusers.recipient = notices.recipient
        where message_refusers.reason = 'opted_out'
        and notices.kind in ('payment_asked', 'payment_reminded', 'announced')
        and notices.handed_at > message_refusers.since + interval '1 minute'",
    ),
    (
        "J7",
        "the days have been charged with what messages cost",
        "select charged.rials, costs.rials as cost
        from (
            select coalesce(sum(rials), 0) as rials from message_spending
            where scope = 'house' and day >= ($1::timestamptz - interval '31 days')::date
        ) as charged
        cross join (
            select sum(cost) as rials from notices
            where channel = 'sms' and handed_at > $1::timestamptz - interval '30 days'
        ) as costs
        where charged.rials < costs.rials",
    ),
    (
        "C9",
        "nobody is reminded or told news at night, or reminded after they have paid",
        "select notices.id, handed_at from notices
        where kind in ('payment_reminded', 'announced') and handed_at is not null and (
            extract(hour from handed_at at time zone 'Asia/Tehran') not between 9 and 20
            or exists (
                select from payments
                join links on links.id = payments.purpose
                where payments.purpose = notices.about and links.uses_max = 1
                and payments.use_number is not null
                and payments.paid_at < notices.handed_at - interval '60 seconds'
            )
        )",
    ),
    (
        "C9b",
        "no resident is reminded who had nothing open any more",
        "select notices.id, handed_at from notices
        join residents on residents.id = notices.about
        cross join lateral (select notices.handed_at - interval '60 seconds' as moment) as before
        where kind = 'payment_reminded' and handed_at is not null and not exists (
            select from charges
            join parties on parties.id = charges.party_id
            where parties.resident_id = residents.id
            and (charges.reversed_at is null or charges.reversed_at > before.moment)
            and charges.amount > (
                select coalesce(sum(allocations.amount), 0) from allocations
                where allocations.charge_id = charges.id and allocated_at <= before.moment
                and (released_at is null or released_at > before.moment)
            )
        )",
    ),
];
