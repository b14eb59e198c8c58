//! The days that an account looks at, and the steps in which its chart goes through them. A day is a
//! day of Tehran, and the calendar is the Jalali one.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use crate::locale::Jalali;

/// A chart with more days than this goes by month.
const DAYS_MAX: usize = 62;

/// Even when days are asked for, it has no more than a year of them.
const DAYS_ASKED_MAX: usize = 366;

/// A chart with more months than this goes by year.
const MONTHS_MAX: usize = 36;

/// From one day to another; both belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) from: Jalali,
    pub(super) to: Jalali,
}

/// A period that has a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ready {
    ThisMonth,
    LastMonth,
    Week,
    ThirtyDays,
    ThisYear,
}

impl Ready {
    pub(super) const ALL: [Ready; 5] =
        [Ready::ThisMonth, Ready::LastMonth, Ready::Week, Ready::ThirtyDays, Ready::ThisYear];

    pub(super) fn code(self) -> &'static str {
        match self {
            Ready::ThisMonth => "month",
            Ready::LastMonth => "last-month",
            Ready::Week => "7",
            Ready::ThirtyDays => "30",
            Ready::ThisYear => "year",
        }
    }

    pub(super) fn parse(code: &str) -> Option<Self> {
        Ready::ALL.into_iter().find(|ready| ready.code() == code)
    }

    /// Its days, when today is this day.
    pub(super) fn period(self, today: Jalali) -> Period {
        match self {
            Ready::ThisMonth => Period { from: today.month_start(), to: today },
            Ready::LastMonth => {
                let to = days_before(today.month_start(), 1);
                Period { from: to.month_start(), to }
            }
            Ready::Week => Period::ending(today, 7),
            Ready::ThirtyDays => Period::ending(today, 30),
            Ready::ThisYear => Period { from: Jalali { month: 1, day: 1, ..today }, to: today },
        }
    }
}

impl Period {
    /// So many days, the last of which is `to`.
    pub(super) fn ending(to: Jalali, days: i64) -> Self {
        Self { from: days_before(to, days - 1), to }
    }

    /// The moment it begins.
    pub(super) fn start(self) -> DateTime<Utc> {
        self.from.start()
    }

    /// The moment it is over, which does not belong to it.
    pub(super) fn end(self) -> DateTime<Utc> {
        self.to.next_day().start()
    }

    /// The days, months or years on which a chart's columns begin; the first and the last step may be
    /// cut short by the period.
    pub(super) fn steps(self) -> (Step, Vec<Jalali>) {
        self.steps_by(None)
    }

    /// The same in steps that somebody asked for, unless they are too many.
    pub(super) fn steps_by(self, wanted: Option<Step>) -> (Step, Vec<Jalali>) {
        let days = if wanted == Some(Step::Day) { DAYS_ASKED_MAX } else { DAYS_MAX };
        let days = if wanted == Some(Step::Month) { 0 } else { days };
        for (step, most) in [(Step::Day, days), (Step::Month, MONTHS_MAX)] {
            let begins: Vec<Jalali> = self.each(step).take(most + 1).collect();
            if begins.len() <= most {
                return (step, begins);
            }
        }
        (Step::Year, self.each(Step::Year).collect())
    }

    fn each(self, step: Step) -> impl Iterator<Item = Jalali> {
        std::iter::successors(Some(self.from), move |day| Some(step.after(*day)))
            .take_while(move |day| *day <= self.to)
    }
}

/// How far one column of a chart reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Day,
    Month,
    Year,
}

impl Step {
    fn after(self, day: Jalali) -> Jalali {
        match self {
            Step::Day => day.next_day(),
            Step::Month => day.next_month(),
            Step::Year => Jalali { year: day.year + 1, month: 1, day: 1 },
        }
    }
}

/// The day so many days before. It is counted from noon, so that a day on which the clock was changed
/// does not lead to its neighbour.
fn days_before(day: Jalali, days: i64) -> Jalali {
    Jalali::of(day.start() + TimeDelta::hours(12) - TimeDelta::days(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u8, day: u8) -> Jalali {
        Jalali::new(year, month, day).expect("a day")
    }

    fn days(from: Jalali, to: Jalali) -> Period {
        Period { from, to }
    }

    #[test]
    fn last_month_ends_on_the_last_day_of_a_month_of_any_length() {
        let last = |today| Ready::LastMonth.period(today);
        assert_eq!(last(day(1405, 7, 30)), days(day(1405, 6, 1), day(1405, 6, 31)));
        assert_eq!(last(day(1405, 9, 1)), days(day(1405, 8, 1), day(1405, 8, 30)));
        assert_eq!(last(day(1404, 1, 1)), days(day(1403, 12, 1), day(1403, 12, 30)));
        assert_eq!(last(day(1405, 1, 31)), days(day(1404, 12, 1), day(1404, 12, 29)));
    }

    #[test]
    fn a_number_of_days_counts_today() {
        let week = Ready::Week.period(day(1405, 1, 3));
        assert_eq!(week, days(day(1404, 12, 26), day(1405, 1, 3)));
        assert_eq!(Ready::ThirtyDays.period(day(1405, 9, 1)).steps().1.len(), 30);
        // On the first days of 1401 the clock was put forward for the last time.
        assert_eq!(Ready::Week.period(day(1401, 1, 5)).from, day(1400, 12, 28));
    }

    #[test]
    fn a_period_ends_where_the_next_day_begins() {
        let period = days(day(1405, 9, 30), day(1405, 9, 30));
        assert_eq!(period.end(), day(1405, 10, 1).start());
        assert_eq!(period.end() - period.start(), TimeDelta::hours(24));
    }

    #[test]
    fn a_long_period_is_charted_in_longer_steps() {
        let year = days(day(1404, 1, 10), day(1404, 12, 29)).steps();
        assert_eq!((year.0, year.1.len(), year.1[0]), (Step::Month, 12, day(1404, 1, 10)));
        assert_eq!(year.1[1], day(1404, 2, 1));
        let ages = days(day(1300, 1, 1), day(1500, 12, 29)).steps();
        assert_eq!((ages.0, ages.1.len()), (Step::Year, 201));
        assert_eq!(days(day(1405, 1, 1), day(1405, 2, 31)).steps().0, Step::Day);
    }
}
