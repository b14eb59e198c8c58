//! People on units for periods of time: owners with shares, one tenant after the other. What was
//! written down stays; a day belongs to whoever came on it, and not to whoever left.

mod month;
mod store;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::TimeDelta;
use chrono::Utc;

use crate::db::Tx;
use crate::ids::ResidentId;
use crate::ids::StayId;
use crate::ids::UnitId;

pub(super) use month::People;
pub(super) use store::bill_to;
pub(super) use store::issued_from;
pub(super) use store::of_building;
pub(super) use store::of_unit;
pub(super) use store::on;
pub(super) use store::one;
pub(super) use store::owners;
pub(super) use store::remove;
pub(super) use store::set_bill_to;

/// The whole of a unit, in millionths.
pub(super) const WHOLE: i32 = 1_000_000;

/// A move is not written down longer before it happens.
pub(super) const AHEAD: TimeDelta = TimeDelta::days(90);

/// Somebody on a unit for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) id: StayId,
    pub(super) unit: UnitId,
    pub(super) resident: ResidentId,
    pub(super) name: String,
    pub(super) is_owner: bool,
    /// Of an owner: how much is theirs, in millionths.
    pub(super) share: i32,
    /// Of a tenant: how many people came.
    pub(super) persons: Option<i32>,
    /// The first day; of who was there already, the day on which that was written down.
    pub(super) since: NaiveDate,
    /// The day on which they left; `None`: they are there.
    pub(super) until: Option<NaiveDate>,
    pub(super) was_there: bool,
}

impl Known {
    /// Whether they are there on a day.
    pub(super) fn is_there(&self, day: NaiveDate) -> bool {
        (self.was_there || self.since <= day) && self.until.is_none_or(|until| day < until)
    }
}

/// Somebody who comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Newcomer {
    pub(super) resident: ResidentId,
    pub(super) share: i32,
    pub(super) persons: Option<i32>,
    pub(super) since: NaiveDate,
    /// Whether they are there longer than anybody has written down.
    pub(super) was_there: bool,
}

/// Why a move is not written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Somebody else is written down for days after it, since this one.
    Clashes(String, NaiveDate),
    /// They are there only since this day.
    BeforeTheyCame(NaiveDate),
    /// Nobody is there who could leave.
    Nobody,
    /// The owners would own more than the whole.
    TooMuch,
    /// The days of people who cannot be there at once would meet.
    Meets,
}

type Done = Result<(), Refusal>;

/// From a day on these are the owners of a unit, or its tenant, and nobody else. Who is there already with
/// the same share stays.
pub(super) async fn settle(
    tx: &mut Tx,
    (unit, is_owner): (UnitId, bool),
    on: NaiveDate,
    newcomers: &[Newcomer],
    now: DateTime<Utc>,
) -> sqlx::Result<Done> {
    if is_owner && i64::from(WHOLE) < newcomers.iter().map(|one| i64::from(one.share)).sum() {
        return Ok(Err(Refusal::TooMuch));
    }
    let known = of_unit(&mut **tx, unit).await?;
    let known: Vec<Known> = known.into_iter().filter(|one| one.is_owner == is_owner).collect();
    let later = |one: &&Known| {
        (!one.was_there && on < one.since) || one.until.is_some_and(|until| on < until)
    };
    if let Some(later) = known.iter().find(later) {
        return Ok(Err(Refusal::Clashes(later.name.clone(), later.since)));
    }
    let stays = |one: &Known, new: &Newcomer| {
        one.until.is_none() && one.resident == new.resident && one.share == new.share
    };
    for one in known.iter().filter(|one| one.until.is_none()) {
        if !newcomers.iter().any(|new| stays(one, new)) {
            leave(tx, one, on).await?;
        }
    }
    for new in newcomers {
        if !known.iter().any(|one| stays(one, new)) {
            let new = Newcomer { was_there: new.was_there && known.is_empty(), ..*new };
            store::insert(tx, (unit, is_owner), &new, now).await?;
        }
    }
    Ok(Ok(()))
}

/// Who came on the day on which they leave was never there.
async fn leave(tx: &mut Tx, one: &Known, on: NaiveDate) -> sqlx::Result<()> {
    if !one.was_there && on <= one.since {
        return store::remove(tx, one.id).await;
    }
    store::end(tx, one.id, on).await
}

/// The tenant of a unit leaves it on a day, with so many people who stay behind.
pub(super) async fn vacate(
    tx: &mut Tx,
    unit: UnitId,
    on: NaiveDate,
    behind: Option<i32>,
) -> sqlx::Result<Done> {
    let known = of_unit(&mut **tx, unit).await?;
    let Some(tenant) = known.iter().find(|one| !one.is_owner && one.until.is_none()) else {
        return Ok(Err(Refusal::Nobody));
    };
    if !tenant.was_there && on < tenant.since {
        return Ok(Err(Refusal::BeforeTheyCame(tenant.since)));
    }
    if let Some(persons) = behind {
        store::leave_behind(tx, (unit, tenant.id), persons).await?;
    }
    leave(tx, tenant, on).await?;
    Ok(Ok(()))
}

/// What was written down wrongly about people of one unit is put right; the caller takes everything back if
/// it is refused.
pub(super) async fn correct_all(tx: &mut Tx, known: &[Known]) -> sqlx::Result<Done> {
    for one in known {
        store::update(tx, one).await?;
    }
    let Some(first) = known.first() else { return Ok(Ok(())) };
    Ok(if store::clashes(tx, first.unit).await? { Err(Refusal::Meets) } else { Ok(()) })
}
