//! Fields that several forms have, read into what they mean, with the sentences for what is wrong with
//! them.

use crate::card;
use crate::locale::Voice;
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
        } else if card::is_in(&title) {
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
        } else if card::is_in(&text) {
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
        } else if card::is_in(&text) {
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
