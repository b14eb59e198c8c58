//! A month, computed: from frozen inputs to the line of each unit and the bill of each party. Pure: the
//! same inputs give the same bills to the byte.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;

use super::BuildingError;
use super::Fund;
use super::Key;
use super::bearers;
use super::bearers::Bearers;
use super::rule::Planned;
use super::rule::Rule;
use super::rule::planned;
use crate::charges;
use crate::charges::SplitError;
use crate::ids::ExpenseId;
use crate::ids::LevyId;
use crate::ids::UnitId;
use crate::money::Money;
use crate::tokens;
use crate::tokens::TokenDigest;

pub use super::unit_input::PartyInput;
pub use super::unit_input::UnitInput;
pub use crate::charges::FixedPlan as Plan;

/// Everything a month is computed from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// The month.
    pub period: i32,
    /// The last day of payment.
    pub due_on: NaiveDate,
    /// The units in their order.
    pub units: Vec<UnitInput>,
    /// What is divided.
    pub sources: Vec<Source>,
}

/// A month as somebody was shown it, and wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The month.
    pub period: i32,
    /// The last day of payment.
    pub due_on: NaiveDate,
    /// The digest of everything that it was computed from.
    pub digest: TokenDigest,
}

/// Something that is divided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// What it is.
    pub title: String,
    /// Of which category.
    pub category: String,
    /// From whom.
    pub supplier: Option<String>,
    /// The whole, of which this month bears its part.
    pub amount: Money,
    /// Where the money belongs.
    pub fund: Fund,
    /// How many percents the owner bears.
    pub owner_percent: u8,
    /// On which day of the month whoever lives in a unit bears the occupant's part; none: each bears their days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub borne_on: Option<u8>,
    /// The expense, where it is one.
    pub expense: Option<ExpenseId>,
    /// The levy, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub levied: Option<Levied>,
    /// The version of the fixed charge, where it is that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<Planned>,
    /// Whether there is a picture of its bill.
    pub has_file: bool,
    /// How it is divided.
    pub rule: Rule,
}

/// A levy, of which a month asks for an instalment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Levied {
    /// Which.
    pub levy: LevyId,
    /// When it was decided.
    pub decided_on: NaiveDate,
}

/// What a source costs a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The unit's place.
    pub unit: usize,
    /// The source's place.
    pub source: usize,
    /// What its owner bears.
    pub owner: Money,
    /// What who lives there bears.
    pub occupant: Money,
}

/// What a party owes for a unit and a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// The unit's place.
    pub unit: usize,
    /// Who owes.
    pub party: PartyInput,
    /// What each source costs.
    pub lines: Vec<(usize, Money)>,
}

impl Bill {
    /// The whole.
    pub fn total(&self) -> Money {
        self.lines.iter().map(|(_, amount)| *amount).sum()
    }
}

/// A month, computed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What each source costs each unit.
    pub lines: Vec<Line>,
    /// The bills, in the order of units.
    pub bills: Vec<Bill>,
    /// The units that owe something and have nobody who could owe it.
    pub nobody: Vec<usize>,
}

impl Draft {
    /// All bills together.
    pub fn total(&self) -> Money {
        self.bills.iter().map(Bill::total).sum()
    }

    /// What each of so many units is charged.
    pub fn of_units(&self, count: usize) -> Vec<Money> {
        let mut sums = vec![Money::ZERO; count];
        for line in &self.lines {
            sums[line.unit] = sums[line.unit] + line.owner + line.occupant;
        }
        sums
    }
}

