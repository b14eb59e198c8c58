//! What becomes of polls as days pass: each is opened on its first day, those who are silent are reminded the
//! evening before its last day, and it is counted when that is over. A worker that was down catches up.

use chrono::TimeDelta;

use super::store;
use super::store::Poll;
use super::tell;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::db;
use crate::ids::PollId;
use crate::locale::Jalali;

/// Those who have not voted are reminded from this hour on, of the day before the last.
const EVENING: TimeDelta = TimeDelta::hours(18);

/// Takes every poll as far as this moment has it. Safe to repeat.
pub async fn turn_polls(app: &App) -> Result<(), BuildingError> {
    let now = app.clock.now();
    for poll in store::going_on(&app.back_db, today(now)).await? {
        if poll.opened_at.is_none() {
            open(app, poll.id).await?;
        }
        if poll.has_ended(today(now)) {
            close(app, poll.id).await?;
        } else if Jalali::of(noon(poll.ends_on) - TimeDelta::days(1)).start() + EVENING <= now {
            remind(app, &poll).await?;
        }
    }
    Ok(())
}

/// Opens a poll whose first day has come, and tells those who may vote. Opened twice is opened once.
pub(super) async fn open(app: &App, id: PollId) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let Some(poll) = store::lock(&mut tx, id).await? else { return Ok(()) };
    let is_over = poll.called_off_at.is_some() || poll.opened_at.is_some();
    if is_over || today(now) < poll.starts_on {
        return Ok(());
    }
    store::open(&mut tx, &poll, now).await?;
    if !poll.has_ended(today(now)) {
        tell::all(&mut tx, &poll, false, now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

async fn remind(app: &App, poll: &Poll) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let Some(poll) = store::lock(&mut tx, poll.id).await? else { return Ok(()) };
    if poll.is_open(today(now)) && store::mark_reminded(&mut tx, poll.id, now).await? {
        tell::all(&mut tx, &poll, true, now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

async fn close(app: &App, id: PollId) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let Some(poll) = store::lock(&mut tx, id).await? else { return Ok(()) };
    if poll.closed_at.is_none() && poll.called_off_at.is_none() {
        store::close(&mut tx, id, now).await?;
    }
    tx.commit().await?;
    Ok(())
}
