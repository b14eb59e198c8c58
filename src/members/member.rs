//! What a member and a workspace are made of, read from what people type.

use serde::Deserialize;
use serde::Serialize;

use crate::locale::Language;
use crate::locale::ascii_digits;
use crate::locale::clean;

/// A member's name is no longer than this.
pub(super) const NAME_CHARS_MAX: usize = 80;

/// A workspace's name is no longer than this.
pub(super) const WORKSPACE_CHARS_MAX: usize = 60;

const EMAIL_CHARS_MAX: usize = 254;
const PHONE_CHARS_MAX: usize = 20;
const PHONE_DIGITS_MIN: usize = 3;

/// A member-to-be whose number is not confirmed yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Joining {
    pub(super) name: String,
    pub(super) email: Option<String>,
    /// The password's hash.
    pub(super) password: String,
    pub(super) language: Language,
    /// The name of the first workspace.
    pub(super) workspace: String,
}

/// Why typed text is not what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextMistake {
    /// Nothing was typed.
    Missing,
    /// It is longer than this many characters.
    TooLong(usize),
    /// It does not look like one.
    NotOne,
}

/// Reads a person's name.
pub(super) fn name(text: &str) -> Result<String, TextMistake> {
    line(text, NAME_CHARS_MAX)
}

/// Reads the name of a business.
pub(super) fn workspace_name(text: &str) -> Result<String, TextMistake> {
    line(text, WORKSPACE_CHARS_MAX)
}

/// The name of a business that goes by its owner's.
pub(super) fn workspace_of(name: &str) -> String {
    let cut: String = name.chars().take(WORKSPACE_CHARS_MAX).collect();
    cut.trim_end().to_owned()
}

/// Reads an e-mail address, if there is one. Whether it exists only a letter can tell.
pub(super) fn email(text: &str) -> Result<Option<String>, TextMistake> {
    let text = clean(&ascii_digits(text));
    if text.is_empty() {
        return Ok(None);
    }
    if EMAIL_CHARS_MAX < text.chars().count() {
        return Err(TextMistake::TooLong(EMAIL_CHARS_MAX));
    }
    let (person, host) = text.rsplit_once('@').ok_or(TextMistake::NotOne)?;
    let is_person = (1..=64).contains(&person.len())
        && person.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c))
        && !person.starts_with('.')
        && !person.ends_with('.')
        && !person.contains("..");
    let is_label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_host = host.contains('.') && host.split('.').all(is_label);
    if is_person && is_host {
        Ok(Some(format!("{person}@{}", host.to_ascii_lowercase())))
    } else {
        Err(TextMistake::NotOne)
    }
}

/// Reads a telephone number that customers may call, if there is one. Landlines, short numbers and
/// extensions are welcome, so only its letters are looked at.
pub(super) fn phone(text: &str) -> Result<Option<String>, TextMistake> {
    let text = clean(&ascii_digits(text));
    if text.is_empty() {
        return Ok(None);
    }
    if PHONE_CHARS_MAX < text.chars().count() {
        return Err(TextMistake::TooLong(PHONE_CHARS_MAX));
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_phone = text.chars().all(|c| c.is_ascii_digit() || "+-() ".contains(c));
    if is_phone && PHONE_DIGITS_MIN <= digits { Ok(Some(text)) } else { Err(TextMistake::NotOne) }
}

fn line(text: &str, chars_max: usize) -> Result<String, TextMistake> {
    let text = clean(text);
    match text.chars().count() {
        0 => Err(TextMistake::Missing),
        count if chars_max < count => Err(TextMistake::TooLong(chars_max)),
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_as_people_mean_it() {
        assert_eq!(name(" علي  رضايي "), Ok("علی رضایی".to_owned()));
        assert_eq!(name("\u{202e}\u{200c} "), Err(TextMistake::Missing));
        assert_eq!(name(&"ب".repeat(81)), Err(TextMistake::TooLong(80)));
        assert_eq!(workspace_name(&"ب".repeat(61)), Err(TextMistake::TooLong(60)));
    }

    #[test]
    fn a_business_may_go_by_its_owners_name() {
        assert_eq!(workspace_of("سارا احمدی"), "سارا احمدی");
        assert_eq!(workspace_of(&"ب".repeat(80)).chars().count(), WORKSPACE_CHARS_MAX);
    }

    #[test]
    fn an_address_is_read_as_it_is_typed_on_a_phone() {
        assert_eq!(email("  "), Ok(None));
        assert_eq!(
            email(" Sara.A+shop@Example.IR "),
            Ok(Some("Sara.A+shop@example.ir".to_owned()))
        );
        assert_eq!(email("sara۱۲@example.ir"), Ok(Some("sara12@example.ir".to_owned())));
    }

    #[test]
    fn what_a_letter_could_not_reach_is_not_an_address() {
        for text in [
            "sara",
            "sara@example",
            "@example.ir",
            "sara@@example.ir",
            "sara@example..ir",
            ".sara@example.ir",
            "sara ahmadi@example.ir",
            "Sara <sara@example.ir>",
            "sara@example.ir\r\nBcc: all@example.ir",
            "a@b.ir,c@d.ir",
            "سارا@example.ir",
        ] {
            assert_eq!(email(text), Err(TextMistake::NotOne), "{text}");
        }
        let long = format!("a@{}.ir", "b".repeat(260));
        assert_eq!(email(&long), Err(TextMistake::TooLong(254)));
    }

    #[test]
    fn customers_may_call_any_kind_of_telephone() {
        assert_eq!(phone("۰۲۱-۸۸۷۷ ۶۶۵۵"), Ok(Some("021-8877 6655".to_owned())));
        assert_eq!(phone("+98 (21) 88776655"), Ok(Some("+98 (21) 88776655".to_owned())));
        assert_eq!(phone("110"), Ok(Some("110".to_owned())));
        assert_eq!(phone(""), Ok(None));
        assert_eq!(phone("call me"), Err(TextMistake::NotOne));
        assert_eq!(phone("12"), Err(TextMistake::NotOne));
        assert_eq!(phone(&"1".repeat(21)), Err(TextMistake::TooLong(20)));
    }
}
