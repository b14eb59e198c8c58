//! The word of another member, a building's board, about a month before it is issued. Any month may be
//! asked about; where the building's rule says so, none is issued without a yes. A yes is about the digest
//! of all that the month is computed from: whatever changes, changes that, and is asked about anew.
//!
//! The rule is made at once. Doing away with it takes a day, and everybody who runs the building or
//! approves hears of it: otherwise one member alone could take the board's word away.

mod store;
mod tell;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::PgExecutor;
use uuid::Uuid;

use super::Building;
use super::BuildingError;
use super::aside::aside;
use super::draft::Shown;
use super::inputs;
use super::runs;
use super::store::lock;
use crate::access::Right;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::members;
use crate::notices::MonthEvent;

use store::NewQuestion;

/// The rule is done away with after this time.
const ENDED_AFTER: TimeDelta = TimeDelta::hours(24);

/// Whether a month has to be approved before it is issued.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Rule {
    /// Whether it has to now.
    pub(super) is_needed: bool,
    /// When that ends, where somebody has said that it shall.
    pub(super) ends_at: Option<DateTime<Utc>>,
}

/// What was asked about a month, and what another member answered.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) id: Uuid,
    /// Of all that the month is computed from.
    pub(super) digest: Vec<u8>,
    /// The last day of payment.
    pub(super) due_on: NaiveDate,
    pub(super) asked_by: MemberId,
    pub(super) asker: String,
    pub(super) asked_at: DateTime<Utc>,
    /// None: nobody has answered.
    pub(super) approved: Option<bool>,
    /// Why not.
    pub(super) reason: Option<String>,
    pub(super) answerer: Option<String>,
    pub(super) answered_at: Option<DateTime<Utc>>,
}

/// What a message is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject {
    pub(super) workspace: WorkspaceId,
    pub(super) building: BuildingId,
    /// The month that was asked about; none: it is the building's rule.
    pub(super) period: Option<i32>,
}

/// What another member says.
#[derive(Clone, Debug)]
pub enum Word {
    /// It may be issued.
    Yes,
    /// It may not, and why; 1 to 300 characters.
    No(String),
}

/// Whether months of a building have to be approved at a moment.
pub(super) async fn rule(
    db: impl PgExecutor<'_>,
    building: BuildingId,
    now: DateTime<Utc>,
) -> sqlx::Result<Rule> {
    store::rule(db, building, now).await
}

/// The newest question about a month.
pub(super) async fn about(db: &Pool, month: (BuildingId, i32)) -> sqlx::Result<Option<Question>> {
    store::newest(db, month).await
}

/// What the question or the rule of that id is about.
pub(super) async fn subject(db: &Pool, id: Uuid) -> sqlx::Result<Option<Subject>> {
    store::subject(db, id).await
}

/// The months about which somebody asks and nobody has answered.
pub(super) async fn waiting(db: &Pool, building: BuildingId) -> sqlx::Result<Vec<i32>> {
    store::waiting(db, building).await
}

