//! What a debt costs when it is paid late. Only principal bears a fee, never a fee.

use super::half_up;
use crate::money::Money;

/// How many days after the last day of payment are free, and what becomes of them afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grace {
    /// They stay free.
    Shift(u32),
    /// Once they are over, they count as well.
    Cliff(u32),
}

impl Grace {
    /// How many of so many late days count.
    pub fn counted(self, late: u32) -> u32 {
        match self {
            Grace::Shift(free) => late.saturating_sub(free),
            Grace::Cliff(free) if late <= free => 0,
            Grace::Cliff(_) => late,
        }
    }
}

/// A fee that grows by the day, in hundredths of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rate {
    /// So much for thirty days.
    Monthly(u32),
    /// So much for 365 days.
    Yearly(u32),
}

impl Rate {
    fn parts(self) -> (u32, i128) {
        match self {
            Rate::Monthly(points) => (points, 300_000),
            Rate::Yearly(points) => (points, 3_650_000),
        }
    }
}

/// A principal that stood still for some counted days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What was owed.
    pub principal: Money,
    /// For how many days that count.
    pub days: u32,
}

/// The fee over principal that changed: all pieces are summed before anything is rounded.
pub fn fee(rate: Rate, pieces: &[Piece]) -> Money {
    let (points, whole) = rate.parts();
    let days = pieces
        .iter()
        .map(|piece| i128::from(piece.principal.as_rials()) * i128::from(piece.days))
        .sum::<i128>();
    half_up(days * i128::from(points), whole)
}

/// A percentage of the principal, once.
pub fn percent_once(principal: Money, points: u32) -> Money {
    half_up(i128::from(principal.as_rials()) * i128::from(points), 10_000)
}

/// What is posted from day to day: each day the whole fee less what was posted before, so that the
/// postings sum to the fee.
pub fn postings(
    principal: Money,
    (rate, grace): (Rate, Grace),
    late_days: impl IntoIterator<Item = u32>,
) -> Vec<Money> {
    let mut posted = Money::ZERO;
    let mut post = |late| {
        let whole = fee(rate, &[Piece { principal, days: grace.counted(late) }]);
        let delta = whole - posted;
        posted = whole;
        delta
    };
    late_days.into_iter().map(&mut post).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn however_often_it_is_posted_the_fee_is_the_same(
            principal in 0_i64..1_000_000_000_000, points in 0_u32..1000, days in 1_u32..400,
        ) {
            let (principal, rate) = (Money::rials(principal), Rate::Monthly(points));
            let deltas = postings(principal, (rate, Grace::Shift(7)), 1..=days);
            let whole = fee(rate, &[Piece { principal, days: Grace::Shift(7).counted(days) }]);
            prop_assert_eq!(deltas.into_iter().sum::<Money>(), whole);
        }
    }
}
