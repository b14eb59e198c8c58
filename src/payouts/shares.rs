//! Payouts whose gateway settles to the recipient inside the payment (`payments::shares` has the whole order of
//! things): whether a click asks for that, and whether the part may go once the payer has paid.
//!
//! At the click the ordinary way is taken, over the rail, wherever something holds money back at that moment: a
//! stop, a new workspace, the limit of the day. There the money waits in the house and a person sees it; inside
//! a payment nothing waits.
//!
//! Once the bank says that the payer has paid, all of it is looked at again before the payment is verified, while
//! nobody else changes the payout:
//!
//! * A stop that came meanwhile, or a limit that others reached, keeps the payment unverified. When it is lifted in
//!   the bank's time for verifying, the part goes then; otherwise the bank gives the payer everything back.
//! * Where the payout was paid for, ended, or has another account than its payer agreed to, the payment is never
//!   verified.
//! * Otherwise it may go, and from then on this payout cannot be cancelled, corrected or paid for otherwise.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::Payout;
use super::PayoutError;
use super::destinations;
use super::facts;
use super::store;
use super::told;
use crate::adapters::bank::Part;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::PaymentId;
use crate::ids::PayoutId;
use crate::payments;
use crate::payments::Actor;
use crate::payments::Suspense;
use crate::transfers;
use crate::transfers::Held;

/// While a stop stands it is looked again after this.
const WAIT: TimeDelta = TimeDelta::minutes(1);

/// What a gateway is to settle to the recipient inside a payment that is about to begin; `None`: a transfer
/// brings it.
pub(super) async fn part(app: &App, id: PayoutId) -> Result<Option<Part>, PayoutError> {
    let sharing = app.gateways.house().iter().find(|gateway| gateway.shares().is_some());
    let Some(gateway) = sharing else { return Ok(None) };
    let now = app.clock.now();
    let payout = store::by_id(&app.db, id).await?.ok_or(PayoutError::NotFound)?;
    // Something has to remain for the house, from which the gateway takes what it keeps.
    if payout.total() <= payout.arrives() {
        return Ok(None);
    }
    let mut tx = db::begin(&app.db).await?;
    let what = (payout.workspace, payout.arrives());
    let held = transfers::held(&mut tx, app, what, (gateway.name(), now)).await?;
    let part = match held {
        None => Some(destinations::open(&mut tx, app, &payout).await?),
        Some(_) => None,
    };
    tx.commit().await?;
    Ok(part.map(|iban| Part { iban, amount: payout.arrives() }))
}

/// Says whether the recipient's part of a payment may go, now that its payer has paid. `Some`: not yet; come
/// again then.
pub async fn say_of_share(
    app: &App,
    id: PayoutId,
    payment: PaymentId,
) -> Result<Option<DateTime<Utc>>, PayoutError> {
    let now = app.clock.now();
    let waiting = payments::by_id(&app.back_db, payment).await?;
    if !waiting.waits_for_word() {
        return Ok(None);
    }
    let contacts = super::contacts(app, id).await?;
    let mut tx = db::begin(&app.back_db).await?;
    let payout = store::lock(&mut tx, id).await?.ok_or(PayoutError::NotFound)?;
    let what = (payout.workspace, payout.arrives());
    let held = transfers::held(&mut tx, app, what, (&waiting.gateway, now)).await?;
    let why_never = match (unwelcome(&mut tx, &payout, payment).await?, held) {
        (Some(why), _) => Some(why),
        (None, Some(Held::Stopped)) => return Ok(Some(now + WAIT)),
        (None, Some(Held::Until(until))) => return Ok(Some(until)),
        (None, None) if payments::let_go(&mut tx, payment, now).await? => None,
        (None, None) => Some(Suspense::Extra),
    };
    if let Some(why) = why_never {
        payments::keep_back(&mut tx, payment, why).await?;
        told::payer_of_leaving(&mut tx, &payout, &waiting, &contacts, now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    payments::settle(app, payment, Actor::Reconciler).await?;
    Ok(None)
}

/// Takes back what may be paid for at this moment. Money that is paid, or that may go already, came first.
pub(super) async fn withdraw(
    tx: &mut Tx,
    payout: &Payout,
    now: DateTime<Utc>,
) -> Result<(), PayoutError> {
    let is_in_time = payments::withdraw(tx, super::purpose(payout), now).await?;
    if is_in_time || payout.funded_at.is_some() { Ok(()) } else { Err(PayoutError::NotNow) }
}

/// Why a payment is not welcome any more.
async fn unwelcome(
    tx: &mut Tx,
    payout: &Payout,
    payment: PaymentId,
) -> Result<Option<Suspense>, PayoutError> {
    let (revision, digest) = facts::terms_of(tx, payment).await?.ok_or(PayoutError::NotFound)?;
    let is_as_seen =
        payout.digest().is_some_and(|now| (payout.revision, &now[..]) == (revision, &digest));
    Ok(if payout.funded_at.is_some() {
        Some(Suspense::Extra)
    } else if payout.ending.is_some() || !is_as_seen {
        Some(Suspense::Withdrawn)
    } else {
        None
    })
}
