//! An expense is paid to its supplier by a two-click payout: the supplier says where to, and the manager pays
//! by one click. What the payout does is the business of [`crate::payouts`]; here stands for which expense it
//! is. That the building's fund pays for it once the money has left is the business of [`super::paid_out`].

mod store;

use std::ops::RangeInclusive;

use chrono::TimeDelta;

use super::Building;
use super::BuildingError;
use super::building::noon;
use super::building::period_of;
use super::changes;
use super::changes::State;
use super::costs;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::ids::ExpenseId;
use crate::ids::MemberId;
use crate::ids::PayoutId;
use crate::ids::WorkspaceId;
use crate::mobile::Mobile;
use crate::payouts;
use crate::payouts::FeeBorneBy;
use crate::payouts::NewPayout;
use crate::payouts::Payout;

pub(super) use store::fees;
pub(super) use store::is_paid_for;
pub(super) use store::known;
pub(super) use store::of_payout;

/// A supplier has so long to say where to.
const ANSWER_TIME: TimeDelta = TimeDelta::days(7);

/// Months of an expense that comes again, of which one is chosen at once.
const MONTHS_MAX: i32 = 12;

/// An expense about to be paid to its supplier.
#[derive(Clone, Debug)]
pub struct NewSupplierPayout {
    /// Chosen before the form was shown, so that sending it twice makes one payout.
    pub id: PayoutId,
    /// The expense.
    pub expense: ExpenseId,
    /// Which month of it; one that does not come again has only that of its day.
    pub period: i32,
    /// What the supplier is called.
    pub name: String,
    /// How they are reached: by one way at least.
    pub mobile: Option<Mobile>,
    /// The other way.
    pub email: Option<String>,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paying {
    /// The supplier is asked where to.
    Asked,
    /// There is a payout for this month of it already.
    Already,
}

/// How somebody is reached.
#[derive(Clone, Debug, Default)]
pub(super) struct Contact {
    pub(super) mobile: Option<Mobile>,
    pub(super) email: Option<String>,
}

/// A payout for an expense.
pub(super) struct Paid {
    /// The month that it pays.
    pub(super) period: i32,
    pub(super) payout: Payout,
}

/// Makes the payout of an expense and asks the supplier where to. Whoever clicks twice, also on two pages, makes
/// one: a month of an expense has no second payout unless the first was ended.
/// [`BuildingError::NotFound`]: there is no such expense, or none in that month.
pub async fn pay_supplier(
    app: &App,
    (building, workspace, member): (&Building, WorkspaceId, MemberId),
    new: &NewSupplierPayout,
) -> Result<Paying, BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    super::store::lock(&mut tx, building.id).await?;
    let expense = changes::one(&mut *tx, (building.id, new.expense)).await?;
    let expense = expense.ok_or(BuildingError::NotFound)?;
    if !months(&expense, period_of(now)).contains(&new.period) {
        return Err(BuildingError::NotFound);
    }
    if store::is_same(&mut tx, new).await? {
        return Ok(Paying::Asked);
    }
    if store::is_month_paid_for(&mut tx, (new.expense, new.period)).await? {
        return Ok(Paying::Already);
    }
    let payout = NewPayout {
        id: new.id,
        title: expense.title,
        recipient_name: new.name.clone(),
        recipient_mobile: new.mobile.clone(),
        recipient_email: new.email.clone(),
        amount: expense.amount,
        fee_borne_by: FeeBorneBy::Payer,
        answer_until: now + ANSWER_TIME,
        pay_time: payouts::PAY_TIME,
    };
    payouts::create_on(&mut tx, app, (workspace, member), &payout).await?;
    let fund = costs::fund_of(&mut tx, expense.category).await?;
    store::insert(&mut tx, (member, new, fund), now).await?;
    store::keep(
        &mut tx,
        (building.id, &new.name),
        (new.mobile.as_ref(), new.email.as_deref()),
        now,
    )
    .await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(Paying::Asked)
}

/// The months in which an expense was spent until now.
pub(super) fn months(expense: &State, this_month: i32) -> RangeInclusive<i32> {
    let first = period_of(noon(expense.spent_on));
    if !expense.repeats {
        return first..=first;
    }
    let last = expense.ended_before.map_or(this_month, |end| this_month.min(end - 1));
    first.max(last - MONTHS_MAX + 1)..=last
}

/// The payouts of an expense, the newest first.
pub(super) async fn of_expense(db: &Pool, expense: ExpenseId) -> sqlx::Result<Vec<Paid>> {
    let mut paid = vec![];
    for (payout, period) in store::of_expense(db, expense).await? {
        if let Some(payout) = payouts::by_id(db, payout).await? {
            paid.push(Paid { period, payout });
        }
    }
    Ok(paid)
}
