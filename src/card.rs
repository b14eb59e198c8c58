//! A card number lives in memory only, from the field where its owner types it to the inquiry that
//! turns it into the number of an account; nothing writes it down.

use std::fmt;

use zeroize::Zeroizing;

use crate::banks::Bank;
use crate::typed;

/// The number of a card of a bank that we know: sixteen digits with a right check digit.
#[derive(Clone, PartialEq, Eq)]
pub struct CardNumber(Zeroizing<String>);

/// Why typed text is not the number of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardMistake {
    /// Not sixteen digits.
    Length,
    /// The check digit does not fit: a digit is wrong or two were swapped.
    Check,
    /// A card of no bank of this country.
    Foreign,
}

impl CardNumber {
    /// How many digits there are.
    pub const DIGITS: usize = 16;

    /// Reads a number as people write and copy it.
    ///
    /// # Errors
    /// What is wrong with it; nothing is guessed.
    pub fn parse(text: &str) -> Result<CardNumber, CardMistake> {
        let bare = Zeroizing::new(typed::bare(text));
        if bare.len() != Self::DIGITS || !bare.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(CardMistake::Length);
        }
        if !passes_luhn(&bare) {
            return Err(CardMistake::Check);
        }
        Bank::by_card(&bare).ok_or(CardMistake::Foreign)?;
        Ok(CardNumber(bare))
    }

    /// The whole number, for the inquiry.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bank that issued it.
    pub fn bank(&self) -> Option<Bank> {
        Bank::by_card(&self.0)
    }

    /// The first six and the last four digits, which is what may be kept of it.
    pub fn masked(&self) -> String {
        format!("{}******{}", &self.0[..6], &self.0[12..])
    }
}

impl fmt::Debug for CardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CardNumber({})", self.masked())
    }
}

/// The check of ISO/IEC 7812 (Luhn) over ASCII digits.
pub fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .map(|byte| u32::from(byte.saturating_sub(b'0')))
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .sum();
    sum.is_multiple_of(10)
}

/// Whether a text holds sixteen digits, in any script and grouping, that pass the check of card
/// numbers. They do not belong in texts that others read.
pub fn is_in(text: &str) -> bool {
    let bare = typed::bare(text);
    bare.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 16 && passes_luhn(run))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_number_in_a_text_is_seen_in_any_digits_and_grouping() {
        for text in ["6037991234567893", "کارت ۶۰۳۷ ۹۹۱۲ ۳۴۵۶ ۷۸۹۳ بانک ملی", "6037-9912-3456-7893"]
        {
            assert!(is_in(text), "{text}");
        }
        for text in ["6037991234567894", "سفارش ۱۴۰۵-۰۳۴۷", "09123456789", "603799123456789"]
        {
            assert!(!is_in(text), "{text}");
        }
    }

    #[test]
    fn a_card_is_known_with_its_bank_however_it_is_typed() {
        for (text, bank) in [
            ("6037701689095443", Bank::Keshavarzi),
            ("6219 8610 3452 9007", Bank::Saman),
            ("۵۰۲۲-۲۹۱۰-۷۰۸۷-۳۴۶۶", Bank::Pasargad),
            ("6037991234567893", Bank::Melli),
            ("6104331234567890", Bank::Mellat),
            ("5892101234567895", Bank::Sepah),
            ("6219861234567898", Bank::Saman),
            ("5022291234567897", Bank::Pasargad),
            ("6221061234567891", Bank::Parsian),
            ("6273531234567890", Bank::Tejarat),
            ("6037691234567899", Bank::Saderat),
            ("6362141234567890", Bank::Ayandeh),
            ("6395991234567899", Bank::Ghavamin),
        ] {
            assert_eq!(CardNumber::parse(text).map(|card| card.bank()), Ok(Some(bank)), "{text}");
        }
    }

    #[test]
    fn a_slip_of_the_finger_is_told_from_a_missing_digit_and_a_foreign_card() {
        for (text, mistake) in [
            ("6219861034529008", CardMistake::Check),
            ("5022291081873466", CardMistake::Check),
            ("621986103452900", CardMistake::Length),
            ("1234567890123456789", CardMistake::Length),
            ("4444333322221111", CardMistake::Foreign),
            ("2222444499996666", CardMistake::Foreign),
            ("4000000000000002", CardMistake::Foreign),
            ("5555555555554444", CardMistake::Foreign),
            ("0000000000000000", CardMistake::Foreign),
        ] {
            assert_eq!(CardNumber::parse(text), Err(mistake), "{text}");
        }
    }

    #[test]
    fn only_the_first_six_and_the_last_four_digits_are_ever_written() {
        let card = CardNumber::parse("6219861034529007").expect("its last digit is right");
        assert_eq!(card.masked(), "621986******9007");
        assert_eq!(format!("{card:?}"), "CardNumber(621986******9007)");
    }
}
