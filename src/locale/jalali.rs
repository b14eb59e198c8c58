//! Dates as Iran reads them: the Jalali calendar and the clock of Tehran. The calendar itself is
//! ICU's, and the zone is the real one, since Iran kept summer time until 1401; nothing here
//! counts days on its own.

use super::text::ascii_digits;
use chrono::{DateTime, Datelike, Duration, NaiveDate, TimeZone, Utc};
use chrono_tz::Asia::Tehran;
use icu_calendar::Date;
use icu_calendar::cal::Persian;
use icu_calendar::types::RataDie;
use std::fmt;
use std::ops::RangeInclusive;

/// The years a person can mean; others are slips such as `14055` or `05`.
const YEARS: RangeInclusive<i32> = 1300..=1500;

/// A day of the Jalali calendar in Tehran. Made by [`Jalali::new`], [`Jalali::parse`] or
/// [`Jalali::of`], which make only days that exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Jalali {
    /// Like 1405.
    pub year: i32,
    /// From 1, Farvardin.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

impl Jalali {
    /// The day, if there is one: 30 Esfand exists in leap years only.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Jalali> {
        if !YEARS.contains(&year) {
            return None;
        }
        Date::try_new_persian(year, month, day).ok().map(|_| Jalali { year, month, day })
    }

    /// The day it was in Tehran at that moment.
    pub fn of(moment: DateTime<Utc>) -> Jalali {
        let day = moment.with_timezone(&Tehran).num_days_from_ce();
        Jalali::from_rata_die(RataDie::new(i64::from(day)))
    }

    /// Reads a typed day: year, month and day in any digits, parted by `/`, `-`, `.` or `٫`.
    pub fn parse(text: &str) -> Option<Jalali> {
        let text = ascii_digits(text.trim());
        if text.chars().any(|c| !c.is_ascii_digit() && !"/-.٫".contains(c)) {
            return None;
        }
        let parts: Vec<&str> = text.split(['/', '-', '.', '٫']).collect();
        let [year, month, day] = parts[..] else {
            return None;
        };
        Jalali::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The moment the day begins in Tehran: midnight, or one o'clock on the days of the past when
    /// the clock was put forward at midnight.
    pub fn start(self) -> DateTime<Utc> {
        let midnight = self.gregorian().and_time(chrono::NaiveTime::MIN);
        let first = |local| Tehran.from_local_datetime(&local).earliest();
        first(midnight)
            .or_else(|| first(midnight + Duration::hours(1)))
            .expect("the clock of Tehran never skipped more than an hour")
            .to_utc()
    }

    /// The day after.
    #[must_use]
    pub fn next_day(self) -> Jalali {
        Jalali::from_rata_die(self.rata_die() + 1)
    }

    /// The first day of its month.
    #[must_use]
    pub fn month_start(self) -> Jalali {
        Jalali { day: 1, ..self }
    }

    /// The first day of the month after.
    #[must_use]
    pub fn next_month(self) -> Jalali {
        Jalali { day: days_in_month(self.year, self.month), ..self }.next_day()
    }

    fn from_rata_die(day: RataDie) -> Jalali {
        let date = Date::from_rata_die(day, Persian::new());
        Jalali {
            year: date.year().extended_year(),
            month: date.month().number(),
            day: date.day_of_month().0,
        }
    }

    fn rata_die(self) -> RataDie {
        Date::try_new_persian(self.year, self.month, self.day)
            .expect("a Jalali is made only of days that exist")
            .to_rata_die()
    }

    /// The same day in the calendar of the rest of the world.
    pub fn gregorian(self) -> NaiveDate {
        i32::try_from(self.rata_die().to_i64_date())
            .ok()
            .and_then(NaiveDate::from_num_days_from_ce_opt)
            .expect("the years of ICU lie within those of chrono")
    }
}

/// As forms and exports write it: `1405/09/01`.
impl fmt::Display for Jalali {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}/{:02}/{:02}", self.year, self.month, self.day)
    }
}

/// How many days the month has: 29 to 31, and none if there is no such month.
pub fn days_in_month(year: i32, month: u8) -> u8 {
    Date::try_new_persian(year, month, 1).map_or(0, |first| first.days_in_month())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u8, day: u8) -> Jalali {
        Jalali::new(year, month, day).expect("a day")
    }

    #[test]
    fn thirty_esfand_exists_in_leap_years_only() {
        assert!(Jalali::new(1403, 12, 30).is_some());
        assert!(Jalali::new(1404, 12, 30).is_none());
        assert_eq!((days_in_month(1403, 12), days_in_month(1404, 12)), (30, 29));
        assert_eq!((days_in_month(1405, 6), days_in_month(1405, 7)), (31, 30));
        assert_eq!(days_in_month(1405, 13), 0);
        assert!(Jalali::new(1405, 13, 1).is_none() && Jalali::new(1405, 7, 31).is_none());
    }

    #[test]
    fn a_day_may_be_typed_in_any_digits() {
        for text in ["۱۴۰۵/۰۹/۰۱", "1405/9/1", "١٤٠٥-٩-١", " 1405.09.01 "] {
            assert_eq!(Jalali::parse(text), Some(day(1405, 9, 1)), "{text}");
        }
        for text in ["", "1405/9", "1405/9/1/1", "05/9/1", "14055/9/1", "2026/11/22", "+1405/9/1"] {
            assert_eq!(Jalali::parse(text), None, "{text}");
        }
        for text in ["1404/12/30", "1405/0/1", "1405/9/31", "1405/9/-1", "۱ آذر ۱۴۰۵"] {
            assert_eq!(Jalali::parse(text), None, "{text}");
        }
        assert_eq!(day(1405, 9, 1).to_string(), "1405/09/01");
    }

    #[test]
    fn the_day_turns_at_midnight_in_tehran() {
        let start = day(1405, 9, 1).start();
        assert_eq!(start.to_rfc3339(), "2026-11-21T20:30:00+00:00");
        assert_eq!(Jalali::of(start), day(1405, 9, 1));
        assert_eq!(Jalali::of(start - Duration::seconds(1)), day(1405, 8, 30));
    }

    #[test]
    fn months_follow_one_another_over_the_new_year() {
        assert_eq!(day(1403, 12, 30).next_day(), day(1404, 1, 1));
        assert_eq!(day(1404, 12, 5).next_month(), day(1405, 1, 1));
        assert_eq!(day(1405, 6, 31).next_month(), day(1405, 7, 1));
        assert_eq!(day(1405, 6, 31).month_start(), day(1405, 6, 1));
    }

    proptest! {
        #[test]
        fn every_day_of_two_centuries_is_itself_again(
            year in 1300..=1500_i32, month in 1..=12_u8, number in 1..=31_u8,
        ) {
            prop_assume!(number <= days_in_month(year, month));
            let date = day(year, month, number);
            prop_assert_eq!(Jalali::of(date.start()), date);
            prop_assert_eq!(Jalali::of(date.next_day().start() - Duration::seconds(1)), date);
            prop_assert_eq!(Jalali::parse(&date.to_string()), Some(date));
            prop_assert_eq!(date.next_month().day, 1);
        }
    }
}
