//! What holds a planned transfer back: stops, the first day of a workspace, the limit of a day, and who
//! waits longer for our money at the rail (`money.md` E5).

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query_scalar;

use super::Transfer;
use super::TransferError;
use super::stops;
use super::store;
use crate::app::App;
use crate::db::Pool;
use crate::ids::WorkspaceId;
use crate::locale::Jalali;
use crate::money::Money;

/// What waits for money, for a busy rail or for a stop to be lifted is tried again after this.
pub(super) const WAIT: TimeDelta = TimeDelta::minutes(1);

/// Until when a transfer waits, by what can be known before it is claimed; `None`: it may go.
pub(super) async fn held_until(
    app: &App,
    transfer: &Transfer,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, TransferError> {
    let db = &app.back_db;
    if stops::stands(db, transfer).await? {
        store::waits_no_more(db, transfer.id).await?;
        return Ok(Some(now + WAIT));
    }
    let begins = begins(app, transfer.workspace).await?;
    if now < begins {
        return Ok(Some(begins));
    }
    if !store::somebody_waits_longer(db, transfer).await? {
        return Ok(None);
    }
    // It stands in line from now on, so that nobody who was planned later goes before it.
    store::stands_in_line(db, transfer.id, now).await?;
    Ok(Some(now + WAIT))
}

/// From when on a workspace's money may leave the house: a new one cools off first, so that who
/// collects with stolen cards is found out before the money is gone.
pub(super) async fn begins(app: &App, workspace: WorkspaceId) -> sqlx::Result<DateTime<Utc>> {
    begins_in(&app.back_db, app, workspace).await
}

/// The same, as the caller's transaction sees it.
pub(super) async fn begins_in(
    db: impl PgExecutor<'_>,
    app: &App,
    workspace: WorkspaceId,
) -> sqlx::Result<DateTime<Utc>> {
    let cool_off = app.config.money_out.cool_off(app.config.app_env);
    if cool_off.is_zero() {
        return Ok(DateTime::<Utc>::MIN_UTC);
    }
    let opened_at =
        query_scalar!("select opened_at from workspaces where id = $1", workspace.as_uuid());
    Ok(opened_at.fetch_one(db).await? + cool_off)
}

/// How much of a workspace's money went out on the day of a moment (Tehran), or is about to.
pub(super) async fn sent_today(
    db: &Pool,
    workspace: WorkspaceId,
    now: DateTime<Utc>,
) -> sqlx::Result<Money> {
    store::sent_since(db, workspace, Jalali::of(now).start()).await
}
