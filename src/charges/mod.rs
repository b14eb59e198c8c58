//! The rules by which the cost of a building becomes what each unit owes, and by which a debt grows
//! and is paid. Nothing here reads a clock or a database: the same numbers give the same bill, to the
//! last rial, whoever computes it.
//!
//! Two roundings exist and no third: the largest remainder, where a whole is divided, and half up,
//! where one value is a fraction ([`half_up`]). Products are computed in 128 bits.

mod books;
mod debts;
mod late;
mod meters;
mod plans;
mod split;

use crate::money::Money;

pub use books::Opening;
pub use books::Report;
pub use debts::Aged;
pub use debts::Debt;
pub use debts::Kind;
pub use debts::Order;
pub use debts::age;
pub use debts::allocate;
pub use debts::discount;
pub use debts::reverse;
pub use late::Grace;
pub use late::Piece;
pub use late::Rate;
pub use late::fee;
pub use late::percent_once;
pub use late::postings;
pub use meters::MeterMistake;
pub use meters::Reading;
pub use meters::consumption;
pub use meters::step_price;
pub use plans::Base;
pub use plans::FixedPlan;
pub use plans::fixed;
pub use split::Mixed;
pub use split::SplitError;
pub use split::borne;
pub use split::in_instalments;
pub use split::in_quanta;
pub use split::mix;
pub use split::rounded_up;
pub use split::settle;
pub use split::split;

/// What so many of so many equal days cost, of which there is one at least; half a rial counts as a whole.
pub fn by_days(amount: Money, days: u8, of: u8) -> Money {
    half_up(i128::from(amount.as_rials()) * i128::from(days), i128::from(of.max(1)))
}

/// A fraction as the nearest whole number, halves upwards.
fn half_up(numerator: i128, denominator: i128) -> Money {
    rials((2 * numerator + denominator).div_euclid(2 * denominator))
}

/// An amount that was computed in 128 bits; what no account could hold stays at the end of the scale,
/// where the ledger refuses it.
fn rials(amount: i128) -> Money {
    let end = if amount < 0 { i64::MIN } else { i64::MAX };
    Money::rials(i64::try_from(amount).unwrap_or(end))
}
