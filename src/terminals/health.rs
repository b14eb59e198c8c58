//! How the gateways are, as a worker found them a moment ago. What it found is a row, so every instance of
//! the program passes over a gateway that is not well without having waited for it itself.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;

use crate::adapters::bank::Fault;
use crate::adapters::bank::Offered;
use crate::app::App;
use crate::db::Pool;
use crate::db::Tx;

/// What was found longer ago than this counts no more: nobody has asked since.
pub(super) const COUNTS_FOR: TimeDelta = TimeDelta::minutes(5);

/// How a gateway is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// A gateway of the house by its name, or a workspace's terminal by its id.
    pub name: String,
    /// When it was last asked.
    pub asked_at: DateTime<Utc>,
    /// Since when it has not been well; `None`: it is.
    pub unwell_since: Option<DateTime<Utc>>,
    /// By which code it refuses us; `None` of one that is not well: it says nothing.
    pub code: Option<String>,
}

/// Under what name the health of a gateway is kept.
pub fn health_name(gateway: &Offered) -> String {
    gateway.own_terminal().map_or_else(|| gateway.name().to_owned(), |id| id.to_string())
}

/// Keeps what a gateway said when it was asked whether it is well. Since when it has not been, if it is not.
pub async fn note_health(
    db: &Pool,
    gateway: &Offered,
    answer: &Result<(), Fault>,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    let code = match answer {
        Err(Fault::Misconfigured { code } | Fault::Rejected { code }) => Some(code.as_str()),
        Ok(()) | Err(Fault::Busy { .. } | Fault::Unknown) => None,
    };
    query_scalar!(
        "insert into gateway_health as known (name, asked_at, unwell_since, code)
        values ($1, $2, case when $3 then $2::timestamptz end, left($4, 100))
        on conflict (name) do update set asked_at = $2, code = excluded.code,
            unwell_since = case when $3 then
                coalesce(case when $5 < known.asked_at then known.unwell_since end, $2) end
        returning unwell_since",
        health_name(gateway),
        now,
        answer.is_err(),
        code,
        now - COUNTS_FOR,
    )
    .fetch_one(db)
    .await
}

/// The house's gateways that were asked of late.
pub async fn health_of_house(app: &App) -> sqlx::Result<Vec<Health>> {
    let names: Vec<String> = app.gateways.house().iter().map(health_name).collect();
    query_as!(
        Health,
        "select name, asked_at, unwell_since, code from gateway_health
        where name = any($1) and $2 < asked_at",
        &names,
        app.clock.now() - COUNTS_FOR,
    )
    .fetch_all(&app.db)
    .await
}

/// Whether one of the house's gateways is well, or none was asked of late.
pub async fn is_house_well(app: &App) -> sqlx::Result<bool> {
    let known = health_of_house(app).await?;
    Ok(known.len() < app.gateways.house().len() || known.iter().any(|it| it.unwell_since.is_none()))
}

/// The names of those that are not well.
pub(super) async fn unwell(tx: &mut Tx, now: DateTime<Utc>) -> sqlx::Result<Vec<String>> {
    query_scalar!(
        "select name from gateway_health where unwell_since is not null and $1 < asked_at",
        now - COUNTS_FOR,
    )
    .fetch_all(&mut **tx)
    .await
}

/// Forgets what has counted for nothing for a day.
pub(super) async fn forget(db: &Pool, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!("delete from gateway_health where asked_at < $1", now - TimeDelta::days(1))
        .execute(db)
        .await?;
    Ok(())
}
