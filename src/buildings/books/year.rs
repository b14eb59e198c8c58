//! The settlement of a year: what the building and its units began with, what came in and went out, and what
//! they end with.

use chrono::DateTime;
use chrono::Utc;

use super::Charged;
use super::categories::ByCategory;
use super::charged;
use super::units;
use super::units::OfUnit;
use crate::buildings::BuildingError;
use crate::buildings::Fund;
use crate::buildings::building::period_of;
use crate::buildings::fund_openings;
use crate::buildings::range::Months;
use crate::buildings::report;
use crate::buildings::report::Spending;
use crate::charges::Report;
use crate::db::Pool;
use crate::ids::BuildingId;
use crate::money::Money;

/// A year of a building.
pub(in crate::buildings) struct Year {
    /// What moved, and what the fund and the units began and ended with.
    pub(in crate::buildings) moved: Report,
    pub(in crate::buildings) funds: Vec<OfFund>,
    pub(in crate::buildings) costs: ByCategory,
    pub(in crate::buildings) units: Vec<OfUnit>,
}

/// What was laid aside in a fund by the bills, whether they are paid or not, and what was taken out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::buildings) struct OfFund {
    pub(in crate::buildings) fund: Fund,
    /// What the year began with.
    pub(in crate::buildings) opening: Money,
    pub(in crate::buildings) billed: Money,
    pub(in crate::buildings) spent: Money,
}

impl OfFund {
    /// What the year ends with.
    pub(in crate::buildings) fn closing(&self) -> Money {
        self.opening + self.billed - self.spent
    }
}

/// A year of the calendar; of the present one, what there is of it.
pub(in crate::buildings) async fn of_building(
    db: &Pool,
    building: BuildingId,
    year: i32,
    now: DateTime<Utc>,
) -> Result<Year, BuildingError> {
    let range = Months::of_year(year);
    let until_then = Months { first: 0, ..range };
    let charged = charged(db, building, until_then).await?;
    let spent = report::spendings(db, building, period_of(now)).await?;
    let brought = fund_openings::living(db, building).await?;
    let brought = |fund| {
        let of_fund = brought.iter().filter(move |one| one.fund == fund);
        of_fund.map(|one| one.amount).sum()
    };
    Ok(Year {
        moved: report::over(db, building, range, now).await?,
        funds: Fund::ALL
            .map(|fund| of_fund((fund, brought(fund)), range, &charged, &spent))
            .to_vec(),
        costs: ByCategory::of(range, &spent, &charged),
        units: units::of_building(db, building, range).await?,
    })
}

fn of_fund(
    (fund, brought): (Fund, Money),
    range: Months,
    charged: &[Charged],
    spent: &[Spending],
) -> OfFund {
    let mut of_fund = OfFund { fund, opening: brought, billed: Money::ZERO, spent: Money::ZERO };
    for one in charged.iter().filter(|one| one.fund == fund) {
        if range.has(one.period) {
            of_fund.billed = of_fund.billed + one.sum();
        } else {
            of_fund.opening = of_fund.opening + one.sum();
        }
    }
    for one in spent.iter().filter(|one| one.fund == fund) {
        for month in one.months.clone().filter(|month| *month <= range.last) {
            if range.has(month) {
                of_fund.spent = of_fund.spent + one.amount;
            } else {
                of_fund.opening = of_fund.opening - one.amount;
            }
        }
    }
    of_fund
}
