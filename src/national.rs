//! The numbers by which the state knows people (ten digits) and companies (eleven). Both carry a check
//! digit, so a slip of the finger is seen at once (`providers.md` §4.5).

use crate::typed;

/// The number of a person or a company, in Latin digits.
#[derive(Clone, PartialEq, Eq)]
pub struct NationalId(String);

/// Why typed text is no such number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NationalIdMistake {
    /// Neither ten digits nor eleven.
    Length,
    /// The last digit does not fit the others, or there is nobody with such a number.
    Check,
}

impl NationalId {
    /// Reads a number as people type it. A person's may miss the zeros with which it begins.
    ///
    /// # Errors
    /// What is wrong with it; nothing is guessed.
    pub fn parse(text: &str) -> Result<NationalId, NationalIdMistake> {
        let bare = typed::bare(text);
        if !bare.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NationalIdMistake::Length);
        }
        let digits: Vec<u32> =
            format!("{bare:0>10}").chars().filter_map(|c| c.to_digit(10)).collect();
        let is_right = match bare.len() {
            8..=10 => is_person(&digits),
            11 => is_company(&digits),
            _ => return Err(NationalIdMistake::Length),
        };
        if is_right { Ok(Self(format!("{bare:0>10}"))) } else { Err(NationalIdMistake::Check) }
    }

    /// All its digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a company's.
    pub fn is_company(&self) -> bool {
        self.0.len() == 11
    }
}

fn is_person(digits: &[u32]) -> bool {
    let sum: u32 = digits.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    let rest = sum % 11;
    let check = if rest < 2 { rest } else { 11 - rest };
    let all_alike = digits.windows(2).all(|pair| pair[0] == pair[1]);
    digits.get(9) == Some(&check) && !all_alike && !has_empty_middle(digits)
}

fn is_company(digits: &[u32]) -> bool {
    const WEIGHTS: [u32; 10] = [29, 27, 23, 19, 17, 29, 27, 23, 19, 17];
    let more = digits.get(9).map_or(0, |digit| digit + 2);
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| (more + digit) * weight).sum();
    digits.get(10) == Some(&(sum % 11 % 10)) && !has_empty_middle(digits)
}

/// The number within a register is never zero.
fn has_empty_middle(digits: &[u32]) -> bool {
    digits.get(3..9).is_some_and(|middle| middle.iter().all(|digit| *digit == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_known_by_ten_digits_of_which_the_last_checks_the_others() {
        for right in [
            "0499370899",
            "0790419904",
            "0084575948",
            "0963695398",
            "0684159414",
            "0067749828",
            "0650451252",
            "1583250689",
            "4032152314",
            "0076229645",
            "4400276201",
            "2540201288",
            "1230000070",
            "1230000021",
            "1230000089",
            "1230000038",
            "1230000097",
            "1230000046",
            "1230000135",
            "1230000054",
            "1230000143",
            "1230000062",
            "1230000011",
            "۰۴۹۹۳۷۰۸۹۹",
            "049-937089-9",
        ] {
            assert!(NationalId::parse(right).is_ok_and(|id| !id.is_company()), "{right}");
        }
        for short in ["68415941", "068415941"] {
            let padded = NationalId::parse(short).map(|id| id.as_str().to_owned());
            assert_eq!(padded.as_deref(), Ok("0068415941"), "{short}");
        }
        for wrong in [
            "0000000000",
            "1111111111",
            "9999999999",
            "4271427685",
            "0200203041",
            "0684159415",
            "1234567890",
            "0010000000",
            "9990419904",
            "0123000000",
        ] {
            assert_eq!(NationalId::parse(wrong).err(), Some(NationalIdMistake::Check), "{wrong}");
        }
        for wrong in ["", "1234567", "123456789012", "049937089x"] {
            assert_eq!(NationalId::parse(wrong).err(), Some(NationalIdMistake::Length), "{wrong}");
        }
    }

    #[test]
    fn companies_are_known_by_eleven_digits() {
        for right in ["10380284790", "10100387143", "77111986110", "18061055669", "14007650912"] {
            assert!(NationalId::parse(right).is_ok_and(|id| id.is_company()), "{right}");
        }
        for wrong in ["10380284792", "10380285692", "09748208301", "11053639140"] {
            assert_eq!(NationalId::parse(wrong).err(), Some(NationalIdMistake::Check), "{wrong}");
        }
    }
}
