//! Reminding residents of what they owe, by the rules of their building: on days that are counted from
//! the last day of their oldest debt, one message for all their units, by day, and never after they have
//! paid (`charges.md`, reminders).
//!
//! A reminder is a row named by its day. Whoever looks an hour, a day or a week later finds the same one
//! due, or a later one in its place; so no reminder depends on a worker that was there at its moment.

mod forecast;
mod send;
mod store;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::debts::Resident;
use super::messages;
use crate::locale::Jalali;
use crate::money::Money;
use crate::notices::Asked;
use crate::notices::Manner;
use crate::notices::Message;

pub(super) use forecast::Forecast;
pub(super) use forecast::forecast;
pub use send::remind;
pub(super) use store::rules;
pub(super) use store::set;
pub(super) use store::set_on;

/// What is not sent by this hour in the evening is not sent at night.
const EVENING: TimeDelta = TimeDelta::hours(21);

/// Nobody is reminded so soon after a bill was sent, or after they paid.
const REST: TimeDelta = TimeDelta::days(2);

/// When a building reminds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Whether it does at all.
    pub is_on: bool,
    /// Days past the last day of payment, ascending; below zero: before it.
    pub days: Vec<i16>,
    /// After the last of them each time so many days more; `None`: no more.
    pub then_every: Option<i16>,
    /// For one debt no more than so many.
    pub times_max: i16,
    /// From this hour on, in Tehran.
    pub hour: i16,
    /// Who owes less is left alone.
    pub least: Money,
}

impl Default for Rules {
    /// Until a manager says otherwise (`charges.md`).
    fn default() -> Self {
        Self {
            is_on: true,
            days: vec![-3, 0, 3, 10, 20],
            then_every: Some(15),
            times_max: 24,
            hour: 9,
            least: Money::ZERO,
        }
    }
}

impl Rules {
    /// The latest day of the rules that has come so many days after the last day of payment.
    fn step(&self, late: i64) -> Option<i32> {
        let late = i32::try_from(late).ok()?;
        let listed = self.days.iter().map(|day| i32::from(*day));
        let last = listed.clone().max()?;
        match self.then_every.map(i32::from) {
            Some(every) if last + every <= late => Some(late - (late - last) % every),
            _ => listed.filter(|day| *day <= late).max(),
        }
    }

    /// The reminder that is due, by its day; `None`: none is, or all of this debt have been sent.
    fn due(&self, late: i64, told: Told, owed: Money) -> Option<i32> {
        let may = self.is_on && self.least <= owed && told.times < i64::from(self.times_max);
        self.step(late).filter(|day| may && told.last.is_none_or(|last| last < *day))
    }

    /// From when to when it is sent on the day of a moment.
    fn window(&self, now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
        let midnight = Jalali::of(now).start();
        (midnight + TimeDelta::hours(self.hour.into()), midnight + EVENING)
    }
}

/// How often somebody was reminded of a debt, and of which day the last reminder was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Told {
    last: Option<i32>,
    times: i64,
}

/// What a resident is told: all that is asked of them at that moment, and where it is paid.
fn message(resident: &Resident, owing: &store::Owing, now: DateTime<Utc>) -> (Manner, Message) {
    let manner = Manner { language: resident.language, unit: resident.unit };
    let v = crate::locale::Voice::new(manner.language, manner.unit, now);
    let asked = Asked {
        merchant: resident.building_name.clone(),
        title: messages::title_or_before(&v, owing.period, owing.is_given_back),
        amount: Some(owing.owed),
        until: Some(super::building::end_of(owing.episode)).filter(|until| now < *until),
        early: None,
        door: resident.door(),
    };
    (manner, Message::PaymentReminded(asked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_are_counted_from_the_last_day_of_payment_and_go_on_as_the_rules_say() {
        let rules = Rules::default();
        let steps = [-4, -3, 2, 3, 19, 20, 34, 35, 50, 64, 65].map(|late| rules.step(late));
        let reached = [
            None,
            Some(-3),
            Some(0),
            Some(3),
            Some(10),
            Some(20),
            Some(20),
            Some(35),
            Some(50),
            Some(50),
            Some(65),
        ];
        assert_eq!(steps, reached);
        let ending = Rules { then_every: None, ..rules };
        assert_eq!(ending.step(300), Some(20));
    }

    #[test]
    fn a_debt_that_is_small_or_was_asked_for_often_enough_is_left_alone() {
        let rules = Rules { times_max: 2, least: Money::rials(100), ..Rules::default() };
        let owed = Money::rials(100);
        let told = |last, times| Told { last, times };
        assert_eq!(rules.due(4, told(Some(0), 1), owed), Some(3));
        assert_eq!(rules.due(4, told(Some(3), 1), owed), None);
        assert_eq!(rules.due(4, told(Some(0), 2), owed), None);
        assert_eq!(rules.due(4, told(Some(0), 1), Money::rials(99)), None);
        let off = Rules { is_on: false, ..rules };
        assert_eq!(off.due(4, Told::default(), owed), None);
    }
}
