//! The form of a new link: what was typed, and the link that it means.

use chrono::DateTime;
use chrono::TimeDelta;
use serde::Deserialize;

use super::Amount;
use super::Channel;
use super::NewLink;
use crate::ids::LinkId;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::locale::ascii_digits;
use crate::locale::clean;
use crate::locale::clean_lines;
use crate::mobile::Mobile;
use crate::mobile::MobileMistake;
use crate::money::Money;
use crate::money::MoneyMistake;
use crate::payments::Payer;
use crate::web::form::Mistakes;

const TITLE_CHARS_MAX: usize = 80;
const DESCRIPTION_CHARS_MAX: usize = 1000;
const REFERENCE_CHARS_MAX: usize = 60;
const NAME_CHARS_MAX: usize = 80;
const EMAIL_CHARS_MAX: usize = 254;

/// A link lives at most so long, unless it has no end at all.
const DAYS_MAX: i64 = 3650;
const USES_MAX: i32 = 1_000_000;

/// The fields as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct LinkForm {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) amount: String,
    pub(super) min: String,
    pub(super) max: String,
    pub(super) suggestion: Vec<String>,
    pub(super) expiry: String,
    pub(super) span: String,
    pub(super) span_unit: String,
    pub(super) exp_d: String,
    pub(super) exp_m: String,
    pub(super) exp_y: String,
    pub(super) exp_h: String,
    pub(super) exp_i: String,
    pub(super) uses: String,
    pub(super) uses_count: String,
    pub(super) to: String,
    pub(super) mobile: String,
    pub(super) email: String,
    pub(super) by: Vec<String>,
    pub(super) reference: String,
    pub(super) description: String,
    pub(super) direct: String,
    pub(super) act: String,
}

impl LinkForm {
    /// The form before anybody typed: one payment of a fixed amount within a week, sent by SMS.
    pub(super) fn blank(v: &Voice) -> Self {
        let week = Jalali::of(v.now + TimeDelta::days(7));
        Self {
            id: LinkId::new(v.now).to_string(),
            kind: "fixed".to_owned(),
            expiry: "7d".to_owned(),
            span_unit: "hours".to_owned(),
            exp_d: week.day.to_string(),
            exp_m: week.month.to_string(),
            exp_y: week.year.to_string(),
            exp_h: "23".to_owned(),
            exp_i: "59".to_owned(),
            uses: "one".to_owned(),
            by: vec!["sms".to_owned()],
            direct: "yes".to_owned(),
            suggestion: vec![String::new(); 3],
            ..Self::default()
        }
    }

    /// Whether the merchant only wants to see the message first.
    pub(super) fn is_preview(&self) -> bool {
        self.act == "preview"
    }

    /// Whether a box for a channel is ticked.
    pub(super) fn goes_by(&self, channel: &str) -> bool {
        self.by.iter().any(|by| by == channel)
    }

    /// The link that the form means, or what is to be put right.
    pub(super) fn parse(&self, v: &Voice, limits: (Money, Money)) -> Result<NewLink, Mistakes> {
        let mut mistakes = Mistakes::none();
        let reader = Reader { v, limits };
        let id = self.id.parse().unwrap_or_else(|_| LinkId::new(v.now));
        let title = reader.title(&self.title, &mut mistakes);
        let amount = reader.asked(self, &mut mistakes);
        let expires_at = reader.expiry(self, &mut mistakes);
        let uses_max = reader.uses(self, &mut mistakes);
        let name = reader.optional("to", &self.to, NAME_CHARS_MAX, &mut mistakes);
        let mobile = reader.mobile(&self.mobile, &mut mistakes);
        let email = reader.email(&self.email, &mut mistakes);
        let reference =
            reader.optional("reference", &self.reference, REFERENCE_CHARS_MAX, &mut mistakes);
        let description = reader.description(&self.description, &mut mistakes);
        // A box ticked for somebody whose number is not known means nothing.
        let channels =
            [("sms", Channel::Sms, mobile.is_some()), ("email", Channel::Email, email.is_some())];
        let channels = channels
            .into_iter()
            .filter(|(name, _, known)| *known && self.goes_by(name))
            .map(|(_, channel, _)| channel)
            .collect();
        match (title, amount, expires_at, uses_max) {
            (Some(title), Some(amount), Some(expires_at), Some(uses_max))
                if mistakes.is_empty() =>
            {
                Ok(NewLink {
                    id,
                    title,
                    description,
                    reference,
                    amount,
                    expires_at,
                    uses_max,
                    payer: Payer { name, mobile, email },
                    direct: self.direct == "yes",
                    channels,
                })
            }
            _ => Err(mistakes),
        }
    }
}

/// Reads single fields, with the sentences for what is wrong with them.
pub(super) struct Reader<'a> {
    pub(super) v: &'a Voice,
    /// The smallest and the largest amount that the gateway takes.
    pub(super) limits: (Money, Money),
}

