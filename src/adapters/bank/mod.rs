//! Bank gateways: where a payer pays. What every gateway can do is [`Gateway`]; what only some can is
//! a trait of its own behind a method that says `None` by default.

mod answer;
mod gateways;
pub mod payping;
#[cfg(test)]
mod replies;
pub mod sandbox;
pub mod sep;
mod shares;
#[cfg(test)]
mod spoilt;
mod wire;
pub mod zarinpal;
pub mod zibal;

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;
use uuid::Uuid;

use crate::mobile::Mobile;
use crate::money::Money;

pub use answer::Answer;
pub use answer::Fault;
pub use answer::Heard;
pub use answer::Proof;
pub use answer::RESTS_MAX;
pub use answer::Refusal;
pub use answer::Reply;
pub use answer::Return;
pub use gateways::Gateways;
pub use gateways::Keys;
pub use gateways::NoGateway;
pub use gateways::Offered;
pub use shares::NotShared;
pub use shares::Part;
pub use shares::Shares;

/// A bank gateway.
#[async_trait]
pub trait Gateway: Send + Sync {
    /// Its short name, as in the books: `sandbox`, `zarinpal`.
    fn name(&self) -> &'static str;

    /// The merchant number it knows us by.
    fn terminal(&self) -> &str;

    /// The smallest and the largest amount of one payment.
    fn limits(&self) -> (Money, Money);

    /// What can be expected of it.
    fn caps(&self) -> Caps;

    /// Asks whether it answers and knows us, as far as that can be asked without an order. Moves no money and
    /// says nothing of any.
    async fn is_well(&self) -> Result<(), Fault>;

    /// Asks for a page on which the payer pays. Moves no money.
    async fn start(&self, order: &Order<'_>) -> Reply<Result<BankPage, Fault>>;

    /// Reads what a browser (or the bank itself) brought back. A hint, never believed.
    fn read_callback(&self, brought: &Fields) -> Hint;

    /// Asks what became of an order, and settles it where the gateway wants that said. May be asked
    /// as often as one likes. The caller compares amount and order, not the adapter.
    async fn verify(&self, order: &Order<'_>, known: &Known<'_>) -> Reply<Answer>;

    /// Asks how an order stands and changes nothing. A gateway that cannot be asked says `Unknown`.
    async fn inquire(&self, order: &Order<'_>, known: &Known<'_>) -> Reply<Answer>;

    /// A gateway that takes a whole payment back before it is settled.
    fn reverses(&self) -> Option<&dyn Reverses> {
        None
    }

    /// A gateway that gives money of a settled payment back, whole or in part.
    fn refunds(&self) -> Option<&dyn Refunds> {
        None
    }

    /// A gateway that settles a part of a payment to somebody else's account inside it.
    fn shares(&self) -> Option<&dyn Shares> {
        None
    }

    /// A gateway that lists what was paid and never verified.
    fn lists_unverified(&self) -> Option<&dyn ListsUnverified> {
        None
    }

    /// A gateway that reports each day what it has taken.
    fn reports_days(&self) -> Option<&dyn ReportsDays> {
        None
    }
}

/// A gateway that takes a whole payment back before it is settled, free of charge.
#[async_trait]
pub trait Reverses: Send + Sync {
    /// How long after the payment.
    fn window(&self) -> TimeDelta;

    /// Takes it back. May be asked as often as one likes; the money goes back once.
    async fn reverse(&self, order: &Order<'_>, known: &Known<'_>) -> Reply<Return>;
}

/// A gateway that gives money of a settled payment back, whole or in part.
#[async_trait]
pub trait Refunds: Send + Sync {
    /// The smallest amount that it gives back.
    fn least(&self) -> Money;

    /// Whether the gateway takes the key by which it gives back. Moves nothing.
    async fn is_open(&self) -> Result<(), Fault>;

    /// Gives back. Called once for each refund: after a silence [`Refunds::inquire_refund`] is asked.
    async fn refund(
        &self,
        order: &Order<'_>,
        known: &Known<'_>,
        refund: &RefundOrder,
    ) -> Reply<Return>;

