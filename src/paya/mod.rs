//! The calendar of PAYA, by which money reaches accounts: its runs and the days on which fewer of them go, as data
//! (`providers.md` 2.5). What comes with the program is in `calendar.txt`; the house may go by a file of its own.

use std::collections::HashSet;

use chrono::DateTime;
use chrono::Datelike;
use chrono::NaiveDate;
use chrono::NaiveTime;
use chrono::TimeDelta;
use chrono::TimeZone;
use chrono::Utc;
use chrono::Weekday;
use chrono_tz::Asia::Tehran;
use thiserror::Error;

use crate::locale::Jalali;

/// What comes with the program.
const OURS: &str = include_str!("calendar.txt");

/// Why a calendar is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CalendarMistake {
    /// A line says nothing that is known, or a day or an hour that there is not.
    #[error("line {0} cannot be read")]
    Line(usize),
    /// Without a run no money ever arrives.
    #[error("it has no run")]
    NoRun,
}

/// When PAYA runs.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// In the order of the day, each with whether it goes on holidays, too.
    runs: Vec<(NaiveTime, bool)>,
    /// How long a run takes to reach the accounts.
    run_time: TimeDelta,
    weekly: HashSet<Weekday>,
    /// Month and day.
    yearly: HashSet<(u8, u8)>,
    once: HashSet<(i32, u8, u8)>,
}

impl Calendar {
    /// The calendar that comes with the program.
    ///
    /// # Panics
    /// Never: a test reads it.
    pub fn ours() -> Self {
        Self::parse(OURS).expect("the calendar that comes with the program")
    }

    /// Reads a calendar: one thing in each line, as `calendar.txt` explains.
    ///
    /// # Errors
    /// The first line that cannot be read.
    pub fn parse(text: &str) -> Result<Self, CalendarMistake> {
        let mut calendar = Self::default();
        for (place, line) in text.lines().enumerate() {
            let said = line.split('#').next().unwrap_or_default();
            let words: Vec<&str> = said.split_whitespace().collect();
            calendar.take(&words).ok_or(CalendarMistake::Line(place + 1))?;
        }
        if calendar.runs.is_empty() {
            return Err(CalendarMistake::NoRun);
        }
        calendar.runs.sort_unstable();
        Ok(calendar)
    }

    fn take(&mut self, words: &[&str]) -> Option<()> {
        match words {
            [] => (),
            ["run", at] => self.runs.push((time(at)?, false)),
            ["run", at, "holidays"] => self.runs.push((time(at)?, true)),
            ["takes", minutes] => {
                self.run_time = TimeDelta::minutes(minutes.parse::<u16>().ok()?.into());
            }
            ["holiday", day] => self.take_holiday(day)?,
            _ => return None,
        }
        Some(())
    }

    fn take_holiday(&mut self, day: &str) -> Option<()> {
        if let Ok(weekday) = day.parse() {
            self.weekly.insert(weekday);
            return Some(());
        }
        let parts: Vec<&str> = day.split('-').collect();
        match parts[..] {
            // In a year that has the thirtieth of Esfand.
            [month, day] => {
                let date = Jalali::new(1403, month.parse().ok()?, day.parse().ok()?)?;
                self.yearly.insert((date.month, date.day));
            }
            [year, month, day] => {
                let date = Jalali::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
                self.once.insert((date.year, date.month, date.day));
            }
            _ => return None,
        }
        Some(())
    }

    /// About when money that is sent now is at its account.
    pub fn expected(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let mut day = now.with_timezone(&Tehran).date_naive();
        loop {
            let is_holiday = self.is_holiday(day);
            for (time, _) in self.runs.iter().filter(|(_, goes)| *goes || !is_holiday) {
                let at = Tehran.from_local_datetime(&day.and_time(*time)).earliest();
                if let Some(at) = at.filter(|at| now < *at) {
                    return at.with_timezone(&Utc) + self.run_time;
                }
            }
            day += TimeDelta::days(1);
        }
    }

    /// From when on money that was sent at a moment is late: a day after the run that should have brought it there
    /// has been another one, and it was not in that either.
    pub fn late(&self, sent_at: DateTime<Utc>) -> DateTime<Utc> {
        self.expected(self.expected(sent_at) + TimeDelta::days(1))
    }

    fn is_holiday(&self, day: NaiveDate) -> bool {
        let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
        let noon = Tehran.from_local_datetime(&day.and_time(noon)).earliest();
        let date = noon.map(|noon| Jalali::of(noon.with_timezone(&Utc)));
        let is_named = date.is_some_and(|date| {
            self.yearly.contains(&(date.month, date.day))
                || self.once.contains(&(date.year, date.month, date.day))
        });
        is_named || self.weekly.contains(&day.weekday())
    }
}

