//! What the days of somebody who leaves are going to cost that no bill says yet.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::PgConnection;

use super::store;
use crate::buildings::BuildingError;
use crate::buildings::aside::aside;
use crate::buildings::bearers::days_of;
use crate::buildings::building::date_of;
use crate::buildings::building::due_day;
use crate::buildings::building::month_of;
use crate::buildings::building::noon;
use crate::buildings::building::period_of;
use crate::buildings::draft::Bill;
use crate::buildings::inputs;
use crate::buildings::occupancy::Known;
use crate::charges;
use crate::ids::BuildingId;
use crate::locale::Jalali;
use crate::money::Money;

/// No more months than these wait for their bills.
const MONTHS_MAX: i32 = 12;

/// A month that is not issued yet, for the days on which somebody was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::buildings) struct Ahead {
    pub(in crate::buildings) period: i32,
    /// How many days of it are theirs, and how many it has.
    pub(in crate::buildings) days: u8,
    pub(in crate::buildings) of: u8,
    pub(in crate::buildings) amount: Money,
    pub(in crate::buildings) by: By,
}

/// By what a month is estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::buildings) enum By {
    /// By what is written down for it so far, divided as it will be.
    Draft,
    /// By their last bill, day for day.
    LastBill(LastBill),
    /// There is nothing yet to go by.
    Nothing,
}

/// The last bill of somebody for a unit, and for how many days it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::buildings) struct LastBill {
    pub(in crate::buildings) period: i32,
    pub(in crate::buildings) amount: Money,
    pub(in crate::buildings) days: u8,
}

/// The months of somebody that come after the newest that is issued.
pub(super) async fn months(
    db: &mut PgConnection,
    building: BuildingId,
    known: &Known,
    (billed_through, now): (Option<i32>, DateTime<Utc>),
) -> Result<Vec<Ahead>, BuildingError> {
    let Some(until) = known.until else { return Ok(vec![]) };
    let last = period_of(noon(until - TimeDelta::days(1)));
    let mut first = billed_through.map_or_else(|| period_of(now), |newest| newest + 1);
    if !known.was_there {
        first = first.max(period_of(noon(known.since)));
    }
    let bill = store::last_bill(&mut *db, (known.unit, known.resident)).await?;
    let bill =
        bill.map(|(period, amount)| LastBill { period, amount, days: days_in(known, period) });
    let mut months = vec![];
    for period in first.max(last - MONTHS_MAX + 1)..=last {
        let days = days_in(known, period);
        let draft = drafted(&mut *db, building, known, (period, now)).await?;
        let (amount, by) = larger(draft, bill, days);
        months.push(Ahead { period, days, of: days_of(period), amount, by });
    }
    Ok(months)
}

/// What somebody would be billed for a unit if the month were issued now.
async fn drafted(
    db: &mut PgConnection,
    building: BuildingId,
    known: &Known,
    (period, now): (i32, DateTime<Utc>),
) -> Result<Money, BuildingError> {
    let due = (period, due_day(period, now));
    let inputs = inputs::gather(db, building, due).await?;
    let (unit, resident) = (known.unit, known.resident);
    let billed = aside(move || -> Result<Money, BuildingError> {
        let draft = match inputs.draft() {
            // Its costs are not written down so that they could be divided.
            Err(BuildingError::NobodyBears(_)) => return Ok(Money::ZERO),
            draft => draft?,
        };
        let theirs = draft
            .bills
            .iter()
            .filter(|bill| inputs.units[bill.unit].id == unit && bill.party.resident == resident);
        Ok(theirs.map(Bill::total).sum())
    });
    billed.await?
}

/// Of the draft and the last bill the larger: early in a month little of it is written down, and what is
/// paid too much stays theirs.
fn larger(draft: Money, bill: Option<LastBill>, days: u8) -> (Money, By) {
    let by_bill = bill
        .filter(|bill| 0 < bill.days)
        .map(|bill| (charges::by_days(bill.amount, days, bill.days), bill));
    match by_bill {
        Some((amount, bill)) if draft < amount => (amount, By::LastBill(bill)),
        _ if draft == Money::ZERO => (draft, By::Nothing),
        _ => (draft, By::Draft),
    }
}

/// On how many days of a month somebody was there.
fn days_in(known: &Known, period: i32) -> u8 {
    let (year, month) = month_of(period);
    let first: NaiveDate = Jalali::new(year, month, 1).map(date_of).unwrap_or_default();
    let after = first + TimeDelta::days(days_of(period).into());
    let from = if known.was_there { first } else { known.since.clamp(first, after) };
    let until = known.until.map_or(after, |until| until.clamp(first, after));
    u8::try_from((until - from).num_days().max(0)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_larger_of_draft_and_last_bill_counts_day_for_day() {
        let bill = LastBill { period: 16_867, amount: Money::rials(3_000_001), days: 30 };
        let rials = |draft, days| {
            let (amount, by) = larger(Money::rials(draft), Some(bill), days);
            (amount.as_rials(), by)
        };
        assert_eq!(rials(0, 10), (1_000_000, By::LastBill(bill)));
        assert_eq!(rials(1_000_001, 10), (1_000_001, By::Draft));
        assert_eq!(rials(500, 15), (1_500_001, By::LastBill(bill)), "half a rial is a whole one");
        assert_eq!(larger(Money::ZERO, None, 10), (Money::ZERO, By::Nothing));
        let none = LastBill { days: 0, ..bill };
        assert_eq!(larger(Money::ZERO, Some(none), 10), (Money::ZERO, By::Nothing));
    }
}
