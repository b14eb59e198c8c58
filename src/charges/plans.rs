//! A fixed charge: so much for every unit, for its area, for its people.

use serde::Deserialize;
use serde::Serialize;

use super::half_up;
use super::split::up_to;
use crate::money::Money;

/// What a fixed plan asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixedPlan {
    /// From every unit.
    pub base: Money,
    /// For a square metre.
    pub square_metre: Money,
    /// For a person.
    pub person: Money,
    /// For a parking place.
    pub parking: Money,
    /// The whole is rounded up to a multiple of this; zero leaves it exact.
    pub round_up: Money,
}

/// What a unit is charged by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Base {
    /// The area in hundredths of a square metre.
    pub area: u32,
    /// How many people live there.
    pub persons: u32,
    /// How many parking places belong to it.
    pub parkings: u32,
}

/// A unit's fixed charge: exact, and as it is billed.
pub fn fixed(plan: &FixedPlan, unit: Base) -> (Money, Money) {
    let times =
        |rate: Money, count: u32| super::rials(i128::from(rate.as_rials()) * i128::from(count));
    let area = half_up(i128::from(plan.square_metre.as_rials()) * i128::from(unit.area), 100);
    let exact =
        plan.base + area + times(plan.person, unit.persons) + times(plan.parking, unit.parkings);
    let billed = if plan.round_up <= Money::ZERO { exact } else { up_to(exact, plan.round_up) };
    (exact, billed)
}
