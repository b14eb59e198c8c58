//! What somebody who left a unit had paid in advance, and nothing is waiting for, is given back to them by a
//! two-click payout. In the transaction that makes the payout their credit becomes less by its amount; a payout
//! that is ended lets the credit come back, in the transaction that ends it (`migrations/0369_buildings.sql`).
//! When the bank takes away money whose credit was given back, they owe it.

mod store;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::Building;
use super::BuildingError;
use super::Fund;
use super::debts;
use super::leaving;
use super::occupancy::Known;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::ids::PayoutId;
use crate::ids::StayId;
use crate::ids::UnitId;
use crate::ids::WorkspaceId;
use crate::ledger;
use crate::ledger::Account;
use crate::ledger::Journal;
use crate::money::Money;
use crate::payouts;
use crate::payouts::FeeBorneBy;
use crate::payouts::NewPayout;
use crate::payouts::Payout;

pub(super) use store::building_of;
pub(super) use store::fees;
pub(super) use store::of_charge;
pub(super) use store::sums;

/// Somebody who left has so long to say where to.
const ANSWER_TIME: TimeDelta = TimeDelta::days(7);

/// Credit about to be given back.
#[derive(Clone, Debug)]
pub struct NewGivenBack {
    /// Chosen before the form was shown, so that sending it twice makes one payout.
    pub id: PayoutId,
    /// On which unit they were, and which of their stays there ended.
    pub of: (UnitId, StayId),
    /// How much of what is left over.
    pub amount: Money,
    /// What for, as they read it.
    pub title: String,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivingBack {
    /// They are asked where to.
    Asked,
    /// A payout of theirs is under way already.
    Already,
    /// No more than so much of their credit is left over.
    TooMuch(Money),
}

/// Credit that was given back, or is about to be.
pub(super) struct GivenBack {
    pub(super) at: DateTime<Utc>,
    pub(super) payout: Payout,
}

/// Gives credit back to somebody who left. Whoever clicks twice, also on two pages, makes one payout: there is
/// no second one while the first is under way. [`BuildingError::NotAsShown`]: they have not left, or nobody knows
/// how to reach them.
pub async fn give_back(
    app: &App,
    (building, workspace, member): (&Building, WorkspaceId, MemberId),
    new: &NewGivenBack,
) -> Result<GivingBack, BuildingError> {
    let now = app.clock.now();
    let (known, all) = leaving::stay(app, new.of).await?.ok_or(BuildingError::NotFound)?;
    if !leaving::is_gone(&known, &all) {
        return Err(BuildingError::NotAsShown);
    }
    let mut tx = db::begin(&app.db).await?;
    // No month is issued meanwhile, and nothing is taken back of what they paid.
    super::store::lock(&mut tx, building.id).await?;
    leaving::lock_resident(&mut tx, known.resident).await?;
    let whose = (known.unit, known.resident);
    let Some(party) = store::party(&mut tx, building.id, whose).await? else {
        return Ok(GivingBack::TooMuch(Money::ZERO));
    };
    if store::is_same(&mut tx, new.id, party).await? {
        return Ok(GivingBack::Asked);
    }
    if store::is_under_way(&mut tx, party).await? {
        return Ok(GivingBack::Already);
    }
    let spare = leaving::spare(&mut tx, building.id, (&known, &all), now).await?;
    if spare < new.amount {
        return Ok(GivingBack::TooMuch(spare));
    }
    make_payout(&mut tx, app, (workspace, member), (&known, new)).await?;
    store::insert(&mut tx, (building.id, party), (new, member), now).await?;
    let fund = Account::BuildingFund(building.id, Fund::Operating.code());
    let journal = Journal::of("credit_given_back", &new.id, now)
        .debit(Account::Debts(party).id(), new.amount)
        .credit(fund.id(), new.amount);
    ledger::post(&mut tx, &journal).await?;
    acts::note(&mut tx, Act::CreditGivenBack, (known.resident.as_uuid(), ""), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(GivingBack::Asked)
}

/// Makes the payout and asks them where to, by the way in which the building reaches them.
async fn make_payout(
    tx: &mut Tx,
    app: &App,
    maker: (WorkspaceId, MemberId),
    (known, new): (&Known, &NewGivenBack),
) -> Result<(), BuildingError> {
    let resident = debts::of_ids(tx, &[known.resident.as_uuid()]).await?.pop();
    let resident = resident.filter(|one| one.mobile.is_some() || one.email.is_some());
    let resident = resident.ok_or(BuildingError::NotAsShown)?;
    let payout = NewPayout {
        id: new.id,
        title: new.title.clone(),
        recipient_name: resident.name,
        recipient_mobile: resident.mobile,
        recipient_email: resident.email,
        amount: new.amount,
        fee_borne_by: FeeBorneBy::Payer,
        answer_until: app.clock.now() + ANSWER_TIME,
        pay_time: payouts::PAY_TIME,
    };
    payouts::create_on(tx, app, maker, &payout).await?;
    payouts::fix_amount(tx, payout.id).await?;
    Ok(())
}

/// What was given back to somebody of a unit, the newest first.
pub(super) async fn of_stay(db: &Pool, known: &Known) -> sqlx::Result<Vec<GivenBack>> {
    let mut given = vec![];
    for (payout, at) in store::of_party(db, (known.unit, known.resident)).await? {
        if let Some(payout) = payouts::by_id(db, payout).await? {
            given.push(GivenBack { at, payout });
        }
    }
    Ok(given)
}
