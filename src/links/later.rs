//! When something is sent: at once, or at a time that its merchant chooses.

use std::ops::RangeInclusive;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::fields::Reader;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::locale::ascii_digits;
use crate::web::form::Mistakes;

/// Nothing is planned further ahead.
pub(super) const DAYS_MAX: i64 = 3650;

/// The fields as typed: whether, and the Jalali day and the time of day.
#[derive(Clone, Debug, Default)]
pub(super) struct Later {
    pub(super) sending: String,
    pub(super) day: String,
    pub(super) month: String,
    pub(super) year: String,
    pub(super) hour: String,
    pub(super) minute: String,
}

impl Later {
    /// Before anybody typed: at once; and who wants it later begins with tomorrow at nine.
    pub(super) fn blank(v: &Voice) -> Self {
        let tomorrow = Jalali::of(v.now).next_day();
        Self {
            sending: "now".to_owned(),
            day: tomorrow.day.to_string(),
            month: tomorrow.month.to_string(),
            year: tomorrow.year.to_string(),
            hour: "09".to_owned(),
            minute: "00".to_owned(),
        }
    }

    /// Whether a time was chosen.
    pub(super) fn is_later(&self) -> bool {
        self.sending == "later"
    }
}

/// The years in which something may end or be sent.
pub(super) fn years(v: &Voice) -> RangeInclusive<i32> {
    let this = Jalali::of(v.now).year;
    this..=this + 3
}

impl Reader<'_> {
    /// When it is sent; `None`: at once, or a mistake. A message that comes when the link is over asks
    /// for nothing.
    pub(super) fn send_at(
        &self,
        later: &Later,
        expires_at: Option<DateTime<Utc>>,
        mistakes: &mut Mistakes,
    ) -> Option<DateTime<Utc>> {
        if !later.is_later() {
            return None;
        }
        let typed = [&later.year, &later.month, &later.day, &later.hour, &later.minute];
        let at = self.moment("send", typed, (9, 0), mistakes)?;
        if expires_at.is_some_and(|expires_at| expires_at <= at) {
            mistakes.add("send", self.v.w.links_sent_after_the_end());
            return None;
        }
        Some(at)
    }

    /// A moment to come, from year, month, day, hour and minute; where the time is unreadable, the
    /// given one.
    pub(super) fn moment(
        &self,
        field: &'static str,
        typed: [&String; 5],
        otherwise: (u16, u16),
        mistakes: &mut Mistakes,
    ) -> Option<DateTime<Utc>> {
        let [year, month, day, hour, minute] =
            typed.map(|text| ascii_digits(text.trim()).parse::<u16>().ok());
        let day = year.zip(month).zip(day).and_then(|((year, month), day)| {
            let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
            Jalali::new(i32::from(year), month, day)
        });
        let Some(day) = day else {
            mistakes.add(field, self.v.w.links_no_such_day());
            return None;
        };
        let hour = hour.filter(|hour| *hour < 24).unwrap_or(otherwise.0);
        let minute = minute.filter(|minute| *minute < 60).unwrap_or(otherwise.1);
        let at = day.start() + TimeDelta::minutes(i64::from(hour) * 60 + i64::from(minute));
        if at <= self.v.now || self.v.now + TimeDelta::days(DAYS_MAX) < at {
            mistakes.add(field, self.v.w.links_day_has_passed());
            return None;
        }
        Some(at)
    }
}
