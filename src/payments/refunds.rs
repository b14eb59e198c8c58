//! Refunds: a merchant gives money of a paid link back to its payer, whole or in part.
//!
//! The money leaves the wallet when it is asked for, so that it cannot be spent twice, and waits in an
//! account of its own for the bank. In the bank's window the whole payment is reversed, and the gateway
//! gives its fee back too; otherwise the gateway's refund is used, where it has one, and its fee stays
//! paid. Silence is never taken for a refusal: the bank is asked until it says what became of it. What
//! it surely did not give returns to the wallet.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use thiserror::Error;

use super::Fate;
use super::Payment;
use super::PaymentError;
use super::Status;
use super::own;
use super::refund_store;
use super::refund_store::refund_by_id;
use super::returning;
use super::returning::Way;
use super::store;
use crate::acts;
use crate::acts::Act;
use crate::adapters::bank::NOT_LISTED;
use crate::adapters::bank::OTHER_REFUNDS;
use crate::adapters::bank::Offered;
use crate::adapters::bank::RefundOrder;
use crate::adapters::bank::Refunds;
use crate::adapters::bank::Return;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::db;
use crate::ids::MemberId;
use crate::ids::PaymentId;
use crate::ids::RefundId;
use crate::ids::WorkspaceId;
use crate::ledger;
use crate::ledger::Account;
use crate::ledger::Journal;
use crate::ledger::LedgerError;
use crate::locale::Voice;
use crate::locale::isolate;
use crate::money::Money;
use crate::queue;
use crate::queue::Job;
use crate::terminals::TerminalError;

/// A silent bank is asked again after this time.
const AFTER_SILENCE: TimeDelta = TimeDelta::minutes(1);

/// A gateway that does not talk to us is tried again after this time.
const AFTER_REFUSAL: TimeDelta = TimeDelta::hours(1);

/// A bank that has taken a refund on is asked again after this time.
const WHILE_PENDING: TimeDelta = TimeDelta::minutes(10);

/// After so much silence a person has to talk to the bank.
const SILENCE_MAX: TimeDelta = TimeDelta::hours(72);

/// Money that goes back, or went.
#[derive(Clone, Debug)]
pub struct Refund {
    /// Its name.
    pub id: RefundId,
    /// The payment whose money it is.
    pub payment: PaymentId,
    /// How much the payer gets.
    pub amount: Money,
    /// Whether the whole payment is taken back in the bank's window.
    pub by_reversal: bool,
    /// What of it the gateway bears, by giving its fee back.
    pub fee: Money,
    /// Why, for the merchant's own books.
    pub reason: Option<String>,
    /// Who asked for it.
    pub asked_by: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// When the bank had given it.
    pub done_at: Option<DateTime<Utc>>,
    /// When the bank refused, and the money was the merchant's again.
    pub refused_at: Option<DateTime<Utc>>,
    /// Why it refused, in its words or by a name of ours.
    pub refusal: Option<String>,
}

/// What can be given back of a payment at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refundable {
    /// What has not been given back yet.
    pub left: Money,
    /// Until when the bank takes the whole payment back, at once and free of charge.
    pub whole_until: Option<DateTime<Utc>>,
    /// The smallest amount that the gateway gives back after that; `None`: it gives nothing back.
    pub part_least: Option<Money>,
}

impl Refundable {
    /// How an amount goes back, or why it cannot.
    fn way(&self, amount: Money) -> Result<Way, RefundError> {
        if self.left < amount {
            return Err(RefundError::MoreThanLeft(self.left));
        }
        match (self.whole_until, self.part_least) {
            (Some(_), _) if amount == self.left => Ok(Way::Reversal),
            (_, Some(least)) if least <= amount => Ok(Way::Refund),
            (_, Some(least)) => Err(RefundError::LessThan(least)),
            (Some(_), None) => Err(RefundError::OnlyWhole(self.left)),
            (None, None) => Err(RefundError::NotByThisGateway),
        }
    }
}

