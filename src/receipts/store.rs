//! The receipts' SQL.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;

use super::receipt::Receipt;
use crate::db;
use crate::db::Pool;
use crate::ids::PaymentId;
use crate::ids::WorkspaceId;
use crate::money::Money;

/// What was booked so long before the last numbered payment has its number: nobody books for longer.
const STRAGGLERS: TimeDelta = TimeDelta::minutes(1);

/// Numbers that are given at once.
const AT_ONCE: i64 = 500;

/// The payments that get a receipt by themselves, by what happens when they are paid: money for
/// something that was asked for by a link or a bill.
const KINDS: [&str; 2] = ["link_paid", "charge_paid"];

/// Numbers a payment, and what was booked before it, in their order.
pub(super) async fn issue(db: &Pool, id: PaymentId, now: DateTime<Utc>) -> sqlx::Result<()> {
    while let Some((workspace, booked_at)) = unnumbered(db, id).await? {
        number(db, workspace, (id, booked_at), now).await?;
    }
    Ok(())
}

/// A payment that has to get a number: whose it is, and since when.
async fn unnumbered(
    db: &Pool,
    id: PaymentId,
) -> sqlx::Result<Option<(WorkspaceId, DateTime<Utc>)>> {
    let found = query!(
        r#"select workspace_id as "workspace: WorkspaceId", happened_at as "booked_at!"
        from payments
        where id = $1 and booked and on_paid->>'kind' = any ($2)
        and not exists (select from receipts where payment_id = payments.id)"#,
        id.as_uuid(),
        &KINDS.map(str::to_owned)[..],
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(|row| (row.workspace, row.booked_at)))
}

/// Gives the next numbers, in one transaction that holds the seller's book.
async fn number(
    db: &Pool,
    workspace: WorkspaceId,
    (id, booked_at): (PaymentId, DateTime<Utc>),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut tx = db::begin(db).await?;
    query!(
        "insert into receipt_books (workspace_id) values ($1) on conflict do nothing",
        workspace.as_uuid(),
    )
    .execute(&mut *tx)
    .await?;
    let numbered_until = query_scalar!(
        "select numbered_until from receipt_books where workspace_id = $1 for update",
        workspace.as_uuid(),
    )
    .fetch_one(&mut *tx)
    .await?;
    let since = numbered_until.map_or(booked_at, |until| until.min(booked_at)) - STRAGGLERS;
    query!(
        "with numbered as (
            insert into receipts (
                payment_id, workspace_id, number, amount, booked_at, issued_at,
                legal_name, national_id, economic_code, address, tax_percent, tax
            )
            select id, $1, last_number + row_number() over (order by happened_at, id),
                amount, happened_at, $5,
                legal_name, national_id, economic_code, address, tax_percent,
                (2 * amount * tax_percent + 100 + tax_percent) / (2 * (100 + tax_percent))
            from (
                select id, amount, happened_at from payments
                where workspace_id = $1 and booked and on_paid->>'kind' = any ($4)
                and happened_at >= $2 and happened_at <= $3
                and not exists (select from receipts where payment_id = payments.id)
                order by happened_at, id
                limit $6
            ) as waiting
            join receipt_books on receipt_books.workspace_id = $1
            left join sellers on sellers.workspace_id = $1
            returning number, booked_at
        )
        update receipt_books
        set last_number = greatest(last_number, (select max(number) from numbered)),
            numbered_until = greatest(numbered_until, (select max(booked_at) from numbered))
        where workspace_id = $1",
        workspace.as_uuid(),
        since,
        booked_at,
        &KINDS.map(str::to_owned)[..],
        now,
        AT_ONCE,
    )
    .execute(&mut *tx)
    .await?;
    tracing::debug!(payment = %id, "receipts were numbered");
    tx.commit().await
}

/// The receipt of a payment, once it has its number.
pub(super) async fn of_payment(db: &Pool, id: PaymentId) -> sqlx::Result<Option<Receipt>> {
    query_as!(
        Receipt,
        r#"select number, amount as "amount: Money", booked_at, legal_name, national_id,
            economic_code, address, tax_percent, tax as "tax: Money"
        from receipts where payment_id = $1"#,
        id.as_uuid(),
    )
    .fetch_optional(db)
    .await
}
