//! Somebody leaves a unit: what is open of them there, what their last days are going to cost that no bill
//! says yet, and, when nothing is missing, a certificate that says so. What it says stays as it was said;
//! whether it is genuine and whether it was revoked anybody can ask by the address on it.

mod estimate;
mod paper;
mod store;
mod tell;
mod web;

use axum::Router;
use axum::routing::get;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::PgConnection;

use super::BuildingError;
use super::debts::Resident;
use super::occupancy::Known;
use super::store as buildings;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::ClearanceId;
use crate::ids::MemberId;
use crate::ids::StayId;
use crate::ids::UnitId;
use crate::money::Money;

pub(super) use estimate::Ahead;
pub(super) use estimate::By;
pub(super) use paper::Paper;
pub(super) use paper::month;
pub(super) use store::Clearance;
pub(super) use store::is_begun;
pub(super) use store::lock_resident;
pub(super) use store::of_resident;
pub(super) use store::of_stay;
pub(super) use store::one;
pub(super) use store::open_party;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/verify/{token}", get(web::verify))
}

/// How somebody who leaves a unit stands there at this moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reckoning {
    /// What is open of them.
    pub(super) open: Money,
    /// What they have paid in advance.
    pub(super) credit: Money,
    /// The last month whose bills are issued.
    pub(super) billed_through: Option<i32>,
    /// The months of theirs after it.
    pub(super) ahead: Vec<Ahead>,
}

impl Reckoning {
    /// What their days are going to cost that no bill says yet.
    pub(super) fn ahead_sum(&self) -> Money {
        self.ahead.iter().map(|month| month.amount).sum()
    }

    /// What of that is not paid in advance.
    pub(super) fn ahead_missing(&self) -> Money {
        (self.ahead_sum() - self.credit).max(Money::ZERO)
    }

    /// What they would have to pay to be cleared.
    pub(super) fn missing(&self) -> Money {
        self.open + self.ahead_missing()
    }

    /// What of their credit nothing is waiting for: neither their days ahead nor what is open of them.
    pub(super) fn left_over(&self) -> Money {
        (self.credit - self.ahead_sum() - self.open).max(Money::ZERO)
    }
}

/// Whether somebody who left is gone from the unit: they are not on it afterwards by another title or share.
pub(super) fn is_gone(known: &Known, all: &[Known]) -> bool {
    known.until.is_some_and(|until| {
        !all.iter().any(|other| {
            other.id != known.id
                && other.resident == known.resident
                && other.until.is_none_or(|end| until < end)
        })
    })
}

/// How somebody stands in the unit that they leave.
pub(super) async fn reckon(
    db: &mut PgConnection,
    building: BuildingId,
    known: &Known,
    now: DateTime<Utc>,
) -> Result<Reckoning, BuildingError> {
    let (open, credit) = store::balance(&mut *db, (known.unit, known.resident)).await?;
    let billed_through = store::billed_through(&mut *db, building).await?;
    let ahead = estimate::months(db, building, known, (billed_through, now)).await?;
    Ok(Reckoning { open, credit, billed_through, ahead })
}

/// What of the credit of somebody in a unit nothing is waiting for, whichever of their stays there is asked about.
pub(super) async fn spare(
    db: &mut PgConnection,
    building: BuildingId,
    (known, all): (&Known, &[Known]),
    now: DateTime<Utc>,
) -> Result<Money, BuildingError> {
    let mut whole = reckon(&mut *db, building, known, now).await?;
    let others = all.iter().filter(|other| other.id != known.id);
    for other in others.filter(|other| other.resident == known.resident) {
        whole.ahead.extend(reckon(&mut *db, building, other, now).await?.ahead);
    }
    Ok(whole.left_over())
}

/// What somebody who settles is asked to pay in advance, in all units that they leave.
pub(super) async fn asked_ahead(app: &App, resident: &Resident) -> Result<Money, BuildingError> {
    let mut db = app.db.acquire().await?;
    let mut sum = Money::ZERO;
    for known in store::going_on(&mut db, resident.id).await? {
        let reckoning = reckon(&mut db, resident.building, &known, app.clock.now()).await?;
        sum = sum + reckoning.ahead_missing();
    }
    Ok(sum)
}

/// Begins to settle with somebody whose last day is written down: from now on the page of their debt asks
/// for their last days too. Begun twice is begun once.
pub(super) async fn begin(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    known: &Known,
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    let party = store::open_party(tx, building, (known.unit, known.resident), now).await?;
    store::begin(tx, (known.id, party), member, now).await?;
    tell::begun(tx, (known.id, known.resident), now).await?;
    acts::note(tx, Act::LeavingBegun, (known.resident.as_uuid(), ""), now).await?;
    Ok(())
}