    /// Asks how a refund stands and changes nothing.
    async fn inquire_refund(
        &self,
        order: &Order<'_>,
        known: &Known<'_>,
        refund: &RefundOrder,
    ) -> Reply<Return>;
}

/// A gateway that lists what was paid and never verified.
#[async_trait]
pub trait ListsUnverified: Send + Sync {
    /// The list, or why there is none.
    async fn unverified(&self) -> Reply<Result<Vec<UnverifiedLine>, Fault>>;
}

/// A gateway that reports each day what it has taken.
#[async_trait]
pub trait ReportsDays: Send + Sync {
    /// All movements of the time between two moments, the second not in it.
    async fn movements(
        &self,
        between: (DateTime<Utc>, DateTime<Utc>),
    ) -> Reply<Result<Vec<ReportLine>, Fault>>;
}

/// What can be expected of a gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    /// A payment can be verified only with the receipt that its payer's browser brings back.
    pub needs_receipt: bool,
    /// How long after its page was given out a payment can be verified. Later it can only be
    /// inquired about.
    pub verify_window: TimeDelta,
    /// Whether [`Gateway::inquire`] answers.
    pub inquires: bool,
}

/// What a gateway is told of a payment, always from our own rows.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// Our number for it, unique for ever.
    pub number: i64,
    /// The amount; adapters turn it into their own unit.
    pub amount: Money,
    /// Where the payer's browser returns to.
    pub callback: &'a str,
    /// What it is for, as the bank's page may show it.
    pub title: &'a str,
    /// The payer's mobile, for the cards that the bank's page remembers.
    pub mobile: Option<&'a Mobile>,
}

/// What we know of an order that has a page at the bank.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The bank's name for the order.
    pub reference: &'a str,
    /// The receipt that a browser brought back.
    pub receipt: Option<&'a str>,
    /// The bank's number for the movement, once it is verified.
    pub bank_number: Option<&'a str>,
    /// How long ago its page was given out.
    pub age: TimeDelta,
}

/// A page of the bank for one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankPage {
    /// The bank's name for the order.
    pub reference: String,
    /// How the payer's browser goes there.
    pub go: Go,
}

/// How a browser goes to a page of the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Go {
    /// The address.
    pub address: String,
    /// The fields of the form that is sent there by POST; without any, the address is only opened.
    pub fields: BTreeMap<String, String>,
}

impl Go {
    /// An address that is only opened.
    pub fn to(address: String) -> Self {
        Self { address, fields: BTreeMap::new() }
    }
}

/// What a browser brought back: the fields of its address and of its form, by name.
pub type Fields = BTreeMap<String, String>;

/// What a callback claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// The bank's name for the order; it must be the one that we have.
    pub reference: Option<String>,
    /// The bank's receipt, which some gateways want to see again.
    pub receipt: Option<String>,
}

/// A refund was refused because its payment is not among those that the gateway lists.
pub const NOT_LISTED: &str = "not listed";

/// A refund was refused because more or less of its payment went back than our books say: somebody gives
/// back at the gateway's own pages.
pub const OTHER_REFUNDS: &str = "other refunds";

/// Money that is to go back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefundOrder {
    /// Our name for the refund, unique for ever.
    pub id: Uuid,
    /// How much.
    pub amount: Money,
    /// When it was first asked for.
    pub asked_at: DateTime<Utc>,
    /// What of the same payment had gone back before, by our books.
    pub given: Money,
    /// When the payment began.
    pub began_at: DateTime<Utc>,
}

/// A payment that the bank says was paid and not verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnverifiedLine {
    /// The bank's name for the order.
    pub reference: String,
    /// How much.
    pub amount: Option<Money>,
    /// Where its payer returns to; `None` where the gateway does not say.
    pub callback: Option<String>,
}

/// A movement, as a gateway's report of a day has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLine {
    /// Our order number.
    pub order_number: i64,
    /// The bank's number for the movement.
    pub bank_number: String,
    /// How much; money that went back is negative.
    pub amount: Money,
    /// When.
    pub at: DateTime<Utc>,
}
