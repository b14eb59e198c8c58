//! A question to those who own or live in a building. Who may vote, and how much each vote weighs, is frozen
//! on the day on which it starts: whoever sells a unit afterwards still votes for it. A vote is changed until
//! the last day is over; then it is counted, exactly and so that anybody can count it again.

mod paper;
mod store;
mod tell;
mod turn;
mod votes;
mod weights;

use chrono::NaiveDate;

use super::BuildingError;
use super::building::today;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::PollId;
use crate::ids::ResidentId;

pub(super) use paper::Paper;
pub(super) use paper::State;
pub(super) use paper::pill;
pub(super) use store::Poll;
pub(super) use store::answers;
pub(super) use store::of_building;
pub(super) use store::of_resident;
pub(super) use store::one_of_building;
pub(super) use store::one_of_resident;
pub use turn::turn_polls;
pub(super) use votes::vote_of;
pub(super) use votes::waiting_for;

/// Who may vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Voters {
    /// Those who own something, whoever lives there; several owners of a unit by their shares.
    Owners,
    /// The tenant of each unit; where nobody rents it, its owners by their shares.
    Occupants,
}

impl Voters {
    /// All of them.
    pub const ALL: [Voters; 2] = [Voters::Owners, Voters::Occupants];

    /// As it stands in the database and in forms.
    pub fn code(self) -> &'static str {
        match self {
            Voters::Owners => "owners",
            Voters::Occupants => "occupants",
        }
    }

    /// The voters with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|voters| voters.code() == code)
    }
}

/// What a unit weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum PollWeight {
    /// As much as every other.
    Unit,
    /// Its area.
    Area,
}

impl PollWeight {
    /// All of them.
    pub const ALL: [PollWeight; 2] = [PollWeight::Unit, PollWeight::Area];

    /// As it stands in the database and in forms.
    pub fn code(self) -> &'static str {
        match self {
            PollWeight::Unit => "unit",
            PollWeight::Area => "area",
        }
    }

    /// The weight with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|weight| weight.code() == code)
    }
}

/// A poll about to be made.
#[derive(Clone, Debug)]
pub struct NewPoll {
    /// Its name.
    pub id: PollId,
    /// What is asked.
    pub question: String,
    /// What is said about it, in lines.
    pub words: Option<String>,
    /// Two to ten.
    pub answers: Vec<String>,
    /// Who may vote.
    pub voters: Voters,
    /// What a unit weighs.
    pub weight: PollWeight,
    /// Whether those who may vote see afterwards who said what.
    pub shows_names: bool,
    /// So much of all weight has to take part, in percent; `None`: however little does.
    pub quorum: Option<i16>,
    /// The first day, of which the weights are, and the last.
    pub days: (NaiveDate, NaiveDate),
}

/// Makes a poll; one that starts on this day is open at once. The same again changes nothing.
pub async fn make_poll(
    app: &App,
    (building, member): (BuildingId, MemberId),
    new: &NewPoll,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    if store::insert(&mut tx, (building, member), new, now).await? {
        acts::note(&mut tx, Act::PollMade, (new.id.as_uuid(), &new.question), now).await?;
    }
    tx.commit().await?;
    turn::open(app, new.id).await?;
    Ok(())
}

/// Calls a poll off for a reason, as long as it has not ended. Done twice is done once.
/// [`BuildingError::NotFound`]: there is no such poll; [`BuildingError::NotAsShown`]: it has ended.
pub async fn call_off_poll(
    app: &App,
    (building, member): (BuildingId, MemberId),
    id: PollId,
    reason: &str,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let poll = store::lock(&mut tx, id).await?.filter(|poll| poll.building == building);
    let poll = poll.ok_or(BuildingError::NotFound)?;
    if poll.called_off_at.is_some() {
        return Ok(());
    }
    if poll.has_ended(today(now)) {
        return Err(BuildingError::NotAsShown);
    }
    store::call_off(&mut tx, (id, member), reason, now).await?;
    acts::note(&mut tx, Act::PollCalledOff, (id.as_uuid(), reason), now).await?;
    tx.commit().await?;
    Ok(())
}

/// Votes, or changes a vote. [`BuildingError::NotFound`]: they may not vote in it, or there is no such answer;
/// [`BuildingError::NotAsShown`]: it has ended, or was called off.
pub async fn vote(
    app: &App,
    (resident, id): (ResidentId, PollId),
    answer: i16,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let poll = store::lock(&mut tx, id).await?.ok_or(BuildingError::NotFound)?;
    let may = votes::may_vote(&mut tx, (resident, id), answer).await?;
    if !may {
        return Err(BuildingError::NotFound);
    }
    if !poll.is_open(today(now)) {
        return Err(BuildingError::NotAsShown);
    }
    votes::cast(&mut tx, (resident, id), answer, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether a poll is open, so that a message about it makes sense.
pub async fn is_polled(app: &App, id: PollId) -> sqlx::Result<bool> {
    let poll = store::by_id(&app.back_db, id).await?;
    Ok(poll.is_some_and(|poll| poll.is_open(today(app.clock.now()))))
}
