//! The suppliers' SQL.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;

use super::Contact;
use super::NewSupplierPayout;
use crate::buildings::Fund;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::ExpenseId;
use crate::ids::MemberId;
use crate::ids::PayoutId;
use crate::mobile::Mobile;
use crate::money::Money;

/// Whether a payout for an expense was made and not ended.
pub(in crate::buildings) async fn is_paid_for(
    db: impl PgExecutor<'_>,
    expense: ExpenseId,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from expense_payouts
            where expense_id = $1
            and not exists (
                select from payout_endings
                where payout_endings.payout_id = expense_payouts.payout_id
            )
        ) as "is!""#,
        expense.as_uuid(),
    )
    .fetch_one(db)
    .await
}

/// The same for one month of it.
pub(super) async fn is_month_paid_for(
    tx: &mut Tx,
    (expense, period): (ExpenseId, i32),
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from expense_payouts
            where expense_id = $1 and period = $2
            and not exists (
                select from payout_endings
                where payout_endings.payout_id = expense_payouts.payout_id
            )
        ) as "is!""#,
        expense.as_uuid(),
        period,
    )
    .fetch_one(&mut **tx)
    .await
}

/// Whether a payout is the one that a form made for a month of an expense before.
pub(super) async fn is_same(tx: &mut Tx, new: &NewSupplierPayout) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from expense_payouts where payout_id = $1 and expense_id = $2 and period = $3
        ) as "is!""#,
        new.id.as_uuid(),
        new.expense.as_uuid(),
        new.period,
    )
    .fetch_one(&mut **tx)
    .await
}

pub(super) async fn insert(
    tx: &mut Tx,
    (member, new, fund): (MemberId, &NewSupplierPayout, Fund),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into expense_payouts (payout_id, expense_id, period, fund, asked_by, asked_at)
        values ($1, $2, $3, $4, $5, $6)",
        new.id.as_uuid(),
        new.expense.as_uuid(),
        new.period,
        fund.code(),
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Keeps how a supplier is reached; what was known before is replaced.
pub(super) async fn keep(
    tx: &mut Tx,
    (building, name): (BuildingId, &str),
    (mobile, email): (Option<&Mobile>, Option<&str>),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into suppliers (building_id, name, mobile, email, kept_at)
        values ($1, $2, $3, $4, $5)
        on conflict (building_id, name) do update
        set mobile = excluded.mobile, email = excluded.email, kept_at = excluded.kept_at",
        building.as_uuid(),
        name,
        mobile.map(Mobile::as_str),
        email,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How a supplier was reached the last time.
pub(in crate::buildings) async fn known(
    db: &Pool,
    building: BuildingId,
    name: &str,
) -> sqlx::Result<Option<Contact>> {
    query_as!(
        Contact,
        r#"select mobile as "mobile: Mobile", email from suppliers
        where building_id = $1 and name = $2"#,
        building.as_uuid(),
        name,
    )
    .fetch_optional(db)
    .await
}

/// The payouts of an expense with the months that they pay, the newest first.
pub(super) async fn of_expense(
    db: &Pool,
    expense: ExpenseId,
) -> sqlx::Result<Vec<(PayoutId, i32)>> {
    let rows = query!(
        "select payout_id, period from expense_payouts
        where expense_id = $1 order by asked_at desc, payout_id desc",
        expense.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.payout_id.into(), row.period)).collect())
}

/// For which building's fund a payout is; `None`: it pays no expense.
pub(in crate::buildings) async fn of_payout(
    tx: &mut Tx,
    payout: PayoutId,
) -> sqlx::Result<Option<(BuildingId, Fund)>> {
    let row = query!(
        r#"select building_id, fund as "fund: Fund" from expense_payouts
        join expenses on expenses.id = expense_id
        where payout_id = $1"#,
        payout.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| (row.building_id.into(), row.fund)))
}

/// What sending money to suppliers cost a building, by the day on which it left.
pub(in crate::buildings) async fn fees(
    db: impl PgExecutor<'_>,
    building: BuildingId,
) -> sqlx::Result<Vec<(NaiveDate, Money)>> {
    let rows = query!(
        r#"select (settled_at at time zone 'Asia/Tehran')::date as "day!", fee as "fee: Money"
        from transfers
        join expense_payouts on payout_id = purpose
        join expenses on expenses.id = expense_id
        where building_id = $1 and transfers.status = 'settled' and fee <> 0"#,
        building.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.day, row.fee)).collect())
}
