//! The SQL of the notice board.

use std::collections::HashSet;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;

use super::Audience;
use super::NewAnnouncement;
use crate::acts;
use crate::acts::Act;
use crate::buildings::building::today;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::AnnouncementId;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::ResidentId;

/// An announcement, as its manager sees it.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Announcement {
    pub(in crate::buildings) id: AnnouncementId,
    pub(in crate::buildings) title: String,
    pub(in crate::buildings) words: String,
    pub(in crate::buildings) audience: Audience,
    pub(in crate::buildings) is_pinned: bool,
    pub(in crate::buildings) until: Option<NaiveDate>,
    /// To how many a message was written.
    pub(in crate::buildings) told: i32,
    pub(in crate::buildings) published_at: DateTime<Utc>,
    pub(in crate::buildings) edited_at: Option<DateTime<Utc>>,
    pub(in crate::buildings) ended_at: Option<DateTime<Utc>>,
    /// How many have read it as it stands.
    pub(in crate::buildings) reads: i64,
}

impl Announcement {
    /// Whether it is shown on a day.
    pub(in crate::buildings) fn stands(&self, today: NaiveDate) -> bool {
        super::stands((self.until, self.ended_at), today)
    }
}

macro_rules! announcements {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Announcement,
            r#"select id, title, words, audience as "audience: Audience", is_pinned, until, told,
                published_at, edited_at, ended_at, (
                    select count(*) from announcement_reads
                    where announcement_id = announcements.id
                    and (edited_at is null or edited_at <= read_at)
                ) as "reads!"
            from announcements "# + $tail
            $(, $argument)*
        )
    };
}

/// What a building was told, the newest first; at most a hundred.
pub(in crate::buildings) async fn of_building(
    db: &Pool,
    building: BuildingId,
) -> sqlx::Result<Vec<Announcement>> {
    announcements!(
        "where building_id = $1 order by published_at desc, id desc limit 100",
        building.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// One of it.
pub(in crate::buildings) async fn one_of_building(
    db: &Pool,
    (building, id): (BuildingId, AnnouncementId),
) -> sqlx::Result<Option<Announcement>> {
    announcements!("where building_id = $1 and id = $2", building.as_uuid(), id.as_uuid())
        .fetch_optional(db)
        .await
}

/// An announcement, as somebody of its audience sees it.
pub(super) struct Shown {
    pub(super) id: AnnouncementId,
    pub(super) title: String,
    pub(super) words: String,
    pub(super) is_pinned: bool,
    pub(super) until: Option<NaiveDate>,
    pub(super) published_at: DateTime<Utc>,
    pub(super) edited_at: Option<DateTime<Utc>>,
    /// Whether they have read it as it stands.
    pub(super) is_read: bool,
}

/// What stands on the board for somebody, what is pinned first. Who has left is told nothing any more.
pub(super) async fn shown_to(
    db: &Pool,
    resident: ResidentId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Shown>> {
    query_as!(
        Shown,
        r#"select announcements.id, title, words, is_pinned, announcements.until, published_at,
            edited_at, exists (
                select from announcement_reads
                where announcement_id = announcements.id and resident_id = residents.id
                and (edited_at is null or edited_at <= read_at)
            ) as "is_read!"
        from residents
        join announcements on announcements.building_id = residents.building_id
        where residents.id = $1 and ended_at is null
        and (announcements.until is null or $2 <= announcements.until)
        and exists (
            select from occupancies
            where occupancies.resident_id = residents.id and since <= $2
            and (occupancies.until is null or $2 < occupancies.until)
            and audience in ('everybody', case role when 'owner' then 'owners' else 'tenants' end)
        )
        order by is_pinned desc, published_at desc, announcements.id
        limit 100"#,
        resident.as_uuid(),
        today(now),
    )
    .fetch_all(db)
    .await
}

/// Counts that somebody has read what stands there for them. Counted twice is counted once; `false`:
/// nothing of that name stands there.
pub(super) async fn read(
    db: &Pool,
    (resident, id): (ResidentId, AnnouncementId),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    if !shown_to(db, resident, now).await?.iter().any(|shown| shown.id == id) {
        return Ok(false);
    }
    query!(
        "insert into announcement_reads (announcement_id, resident_id, read_at)
        values ($1, $2, $3)
        on conflict (announcement_id, resident_id)
        do update set read_at = greatest(announcement_reads.read_at, excluded.read_at)",
        id.as_uuid(),
        resident.as_uuid(),
        now,
    )
    .execute(db)
    .await?;
    Ok(true)
}

/// Writes an announcement down. `false`: it was written before.
pub(super) async fn insert(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    (new, told): (&NewAnnouncement, usize),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into announcements
            (id, building_id, title, words, audience, is_pinned, until, told, published_by,
                published_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (id) do nothing",
        new.id.as_uuid(),
        building.as_uuid(),
        new.title,
        new.words,
        new.audience.code(),
        new.is_pinned,
        new.until,
        i32::try_from(told).unwrap_or(i32::MAX),
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes an announcement down. `false`: there is none, or it was taken down before.
pub(in crate::buildings) async fn end(
    db: &Pool,
    (building, member): (BuildingId, MemberId),
    id: AnnouncementId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let mut tx = db::begin(db).await?;
    let done = query!(
        "update announcements set ended_at = $4, ended_by = $3
        where id = $2 and building_id = $1 and ended_at is null",
        building.as_uuid(),
        id.as_uuid(),
        member.as_uuid(),
        now,
    )
    .execute(&mut *tx)
    .await?;
    let was_up = done.rows_affected() == 1;
    if was_up {
        acts::note(&mut tx, Act::AnnouncementEnded, (id.as_uuid(), ""), now).await?;
    }
    tx.commit().await?;
    Ok(was_up)
}

pub(super) async fn is_up(db: &Pool, id: AnnouncementId, now: DateTime<Utc>) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from announcements
            where id = $1 and ended_at is null and (until is null or $2 <= until)
        ) as "is_up!""#,
        id.as_uuid(),
        today(now),
    )
    .fetch_one(db)
    .await
}

/// Those of some numbers that want no messages.
pub(super) async fn unwilling(tx: &mut Tx, mobiles: &[String]) -> sqlx::Result<HashSet<String>> {
    let rows = query_scalar!(
        "select recipient from message_refusers where channel = 'sms' and recipient = any($1)",
        mobiles,
    );
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().collect())
}
