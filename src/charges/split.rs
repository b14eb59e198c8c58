//! Dividing a whole among units.

use thiserror::Error;

use super::rials;
use crate::money::Money;

/// Why a cost was not divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SplitError {
    /// No unit has a weight. Dividing equally instead would bill people for what nobody decided.
    #[error("no unit has a weight to divide by")]
    NothingToDivideBy,
    /// The parts of a mixed key have weights for different numbers of units.
    #[error("the parts of a key are not about the same units")]
    UnlikeParts,
    /// A step of zero or less.
    #[error("amounts are rounded to a step above zero")]
    NoStep,
}

/// Divides an amount by weight, to the last rial.
///
/// Each unit gets the floor of its share; the rials that the floors leave over go one each to the
/// largest remainders, the earlier unit first. So the shares sum to the whole, a unit without weight
/// gets nothing, and no share is a rial or more away from the exact one. A negative amount is divided
/// as a positive one and negated.
pub fn split(total: Money, weights: &[u64]) -> Result<Vec<Money>, SplitError> {
    let whole: u128 = weights.iter().copied().map(u128::from).sum();
    if whole == 0 {
        return Err(SplitError::NothingToDivideBy);
    }
    let amount = u128::from(total.as_rials().unsigned_abs());
    let parts = weights.iter().map(|weight| amount * u128::from(*weight));
    let (mut shares, remainders): (Vec<u128>, Vec<u128>) =
        parts.map(|part| (part / whole, part % whole)).unzip();
    let left_over = amount - shares.iter().sum::<u128>();
    let mut in_turn: Vec<usize> = (0..weights.len()).collect();
    in_turn.sort_by_key(|unit| std::cmp::Reverse(remainders[*unit]));
    for unit in in_turn.into_iter().take(usize::try_from(left_over).unwrap_or(usize::MAX)) {
        shares[unit] += 1;
    }
    let signed = |share: u128| {
        let share = i128::try_from(share).unwrap_or(i128::MAX);
        rials(if total < Money::ZERO { -share } else { share })
    };
    Ok(shares.into_iter().map(signed).collect())
}

/// What a mixed key gives: the amount of each part, each part's shares, and the sum for each unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mixed {
    /// The amount of each part.
    pub components: Vec<Money>,
    /// The shares of the units in each part.
    pub rows: Vec<Vec<Money>>,
    /// What each unit bears.
    pub sum: Vec<Money>,
}

/// Divides an amount over the parts of a mixed key, and each part over the units.
pub fn mix(total: Money, parts: &[(u64, Vec<u64>)]) -> Result<Mixed, SplitError> {
    let percents: Vec<u64> = parts.iter().map(|(percent, _)| *percent).collect();
    let components = split(total, &percents)?;
    let units = parts.first().map_or(0, |(_, weights)| weights.len());
    if parts.iter().any(|(_, weights)| weights.len() != units) {
        return Err(SplitError::UnlikeParts);
    }
    let rows = components
        .iter()
        .zip(parts)
        .map(|(amount, (percent, weights))| match percent {
            0 => Ok(vec![Money::ZERO; units]),
            _ => split(*amount, weights),
        })
        .collect::<Result<Vec<_>, _>>()?;
    let sum = (0..units).map(|unit| rows.iter().map(|row| row[unit]).sum()).collect();
    Ok(Mixed { components, rows, sum })
}

/// Divides an amount in whole steps; what is less than a step is carried to the next period.
pub fn in_quanta(
    (total, carry): (Money, Money),
    step: Money,
    weights: &[u64],
) -> Result<(Vec<Money>, Money), SplitError> {
    if step <= Money::ZERO {
        return Err(SplitError::NoStep);
    }
    let (due, step) = ((total + carry).as_rials(), step.as_rials());
    let steps = split(Money::rials(due.div_euclid(step)), weights)?;
    let times = |share: Money| rials(i128::from(share.as_rials()) * i128::from(step));
    Ok((steps.into_iter().map(times).collect(), Money::rials(due.rem_euclid(step))))
}

/// Divides an amount, rounds each share up to a step, and says what the building's fund gains by it:
/// the exact shares, the rounded ones, the surplus.
pub fn rounded_up(
    total: Money,
    step: Money,
    weights: &[u64],
) -> Result<(Vec<Money>, Vec<Money>, Money), SplitError> {
    if step <= Money::ZERO {
        return Err(SplitError::NoStep);
    }
    let exact = split(total, weights)?;
    let billed: Vec<Money> = exact.iter().map(|share| up_to(*share, step)).collect();
    let surplus = billed.iter().copied().sum::<Money>() - total;
    Ok((exact, billed, surplus))
}

/// The smallest multiple of a step that is no less than an amount.
pub(super) fn up_to(amount: Money, step: Money) -> Money {
    let (amount, step) = (i128::from(amount.as_rials()), i128::from(step.as_rials()));
    rials(-(-amount).div_euclid(step) * step)
}

