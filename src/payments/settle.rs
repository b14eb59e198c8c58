//! The one function that ends a payment. The way back from the bank, the reconciler and a person's
//! button all call it, so the rescue path is the everyday path.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::LazyLock;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use chrono::DateTime;
use chrono::Utc;
use tokio::sync::OnceCell;

use super::Actor;
use super::Payment;
use super::PaymentError;
use super::bank;
use super::calls;
use super::calls::Ended;
use super::calls::Intent;
use super::calls::Op;
use super::difference::Difference;
use super::mind;
use super::next::Next;
use super::own;
use super::shares;
use super::store;
use crate::adapters::bank::Answer;
use crate::adapters::bank::Proof;
use crate::adapters::bank::RESTS_MAX;
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
    /// The same, and it wants to be left in peace until then.
    Resting(DateTime<Utc>),
    /// A person has to look.
    Held,
}

/// How often, and how long apart, who waits for another process looks: eight seconds in all.
const LOOKS: (u32, Duration) = (40, Duration::from_millis(200));

/// An answer is booked at once unless somebody else is quicker, each time.
const TRIES_MAX: usize = 5;

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
///
/// A payment that has ended is asked about a few times more, because a bank may change its mind.
pub async fn ask_again(
    app: &App,
    id: PaymentId,
    attempt: i32,
) -> Result<Option<DateTime<Utc>>, PaymentError> {
    let known = store::by_id(&app.back_db, id).await?.ok_or(PaymentError::NotFound)?;
    if known.is_over() {
        return look_back(app, known).await;
    }
    let outcome = settle(app, id, Actor::Reconciler).await?;
    let now = app.clock.now();
    match outcome {
        Outcome::Held => Ok(None),
        Outcome::Over => Ok(mind::look_back_at(now, now)),
        Outcome::Open | Outcome::Resting(_) => {
            let asked = usize::try_from(attempt).unwrap_or_default();
            let again = known.ask_again_at(asked, now);
            if again.is_none() {
                let detail = "the bank has given no definite answer for 72 hours";
                alarms::raise(&app.back_db, Kind::PaymentUnknown, id, detail, now).await?;
            }
            Ok(match outcome {
                Outcome::Resting(until) => again.map(|again| again.max(until)),
                _ => again,
            })
        }
    }
}

async fn look_back(app: &App, known: Payment) -> Result<Option<DateTime<Utc>>, PaymentError> {
    let ended_at = known.changed_at;
    let is_settled = known.reversed_at.is_some() || known.found.is_some();
    if is_settled || known.bank_reference.is_none() {
        return Ok(None);
    }
    if mind::is_time(ended_at, app.clock.now()) {
        question(app, known, Actor::Reconciler).await?;
    }
    Ok(mind::look_back_at(ended_at, app.clock.now()))
}

fn lock() -> std::sync::MutexGuard<'static, HashMap<PaymentId, Asking>> {
    ASKING.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn ask(app: &App, id: PaymentId, by: Actor) -> Result<Outcome, PaymentError> {
    let payment = store::by_id(&app.back_db, id).await?.ok_or(PaymentError::NotFound)?;
    match (payment.is_over(), &payment.held) {
        (true, _) => Ok(Outcome::Over),
        // Only a person may ask about money that differs.
        (false, Some(_)) => Ok(Outcome::Held),
        (false, None) => question(app, payment, by).await,
    }
}

