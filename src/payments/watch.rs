//! Asks the gateways whether they are well, so that a payer is not the first to find out that one is not; and
//! calls the house when one has been silent for minutes, be it when it is asked this or when it is asked about
//! payments (`money.md` E13).
//!
//! The answer is about the gateway alone: it is no word about any order, and nothing is booked by it.

use std::collections::HashMap;
use std::time::Duration;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use futures_util::StreamExt;
use futures_util::stream;
use sqlx::postgres::types::PgInterval;
use sqlx::query;

use super::PaymentError;
use super::bank;
use super::own;
use crate::adapters::bank::Fault;
use crate::adapters::bank::Offered;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::config::BankGateway;
use crate::db::Pool;
use crate::terminals;

/// The house hears of a silence that lasts so long.
const SILENCE_MAX: TimeDelta = TimeDelta::minutes(3);

/// A gateway that has not answered by then is not well.
const ANSWER_TIME: Duration = Duration::from_secs(5);

/// So many gateways are asked at a time.
const AT_A_TIME: usize = 20;

/// Asks the house's gateways, and the terminals of workspaces that are in use, whether they are well. What goes
/// wrong with one keeps no other waiting.
pub async fn watch_gateways(app: &App) -> Result<(), PaymentError> {
    let mut gateways = app.gateways.house().to_vec();
    for terminal in own::to_be_watched(&app.back_db, app.clock.now()).await? {
        match terminals::open(app, terminal).await {
            Ok(gateway) => gateways.push(gateway),
            Err(error) => tracing::error!(%terminal, %error, "a terminal is shut"),
        }
    }
    let asked = stream::iter(gateways.into_iter().map(asked)).buffered(AT_A_TIME);
    let answers: Vec<_> = asked.collect().await;
    let mut silent = silent(&app.back_db).await?;
    for (gateway, answer) in answers {
        let since = note(app, &gateway, &answer).await?;
        let is_refusal = matches!(answer, Err(Fault::Misconfigured { .. }));
        let since = since.filter(|_| gateway.own_terminal().is_none() && !is_refusal);
        if let Some(since) = since {
            let known = silent.entry(gateway.name().to_owned()).or_insert(since);
            *known = since.min(*known);
        }
    }
    for gateway in BankGateway::REAL.into_iter().chain([BankGateway::Sandbox]) {
        call_house(app, gateway.code(), silent.get(gateway.code()).copied()).await?;
    }
    Ok(())
}

/// Asks one gateway whether it is well, and keeps what it says. `false`: it is not.
pub async fn is_well(app: &App, gateway: &Offered) -> Result<bool, PaymentError> {
    let answer = ask(gateway).await;
    note(app, gateway, &answer).await?;
    Ok(answer.is_ok())
}

async fn asked(gateway: Offered) -> (Offered, Result<(), Fault>) {
    let answer = ask(&gateway).await;
    (gateway, answer)
}

async fn ask(gateway: &Offered) -> Result<(), Fault> {
    tokio::time::timeout(ANSWER_TIME, gateway.is_well()).await.unwrap_or(Err(Fault::Unknown))
}

/// Keeps what a gateway said. Since when it has not been well, if it is not.
async fn note(
    app: &App,
    gateway: &Offered,
    answer: &Result<(), Fault>,
) -> Result<Option<DateTime<Utc>>, PaymentError> {
    if let Err(fault) = answer {
        let name = terminals::health_name(gateway);
        tracing::warn!(gateway = gateway.name(), name, ?fault, "a gateway is not well");
    }
    // Whoever brought a terminal reads on their page that it is refused.
    if let (Err(Fault::Misconfigured { code }), None) = (answer, gateway.own_terminal()) {
        bank::call_house(app, gateway, code).await?;
    }
    Ok(terminals::note_health(&app.back_db, gateway, answer, app.clock.now()).await?)
}

async fn call_house(
    app: &App,
    gateway: &str,
    since: Option<DateTime<Utc>>,
) -> Result<(), PaymentError> {
    let now = app.clock.now();
    match since {
        Some(since) if SILENCE_MAX <= now - since => {
            let detail = format!("{gateway} gives no answer since {}", since.format("%F %T UTC"));
            alarms::raise(&app.back_db, Kind::GatewaySilent, gateway, &detail, now).await?;
        }
        Some(_) => (),
        None => alarms::solve_about(&app.back_db, Kind::GatewaySilent, gateway, now).await?,
    }
    Ok(())
}

/// The gateways that have answered no question about a payment for minutes, and since when.
async fn silent(db: &Pool) -> sqlx::Result<HashMap<String, DateTime<Utc>>> {
    let rows = query!(
        r#"select gateway, min(since) as "since!" from payments
        cross join lateral (
            select min(asked_at) as since, max(asked_at) as until from bank_calls
            where payment_id = payments.id and op in ('verify', 'inquire')
            and outcome in ('unknown', 'busy') and seq > (
                select coalesce(max(seq), 0) from bank_calls as heard
                where heard.payment_id = payments.id and heard.op in ('verify', 'inquire')
                and heard.outcome not in ('unknown', 'busy')
            )
        ) as unanswered
        where status = 'sent' and $1 <= until - since
        group by gateway"#,
        PgInterval::try_from(SILENCE_MAX).unwrap_or_default(),
    );
    let rows = rows.fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (row.gateway, row.since)).collect())
}