/// Somebody leaves a unit on a day, and begins to settle. [`BuildingError::NotAsShown`]: they cannot leave on
/// it, or own the unit and have not sold it.
pub async fn begin_leaving(
    app: &App,
    (building, member): (BuildingId, MemberId),
    of: (UnitId, StayId),
    on: NaiveDate,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let (mut known, _) = stay(app, of).await?.ok_or(BuildingError::NotFound)?;
    let mut tx = db::begin(&app.db).await?;
    buildings::lock(&mut tx, building).await?;
    if known.until.is_none() {
        let is_tenant = !known.is_owner && (known.was_there || known.since < on);
        if !is_tenant || super::occupancy::vacate(&mut tx, known.unit, on, None).await?.is_err() {
            return Err(BuildingError::NotAsShown);
        }
        known.until = Some(on);
    }
    begin(&mut tx, (building, member), &known, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Issues the certificate of somebody who left; see [`clear`].
pub async fn clear_stay(
    app: &App,
    maker: (BuildingId, MemberId),
    of: (UnitId, StayId),
) -> Result<ClearanceId, BuildingError> {
    let (known, all) = stay(app, of).await?.ok_or(BuildingError::NotFound)?;
    let today = super::building::today(app.clock.now());
    let unit = buildings::unit(&app.db, (maker.0, of.0), today).await?;
    let unit = unit.ok_or(BuildingError::NotFound)?;
    if !is_gone(&known, &all) {
        return Err(BuildingError::NotAsShown);
    }
    let left = Left { known: &known, block: &unit.block, number: &unit.number };
    clear(app, maker, &left).await
}

/// The unit that somebody leaves, as their certificate names it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Left<'a> {
    pub(super) known: &'a Known,
    pub(super) block: &'a str,
    pub(super) number: &'a str,
}

/// Issues the certificate of somebody of whom nothing is missing. Of one stay there is one at a time: asked
/// for twice, it is the same. [`BuildingError::NotAsShown`]: something is missing.
pub(super) async fn clear(
    app: &App,
    (building, member): (BuildingId, MemberId),
    left: &Left<'_>,
) -> Result<ClearanceId, BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    // No month is issued and no number is given meanwhile, and nothing is taken back of what they paid.
    buildings::lock(&mut tx, building).await?;
    store::lock_resident(&mut tx, left.known.resident).await?;
    if let Some(there) = store::living(&mut tx, left.known.id).await? {
        return Ok(there);
    }
    let reckoning = reckon(&mut tx, building, left.known, now).await?;
    let Some(until) = left.known.until.filter(|_| reckoning.missing() == Money::ZERO) else {
        return Err(BuildingError::NotAsShown);
    };
    let whose = (left.known.unit, left.known.resident);
    let party = store::open_party(&mut tx, building, whose, now).await?;
    let id = ClearanceId::new(now);
    let new = store::NewClearance {
        id,
        building,
        party,
        left: *left,
        until,
        billed_through: reckoning.billed_through,
        ahead: reckoning.ahead_sum(),
        digest: app.keys.digest(&store::door(id)),
    };
    let number = store::insert(&mut tx, &new, member, now).await?;
    tell::cleared(&mut tx, (id, number), left.known.resident, now).await?;
    store::end(&mut tx, left.known.id, now).await?;
    acts::note(&mut tx, Act::ClearanceIssued, (left.known.resident.as_uuid(), ""), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(id)
}

/// Revokes a certificate for a reason, which everybody reads who asks whether it is genuine. Done twice is
/// done once.
pub(super) async fn revoke(
    app: &App,
    clearance: &Clearance,
    (member, reason): (MemberId, &str),
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    if store::revoke(&mut tx, clearance.id, (member, reason), now).await? {
        let whose = (clearance.resident.as_uuid(), reason);
        acts::note(&mut tx, Act::ClearanceRevoked, whose, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The stay of a unit, with everybody who was ever there.
pub(super) async fn stay(
    app: &App,
    (unit, stay): (UnitId, StayId),
) -> sqlx::Result<Option<(Known, Vec<Known>)>> {
    let all = super::occupancy::of_unit(&app.db, unit).await?;
    Ok(all.iter().find(|known| known.id == stay).cloned().map(|known| (known, all)))
}