/// Divides one line of a bill between owner and occupant; the owner bears so many percent.
pub fn borne(amount: Money, owner_percent: u8) -> (Money, Money) {
    let percent = u64::from(owner_percent.min(100));
    match split(amount, &[percent, 100 - percent]).as_deref() {
        Ok([owner, occupant]) => (*owner, *occupant),
        _ => (Money::ZERO, amount),
    }
}

/// Divides a unit's amount into equal instalments, the earlier ones no smaller than the later.
pub fn in_instalments(amount: Money, count: usize) -> Result<Vec<Money>, SplitError> {
    split(amount, &vec![1; count])
}

/// The end of a year: each unit's share of the actual cost less what it was charged in advance.
/// Negative: a credit.
pub fn settle(
    actual: Money,
    weights: &[u64],
    advances: &[Money],
) -> Result<Vec<Money>, SplitError> {
    if weights.len() != advances.len() {
        return Err(SplitError::UnlikeParts);
    }
    let shares = split(actual, weights)?;
    Ok(shares.into_iter().zip(advances).map(|(share, advance)| share - *advance).collect())
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn rials_of(shares: Vec<Money>) -> Vec<i64> {
        shares.into_iter().map(Money::as_rials).collect()
    }

    #[test]
    fn three_equal_units_share_a_hundred() {
        let shares = split(Money::rials(100), &[1, 1, 1]);
        assert_eq!(shares.map(rials_of), Ok(vec![34, 33, 33]));
    }

    #[test]
    fn units_without_weight_cannot_be_billed() {
        assert_eq!(split(Money::rials(1), &[0, 0]), Err(SplitError::NothingToDivideBy));
        assert_eq!(split(Money::rials(1), &[]), Err(SplitError::NothingToDivideBy));
    }

    #[test]
    fn what_is_less_than_a_step_is_carried() {
        let total = (Money::rials(12_345), Money::rials(700));
        let carried = in_quanta(total, Money::rials(1000), &[1, 1]);
        let carried = carried.map(|(shares, carry)| (rials_of(shares), carry));
        assert_eq!(carried, Ok((vec![7000, 6000], Money::rials(45))));
    }

    #[test]
    fn the_end_of_a_year_gives_back_what_was_charged_too_much() {
        let advances = [Money::rials(60), Money::rials(30)];
        let settled = settle(Money::rials(100), &[1, 1], &advances);
        assert_eq!(settled.map(rials_of), Ok(vec![-10, 20]));
    }

    fn weights() -> impl Strategy<Value = Vec<u64>> {
        let weight = prop_oneof![Just(0), 0_u64..10, 0_u64..2_000_000];
        vec(weight, 1..60).prop_filter("somebody bears it", |w| w.iter().any(|w| *w != 0))
    }

    fn total() -> impl Strategy<Value = i64> {
        prop_oneof![-1000_i64..1000, -50_000_000_000_001_i64..50_000_000_000_001]
    }

    proptest! {
        #[test]
        fn the_shares_sum_to_the_whole(total in total(), weights in weights()) {
            let shares = split(Money::rials(total), &weights).expect("somebody bears it");
            prop_assert_eq!(shares.iter().copied().sum::<Money>(), Money::rials(total));
        }

        #[test]
        fn a_share_is_less_than_a_rial_away_and_nothing_where_there_is_no_weight(
            total in total(), weights in weights(),
        ) {
            let whole: i128 = weights.iter().map(|w| i128::from(*w)).sum();
            let shares = split(Money::rials(total), &weights).expect("somebody bears it");
            for (share, weight) in shares.into_iter().zip(&weights) {
                let exact = i128::from(total) * i128::from(*weight);
                let off = (i128::from(share.as_rials()) * whole - exact).abs();
                prop_assert!(off < whole);
                prop_assert!(*weight != 0 || share == Money::ZERO);
            }
        }

        #[test]
        fn a_negative_amount_is_the_mirror_of_a_positive_one(total in total(), weights in weights()) {
            let there = split(Money::rials(total), &weights).expect("somebody bears it");
            let back = split(Money::rials(-total), &weights).expect("somebody bears it");
            prop_assert!(there.iter().zip(&back).all(|(there, back)| *there == -*back));
        }

        #[test]
        fn a_share_hangs_on_the_weight_and_not_on_the_place(
            total in total(), weights in weights(), turn in 0_usize..60,
        ) {
            // Equal weights may differ by the one rial that their places decide.
            let mut turned = weights.clone();
            turned.rotate_left(turn % weights.len());
            let sorted = |weights: &[u64]| {
                let shares = split(Money::rials(total), weights).expect("somebody bears it");
                let mut pairs: Vec<_> = weights.iter().copied().zip(shares).collect();
                pairs.sort_unstable();
                pairs
            };
            prop_assert_eq!(sorted(&weights), sorted(&turned));
        }

        #[test]
        fn owner_and_occupant_bear_the_line_together(amount in total(), percent in 0_u8..=100) {
            let (owner, occupant) = borne(Money::rials(amount), percent);
            prop_assert_eq!(owner + occupant, Money::rials(amount));
            prop_assert!(percent != 100 || occupant == Money::ZERO);
        }
    }
}
