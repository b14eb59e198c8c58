//! The way of a payer to the bank's page.

use std::time::Duration;

use super::Actor;
use super::Payment;
use super::PaymentError;
use super::Status;
use super::store;
use crate::adapters::bank::BankPage;
use crate::adapters::bank::Gateway;
use crate::adapters::bank::Order;
use crate::adapters::bank::StartError;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::db::violates;
use crate::ids::PaymentId;
use crate::tokens::Door;

/// How often, and how long apart, a second click looks whether the first has arrived.
const LOOKS: (u32, Duration) = (40, Duration::from_millis(200));

/// Tells the bank, once, and returns the bank page where the payer goes next.
///
/// A second click is sent to the same page: two pages would mean two bank references, and we would
/// only remember one of them.
pub async fn send_to_bank(app: &App, id: PaymentId) -> Result<String, PaymentError> {
    let app = app.clone();
    let work = app.clone().money_work.spawn(async move {
        if store::claim(&app.back_db, id, app.clock.now()).await? {
            first_click(&app, id).await
        } else {
            second_click(&app, id).await
        }
    });
    work.await.map_err(|_| PaymentError::BeingSent)?
}

async fn first_click(app: &App, id: PaymentId) -> Result<String, PaymentError> {
    let payment = store::by_id(&app.back_db, id).await?.ok_or(PaymentError::NotFound)?;
    let gateway = app.gateways.by_name(&payment.gateway).ok_or(PaymentError::NotFound)?;
    let callback = callback(app, id);
    let asked_at = app.clock.now();
    match gateway.start(&order(&payment, &callback)).await {
        Ok(page) => remember(app, gateway, &payment, page, asked_at).await,
        Err(StartError::Refused(reason)) => {
            let by = Actor::Payer;
            store::abandon(&app.back_db, id, by, Some("gateway"), app.clock.now()).await?;
            tracing::warn!(payment = %id, reason, "the gateway refused an order");
            Err(PaymentError::NoBankPage(reason))
        }
        // An order may exist at the bank; but nobody has seen its page, so no money can move. The
        // payment is abandoned by its job, and the payer tries again with a new one.
        Err(StartError::Silent) => Err(PaymentError::NoBankPage("silence".to_owned())),
    }
}

async fn remember(
    app: &App,
    gateway: &dyn Gateway,
    payment: &Payment,
    page: BankPage,
    asked_at: chrono::DateTime<chrono::Utc>,
) -> Result<String, PaymentError> {
    let now = app.clock.now();
    match store::remember(&app.back_db, payment, &page, asked_at, now).await {
        Ok(true) => Ok(page.address),
        Ok(false) => Err(PaymentError::Over),
        Err(error) if violates(&error, "payments_bank_reference_is_unique") => {
            let detail = format!("{} used a reference twice", gateway.name());
            alarms::raise(&app.back_db, Kind::ReferenceReused, payment.id, &detail, now).await?;
            let by = Actor::Payer;
            store::abandon(&app.back_db, payment.id, by, Some("gateway"), now).await?;
            Err(PaymentError::NoBankPage(detail))
        }
        Err(error) => Err(error.into()),
    }
}

async fn second_click(app: &App, id: PaymentId) -> Result<String, PaymentError> {
    for _ in 0..LOOKS.0 {
        let payment = store::by_id(&app.back_db, id).await?.ok_or(PaymentError::NotFound)?;
        match (payment.status, payment.bank_page) {
            (Status::Sent, Some(page)) => return Ok(page),
            (Status::Opened | Status::Sending, _) => tokio::time::sleep(LOOKS.1).await,
            (Status::Sent | Status::Confirmed | Status::Refused | Status::Abandoned, _) => {
                return Err(PaymentError::Over);
            }
        }
    }
    Err(PaymentError::BeingSent)
}

/// The full address to which the bank sends the payer back.
pub(super) fn callback(app: &App, payment: PaymentId) -> String {
    app.address(&Door::Return { payment }.path(&app.keys))
}

/// What a gateway is told of a payment, from our row.
pub(super) fn order<'a>(payment: &'a Payment, callback: &'a str) -> Order<'a> {
    Order { number: payment.order_number, amount: payment.amount, callback, title: &payment.title }
}
