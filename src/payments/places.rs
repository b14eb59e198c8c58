//! The payments of a workspace in the order of its lists, a page at a time.

use std::collections::HashMap;

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use uuid::Uuid;

use super::Payment;
use super::store;
use crate::db::Pool;
use crate::ids::PaymentId;
use crate::ids::WorkspaceId;
use crate::web::paging::After;

/// Payments of a workspace, and of one purpose if one is named, with the moments under which they stand
/// in lists; the newest first.
pub(super) async fn of_workspace(
    db: &Pool,
    (workspace, purpose): (WorkspaceId, Option<Uuid>),
    after: Option<After>,
    limit: usize,
) -> sqlx::Result<Vec<(Payment, DateTime<Utc>)>> {
    let places = query!(
        r#"select id as "id: PaymentId", happened_at from payments
        where workspace_id = $1 and ($2::uuid is null or purpose = $2)
        and ($3::timestamptz is null or (happened_at, id) < ($3, $4))
        order by happened_at desc, id desc
        limit $5"#,
        workspace.as_uuid(),
        purpose,
        after.map(|after| after.at),
        after.map(|after| after.id),
        i64::try_from(limit).unwrap_or(i64::MAX),
    )
    .fetch_all(db)
    .await?;
    let ids: Vec<Uuid> = places.iter().map(|place| place.id.as_uuid()).collect();
    let found = store::by_ids(db, &ids).await?;
    let mut found: HashMap<PaymentId, Payment> =
        found.into_iter().map(|payment| (payment.id, payment)).collect();
    let rows = places.into_iter();
    Ok(rows.filter_map(|place| Some((found.remove(&place.id)?, place.happened_at))).collect())
}
