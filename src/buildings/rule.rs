//! How a source becomes shares: by a plan, or by keys, of which one may be what the meters of the units say.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;

use super::Key;
use super::draft::Plan;
use super::draft::UnitInput;
use super::meters::MeterKind;
use super::scope::Only;
use crate::charges;
use crate::charges::Base;
use crate::charges::Mixed;
use crate::charges::SplitError;
use crate::ids::ReadingId;
use crate::ids::UnitId;
use crate::money::Money;

/// How a source becomes shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// By a plan, for each unit by itself.
    Fixed(Plan),
    /// By keys.
    Split(Split),
    /// One unit's own, beside what all pay.
    Extra(UnitId),
}

/// Which version of the fixed charge a month asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// Its number.
    pub version: i32,
    /// The first month in which it is in force.
    pub valid_from: i32,
    /// When it was written down.
    pub written_on: NaiveDate,
}

/// By which keys a source is divided, and over how many months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// How much of it goes by each key: percents, or what the meters say.
    pub keys: Vec<(u64, Key)>,
    /// Whether it goes by them for itself, and its category by others.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub has_own_keys: bool,
    /// As how many people an empty unit counts.
    pub vacant_persons: Option<u32>,
    /// Only this block.
    pub block: Option<String>,
    /// Only these units, where it is neither the whole building nor a block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Only>,
    /// What the meters say, where a key goes by them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metered: Option<Box<Metered>>,
    /// What each unit weighs for each key, in the order of units, where that is fixed for all instalments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Vec<(UnitId, Vec<u64>)>>,
    /// Over how many months each unit's part is divided.
    pub months: usize,
    /// Which of them this is, from zero.
    pub turn: usize,
}

/// What the meters of one kind say for a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metered {
    /// What they count.
    pub kind: MeterKind,
    /// In what.
    pub measure: String,
    /// What went through each meter of a unit.
    pub units: Vec<Consumed>,
    /// The units that have a meter of which nothing is known for the month.
    pub unread: Vec<UnitId>,
    /// What went through the main meter.
    pub main: Option<Consumed>,
    /// Whether there is a main meter of which nothing is known for the month.
    pub is_main_unread: bool,
}

impl Metered {
    /// What each unit consumed, by all its meters of this kind.
    pub fn of_units(&self) -> HashMap<UnitId, u64> {
        let mut sums = HashMap::new();
        for consumed in &self.units {
            if let Some(unit) = consumed.unit {
                *sums.entry(unit).or_default() += consumed.amount;
            }
        }
        sums
    }

    /// What went through the main meter and through none of the units' meters.
    pub fn rest(&self) -> Option<u64> {
        let of_units: u64 = self.units.iter().map(|consumed| consumed.amount).sum();
        self.main.as_ref().map(|main| main.amount.saturating_sub(of_units))
    }
}

/// What went through one meter, by the readings that count for a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consumed {
    /// Whose; none: of the building.
    pub unit: Option<UnitId>,
    /// The number on the meter.
    pub serial: Option<String>,
    /// The day and the figure of the reading before.
    pub from: (NaiveDate, u64),
    /// The same of the last reading that counts.
    pub to: (NaiveDate, u64),
    /// How much.
    pub amount: u64,
    /// The readings that count, with their figures.
    pub readings: Vec<Read>,
}

/// A reading that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read {
    /// Its name.
    pub id: ReadingId,
    /// What was read.
    pub figure: u64,
}

/// What a plan asks of a unit.
pub(super) fn planned(plan: &Plan, unit: &UnitInput) -> Money {
    charges::fixed(plan, base(unit)).1
}

/// What a plan goes by in a unit.
pub(super) fn base(unit: &UnitInput) -> Base {
    Base { area: unit.area, persons: unit.persons, parkings: unit.parkings }
}

