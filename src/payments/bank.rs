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
use super::own;
use super::shares;
use super::store;
use crate::adapters::bank::BankPage;
use crate::adapters::bank::Fault;
use crate::adapters::bank::Go;
use crate::adapters::bank::Heard;
use crate::adapters::bank::Known;
use crate::adapters::bank::NotShared;
use crate::adapters::bank::Offered;
use crate::adapters::bank::Order;
use crate::adapters::bank::Part;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::db;
use crate::db::violates;
use crate::ids::PaymentId;
use crate::money::Money;
use crate::terminals;
use crate::tokens::Door;

/// So many gateways are asked for a page while one payer waits.
const TRIES_MAX: usize = 3;

/// How often, and how long apart, a second click looks whether the first has arrived.
const LOOKS: (u32, Duration) = (40, Duration::from_millis(200));

/// Tells the bank, once, and returns the bank page where the payer goes next.
///
/// A second click is sent to the same page: two pages would mean two bank references, and we would
/// only remember one of them.
pub async fn send_to_bank(app: &App, id: PaymentId) -> Result<Go, PaymentError> {
    send_sharing(app, id, None).await
}

/// The same of a payment of which a part is to be settled to somebody else's account inside it. A gateway that
/// does not do that gives an ordinary page, and the whole comes to us.
pub async fn send_sharing(
    app: &App,
    id: PaymentId,
    part: Option<Part>,
) -> Result<Go, PaymentError> {
    let app = app.clone();
    let work = app.clone().money_work.spawn(async move {
        if calls::claim(&app.back_db, id, app.clock.now()).await? {
            first_click(&app, id, part).await
        } else {
            second_click(&app, id).await
        }
    });
    work.await.map_err(|_| PaymentError::BeingSent)?
}

/// Asks the gateway of a payment for a page; one that gives none is passed over for the next, and the payer
/// notices nothing. No money can move at a gateway whose page nobody has seen.
async fn first_click(app: &App, id: PaymentId, mut part: Option<Part>) -> Result<Go, PaymentError> {
    let mut tried = vec![];
    for seq in 1.. {
        let payment = store::by_id(&app.back_db, id).await?.ok_or(PaymentError::NotFound)?;
        let gateway = own::gateway(app, &payment).await?;
        let callback = callback(app, id);
        let here = shares::part_at(&gateway, &payment, part.as_ref());
        let reply = shares::start(&gateway, &order(&payment, &callback), here).await;
        let now = app.clock.now();
        match &reply.says {
            // A gateway that refuses one order, or one part, is there for the next.
            Ok(_) | Err(NotShared::Part { .. } | NotShared::Page(Fault::Rejected { .. })) => {
                gateway.went_well();
            }
            Err(NotShared::Page(_)) => gateway.went_badly(now),
        }
        let (fault, next) = match reply.says {
            Ok(page) => {
                let shared = here.map(|(_, part)| part.amount);
                return remember(app, &gateway, &payment, (page, shared), (&reply.heard, seq))
                    .await;
            }
            // In the same click the whole is asked for.
            Err(NotShared::Part { code, is_ours_to_mend }) => {
                part = None;
                shares::part_was_refused(app, &gateway, (&code, is_ours_to_mend)).await?;
                (Fault::Rejected { code }, Some(gateway.clone()))
            }
            Err(NotShared::Page(fault)) => {
                no_page_here(app, &gateway, &payment, &fault).await?;
                tried.push(gateway);
                (fault, elsewhere(app, &payment, &tried).await?)
            }
        };
        calls::end(&app.back_db, &Ended::not_started((id, seq), &fault, reply.heard), now).await?;
        let Some(next) = next else { return no_page(app, id, fault).await };
        if !calls::move_on(&app.back_db, &payment, (&next, seq + 1), now).await? {
            return Err(PaymentError::Over);
        }
    }
    Err(PaymentError::BeingSent)
}

/// Says that a gateway gave no page, to the house where it has to put something right.
async fn no_page_here(
    app: &App,
    gateway: &Offered,
    payment: &Payment,
    fault: &Fault,
) -> sqlx::Result<()> {
    tracing::warn!(payment = %payment.id, gateway = gateway.name(), ?fault, "the gateway gave no page");
    match fault {
        Fault::Misconfigured { code } => call_house(app, gateway, code).await,
        _ => Ok(()),
    }
}

/// The next gateway for a payment after some that gave no page.
async fn elsewhere(
    app: &App,
    payment: &Payment,
    tried: &[Offered],
) -> Result<Option<Offered>, PaymentError> {
    if TRIES_MAX <= tried.len() {
        return Ok(None);
    }
    let mut tx = db::begin(&app.back_db).await?;
    let offered = own::offered(app, &mut tx, (payment.workspace, payment.credit())).await?;
    tx.commit().await?;
    let is_new = |it: &Offered| !tried.iter().any(|was| was.is_same(it));
    let left: Vec<Offered> = offered.into_iter().filter(is_new).collect();
    Ok(Offered::choose(&left, payment.amount, app.clock.now()).ok())
}

async fn no_page(app: &App, id: PaymentId, fault: Fault) -> Result<Go, PaymentError> {
    let reason = match fault {
        Fault::Rejected { code } | Fault::Misconfigured { code } => code,
        Fault::Busy { .. } => "busy".to_owned(),
        // An order may exist at the bank; but nobody has seen its page, so no money can move. The
        // payment is abandoned by its job, and the payer tries again with a new one.
        Fault::Unknown => return Err(PaymentError::NoBankPage("silence".to_owned())),
    };
    store::abandon(&app.back_db, id, Actor::Payer, Some("gateway"), app.clock.now()).await?;
    Err(PaymentError::NoBankPage(reason))
}

/// Calls the house because a gateway does not talk to us until something is put right. One alarm for
/// each terminal, however many payments meet it.
pub(super) async fn call_house(app: &App, gateway: &Offered, code: &str) -> sqlx::Result<()> {
    let name = gateway.name();
    let (about, detail) = match gateway.own_terminal() {
        // Its number is the merchant's, and at some gateways all that opens it.
        Some(terminal) => {
            terminals::note_refusal(app, terminal, code).await?;
            let detail = format!("{name} does not take a workspace's own terminal: {code}");
            (format!("{name}:{terminal}"), detail)
        }
        None => {
            (format!("{name}:{}", gateway.terminal()), format!("{name} does not know us: {code}"))
        }
    };
    let now = app.clock.now();
    alarms::raise(&app.back_db, Kind::GatewayMisconfigured, about, &detail, now).await
}

async fn remember(
    app: &App,
    gateway: &Offered,
    payment: &Payment,
    (page, shared): (BankPage, Option<Money>),
    call: (&Heard, i16),
) -> Result<Go, PaymentError> {
    let now = app.clock.now();
    match store::remember(&app.back_db, payment, (&page, shared), call, now).await {
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