/// Asks the bank and books its answer. A payment that has ended is only inquired about.
async fn question(app: &App, payment: Payment, by: Actor) -> Result<Outcome, PaymentError> {
    let (id, now) = (payment.id, app.clock.now());
    let Some(known) = bank::known(&payment, now) else { return Ok(without_answer(&payment)) };
    let gateway = own::gateway(app, &payment).await?;
    let caps = gateway.caps();
    // Without its receipt, and after the bank's time for it, a payment can only be inquired about.
    // A payment of which a part goes to somebody else is only inquired about until that part may go.
    let can_verify = !payment.is_over()
        && (payment.shared.is_none() || payment.taken_at.is_some())
        && known.age <= caps.verify_window
        && (known.receipt.is_some() || !caps.needs_receipt);
    if payment.is_over() && !caps.inquires {
        return Ok(Outcome::Over);
    }
    let op = if can_verify { Op::Verify } else { Op::Inquire };
    let intent = Intent { payment: id, amount: payment.amount, op, refund: None, by };
    let Some(call) = calls::begin(&app.back_db, intent, now).await? else {
        return await_other(app, id, by).await;
    };
    let callback = bank::callback(app, id);
    let order = bank::order(&payment, &callback);
    let reply = match op {
        Op::Verify => gateway.verify(&order, &known).await,
        _ => gateway.inquire(&order, &known).await,
    };
    if matches!(reply.says, Answer::Moved(_) | Answer::Refused(_) | Answer::Waiting) {
        gateway.went_well();
    }
    let ended = Ended::asked(call, &reply);
    book(app, payment, &reply.says, &ended).await
}

/// Another process asks at this moment: whoever waits for the answer waits for its answer.
async fn await_other(app: &App, id: PaymentId, by: Actor) -> Result<Outcome, PaymentError> {
    let looks = if by == Actor::Reconciler { 0 } else { LOOKS.0 };
    for _ in 0..looks {
        tokio::time::sleep(LOOKS.1).await;
        let payment = store::by_id(&app.back_db, id).await?.ok_or(PaymentError::NotFound)?;
        if payment.is_over() {
            return Ok(Outcome::Over);
        }
        if payment.held.is_some() {
            return Ok(Outcome::Held);
        }
        if !calls::is_under_way(&app.back_db, id, app.clock.now()).await? {
            break;
        }
    }
    Ok(Outcome::Open)
}

/// Books an answer. When another payment took the same use of the purpose a moment before, or another
/// process booked this one, looks again and decides anew.
async fn book(
    app: &App,
    mut payment: Payment,
    answer: &Answer,
    ended: &Ended,
) -> Result<Outcome, PaymentError> {
    for _ in 0..TRIES_MAX {
        let id = payment.id;
        match apply(app, &payment, answer, ended).await {
            Ok(Some(outcome)) => return Ok(outcome),
            Ok(None) => (),
            Err(PaymentError::Database(error)) if violates(&error, "payments_one_for_each_use") => {
            }
            Err(PaymentError::Database(error))
                if violates(&error, "payments_bank_number_is_unique") =>
            {
                if hold(app, id, Difference::BankNumber, ended).await? {
                    return Ok(Outcome::Held);
                }
            }
            Err(error) => return Err(error),
        }
        payment = store::by_id(&app.back_db, id).await?.ok_or(PaymentError::NotFound)?;
        if payment.is_over() {
            calls::end(&app.back_db, ended, app.clock.now()).await?;
            return Ok(Outcome::Over);
        }
    }
    // Our note of the question went with the machine (`calls::Op::only_asks`): the bank is asked anew.
    Ok(Outcome::Open)
}

/// Does what follows from the answer. `None`: the payment is not as it was, look again.
async fn apply(
    app: &App,
    payment: &Payment,
    answer: &Answer,
    ended: &Ended,
) -> Result<Option<Outcome>, PaymentError> {
    let (db, now) = (&app.back_db, app.clock.now());
    let done = match payment.after_at(answer, now) {
        Next::Confirm(proof, use_number) => {
            let journal = received(payment, &proof, payment.credit_account, now);
            let terms = store::Terms { use_number, suspense: None };
            let done = store::confirm(db, payment, &proof, &terms, (&journal, ended)).await?;
            count(payment, "confirmed", done)
        }
        Next::Suspend(proof, reason) => {
            let journal = received(payment, &proof, payment.waiting_account(), now);
            let terms = store::Terms { use_number: None, suspense: Some(reason) };
            let done = store::confirm(db, payment, &proof, &terms, (&journal, ended)).await?;
            count(payment, "suspended", done)
        }
        Next::Refuse(refusal) => {
            let done = store::refuse(db, payment.id, refusal, ended, now).await?;
            count(payment, "refused", done)
        }
        Next::Hold(difference) => {
            let held = hold(app, payment.id, difference, ended).await?;
            held.then_some(Outcome::Held)
        }
        other => Some(apply_rest(app, payment, other, ended).await?),
    };
    app.work_bell.notify_one();
    Ok(done)
}

