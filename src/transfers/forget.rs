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

/// Forgets the accounts of transfers that have been over long enough.
pub async fn forget(app: &App, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!(
        "update transfers set iban = null, holder = null
        where iban is not null and status in ('settled', 'returned', 'refused') and changed_at <= $1",
        now - KEPT,
    )
    .execute(&app.back_db)
    .await?;
    Ok(())
}
