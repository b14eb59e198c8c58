//! About when money is at its account: the runs of PAYA (`providers.md` 2.5) and the holidays as data.
//! A word to people, never a promise.

use chrono::DateTime;
use chrono::Datelike;
use chrono::NaiveTime;
use chrono::TimeDelta;
use chrono::TimeZone;
use chrono::Utc;
use chrono::Weekday;
use chrono_tz::Asia::Tehran;

use crate::locale::Jalali;
use crate::locale::Voice;

/// The hours and minutes of the runs on a working day, and those on a holiday (central bank notices of
/// 1400 and 1404).
const RUNS: [(u32, u32); 4] = [(3, 45), (10, 45), (13, 45), (18, 45)];
const RUNS_ON_HOLIDAYS: usize = 1;

/// A run takes about so long to reach the accounts.
const RUN_TIME: TimeDelta = TimeDelta::minutes(45);

/// Holidays of the solar year that no moon moves, as month and day. Those that the moon moves are
/// announced each year; where one is missing here, the word is a day too early.
const HOLIDAYS: [(u8, u8); 10] =
    [(1, 1), (1, 2), (1, 3), (1, 4), (1, 12), (1, 13), (3, 14), (3, 15), (11, 22), (12, 29)];

/// About when money that is sent now is at its account.
pub fn expected(now: DateTime<Utc>) -> DateTime<Utc> {
    let mut day = now.with_timezone(&Tehran).date_naive();
    loop {
        let runs = if is_holiday(day) { RUNS_ON_HOLIDAYS } else { RUNS.len() };
        for (hour, minute) in &RUNS[..runs] {
            let at = NaiveTime::from_hms_opt(*hour, *minute, 0).unwrap_or_default();
            let at = Tehran.from_local_datetime(&day.and_time(at)).earliest();
            if let Some(at) = at.filter(|at| now < *at) {
                return at.with_timezone(&Utc) + RUN_TIME;
            }
        }
        day += TimeDelta::days(1);
    }
}

/// From when on money that was sent at a moment is late: a day after the run that should have brought it there has
/// been another one, and it was not in that either.
pub fn late(sent_at: DateTime<Utc>) -> DateTime<Utc> {
    expected(expected(sent_at) + TimeDelta::days(1))
}

/// About when money is there, in words.
pub fn said(v: &Voice, at: DateTime<Utc>) -> String {
    v.w.destinations_arrives_about(v.moment(at))
}

fn is_holiday(day: chrono::NaiveDate) -> bool {
    let noon =
        Tehran.from_local_datetime(&day.and_hms_opt(12, 0, 0).unwrap_or_default()).earliest();
    let date = noon.map(|noon| Jalali::of(noon.with_timezone(&Utc)));
    let is_named = date.is_some_and(|date| HOLIDAYS.contains(&(date.month, date.day)));
    is_named || day.weekday() == Weekday::Fri
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
        for (sent, arrives) in [
            ("2026-11-24T09:00", "2026-11-24T11:30"),
            ("2026-11-24T10:45", "2026-11-24T14:30"),
            ("2026-11-24T18:00", "2026-11-24T19:30"),
            ("2026-11-24T19:00", "2026-11-25T04:30"),
        ] {
            assert_eq!(expected(tehran(sent)), tehran(arrives), "{sent}");
        }
    }

    #[test]
    fn money_is_late_when_the_run_of_the_next_day_has_not_brought_it_either() {
        for (sent, late_at) in [
            ("2026-11-24T09:00", "2026-11-25T14:30"),
            ("2026-11-25T19:00", "2026-11-28T04:30"),
            ("2026-11-26T09:00", "2026-11-28T04:30"),
        ] {
            assert_eq!(late(tehran(sent)), tehran(late_at), "{sent}");
        }
    }

    #[test]
    fn on_a_friday_and_on_a_holiday_there_is_the_run_of_the_night_only() {
        assert_eq!(expected(tehran("2026-11-27T09:00")), tehran("2026-11-28T04:30"), "Friday");
        assert_eq!(expected(tehran("2027-02-11T05:00")), tehran("2027-02-12T04:30"), "22 Bahman");
    }
}