/// Says whether months have to be approved; returns from when on it counts. Where nobody else could
/// approve it is [`BuildingError::NotApproved`], and nothing is set.
pub async fn need_approval(
    app: &App,
    (building, member): (&Building, MemberId),
    is_needed: bool,
) -> Result<DateTime<Utc>, BuildingError> {
    let now = app.clock.now();
    let workspace = building.workspace;
    if is_needed
        && !members::is_another_who_may(&app.db, (workspace, member), Right::Approve).await?
    {
        return Err(BuildingError::NotApproved);
    }
    let contacts = members::contacts_who_may(&app.db, workspace, Right::Approve).await?;
    let mut tx = db::begin(&app.db).await?;
    lock(&mut tx, building.id).await?;
    let rule = store::rule(&mut *tx, building.id, now).await?;
    // Said again it is no other rule, and no longer wait.
    match (rule.is_needed, is_needed, rule.ends_at) {
        (false, false, _) | (true, true, None) => return Ok(now),
        (true, false, Some(ends_at)) => return Ok(ends_at),
        (false, true, _) | (true, true, Some(_)) | (true, false, None) => (),
    }
    let effective_at = if is_needed { now } else { now + ENDED_AFTER };
    let id = ids::at(now);
    store::insert_rule(&mut tx, (id, building.id, member), is_needed, (now, effective_at)).await?;
    let event = MonthEvent::Rule { is_needed, from: effective_at };
    tell::write(&mut tx, (building, None), &event, (&contacts, id), now).await?;
    acts::note(&mut tx, Act::MonthApprovalChanged, (building.id.as_uuid(), ""), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(effective_at)
}

/// Asks whoever may approve about a month as it was shown. The same again asks nobody twice.
/// [`BuildingError::NotAsShown`]: it is issued, or not any more what was shown;
/// [`BuildingError::NotApproved`]: nobody else could approve it.
pub async fn ask_for_approval(
    app: &App,
    (building, member): (&Building, MemberId),
    shown: &Shown,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let contacts = members::contacts_who_may(&app.db, building.workspace, Right::Approve).await?;
    let others: Vec<_> = contacts.into_iter().filter(|other| other.member != member).collect();
    if others.is_empty() {
        return Err(BuildingError::NotApproved);
    }
    let mut tx = db::begin(&app.db).await?;
    lock(&mut tx, building.id).await?;
    if runs::living_digest(&mut tx, (building.id, shown.period)).await?.is_some() {
        return Err(BuildingError::NotAsShown);
    }
    let month = inputs::as_shown(&mut tx, building.id, shown).await?;
    let total = aside(move || month.1.total()).await?;
    let before = store::newest(&mut *tx, (building.id, shown.period)).await?;
    let says_no = before.as_ref().is_some_and(|before| before.approved == Some(false));
    if before.as_ref().is_some_and(|before| before.digest == shown.digest) && !says_no {
        return Ok(());
    }
    let new = NewQuestion {
        id: ids::at(now),
        building: building.id,
        period: shown.period,
        digest: &shown.digest,
        due_on: shown.due_on,
        asked_by: member,
    };
    store::insert(&mut tx, &new, now).await?;
    let event = MonthEvent::Asked { total };
    let what = (building, Some(shown.period));
    tell::write(&mut tx, what, &event, (&others, new.id), now).await?;
    acts::note(&mut tx, Act::MonthApprovalAsked, (building.id.as_uuid(), ""), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// Takes another member's word about what they saw. [`BuildingError::NotAsShown`]: something else is asked
/// by now, or it was answered; [`BuildingError::NotApproved`]: it is their own question.
pub async fn answer(
    app: &App,
    (building, period): (&Building, i32),
    (member, seen): (MemberId, &[u8]),
    word: &Word,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let contacts = members::contacts_who_may(&app.db, building.workspace, Right::Charge).await?;
    let mut tx = db::begin(&app.db).await?;
    lock(&mut tx, building.id).await?;
    let question = store::newest(&mut *tx, (building.id, period)).await?;
    let question = question.ok_or(BuildingError::NotAsShown)?;
    if runs::living_digest(&mut tx, (building.id, period)).await?.is_some()
        || question.digest != seen
        || question.approved.is_some()
    {
        return Err(BuildingError::NotAsShown);
    }
    if question.asked_by == member {
        return Err(BuildingError::NotApproved);
    }
    store::answer(&mut tx, (question.id, member), word, now).await?;
    let (act, event) = match word {
        Word::Yes => (Act::MonthApproved, MonthEvent::Approved),
        Word::No(reason) => (Act::MonthDeclined, MonthEvent::Declined { reason: reason.clone() }),
    };
    let others: Vec<_> = contacts.into_iter().filter(|other| other.member != member).collect();
    let what = (building, Some(period));
    tell::write(&mut tx, what, &event, (&others, question.id), now).await?;
    acts::note(&mut tx, act, (building.id.as_uuid(), ""), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// Refuses a month that has to be approved and is not, as it is: [`BuildingError::NotApproved`].
pub(super) async fn check(
    tx: &mut Tx,
    (building, period): (BuildingId, i32),
    digest: &[u8],
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    if !store::rule(&mut **tx, building, now).await?.is_needed {
        return Ok(());
    }
    let question = store::newest(&mut **tx, (building, period)).await?;
    let is_approved = question
        .is_some_and(|question| question.digest == digest && question.approved == Some(true));
    if is_approved { Ok(()) } else { Err(BuildingError::NotApproved) }
}
