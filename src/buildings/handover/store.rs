//! The SQL of hand-overs that were brought.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Handed;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::TakeoverId;
use crate::ids::WorkspaceId;
use crate::web::tables;

/// A hand-over that was brought.
pub(super) struct Kept {
    pub(super) bytes: Vec<u8>,
    pub(super) building: Option<BuildingId>,
}

/// Keeps a hand-over to be looked at, and gives its name; the same file has one. What was looked at before and not
/// taken over is let go.
pub(in crate::buildings) async fn keep(
    db: &Pool,
    (workspace, member): (WorkspaceId, MemberId),
    (handed, bytes): (&Handed, &[u8]),
    now: DateTime<Utc>,
) -> sqlx::Result<TakeoverId> {
    let digest = tables::digest(bytes);
    let mut tx = db::begin(db).await?;
    query!(
        "delete from building_takeovers
        where workspace_id = $1 and building_id is null and digest <> $2",
        workspace.as_uuid(),
        digest.as_slice(),
    )
    .execute(&mut *tx)
    .await?;
    query!(
        "insert into building_takeovers
            (id, workspace_id, digest, bytes, brought_by, brought_at, source_id)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (workspace_id, digest) do nothing",
        TakeoverId::new(now).as_uuid(),
        workspace.as_uuid(),
        digest.as_slice(),
        bytes,
        member.as_uuid(),
        now,
        handed.building.id,
    )
    .execute(&mut *tx)
    .await?;
    let id = query_scalar!(
        "select id from building_takeovers where workspace_id = $1 and digest = $2",
        workspace.as_uuid(),
        digest.as_slice(),
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(id.into())
}

pub(super) async fn one(
    db: &Pool,
    (workspace, id): (WorkspaceId, TakeoverId),
) -> sqlx::Result<Option<Kept>> {
    let row = query!(
        "select bytes, building_id from building_takeovers where workspace_id = $1 and id = $2",
        workspace.as_uuid(),
        id.as_uuid(),
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Kept { bytes: row.bytes, building: row.building_id.map(BuildingId::from) }))
}

/// The file by which a building came.
pub(in crate::buildings) async fn file_of(
    db: &Pool,
    building: BuildingId,
) -> sqlx::Result<Option<Vec<u8>>> {
    query_scalar!(
        "select bytes from building_takeovers where building_id = $1",
        building.as_uuid(),
    )
    .fetch_optional(db)
    .await
}

/// Holds a hand-over, so that it becomes one building, and gives the one that it is.
pub(super) async fn lock(tx: &mut Tx, id: TakeoverId) -> sqlx::Result<Option<BuildingId>> {
    let there = query_scalar!(
        "select building_id from building_takeovers where id = $1 for no key update",
        id.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(there.flatten().map(BuildingId::from))
}

/// Whether a building is in a workspace, made there or come from elsewhere before. Workspaces take over one
/// building after the other.
pub(super) async fn is_here(
    tx: &mut Tx,
    workspace: WorkspaceId,
    source: Uuid,
) -> sqlx::Result<bool> {
    query!("select id from workspaces where id = $1 for no key update", workspace.as_uuid())
        .fetch_optional(&mut **tx)
        .await?;
    query_scalar!(
        r#"select exists (
            select from buildings where workspace_id = $1 and id = $2
        ) or exists (
            select from building_takeovers
            where workspace_id = $1 and source_id = $2 and building_id is not null
        ) as "is!""#,
        workspace.as_uuid(),
        source,
    )
    .fetch_one(&mut **tx)
    .await
}

/// Whether a hand-over was not taken over before.
pub(super) async fn mark(
    tx: &mut Tx,
    (id, member): (TakeoverId, MemberId),
    building: BuildingId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "update building_takeovers set building_id = $2, taken_over_by = $3, taken_over_at = $4
        where id = $1 and building_id is null",
        id.as_uuid(),
        building.as_uuid(),
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}
