//! What a member and a workspace are made of, read from what people type.

use serde::Deserialize;
use serde::Serialize;

use super::naming;
use super::naming::Wrong;
use crate::card;
use crate::locale::Language;
use crate::locale::ascii_digits;
use crate::locale::clean;

/// A member's name is no longer than this.
pub(super) const NAME_CHARS_MAX: usize = 80;

/// A workspace's name is no longer than this.
pub(super) const WORKSPACE_CHARS_MAX: usize = 60;

/// What a member calls a passkey is no longer than this.
pub(super) const PASSKEY_CHARS_MAX: usize = 60;

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
    /// It holds the number of a bank card.
    HasCard,
    /// It has signs that could make it look like another name.
    Signs,
    /// It is the name of a bank or of the payment network, or ours.
    Reserved,
}

/// Reads a person's name.
pub(super) fn name(text: &str) -> Result<String, TextMistake> {
    line(text, NAME_CHARS_MAX)
}

/// Reads the name of a business.
pub(super) fn workspace_name(text: &str) -> Result<String, TextMistake> {
    let name = line(text, WORKSPACE_CHARS_MAX)?;
    match naming::wrong(&name) {
        None => Ok(name),
        Some(Wrong::Signs) => Err(TextMistake::Signs),
        Some(Wrong::Reserved) => Err(TextMistake::Reserved),
    }
}

/// Reads what a member calls a passkey.
pub(super) fn passkey_name(text: &str) -> Result<String, TextMistake> {
    line(text, PASSKEY_CHARS_MAX)
}

/// The name of a business that goes by its owner's.
pub(super) fn workspace_of(name: &str) -> String {
    let cut: String = name.chars().take(WORKSPACE_CHARS_MAX).collect();
    cut.trim_end().to_owned()
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

/// Reads a line that may be left empty.
pub(super) fn optional(text: &str, chars_max: usize) -> Result<Option<String>, TextMistake> {
    match line(text, chars_max) {
        Ok(text) => Ok(Some(text)),
        Err(TextMistake::Missing) => Ok(None),
        Err(mistake) => Err(mistake),
    }
}

fn line(text: &str, chars_max: usize) -> Result<String, TextMistake> {
    let text = clean(text);
    match text.chars().count() {
        0 => Err(TextMistake::Missing),
        count if chars_max < count => Err(TextMistake::TooLong(chars_max)),
        _ if card::is_in(&text) => Err(TextMistake::HasCard),
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
