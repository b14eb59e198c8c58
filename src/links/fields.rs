//! Fields that several forms have, read into what they mean, with the sentences for what is wrong with
//! them.

use crate::locale::Voice;
use crate::locale::ascii_digits;
use crate::locale::clean;
use crate::locale::clean_lines;
use crate::mobile::Mobile;
use crate::mobile::MobileMistake;
use crate::money::Money;
use crate::money::MoneyMistake;
use crate::web::email;
use crate::web::form::Mistakes;

const TITLE_CHARS_MAX: usize = 80;
const DESCRIPTION_CHARS_MAX: usize = 1000;

/// Reads single fields, with the sentences for what is wrong with them.
pub(super) struct Reader<'a> {
    pub(super) v: &'a Voice,
    /// The smallest and the largest amount that the gateway takes.
    pub(super) limits: (Money, Money),
}

impl Reader<'_> {
    /// What for.
    pub(super) fn title(&self, text: &str, mistakes: &mut Mistakes) -> Option<String> {
        let title = clean(text);
        if title.is_empty() {
            mistakes.add("title", self.v.w.links_title_missing());
        } else if TITLE_CHARS_MAX < title.chars().count() {
            mistakes.add("title", self.too_long(TITLE_CHARS_MAX));
        } else if has_card_number(&title) {
            mistakes.add("title", self.v.w.links_no_card_numbers());
        } else {
            return Some(title);
        }
        None
    }

    /// More about it.
    pub(super) fn description(&self, text: &str, mistakes: &mut Mistakes) -> Option<String> {
        let text = clean_lines(text);
        if DESCRIPTION_CHARS_MAX < text.chars().count() {
            mistakes.add("description", self.too_long(DESCRIPTION_CHARS_MAX));
        } else if has_card_number(&text) {
            mistakes.add("description", self.v.w.links_no_card_numbers());
        }
        Some(text).filter(|text| !text.is_empty())
    }

    /// A short text that may be missing.
    pub(super) fn optional(
        &self,
        field: &'static str,
        text: &str,
        chars_max: usize,
        mistakes: &mut Mistakes,
    ) -> Option<String> {
        let text = clean(text);
        if chars_max < text.chars().count() {
            mistakes.add(field, self.too_long(chars_max));
        } else if has_card_number(&text) {
            mistakes.add(field, self.v.w.links_no_card_numbers());
        }
        Some(text).filter(|text| !text.is_empty())
    }

    /// A mobile that may be missing.
    pub(super) fn mobile(&self, text: &str, mistakes: &mut Mistakes) -> Option<Mobile> {
        match Mobile::parse(text) {
            Ok(mobile) => Some(mobile),
            Err(MobileMistake::Missing) => None,
            Err(MobileMistake::NotAMobile) => {
                mistakes.add("mobile", self.v.w.links_not_a_mobile());
                None
            }
        }
    }

    /// An e-mail address that may be missing.
    pub(super) fn email(&self, text: &str, mistakes: &mut Mistakes) -> Option<String> {
        let sentence = |_| self.v.w.links_not_an_email();
        mistakes.take("email", email::parse(text), sentence).flatten()
    }

    /// An amount that may be missing.
    pub(super) fn optional_amount(
        &self,
        field: &'static str,
        text: &str,
        mistakes: &mut Mistakes,
    ) -> Option<Money> {
        if clean(text).is_empty() { None } else { self.amount(field, text, mistakes) }
    }

    /// An amount that the gateway takes.
    pub(super) fn amount(
        &self,
        field: &'static str,
        text: &str,
        mistakes: &mut Mistakes,
    ) -> Option<Money> {
        let w = self.v.w;
        let amount =
            mistakes.take(field, Money::parse(text, self.v.unit), |mistake| match mistake {
                MoneyMistake::Missing => w.links_amount_missing(),
                MoneyMistake::NotANumber => w.links_amount_not_a_number(),
                MoneyMistake::Zero => w.links_amount_too_small(self.v.amount_unit(self.limits.0)),
                MoneyMistake::TooLarge => {
                    w.links_amount_too_large(self.v.amount_unit(self.limits.1))
                }
            })?;
        self.within(field, amount, self.limits, mistakes)
    }

    /// An amount between two others; outside them it is a mistake that names the limit.
    pub(super) fn within(
        &self,
        field: &'static str,
        amount: Money,
        (min, max): (Money, Money),
        mistakes: &mut Mistakes,
    ) -> Option<Money> {
        if amount < min {
            mistakes.add(field, self.v.w.links_amount_too_small(self.v.amount_unit(min)));
            return None;
        }
        if max < amount {
            mistakes.add(field, self.v.w.links_amount_too_large(self.v.amount_unit(max)));
            return None;
        }
        Some(amount)
    }

    fn too_long(&self, chars_max: usize) -> String {
        let count = i64::try_from(chars_max).unwrap_or(i64::MAX);
        self.v.w.links_too_long(self.v.number(count))
    }
}

/// Whether a text holds sixteen digits that pass the check of card numbers (ISO/IEC 7812, Luhn).
/// Card numbers do not belong in texts that others read.
fn has_card_number(text: &str) -> bool {
    let digits: Vec<u32> = ascii_digits(text)
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '-' | '\u{200c}'))
        .map(|letter| letter.to_digit(10).unwrap_or(10))
        .collect();
    let mut runs = digits.split(|digit| *digit == 10);
    runs.any(|run| run.len() == 16 && passes_luhn(run))
}

fn passes_luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { *digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::has_card_number;

    #[test]
    fn a_card_number_is_seen_in_any_digits_and_grouping() {
        for text in ["6037991234567893", "کارت ۶۰۳۷ ۹۹۱۲ ۳۴۵۶ ۷۸۹۳ بانک ملی", "6037-9912-3456-7893"]
        {
            assert!(has_card_number(text), "{text}");
        }
        for text in ["6037991234567894", "سفارش ۱۴۰۵-۰۳۴۷", "09123456789", "603799123456789"]
        {
            assert!(!has_card_number(text), "{text}");
        }
    }
}