fn time(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tehran(text: &str) -> DateTime<Utc> {
        let at = DateTime::parse_from_rfc3339(&format!("{text}:00+03:30"));
        at.expect("a moment like 2026-11-24T09:00").to_utc()
    }

    #[test]
    fn money_goes_with_the_next_run_of_the_day() {
        let calendar = Calendar::ours();
        for (sent, arrives) in [
            ("2026-11-24T09:00", "2026-11-24T11:30"),
            ("2026-11-24T10:45", "2026-11-24T14:30"),
            ("2026-11-24T18:00", "2026-11-24T19:30"),
            ("2026-11-24T19:00", "2026-11-25T04:30"),
        ] {
            assert_eq!(calendar.expected(tehran(sent)), tehran(arrives), "{sent}");
        }
    }

    #[test]
    fn on_a_holiday_there_is_the_run_of_the_night_only() {
        let calendar = Calendar::ours();
        for (sent, arrives, day) in [
            ("2026-11-27T09:00", "2026-11-28T04:30", "Friday"),
            ("2027-02-11T05:00", "2027-02-12T04:30", "22 Bahman"),
            ("2026-12-23T09:00", "2026-12-24T04:30", "the birth of Ali"),
            ("2027-06-14T09:00", "2027-06-15T04:30", "Tasua, and Ashura after it"),
            ("2027-06-15T09:00", "2027-06-16T04:30", "Ashura"),
        ] {
            assert_eq!(calendar.expected(tehran(sent)), tehran(arrives), "{day}");
        }
    }

    #[test]
    fn money_is_late_when_the_run_of_the_next_day_has_not_brought_it_either() {
        let calendar = Calendar::ours();
        for (sent, late_at) in [
            ("2026-11-24T09:00", "2026-11-25T14:30"),
            ("2026-11-25T19:00", "2026-11-28T04:30"),
            ("2026-11-26T09:00", "2026-11-28T04:30"),
        ] {
            assert_eq!(calendar.late(tehran(sent)), tehran(late_at), "{sent}");
        }
    }

    /// The days of the moon are those of the rule that the file states.
    #[test]
    fn each_day_of_the_moon_follows_from_its_rule() {
        let mut checked = 0;
        for line in OURS.lines().filter(|line| line.starts_with("holiday 14")) {
            let (day, note) = line.split_once(" # ").expect("a note");
            let numbers = |text: &str| -> Vec<i64> {
                text.split('-').map(|number| number.parse().expect("a number")).collect()
            };
            let solar = numbers(day.trim_start_matches("holiday "));
            let moon = numbers(note.rsplit(", ").next().expect("a date"));
            let date = Jalali::new(
                i32::try_from(solar[0]).expect("a year"),
                u8::try_from(solar[1]).expect("a month"),
                u8::try_from(solar[2]).expect("a day"),
            );
            let named = date.expect("a day").gregorian();
            assert_eq!(i64::from(named.num_days_from_ce()), moon_day(&moon), "{line}");
            checked += 1;
        }
        assert!(50 <= checked, "seventeen a year, for three years");
    }

    /// The number of a day of the tabular calendar, counted as Rust counts days of the common era.
    fn moon_day(date: &[i64]) -> i64 {
        let (year, month, day) = (date[0], date[1], date[2]);
        let leap_days = (3 + 11 * year) / 30;
        let before = (year - 1) * 354 + leap_days + (295 * (month - 1) + 9) / 10;
        // The sixteenth of July 622, of the Julian calendar.
        227_014 + before + day
    }

    #[test]
    fn the_house_may_go_by_a_calendar_of_its_own() {
        let own =
            "run 09:00 # always\nrun 08:00 holidays\ntakes 10\nholiday 09-04\nholiday 1405-09-05";
        let own = Calendar::parse(own).expect("a calendar");
        for (sent, arrives) in [
            ("2026-11-24T08:30", "2026-11-24T09:10"),
            ("2026-11-24T10:00", "2026-11-25T08:10"),
            ("2026-11-25T08:30", "2026-11-26T08:10"),
            ("2026-11-26T08:30", "2026-11-27T08:10"),
        ] {
            assert_eq!(own.expected(tehran(sent)), tehran(arrives), "{sent}");
        }
    }

    #[test]
    fn a_calendar_that_cannot_be_read_names_its_line() {
        for (text, mistake) in [
            ("", CalendarMistake::NoRun),
            ("holiday friday", CalendarMistake::NoRun),
            ("run 10:45\nrun 25:00", CalendarMistake::Line(2)),
            ("run 10:45\n\nholiday 13-01", CalendarMistake::Line(3)),
            ("run 10:45\nholiday 1405-07-31", CalendarMistake::Line(2)),
            ("run 10:45\nholiday caturday", CalendarMistake::Line(2)),
            ("ran 10:45", CalendarMistake::Line(1)),
        ] {
            assert_eq!(Calendar::parse(text).err(), Some(mistake), "{text}");
        }
    }
}
