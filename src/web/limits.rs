//! How often something may be done (`money.md` E11): token buckets in the database, so that several
//! instances count together. One statement asks and counts.

use chrono::TimeDelta;
use sqlx::postgres::types::PgInterval;
use sqlx::query_scalar;

use super::Error;
use super::Visit;
use crate::app::App;

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

/// Secret addresses that open nothing, tried from one address of the net.
const MISSES: Limit = Limit::new("token_miss", 30, TimeDelta::minutes(1));

/// Counts a secret address that opened nothing. Who guesses is soon told to wait.
pub async fn count_miss(app: &App, visit: &Visit) -> Result<(), Error> {
    check(app, &MISSES, visit.ip).await
}

/// Counts one more try of `who`. Over the limit it is [`Error::TooMany`], and not counted.
pub async fn check(app: &App, limit: &Limit, who: impl std::fmt::Display) -> Result<(), Error> {
    match wait_seconds(app, limit, who).await? {
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
    let key = format!("{}:{who}", limit.name);
    let now = app.clock.now();
    let each = limit.window / limit.burst;
    let each = PgInterval {
        months: 0,
        days: 0,
        microseconds: each.num_microseconds().unwrap_or(i64::MAX),
    };
    let allowed = query_scalar!(
        r#"insert into rate_limits as kept (key, tat)
        values ($1, $2::timestamptz + $3::interval)
        on conflict (key) do update
        set tat = greatest(kept.tat, $2) + $3::interval
        where greatest(kept.tat, $2) - $2 <= $3::interval * ($4::integer - 1)
        returning true as "allowed!""#,
        key,
        now,
        each,
        limit.burst,
    )
    .fetch_optional(&app.db)
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
    .fetch_one(&app.db)
    .await?;
    Ok((free_at - now).num_seconds().max(0) + 1)
}

/// Forgets buckets that are full again.
pub async fn forget_full(app: &App) -> sqlx::Result<()> {
    sqlx::query!("delete from rate_limits where tat < $1", app.clock.now())
        .execute(&app.back_db)
        .await?;
    Ok(())
}
