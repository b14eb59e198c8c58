//! Levies over units and months.

use sqlx::PgConnection;

use super::Levy;
use super::store;
use crate::buildings::BuildingError;
use crate::buildings::Unit;
use crate::buildings::aside::aside;
use crate::buildings::draft::Inputs;
use crate::buildings::draft::Levied;
use crate::buildings::draft::Source;
use crate::buildings::draft::UnitInput;
use crate::buildings::rule::Rule;
use crate::buildings::rule::Split;
use crate::buildings::scope::Columns;
use crate::charges;
use crate::ids::BuildingId;
use crate::ids::LevyId;
use crate::ids::UnitId;
use crate::money::Money;

/// What each unit weighs for each key.
type Basis = Vec<(UnitId, Vec<u64>)>;

/// The levies that a month asks for, each with the instalment whose turn it is.
pub(in crate::buildings) async fn asked_in(
    db: &mut PgConnection,
    building: BuildingId,
    period: i32,
) -> Result<Vec<Asked>, BuildingError> {
    let mut asked = vec![];
    for levy in store::of_month(&mut *db, building, period).await? {
        let basis = basis(&mut *db, levy.id).await?;
        let turn = usize::try_from(period - levy.period).unwrap_or(0);
        asked.push(Asked { levy, basis, turn });
    }
    Ok(asked)
}

/// A levy of which a month asks for an instalment.
pub(in crate::buildings) struct Asked {
    levy: Levy,
    basis: Option<Basis>,
    /// Which instalment it is, from zero.
    turn: usize,
}

impl Asked {
    /// What the month divides of it over these units.
    pub(in crate::buildings) fn source(self, units: (&[Unit], &[UnitInput])) -> Source {
        let Self { levy, basis, turn } = self;
        let split = Split { turn, ..split(&levy, units, basis) };
        Source {
            levied: Some(Levied { levy: levy.id, decided_on: levy.decided_on }),
            title: levy.title,
            category: levy.decision,
            supplier: None,
            amount: levy.amount,
            fund: levy.fund,
            owner_percent: u8::try_from(levy.owner_percent).unwrap_or(100),
            borne_on: None,
            planned: None,
            expense: None,
            has_file: levy.file.is_some(),
            rule: Rule::Split(split),
        }
    }
}

/// What the units weighed when another instalment was asked for; none: none was.
async fn basis(db: &mut PgConnection, levy: LevyId) -> Result<Option<Basis>, BuildingError> {
    let Some((text, place)) = store::frozen(db, levy).await? else { return Ok(None) };
    let basis = aside(move || -> Result<_, BuildingError> {
        let inputs: Inputs = serde_json::from_str(&text)?;
        Ok(inputs.sources.into_iter().nth(place).and_then(|source| match source.rule {
            Rule::Split(split) => split.basis,
            Rule::Fixed(_) | Rule::Extra(_) => None,
        }))
    });
    basis.await?
}

fn split(levy: &Levy, (units, inputs): (&[Unit], &[UnitInput]), basis: Option<Basis>) -> Split {
    let mut split = Split {
        keys: levy.keys.parts(),
        has_own_keys: false,
        vacant_persons: None,
        only: levy.scope.only(units),
        block: Columns::from(levy.scope.clone()).block,
        metered: None,
        basis: None,
        months: usize::try_from(levy.months).unwrap_or(1),
        turn: 0,
    };
    let basis = basis.unwrap_or_else(|| {
        let weights = split.weights(inputs);
        let of = |at: usize| weights.iter().map(|(_, units)| units[at]).collect();
        inputs.iter().enumerate().map(|(at, unit)| (unit.id, of(at))).collect()
    });
    split.basis = Some(basis);
    split
}

/// How far a levy is.
#[derive(Clone, Debug, Default)]
pub(in crate::buildings) struct Standing {
    /// Each instalment in its turn.
    pub(in crate::buildings) months: Vec<Month>,
    /// What each unit that bears some of it bears.
    pub(in crate::buildings) units: Vec<Part>,
}

/// An instalment.
#[derive(Clone, Copy, Debug)]
pub(in crate::buildings) struct Month {
    pub(in crate::buildings) period: i32,
    pub(in crate::buildings) amount: Money,
    pub(in crate::buildings) state: State,
}

/// What became of an instalment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::buildings) enum State {
    /// A living month asks for it.
    Asked,
    /// It is still to come.
    ToCome,
    /// The levy ended before it.
    Dropped,
}

/// A unit's part of a levy.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Part {
    pub(in crate::buildings) block: String,
    pub(in crate::buildings) number: String,
    pub(in crate::buildings) whole: Money,
    pub(in crate::buildings) asked: Money,
    pub(in crate::buildings) to_come: Money,
}

impl Standing {
    /// What of the whole is in a state.
    pub(in crate::buildings) fn sum(&self, state: State) -> Money {
        let months = self.months.iter().filter(|month| month.state == state);
        months.map(|month| month.amount).sum()
    }

    /// How many instalments are in a state.
    pub(in crate::buildings) fn count(&self, state: State) -> i64 {
        let count = self.months.iter().filter(|month| month.state == state).count();
        i64::try_from(count).unwrap_or(i64::MAX)
    }
}

/// How far a levy is, by the units as they are, or as they were when its first instalment was asked for. Where
/// nobody can bear it, nothing is divided.
pub(in crate::buildings) async fn standing(
    db: &mut PgConnection,
    levy: &Levy,
    (units, inputs): (&[Unit], &[UnitInput]),
) -> Result<Standing, BuildingError> {
    let basis = basis(&mut *db, levy.id).await?;
    let asked = store::divided_in(&mut *db, levy.id).await?;
    let split = split(levy, (units, inputs), basis);
    let Ok(whole) = split.divide(levy.amount, inputs) else { return Ok(Standing::default()) };
    let state = |period: i32| {
        if asked.contains(&period) {
            State::Asked
        } else if period < levy.end() {
            State::ToCome
        } else {
            State::Dropped
        }
    };
    let periods = levy.period..levy.period + levy.months;
    let mut months: Vec<Month> =
        periods.map(|period| Month { period, amount: Money::ZERO, state: state(period) }).collect();
    let mut parts = vec![];
    for (unit, whole) in inputs.iter().zip(whole.sum) {
        if whole == Money::ZERO {
            continue;
        }
        let Ok(instalments) = charges::in_instalments(whole, months.len()) else { continue };
        let mut part = Part {
            block: unit.block.clone(),
            number: unit.number.clone(),
            whole,
            asked: Money::ZERO,
            to_come: Money::ZERO,
        };
        for (month, amount) in months.iter_mut().zip(instalments) {
            month.amount = month.amount + amount;
            match month.state {
                State::Asked => part.asked = part.asked + amount,
                State::ToCome => part.to_come = part.to_come + amount,
                State::Dropped => (),
            }
        }
        parts.push(part);
    }
    Ok(Standing { months, units: parts })
}
