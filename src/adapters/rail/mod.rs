//! Payout rails: how money reaches an account.

pub mod jibit;
#[cfg(test)]
mod replies;
pub mod sandbox;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use self::jibit::Jibit;
use self::sandbox::SandboxRail;
use crate::adapters::jibit::Keys;
use crate::clock::Clock;
use crate::config::MoneyOut;
use crate::config::RailCompany;
use crate::db::Pool;
use crate::iban::Iban;
use crate::money::Money;

/// A company that brings money to accounts.
#[async_trait]
pub trait Rail: Send + Sync {
    /// Its short name, as in the books: `sandbox`, `jibit`.
    fn name(&self) -> &'static str;

    /// The smallest and the largest amount of one transfer.
    fn limits(&self) -> (Money, Money);

    /// For how long a transfer that was submitted may be unknown to [`Rail::inquire`].
    fn blind_time(&self) -> TimeDelta;

    /// Asks for a transfer. May be asked once for each reference; after silence only
    /// [`Rail::inquire`] tells what became of it.
    async fn submit(&self, order: &Order<'_>) -> Submission;

    /// Asks what became of a transfer. May be asked as often as one likes.
    async fn inquire(&self, reference: &str) -> Whereabouts;

    /// A rail that lists what came back.
    fn lists_returns(&self) -> Option<&dyn ListsReturns> {
        None
    }

    /// A rail that says how much of our money is there.
    fn tells_balance(&self) -> Option<&dyn TellsBalance> {
        None
    }
}

/// A rail that lists what the recipients' banks sent back.
#[async_trait]
pub trait ListsReturns: Send + Sync {
    /// How far back the list is worth reading.
    fn window(&self) -> TimeDelta;

    /// The references of what was asked for since a moment and came back; `None`: nobody could say.
    /// A hint: [`Rail::inquire`] has the last word.
    async fn returned(&self, since: DateTime<Utc>) -> Option<Vec<String>>;
}

/// A rail that says how much of our money is there.
#[async_trait]
pub trait TellsBalance: Send + Sync {
    /// What may be spent; `None`: nobody could say.
    async fn spendable(&self) -> Option<Money>;
}

/// The rails of the house, in the order of preference.
#[derive(Clone)]
pub struct Rails {
    rails: Vec<Arc<dyn Rail>>,
    /// The house lets no more go in one transfer.
    max: Money,
}

impl Rails {
    /// The house's rails as they are set. It fails when nothing can be asked over the net from this
    /// machine.
    pub fn open(config: &MoneyOut, db: &Pool, clock: &Clock) -> reqwest::Result<Self> {
        let rail: Option<Arc<dyn Rail>> = match config.rail {
            RailCompany::Sandbox => Some(Arc::new(SandboxRail::new(db.clone(), clock.clone()))),
            RailCompany::Jibit => {
                let keys = Keys::of(
                    &config.jibit_transfer_base_url,
                    config.jibit_transfer_key.as_ref(),
                    config.jibit_transfer_secret.as_ref(),
                );
                match keys {
                    Some(keys) => {
                        let own_banks = config.jibit_own_banks.clone();
                        let patience = config.patience();
                        Some(Arc::new(Jibit::new(keys, own_banks, clock.clone(), patience)?))
                    }
                    None => None,
                }
            }
            RailCompany::None => None,
        };
        Ok(Self { rails: rail.into_iter().collect(), max: config.transfer_max() })
    }

    /// The one for a new transfer.
    pub fn preferred(&self) -> Option<&dyn Rail> {
        self.rails.first().map(AsRef::as_ref)
    }

    /// The smallest and the largest amount of a new transfer: what the rail takes, and what the house
    /// lets go at once. `None`: there is no rail.
    pub fn limits(&self) -> Option<(Money, Money)> {
        let (min, max) = self.preferred()?.limits();
        Some((min, max.min(self.max)))
    }

    /// The one that a transfer was planned for.
    pub fn by_name(&self, name: &str) -> Option<&dyn Rail> {
        self.iter().find(|rail| rail.name() == name)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Rail> {
        self.rails.iter().map(AsRef::as_ref)
    }
}

/// What a rail is told, always from our own rows.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// Our name for the transfer, unique for ever.
    pub reference: &'a str,
    /// The account.
    pub iban: &'a Iban,
    /// How much; adapters turn it into their own unit.
    pub amount: Money,
    /// Whose account it is, where that is known.
    pub holder: Option<&'a str>,
    /// What stands beside it in the recipient's bank statement.
    pub description: &'a str,
    /// Where the rail may call when something has become of it. The call is a hint, never believed.
    pub notify: Option<&'a str>,
}

/// What a rail says when it is asked for a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Submission {
    /// It will be made, or was asked for before under this reference.
    Accepted,
    /// It surely was not and will not be made.
    Refused(Refusal),
    /// It surely was not made, because our account at the rail is too low.
    TooPoor,
    /// It surely was not made, because the rail is busy or cannot be reached.
    NotNow,
    /// It surely was not made, and only a person of the house can mend why.
    Misconfigured,
    /// Silence, or an answer that cannot be read: it may have been made.
    Unknown,
}

/// What a rail says of a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// It knows no such transfer, which soon after the question proves nothing.
    NotFound,
    /// It is being made.
    UnderWay,
    /// The rail has taken it on and waits until there is enough of our money.
    WaitsForFunds,
    /// The money left for the account; the bank's number for it.
    Settled(Option<String>),
    /// The money came back from the recipient's bank.
    Returned,
    /// It was not and will not be made.
    Refused(Refusal),
    /// Silence, or an answer that cannot be read.
    Unknown,
}

/// Why a transfer was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The account takes no money.
    Account,
    /// Too much for this account or this day.
    Limit,
    /// It was taken back before it was made.
    Cancelled,
    /// The rail never heard of it, as two people of the house found out.
    NeverMade,
    /// Another reason.
    Other,
}

impl Refusal {
    /// As the database writes it.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::Account => "account",
            Refusal::Limit => "limit",
            Refusal::Cancelled => "cancelled",
            Refusal::NeverMade => "never_made",
            Refusal::Other => "other",
        }
    }

    /// As the database wrote it; what is not known is `Other`.
    pub fn of_code(code: &str) -> Self {
        match code {
            "account" => Refusal::Account,
            "limit" => Refusal::Limit,
            "cancelled" => Refusal::Cancelled,
            "never_made" => Refusal::NeverMade,
            _ => Refusal::Other,
        }
    }
}
