//! A mobile number is how people are known here and where every message goes, so it has one
//! form only, and it belongs to one person: it never reaches a log in full.

use std::fmt;

use crate::typed;

/// An Iranian mobile number in the form `09xxxxxxxxx`. There is no `Display`, so that no
/// sentence shows it in full unless it asks for [`Mobile::as_str`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::Type)]
#[sqlx(transparent)]
pub struct Mobile(String);

impl Mobile {
    /// Reads a number as people write and copy it: digits of Persian, Arabic or Latin, with
    /// spaces, hyphens or brackets, and with any of the country's prefixes or none.
    ///
    /// # Errors
    /// [`MobileMistake::NotAMobile`] for landlines, short codes and numbers of other countries.
    pub fn parse(text: &str) -> Result<Mobile, MobileMistake> {
        let bare = typed::bare(text);
        if bare.is_empty() {
            return Err(MobileMistake::Missing);
        }
        let national = national_part(&bare).ok_or(MobileMistake::NotAMobile)?;
        let ten_digits = national.len() == 10 && national.bytes().all(|b| b.is_ascii_digit());
        let is_mobile = national.strip_prefix('9').is_some_and(|rest| rest.starts_with(BLOCKS));
        if ten_digits && is_mobile {
            Ok(Mobile(format!("0{national}")))
        } else {
            Err(MobileMistake::NotAMobile)
        }
    }

    /// The whole number, for the database and for those who send messages.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as anyone but its owner may see it: `0912•••6789`.
    pub fn masked(&self) -> String {
        let head: String = self.0.chars().take(4).collect();
        let tail: String = self.0.chars().skip(7).collect();
        format!("{head}•••{tail}")
    }
}

impl fmt::Debug for Mobile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mobile({})", self.masked())
    }
}

/// The second digits of the blocks that are given to mobiles (`providers.md` 4.4). Within them no operator is
/// asked for: numbers move between operators, and new blocks open.
const BLOCKS: [char; 6] = ['0', '1', '2', '3', '4', '9'];

/// Why typed text is not a mobile number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MobileMistake {
    /// Nothing was typed.
    Missing,
    /// Not the number of an Iranian mobile.
    NotAMobile,
}

/// The number without the prefix of the country. A plus or a double zero promises a country, so
/// after it only ours will do: `+91…` must not turn into one of our numbers.
fn national_part(bare: &str) -> Option<&str> {
    if let Some(abroad) = bare.strip_prefix('+').or_else(|| bare.strip_prefix("00")) {
        return abroad.strip_prefix("98");
    }
    if bare.len() == 12 {
        return bare.strip_prefix("98");
    }
    Some(bare.strip_prefix('0').unwrap_or(bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_has_one_number_however_it_is_written() {
        for text in [
            "09123456789",
            "9123456789",
            "+989123456789",
            "00989123456789",
            "989123456789",
            "۰۹۱۲۳۴۵۶۷۸۹",
            "٠٩١٢٣٤٥٦٧٨٩",
            "+۹۸ ۹۱۲ ۳۴۵ ۶۷۸۹",
            "0912 345 6789",
            "(0912) 345-6789",
            "\u{202a}+98 912 345 6789\u{202c}",
        ] {
            assert_eq!(
                Mobile::parse(text).expect("a mobile number").as_str(),
                "09123456789",
                "{text}"
            );
        }
    }

    /// The vectors of `providers.md` 4.4.
    #[test]
    fn numbers_as_other_houses_test_them() {
        for text in [
            "+989022002580",
            "989022002580",
            "00989022002580",
            "9022002580",
            "09022002580",
            "۰۹۰۲۲۰۰۲۵۸۰",
            "٠٩٠٢٢٠٠٢٥٨٠",
            "+98 902 200 2580",
        ] {
            let mobile = Mobile::parse(text);
            assert_eq!(mobile.as_ref().map(Mobile::as_str), Ok("09022002580"), "{text}");
        }
        for text in ["0980200", "99999999999", "000989022002580", "02122002580", "09802002580"] {
            assert_eq!(Mobile::parse(text), Err(MobileMistake::NotAMobile), "{text}");
        }
    }

    #[test]
    fn no_operator_is_left_out_and_no_block_without_one_is_let_in() {
        let taken = |prefix: &str| {
            Mobile::parse(&format!("0{prefix}{}", &"2002580000"[..10 - prefix.len()])).is_ok()
        };
        for prefix in [
            "900", "905", "910", "919", "920", "923", "930", "931", "932", "933", "934", "935",
            "939", "941", "990", "994", "996", "998", "9998", "9990", "99910", "99914", "99996",
        ] {
            assert!(taken(prefix), "{prefix}");
        }
        for prefix in ["95", "96", "97", "98"] {
            assert!(!taken(prefix), "{prefix}");
        }
    }

    #[test]
    fn only_mobiles_of_this_country_are_taken() {
        for text in [
            "+12025550123",
            "+882123456789",
            "+979123456789",
            "+9123456789",
            "00919123456789",
            "02188776655",
            "+982188776655",
            "3000505",
            "110",
        ] {
            assert_eq!(Mobile::parse(text), Err(MobileMistake::NotAMobile), "{text}");
        }
    }

    #[test]
    fn a_slip_of_the_finger_is_not_guessed_at() {
        for text in ["0912345678", "091234567890", "O9123456789", "0912345678۹۹", "09+123456789"]
        {
            assert_eq!(Mobile::parse(text), Err(MobileMistake::NotAMobile), "{text}");
        }
        assert_eq!(Mobile::parse(" \u{200c}"), Err(MobileMistake::Missing));
    }

    #[test]
    fn a_log_never_holds_the_whole_number() {
        let mobile = Mobile::parse("09123456789").expect("a mobile number");
        assert_eq!(mobile.masked(), "0912•••6789");
        assert_eq!(format!("{mobile:?}"), "Mobile(0912•••6789)");
    }
}
