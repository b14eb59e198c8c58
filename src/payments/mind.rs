//! A bank that changes its mind. A payment that has ended stays as it ended; what the bank says now is
//! booked beside it and laid before a person.
//!
//! Money that the bank takes back leaves the account that it went to, by a journal that mirrors the
//! first one to the rial. Where the merchant has spent it by then, the wallet does not go below zero:
//! what is missing becomes a debt of theirs to the house, which their next money pays off. Money that
//! the bank finds after it had refused waits in suspense, and only ever goes back.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;

use super::Decision;
use super::Fate;
use super::Payment;
use super::PaymentError;
use super::Status;
use super::calls;
use super::calls::Ended;
use super::decisions;
use super::refund_store;
use crate::adapters::bank::Proof;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::PaymentId;
use crate::ids::WorkspaceId;
use crate::ledger;
use crate::ledger::Account;
use crate::ledger::Journal;
use crate::money::Money;
use crate::queue;
use crate::queue::Job;

/// A payment that has ended is asked about once more after this time.
const FIRST_LOOK_BACK: TimeDelta = TimeDelta::minutes(5);

/// And then in so many nights.
const NIGHTS: i64 = 2;

/// At half past two in Tehran, when nobody pays.
const NIGHT: TimeDelta = TimeDelta::hours(23);

/// When to ask once more about a payment that ended at a moment; `None`: never again.
pub(super) fn look_back_at(ended_at: DateTime<Utc>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let day = ended_at.date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
    let nights = (0..=NIGHTS).map(|night| day + TimeDelta::days(night) + NIGHT);
    let nights = nights.filter(|night| ended_at + TimeDelta::hours(1) <= *night);
    let nights = nights.take(usize::try_from(NIGHTS).unwrap_or_default());
    std::iter::once(ended_at + FIRST_LOOK_BACK).chain(nights).find(|look| now < *look)
}

/// Whether a payment that ended at a moment has rested long enough to be asked about.
pub(super) fn is_time(ended_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    ended_at + FIRST_LOOK_BACK <= now
}

/// Books that the bank has taken confirmed money back, once.
pub(super) async fn take_back(
    app: &App,
    payment: &Payment,
    ended: &Ended,
) -> Result<(), PaymentError> {
    let (db, now) = (&app.back_db, app.clock.now());
    let asked_back = payment.refunded + payment.refunding;
    if is_our_doing(super::fate(db, payment).await?)
        || asked_back == payment.amount
        || payment.reversed_at.is_some()
    {
        return Ok(calls::end(db, ended, now).await?);
    }
    if asked_back != Money::ZERO {
        let detail = "the bank calls the whole payment taken back, of which a part was refunded";
        alarms::raise(db, Kind::RefundDiffers, payment.id, detail, now).await?;
        return Ok(calls::end(db, ended, now).await?);
    }
    // The alarm first: when we die in between, the next look says the same again.
    let detail = format!("the bank took {} rial back", payment.amount.as_rials());
    alarms::raise(db, Kind::BankTookBack, payment.id, &detail, now).await?;
    let mut tx = db::begin(db).await?;
    let is_first = mark(&mut tx, payment.id, now).await?;
    // Read anew under the payment's lock: its merchant may have decided a moment ago.
    let fate = super::fate(&mut *tx, payment).await?;
    let asked_back = refund_store::asked_back(&mut *tx, payment.id).await?;
    if is_our_doing(fate) || asked_back != Money::ZERO {
        tx.rollback().await?;
        return Ok(calls::end(db, ended, now).await?);
    }
    if is_first {
        let credited = if fate == Some(Fate::Accepted) || payment.suspense.is_none() {
            Some(payment.amount - payment.fee)
        } else {
            None
        };
        if let Some(amount) = credited {
            cover(&mut tx, payment, amount, now).await?;
        }
        if fate == Some(Fate::Accepted) {
            let mirror = ("payment_accepted_reversed", &payment.id);
            ledger::mirror(&mut tx, ("payment_accepted", &payment.id), mirror, now).await?;
        }
        let mirror = ("payment_reversed", &payment.id);
        ledger::mirror(&mut tx, ("payment", &payment.id), mirror, now).await?;
    }
    tx.commit().await?;
    Ok(calls::end(db, ended, now).await?)
}

/// Whether money goes back because its merchant said so.
fn is_our_doing(fate: Option<Fate>) -> bool {
    matches!(fate, Some(Fate::BeingGivenBack | Fate::GivenBack))
}

