//! When a payer who has not paid is reminded: by the rules of the workspace, some days before the
//! deadline and some days after the request, always within the day's hours. What comes of a rule is
//! decided anew at each reminder, so that a changed rule holds at once and a payment stops them all.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::quiet;

/// Two reminders of one thing are never closer than this.
const APART: TimeDelta = TimeDelta::hours(20);

/// A reminder later than this is not sent any more; the next one will be.
const LATE_MAX: TimeDelta = TimeDelta::hours(12);

/// The days on which a payer is reminded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    before: Vec<i16>,
    after: Vec<i16>,
}

impl Default for Rules {
    /// Once, a day before the deadline.
    fn default() -> Self {
        Self::new(vec![1], vec![])
    }
}

impl Rules {
    /// So many days before the deadline, and after the request.
    pub fn new(before: Vec<i16>, after: Vec<i16>) -> Self {
        let tidy = |mut days: Vec<i16>| {
            days.sort_unstable();
            days.dedup();
            days
        };
        Self { before: tidy(before), after: tidy(after) }
    }

    /// Days before the deadline, ascending.
    pub fn before(&self) -> &[i16] {
        &self.before
    }

    /// Days after the request, ascending.
    pub fn after(&self) -> &[i16] {
        &self.after
    }

    /// The moments of all reminders of something that was asked at one moment and is due at another,
    /// in order.
    fn moments(
        &self,
        asked_at: DateTime<Utc>,
        due_at: Option<DateTime<Utc>>,
    ) -> Vec<DateTime<Utc>> {
        let day = |days: &i16| TimeDelta::days((*days).into());
        let before = self.before.iter().filter_map(|days| Some(due_at? - day(days)));
        let after = self.after.iter().map(|days| asked_at + day(days));
        let mut moments: Vec<_> = before
            .chain(after)
            .map(|moment| quiet::until(moment).unwrap_or(moment))
            .filter(|moment| asked_at + APART <= *moment)
            .filter(|moment| due_at.is_none_or(|due_at| *moment < due_at))
            .collect();
        moments.sort_unstable();
        moments.dedup_by(|later, earlier| *later < *earlier + APART);
        moments
    }

    /// Whether a reminder is due now, and when the next one is.
    pub fn now_and_next(
        &self,
        (asked_at, due_at): (DateTime<Utc>, Option<DateTime<Utc>>),
        now: DateTime<Utc>,
    ) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
        let moments = self.moments(asked_at, due_at);
        let due = moments.iter().rev().find(|moment| **moment <= now);
        let due = due.filter(|moment| now < **moment + LATE_MAX).copied();
        (due, moments.into_iter().find(|moment| now < *moment))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(&format!("{text}:00+03:30")).expect("a moment").to_utc()
    }

    #[test]
    fn a_payer_is_reminded_before_the_deadline_and_after_the_request_within_the_hours() {
        let rules = Rules::new(vec![1, 3], vec![2]);
        let (asked, due) = (at("2026-11-22T12:00"), Some(at("2026-11-29T23:59")));
        let moments = rules.moments(asked, due);
        let expected = ["2026-11-24T12:00", "2026-11-27T09:00", "2026-11-29T09:00"];
        assert_eq!(moments, expected.map(at));
        assert_eq!(rules.moments(asked, None), [at("2026-11-24T12:00")]);
    }

    #[test]
    fn two_reminders_are_never_close_and_none_comes_after_the_deadline_or_with_the_request() {
        let rules = Rules::new(vec![0, 1, 2], vec![1, 2, 3]);
        let asked = at("2026-11-22T12:00");
        let moments = rules.moments(asked, Some(at("2026-11-24T18:00")));
        assert_eq!(moments, ["2026-11-23T12:00", "2026-11-24T12:00"].map(at));
        assert!(rules.moments(asked, Some(at("2026-11-22T20:00"))).is_empty());
    }

    #[test]
    fn one_that_is_due_is_told_from_one_that_was_missed() {
        let rules = Rules::new(vec![], vec![1, 3]);
        let times = (at("2026-11-22T12:00"), None);
        let (first, second) = (at("2026-11-23T12:00"), at("2026-11-25T12:00"));
        let of = |now| rules.now_and_next(times, now);
        assert_eq!(of(at("2026-11-22T13:00")), (None, Some(first)));
        assert_eq!(of(first), (Some(first), Some(second)));
        assert_eq!(of(first + TimeDelta::hours(13)), (None, Some(second)));
        assert_eq!(of(second), (Some(second), None));
    }
}
