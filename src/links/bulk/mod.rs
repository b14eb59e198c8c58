//! Links by the thousand: a merchant's table becomes links, after a rehearsal that makes nothing, and
//! can be taken back until the first message goes out.

mod rehearsal;
pub(super) mod sheet;
pub(super) mod store;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::Channel;
use super::LinkError;
use super::invitations;
use super::store as links;
use super::web::gateway_limits;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::ids::BatchId;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::locale::Voice;
use crate::locale::words;
use crate::notices;
use crate::notices::Manner;
use crate::queue;
use crate::queue::Job;

use sheet::Asking;
use sheet::Reading;

pub(super) use rehearsal::Rehearsal;
pub(super) use store::Batch;
pub use store::Upload;

/// Nothing is sent before this time has passed, so that a mistake can be taken back, whatever its
/// merchant chose.
pub(super) const UNDO_TIME: TimeDelta = TimeDelta::minutes(10);

/// Links that one turn of the job makes; it must be done within its lease.
const MADE_AT_ONCE: usize = 500;

/// What came up when the file was confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Confirmed {
    /// The links are being made.
    Yes,
    /// The same file made its links before.
    Before,
}

/// Keeps a table for its rehearsal.
pub async fn upload(
    app: &App,
    who: (WorkspaceId, MemberId),
    upload: &Upload,
) -> sqlx::Result<BatchId> {
    let now = app.clock.now();
    let id = BatchId::new(now);
    store::insert_batch(&app.db, id, who, upload, now).await?;
    Ok(id)
}

/// Reads a batch as its links would be made, and makes nothing.
pub(super) async fn rehearse(app: &App, v: &Voice, batch: &Batch) -> Result<Rehearsal, LinkError> {
    let asking = Asking {
        merchant: batch.merchant.clone(),
        manner: Manner { language: batch.language, unit: batch.workspace_unit },
        texts: notices::settings(&app.db, batch.workspace).await?.texts,
        price: app.config.messages.sms_price(1),
    };
    let reading = Reading {
        limits: gateway_limits(app),
        send_at: batch.send_after.max(Some(v.now + UNDO_TIME)),
        asking: Some(asking),
        ..batch.reading()
    };
    let mut rehearsal = read(app, v, batch, reading).await?;
    let references: Vec<String> = rehearsal
        .links
        .iter()
        .filter_map(|(_, link)| link.reference.as_ref().map(|it| it.to_lowercase()))
        .collect();
    let taken = store::taken(&app.db, batch.workspace, &references).await?;
    rehearsal.refuse_references(&taken);
    Ok(rehearsal)
}

async fn read(
    app: &App,
    v: &Voice,
    batch: &Batch,
    reading: Reading,
) -> Result<Rehearsal, LinkError> {
    let (v, app) = (*v, app.clone());
    let file = batch.file.clone().ok_or(LinkError::NotFound)?;
    let work = move || sheet::read(&app, &v, &file, &reading);
    tokio::task::spawn_blocking(work).await.map_err(|_| LinkError::NotOpen)
}

/// Begins to make the links of a batch that was rehearsed at `now` without a mistake.
pub(super) async fn confirm(
    app: &App,
    (batch, workspace): (BatchId, WorkspaceId),
    (rows, send_at): (usize, Option<DateTime<Utc>>),
    now: DateTime<Utc>,
) -> Result<Confirmed, LinkError> {
    let mut tx = db::begin(&app.db).await?;
    let send_at = send_at.unwrap_or(now + UNDO_TIME);
    match store::confirm(&mut tx, (batch, workspace), rows, (now, send_at)).await {
        Ok(true) => queue::add(&mut tx, &Job::MakeLinks { batch }, now).await?,
        Ok(false) => return Ok(Confirmed::Yes),
        Err(error) if crate::db::violates(&error, "link_batches_one_for_each_file") => {
            return Ok(Confirmed::Before);
        }
        Err(error) => return Err(error.into()),
    }
    acts::note(&mut tx, Act::TableMade, (batch.as_uuid(), ""), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(Confirmed::Yes)
}

/// Makes the next links of a batch. `true`: there are more.
///
/// A link's name comes from its row, so that what a worker has begun another one goes on with, and no
/// row becomes two links.
pub async fn make_links(app: &App, id: BatchId) -> Result<bool, LinkError> {
    let now = app.clock.now();
    let batch = store::by_id(&app.back_db, id).await?.ok_or(LinkError::NotFound)?;
    let Some(confirmed_at) = batch.confirmed_at.filter(|_| batch.is_wanted()) else {
        return Ok(false);
    };
    let (language, unit) = (batch.language, batch.unit);
    let v = Voice { w: words(language), language, unit, now: confirmed_at };
    let mut next = read(app, &v, &batch, batch.reading()).await?.links;
    let more = MADE_AT_ONCE < next.len();
    next.truncate(MADE_AT_ONCE);

    let mut tx = db::begin(&app.back_db).await?;
    // Whoever takes the batch back waits for us, or we see that it was taken back.
    let Some(done_row) = store::lock(&mut tx, id).await? else { return Ok(false) };
    if done_row != batch.done_row {
        // Somebody else has made these meanwhile.
        return Ok(true);
    }
    store::insert(&mut tx, app, &batch, &next, now).await?;
    let names: Vec<_> = next.iter().map(|(_, new)| new.id.as_uuid()).collect();
    let made = links::some(&mut *tx, (&names, batch.workspace), None).await?;
    for link in &made {
        if let Some(until) = link.open_until() {
            queue::add_at(&mut tx, &Job::LinkExpired { link: link.id }, until, now).await?;
        }
        for channel in batch.channels() {
            let when = (channel, batch.send_at);
            invitations::write(&mut tx, link, &link.payer, when, now).await?;
        }
    }
    let done = next.last().map_or(batch.done_row, |(row, _)| count(*row));
    store::advance(&mut tx, id, done).await?;
    if !more {
        store::finish(&mut tx, id, now).await?;
    }
    tx.commit().await?;
    Ok(more)
}

fn count(row: usize) -> i32 {
    i32::try_from(row).unwrap_or(i32::MAX)
}

/// Takes a batch back before anything was sent: its links are cancelled, their messages find them
/// cancelled and do not go out, and their numbers are free for the same table once more. `false`: it is
/// too late.
pub(super) async fn undo(
    app: &App,
    (batch, workspace): (BatchId, WorkspaceId),
    member: MemberId,
) -> Result<bool, LinkError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    if !store::undo(&mut tx, (batch, workspace), now).await? {
        return Ok(false);
    }
    let begun = super::writes::close_batch(&mut tx, batch, member, now).await?;
    super::edits::free_references(&mut tx, batch, member, now).await?;
    for link in begun {
        crate::payments::withdraw(&mut tx, link, now).await?;
    }
    acts::note(&mut tx, Act::TableUndone, (batch.as_uuid(), ""), now).await?;
    tx.commit().await?;
    Ok(true)
}

/// By which ways a batch is sent, as its row writes them.
pub(super) fn channel(name: &str) -> Option<Channel> {
    match name {
        "sms" => Some(Channel::Sms),
        "email" => Some(Channel::Email),
        _ => None,
    }
}
