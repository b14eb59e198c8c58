//! The SQL of refunds.

use chrono::DateTime;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;

use super::NewRefund;
use super::Refund;
use super::returning::Way;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::ids::PaymentId;
use crate::ids::RefundId;
use crate::ids::WorkspaceId;
use crate::money::Money;

/// The refunds of a payment, the oldest first.
pub async fn refunds_of(db: &Pool, payments: &[PaymentId]) -> sqlx::Result<Vec<Refund>> {
    let payments: Vec<_> = payments.iter().map(|payment| payment.as_uuid()).collect();
    query_as!(
        Refund,
        r#"select refunds.id as "id: RefundId", payment_id as "payment: PaymentId",
            amount as "amount: Money", by_reversal, fee as "fee: Money", reason, members.name as asked_by, asked_at, done_at, refused_at, refusal
        from refunds
        join members on members.id = asked_by
        where payment_id = any($1)
        order by asked_at, refunds.id"#,
        &payments,
    )
    .fetch_all(db)
    .await
}

/// One refund.
pub async fn refund_by_id(db: &Pool, id: RefundId) -> sqlx::Result<Option<Refund>> {
    query_as!(
        Refund,
        r#"select refunds.id as "id: RefundId", payment_id as "payment: PaymentId",
            amount as "amount: Money", by_reversal, fee as "fee: Money", reason, members.name as asked_by, asked_at, done_at, refused_at, refusal
        from refunds
        join members on members.id = asked_by
        where refunds.id = $1"#,
        id.as_uuid(),
    )
    .fetch_optional(db)
    .await
}

/// What of a payment went back, or is about to, because its merchant said so.
pub(super) async fn asked_back(db: impl PgExecutor<'_>, id: PaymentId) -> sqlx::Result<Money> {
    query_scalar!(
        r#"select coalesce(sum(amount), 0)::bigint as "sum!: Money" from refunds
        where payment_id = $1 and refused_at is null"#,
        id.as_uuid(),
    )
    .fetch_one(db)
    .await
}

/// Locks a payment of a workspace. `false`: it has none such.
pub(super) async fn lock(
    tx: &mut Tx,
    payment: PaymentId,
    workspace: WorkspaceId,
) -> sqlx::Result<bool> {
    let found = query!(
        "select from payments where id = $1 and workspace_id = $2 for no key update",
        payment.as_uuid(),
        workspace.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(found.is_some())
}

/// On what terms a refund was asked for.
pub(super) async fn terms(tx: &mut Tx, id: RefundId) -> sqlx::Result<Option<(PaymentId, Money)>> {
    let found = query!(
        r#"select payment_id as "payment: PaymentId", amount as "amount: Money" from refunds
        where id = $1"#,
        id.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(found.map(|row| (row.payment, row.amount)))
}

/// Writes a refund down.
pub(super) async fn insert(
    tx: &mut Tx,
    new: &NewRefund,
    (way, fee, by): (Way, Money, MemberId),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into refunds (id, payment_id, amount, by_reversal, fee, reason, asked_by, asked_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)",
        new.id.as_uuid(),
        new.payment.as_uuid(),
        new.amount.as_rials(),
        way == Way::Reversal,
        fee.as_rials(),
        new.reason.as_deref(),
        by.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether another refund of the same payment was asked for before and has not ended. They are given one
/// after another, so that what a gateway says to have gone back in all tells which of them did.
pub(super) async fn waits_for_another(db: &Pool, refund: &Refund) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from refunds
            where payment_id = $1 and done_at is null and refused_at is null
                and (asked_at, id) < ($2, $3)
        ) as "waits!""#,
        refund.payment.as_uuid(),
        refund.asked_at,
        refund.id.as_uuid(),
    )
    .fetch_one(db)
    .await
}

/// Writes how a refund ended: done, or refused and why. `false`: it had ended before.
pub(super) async fn end(
    tx: &mut Tx,
    id: RefundId,
    refusal: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let ended = query!(
        "update refunds
        set done_at = case when $2::text is null then $3::timestamptz end,
            refused_at = case when $2::text is not null then $3::timestamptz end,
            refusal = nullif(left($2, 100), '')
        where id = $1 and done_at is null and refused_at is null",
        id.as_uuid(),
        refusal,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(ended.rows_affected() == 1)
}
