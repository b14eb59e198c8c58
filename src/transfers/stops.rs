//! Stops: while one stands, nothing is sent. People set them, and the machine does when a rail falls
//! silent too often; only people lift them.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;

use super::Transfer;
use super::store;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::db::Pool;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;

/// More silences than this, within [`SILENCE_TIME`], stop a rail (`money.md` E5).
const SILENCES_MAX: i64 = 3;
const SILENCE_TIME: TimeDelta = TimeDelta::minutes(10);

/// The scope of a stop of everything.
pub(super) const ALL: &str = "all";

/// A stop.
#[derive(Debug)]
pub struct Stop {
    /// `all`, a rail's name or a workspace's id.
    pub scope: String,
    /// What a workspace is called.
    pub workspace: Option<String>,
    /// Why, in a sentence.
    pub reason: String,
    /// Since when.
    pub stopped_at: DateTime<Utc>,
}

/// The stops that stand.
pub async fn stops(db: &Pool) -> sqlx::Result<Vec<Stop>> {
    query_as!(
        Stop,
        r#"select scope, workspaces.name as "workspace?", reason, stopped_at from transfer_stops
        left join workspaces on workspaces.id::text = scope
        order by stopped_at limit 100"#
    )
    .fetch_all(db)
    .await
}

/// A workspace whose money goes out.
#[derive(Debug)]
pub struct Sender {
    /// The workspace.
    pub id: WorkspaceId,
    /// What it is called.
    pub name: String,
}

/// The workspaces of the newest transfers; at most a hundred.
pub async fn senders(db: &Pool) -> sqlx::Result<Vec<Sender>> {
    query_as!(
        Sender,
        "select id, name from workspaces
        join (
            select workspace_id, max(planned_at) as newest from transfers group by workspace_id
        ) as sending on workspace_id = id
        order by newest desc
        limit 100"
    )
    .fetch_all(db)
    .await
}

/// Stops all transfers of a scope. Nothing changes when they are stopped already.
pub async fn stop(
    db: &Pool,
    scope: &str,
    reason: &str,
    by: Option<MemberId>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into transfer_stops (scope, reason, stopped_by, stopped_at)
        values ($1, left($2, 200), $3, $4)
        on conflict (scope) do nothing",
        scope,
        reason,
        by.map(MemberId::as_uuid),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Lifts a stop. `false`: there is none.
pub async fn lift(db: &Pool, scope: &str) -> sqlx::Result<bool> {
    let done = query!("delete from transfer_stops where scope = $1", scope).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

/// Whether a stop stands in the way of a transfer.
pub(super) async fn stands(db: &Pool, transfer: &Transfer) -> sqlx::Result<bool> {
    stand(db, transfer.workspace, &transfer.rail).await
}

/// Whether a stop stands in the way of a workspace's money over a rail, or inside payments at a gateway.
pub(super) async fn stand(
    db: impl PgExecutor<'_>,
    workspace: WorkspaceId,
    way: &str,
) -> sqlx::Result<bool> {
    let scopes = [ALL.to_owned(), way.to_owned(), workspace.to_string()];
    let stands = query_scalar!(
        r#"select exists (select from transfer_stops where scope = any($1)) as "stands!""#,
        &scopes,
    );
    stands.fetch_one(db).await
}

/// Stops a rail that has been silent too often of late.
pub(super) async fn after_silence(app: &App, rail: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    let db = &app.back_db;
    if store::silences_since(db, rail, now - SILENCE_TIME).await? <= SILENCES_MAX {
        return Ok(());
    }
    let reason = "the rail was silent about more than three transfers within ten minutes";
    stop(db, rail, reason, None, now).await?;
    alarms::raise(db, Kind::TransfersStopped, rail, reason, now).await
}
