//! E-mail addresses as people type them.

use crate::locale::ascii_digits;
use crate::locale::clean;

/// An address is no longer than this (RFC 5321).
const BYTES_MAX: usize = 254;

/// The text is no address that a letter could reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmailMistake;

/// Reads an e-mail address, if there is one. Whether it exists only a letter can tell.
pub fn parse(text: &str) -> Result<Option<String>, EmailMistake> {
    let text = clean(&ascii_digits(text));
    if text.is_empty() {
        return Ok(None);
    }
    let (person, host) = text.rsplit_once('@').ok_or(EmailMistake)?;
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
    if is_person && is_host && text.len() <= BYTES_MAX {
        Ok(Some(format!("{person}@{}", host.to_ascii_lowercase())))
    } else {
        Err(EmailMistake)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_is_typed_on_a_phone() {
        assert_eq!(parse("  "), Ok(None));
        assert_eq!(
            parse(" Sara.A+shop@Example.IR "),
            Ok(Some("Sara.A+shop@example.ir".to_owned()))
        );
        assert_eq!(parse("sara۱۲@example.ir"), Ok(Some("sara12@example.ir".to_owned())));
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
            assert_eq!(parse(text), Err(EmailMistake), "{text}");
        }
        let long = format!("a@{}.ir", "b".repeat(260));
        assert_eq!(parse(&long), Err(EmailMistake));
    }
}
