//! What the gateways call paid and never verified. Such money goes back by itself after the gateway's
//! time, so every few minutes each of those lines is held against our rows: a payment that still waits
//! is asked about at once, and an order of ours that has no payment calls a person.
//!
//! This finds what the payment's own job cannot: one whose job was lost with a restored database, or
//! an order that the gateway made although its answer never reached us (`money.md` E3, F09, F80).

use chrono::TimeDelta;
use sqlx::query_scalar;

use super::Actor;
use super::PaymentError;
use super::bank;
use super::own;
use super::settle;
use crate::adapters::bank::Fault;
use crate::adapters::bank::Offered;
use crate::adapters::bank::UnverifiedLine;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::db::Pool;
use crate::ids::PaymentId;
use crate::terminals;

/// Whatever was paid at a workspace's own terminal before is on no list any more.
const LISTED: TimeDelta = TimeDelta::days(3);

/// Asks every gateway that keeps such a list, and the terminals of workspaces where somebody was to pay,
/// and looks into each line. What goes wrong with one gateway or one payment waits for the next time and
/// keeps nobody else waiting.
pub async fn sweep_unverified(app: &App) -> Result<(), PaymentError> {
    for gateway in app.gateways.house() {
        sweep(app, gateway).await?;
    }
    for terminal in own::in_use(&app.back_db, app.clock.now() - LISTED).await? {
        match terminals::open(app, terminal).await {
            Ok(gateway) => sweep(app, &gateway).await?,
            Err(error) => tracing::error!(%terminal, %error, "a terminal is shut"),
        }
    }
    Ok(())
}

async fn sweep(app: &App, gateway: &Offered) -> Result<(), PaymentError> {
    let Some(list) = gateway.lists_unverified() else { return Ok(()) };
    match list.unverified().await.says {
        Ok(lines) => {
            for line in &lines {
                look_into(app, gateway, line).await?;
            }
        }
        // Whoever brought the terminal sees it when a payer is sent there.
        Err(Fault::Misconfigured { code }) if gateway.own_terminal().is_none() => {
            bank::call_house(app, gateway, &code).await?;
        }
        Err(fault) => {
            tracing::warn!(gateway = gateway.name(), ?fault, "no list of unverified payments");
        }
    }
    Ok(())
}

async fn look_into(
    app: &App,
    gateway: &Offered,
    line: &UnverifiedLine,
) -> Result<(), PaymentError> {
    // Another site of the same merchant has its orders on the same list.
    if line.callback.as_ref().is_some_and(|callback| !is_ours(app, callback)) {
        return Ok(());
    }
    let order = (gateway.name(), gateway.terminal(), line.reference.as_str());
    let Some(payment) = by_bank_reference(&app.back_db, order).await? else {
        let about = format!("{}:{}", gateway.name(), line.reference);
        let detail = format!("{} lists a paid order that has no payment here", gateway.name());
        let now = app.clock.now();
        return Ok(alarms::raise(&app.back_db, Kind::MoneyWithoutPage, about, &detail, now).await?);
    };
    if let Err(error) = settle(app, payment, Actor::Reconciler).await {
        tracing::warn!(%payment, %error, "a paid order could not be settled");
    }
    Ok(())
}

/// The payment behind an order at a bank: the gateway, its number for the merchant and its name for the
/// order.
async fn by_bank_reference(
    db: &Pool,
    (gateway, terminal, reference): (&str, &str, &str),
) -> sqlx::Result<Option<PaymentId>> {
    let id = query_scalar!(
        "select id from payments where gateway = $1 and terminal = $2 and bank_reference = $3",
        gateway,
        terminal,
        reference,
    );
    Ok(id.fetch_optional(db).await?.map(PaymentId::from))
}

/// Whether an address to which payers return is one of this house.
fn is_ours(app: &App, callback: &str) -> bool {
    callback.strip_prefix(app.origin.as_str()).is_some_and(|path| path.starts_with('/'))
}
