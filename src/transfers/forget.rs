//! Accounts and holders are kept with their transfers no longer than money can go there or come back from there,
//! and people may ask about it (`money.md` E13). The room that planned a transfer keeps the bank and the last four
//! digits for the receipt.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;

use super::transfer::RETURNS;
use crate::app::App;

/// For so long after a transfer came to where it stands.
const KEPT: TimeDelta = TimeDelta::days(90);

/// What a bank may still send back is not forgotten.
const _: () = assert!(RETURNS.num_seconds() < KEPT.num_seconds());

/// Transfers of which that is forgotten in one statement.
const AT_ONCE: i64 = 1_000;

/// Forgets the accounts of transfers that have been over long enough.
pub async fn forget(app: &App, now: DateTime<Utc>) -> sqlx::Result<()> {
    loop {
        let done = query!(
            "update transfers set iban = null, holder = null where id in (
                select id from transfers
                where iban is not null and status in ('settled', 'returned', 'refused')
                and changed_at <= $1 limit $2
            )",
            now - KEPT,
            AT_ONCE,
        )
        .execute(&app.back_db)
        .await?;
        if done.rows_affected() < AT_ONCE.unsigned_abs() {
            return Ok(());
        }
    }
}
