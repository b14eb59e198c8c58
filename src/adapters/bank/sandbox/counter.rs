//! What the pretend bank writes into its book when the merchant calls.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;

use super::super::Order;
use super::super::RefundOrder;
use super::super::ReportLine;
use super::super::UnverifiedLine;
use super::Mood;
use crate::db::Pool;
use crate::money::Money;

/// Writes an order of a terminal down under a reference, if the bank feels like it. Returns how it feels,
/// and the reference.
pub(super) async fn insert(
    db: &Pool,
    order: &Order<'_>,
    (terminal, reference): (&str, &str),
    (now, until): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<(Mood, Option<String>)> {
    let row = query!(
        r#"with felt as (
            select coalesce(
                (select mood from sandbox_bank_moods where terminal = $2), 'well'
            ) as mood
        ), ordered as (
            insert into sandbox_bank_orders
                (reference, terminal, order_number, title, amount, callback, state, started_at,
                expires_at)
            select $1, $2, $3, $4, $5, $6, 'waiting', $7, $8
            from felt
            where mood in ('well', 'lossy', 'unreadable')
            returning reference
        )
        select mood as "mood!: Mood", case when mood = 'repeating' then (
            select reference from sandbox_bank_orders
            where terminal = $2 order by started_at desc limit 1
        ) else (select reference from ordered) end as reference
        from felt"#,
        reference,
        terminal,
        order.number,
        order.title,
        order.amount.as_rials(),
        order.callback,
        now,
        until,
    )
    .fetch_one(db)
    .await?;
    Ok((row.mood, row.reference))
}

/// How the bank feels about a terminal.
pub(super) async fn mood(db: &Pool, terminal: &str) -> sqlx::Result<Mood> {
    let mood = query_scalar!(
        r#"select mood as "mood: Mood" from sandbox_bank_moods where terminal = $1"#,
        terminal,
    );
    Ok(mood.fetch_optional(db).await?.unwrap_or(Mood::Well))
}

/// Writes down that the merchant asked about money that moved.
pub(super) async fn note_verified(
    db: &Pool,
    reference: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update sandbox_bank_orders
        set verified_at = coalesce(verified_at, $2)
        where reference = $1",
        reference,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes down that an order's time is over, so that the bank never says anything else of it.
pub(super) async fn time_out(db: &Pool, reference: &str, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let done = query!(
        "update sandbox_bank_orders
        set state = 'refused', refusal = 'timed_out'
        where reference = $1 and state = 'waiting' and expires_at <= $2",
        reference,
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes the whole of a paid order back, once. `false`: there is nothing to take back.
pub(super) async fn give_back(
    db: &Pool,
    reference: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "update sandbox_bank_orders
        set given_back_at = coalesce(given_back_at, $2)
        where reference = $1 and state = 'paid' and reversed_at is null
        and not exists (
            select from sandbox_bank_refunds as refunds
            where refunds.reference = sandbox_bank_orders.reference
        )",
        reference,
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives a part or the whole of a paid order back under a name. Each name once, and never more than was
/// paid.
pub(super) async fn refund(
    db: &Pool,
    reference: &str,
    refund: &RefundOrder,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let number = format!("8{:011}", rand::random_range(0..100_000_000_000_u64));
    query!(
        "with taken as (
            select reference, paid_amount from sandbox_bank_orders
            where reference = $2 and state = 'paid' and reversed_at is null
            and given_back_at is null
            for update
        )
        insert into sandbox_bank_refunds (id, reference, amount, number, done_at)
        select $1, reference, $3::bigint, $4, $5 from taken
        where paid_amount >= $3::bigint + (
            select coalesce(sum(refunds.amount), 0) from sandbox_bank_refunds as refunds
            where refunds.reference = $2
        )
        on conflict (id) do nothing",
        refund.id,
        reference,
        refund.amount.as_rials(),
        number,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The number of a refund that was given.
pub(super) async fn refund_number(db: &Pool, refund: &RefundOrder) -> sqlx::Result<Option<String>> {
    query_scalar!("select number from sandbox_bank_refunds where id = $1", refund.id)
        .fetch_optional(db)
        .await
}

/// What moved between two moments: what was paid, what went back, and what was taken back.
pub(super) async fn movements(
    db: &Pool,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<Vec<ReportLine>> {
    query_as!(
        ReportLine,
        r#"select order_number as "order_number!", bank_number as "bank_number!",
            amount as "amount!: Money", at as "at!"
        from (
            select order_number, bank_number, paid_amount as amount, paid_at as at
            from sandbox_bank_orders where verified_at is not null
            union all
            select order_number, bank_number, -paid_amount, coalesce(given_back_at, reversed_at)
            from sandbox_bank_orders where verified_at is not null
            union all
            select order_number, refunds.number, -refunds.amount, done_at
            from sandbox_bank_refunds as refunds join sandbox_bank_orders using (reference)
        ) as movements
        where at >= $1 and at < $2
        order by at"#,
        from,
        until,
    )
    .fetch_all(db)
    .await
}

/// What was paid at a terminal and never asked about, oldest first; at most a hundred.
pub(super) async fn unverified(db: &Pool, terminal: &str) -> sqlx::Result<Vec<UnverifiedLine>> {
    query_as!(
        UnverifiedLine,
        r#"select reference, paid_amount as "amount: Money", null as callback
        from sandbox_bank_orders
        where terminal = $1 and state = 'paid' and verified_at is null and reversed_at is null
        order by started_at
        limit 100"#,
        terminal,
    )
    .fetch_all(db)
    .await
}
