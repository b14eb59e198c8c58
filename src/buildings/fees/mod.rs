//! Fees for being late. There are none unless the building has decided so, and the decision is written
//! down with its words: no law knows them (`charges.md`, late fee). A fee is an item beside the bill that
//! is late; it grows from day to day by what is missing to the whole fee so far.

mod decisions;
mod post;
mod reckon;

use chrono::NaiveDate;

use crate::charges::Grace;
use crate::ids::DecisionId;
use crate::money::Money;

pub(super) use decisions::end;
pub(super) use decisions::of_building;
pub(super) use decisions::one_holds;
pub(super) use decisions::record;
pub(super) use decisions::record_on;
pub use post::charge_late_fees;
pub(super) use post::reverse;
pub(super) use reckon::Reckoning;
pub(super) use reckon::reckoning;

/// What being late costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// So much, once.
    Fixed(Money),
    /// So many hundredths of a percent of what was owed, once.
    Percent(u32),
    /// So many hundredths of a percent for thirty days, by the day.
    Monthly(u32),
    /// So many hundredths of a percent for 365 days, by the day.
    Yearly(u32),
}

impl Form {
    /// As forms and the database write it.
    pub(super) fn code(self) -> &'static str {
        match self {
            Form::Fixed(_) => "fixed",
            Form::Percent(_) => "percent",
            Form::Monthly(_) => "monthly",
            Form::Yearly(_) => "yearly",
        }
    }

    fn of(code: &str, amount: Money, points: i32) -> Form {
        let points = u32::try_from(points).unwrap_or(0);
        match code {
            "fixed" => Form::Fixed(amount),
            "percent" => Form::Percent(points),
            "yearly" => Form::Yearly(points),
            _ => Form::Monthly(points),
        }
    }

    fn parts(self) -> (Money, u32) {
        match self {
            Form::Fixed(amount) => (amount, 0),
            Form::Percent(points) | Form::Monthly(points) | Form::Yearly(points) => {
                (Money::ZERO, points)
            }
        }
    }
}

/// What a building decided about bills that are paid late.
#[derive(Clone, Debug)]
pub struct NewDecision {
    /// Chosen before the form was shown.
    pub id: DecisionId,
    /// Who decided it and what, in their words.
    pub words: String,
    /// When.
    pub decided_on: NaiveDate,
    /// What being late costs.
    pub form: Form,
    /// How many days are free.
    pub grace: Grace,
    /// No fee is a larger part of its bill, in hundredths of a percent.
    pub cap: Option<u32>,
    /// For bills whose last day of payment is this day or later.
    pub valid_from: NaiveDate,
}

/// A decision that is written down.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    pub(super) id: DecisionId,
    pub(super) words: String,
    pub(super) decided_on: NaiveDate,
    pub(super) form: Form,
    pub(super) grace: Grace,
    pub(super) cap: Option<u32>,
    pub(super) valid_from: NaiveDate,
    /// From this day on bills that fall due bear no fee, and none grows.
    pub(super) ended_on: Option<NaiveDate>,
    pub(super) recorded_by: String,
}

impl Decision {
    /// The last day that counts, as seen from a day.
    fn through(&self, today: NaiveDate) -> NaiveDate {
        self.ended_on.and_then(|end| end.pred_opt()).map_or(today, |last| last.min(today))
    }
}

fn grace_code(grace: Grace) -> (&'static str, i32) {
    let (code, days) = match grace {
        Grace::Shift(days) => ("shift", days),
        Grace::Cliff(days) => ("cliff", days),
    };
    (code, i32::try_from(days).unwrap_or(i32::MAX))
}

/// What being late costs, as the database and hand-overs write it.
pub(super) fn form_of(code: &str, amount: Money, points: i32) -> Form {
    Form::of(code, amount, points)
}

/// How many days are free, as they write it.
pub(super) fn grace_of(code: &str, days: i32) -> Grace {
    let days = u32::try_from(days).unwrap_or(0);
    if code == "cliff" { Grace::Cliff(days) } else { Grace::Shift(days) }
}
