//! The one function that ends a payment. The way back from the bank, the reconciler and a person's
//! button all call it, so the rescue path is the everyday path.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::LazyLock;
use std::sync::Mutex;
use std::sync::PoisonError;

use chrono::DateTime;
use chrono::Utc;
use tokio::sync::OnceCell;

use super::Actor;
use super::Payment;
use super::PaymentError;
use super::Status;
use super::bank;
use super::next::Difference;
use super::next::Next;
use super::store;
use crate::adapters::bank::Answer;
use crate::adapters::bank::Proof;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::db::violates;
use crate::ids::AccountId;
use crate::ids::PaymentId;
use crate::ledger::Account;
use crate::ledger::Journal;
use crate::money::Money;
use crate::queue;
use crate::queue::Job;

/// How a payment stands after the bank was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It has ended, now or before.
    Over,
    /// The bank does not know or does not say yet.
    Open,
    /// A person has to look.
    Held,
}

type Asking = Arc<OnceCell<Outcome>>;

/// The banks being asked at this moment, so that fifty returns of one payment ask once.
static ASKING: LazyLock<Mutex<HashMap<PaymentId, Asking>>> = LazyLock::new(Mutex::default);

/// Asks the bank what became of a payment and books the answer.
///
/// May be called by anybody at any time: twice is once. The work goes on when the caller goes away,
/// and callers that come while it goes on get its answer.
pub async fn settle(app: &App, id: PaymentId, by: Actor) -> Result<Outcome, PaymentError> {
    let app = app.clone();
    let work = app.clone().money_work.spawn(async move {
        let asking = lock().entry(id).or_default().clone();
        let outcome = asking.get_or_try_init(|| ask(&app, id, by)).await.copied();
        lock().remove(&id);
        outcome
    });
    work.await.map_err(|_| PaymentError::BeingSent)?
}

/// [`settle`] after a person of the house has looked: money that differs, or that no bank answered for
/// in three days, is asked about once more. What the bank says now decides as always; when it ends
/// the payment, the alarm about it is laid aside.
pub async fn look_into(app: &App, id: PaymentId) -> Result<Outcome, PaymentError> {
    let app = app.clone();
    let work = app.clone().money_work.spawn(async move {
        let (db, by) = (&app.back_db, Actor::Operator);
        let payment = store::by_id(db, id).await?.ok_or(PaymentError::NotFound)?;
        let outcome = question(&app, payment, by).await?;
        if outcome == Outcome::Over {
            for kind in [Kind::PaymentDiffers, Kind::PaymentUnknown] {
                alarms::solve_about(db, kind, id, app.clock.now()).await?;
            }
        }
        Ok(outcome)
    });
    work.await.map_err(|_| PaymentError::BeingSent)?
}

/// [`settle`] as the job of the reconciler: says when to ask again, `None` when it is not needed.
pub async fn ask_again(
    app: &App,
    id: PaymentId,
    attempt: i32,
) -> Result<Option<DateTime<Utc>>, PaymentError> {
    if settle(app, id, Actor::Reconciler).await? != Outcome::Open {
        return Ok(None);
    }
    let payment = store::by_id(&app.back_db, id).await?.ok_or(PaymentError::NotFound)?;
    let now = app.clock.now();
    let asked = usize::try_from(attempt).unwrap_or_default();
    let again = payment.ask_again_at(asked, now);
    if again.is_none() {
        let detail = "the bank has given no definite answer for 72 hours";
        alarms::raise(&app.back_db, Kind::PaymentUnknown, id, detail, now).await?;
    }
    Ok(again)
}

fn lock() -> std::sync::MutexGuard<'static, HashMap<PaymentId, Asking>> {
    ASKING.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn ask(app: &App, id: PaymentId, by: Actor) -> Result<Outcome, PaymentError> {
    let payment = store::by_id(&app.back_db, id).await?.ok_or(PaymentError::NotFound)?;
    // Only a person may ask about money that differs.
    if payment.held.is_some() { Ok(Outcome::Held) } else { question(app, payment, by).await }
}

/// Asks the bank and books its answer.
async fn question(app: &App, payment: Payment, by: Actor) -> Result<Outcome, PaymentError> {
    let id = payment.id;
    let asked_at = app.clock.now();
    let (Some(known), Status::Sent) = (bank::known(&payment, asked_at), payment.status) else {
        return Ok(if payment.is_over() { Outcome::Over } else { Outcome::Open });
    };
    let gateway = app.gateways.by_name(&payment.gateway).ok_or(PaymentError::NotFound)?;
    let callback = bank::callback(app, id);
    let order = bank::order(&payment, &callback);
    let caps = gateway.caps();
    // Without its receipt, and after the bank's time for it, a payment can only be inquired about.
    let can_verify =
        known.age <= caps.verify_window && (known.receipt.is_some() || !caps.needs_receipt);
    let reply = if can_verify {
        gateway.verify(&order, &known).await
    } else {
        gateway.inquire(&order, &known).await
    };
    book(app, payment, &reply.says, Asked { by, at: asked_at }).await
}

