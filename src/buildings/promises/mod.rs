//! Promises of who cannot pay at once: to pay what they owe on a day, or in parts by the month. The
//! building says what may be promised. A promise is about the items that were owed when it was made;
//! whether it is kept follows from what is left of them, and nothing is written down when somebody pays.

mod store;
mod web;

use chrono::NaiveDate;
use chrono::TimeDelta;

use super::building::date_of;
use super::building::noon;
use crate::charges;
use crate::locale::Jalali;
use crate::locale::days_in_month;
use crate::money::Money;

pub(super) use store::Promise;
pub(super) use store::Standing;
pub use store::end_promises;
pub(super) use store::rules;
pub(super) use store::set;
pub(super) use store::set_on;
pub(super) use store::standing_of;
pub(super) use store::standing_of_building;
pub(super) use store::withdraw;
pub(super) use web::create;
pub(super) use web::new;
pub use web::promise;

/// Whoever broke a promise is not believed for so many days.
const AFTER_A_BROKEN_ONE: TimeDelta = TimeDelta::days(90);

/// What may be promised in a building.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseRules {
    /// Whether residents may promise at all.
    pub is_on: bool,
    /// In how many parts, a month apart.
    pub parts_max: i16,
    /// The last part is no more days ahead.
    pub days_max: i16,
    /// Whether late fees rest in the meantime.
    pub rests_fees: bool,
}

impl Default for PromiseRules {
    /// Until a manager allows it nobody may.
    fn default() -> Self {
        Self { is_on: false, parts_max: 3, days_max: 95, rests_fees: true }
    }
}

/// Divides a debt into equal parts from a day on, each a month after the one before.
fn parts(total: Money, count: usize, first: NaiveDate) -> Vec<(NaiveDate, Money)> {
    let amounts = charges::in_instalments(total, count).unwrap_or_default();
    let day = Jalali::of(noon(first));
    let mut month = day.month_start();
    let mut due = vec![];
    for amount in amounts {
        let last = days_in_month(month.year, month.month);
        let on = Jalali { day: day.day.min(last), ..month };
        due.push((date_of(on), amount));
        month = month.next_month();
    }
    // A debt of fewer rial than parts has parts of nothing, which nobody promises.
    due.retain(|(_, amount)| *amount != Money::ZERO);
    due
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_a_month_apart_and_sum_to_the_debt() {
        let first = Jalali::new(1405, 6, 31).map(date_of).unwrap_or_default();
        let parts = parts(Money::rials(1_000_000), 3, first);
        let days: Vec<_> = parts.iter().map(|(day, _)| Jalali::of(noon(*day))).collect();
        let day = |month, day| Jalali::new(1405, month, day);
        assert_eq!(
            days.into_iter().map(Some).collect::<Vec<_>>(),
            [day(6, 31), day(7, 30), day(8, 30)]
        );
        let amounts: Vec<_> = parts.iter().map(|(_, amount)| amount.as_rials()).collect();
        assert_eq!(amounts, [333_334, 333_333, 333_333]);
    }
}
