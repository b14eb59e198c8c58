//! Special levies: what a building collects by a decision of its owners, over its units and each unit's amount
//! over equal instalments (`charges.md`, special levy). A levy is a source of the months that ask for it; it is
//! money that comes in, and nothing that was spent.
//!
//! What each unit weighs is fixed with the first instalment, so that the instalments of a unit sum to its part
//! whatever becomes of areas and people meanwhile, also when a month is taken back and issued again. A levy
//! that a living month divides stays as it is; it may only end early.

mod divided;
mod store;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;
use uuid::Uuid;

use super::BuildingError;
use super::Fund;
use super::Keys;
use super::Scope;
use super::costs;
use super::files;
use super::runs;
use super::store as buildings_store;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::LevyId;
use crate::ids::MemberId;
use crate::money::Money;

pub(super) use divided::Month;
pub(super) use divided::Part;
pub(super) use divided::Standing;
pub(super) use divided::State;
pub(super) use divided::asked_in;
pub(super) use divided::standing;
pub(super) use store::all;
pub(super) use store::divided_in;
pub(super) use store::freeze;
pub(super) use store::history;
pub(super) use store::one;

/// A levy about to be written down.
#[derive(Clone, Debug)]
pub struct NewLevy {
    /// Chosen before the form was shown.
    pub id: LevyId,
    /// What for.
    pub title: String,
    /// What was decided, in words.
    pub decision: String,
    /// When.
    pub decided_on: NaiveDate,
    /// The whole.
    pub amount: Money,
    /// By which keys it is divided; none of them the meters.
    pub keys: Keys,
    /// Which units bear it.
    pub scope: Scope,
    /// How many percents the owner bears.
    pub owner_percent: i32,
    /// Where the money belongs.
    pub fund: Fund,
    /// The month of the first instalment.
    pub period: i32,
    /// How many instalments there are.
    pub months: i32,
    /// The minutes: kind and bytes.
    pub file: Option<(&'static str, Vec<u8>)>,
}

/// A levy as it stands, or stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Levy {
    pub(super) id: LevyId,
    pub(super) title: String,
    pub(super) decision: String,
    pub(super) decided_on: NaiveDate,
    pub(super) amount: Money,
    pub(super) keys: Keys,
    #[serde(flatten)]
    pub(super) scope: Scope,
    pub(super) owner_percent: i32,
    pub(super) fund: Fund,
    pub(super) period: i32,
    pub(super) months: i32,
    /// The month from which nothing is asked for any more.
    pub(super) ended_before: Option<i32>,
    /// The minutes.
    pub(super) file: Option<Uuid>,
}

impl Levy {
    /// The month after the last that asks for it.
    pub(super) fn end(&self) -> i32 {
        self.ended_before.unwrap_or(self.period + self.months)
    }

    /// The months before which it may end, given the first that is not issued.
    pub(super) fn ends(&self, first_open: Option<i32>) -> std::ops::Range<i32> {
        let first = first_open.unwrap_or(self.period).max(self.period + 1);
        if self.ended_before.is_some() { first..first } else { first..self.period + self.months }
    }
}

/// Writes a levy down, with its minutes, and gives the month of its first instalment: the one that was chosen,
/// or the first that is not issued. The same levy again changes nothing.
pub async fn levy(
    app: &App,
    (building, member): (BuildingId, MemberId),
    new: &NewLevy,
) -> Result<i32, BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    buildings_store::lock(&mut tx, building).await?;
    let period = costs::first_month(&mut tx, building, new.period).await?;
    let file = kept(&mut tx, building, new, now).await?;
    let new = NewLevy { period, ..new.clone() };
    // Sent twice: the file of the second sending is not kept either.
    if store::insert(&mut tx, (building, member), (&new, file), now).await? {
        acts::note(&mut tx, Act::LevyAdded, (new.id.as_uuid(), &new.title), now).await?;
        tx.commit().await?;
    }
    Ok(period)
}

/// Changes a levy; without new minutes the old ones stay, and an early end is lifted. One that a living month
/// divides is [`BuildingError::IsDivided`].
pub(super) async fn change(
    app: &App,
    (building, member): (BuildingId, MemberId),
    new: &NewLevy,
) -> Result<i32, BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let before = open(&mut tx, (building, new.id)).await?;
    let period = costs::first_month(&mut tx, building, new.period).await?;
    let file = kept(&mut tx, building, new, now).await?.or(before.file);
    let new = NewLevy { period, ..new.clone() };
    store::update(&mut tx, building, (&new, file)).await?;
    store::write_down(&mut tx, building, (&before, member), now).await?;
    acts::note(&mut tx, Act::LevyChanged, (new.id.as_uuid(), &new.title), now).await?;
    tx.commit().await?;
    Ok(period)
}

/// Ends a levy before a month that is not issued: what is left of it is not asked for.
/// [`BuildingError::NotAsShown`]: it cannot end there any more.
pub(super) async fn end(
    app: &App,
    (building, levy): (BuildingId, LevyId),
    (member, before): (MemberId, i32),
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    buildings_store::lock(&mut tx, building).await?;
    let was = one(&mut *tx, (building, levy)).await?.ok_or(BuildingError::NotFound)?;
    let first_open = runs::first_open(&mut tx, building).await?;
    if !was.ends(first_open).contains(&before) {
        return Err(BuildingError::NotAsShown);
    }
    store::end(&mut tx, levy, before).await?;
    store::write_down(&mut tx, building, (&was, member), now).await?;
    acts::note(&mut tx, Act::LevyChanged, (levy.as_uuid(), &was.title), now).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a levy out, unless a living month divides it.
pub(super) async fn delete(
    app: &App,
    (building, levy): (BuildingId, LevyId),
    member: MemberId,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let before = open(&mut tx, (building, levy)).await?;
    store::delete(&mut tx, levy, now).await?;
    store::write_down(&mut tx, building, (&before, member), now).await?;
    acts::note(&mut tx, Act::LevyRemoved, (levy.as_uuid(), &before.title), now).await?;
    tx.commit().await?;
    Ok(())
}

/// A levy that may be changed, under the lock that keeps its month from being issued.
async fn open(tx: &mut Tx, which: (BuildingId, LevyId)) -> Result<Levy, BuildingError> {
    buildings_store::lock(tx, which.0).await?;
    let levy = one(&mut **tx, which).await?.ok_or(BuildingError::NotFound)?;
    if divided_in(&mut **tx, which.1).await?.is_empty() {
        Ok(levy)
    } else {
        Err(BuildingError::IsDivided)
    }
}

async fn kept(
    tx: &mut Tx,
    building: BuildingId,
    new: &NewLevy,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Uuid>> {
    match &new.file {
        Some((kind, bytes)) => Ok(Some(files::insert(tx, building, (kind, bytes), now).await?)),
        None => Ok(None),
    }
}
