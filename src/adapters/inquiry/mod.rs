//! Account inquiries: whose account or card it is, before money goes there.

mod careful;
pub mod jibit;
#[cfg(test)]
mod replies;
pub mod sandbox;

use std::sync::Arc;

use async_trait::async_trait;

use self::careful::Careful;
use self::jibit::JibitInquiry;
use self::sandbox::SandboxInquiry;
use crate::adapters::jibit::Keys;
use crate::card::CardNumber;
use crate::clock::Clock;
use crate::config::InquiryCompany;
use crate::config::MoneyOut;
use crate::db::Pool;
use crate::iban::Iban;

pub use careful::trouble;

/// Who knows whose account it is. Each question may be billed, so it is asked once for each number that
/// somebody gave.
#[async_trait]
pub trait AccountInquiry: Send + Sync {
    /// Its short name.
    fn name(&self) -> &'static str;

    /// Whose account it is.
    async fn of_account(&self, iban: &Iban) -> Found;

    /// Which account is behind a card, and whose it is.
    async fn of_card(&self, card: &CardNumber) -> Found;
}

/// What an inquiry found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The account and its holders, as the bank writes them.
    Account {
        /// The account.
        iban: Iban,
        /// Its holder; several are joined by a comma.
        holder: String,
    },
    /// Money cannot go there.
    Unusable(Unusable),
    /// Nobody can say at the moment.
    Unknown,
}

/// Why money cannot go to an account or a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// The bank knows none of this number.
    NotThere,
    /// It is closed, expired or not in use.
    NotActive,
    /// The bank lets no money go there.
    Barred,
}

/// The inquiry of the house as it is set; `None`: nobody is asked. It fails when nothing can be asked
/// over the net from this machine.
pub fn open(
    config: &MoneyOut,
    db: &Pool,
    clock: &Clock,
) -> reqwest::Result<Option<Arc<dyn AccountInquiry>>> {
    Ok(match config.inquiry {
        InquiryCompany::Sandbox => Some(Arc::new(SandboxInquiry)),
        InquiryCompany::Jibit => {
            let (key, secret) = (&config.jibit_inquiry_key, &config.jibit_inquiry_secret);
            let keys = Keys::of(&config.jibit_inquiry_base_url, key.as_ref(), secret.as_ref());
            match keys {
                Some(keys) => {
                    let company = JibitInquiry::new(keys, clock.clone(), config.patience())?;
                    let daily_max = i32::try_from(config.inquiries_daily_max).unwrap_or(i32::MAX);
                    let careful =
                        Careful::new(Box::new(company), (db.clone(), clock.clone()), daily_max);
                    Some(Arc::new(careful))
                }
                None => None,
            }
        }
        InquiryCompany::None => None,
    })
}

/// A company that is asked, as it answers: what a caller must know besides [`Found`] to ask it with
/// care.
#[async_trait]
trait Company: Send + Sync {
    fn name(&self) -> &'static str;

    async fn of_account(&self, iban: &Iban) -> Told;

    async fn of_card(&self, card: &CardNumber) -> Told;
}

/// What a company says.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Told {
    Account {
        iban: Iban,
        holder: String,
    },
    Unusable(Unusable),
    /// Not now: it may be asked again at once.
    NotNow,
    /// Silence, or an answer that cannot be read.
    Lost,
    /// It answers no more today.
    DayIsOver,
    /// It does not answer until a person has put something right. Its code.
    Misconfigured(String),
}