impl Split {
    /// The weights of the units for each key.
    pub fn weights(&self, units: &[UnitInput]) -> Vec<(u64, Vec<u64>)> {
        if let Some(basis) = &self.basis {
            let fixed: HashMap<UnitId, &[u64]> =
                basis.iter().map(|(unit, weights)| (*unit, weights.as_slice())).collect();
            let of = |at: usize, unit: &UnitInput| {
                fixed.get(&unit.id).and_then(|weights| weights.get(at)).copied().unwrap_or(0)
            };
            let keys = self.keys.iter().enumerate();
            return keys
                .map(|(at, (part, _))| (*part, units.iter().map(|unit| of(at, unit)).collect()))
                .collect();
        }
        let consumed = self.metered.as_deref().map(Metered::of_units).unwrap_or_default();
        let of = |key: Key| match key {
            Key::Meter => units.iter().map(|unit| self.consumed(&consumed, unit)).collect(),
            key => units.iter().map(|unit| self.weight(key, unit)).collect(),
        };
        self.keys.iter().map(|(part, key)| (*part, of(*key))).collect()
    }

    /// Divides an amount over the keys and over the units. Where the weights are fixed, so is the order by which
    /// the rials that are left over are given away.
    pub fn divide(&self, amount: Money, units: &[UnitInput]) -> Result<Mixed, SplitError> {
        let Some(basis) = &self.basis else { return charges::mix(amount, &self.weights(units)) };
        let of = |at: usize| -> Vec<u64> {
            basis.iter().map(|(_, weights)| weights.get(at).copied().unwrap_or(0)).collect()
        };
        let keys = self.keys.iter().enumerate();
        let parts: Vec<_> = keys.map(|(at, (part, _))| (*part, of(at))).collect();
        let fixed = charges::mix(amount, &parts)?;
        let places: HashMap<UnitId, usize> =
            (0..).zip(basis).map(|(at, (unit, _))| (*unit, at)).collect();
        let in_order = |shares: &Vec<Money>| -> Vec<Money> {
            let of = |unit: &UnitInput| places.get(&unit.id).map_or(Money::ZERO, |at| shares[*at]);
            units.iter().map(of).collect()
        };
        Ok(Mixed {
            rows: fixed.rows.iter().map(in_order).collect(),
            sum: in_order(&fixed.sum),
            components: fixed.components,
        })
    }

    /// What each unit bears of an amount in the month whose turn it is.
    pub fn this_month(&self, amount: Money, units: &[UnitInput]) -> Result<Vec<Money>, SplitError> {
        let this_month = |share: Money| {
            let parts = charges::in_instalments(share, self.months)?;
            Ok(parts.get(self.turn).copied().unwrap_or(Money::ZERO))
        };
        self.divide(amount, units)?.sum.into_iter().map(this_month).collect()
    }

    /// The same by other keys, which no meter has a part in. What may be long and they do not need is not copied.
    #[must_use]
    pub fn by(&self, keys: &[(u64, Key)]) -> Self {
        Self {
            keys: keys.to_vec(),
            has_own_keys: self.has_own_keys,
            vacant_persons: self.vacant_persons,
            block: self.block.clone(),
            only: self.only.clone(),
            metered: None,
            basis: None,
            months: self.months,
            turn: self.turn,
        }
    }

    /// Whether a unit bears nothing of it, whatever it weighs.
    pub fn is_outside(&self, unit: &UnitInput) -> bool {
        self.block.as_ref().is_some_and(|block| *block != unit.block)
            || self.only.as_ref().is_some_and(|only| !only.has(unit))
    }

    fn consumed(&self, consumed: &HashMap<UnitId, u64>, unit: &UnitInput) -> u64 {
        if self.is_outside(unit) { 0 } else { consumed.get(&unit.id).copied().unwrap_or(0) }
    }

    /// The weight of a unit for a key that goes by what the unit is.
    fn weight(&self, key: Key, unit: &UnitInput) -> u64 {
        if self.is_outside(unit) {
            return 0;
        }
        let is_empty = unit.persons == 0 && unit.tenant.is_none();
        let weight = match key {
            Key::Equal => 1,
            Key::Area => unit.area,
            Key::Persons if is_empty => self.vacant_persons.unwrap_or(0),
            Key::Persons => unit.persons,
            Key::PersonDays => {
                unit.person_days + unit.empty_days * self.vacant_persons.unwrap_or(0)
            }
            Key::Share => unit.share,
            Key::Coefficient => unit.coefficient,
            Key::Meter => 0,
        };
        u64::from(weight)
    }
}