/// `false`: it is marked already.
async fn mark(tx: &mut Tx, id: PaymentId, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let done = query!(
        "update payments set reversed_at = $2
        where id = $1 and status = 'confirmed' and reversed_at is null",
        id.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What a wallet lacks of an amount that is about to leave it becomes a debt of its workspace.
async fn cover(
    tx: &mut Tx,
    payment: &Payment,
    amount: Money,
    now: DateTime<Utc>,
) -> Result<(), PaymentError> {
    let Some(balance) = ledger::lock_balance(tx, payment.credit_account).await? else {
        return Ok(());
    };
    if amount <= balance {
        return Ok(());
    }
    let debt = Account::Receivable(payment.workspace);
    ledger::open_account(tx, &debt, now).await?;
    let journal = Journal::of("debt", &payment.id, now)
        .debit(debt.id(), amount - balance)
        .credit(payment.credit_account, amount - balance);
    ledger::post(tx, &journal).await?;
    Ok(())
}

/// Lets wallets pay off what their workspaces owe, as far as they reach. Safe to repeat at any time.
pub async fn collect_debts(app: &App) -> Result<(), PaymentError> {
    for (workspace, owed) in ledger::debts(&app.back_db).await? {
        collect(app, workspace, owed).await?;
    }
    Ok(())
}

async fn collect(app: &App, workspace: WorkspaceId, owed: Money) -> Result<(), PaymentError> {
    let now = app.clock.now();
    let wallet = Account::Wallet(workspace).id();
    let mut tx = db::begin(&app.back_db).await?;
    // The wallet's lock keeps a second collector waiting, who then finds the debt paid.
    let balance = ledger::lock_balance(&mut tx, wallet).await?.unwrap_or(Money::ZERO);
    let still = ledger::owed(&mut tx, workspace).await?.min(owed);
    let amount = balance.min(still);
    if Money::ZERO < amount {
        let cause = format!("{workspace}:{}", now.timestamp_micros());
        let journal = Journal::of("debt_paid", &cause, now)
            .debit(wallet, amount)
            .credit(Account::Receivable(workspace).id(), amount);
        ledger::post(&mut tx, &journal).await?;
    }
    Ok(tx.commit().await?)
}

/// Books money that the bank found after it had refused, once. It is nobody's: it can only go back.
pub(super) async fn find(
    app: &App,
    payment: &Payment,
    proof: &Proof,
    ended: &Ended,
) -> Result<(), PaymentError> {
    let (db, now) = (&app.back_db, app.clock.now());
    if payment.status != Status::Refused || payment.found.is_some() {
        return Ok(calls::end(db, ended, now).await?);
    }
    if payment.shared.is_some() {
        let detail =
            "the bank refused this payment and now says that a part of it went to somebody else";
        alarms::raise(db, Kind::PaymentDiffers, payment.id, detail, now).await?;
        return Ok(calls::end(db, ended, now).await?);
    }
    let detail = "the bank refused this payment and now says that its money moved";
    alarms::raise(db, Kind::BankChangedItsMind, payment.id, detail, now).await?;
    let amount = proof.amount.unwrap_or(payment.amount);
    let mut tx = db::begin(db).await?;
    let done = query!(
        "insert into found_money (payment_id, amount, bank_number, found_at)
        values ($1, $2, $3, $4)
        on conflict do nothing",
        payment.id.as_uuid(),
        amount.as_rials(),
        proof.bank_number,
        now,
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 1 {
        let journal = Journal::of("payment_found", &payment.id, now)
            .debit(payment.taking_account(), amount)
            .credit(payment.waiting_account(), amount);
        ledger::post(&mut tx, &journal).await?;
    }
    tx.commit().await?;
    Ok(calls::end(db, ended, now).await?)
}

/// A person of the house has looked: money that was found goes back to its payer.
pub async fn give_found_back(app: &App, id: PaymentId) -> Result<(), PaymentError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    if decisions::give_found_back(&mut tx, id, now).await? != Some(Decision::GivenBack) {
        return Err(PaymentError::NotFound);
    }
    queue::add(&mut tx, &Job::GiveBack { payment: id }, now).await?;
    tx.commit().await?;
    alarms::solve_about(&app.db, Kind::BankChangedItsMind, id, now).await?;
    app.work_bell.notify_one();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ended_payment_is_looked_at_after_five_minutes_and_in_two_nights() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).expect("a moment").to_utc();
        let ended = at("2026-11-22T10:00:00Z");
        let mut looks = vec![];
        let mut now = ended;
        while let Some(look) = look_back_at(ended, now) {
            looks.push(look);
            now = look;
        }
        assert_eq!(
            looks,
            [at("2026-11-22T10:05:00Z"), at("2026-11-22T23:00:00Z"), at("2026-11-23T23:00:00Z")]
        );
    }
}
