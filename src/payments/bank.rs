//! The way of a payer to the bank's page.

use std::time::Duration;

use chrono::DateTime;
use chrono::Utc;

use super::Actor;
use super::Payment;
use super::PaymentError;
use super::Status;
use super::calls;
use super::calls::Ended;
use super::store;
use crate::adapters::bank::BankPage;
use crate::adapters::bank::Fault;
use crate::adapters::bank::Gateway;
use crate::adapters::bank::Go;
use crate::adapters::bank::Heard;
use crate::adapters::bank::Known;
use crate::adapters::bank::Order;
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
pub async fn send_to_bank(app: &App, id: PaymentId) -> Result<Go, PaymentError> {
    let app = app.clone();
    let work = app.clone().money_work.spawn(async move {
        if calls::claim(&app.back_db, id, app.clock.now()).await? {
            first_click(&app, id).await
        } else {
            second_click(&app, id).await
        }
    });
    work.await.map_err(|_| PaymentError::BeingSent)?
}

async fn first_click(app: &App, id: PaymentId) -> Result<Go, PaymentError> {
    let payment = store::by_id(&app.back_db, id).await?.ok_or(PaymentError::NotFound)?;
    let gateway = app.gateways.by_name(&payment.gateway).ok_or(PaymentError::NotFound)?;
    let callback = callback(app, id);
    let reply = gateway.start(&order(&payment, &callback)).await;
    match &reply.says {
        // A gateway that refuses one order is there for the next.
        Ok(_) | Err(Fault::Rejected { .. }) => app.gateways.went_well(gateway.name()),
        Err(_) => app.gateways.went_badly(gateway.name(), app.clock.now()),
    }
    if let Err(fault) = &reply.says {
        let ended = Ended::not_started(id, fault, reply.heard.clone());
        calls::end(&app.back_db, &ended, app.clock.now()).await?;
    }
    match reply.says {
        Ok(page) => remember(app, gateway, &payment, (page, &reply.heard)).await,
        Err(Fault::Rejected { code }) => no_page(app, id, code).await,
        Err(Fault::Misconfigured { code }) => {
            call_house(app, gateway, &code).await?;
            no_page(app, id, code).await
        }
        Err(Fault::Busy { .. }) => no_page(app, id, "busy".to_owned()).await,
        // An order may exist at the bank; but nobody has seen its page, so no money can move. The
        // payment is abandoned by its job, and the payer tries again with a new one.
        Err(Fault::Unknown) => Err(PaymentError::NoBankPage("silence".to_owned())),
    }
}

async fn no_page(app: &App, id: PaymentId, reason: String) -> Result<Go, PaymentError> {
    store::abandon(&app.back_db, id, Actor::Payer, Some("gateway"), app.clock.now()).await?;
    tracing::warn!(payment = %id, reason, "the gateway gave no page");
    Err(PaymentError::NoBankPage(reason))
}

/// Calls the house because a gateway does not talk to us until something is put right. One alarm for
/// each terminal, however many payments meet it.
pub(super) async fn call_house(app: &App, gateway: &dyn Gateway, code: &str) -> sqlx::Result<()> {
    let about = format!("{}:{}", gateway.name(), gateway.terminal());
    let detail = format!("{} does not know us: {code}", gateway.name());
    let now = app.clock.now();
    alarms::raise(&app.back_db, Kind::GatewayMisconfigured, about, &detail, now).await
}

async fn remember(
    app: &App,
    gateway: &dyn Gateway,
    payment: &Payment,
    (page, heard): (BankPage, &Heard),
) -> Result<Go, PaymentError> {
    let now = app.clock.now();
    match store::remember(&app.back_db, payment, (&page, heard), now).await {
        Ok(true) => Ok(page.go),
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

async fn second_click(app: &App, id: PaymentId) -> Result<Go, PaymentError> {
    for _ in 0..LOOKS.0 {
        let payment = store::by_id(&app.back_db, id).await?.ok_or(PaymentError::NotFound)?;
        match (payment.status, payment.bank_page) {
            (Status::Sent, Some(address)) => {
                let fields = payment.bank_form.map(|form| form.0).unwrap_or_default();
                return Ok(Go { address, fields });
            }
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
    Order {
        number: payment.order_number,
        amount: payment.amount,
        callback,
        title: &payment.title,
        mobile: payment.payer_mobile.as_ref(),
    }
}

/// What we know of a payment's order at the bank; `None` when it has none there.
pub(super) fn known(payment: &Payment, now: DateTime<Utc>) -> Option<Known<'_>> {
    Some(Known {
        reference: payment.bank_reference.as_deref()?,
        receipt: payment.bank_receipt.as_deref(),
        bank_number: payment.bank_number.as_deref(),
        age: now - payment.opened_at,
    })
}
