//! Payments and refunds as programs see them.

use chrono::DateTime;
use chrono::Utc;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::ids::TerminalId;
use crate::mobile::Mobile;
use crate::payments;
use crate::payments::Fate;
use crate::payments::Payment;
use crate::payments::Refund;
use crate::payments::Status;
use crate::queue::Job;

/// One attempt to collect.
#[derive(Serialize, ToSchema)]
#[schema(as = Payment)]
pub(in crate::payments) struct PaymentView {
    /// Its id.
    id: Uuid,
    /// The number that people read out to each other, ten digits.
    tracking_code: String,
    /// Where it stands.
    state: State,
    /// How much the payer paid, in rial.
    amount: i64,
    /// What the gateway kept of it, in rial.
    fee: i64,
    /// What went back to the payer since, in rial.
    refunded: i64,
    /// What is on its way back, in rial.
    refunding: i64,
    /// What for.
    title: String,
    /// What kind of thing was paid for.
    purpose: Purpose,
    /// The link that was paid.
    link: Option<Uuid>,
    /// The payout that was paid for.
    payout: Option<Uuid>,
    /// Who paid, as far as it is known.
    payer_name: Option<String>,
    /// The payer's mobile.
    payer_mobile: Option<String>,
    /// The payer's card, masked.
    card: Option<String>,
    /// The gateway at which it was begun: `zarinpal`, `zibal`, `sep`, `payping` or `sandbox`.
    gateway: String,
    /// Whose terminal there took it, and so where the money is.
    terminal: Terminal,
    /// The bank's number for the movement.
    bank_number: Option<String>,
    /// The receipt. Whoever knows the address can see it.
    receipt_url: String,
    /// When it was begun.
    opened_at: DateTime<Utc>,
    /// When the money was booked.
    paid_at: Option<DateTime<Utc>>,
}

/// The terminal at which a payment was begun.
#[derive(Serialize, ToSchema)]
#[schema(as = PaymentTerminal)]
struct Terminal {
    /// Whose it is.
    owner: TerminalOwner,
    /// Which of yours; `null`: it is the house's.
    id: Option<Uuid>,
}

/// Whose a terminal is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum TerminalOwner {
    /// The house's: its money comes into your wallet.
    House,
    /// Yours: its money goes to you at the gateway, and into no wallet.
    You,
}

impl Terminal {
    fn of(payment: &Payment) -> Self {
        let id = payment.own_terminal.map(TerminalId::as_uuid);
        Self { owner: if id.is_some() { TerminalOwner::You } else { TerminalOwner::House }, id }
    }
}

/// Where a payment stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PaymentState)]
enum State {
    /// Begun; no bank has been asked.
    Opened,
    /// The payer is at the bank, or the bank has not said yet.
    AtBank,
    /// The money is yours.
    Paid,
    /// The money is there and waits for your decision: it came late, twice, or after a cancellation.
    Waiting,
    /// It waited, and went or goes back to the payer.
    GivenBack,
    /// The bank took it back afterwards.
    Reversed,
    /// The bank says that no money moved.
    Failed,
    /// No bank was reached.
    Abandoned,
}

/// What kind of thing is paid for.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PaymentPurpose)]
enum Purpose {
    /// A payment link.
    Link,
    /// A payout.
    Payout,
    /// Charges of a building.
    Charges,
    /// Something else.
    Other,
}

impl PaymentView {
    /// A payment as it stands.
    pub(super) async fn of(app: &App, payment: &Payment) -> sqlx::Result<Self> {
        let fate = payments::fate(&app.db, payment).await?;
        let (purpose, link, payout) = match payment.on_paid.0 {
            Job::LinkPaid { link, .. } => (Purpose::Link, Some(link.as_uuid()), None),
            Job::PayoutPaid { payout, .. } => (Purpose::Payout, None, Some(payout.as_uuid())),
            Job::ChargePaid { .. } => (Purpose::Charges, None, None),
            _ => (Purpose::Other, None, None),
        };
        Ok(Self {
            id: payment.id.as_uuid(),
            tracking_code: payment.order_number.to_string(),
            state: state(payment, fate),
            amount: payment.amount.as_rials(),
            fee: payment.fee.as_rials(),
            refunded: payment.refunded.as_rials(),
            refunding: payment.refunding.as_rials(),
            title: payment.title.clone(),
            purpose,
            link,
            payout,
            payer_name: payment.payer_name.clone(),
            payer_mobile: payment.payer_mobile.as_ref().map(Mobile::as_str).map(str::to_owned),
            card: payment.card.clone(),
            gateway: payment.gateway.clone(),
            terminal: Terminal::of(payment),
            bank_number: payment.bank_number.clone(),
            receipt_url: app.address(&payments::receipt_path(&app.keys, payment.id)),
            opened_at: payment.opened_at,
            paid_at: payment.paid_at,
        })
    }
}

fn state(payment: &Payment, fate: Option<Fate>) -> State {
    match (payment.status, fate) {
        (Status::Opened | Status::Sending, _) => State::Opened,
        (Status::Sent, _) => State::AtBank,
        (Status::Refused, _) => State::Failed,
        (Status::Abandoned, _) => State::Abandoned,
        (Status::Confirmed, _) if payment.reversed_at.is_some() => State::Reversed,
        (Status::Confirmed, None | Some(Fate::Accepted)) => State::Paid,
        (Status::Confirmed, Some(Fate::Undecided)) => State::Waiting,
        (Status::Confirmed, Some(Fate::BeingGivenBack | Fate::GivenBack)) => State::GivenBack,
    }
}

/// Money that goes back, or went.
#[derive(Serialize, ToSchema)]
#[schema(as = Refund)]
pub(in crate::payments) struct RefundView {
    /// Its id.
    id: Uuid,
    /// The payment whose money it is.
    payment: Uuid,
    /// How much the payer gets, in rial.
    amount: i64,
    /// What the gateway bears of it, by giving its fee back, in rial.
    fee_returned: i64,
    /// Where it stands.
    state: RefundState,
    /// Why, for your own books.
    reason: Option<String>,
    /// Why the bank refused, in its own words or in short.
    refusal: Option<String>,
    /// When it was asked for.
    asked_at: DateTime<Utc>,
    /// When the bank had given it, or had refused and the money was in your wallet again.
    ended_at: Option<DateTime<Utc>>,
}

/// Where a refund stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum RefundState {
    /// The bank is being asked.
    Pending,
    /// The payer has it.
    Done,
    /// The bank refused; the money is in your wallet again.
    Refused,
}

impl RefundView {
    pub(super) fn of(refund: Refund) -> Self {
        let state = match (refund.done_at, refund.refused_at) {
            (Some(_), _) => RefundState::Done,
            (None, Some(_)) => RefundState::Refused,
            (None, None) => RefundState::Pending,
        };
        Self {
            id: refund.id.as_uuid(),
            payment: refund.payment.as_uuid(),
            amount: refund.amount.as_rials(),
            fee_returned: refund.fee.as_rials(),
            state,
            reason: refund.reason,
            refusal: refund.refusal,
            asked_at: refund.asked_at,
            ended_at: refund.done_at.or(refund.refused_at),
        }
    }
}
