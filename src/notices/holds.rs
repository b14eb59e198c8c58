//! Holds: a workspace of whose requests so many fail or offend that somebody seems to try numbers out
//! (`money.md` E11) sends no more of them until a person of the house has looked.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;

use super::handing::Waiting;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::db::Pool;
use crate::ids;
use crate::ids::WorkspaceId;

/// Fewer requests than this say nothing.
const SENT_MIN: i64 = 20;

/// So many of a hundred may fail.
const FAILED_PERCENT_MAX: i64 = 30;

/// The time that is looked back.
const LOOK_BACK: TimeDelta = TimeDelta::days(1);

/// Holds the workspace of a request that failed, when too many do.
pub(super) async fn consider(app: &App, waiting: &Waiting) -> sqlx::Result<()> {
    let is_unasked = waiting.message.class().is_unasked();
    let Some(workspace) = waiting.workspace.filter(|_| is_unasked) else { return Ok(()) };
    let now = app.clock.now();
    // Failures before the last release were looked at.
    let counted = query!(
        r#"select count(*) as "sent!", count(*) filter (where state = 'failed') as "failed!"
        from notices
        where workspace_id = $1 and channel = 'sms' and handed_at > greatest($2, (
            select max(released_at) from message_holds where workspace_id = $1
        ))
        and kind in ('payment_asked', 'payment_reminded', 'announced')"#,
        workspace.as_uuid(),
        now - LOOK_BACK,
    );
    let counted = counted.fetch_one(&app.back_db).await?;
    let bearable = counted.sent * FAILED_PERCENT_MAX;
    if counted.sent < SENT_MIN || counted.failed * 100 < bearable {
        return Ok(());
    }
    let done = query!(
        "insert into message_holds (id, workspace_id, sent, failed, since)
        values ($1, $2, $3, $4, $5)
        on conflict (workspace_id) where released_at is null do nothing",
        ids::at(now),
        workspace.as_uuid(),
        counted.sent,
        counted.failed,
        now,
    );
    if done.execute(&app.back_db).await?.rows_affected() == 1 {
        let detail = format!("{} of {} requests by SMS failed", counted.failed, counted.sent);
        alarms::raise(&app.back_db, Kind::MessagesHeld, workspace, &detail, now).await?;
    }
    Ok(())
}

/// Lets the requests of a workspace go again. `false`: they were not held.
pub async fn release(db: &Pool, workspace: WorkspaceId, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let done = query!(
        "update message_holds set released_at = $2
        where workspace_id = $1 and released_at is null",
        workspace.as_uuid(),
        now,
    );
    Ok(done.execute(db).await?.rows_affected() == 1)
}
