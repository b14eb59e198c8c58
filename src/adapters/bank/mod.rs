//! Bank gateways: where a payer pays.

pub mod sandbox;

use std::sync::Arc;

use async_trait::async_trait;
use thiserror::Error;

use crate::money::Money;

/// A bank gateway.
#[async_trait]
pub trait Gateway: Send + Sync {
    /// Its short name, as in the books: `sandbox`, `zarinpal`.
    fn name(&self) -> &'static str;

    /// The merchant number it knows us by.
    fn terminal(&self) -> &str;

    /// The origins of its pages, to which a payer's form may lead.
    fn page_origins(&self) -> Vec<String>;

    /// The smallest and the largest amount of one payment.
    fn limits(&self) -> (Money, Money);

    /// Asks for a page on which the payer pays. Moves no money.
    async fn start(&self, order: &Order<'_>) -> Result<BankPage, StartError>;

    /// Asks what became of an order, and settles it where the gateway wants that said. May be asked
    /// as often as one likes.
    async fn verify(&self, order: &Order<'_>, reference: &str) -> Answer;

    /// Gives the whole amount of a paid order back to its payer's card. May be asked as often as one
    /// likes; the money goes back once.
    async fn give_back(&self, order: &Order<'_>, reference: &str) -> Answer;
}

/// The gateways of the house, in the order of preference.
#[derive(Clone)]
pub struct Gateways(Vec<Arc<dyn Gateway>>);

impl Gateways {
    /// The house's gateways, the preferred first.
    pub fn new(gateways: Vec<Arc<dyn Gateway>>) -> Self {
        Self(gateways)
    }

    /// The one for a new payment.
    pub fn preferred(&self) -> Option<&dyn Gateway> {
        self.0.first().map(AsRef::as_ref)
    }

    /// The one that a payment went to.
    pub fn by_name(&self, name: &str) -> Option<&dyn Gateway> {
        self.iter().find(|gateway| gateway.name() == name)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Gateway> {
        self.0.iter().map(AsRef::as_ref)
    }
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
}

/// A page of the bank for one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankPage {
    /// The bank's name for the order.
    pub reference: String,
    /// Where the payer's browser goes.
    pub address: String,
}

/// Why there is no page.
#[derive(Debug, Error)]
pub enum StartError {
    /// The gateway refused the order, and said so.
    #[error("the gateway refused the order: {0}")]
    Refused(String),
    /// No answer, or one that cannot be read. An order may exist there, but no page was shown for it.
    #[error("the gateway did not answer")]
    Silent,
}

/// What a bank says of an order.
///
/// `Unknown` is not a failure: the money may have moved. Only a later, definite answer may end a
/// payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The money moved.
    Moved(Proof),
    /// The money did not move, and will not.
    Refused(Refusal),
    /// The payer is still at the bank.
    Waiting,
    /// Silence, or an answer that cannot be read.
    Unknown,
}

/// What a bank says of money that moved. What it does not repeat is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// How much.
    pub amount: Option<Money>,
    /// Our order number.
    pub order_number: Option<i64>,
    /// The bank's own number for the movement (RRN), unique at its terminal.
    pub bank_number: String,
    /// The card: first six and last four digits.
    pub card: Option<String>,
    /// What the gateway keeps for its service.
    pub fee: Money,
}

/// Why the money did not move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The payer turned round.
    Cancelled,
    /// Not enough in the card's account.
    NoFunds,
    /// A wrong PIN or card datum.
    WrongSecret,
    /// The payer did not finish in time.
    TimedOut,
    /// Another reason of the bank's.
    Other,
}

impl Refusal {
    /// As the database writes it.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::Cancelled => "cancelled",
            Refusal::NoFunds => "no_funds",
            Refusal::WrongSecret => "wrong_secret",
            Refusal::TimedOut => "timed_out",
            Refusal::Other => "other",
        }
    }

    /// As the database wrote it; what is not known is `Other`.
    pub fn of_code(code: &str) -> Self {
        match code {
            "cancelled" => Refusal::Cancelled,
            "no_funds" => Refusal::NoFunds,
            "wrong_secret" => Refusal::WrongSecret,
            "timed_out" => Refusal::TimedOut,
            _ => Refusal::Other,
        }
    }
}
