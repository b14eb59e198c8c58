//! Which passwords are good enough: long ones that are not among the first that somebody would try.
//! There are no rules about capitals and signs; they make passwords hard for people only.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::locale::ascii_digits;
use crate::mobile::Mobile;

/// A password has at least this many characters (`money.md` E9).
pub(super) const CHARS_MIN: usize = 12;

/// And at most this many bytes.
const BYTES_MAX: usize = 256;

/// What is tried first: whole passwords, and words that people put a year or a sign behind.
static WELL_KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let lines = include_str!("well_known_passwords.txt").lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(fold).collect()
});

/// A good password, in the open; it lives no longer than the request.
pub(super) struct Password(String);

/// Why a password is not good enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PasswordMistake {
    /// Nothing was typed.
    Missing,
    /// It has too few characters.
    TooShort,
    /// It has too many bytes.
    TooLong,
    /// It is among the first that somebody would try.
    WellKnown,
    /// It is one thing over and over, or a run of the keyboard.
    Pattern,
    /// It holds the number it belongs to.
    Mobile,
    /// It is our name.
    Product,
}

impl Password {
    /// Reads a new password of whoever has this number.
    pub(super) fn parse(text: &str, mobile: Option<&Mobile>) -> Result<Self, PasswordMistake> {
        match weakness(text, mobile) {
            Some(mistake) => Err(mistake),
            None => Ok(Self(text.to_owned())),
        }
    }

    /// The password, to be hashed.
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

fn weakness(text: &str, mobile: Option<&Mobile>) -> Option<PasswordMistake> {
    if text.trim().is_empty() {
        return Some(PasswordMistake::Missing);
    }
    if text.chars().count() < CHARS_MIN {
        return Some(PasswordMistake::TooShort);
    }
    if BYTES_MAX < text.len() {
        return Some(PasswordMistake::TooLong);
    }
    let folded = fold(text);
    let word = folded.trim_matches(|c: char| !c.is_alphabetic());
    if mobile.is_some_and(|mobile| holds(&folded, mobile)) {
        return Some(PasswordMistake::Mobile);
    }
    if ["peyvand", "payvand", "پیوند"].iter().any(|name| is_only(word, name)) {
        return Some(PasswordMistake::Product);
    }
    if is_pattern(&folded) {
        return Some(PasswordMistake::Pattern);
    }
    let is_known = WELL_KNOWN.contains(&folded) || WELL_KNOWN.contains(word);
    is_known.then_some(PasswordMistake::WellKnown)
}

/// The password as its guesser sees it: case, script of digits and spaces make no difference.
fn fold(text: &str) -> String {
    let text = ascii_digits(text).to_lowercase().replace(['ي', 'ى'], "ی").replace('ك', "ک");
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200c}').collect()
}

/// The number without its prefix, which everybody's has.
fn holds(folded: &str, mobile: &Mobile) -> bool {
    let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
    mobile.as_str().strip_prefix('0').is_some_and(|number| digits.contains(number))
}

/// Whether a word is a name and nothing else, once or more often.
fn is_only(word: &str, name: &str) -> bool {
    word.contains(name) && word.replace(name, "").chars().all(|c| !c.is_alphabetic())
}

/// One to four characters over and over, or a run up or down the alphabet or the keyboard.
fn is_pattern(folded: &str) -> bool {
    const ROWS: [&str; 6] = [
        "012345678901234567890123456789",
        "abcdefghijklmnopqrstuvwxyz",
        "qwertyuiopasdfghjklzxcvbnm",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
        "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو",
        "الفبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    ];
    let letters: Vec<char> = folded.chars().collect();
    let repeats = |period: usize| {
        letters.iter().zip(letters.iter().skip(period)).all(|(one, next)| one == next)
    };
    let runs = |row: &str| {
        let back: String = row.chars().rev().collect();
        row.contains(folded) || back.contains(folded)
    };
    (1..=4).any(repeats) || ROWS.iter().any(|row| runs(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weak(text: &str) -> Option<PasswordMistake> {
        weakness(text, Some(&Mobile::parse("09123456789").expect("a mobile number")))
    }

    #[test]
    fn a_sentence_that_one_remembers_is_a_good_password() {
        for text in [
            "گربهٔ سفید ما نان می‌خورد",
            "correct horse battery staple",
            "kabab o doogh dar tajrish",
            "xK9#mQ2$vL7p",
            "۷۳۱۹۵۸۲۰۶۴۱۷",
        ] {
            assert_eq!(weak(text), None, "{text}");
        }
    }

    #[test]
    fn length_is_counted_in_letters_and_bounded_in_bytes() {
        assert_eq!(weak(""), Some(PasswordMistake::Missing));
        assert_eq!(weak("            "), Some(PasswordMistake::Missing));
        assert_eq!(weak("گربهٔ سفید"), Some(PasswordMistake::TooShort));
        let twelve = "xK9#mQ2$vL7p";
        assert_eq!(weak(&twelve[..11]), Some(PasswordMistake::TooShort));
        assert_eq!(weak(&format!("{twelve}{}", "é".repeat(122))), None);
        assert_eq!(weak(&format!("{twelve}{}", "é".repeat(123))), Some(PasswordMistake::TooLong));
    }

    #[test]
    fn what_is_tried_first_is_refused_however_it_is_decorated() {
        for text in [
            "password1234",
            "P@ssw0rd1234",
            "PASSWORD@1403!!",
            "mohammad1370!",
            "Perspolis_1342",
            "esteghlal ۱۳۲۴",
            "رمز عبور ۱۲۳۴۵۶",
            "ایران ۱۲۳۴۵۶۷۸",
            "1q2w3e4r5t6y",
            "iloveyou2024",
        ] {
            assert_eq!(weak(text), Some(PasswordMistake::WellKnown), "{text}");
        }
    }

    #[test]
    fn runs_and_repetitions_are_refused() {
        for text in [
            "123456789012",
            "098765432109",
            "aaaaaaaaaaaa",
            "121212121212",
            "abcdabcdabcd",
            "qwertyuiopas",
            "ضصثقفغعهخحجچ",
            "۱۱۱۱۱۱۱۱۱۱۱۱",
        ] {
            assert_eq!(weak(text), Some(PasswordMistake::Pattern), "{text}");
        }
    }

    #[test]
    fn neither_ones_number_nor_our_name_is_a_secret() {
        for text in ["09123456789!", "+98 912 345 6789", "sara۹۱۲۳۴۵۶۷۸۹"] {
            assert_eq!(weak(text), Some(PasswordMistake::Mobile), "{text}");
        }
        for text in ["peyvand12345", "Peyvand@Peyvand", "پیوند۱۲۳۴۵۶۷۸"] {
            assert_eq!(weak(text), Some(PasswordMistake::Product), "{text}");
        }
        assert_eq!(weak("peyvand e khosh e ma"), None);
    }

    #[test]
    fn the_list_has_a_few_hundred_entries() {
        assert!((300..=1_000).contains(&WELL_KNOWN.len()), "{}", WELL_KNOWN.len());
    }
}
