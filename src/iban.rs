//! A SHEBA number (the country's IBAN, ISO 13616) names an account to which money is sent, so a slip
//! of the finger must not get past the door, and it never reaches a log in full.

use std::fmt;

use zeroize::Zeroizing;

use crate::banks::Bank;
use crate::typed;

/// The number of an account at a bank that we know, in the form `IR` and 24 digits. There is no
/// `Display`, so that no page shows it in full unless it asks for [`Iban::as_str`].
#[derive(Clone, PartialEq, Eq)]
pub struct Iban(Zeroizing<String>);

/// Why typed text is not the number of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IbanMistake {
    /// Not `IR` and 24 digits.
    Length,
    /// The check digits do not fit: a digit is wrong or two were swapped.
    Check,
    /// No bank has this code.
    UnknownBank,
    /// An account in another country.
    Foreign,
}

impl Iban {
    /// Reads a number as people write and copy it, with or without `IR`.
    ///
    /// # Errors
    /// What is wrong with it; nothing is guessed.
    pub fn parse(text: &str) -> Result<Iban, IbanMistake> {
        let bare = Zeroizing::new(typed::bare(text).to_ascii_uppercase());
        let digits = match bare.strip_prefix("IR") {
            Some(digits) => digits,
            None if bare.starts_with(|first: char| first.is_ascii_digit()) => bare.as_str(),
            None => return Err(IbanMistake::Foreign),
        };
        if digits.len() != 24 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(IbanMistake::Length);
        }
        if remainder(digits) != 1 {
            return Err(IbanMistake::Check);
        }
        Bank::by_code(&digits[2..5]).ok_or(IbanMistake::UnknownBank)?;
        Ok(Iban(Zeroizing::new(format!("IR{digits}"))))
    }

    /// The whole number, for rails and for the sealed column.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bank at which the account is.
    pub fn bank(&self) -> Option<Bank> {
        Bank::by_code(&self.0[4..7])
    }

    /// The last four digits, by which its owner knows it again.
    pub fn tail(&self) -> &str {
        &self.0[22..]
    }
}

impl fmt::Debug for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Iban(IR••{})", self.tail())
    }
}

/// ISO 7064, MOD 97-10: the number with its first four places at the end, `IR` as 18 and 27.
fn remainder(digits: &str) -> u32 {
    let (check, account) = digits.split_at(2);
    let step = |sum: u32, byte: u8| (sum * 10 + u32::from(byte - b'0')) % 97;
    account.bytes().chain(*b"1827").chain(check.bytes()).fold(0, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_known_with_its_bank_however_it_is_typed() {
        for (text, bank) in [
            ("IR820540102680020817909002", Bank::Parsian),
            ("ir82 0540 1026 8002 0817 9090 02", Bank::Parsian),
            ("۸۲۰۵۴۰۱۰۲۶۸۰۰۲۰۸۱۷۹۰۹۰۰۲", Bank::Parsian),
            ("IR550570022080013447370101", Bank::Pasargad),
            ("IR790610000000700796858044", Bank::Shahr),
            ("IR580540105180021273113007", Bank::Parsian),
            ("IR710570029971601460641001", Bank::Pasargad),
            ("IR470620000000303091989009", Bank::Ayandeh),
            ("IR500170000000353309608005", Bank::Melli),
            ("IR840120000000000123456789", Bank::Mellat),
            ("IR650150000000000123456789", Bank::Sepah),
            ("IR200170000000000123456789", Bank::Melli),
            ("IR460180000000000123456789", Bank::Tejarat),
            ("IR720190000000000123456789", Bank::Saderat),
            ("IR120540000000000123456789", Bank::Parsian),
            ("IR640560000000000123456789", Bank::Saman),
            ("IR260620000000000123456789", Bank::Ayandeh),
            ("IR090800000000000123456789", Bank::Noor),
        ] {
            assert_eq!(Iban::parse(text).map(|iban| iban.bank()), Ok(Some(bank)), "{text}");
        }
    }

    #[test]
    fn a_slip_of_the_finger_is_told_from_a_missing_digit_and_a_foreign_account() {
        for (text, mistake) in [
            ("IR820540102680020817909003", IbanMistake::Check),
            ("IR012345678901234567890123", IbanMistake::Check),
            ("012345678901234567890123", IbanMistake::Check),
            ("IR060180000000000000020600", IbanMistake::Check),
            ("IR060960000000010324200001", IbanMistake::Check),
            ("IR01234567890123456789", IbanMistake::Length),
            ("IR012345678901234567890123456789", IbanMistake::Length),
            ("IR0620600000001003242000O1", IbanMistake::Length),
            ("IR062960000000100324200001", IbanMistake::UnknownBank),
            ("DE89370400440532013000", IbanMistake::Foreign),
            ("550570022080013447370101ir", IbanMistake::Length),
        ] {
            assert_eq!(Iban::parse(text), Err(mistake), "{text}");
        }
    }

    #[test]
    fn a_log_never_holds_the_whole_number() {
        let iban = Iban::parse("IR820540102680020817909002").expect("an account's number");
        assert_eq!(format!("{iban:?}"), "Iban(IR••9002)");
    }
}
