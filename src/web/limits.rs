//! How often something may be done (`money.md` E11): token buckets in the database, so that several
//! instances count together. One statement asks and counts.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::PoisonError;

use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::Response;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::PgConnection;
use sqlx::postgres::types::PgInterval;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Error;
use super::Visit;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::db;
use crate::db::Tx;

/// A limit: `burst` at once, and `burst` again in each `window`.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    name: &'static str,
    burst: i32,
    window: TimeDelta,
}

impl Limit {
    /// A limit with a name of its own.
    pub const fn new(name: &'static str, burst: i32, window: TimeDelta) -> Self {
        Self { name, burst, window }
    }
}

/// Tables that one member has worked off (`money.md` E11). A rehearsal makes nothing, and is free.
pub const IMPORTS: Limit = Limit::new("import", 5, TimeDelta::hours(1));

/// Tables of a building that one member has worked off: of its units, people, meters, openings and deposits. They
/// send nobody a message, and who puts a building right sends one after the other.
pub const TABLES: Limit = Limit::new("building_table", 60, TimeDelta::hours(1));

/// Instances' clocks are no further apart than this. A bucket that would be full again later than a whole
/// window and this was counted by a clock that has been set back since, and is begun anew: nobody waits a
/// day because a machine was a day ahead.
const APART: TimeDelta = TimeDelta::minutes(5);

/// Payments that are begun from one address of the net (`money.md` E11), whatever they are for.
pub const PAYMENTS_FROM_IP: Limit = Limit::new("pay_ip", 60, TimeDelta::hours(1));

/// Secret addresses that open nothing, tried from one address of the net.
const MISSES: Limit = Limit::new("token_miss", 30, TimeDelta::minutes(1));

/// Secret addresses that open nothing, tried on the whole site.
const MISSES_SITE: Limit = Limit::new("token_miss_site", 3_000, TimeDelta::minutes(1));

/// A page that says how long to wait, as machines read it.
pub fn told(mut page: Response, seconds: i64) -> Response {
    *page.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    page
}

/// Counts a secret address that opened nothing. Who guesses is soon told to wait, and many who guess
/// together are an attack that a person has to see.
pub async fn count_miss(app: &App, visit: &Visit) -> Result<(), Error> {
    check(app, &MISSES, visit.ip).await?;
    if wait_seconds(app, &MISSES_SITE, "all").await? != 0 {
        let detail = "three thousand wrong secret addresses within a minute";
        alarms::raise(&app.db, Kind::LinksGuessed, "all", detail, app.clock.now()).await?;
    }
    Ok(())
}

/// How a try was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Zero, or the seconds until the next try is free.
    pub wait_seconds: i64,
    /// How many tries are left at this moment.
    pub left: i64,
    /// How many there are at once.
    pub burst: i32,
    /// In how many seconds there are so many again.
    pub window_seconds: i64,
    /// In how many seconds all are free again.
    pub full_in_seconds: i64,
}

/// A limit that this process counts by itself, for what must not cost a statement. With several
/// instances it is so many times as wide.
#[derive(Debug)]
pub struct Nearby {
    limit: Limit,
    /// When each bucket is full again.
    full_at: Mutex<BTreeMap<Uuid, DateTime<Utc>>>,
}

impl Nearby {
    /// Buckets that are kept at the most before the full ones are forgotten.
    const KEPT_MAX: usize = 10_000;

    /// Nothing is counted yet.
    pub const fn new(limit: Limit) -> Self {
        Self { limit, full_at: Mutex::new(BTreeMap::new()) }
    }

    /// Counts one more of `who`: zero, or the seconds until the next is free.
    pub fn wait_seconds(&self, who: Uuid, now: DateTime<Utc>) -> i64 {
        self.count(who, now).wait_seconds
    }