impl Reader<'_> {
    fn title(&self, text: &str, mistakes: &mut Mistakes) -> Option<String> {
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

    fn description(&self, text: &str, mistakes: &mut Mistakes) -> Option<String> {
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
        let address = clean(text);
        if address.is_empty() {
            return None;
        }
        let parts = address.split_once('@').filter(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
        });
        let odd = |letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | ',' | ';');
        if parts.is_none() || address.contains(odd) || EMAIL_CHARS_MAX < address.len() {
            mistakes.add("email", self.v.w.links_not_an_email());
            return None;
        }
        Some(address)
    }

    fn asked(&self, form: &LinkForm, mistakes: &mut Mistakes) -> Option<Amount> {
        if form.kind != "open" {
            return self.amount("amount", &form.amount, mistakes).map(Amount::Fixed);
        }
        let min = self.optional_amount("min", &form.min, mistakes);
        let max = self.optional_amount("max", &form.max, mistakes);
        if min.zip(max).is_some_and(|(min, max)| max < min) {
            mistakes.add("max", self.v.w.links_max_below_min());
        }
        let mut suggestions: Vec<Money> = vec![];
        for text in &form.suggestion {
            suggestions.extend(self.optional_amount("suggestion", text, mistakes));
        }
        suggestions.sort_unstable();
        suggestions.dedup();
        let outside = |amount: &Money| {
            min.is_some_and(|min| *amount < min) || max.is_some_and(|max| max < *amount)
        };
        if suggestions.len() > 6 || suggestions.iter().any(outside) {
            mistakes.add("suggestion", self.v.w.links_suggestion_outside());
        }
        Some(Amount::Chosen { min, max, suggestions })
    }

    fn optional_amount(
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
                MoneyMistake::Zero => w.links_amount_too_small(&self.v.amount_unit(self.limits.0)),
                MoneyMistake::TooLarge => {
                    w.links_amount_too_large(&self.v.amount_unit(self.limits.1))
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
            mistakes.add(field, self.v.w.links_amount_too_small(&self.v.amount_unit(min)));
            return None;
        }
        if max < amount {
            mistakes.add(field, self.v.w.links_amount_too_large(&self.v.amount_unit(max)));
            return None;
        }
        Some(amount)
    }

    /// Outer `None`: a mistake; inner `None`: no end.
    fn expiry(
        &self,
        form: &LinkForm,
        mistakes: &mut Mistakes,
    ) -> Option<Option<DateTime<chrono::Utc>>> {
        let now = self.v.now;
        let days = |days| Some(Some(now + TimeDelta::days(days)));
        match form.expiry.as_str() {
            "none" => Some(None),
            "1d" => days(1),
            "3d" => days(3),
            "30d" => days(30),
            "span" => self.span(form, mistakes).map(|span| Some(now + span)),
            "date" => self.date(form, mistakes).map(Some),
            _ => days(7),
        }
    }

    fn span(&self, form: &LinkForm, mistakes: &mut Mistakes) -> Option<TimeDelta> {
        let count: i64 = ascii_digits(form.span.trim()).parse().unwrap_or_default();
        let (span, count_max) = match form.span_unit.as_str() {
            "days" => (TimeDelta::try_days(count), DAYS_MAX),
            _ => (TimeDelta::try_hours(count), DAYS_MAX * 24),
        };
        let span = span.filter(|_| (1..=count_max).contains(&count));
        if span.is_none() {
            mistakes.add("span", self.v.w.links_span_wrong());
        }
        span
    }

    fn date(&self, form: &LinkForm, mistakes: &mut Mistakes) -> Option<DateTime<chrono::Utc>> {
        let number = |text: &str| ascii_digits(text.trim()).parse::<u16>().ok();
        let day = number(&form.exp_y).zip(number(&form.exp_m)).zip(number(&form.exp_d));
        let day = day.and_then(|((year, month), day)| {
            let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
            Jalali::new(i32::from(year), month, day)
        });
        let Some(day) = day else {
            mistakes.add("exp", self.v.w.links_no_such_day());
            return None;
        };
        let hour = number(&form.exp_h).filter(|hour| *hour < 24).unwrap_or(23);
        let minute = number(&form.exp_i).filter(|minute| *minute < 60).unwrap_or(59);
        let at = day.start() + TimeDelta::minutes(i64::from(hour) * 60 + i64::from(minute));
        if at <= self.v.now || self.v.now + TimeDelta::days(DAYS_MAX) < at {
            mistakes.add("exp", self.v.w.links_day_has_passed());
            return None;
        }
        Some(at)
    }

    /// Outer `None`: a mistake; inner `None`: any number.
    fn uses(&self, form: &LinkForm, mistakes: &mut Mistakes) -> Option<Option<i32>> {
        match form.uses.as_str() {
            "many" => Some(None),
            "some" => {
                let count = ascii_digits(form.uses_count.trim()).parse::<i32>().ok();
                let count = count.filter(|count| (1..=USES_MAX).contains(count));
                if count.is_none() {
                    mistakes.add("uses_count", self.v.w.links_uses_wrong());
                }
                count.map(Some)
            }
            _ => Some(Some(1)),
        }
    }

    fn too_long(&self, chars_max: usize) -> String {
        let count = i64::try_from(chars_max).unwrap_or(i64::MAX);
        self.v.w.links_too_long(&self.v.number(count))
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
    sum % 10 == 0
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
