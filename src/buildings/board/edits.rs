//! An announcement is worded anew while it stands. How it stood before is kept, and whoever reads it sees that
//! it was changed.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;

use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::building::today;
use crate::db;
use crate::db::Pool;
use crate::ids::AnnouncementId;
use crate::ids::BuildingId;
use crate::ids::MemberId;

/// What an announcement is to say from now on. Whom it is for does not change: they were told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewWording {
    /// The heading.
    pub title: String,
    /// What it says, in lines.
    pub words: String,
    /// Whether it stays above the others, also for who has read it.
    pub is_pinned: bool,
    /// The last day on which it is shown; `None`: until it is taken down.
    pub until: Option<NaiveDate>,
}

/// An announcement as it stood before it was worded anew.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Version {
    pub(in crate::buildings) title: String,
    pub(in crate::buildings) words: String,
    pub(in crate::buildings) replaced_by: String,
    pub(in crate::buildings) replaced_at: DateTime<Utc>,
}

/// How an announcement stood before, the newest first.
pub(in crate::buildings) async fn versions(
    db: &Pool,
    id: AnnouncementId,
) -> sqlx::Result<Vec<Version>> {
    query_as!(
        Version,
        "select title, words, members.name as replaced_by, replaced_at from announcement_versions
        join members on members.id = replaced_by
        where announcement_id = $1
        order by place desc",
        id.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// Words an announcement anew, of which somebody has seen so many earlier versions. The same words again
/// change nothing. [`BuildingError::NotFound`]: there is no such announcement;
/// [`BuildingError::NotAsShown`]: it does not stand any more, or was worded anew meanwhile.
pub async fn edit(
    app: &App,
    (building, member): (BuildingId, MemberId),
    (id, seen): (AnnouncementId, usize),
    new: &NewWording,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let row = query!(
        r#"select title, words, is_pinned, until, ended_at,
            (select count(*) from announcement_versions where announcement_id = $2) as "before!"
        from announcements where id = $2 and building_id = $1
        for update"#,
        building.as_uuid(),
        id.as_uuid(),
    );
    let old = row.fetch_optional(&mut *tx).await?.ok_or(BuildingError::NotFound)?;
    let wording = NewWording {
        title: old.title,
        words: old.words,
        is_pinned: old.is_pinned,
        until: old.until,
    };
    if wording == *new {
        return Ok(());
    }
    let is_as_shown = usize::try_from(old.before).is_ok_and(|before| before == seen);
    if !is_as_shown || !super::stands((old.until, old.ended_at), today(now)) {
        return Err(BuildingError::NotAsShown);
    }
    query!(
        "insert into announcement_versions
            (announcement_id, place, title, words, is_pinned, until, replaced_by, replaced_at)
        select id, $2::bigint::integer + 1, title, words, is_pinned, until, $3, $4
        from announcements where id = $1",
        id.as_uuid(),
        old.before,
        member.as_uuid(),
        now,
    )
    .execute(&mut *tx)
    .await?;
    query!(
        "update announcements
        set title = $2, words = $3, is_pinned = $4, until = $5, edited_at = $6
        where id = $1",
        id.as_uuid(),
        new.title,
        new.words,
        new.is_pinned,
        new.until,
        now,
    )
    .execute(&mut *tx)
    .await?;
    acts::note(&mut tx, Act::AnnouncementEdited, (id.as_uuid(), &new.title), now).await?;
    tx.commit().await?;
    Ok(())
}
