//! By category: what was spent, what was charged for it, and who bears that.

use std::collections::BTreeMap;
use std::iter::Sum;
use std::ops::Add;

use chrono::DateTime;
use chrono::Utc;

use super::Charged;
use super::Reason;
use super::charged;
use crate::buildings::BuildingError;
use crate::buildings::building::period_of;
use crate::buildings::range::Months;
use crate::buildings::report;
use crate::buildings::report::Spending;
use crate::db::Pool;
use crate::ids::BuildingId;
use crate::money::Money;

/// What something cost, and what was charged for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::buildings) struct Cost {
    /// What was spent.
    pub(in crate::buildings) spent: Money,
    /// What owners are charged.
    pub(in crate::buildings) owner: Money,
    /// What those who live there are charged.
    pub(in crate::buildings) occupant: Money,
}

impl Cost {
    /// What was charged.
    pub(in crate::buildings) fn billed(&self) -> Money {
        self.owner + self.occupant
    }
}

impl Add for Cost {
    type Output = Cost;

    fn add(self, other: Cost) -> Cost {
        Cost {
            spent: self.spent + other.spent,
            owner: self.owner + other.owner,
            occupant: self.occupant + other.occupant,
        }
    }
}

impl Sum for Cost {
    fn sum<I: Iterator<Item = Cost>>(costs: I) -> Cost {
        costs.fold(Cost::default(), Add::add)
    }
}

/// The costs of some months, by month and by category.
pub(in crate::buildings) struct ByCategory {
    cells: BTreeMap<(i32, Reason), Cost>,
}

impl ByCategory {
    /// What was spent and charged in a range of months; what comes again is spent until now.
    pub(in crate::buildings) async fn read(
        db: &Pool,
        building: BuildingId,
        range: Months,
        now: DateTime<Utc>,
    ) -> Result<Self, BuildingError> {
        let charged = charged(db, building, range).await?;
        let spent = report::spendings(db, building, period_of(now)).await?;
        Ok(Self::of(range, &spent, &charged))
    }

    /// The same of what was read before.
    pub(super) fn of(range: Months, spent: &[Spending], charged: &[Charged]) -> Self {
        let mut cells: BTreeMap<(i32, Reason), Cost> = BTreeMap::new();
        for one in spent {
            for month in one.months.clone().filter(|month| range.has(*month)) {
                let cell =
                    cells.entry((month, Reason::Category(one.category.clone()))).or_default();
                cell.spent = cell.spent + one.amount;
            }
        }
        for one in charged.iter().filter(|one| range.has(one.period)) {
            let cell = cells.entry((one.period, one.reason.clone())).or_default();
            *cell = *cell + Cost { spent: Money::ZERO, owner: one.owner, occupant: one.occupant };
        }
        Self { cells }
    }

    /// Month by month, the newest first.
    pub(in crate::buildings) fn months(&self) -> impl Iterator<Item = (i32, &Reason, Cost)> {
        let months = self.cells.iter().map(|((month, reason), cost)| (*month, reason, *cost));
        let mut months: Vec<_> = months.collect();
        months.sort_by_key(|(month, ..)| std::cmp::Reverse(*month));
        months.into_iter()
    }

    /// All months together.
    pub(in crate::buildings) fn totals(&self) -> BTreeMap<&Reason, Cost> {
        let mut totals = BTreeMap::new();
        for ((_, reason), cost) in &self.cells {
            let total: &mut Cost = totals.entry(reason).or_default();
            *total = *total + *cost;
        }
        totals
    }

    /// Everything together.
    pub(in crate::buildings) fn sum(&self) -> Cost {
        self.cells.values().copied().sum()
    }
}