/// Who asked, and when.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) by: Actor,
    pub(super) at: DateTime<Utc>,
}

/// Books an answer. When another payment took the same use of the purpose a moment before, or another
/// process booked this one, looks again and decides anew.
async fn book(
    app: &App,
    mut payment: Payment,
    answer: &Answer,
    asked: Asked,
) -> Result<Outcome, PaymentError> {
    loop {
        let id = payment.id;
        match apply(app, &payment, answer, asked).await {
            Ok(Some(outcome)) => return Ok(outcome),
            Ok(None) => (),
            Err(PaymentError::Database(error)) if violates(&error, "payments_one_for_each_use") => {
            }
            Err(PaymentError::Database(error))
                if violates(&error, "payments_bank_number_is_unique") =>
            {
                if hold(app, id, Difference::BankNumber, asked).await? {
                    return Ok(Outcome::Held);
                }
            }
            Err(error) => return Err(error),
        }
        payment = store::by_id(&app.back_db, id).await?.ok_or(PaymentError::NotFound)?;
        if payment.is_over() {
            return Ok(Outcome::Over);
        }
    }
}

/// Does what follows from the answer. `None`: the payment is not as it was, look again.
async fn apply(
    app: &App,
    payment: &Payment,
    answer: &Answer,
    asked: Asked,
) -> Result<Option<Outcome>, PaymentError> {
    let (db, now) = (&app.back_db, app.clock.now());
    let done = match payment.after_at(answer, now) {
        Next::Confirm(proof, use_number) => {
            let journal = received(payment, &proof, payment.credit_account, now);
            let terms = store::Terms { use_number, suspense: None };
            let done = store::confirm(db, payment, &proof, &terms, (&journal, asked)).await?;
            done.then_some(Outcome::Over)
        }
        Next::Suspend(proof, reason) => {
            let journal = received(payment, &proof, Account::Suspense.id(), now);
            let terms = store::Terms { use_number: None, suspense: Some(reason) };
            let done = store::confirm(db, payment, &proof, &terms, (&journal, asked)).await?;
            done.then_some(Outcome::Over)
        }
        Next::Refuse(refusal) => {
            let done = store::refuse(db, payment.id, refusal, asked, now).await?;
            done.then_some(Outcome::Over)
        }
        Next::Hold(difference) => {
            let held = hold(app, payment.id, difference, asked).await?;
            held.then_some(Outcome::Held)
        }
        Next::Alarm => {
            let detail = "the bank contradicts what it said before";
            alarms::raise(db, Kind::BankChangedItsMind, payment.id, detail, now).await?;
            Some(Outcome::Over)
        }
        Next::CallHouse(code) => {
            let gateway = app.gateways.by_name(&payment.gateway).ok_or(PaymentError::NotFound)?;
            bank::call_house(app, gateway, &code).await?;
            Some(if payment.is_over() { Outcome::Over } else { Outcome::Open })
        }
        Next::AskAgainLater => {
            let soon = payment.ask_again_at(0, now).unwrap_or(now);
            queue::bring_forward(db, &Job::AskBank { payment: payment.id }, soon).await?;
            Some(Outcome::Open)
        }
        Next::Nothing => Some(Outcome::Over),
    };
    app.work_bell.notify_one();
    Ok(done)
}

/// Books nothing and calls a person. `false`: the payment has ended meanwhile.
///
/// The alarm comes first: held money is not asked about again, so a crash in between would leave it
/// lying there unseen.
async fn hold(
    app: &App,
    id: PaymentId,
    difference: Difference,
    asked: Asked,
) -> sqlx::Result<bool> {
    let (db, now) = (&app.back_db, app.clock.now());
    let detail = format!("the bank's answer differs in: {}", difference.code());
    alarms::raise(db, Kind::PaymentDiffers, id, &detail, now).await?;
    store::hold(db, id, difference, asked, now).await
}

/// The journal of received money: the gateway owes us the whole, keeps its fee, and the rest is owed
/// to whoever it was paid for. Money in suspense bears no fee: it may go back whole.
fn received(payment: &Payment, proof: &Proof, credit: AccountId, now: DateTime<Utc>) -> Journal {
    let gateway = payment.gateway.as_str();
    let fee = if credit == payment.credit_account { proof.fee } else { Money::ZERO };
    Journal::of("payment", &payment.id, now)
        .debit(Account::GatewayClearing(gateway).id(), payment.amount)
        .credit(credit, payment.amount - fee)
        .credit(Account::GatewayFees(gateway).id(), fee)
}
