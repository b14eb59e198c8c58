//! Where money may go: the number that somebody types becomes an account with its holder, and an
//! estimate of when money is there becomes a sentence. Rooms ask; each keeps what it was told, sealed, for itself.

pub mod arrival;

use crate::adapters::inquiry::Found;
use crate::adapters::inquiry::Unusable;
use crate::app::App;
use crate::card::CardMistake;
use crate::card::CardNumber;
use crate::iban::Iban;
use crate::iban::IbanMistake;
use crate::locale::Voice;
use crate::typed;

/// What somebody typed into the one field for both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// The number of an account.
    Account(Iban),
    /// The number of a card.
    Card(CardNumber),
}

/// Why it is neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedMistake {
    /// Nothing was typed.
    Missing,
    /// Neither as long as the one nor as the other.
    Neither,
    /// Meant as an account's.
    Account(IbanMistake),
    /// Meant as a card's.
    Card(CardMistake),
}

impl Typed {
    /// Reads the field. What begins with letters, or is longer than a card's number, is meant as an
    /// account's.
    pub fn parse(text: &str) -> Result<Typed, TypedMistake> {
        let bare = zeroize::Zeroizing::new(typed::bare(text));
        let digits = bare.chars().filter(char::is_ascii_digit).count();
        let is_number = bare.chars().all(|letter| letter.is_ascii_digit());
        if bare.is_empty() {
            Err(TypedMistake::Missing)
        } else if is_number && digits == CardNumber::DIGITS {
            CardNumber::parse(&bare).map(Typed::Card).map_err(TypedMistake::Card)
        } else if is_number && digits < 20 {
            Err(TypedMistake::Neither)
        } else {
            Iban::parse(&bare).map(Typed::Account).map_err(TypedMistake::Account)
        }
    }
}

impl TypedMistake {
    /// What is wrong with the number, and what to do about it.
    pub fn said(self, v: &Voice) -> String {
        let w = v.w;
        match self {
            TypedMistake::Missing => w.destinations_number_missing(),
            TypedMistake::Neither => w.destinations_number_neither(),
            TypedMistake::Card(CardMistake::Length) => w.destinations_card_length(),
            TypedMistake::Card(CardMistake::Check) => w.destinations_card_check(),
            TypedMistake::Card(CardMistake::Foreign) => w.destinations_card_foreign(),
            TypedMistake::Account(IbanMistake::Length) => w.destinations_iban_length(),
            TypedMistake::Account(IbanMistake::Check) => w.destinations_iban_check(),
            TypedMistake::Account(IbanMistake::UnknownBank) => w.destinations_iban_unknown_bank(),
            TypedMistake::Account(IbanMistake::Foreign) => w.destinations_iban_foreign(),
        }
    }
}

/// An account to which money may go.
#[derive(Clone, Debug)]
pub struct BankAccount {
    /// Its number.
    pub iban: Iban,
    /// The card that it was found by, masked.
    pub card: Option<String>,
    /// Whose it is, as its bank says; `None`: nobody could say.
    pub holder: Option<String>,
}

/// Why there is no account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAccount {
    /// Money cannot go there.
    Unusable(Unusable),
    /// Whose card it is cannot be found out at the moment.
    CardUnknown,
}

impl NoAccount {
    /// What is wrong with the number, and what to do about it.
    pub fn said(self, v: &Voice) -> String {
        match self {
            NoAccount::Unusable(Unusable::NotThere) => v.w.destinations_account_not_there(),
            NoAccount::Unusable(Unusable::NotActive) => v.w.destinations_account_not_active(),
            NoAccount::Unusable(Unusable::Barred) => v.w.destinations_account_unusable(),
            NoAccount::CardUnknown => v.w.destinations_card_unknown(),
        }
    }
}

/// Asks whose it is. The one moment in which the number of a card is used; it is kept nowhere.
pub async fn inquire(app: &App, typed: Typed) -> Result<BankAccount, NoAccount> {
    match (typed, &app.inquiry) {
        (Typed::Account(iban), None) => Ok(BankAccount { iban, card: None, holder: None }),
        (Typed::Account(iban), Some(inquiry)) => match inquiry.of_account(&iban).await {
            Found::Account { iban, holder } => {
                Ok(BankAccount { iban, card: None, holder: Some(holder) })
            }
            Found::Unusable(why) => Err(NoAccount::Unusable(why)),
            // Whoever pays is told that nobody could say, and decides.
            Found::Unknown => Ok(BankAccount { iban, card: None, holder: None }),
        },
        (Typed::Card(_), None) => Err(NoAccount::CardUnknown),
        (Typed::Card(card), Some(inquiry)) => match inquiry.of_card(&card).await {
            Found::Account { iban, holder } => {
                Ok(BankAccount { iban, card: Some(card.masked()), holder: Some(holder) })
            }
            Found::Unusable(why) => Err(NoAccount::Unusable(why)),
            Found::Unknown => Err(NoAccount::CardUnknown),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_field_takes_a_card_or_an_account() {
        assert!(matches!(Typed::parse("6037 9912 3456 7893"), Ok(Typed::Card(_))));
        assert!(matches!(Typed::parse("۶۰۳۷۹۹۱۲۳۴۵۶۷۸۹۳"), Ok(Typed::Card(_))));
        assert!(matches!(Typed::parse("ir82 0540 1026 8002 0817 9090 02"), Ok(Typed::Account(_))));
        assert!(matches!(Typed::parse("820540102680020817909002"), Ok(Typed::Account(_))));
    }

    #[test]
    fn what_is_neither_is_told_why() {
        use TypedMistake as M;
        for (text, mistake) in [
            (" \u{200f}", M::Missing),
            ("123", M::Neither),
            ("60379912345678", M::Neither),
            ("6037991234567890", M::Card(CardMistake::Check)),
            ("4444333322221111", M::Card(CardMistake::Foreign)),
            ("IR820540102680020817909003", M::Account(IbanMistake::Check)),
            ("IR82054010268002", M::Account(IbanMistake::Length)),
            ("8205401026800208179090", M::Account(IbanMistake::Length)),
            ("DE89370400440532013000", M::Account(IbanMistake::Foreign)),
            ("IR062960000000100324200001", M::Account(IbanMistake::UnknownBank)),
        ] {
            assert_eq!(Typed::parse(text), Err(mistake), "{text}");
        }
    }
}
