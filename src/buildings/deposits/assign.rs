//! What becomes of a deposit that was kept and not booked: once the manager knows whose it is, it is booked as
//! one that was certain; or it is not the residents' money, for a reason that can be taken back.

use super::Target;
use super::book_one;
use super::store;
use super::store::Kept;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::debts;
use crate::buildings::reported;
use crate::buildings::store as buildings;
use crate::db;
use crate::ids::BuildingId;
use crate::ids::DepositId;
use crate::ids::MemberId;

/// Books a deposit as somebody's. [`BuildingError::NotAsShown`]: it is on the books, was set aside, or what it
/// was to be is not so any more; [`BuildingError::NotFound`]: there is no such deposit, or nobody who could
/// have paid it.
pub(in crate::buildings) async fn assign(
    app: &App,
    (building, member): (BuildingId, MemberId),
    (id, target): (DepositId, Target),
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    // Read before the transaction begins: one act never waits for a second connection.
    let kept = store::one(&app.db, (building, id)).await?.ok_or(BuildingError::NotFound)?;
    let resident = match target {
        Target::Debt(resident) => resident,
        Target::Report(report) => {
            let waiting = reported::waiting(&app.db, building).await?;
            let report = waiting.into_iter().find(|waiting| waiting.id == report);
            report.ok_or(BuildingError::NotAsShown)?.resident
        }
    };
    let resident = debts::by_id(&app.db, resident).await?.ok_or(BuildingError::NotFound)?;
    if resident.building != building {
        return Err(BuildingError::NotFound);
    }
    let mut tx = db::begin(&app.db).await?;
    buildings::lock(&mut tx, building).await?;
    if store::is_received(&mut tx, building, &kept.deposit).await? {
        return Err(BuildingError::NotAsShown);
    }
    let one = (&kept.deposit, target, &resident);
    book_one(&mut tx, (building, member), one, now).await?;
    acts::note(&mut tx, Act::DepositAssigned, (resident.id.as_uuid(), ""), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// Says that a deposit is not the residents' money. Done twice is done once.
/// [`BuildingError::NotAsShown`]: it is on the books.
pub(in crate::buildings) async fn set_aside(
    app: &App,
    (building, member): (BuildingId, MemberId),
    (id, reason): (DepositId, &str),
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let kept = store::one(&app.db, (building, id)).await?.ok_or(BuildingError::NotFound)?;
    let mut tx = db::begin(&app.db).await?;
    buildings::lock(&mut tx, building).await?;
    if store::is_booked(&mut tx, building, &kept.deposit).await? {
        return Err(BuildingError::NotAsShown);
    }
    if store::exclude(&mut tx, (id, member), reason, now).await? {
        acts::note(&mut tx, Act::DepositSetAside, (id.as_uuid(), reason), now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// A deposit that was set aside waits again. Done twice is done once.
pub(in crate::buildings) async fn take_up(
    app: &App,
    (building, member): (BuildingId, MemberId),
    id: DepositId,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let kept: Kept = store::one(&app.db, (building, id)).await?.ok_or(BuildingError::NotFound)?;
    let mut tx = db::begin(&app.db).await?;
    if store::include(&mut tx, (kept.id, member), now).await? {
        acts::note(&mut tx, Act::DepositTakenUp, (id.as_uuid(), ""), now).await?;
    }
    tx.commit().await?;
    Ok(())
}
