//! How the product speaks. Every sentence lives in `locales/`, every figure and date is written
//! here, and all of it is reached through one [`Voice`], so that a page in English cannot show a
//! Persian digit, nor a reader who thinks in toman be shown rial unawares.

mod banks;
mod dates;
mod jalali;
mod numbers;
mod numerals;
mod roles;
mod text;

#[expect(clippy::all, clippy::pedantic, reason = "the build script wrote it")]
mod sentences {
    use super::Language;

    /// The sentences of one language, one method each.
    pub struct Words(pub(super) Language);

    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

pub use jalali::{Jalali, days_in_month};
pub(crate) use sentences::Words;
pub use text::{ascii_digits, clean, clean_lines, isolate};

use crate::money::Unit;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A language the product speaks; Persian unless the reader chose otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum Language {
    #[default]
    /// Persian, right to left.
    Fa,
    /// English, left to right.
    En,
}

impl Language {
    /// The language by its code in addresses, cookies and the database.
    pub fn parse(code: &str) -> Option<Language> {
        match code {
            "fa" => Some(Language::Fa),
            "en" => Some(Language::En),
            _ => None,
        }
    }

    /// Its code, as `lang` of a page has it.
    pub const fn code(self) -> &'static str {
        match self {
            Language::Fa => "fa",
            Language::En => "en",
        }
    }

    /// The direction its pages run, as `dir` of a page has it.
    pub const fn dir(self) -> &'static str {
        match self {
            Language::Fa => "rtl",
            Language::En => "ltr",
        }
    }

    /// The language a switch leads to.
    #[must_use]
    pub const fn other(self) -> Language {
        match self {
            Language::Fa => Language::En,
            Language::En => Language::Fa,
        }
    }

    /// What its own speakers call it, as a language switch shows it.
    pub fn own_name(self) -> String {
        words(self).common_language_name()
    }
}

/// The sentences of a language.
pub(crate) fn words(language: Language) -> &'static Words {
    match language {
        Language::Fa => &Words(Language::Fa),
        Language::En => &Words(Language::En),
    }
}

/// How we write to one reader: in their language, in the unit they count in, and told from the
/// moment they read.
#[derive(Clone, Copy)]
pub struct Voice {
    pub(crate) w: &'static Words,
    /// The reader's language.
    pub language: Language,
    /// What the reader counts in.
    pub unit: Unit,
    /// The moment at which it is read.
    pub now: DateTime<Utc>,
}

impl Voice {
    /// The voice for a reader of this language who counts in this unit, at this moment.
    pub fn new(language: Language, unit: Unit, now: DateTime<Utc>) -> Voice {
        Voice { w: words(language), language, unit, now }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_switch_names_the_other_language_in_its_own_words() {
        assert_eq!(Language::default(), Language::Fa);
        assert_eq!(Language::Fa.other().own_name(), "English");
        assert_eq!(Language::En.other().own_name(), "فارسی");
    }

    #[test]
    fn a_language_is_known_by_its_code() {
        for language in [Language::Fa, Language::En] {
            assert_eq!(Language::parse(language.code()), Some(language));
        }
        assert_eq!(Language::parse("FA"), None);
        assert_eq!((Language::Fa.dir(), Language::En.dir()), ("rtl", "ltr"));
    }
}
