//! Account inquiries: whose account or card it is, before money goes there.

pub mod sandbox;

use async_trait::async_trait;

use crate::card::CardNumber;
use crate::iban::Iban;

/// A company that knows whose account it is. Each question may be billed, so it is asked once for each
/// number that somebody gave.
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
    /// The account or the card takes no money, or there is none.
    Unusable,
    /// Nobody can say at the moment.
    Unknown,
}
