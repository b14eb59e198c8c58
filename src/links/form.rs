//! The form of a new link: what was typed, and the link that it means.

use chrono::DateTime;
use chrono::TimeDelta;
use serde::Deserialize;

use super::Amount;
use super::Channel;
use super::NewLink;
use super::fields::Reader;
use crate::ids::LinkId;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::locale::ascii_digits;
use crate::money::Money;
use crate::payments::Payer;
use crate::web::form::Mistakes;

const REFERENCE_CHARS_MAX: usize = 60;
const NAME_CHARS_MAX: usize = 80;

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
        match (title, amount) {
            (Some(title), Some(amount)) if mistakes.is_empty() => Ok(NewLink {
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
            }),
            _ => Err(mistakes),
        }
    }
}

/// The fields that only this form has.
impl Reader<'_> {
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

    /// `None`: no end, or a mistake.
    fn expiry(&self, form: &LinkForm, mistakes: &mut Mistakes) -> Option<DateTime<chrono::Utc>> {
        let now = self.v.now;
        let days = |days| Some(now + TimeDelta::days(days));
        match form.expiry.as_str() {
            "none" => None,
            "1d" => days(1),
            "3d" => days(3),
            "30d" => days(30),
            "span" => self.span(form, mistakes).map(|span| now + span),
            "date" => self.date(form, mistakes),
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

    /// `None`: any number, or a mistake.
    fn uses(&self, form: &LinkForm, mistakes: &mut Mistakes) -> Option<i32> {
        match form.uses.as_str() {
            "many" => None,
            "some" => {
                let count = ascii_digits(form.uses_count.trim()).parse::<i32>().ok();
                let count = count.filter(|count| (1..=USES_MAX).contains(count));
                if count.is_none() {
                    mistakes.add("uses_count", self.v.w.links_uses_wrong());
                }
                count
            }
            _ => Some(1),
        }
    }
}
