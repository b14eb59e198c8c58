//! A building changes hands. Everything of it goes into one file for whoever manages it next; and by such a file
//! it begins elsewhere, with its units, people, meters, rules and what everybody owes on that day. What was
//! before stays in the file and is posted nowhere.

mod arrive;
mod bundle;
mod cells;
mod checks;
mod format;
mod past;
mod present;
mod sending;
mod store;
mod tables;

use std::fs::File;

use chrono::DateTime;
use chrono::Utc;
use tokio::sync::mpsc;

use self::bundle::Head;
use self::sending::Sending;
use super::Building;
use super::BuildingError;
use super::building::today;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::TakeoverId;
use crate::ids::WorkspaceId;
use crate::locale::Voice;

pub(super) use format::Handed;
pub(super) use format::Unfit;
pub(super) use store::file_of;
pub(super) use store::keep;

/// What the format of `building.json` is called, and which version of it we write. A reader of one version reads
/// all before it; what is added to a version is passed over by whoever does not know it.
const FORMAT: &str = "peyvand.building";
const VERSION: u32 = 1;

/// Pieces on their way to the writer.
const PIECES_AHEAD: usize = 4;

/// Writes the bundle of a building, as it stands at this moment.
pub(super) async fn bundle(app: &App, v: &Voice, building: &Building) -> anyhow::Result<File> {
    let head = Head {
        id: building.id,
        name: building.name.clone(),
        address: building.address.clone(),
        on: today(app.clock.now()),
    };
    let (pieces, taken) = mpsc::channel(PIECES_AHEAD);
    let voice = *v;
    let writer = tokio::task::spawn_blocking(move || bundle::write(&voice, &head, taken));
    let mut to = Sending::to(pieces);
    // One moment of the database, however long it takes to write it down.
    let mut tx = db::snapshot(&app.db).await?;
    let sent = async {
        present::send(&mut tx, (app, v), &mut to, building.id).await?;
        past::send(&mut tx, &mut to, building.id).await?;
        to.flush().await
    };
    let sent = sent.await;
    tx.rollback().await?;
    // Whoever writes ends when nothing more can come.
    drop(to);
    let file = writer.await??;
    sent.map(|()| file)
}

/// Writes down that somebody takes everything of a building along.
pub(super) async fn note(app: &App, building: &Building) -> sqlx::Result<()> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let about = (building.id.as_uuid(), building.name.as_str());
    acts::note(&mut tx, Act::BuildingHandedOver, about, now).await?;
    tx.commit().await
}

/// A hand-over that was brought.
pub(super) struct Brought {
    pub(super) handed: Handed,
    /// The building that came of it before.
    pub(super) building: Option<BuildingId>,
}

/// Reads a hand-over that was brought. [`BuildingError::NotFound`]: there is none.
pub(super) async fn read(
    app: &App,
    (workspace, id): (WorkspaceId, TakeoverId),
) -> Result<Result<Brought, Unfit>, BuildingError> {
    let kept = store::one(&app.db, (workspace, id)).await?.ok_or(BuildingError::NotFound)?;
    let handed = Handed::read(kept.bytes.into()).await;
    Ok(handed.map(|handed| Brought { handed, building: kept.building }))
}

/// Does everything that taking over would do, and takes it back. Nothing is written.
pub(super) async fn rehearse(
    app: &App,
    v: &Voice,
    maker: (WorkspaceId, MemberId),
    handed: Handed,
) -> Result<Result<(), Unfit>, BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let made = begin(&mut tx, (app, v), maker, (BuildingId::new(now), handed), now).await;
    tx.rollback().await?;
    made
}

/// Makes the building of a hand-over, all of it or nothing. Done twice is done once: it is the same building.
pub(super) async fn take_over(
    app: &App,
    v: &Voice,
    (workspace, member): (WorkspaceId, MemberId),
    id: TakeoverId,
) -> Result<Result<BuildingId, Unfit>, BuildingError> {
    let now = app.clock.now();
    let handed = match read(app, (workspace, id)).await? {
        Ok(brought) => brought.handed,
        Err(unfit) => return Ok(Err(unfit)),
    };
    let (building, name) = (BuildingId::new(now), handed.building.name.clone());
    let mut tx = db::begin(&app.db).await?;
    if let Some(there) = store::lock(&mut tx, id).await? {
        return Ok(Ok(there));
    }
    let made = begin(&mut tx, (app, v), (workspace, member), (building, handed), now).await?;
    if let Err(unfit) = made {
        return Ok(Err(unfit));
    }
    if !store::mark(&mut tx, (id, member), building, now).await? {
        return Ok(Err(Unfit::Here));
    }
    acts::note(&mut tx, Act::BuildingTakenOver, (building.as_uuid(), &name), now).await?;
    tx.commit().await?;
    Ok(Ok(building))
}

/// Writes the building of a hand-over. What breaks a rule of the database does not hold together.
async fn begin(
    tx: &mut Tx,
    (app, v): (&App, &Voice),
    (workspace, member): (WorkspaceId, MemberId),
    (building, handed): (BuildingId, Handed),
    now: DateTime<Utc>,
) -> Result<Result<(), Unfit>, BuildingError> {
    if store::is_here(tx, workspace, handed.building.id).await? {
        return Ok(Err(Unfit::Here));
    }
    if let Err(unfit) = checks::check(&handed) {
        return Ok(Err(unfit));
    }
    match arrive::arrive(tx, (app, v), (workspace, member), (building, handed), now).await {
        Err(BuildingError::Database(sqlx::Error::Database(wrong))) if is_of_data(&*wrong) => {
            let rule = wrong.constraint().unwrap_or(wrong.message()).to_owned();
            Ok(Err(Unfit::Broken(rule)))
        }
        Err(BuildingError::NotAsShown) => Ok(Err(Unfit::Sums)),
        done => Ok(Ok(done?)),
    }
}

/// Whether the database refuses what it is given, and does not fail itself.
fn is_of_data(wrong: &dyn sqlx::error::DatabaseError) -> bool {
    wrong.code().is_some_and(|code| code.starts_with("22") || code.starts_with("23"))
}
