//! Payouts by the hundred: a table becomes payouts, after a rehearsal that makes nothing, and can be
//! taken back until the first recipient is asked.

pub(super) mod sheet;
pub(super) mod store;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::PayoutError;
use super::fields;
use super::store as payouts;
use crate::app::App;
use crate::db;
use crate::ids::BatchId;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::locale::Voice;
use crate::payments;
use crate::queue;
use crate::queue::Job;
use crate::web::tables;

use sheet::Reading;

pub(super) use sheet::Rehearsal;
pub(super) use store::Batch;
pub use store::NewBatch;

/// Nobody is asked before this time has passed, so that a mistake can be taken back.
pub(super) const UNDO_TIME: TimeDelta = TimeDelta::minutes(10);

/// Payouts that one turn of the job makes; it must be done within its lease.
const MADE_AT_ONCE: usize = 100;

/// Tables are kept this long for their rehearsal.
pub(super) const FILES_KEPT: TimeDelta = TimeDelta::days(1);

/// What came up when the file was confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Confirmed {
    /// The payouts are being made, or were.
    Yes,
    /// The same file made its payouts before.
    Before,
}

/// Keeps a table for its rehearsal.
pub async fn upload(
    app: &App,
    who: (WorkspaceId, MemberId),
    new: &NewBatch,
) -> sqlx::Result<BatchId> {
    let now = app.clock.now();
    let id = BatchId::new(now);
    store::insert(&app.db, id, who, new, now).await?;
    Ok(id)
}

/// Reads a table as its payouts would be made, and makes nothing.
pub(super) async fn rehearse(
    app: &App,
    v: &Voice,
    batch: &Batch,
) -> Result<Rehearsal, PayoutError> {
    let limits = fields::between(app).ok_or(PayoutError::NotNow)?;
    read(app, v, batch, batch.reading(limits, 0)).await
}

async fn read(
    app: &App,
    v: &Voice,
    batch: &Batch,
    reading: Reading,
) -> Result<Rehearsal, PayoutError> {
    let (v, app) = (*v, app.clone());
    let file = batch.file.clone().ok_or(PayoutError::NotFound)?;
    let work = move || sheet::read(&app, &v, &file, &reading);
    tokio::task::spawn_blocking(work).await.map_err(|_| PayoutError::NotNow)
}

/// Begins to make the payouts of a table that was rehearsed without a mistake.
pub(super) async fn confirm(
    app: &App,
    (batch, workspace): (BatchId, WorkspaceId),
    rows: usize,
) -> Result<Confirmed, PayoutError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    match store::confirm(&mut tx, (batch, workspace), rows, (now, now + UNDO_TIME)).await {
        Ok(true) => queue::add(&mut tx, &Job::MakePayouts { batch }, now).await?,
        Ok(false) => return Ok(Confirmed::Yes),
        Err(error) if crate::db::violates(&error, "payout_batches_one_for_each_file") => {
            return Ok(Confirmed::Before);
        }
        Err(error) => return Err(error.into()),
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(Confirmed::Yes)
}

/// Makes the next payouts of a table. `true`: there are more.
///
/// A payout's name comes from its row, so that what a worker has begun another one goes on with, and no
/// row becomes two payouts.
pub async fn make_payouts(app: &App, id: BatchId) -> Result<bool, PayoutError> {
    let now = app.clock.now();
    let batch = store::by_id(&app.back_db, id).await?.ok_or(PayoutError::NotFound)?;
    let Some((confirmed_at, send_at)) = batch.wanted() else { return Ok(false) };
    let v = Voice::new(batch.language, batch.unit, confirmed_at);
    // Whatever passed the rehearsal is not judged again.
    let all = (crate::money::Money::rials(1), crate::money::MAX_AMOUNT);
    let reading = batch.reading(all, usize::try_from(batch.done_row).unwrap_or_default());
    let mut next = read(app, &v, &batch, reading).await?.payouts;
    let more = MADE_AT_ONCE < next.len();
    next.truncate(MADE_AT_ONCE);

    let mut tx = db::begin(&app.back_db).await?;
    // Whoever takes the table back waits for us, or we see that it was taken back.
    let Some(done_row) = store::lock(&mut tx, id).await? else { return Ok(false) };
    if done_row != batch.done_row {
        // Somebody else has made these meanwhile.
        return Ok(true);
    }
    for (row, new) in &next {
        let owner = (batch.workspace, batch.made_by);
        super::make(&mut tx, app, owner, (new, Some(send_at)), now).await?;
        store::remember(&mut tx, (id, *row), new.id).await?;
    }
    let done =
        next.last().map_or(batch.done_row, |(row, _)| i32::try_from(*row).unwrap_or(i32::MAX));
    store::advance(&mut tx, id, done).await?;
    if !more {
        store::finish(&mut tx, id, now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(more)
}

/// Takes a table back before anybody was asked: its payouts are cancelled, and their messages find them
/// cancelled and do not go out. What somebody was handed by other ways and is paid for stays. `false`: it
/// is too late.
pub(super) async fn undo(
    app: &App,
    (batch, workspace): (BatchId, WorkspaceId),
    member: MemberId,
) -> Result<bool, PayoutError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    if !store::undo(&mut tx, (batch, workspace), now).await? {
        return Ok(false);
    }
    for begun in store::cancel_all(&mut tx, batch, member, now).await? {
        if let Some(payout) = payouts::lock(&mut tx, begun).await? {
            payments::withdraw(&mut tx, super::purpose(&payout), now).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// Forgets the tables that have been kept long enough.
pub(super) async fn forget(app: &App, now: DateTime<Utc>) -> sqlx::Result<()> {
    store::forget_files(&app.back_db, now - FILES_KEPT).await
}

/// The name of the payout of a row.
pub(super) fn name_of(batch: BatchId, row: usize) -> crate::ids::PayoutId {
    tables::name_of(batch.as_uuid(), row).into()
}