/// Counts a payment that this answer has ended.
fn count(payment: &Payment, end: &'static str, done: bool) -> Option<Outcome> {
    if done {
        let labels = [("gateway", payment.gateway.clone()), ("end", end.to_owned())];
        metrics::counter!("peyvand_payments_total", &labels).increment(1);
    }
    done.then_some(Outcome::Over)
}

/// What follows from an answer that does not end the payment.
async fn apply_rest(
    app: &App,
    payment: &Payment,
    next: Next,
    ended: &Ended,
) -> Result<Outcome, PaymentError> {
    let (db, now) = (&app.back_db, app.clock.now());
    match next {
        Next::TakeBack => mind::take_back(app, payment, ended).await?,
        Next::Find(proof) => mind::find(app, payment, &proof, ended).await?,
        other => {
            match other {
                Next::Alarm => {
                    let detail = "the bank speaks of money for a payment without a page";
                    alarms::raise(db, Kind::MoneyWithoutPage, payment.id, detail, now).await?;
                }
                Next::CallHouse(code) => {
                    let gateway = own::gateway(app, payment).await?;
                    bank::call_house(app, &gateway, &code).await?;
                }
                Next::AskRoom => shares::ask_room(app, payment).await?,
                Next::AskAgainLater { after } => {
                    let ask = Job::AskBank { payment: payment.id };
                    calls::end(db, ended, now).await?;
                    let Some(after) = after else {
                        let soon = payment.ask_again_at(0, now).unwrap_or(now);
                        queue::bring_forward(db, &ask, soon).await?;
                        return Ok(Outcome::Open);
                    };
                    let rested = now + after.min(RESTS_MAX);
                    queue::put_off(db, &ask, rested).await?;
                    return Ok(Outcome::Resting(rested));
                }
                Next::Nothing
                | Next::Confirm(..)
                | Next::Suspend(..)
                | Next::Refuse(_)
                | Next::Hold(_)
                | Next::TakeBack
                | Next::Find(_) => (),
            }
            calls::end(db, ended, now).await?;
        }
    }
    Ok(without_answer(payment))
}

/// How a payment stands when the bank's answer has not changed it.
fn without_answer(payment: &Payment) -> Outcome {
    if payment.is_over() { Outcome::Over } else { Outcome::Open }
}

/// Books nothing and calls a person. `false`: the payment has ended meanwhile.
///
/// The alarm comes first: held money is not asked about again, so a crash in between would leave it
/// lying there unseen.
async fn hold(
    app: &App,
    id: PaymentId,
    difference: Difference,
    ended: &Ended,
) -> sqlx::Result<bool> {
    let (db, now) = (&app.back_db, app.clock.now());
    let detail = format!("the bank's answer differs in: {}", difference.code());
    alarms::raise(db, Kind::PaymentDiffers, id, &detail, now).await?;
    store::hold(db, id, difference, ended, now).await
}

/// The journal of received money: the gateway owes us the whole, keeps its fee, and the rest is owed to
/// whoever it was paid for; or the payee has it already, and what their gateway keeps is theirs to know.
/// Money in suspense bears no fee: it may go back whole.
fn received(payment: &Payment, proof: &Proof, credit: AccountId, now: DateTime<Utc>) -> Journal {
    let fee = if credit == payment.credit_account { proof.fee } else { Money::ZERO };
    Journal::of("payment", &payment.id, now)
        .debit(payment.taking_account(), payment.amount)
        .credit(credit, payment.amount - fee)
        .credit(Account::GatewayFees(&payment.gateway).id(), fee)
}