impl Inputs {
    /// As it is frozen.
    pub fn text(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// The digest of what is frozen, which is not written out for it: of a large house it is long.
    pub fn digest(&self) -> Result<TokenDigest, serde_json::Error> {
        tokens::digest_of_json(self)
    }

    /// As whoever looks is shown it.
    pub fn shown(&self) -> Result<Shown, serde_json::Error> {
        Ok(Shown { period: self.period, due_on: self.due_on, digest: self.digest()? })
    }

    /// What each unit would be charged if every divided cost went by the same keys, of which each has its
    /// percents, for comparison.
    pub fn of_units_by(&self, keys: &[(u64, Key)]) -> Result<Vec<Money>, BuildingError> {
        let mut sums = vec![Money::ZERO; self.units.len()];
        self.divide(Some(keys), |unit, _, share| sums[unit] = sums[unit] + share)?;
        Ok(sums)
    }

    /// Computes the month.
    pub fn draft(&self) -> Result<Draft, BuildingError> {
        let mut draft = Draft::default();
        self.divide(None, |unit, source, share| {
            let (owner, occupant) = charges::borne(share, self.sources[source].owner_percent);
            draft.lines.push(Line { unit, source, owner, occupant });
        })?;
        draft.lines.sort_by_key(|line| (line.unit, line.source));
        self.write_bills(&mut draft);
        Ok(draft)
    }

    /// Tells for each source which units bear how much of it, by the places of both; divided ones by these keys,
    /// or by their own.
    fn divide(
        &self,
        keys: Option<&[(u64, Key)]>,
        mut bears: impl FnMut(usize, usize, Money),
    ) -> Result<(), BuildingError> {
        let places: HashMap<UnitId, usize> =
            self.units.iter().enumerate().map(|(place, unit)| (unit.id, place)).collect();
        for (place, source) in self.sources.iter().enumerate() {
            let shares = match (&source.rule, keys) {
                (Rule::Extra(unit), _) => {
                    if let Some(unit) = places.get(unit) {
                        bears(*unit, place, source.amount);
                    }
                    continue;
                }
                (Rule::Split(split), Some(keys)) => {
                    split.by(keys).this_month(source.amount, &self.units)
                }
                (Rule::Split(_) | Rule::Fixed(_), _) => source.shares(&self.units),
            };
            let shares = shares.map_err(|_| BuildingError::NobodyBears(place))?;
            let shares = shares.into_iter().enumerate().filter(|(_, share)| *share != Money::ZERO);
            shares.for_each(|(unit, share)| bears(unit, place, share));
        }
        Ok(())
    }

    fn write_bills(&self, draft: &mut Draft) {
        let days = bearers::days_of(self.period);
        for lines in draft.lines.chunk_by(|one, other| one.unit == other.unit) {
            let unit = lines[0].unit;
            let by_days = Bearers::of(&self.units[unit], days, None);
            for line in lines {
                let on_a_day = self.sources[line.source]
                    .borne_on
                    .map(|day| Bearers::of(&self.units[unit], days, Some(day)));
                let bearers = on_a_day.as_ref().unwrap_or(&by_days);
                for (spans, amount) in
                    [(&bearers.owner, line.owner), (&bearers.occupant, line.occupant)]
                {
                    if amount == Money::ZERO {
                        continue;
                    }
                    if spans.is_empty() && draft.nobody.last() != Some(&unit) {
                        draft.nobody.push(unit);
                    }
                    for (party, part) in bearers::divide(amount, spans) {
                        if part != Money::ZERO {
                            put(&mut draft.bills, (unit, party), (line.source, part));
                        }
                    }
                }
            }
        }
    }
}

/// Adds an amount to the bill of a party, whose bills stand together at the end.
fn put(bills: &mut Vec<Bill>, (unit, party): (usize, &PartyInput), line: (usize, Money)) {
    let of_unit = bills.iter_mut().rev().take_while(|bill| bill.unit == unit);
    let mut same = of_unit.filter(|bill| bill.party.resident == party.resident);
    let Some(bill) = same.next() else {
        bills.push(Bill { unit, party: party.clone(), lines: vec![line] });
        return;
    };
    match bill.lines.last_mut() {
        Some((source, amount)) if *source == line.0 => *amount = *amount + line.1,
        _ => bill.lines.push(line),
    }
}

impl Source {
    /// What it costs each unit this month.
    pub fn shares(&self, units: &[UnitInput]) -> Result<Vec<Money>, SplitError> {
        match &self.rule {
            Rule::Fixed(plan) => Ok(units.iter().map(|unit| planned(plan, unit)).collect()),
            Rule::Extra(of) => {
                let share =
                    |unit: &UnitInput| if unit.id == *of { self.amount } else { Money::ZERO };
                Ok(units.iter().map(share).collect())
            }
            Rule::Split(split) => split.this_month(self.amount, units),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::super::bearers::BillTo;
    use super::super::rule::Split;
    use super::*;

    fn person(id: u128) -> PartyInput {
        PartyInput { resident: Uuid::from_u128(id).into(), name: "Leila".to_owned() }
    }

    fn unit(id: u128, persons: u32) -> UnitInput {
        UnitInput {
            id: Uuid::from_u128(id).into(),
            block: String::new(),
            number: id.to_string(),
            area: 7500,
            persons,
            parkings: 1,
            share: 0,
            coefficient: 100,
            owner: Some(person(id)),
            tenant: None,
            stays: vec![],
            bill_to: BillTo::Each,
            person_days: 30 * persons,
            empty_days: 0,
        }
    }

    fn month(units: Vec<UnitInput>, owner_percent: u8, key: Key) -> Inputs {
        let split = Split {
            keys: vec![(100, key)],
            vacant_persons: None,
            has_own_keys: false,
            block: None,
            only: None,
            metered: None,
            basis: None,
            months: 1,
            turn: 0,
        };
        let source = Source {
            title: "Water".to_owned(),
            category: "Water".to_owned(),
            supplier: None,
            amount: Money::rials(1000),
            fund: Fund::Operating,
            owner_percent,
            borne_on: None,
            expense: None,
            levied: None,
            planned: None,
            has_file: false,
            rule: Rule::Split(split),
        };
        let due_on = DateTime::UNIX_EPOCH.date_naive();
        Inputs { period: 16_860, due_on, units, sources: vec![source] }
    }

    fn drafted(month: &Inputs) -> Draft {
        month.draft().expect("there is somebody who bears it")
    }

    #[test]
    fn owner_and_tenant_of_one_unit_get_a_bill_each() {
        let rented = UnitInput { tenant: Some(person(9)), ..unit(1, 2) };
        let draft = drafted(&month(vec![rented, unit(2, 1)], 30, Key::Equal));
        let totals: Vec<_> = draft.bills.iter().map(|bill| bill.total().as_rials()).collect();
        assert_eq!(totals, [150, 350, 500]);
        assert_eq!(draft.total(), Money::rials(1000));
    }

    #[test]
    fn an_empty_unit_pays_for_area_and_not_for_people() {
        let units = || vec![unit(1, 0), unit(2, 4)];
        let of_first = |key| drafted(&month(units(), 0, key)).of_units(2)[0].as_rials();
        assert_eq!((of_first(Key::Area), of_first(Key::Persons)), (500, 0));
    }

    #[test]
    fn a_cost_that_nobody_can_bear_is_an_error_and_no_equal_split() {
        let month = month(vec![unit(1, 0), unit(2, 0)], 0, Key::Persons);
        assert!(matches!(month.draft(), Err(BuildingError::NobodyBears(0))));
    }

    #[test]
    fn a_unit_without_people_is_named_and_not_forgotten() {
        let nobodys = UnitInput { owner: None, ..unit(1, 1) };
        let draft = drafted(&month(vec![nobodys, unit(2, 1)], 0, Key::Equal));
        assert_eq!(draft.nobody, [0]);
    }

    #[test]
    fn the_instalments_of_a_unit_sum_to_its_part() {
        let mut sum = Money::ZERO;
        for turn in 0..7 {
            let mut month = month(vec![unit(1, 1), unit(2, 1), unit(3, 1)], 0, Key::Equal);
            let Rule::Split(split) = &mut month.sources[0].rule else { panic!("it is divided") };
            (split.months, split.turn) = (7, turn);
            sum = sum + drafted(&month).of_units(3)[0];
        }
        assert_eq!(sum, Money::rials(334));
    }

    #[test]
    fn the_same_inputs_give_the_same_digest() {
        let inputs = month(vec![unit(1, 1)], 0, Key::Equal);
        let text = inputs.text().expect("inputs are JSON");
        let again: Inputs = serde_json::from_str(&text).expect("what was written is read");
        let digest = |inputs: &Inputs| inputs.digest().expect("inputs are JSON");
        assert_eq!(digest(&again), digest(&inputs));
        assert_eq!(digest(&inputs), tokens::digest(&text), "that of what is frozen");
    }
}
