//! What a building's books say of some months: by category of its costs, by unit, line by line, and at the end
//! of a year.
//!
//! All of them count alike, so that they add up with each other and with the months of
//! [`super::report`]: a bill belongs to its month, money to the day on which it was given, and what was
//! taken back is as if it had never been.

pub(super) mod categories;
pub(super) mod lines;
pub(super) mod units;
pub(super) mod year;

use std::collections::BTreeMap;

use sqlx::query;

use super::BuildingError;
use super::Fund;
use super::aside::aside;
use super::draft::Inputs;
use super::draft::Source;
use super::range::Months;
use super::rule::Rule;
use super::runs;
use crate::db::Pool;
use crate::ids::BuildingId;
use crate::ids::RunId;
use crate::locale::Voice;
use crate::money::Money;

/// What a bill asks money for, in the order in which reports name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    /// Costs of a category.
    Category(String),
    /// The fixed charge.
    Fixed,
    /// A levy, by its title.
    Levy(String),
    /// What single units pay besides.
    Extras,
}

impl Reason {
    fn of(source: &Source) -> Self {
        match source.rule {
            Rule::Fixed(_) => Reason::Fixed,
            Rule::Extra(_) => Reason::Extras,
            Rule::Split(_) if source.levied.is_some() => Reason::Levy(source.title.clone()),
            Rule::Split(_) => Reason::Category(source.category.clone()),
        }
    }

    /// What it is called.
    pub(super) fn name(&self, v: &Voice) -> String {
        match self {
            Reason::Category(name) => name.clone(),
            Reason::Fixed => v.w.buildings_fixed_charge(),
            Reason::Levy(title) => v.w.books_levy(title),
            Reason::Extras => v.w.books_extras(),
        }
    }
}

/// What a month charged for one of its sources, all units together.
pub(super) struct Charged {
    pub(super) period: i32,
    pub(super) reason: Reason,
    /// What the source is called on the bills.
    pub(super) title: String,
    pub(super) fund: Fund,
    /// What owners bear of it.
    pub(super) owner: Money,
    /// What those who live there bear of it.
    pub(super) occupant: Money,
}

impl Charged {
    /// The whole.
    pub(super) fn sum(&self) -> Money {
        self.owner + self.occupant
    }
}

/// What the living months of a range charged, source by source. One month after the other is read and
/// computed from what was frozen with it, so no more than one is held in memory.
pub(super) async fn charged(
    db: &Pool,
    building: BuildingId,
    range: Months,
) -> Result<Vec<Charged>, BuildingError> {
    let living = query!(
        "select id, period from charge_runs
        where building_id = $1 and reversed_at is null and done_at is not null
        and period between $2 and $3
        order by period",
        building.as_uuid(),
        range.first,
        range.last,
    );
    let mut charged = vec![];
    for run in living.fetch_all(db).await? {
        let inputs = runs::inputs(db, RunId::from(run.id)).await?;
        charged.extend(aside(move || of_month(&inputs, run.period)).await??);
    }
    Ok(charged)
}

fn of_month(inputs: &Inputs, period: i32) -> Result<Vec<Charged>, BuildingError> {
    let mut sums: BTreeMap<usize, (Money, Money)> = BTreeMap::new();
    for line in inputs.draft()?.lines {
        let (owner, occupant) = sums.entry(line.source).or_default();
        (*owner, *occupant) = (*owner + line.owner, *occupant + line.occupant);
    }
    let of = |(place, (owner, occupant)): (usize, (Money, Money))| {
        let source = inputs.sources.get(place)?;
        let (reason, title) = (Reason::of(source), source.title.clone());
        Some(Charged { period, reason, title, fund: source.fund, owner, occupant })
    };
    Ok(sums.into_iter().filter_map(of).collect())
}
