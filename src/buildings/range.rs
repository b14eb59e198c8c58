//! Months of the calendar, as a query asks for some of them.

use std::ops::RangeInclusive;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;

use super::building::date_of;
use super::building::month_of;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::web::Error;
use crate::web::Result;

/// Some months, from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Months {
    /// The first.
    pub(super) first: i32,
    /// The last; before the first: there is none.
    pub(super) last: i32,
}

impl Months {
    /// Those of a year.
    pub(super) fn of_year(year: i32) -> Self {
        Self { first: year * 12, last: year * 12 + 11 }
    }

    /// One.
    pub(super) fn only(period: i32) -> Self {
        Self { first: period, last: period }
    }

    /// All of them, in order.
    pub(super) fn each(self) -> RangeInclusive<i32> {
        self.first..=self.last
    }

    /// Whether a month is one of them.
    pub(super) fn has(self, period: i32) -> bool {
        self.each().contains(&period)
    }

    /// Their first day, and the first day after them.
    pub(super) fn days(self) -> (NaiveDate, NaiveDate) {
        (first_day(self.first), first_day(self.last + 1))
    }
}

/// A month as a query writes it: `1405-09`. Nothing asked for is the usual one.
pub(super) fn read(text: &str, usual: i32) -> Result<i32> {
    if text.is_empty() {
        return Ok(usual);
    }
    let parts = text
        .split_once('-')
        .and_then(|(year, month)| Some((year.parse::<i32>().ok()?, month.parse::<u8>().ok()?)));
    let (year, month) = parts.ok_or(Error::BadRequest)?;
    let is_month = is_year(year) && (1..=12).contains(&month);
    is_month.then_some(year * 12 + i32::from(month) - 1).ok_or(Error::BadRequest)
}

/// No building was here before, and no calendar goes much further.
pub(super) fn is_year(year: i32) -> bool {
    (1300..1500).contains(&year)
}

/// A month as a query writes it.
pub(super) fn code(period: i32) -> String {
    let (year, month) = month_of(period);
    format!("{year}-{month:02}")
}

/// What a month is called.
pub(super) fn name(v: &Voice, period: i32) -> String {
    let (year, of_year) = month_of(period);
    v.w.buildings_month(v.month_name(of_year), v.year(year))
}

/// When a month begins.
pub(super) fn start(period: i32) -> DateTime<Utc> {
    let (year, month) = month_of(period);
    Jalali::new(year, month, 1).map(Jalali::start).unwrap_or_default()
}

fn first_day(period: i32) -> NaiveDate {
    date_of(Jalali::of(start(period)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_as_it_is_written_and_nothing_else_is_one() {
        assert_eq!(read(&code(1405 * 12 + 8), 0).ok(), Some(1405 * 12 + 8));
        assert_eq!(read("", 7).ok(), Some(7));
        for text in ["1405", "1405-13", "1405-0", "9999-01", "x-y", "1405-09-01"] {
            assert!(read(text, 0).is_err(), "{text}");
        }
    }

    #[test]
    fn the_days_of_a_year_are_the_days_of_its_months() {
        let year = Months::of_year(1404);
        let (first, after) = year.days();
        let sum: i64 = year
            .each()
            .map(|month| Months::only(month).days())
            .map(|(first, after)| (after - first).num_days())
            .sum();
        assert_eq!((sum, (after - first).num_days()), (365, 365));
    }
}
