//! Looks after money out while nothing else happens: what is late, what came back, what is left at the rails, whether
//! the inquiry answers, and whether the books add up. What does not add up stops everything, until a
//! person has looked (`money.md` E5).

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::TransferError;
use super::late;
use super::send;
use super::stops;
use super::store;
use crate::adapters::inquiry;
use crate::adapters::rail::Rail;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::ledger::audit;
use crate::ledger::audit::Finding;

/// How often it is looked.
const LOOK_EVERY: TimeDelta = TimeDelta::minutes(10);

/// The letter of the statements about money out.
const MONEY_OUT: &str = "O";

/// Looks at everything once; says when to look again.
pub async fn watch(app: &App) -> Result<DateTime<Utc>, TransferError> {
    let now = app.clock.now();
    late::note(app, now).await?;
    for rail in app.rails.iter() {
        read_returns(app, rail, now).await?;
        look_at_balance(app, rail, now).await?;
    }
    look_at_inquiry(app, now).await?;
    let broken = audit::run_of(&app.back_db, MONEY_OUT, now).await?;
    heed(app, &broken).await?;
    Ok(now + LOOK_EVERY)
}

/// Asks about every transfer that the rail lists as returned and we do not.
async fn read_returns(app: &App, rail: &dyn Rail, now: DateTime<Utc>) -> Result<(), TransferError> {
    let Some(list) = rail.lists_returns() else { return Ok(()) };
    let Some(references) = list.returned(now - list.window()).await else { return Ok(()) };
    let unheard = store::not_returned(&app.back_db, rail.name(), &references).await?;
    for transfer in unheard {
        send::question(app, &transfer, "reconciler").await?;
    }
    Ok(())
}

/// Calls a person when less is left at a rail than is about to go, or than is usual.
async fn look_at_balance(app: &App, rail: &dyn Rail, now: DateTime<Utc>) -> sqlx::Result<()> {
    let Some(balance) = rail.tells_balance() else { return Ok(()) };
    let Some(left) = balance.spendable().await else { return Ok(()) };
    let db = &app.back_db;
    let planned = store::planned_over(db, rail.name()).await?;
    if left < planned.max(app.config.money_out.rail_balance_low()) {
        let detail = "less is left of our money at the rail than is about to go, or than is usual";
        return alarms::raise(db, Kind::RailTooPoor, rail.name(), detail, now).await;
    }
    if store::waits_for_funds(db, rail.name()).await? {
        return Ok(());
    }
    alarms::solve_about(db, Kind::RailTooPoor, rail.name(), now).await
}

async fn look_at_inquiry(app: &App, now: DateTime<Utc>) -> sqlx::Result<()> {
    let Some(company) = app.inquiry.as_ref().map(|inquiry| inquiry.name()) else { return Ok(()) };
    match inquiry::trouble(&app.back_db, company, now).await? {
        Some(code) => {
            let kind = Kind::InquiryMisconfigured;
            alarms::raise(&app.back_db, kind, company, &code, now).await
        }
        None => alarms::solve_about(&app.back_db, Kind::InquiryMisconfigured, company, now).await,
    }
}

/// Calls a person for each statement that does not hold, and lets nothing go out until one has looked
/// (`money.md` E5).
pub async fn heed(app: &App, broken: &[Finding]) -> sqlx::Result<()> {
    let (db, now) = (&app.back_db, app.clock.now());
    let mut names: Vec<&str> = vec![];
    for finding in broken {
        alarms::raise(db, Kind::BooksBroken, finding.statement, finding.says, now).await?;
        names.push(finding.statement);
    }
    names.dedup();
    if names.is_empty() {
        return Ok(());
    }
    let reason = format!("the books do not add up: {}", names.join(", "));
    stops::stop(db, stops::ALL, &reason, None, now).await
}