/// A refund about to be asked for.
#[derive(Clone, Debug)]
pub struct NewRefund {
    /// Chosen before the form was shown, so that a second click is the same refund.
    pub id: RefundId,
    /// The payment.
    pub payment: PaymentId,
    /// How much.
    pub amount: Money,
    /// Why, for the merchant's own books; at most 200 characters.
    pub reason: Option<String>,
}

/// Why money does not go back.
#[derive(Debug, Error)]
pub enum RefundError {
    /// There is no such payment in this workspace, or nothing of it can be given back.
    #[error("nothing can be given back")]
    NotFound,
    /// The id was used for another refund.
    #[error("the refund was asked for on other terms")]
    OtherTerms,
    /// Only so much is left of the payment.
    #[error("only {0:?} is left")]
    MoreThanLeft(Money),
    /// The gateway gives no less than this back.
    #[error("the gateway gives no less than {0:?} back")]
    LessThan(Money),
    /// The gateway takes back the whole payment, or nothing.
    #[error("the gateway takes back the whole {0:?} or nothing")]
    OnlyWhole(Money),
    /// The gateway gives nothing back, or not any more.
    #[error("the gateway gives nothing back")]
    NotByThisGateway,
    /// A part of it went to somebody else's account inside the payment, from where no gateway fetches it.
    #[error("a part of it went to somebody else inside the payment")]
    WentOn,
    /// The wallet holds only so much.
    #[error("the wallet holds {0:?}")]
    WalletHolds(Money),
    /// What stands below did not go as it should.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// The ledger refused.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The database did not answer as it should.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// What is said of a refund that was not taken on; `None`: there is nothing to say to its merchant.
pub fn said(v: &Voice, error: &RefundError) -> Option<String> {
    let w = v.w;
    Some(match error {
        RefundError::MoreThanLeft(left) => w.payments_refund_more_than_left(v.amount_unit(*left)),
        RefundError::LessThan(least) => w.payments_refund_less_than(v.amount_unit(*least)),
        RefundError::OnlyWhole(whole) => w.payments_refund_only_whole(v.amount_unit(*whole)),
        RefundError::WalletHolds(held) => w.payments_refund_wallet_holds(v.amount_unit(*held)),
        RefundError::NotByThisGateway => w.payments_refund_not_by_this_gateway(),
        RefundError::WentOn => w.payments_refund_went_on(),
        RefundError::OtherTerms => w.payments_refund_was_sent(),
        RefundError::NotFound
        | RefundError::Payment(_)
        | RefundError::Ledger(_)
        | RefundError::Database(_) => return None,
    })
}

/// Why a bank did not carry a refund out, for its merchant.
pub fn why_refused(v: &Voice, refusal: &str) -> String {
    let w = v.w;
    match refusal {
        returning::WINDOW_OVER => w.payments_refund_window_over(),
        NOT_LISTED => w.payments_refund_not_listed(),
        OTHER_REFUNDS => w.payments_refund_other_refunds(),
        words => w.payments_refund_bank_said(isolate(&v.digits(words))),
    }
}

/// What can be given back of a payment; `None`: it is not a paid link's, or all of it went back.
pub async fn refundable(
    app: &App,
    payment: &Payment,
    fate: Option<Fate>,
) -> Result<Option<Refundable>, PaymentError> {
    match own::gateway(app, payment).await {
        Ok(gateway) => Ok(refundable_by(&gateway, payment, fate, app.clock.now())),
        // The house has given the gateway up, or the payee's terminal is gone for good.
        Err(PaymentError::NotFound | PaymentError::Terminal(TerminalError::NotFound)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn refundable_by(
    gateway: &Offered,
    payment: &Payment,
    fate: Option<Fate>,
    now: DateTime<Utc>,
) -> Option<Refundable> {
    let is_the_merchants = payment.status == Status::Confirmed
        && payment.reversed_at.is_none()
        && matches!(fate, None | Some(Fate::Accepted))
        && payment.on_paid.is_of_link();
    let given = payment.refunded + payment.refunding;
    let left = payment.amount - given;
    if !is_the_merchants || left == Money::ZERO {
        return None;
    }
    let ends_at = payment.reversed_until(&**gateway);
    let whole_until = ends_at.filter(|at| given == Money::ZERO && now < *at);
    let part_least = gateway.refunds().map(Refunds::least);
    // The house has none of what was paid at the payee's own terminal: what cannot go back there is between
    // them and their payer.
    let is_theirs_alone = payment.own_terminal.is_some() && whole_until.is_none();
    if is_theirs_alone && part_least.is_none() {
        return None;
    }
    Some(Refundable { left, whole_until, part_least })
}

/// Sets money of a wallet aside, to be given back, or notes that what is with the payee is to be
/// reversed. The same refund again changes nothing; of two that together are more than was paid, the
/// second is refused.
pub async fn refund(
    app: &App,
    new: &NewRefund,
    (workspace, by): (WorkspaceId, MemberId),
) -> Result<(), RefundError> {
    let now = app.clock.now();
    // Read before the transaction begins: one act never waits for a second connection.
    let payment = store::by_id(&app.db, new.payment).await?.ok_or(RefundError::NotFound)?;
    let gateway = own::gateway(app, &payment).await?;
    let mut tx = db::begin(&app.db).await?;
    // Refunds of one payment wait for each other, and for a bank that takes its money back.
    if !refund_store::lock(&mut tx, new.payment, workspace).await? {
        return Err(RefundError::NotFound);
    }
    if let Some(known) = refund_store::terms(&mut tx, new.id).await? {
        let is_same = known == (new.payment, new.amount);
        return if is_same { Ok(()) } else { Err(RefundError::OtherTerms) };
    }
    let payment = store::by_id(&mut *tx, new.payment).await?.ok_or(RefundError::NotFound)?;
    if payment.shared.is_some() && payment.status == Status::Confirmed {
        return Err(RefundError::WentOn);
    }
    let fate = super::fate(&mut *tx, &payment).await?;
    let can = refundable_by(&gateway, &payment, fate, now).ok_or(RefundError::NotFound)?;
    let way = can.way(new.amount)?;
    let fee = if way == Way::Reversal { payment.fee } else { Money::ZERO };
    let outlay = new.amount - fee;
    // What was paid at the payee's own terminal never was in a wallet, and its account has no floor.
    let balance = ledger::lock_balance(&mut tx, payment.credit_account).await?;
    if let Some(balance) = balance.filter(|balance| *balance < outlay) {
        return Err(RefundError::WalletHolds(balance));
    }
    refund_store::insert(&mut tx, new, (way, fee, by), now).await?;
    let aside = ledger::open_account(&mut tx, &payment.refunding_account(), now).await?;
    let journal = Journal::of(ASIDE, &new.id, now)
        .debit(payment.credit_account, outlay)
        .credit(aside, outlay);
    ledger::post(&mut tx, &journal).await?;
    queue::add(&mut tx, &Job::GiveRefund { refund: new.id }, now).await?;
    let said = new.amount.as_rials().to_string();
    acts::note(&mut tx, Act::Refunded, (new.payment.as_uuid(), &said), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// The journals of a refund: set aside, given by the bank, or returned to the wallet.
const ASIDE: &str = "refund_asked";
const GIVEN: &str = "refund_given";
const RETURNED: &str = "refund_returned";

/// Lets the bank give back what was set aside. `Some`: it is not done; come again after that time.
pub async fn give(app: &App, id: RefundId) -> Result<Option<TimeDelta>, RefundError> {
    let (db, now) = (&app.back_db, app.clock.now());
    let refund = refund_by_id(db, id).await?.ok_or(RefundError::NotFound)?;
    if refund.done_at.is_some() || refund.refused_at.is_some() {
        return Ok(None);
    }
    if refund_store::waits_for_another(db, &refund).await? {
        return Ok(Some(AFTER_SILENCE));
    }
    let payment = super::by_id(db, refund.payment).await?;
    let order = RefundOrder {
        id: id.as_uuid(),
        amount: refund.amount,
        asked_at: refund.asked_at,
        given: payment.refunded,
        began_at: payment.opened_at,
    };
    let way = if refund.by_reversal { Way::Reversal } else { Way::Refund };
    let aside = payment.refunding_account().id();
    let outlay = refund.amount - refund.fee;
    match returning::send_back(app, &payment, &order, way).await? {
        Return::Done { .. } => {
            let journal = Journal::of(GIVEN, &id, now)
                .debit(aside, outlay)
                .debit(Account::GatewayFees(&payment.gateway).id(), refund.fee)
                .credit(payment.taking_account(), refund.amount);
            end(app, &payment, (&refund, Ok(())), &journal).await?;
            Ok(None)
        }
        Return::Refused { code } => {
            let journal = Journal::of(RETURNED, &id, now)
                .debit(aside, outlay)
                .credit(payment.credit_account, outlay);
            end(app, &payment, (&refund, Err(&code)), &journal).await?;
            Ok(None)
        }
        Return::Misconfigured { .. } => Ok(Some(AFTER_REFUSAL)),
        answer @ (Return::Pending | Return::NotFound | Return::Busy { .. } | Return::Unknown) => {
            if SILENCE_MAX <= now - refund.asked_at {
                let detail = "the bank has not said for 72 hours what became of a refund";
                alarms::raise(db, Kind::GiveBackRefused, refund.payment, detail, now).await?;
            }
            let usual = if answer == Return::Pending { WHILE_PENDING } else { AFTER_SILENCE };
            Ok(Some(answer.rests().map_or(usual, |rests| rests.max(usual))))
        }
    }
}

/// Books how a refund ended, once, and has it told. A refusal has its reason.
async fn end(
    app: &App,
    payment: &Payment,
    (refund, outcome): (&Refund, Result<(), &str>),
    journal: &Journal,
) -> Result<(), RefundError> {
    let mut tx = db::begin(&app.back_db).await?;
    if refund_store::end(&mut tx, refund.id, outcome.err(), journal.at).await? {
        ledger::post(&mut tx, journal).await?;
        if let Some(job) = payment.on_paid.of_refund(refund.id) {
            queue::add(&mut tx, &job, journal.at).await?;
        }
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: Money = Money::rials(500_000);

    fn refundable(whole: bool, least: Option<i64>) -> Refundable {
        let whole_until = whole.then_some(DateTime::UNIX_EPOCH);
        Refundable { left: LEFT, whole_until, part_least: least.map(Money::rials) }
    }

    #[test]
    fn a_part_goes_back_only_by_a_gateway_that_gives_parts() {
        let part = Money::rials(100_000);
        let way = |whole, least, amount| refundable(whole, least).way(amount).ok();
        assert_eq!(way(true, Some(10_000), part), Some(Way::Refund));
        assert_eq!(way(true, Some(10_000), LEFT), Some(Way::Reversal));
        assert_eq!(way(false, Some(10_000), LEFT), Some(Way::Refund));
        assert_eq!(way(true, None, LEFT), Some(Way::Reversal));
        let only_whole = refundable(true, None).way(part);
        assert!(matches!(only_whole, Err(RefundError::OnlyWhole(LEFT))));
        let nothing = refundable(false, None).way(LEFT);
        assert!(matches!(nothing, Err(RefundError::NotByThisGateway)));
        let too_little = refundable(true, Some(200_000)).way(part);
        assert!(matches!(too_little, Err(RefundError::LessThan(_))));
        let too_much = refundable(true, Some(1)).way(LEFT + Money::rials(1));
        assert!(matches!(too_much, Err(RefundError::MoreThanLeft(LEFT))));
    }
}
