//! The form of a new link: what was typed, and the link that it means.

use chrono::DateTime;
use chrono::TimeDelta;
use serde::Deserialize;

use super::Amount;
use super::Channel;
use super::Link;
use super::NewLink;
use super::Taking;
use super::fields::Reader;
use super::later::DAYS_MAX;
use super::later::Later;
use crate::ids::LinkId;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::locale::ascii_digits;
use crate::money::Money;
use crate::payments::Payer;
use crate::web::form::Mistakes;

const REFERENCE_CHARS_MAX: usize = 60;
const NAME_CHARS_MAX: usize = 80;

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
    pub(super) sending: String,
    pub(super) send_d: String,
    pub(super) send_m: String,
    pub(super) send_y: String,
    pub(super) send_h: String,
    pub(super) send_i: String,
    pub(super) reference: String,
    pub(super) description: String,
    pub(super) direct: String,
    pub(super) taking: String,
    pub(super) part_min: String,
    pub(super) stock: String,
    pub(super) each_max: String,
    pub(super) ask_name: String,
    pub(super) ask_mobile: String,
    pub(super) ask_email: String,
    pub(super) ask_address: String,
    pub(super) ask_note: String,
    pub(super) own: Vec<String>,
    pub(super) own_must: Vec<String>,
    pub(super) thanks: String,
    pub(super) return_to: String,
    pub(super) when_over: String,
    pub(super) grace: String,
    pub(super) late: String,
    pub(super) labels: String,
    /// The surprising amount that the merchant has seen and means.
    pub(super) sure: String,
    pub(super) act: String,
}

impl LinkForm {
    /// The form before anybody typed: one payment of a fixed amount within a week, sent by SMS.
    pub(super) fn blank(v: &Voice) -> Self {
        let week = Jalali::of(v.now + TimeDelta::days(7));
        let later = Later::blank(v);
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
            sending: later.sending,
            send_d: later.day,
            send_m: later.month,
            send_y: later.year,
            send_h: later.hour,
            send_i: later.minute,
            direct: "yes".to_owned(),
            suggestion: vec![String::new(); 3],
            ..Self::default()
        }
    }

    /// The form as it would have made a link.
    pub(super) fn of(v: &Voice, link: &Link) -> Self {
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        let amount =
            |amount: Option<Money>| amount.map(|amount| v.amount_typed(amount)).unwrap_or_default();
        let (min, max, suggestions) = match &link.amount {
            Amount::Fixed(_) => (None, None, vec![]),
            Amount::Chosen { min, max, suggestions } => (*min, *max, suggestions.clone()),
        };
        let mut suggestion: Vec<String> =
            suggestions.into_iter().map(|one| v.amount_typed(one)).collect();
        suggestion.resize(suggestion.len().max(3), String::new());
        let (uses, count) = match link.uses_max {
            None if link.terms.taking == Taking::Whole => ("many", String::new()),
            None | Some(1) => ("one", String::new()),
            Some(max) => ("some", max.to_string()),
        };
        let mut form = Self {
            title: link.title.clone(),
            kind: if link.amount.fixed().is_some() { "fixed" } else { "open" }.to_owned(),
            amount: amount(link.amount.fixed()),
            min: amount(min),
            max: amount(max),
            suggestion,
            uses: uses.to_owned(),
            uses_count: count,
            to: said(&link.payer.name),
            mobile: link.payer.mobile.as_ref().map(|it| it.as_str().to_owned()).unwrap_or_default(),
            email: said(&link.payer.email),
            description: said(&link.description),
            direct: if link.direct { "yes" } else { "" }.to_owned(),
            ..Self::blank(v)
        };
        form.fill_terms(v, &link.terms);
        form
    }

    /// The form that changes a link: with its own number and its own deadline.
    pub(super) fn to_change(v: &Voice, link: &Link) -> Self {
        let mut form = Self {
            id: link.id.to_string(),
            reference: link.reference.clone().unwrap_or_default(),
            by: vec![],
            ..Self::of(v, link)
        };
        match link.expires_at {
            None => "none".clone_into(&mut form.expiry),
            Some(at) => {
                let day = Jalali::of(at);
                let minute = (at - day.start()).num_minutes();
                "date".clone_into(&mut form.expiry);
                form.exp_d = day.day.to_string();
                form.exp_m = day.month.to_string();
                form.exp_y = day.year.to_string();
                form.exp_h = format!("{:02}", minute / 60);
                form.exp_i = format!("{:02}", minute % 60);
            }
        }
        form
    }

    /// When it is sent, as typed.
    pub(super) fn later(&self) -> Later {
        Later {
            sending: self.sending.clone(),
            day: self.send_d.clone(),
            month: self.send_m.clone(),
            year: self.send_y.clone(),
            hour: self.send_h.clone(),
            minute: self.send_i.clone(),
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
        let terms = reader.terms(self, amount.as_ref(), &mut mistakes);
        // What is paid in parts or by the piece is used up by its total.
        let uses_max = match terms.taking {
            Taking::Whole => reader.uses(self, &mut mistakes),
            Taking::Parts { .. } | Taking::Legs | Taking::Units { .. } => None,
        };
        let name = reader.optional("to", &self.to, NAME_CHARS_MAX, &mut mistakes);
        let mobile = reader.mobile(&self.mobile, &mut mistakes);
        let email = reader.email(&self.email, &mut mistakes);
        let reference =
            reader.optional("reference", &self.reference, REFERENCE_CHARS_MAX, &mut mistakes);
        let description = reader.description(&self.description, &mut mistakes);
        // A box ticked for somebody whose number is not known means nothing.
        let channels =
            [("sms", Channel::Sms, mobile.is_some()), ("email", Channel::Email, email.is_some())];
        let channels: Vec<Channel> = channels
            .into_iter()
            .filter(|(name, _, known)| *known && self.goes_by(name))
            .map(|(_, channel, _)| channel)
            .collect();
        let send_at = if channels.is_empty() {
            None
        } else {
            reader.send_at(&self.later(), expires_at, &mut mistakes)
        };
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
                terms,
                channels,
                send_at,
            }),
            _ => Err(mistakes),
        }
    }
}

/// The fields that only this form has.
impl Reader<'_> {
    fn asked(&self, form: &LinkForm, mistakes: &mut Mistakes) -> Option<Amount> {
        if form.kind != "open" {
            return self.fixed(form, mistakes).map(Amount::Fixed);
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
            "date" => {
                let typed = [&form.exp_y, &form.exp_m, &form.exp_d, &form.exp_h, &form.exp_i];
                self.moment("exp", typed, (23, 59), mistakes)
            }
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