    /// Counts one more of `who`, and says how many are left.
    pub fn count(&self, who: Uuid, now: DateTime<Utc>) -> Counted {
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if Self::KEPT_MAX <= full_at.len() {
            full_at.retain(|_, full_at| now < *full_at);
        }
        let each = self.limit.window / self.limit.burst;
        let kept = full_at.get(&who).filter(|tat| **tat <= now + self.limit.window + APART);
        let tat = kept.map_or(now, |tat| now.max(*tat));
        let wait = tat - now - each * (self.limit.burst - 1);
        let is_free = wait <= TimeDelta::zero();
        let tat = if is_free { tat + each } else { tat };
        full_at.insert(who, tat);
        let used = (tat - now).num_milliseconds() / each.num_milliseconds().max(1);
        Counted {
            wait_seconds: if is_free { 0 } else { wait.num_seconds() + 1 },
            left: (i64::from(self.limit.burst) - used).max(0),
            burst: self.limit.burst,
            window_seconds: self.limit.window.num_seconds(),
            full_in_seconds: (tat - now).num_seconds() + 1,
        }
    }

    /// Counts as if `who` had never come.
    pub fn forget(&self, who: Uuid) {
        self.full_at.lock().unwrap_or_else(PoisonError::into_inner).remove(&who);
    }
}

/// Counts one more try of `who`. Over the limit it is [`Error::TooMany`], and not counted.
pub async fn check(app: &App, limit: &Limit, who: impl std::fmt::Display) -> Result<(), Error> {
    match wait_seconds(app, limit, who).await? {
        0 => Ok(()),
        wait => Err(Error::TooMany { wait }),
    }
}

/// [`check`] within the transaction that does what is counted: when nothing comes of it, nothing is
/// counted. Others of the same `who` wait until it ends.
pub async fn check_with(
    tx: &mut Tx,
    limit: &Limit,
    who: impl std::fmt::Display,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    match count(tx, limit, who, now).await? {
        0 => Ok(()),
        wait => Err(Error::TooMany { wait }),
    }
}

/// Counts one more try of `who`: zero, or the seconds until the next try is free.
pub async fn wait_seconds(
    app: &App,
    limit: &Limit,
    who: impl std::fmt::Display,
) -> sqlx::Result<i64> {
    count(&mut *db::borrow(&app.db).await?, limit, who, app.clock.now()).await
}

async fn count(
    db: &mut PgConnection,
    limit: &Limit,
    who: impl std::fmt::Display,
    now: DateTime<Utc>,
) -> sqlx::Result<i64> {
    let key = format!("{}:{who}", limit.name);
    let interval = |span: TimeDelta| PgInterval {
        months: 0,
        days: 0,
        microseconds: span.num_microseconds().unwrap_or(i64::MAX),
    };
    let each = interval(limit.window / limit.burst);
    let allowed = query_scalar!(
        r#"insert into rate_limits as kept (key, tat)
        values ($1, $2::timestamptz + $3::interval)
        on conflict (key) do update
        set tat = $3::interval
            + case when kept.tat <= $2 + $5::interval then greatest(kept.tat, $2) else $2 end
        where kept.tat - $2 <= $3::interval * ($4::integer - 1) or $2 + $5::interval < kept.tat
        returning true as "allowed!""#,
        key,
        now,
        each,
        limit.burst,
        interval(limit.window + APART),
    )
    .fetch_optional(&mut *db)
    .await?;
    if allowed.is_some() {
        return Ok(0);
    }
    let free_at = query_scalar!(
        r#"select tat - $2::interval * ($3::integer - 1) as "free_at!" from rate_limits where key = $1"#,
        key,
        each,
        limit.burst,
    )
    .fetch_one(db)
    .await?;
    Ok((free_at - now).num_seconds().max(0) + 1)
}

/// Whether the next try of `who` would be one too many. Counts nothing.
pub async fn is_spent(app: &App, limit: &Limit, who: impl std::fmt::Display) -> sqlx::Result<bool> {
    let key = format!("{}:{who}", limit.name);
    let full_at = query_scalar!("select tat from rate_limits where key = $1", key)
        .fetch_optional(&app.db)
        .await?;
    let spent = limit.window / limit.burst * (limit.burst - 1);
    let full_in = full_at.map(|full_at| full_at - app.clock.now());
    Ok(full_in.is_some_and(|span| spent < span && span <= limit.window + APART))
}

/// Forgets buckets that are full again.
pub async fn forget_full(app: &App) -> sqlx::Result<()> {
    sqlx::query!("delete from rate_limits where tat < $1", app.clock.now())
        .execute(&app.back_db)
        .await?;
    Ok(())
}
