//! Who has opened a payer's page. People and programs are counted apart, without cookie, address or
//! name; the counting is written down in one statement for all links, after the page was answered.

use std::time::Duration;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;

use super::Link;
use crate::app::App;
use crate::db::Pool;
use crate::web::robots::Looker;

/// Looks are gathered for this long before they are written down.
const GATHERED: Duration = Duration::from_secs(2);

/// How long it is kept who looked (`money.md` E13).
const KEPT: TimeDelta = TimeDelta::days(30);

/// Counts a look at a link. It is written down a moment later, not by whoever looks.
pub(super) fn note(app: &App, link: &Link, looker: Looker, now: DateTime<Utc>) {
    if app.sightings.count(link.id.as_uuid(), looker == Looker::Person, now) {
        let app = app.clone();
        tokio::spawn(async move {
            tokio::time::sleep(GATHERED).await;
            if let Err(error) = write_views(&app).await {
                tracing::warn!(%error, "who looked at links could not be written down");
            }
        });
    }
}

/// Writes down the looks that were counted since the last time.
pub async fn write_views(app: &App) -> sqlx::Result<()> {
    let looks = app.sightings.take();
    if looks.is_empty() {
        return Ok(());
    }
    let mut looks: Vec<_> = looks.into_iter().collect();
    // Two instances write in the same order, so neither waits for the other for ever.
    looks.sort_unstable_by_key(|(link, _)| *link);
    let column = |of: fn(&crate::sightings::Looks) -> i32| -> Vec<i32> {
        looks.iter().map(|(_, looks)| of(looks)).collect()
    };
    let links: Vec<_> = looks.iter().map(|(link, _)| *link).collect();
    let first: Vec<_> = looks.iter().map(|(_, looks)| looks.first_person).collect();
    let last_person: Vec<_> = looks.iter().map(|(_, looks)| looks.last_person).collect();
    let last: Vec<_> = looks.iter().map(|(_, looks)| looks.last).collect();
    query!(
        "insert into link_views as kept (
            link_id, persons, machines, first_person_at, last_person_at, last_at
        )
        select looks.* from unnest(
            $1::uuid[], $2::integer[], $3::integer[], $4::timestamptz[], $5::timestamptz[],
            $6::timestamptz[]
        ) as looks
        on conflict (link_id) do update
        set persons = kept.persons + excluded.persons,
            machines = kept.machines + excluded.machines,
            first_person_at = coalesce(kept.first_person_at, excluded.first_person_at),
            last_person_at = coalesce(excluded.last_person_at, kept.last_person_at),
            last_at = greatest(kept.last_at, excluded.last_at)",
        &links,
        &column(|looks| looks.persons),
        &column(|looks| looks.machines),
        &first as _,
        &last_person as _,
        &last,
    )
    .execute(&app.back_db)
    .await?;
    Ok(())
}

/// Forgets when links were looked at last; that they were stays as a number.
pub(super) async fn forget_views(db: &Pool, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!(
        "update link_views set last_person_at = null
        where last_at < $1 and last_person_at is not null",
        now - KEPT,
    )
    .execute(db)
    .await?;
    Ok(())
}
