//! An expired link and somebody who would like to pay it all the same: they ask with one button, and
//! the merchant grants it with another.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;
use sqlx::query_scalar;

use super::Link;
use super::LinkError;
use super::Standing;
use super::edits;
use super::invitations;
use super::store;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::ids::LinkId;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::locale::Voice;
use crate::queue;
use crate::queue::Job;

/// How much more time a granted link gets.
pub(super) const GRANTED: TimeDelta = TimeDelta::days(3);

/// Writes down that somebody would like to pay. Asked twice is asked once, and heard anew: what nobody
/// granted in time has left the merchant's start page.
pub async fn wish(db: &Pool, link: &Link, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!(
        "insert into link_wishes (link_id, wished_at) values ($1, $2)
        on conflict (link_id) do update set wished_at = excluded.wished_at,
            granted_at = null, granted_by = null",
        link.id.as_uuid(),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// When somebody asked for more time and has not got it.
pub(super) async fn open_wish(db: &Pool, link: LinkId) -> sqlx::Result<Option<DateTime<Utc>>> {
    query_scalar!(
        "select wished_at from link_wishes where link_id = $1 and granted_at is null",
        link.as_uuid(),
    )
    .fetch_optional(db)
    .await
}

/// Opens the link again and sends it to whom it was made for.
pub(super) async fn grant(
    app: &App,
    (link, workspace): (LinkId, WorkspaceId),
    member: MemberId,
    v: &Voice,
) -> Result<(), LinkError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let link = store::lock(&mut tx, link, workspace).await?.ok_or(LinkError::NotFound)?;
    if link.standing(now) != Standing::Expired {
        return Err(LinkError::NotOpen);
    }
    query!(
        "update link_wishes set granted_at = $2, granted_by = $3 where link_id = $1",
        link.id.as_uuid(),
        now,
        member.as_uuid(),
    )
    .execute(&mut *tx)
    .await?;
    let until = now + GRANTED;
    edits::prolong(&mut tx, &link, (member, until), v).await?;
    let link = Link { expires_at: Some(until), ..link };
    if let Some(until) = link.open_until() {
        queue::add_at(&mut tx, &Job::LinkExpired { link: link.id }, until, now).await?;
    }
    for channel in [super::Channel::Sms, super::Channel::Email] {
        invitations::write(&mut tx, &link, &link.payer, (channel, None), now).await?;
    }
    acts::note(&mut tx, Act::LinkRenewed, (link.id.as_uuid(), &link.title), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}
