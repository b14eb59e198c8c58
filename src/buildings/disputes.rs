//! Items that somebody says are not owed as they stand. While that is open they are owed all the same,
//! but nobody is reminded of them.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;

use crate::acts;
use crate::acts::Act;
use crate::db;
use crate::db::Pool;
use crate::ids::ChargeId;
use crate::ids::DisputeId;
use crate::ids::MemberId;

/// What is said against an item.
#[derive(Clone, Debug)]
pub(super) struct Dispute {
    pub(super) reason: String,
    pub(super) opened_by: String,
    pub(super) opened_at: DateTime<Utc>,
}

/// What is said against an item now; `None`: nothing.
pub(super) async fn of_item(db: &Pool, charge: ChargeId) -> sqlx::Result<Option<Dispute>> {
    query_as!(
        Dispute,
        "select reason, members.name as opened_by, opened_at
        from charge_disputes
        join members on members.id = charge_disputes.opened_by
        where charge_id = $1 and closed_at is null",
        charge.as_uuid(),
    )
    .fetch_optional(db)
    .await
}

/// Writes down what is said against an item. While something is, nothing is added.
pub(super) async fn open(
    db: &Pool,
    (charge, member): (ChargeId, MemberId),
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into charge_disputes (id, charge_id, reason, opened_by, opened_at)
        values ($1, $2, $3, $4, $5)
        on conflict do nothing",
        DisputeId::new(now).as_uuid(),
        charge.as_uuid(),
        reason,
        member.as_uuid(),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// It is settled: the item is asked for again.
pub(super) async fn close(
    db: &Pool,
    (charge, member): (ChargeId, MemberId),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut tx = db::begin(db).await?;
    let done = query!(
        "update charge_disputes set closed_by = $2, closed_at = $3
        where charge_id = $1 and closed_at is null",
        charge.as_uuid(),
        member.as_uuid(),
        now,
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 1 {
        acts::note(&mut tx, Act::DisputeClosed, (charge.as_uuid(), ""), now).await?;
    }
    tx.commit().await
}
