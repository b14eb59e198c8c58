//! Money that is real but unwelcome: it came late, or second, or after the request was withdrawn. It
//! waits in suspense until its merchant takes it or gives it back.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::Decision;
use super::Fate;
use super::Payment;
use super::PaymentError;
use super::decisions;
use super::own;
use super::returning;
use super::returning::Way;
use super::store;
use crate::acts;
use crate::acts::Act;
use crate::adapters::bank::RefundOrder;
use crate::adapters::bank::Return;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::ids::PaymentId;
use crate::ids::WorkspaceId;
use crate::ledger;
use crate::ledger::Account;
use crate::ledger::Journal;
use crate::money::Money;
use crate::queue;
use crate::queue::Job;

/// Writes down what the merchant decided, and begins with it. Returns the decision that holds: the
/// first one.
pub async fn decide(
    app: &App,
    id: PaymentId,
    workspace: WorkspaceId,
    (decision, by): (Decision, MemberId),
) -> Result<Decision, PaymentError> {
    write_down(app, id, workspace, (decision, Some(by))).await
}

/// Gives money back because the payee said beforehand that it is not wanted, without a person. Where its
/// gateway takes nothing back it waits for one.
pub async fn give_back_by_rule(
    app: &App,
    id: PaymentId,
    workspace: WorkspaceId,
) -> Result<(), PaymentError> {
    match write_down(app, id, workspace, (Decision::GivenBack, None)).await {
        Ok(_) | Err(PaymentError::NothingBack) => Ok(()),
        Err(error) => Err(error),
    }
}

async fn write_down(
    app: &App,
    id: PaymentId,
    workspace: WorkspaceId,
    (decision, by): (Decision, Option<MemberId>),
) -> Result<Decision, PaymentError> {
    let now = app.clock.now();
    // Read before the transaction begins: one act never waits for a second connection.
    let payment = store::by_id(&app.db, id).await?.ok_or(PaymentError::NotFound)?;
    // The house has nothing of what was paid at the payee's own terminal: it can only go back there.
    if decision == Decision::GivenBack
        && payment.own_terminal.is_some()
        && super::fate(&app.db, &payment).await? == Some(Fate::Undecided)
        && !own::gives_back(&payment, &*own::gateway(app, &payment).await?, now)
    {
        return Err(PaymentError::NothingBack);
    }
    let mut tx = db::begin(&app.db).await?;
    let holds = decisions::write(&mut tx, id, workspace, (decision, by), now)
        .await?
        .ok_or(PaymentError::NotFound)?;
    let act = match holds {
        Decision::Accepted => Act::PaymentAccepted,
        Decision::GivenBack => Act::PaymentGivenBack,
    };
    acts::note(&mut tx, act, (id.as_uuid(), ""), now).await?;
    match holds {
        Decision::Accepted => {
            let journal = accepted(&payment, now);
            ledger::post(&mut tx, &journal).await?;
            decisions::carry_out(&mut tx, &payment, now).await?;
            tell_payer(&mut tx, &payment, now).await?;
        }
        Decision::GivenBack => {
            queue::add(&mut tx, &Job::GiveBack { payment: id }, now).await?;
        }
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(holds)
}

/// A silent bank is told again after this time.
const AFTER_SILENCE: TimeDelta = TimeDelta::minutes(1);

/// A bank that refused is told again after this time, in which a person may have talked to it.
const AFTER_REFUSAL: TimeDelta = TimeDelta::hours(1);

/// After so much silence a person has to talk to the bank.
const SILENCE_MAX: TimeDelta = TimeDelta::hours(72);

/// Gives the money of a payment in suspense back, as its merchant decided. `Some`: it is not done; come
/// again after that time.
pub async fn give_back(app: &App, id: PaymentId) -> Result<Option<TimeDelta>, PaymentError> {
    let Some(decided_at) = decisions::to_give_back(&app.back_db, id).await? else {
        return Ok(None);
    };
    let payment = store::by_id(&app.back_db, id).await?.ok_or(PaymentError::NotFound)?;
    let amount = payment.found.unwrap_or(payment.amount);
    let refund = RefundOrder {
        id: id.as_uuid(),
        amount,
        asked_at: decided_at,
        given: payment.refunded,
        began_at: payment.opened_at,
    };
    let answer = returning::send_back(app, &payment, &refund, Way::AsPossible).await?;

    let now = app.clock.now();
    match answer {
        Return::Done { .. } => {
            let mut tx = db::begin(&app.back_db).await?;
            ledger::post(&mut tx, &given_back(&payment, amount, now)).await?;
            decisions::carry_out(&mut tx, &payment, now).await?;
            tell_payer(&mut tx, &payment, now).await?;
            tx.commit().await?;
            Ok(None)
        }
        Return::Refused { .. } => {
            let detail = "the bank refused to give the money back";
            alarms::raise(&app.back_db, Kind::GiveBackRefused, id, detail, now).await?;
            Ok(Some(AFTER_REFUSAL))
        }
        Return::Misconfigured { .. } => Ok(Some(AFTER_REFUSAL)),
        answer @ (Return::Pending | Return::NotFound | Return::Busy { .. } | Return::Unknown) => {
            if SILENCE_MAX <= now - decided_at {
                let detail = "the bank has been silent about giving money back for 72 hours";
                alarms::raise(&app.back_db, Kind::GiveBackRefused, id, detail, now).await?;
            }
            Ok(Some(answer.rests().map_or(AFTER_SILENCE, |rests| rests.max(AFTER_SILENCE))))
        }
    }
}

/// Whoever tells of the money's arrival tells of the decision too.
async fn tell_payer(tx: &mut Tx, payment: &Payment, now: DateTime<Utc>) -> sqlx::Result<()> {
    match payment.on_paid.of_decision() {
        Some(job) => queue::add(tx, &job, now).await,
        None => Ok(()),
    }
}

fn accepted(payment: &Payment, now: DateTime<Utc>) -> Journal {
    Journal::of("payment_accepted", &payment.id, now)
        .debit(payment.waiting_account(), payment.amount)
        .credit(payment.credit_account, payment.amount - payment.fee)
        .credit(Account::GatewayFees(&payment.gateway).id(), payment.fee)
}

fn given_back(payment: &Payment, amount: Money, now: DateTime<Utc>) -> Journal {
    Journal::of("payment_given_back", &payment.id, now)
        .debit(payment.waiting_account(), amount)
        .credit(payment.taking_account(), amount)
}
