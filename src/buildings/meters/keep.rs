//! Meters are added, and read.

use std::collections::HashMap;

use sqlx::query_scalar;
use uuid::Uuid;

use super::Meter;
use super::MeterRefusal;
use super::NewMeter;
use super::NewReading;
use super::Place;
use super::Reading;
use super::ReadingMistake;
use super::follows;
use super::store;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::building::noon;
use crate::buildings::period_of;
use crate::buildings::runs;
use crate::buildings::store as buildings;
use crate::db::Tx;
use crate::ids;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::MeterId;

/// Adds a meter, or one for each unit that has none of the kind, and gives how many came. The same again adds none.
pub async fn add_meter(
    app: &App,
    maker: (BuildingId, MemberId),
    new: &NewMeter,
) -> Result<Result<u64, MeterRefusal>, BuildingError> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    buildings::lock(&mut tx, maker.0).await?;
    if let Err(refusal) = fits(&mut tx, maker.0, new).await? {
        return Ok(Err(refusal));
    }
    let (ids, units): (Vec<Uuid>, Vec<Option<Uuid>>) = match new.place {
        Place::Each => {
            let units = store::units_without(&mut tx, (maker.0, new.kind)).await?;
            units.into_iter().map(|unit| (ids::at(now), Some(unit))).unzip()
        }
        Place::Unit(unit) => (vec![new.id.as_uuid()], vec![Some(unit.as_uuid())]),
        Place::Main | Place::Common => (vec![new.id.as_uuid()], vec![None]),
    };
    let is_main = new.place == Place::Main;
    let came = store::insert(&mut tx, maker, new, (&ids, &units), (is_main, now)).await?;
    if came != 0 {
        acts::note(&mut tx, Act::MeterChanged, (maker.0.as_uuid(), &new.measure), now).await?;
        tx.commit().await?;
    }
    Ok(Ok(came))
}

async fn fits(
    tx: &mut Tx,
    building: BuildingId,
    new: &NewMeter,
) -> sqlx::Result<Result<(), MeterRefusal>> {
    if let Some(measure) = store::measure(tx, (building, new.kind), None).await?
        && measure != new.measure
    {
        return Ok(Err(MeterRefusal::CountsIn(measure)));
    }
    let main = query_scalar!(
        "select id from meters
        where building_id = $1 and kind = $2 and is_main and removed_at is null and id <> $3",
        building.as_uuid(),
        new.kind.code(),
        new.id.as_uuid(),
    );
    let stands = new.place == Place::Main && main.fetch_optional(&mut **tx).await?.is_some();
    Ok(if stands { Err(MeterRefusal::MainStands) } else { Ok(()) })
}

/// Changes the number on a meter, what it counts in and how many figures it shows.
/// [`MeterRefusal::CountsIn`]: the others of its kind count in something else.
pub(in crate::buildings) async fn change_meter(
    app: &App,
    building: BuildingId,
    changed: &Meter,
) -> Result<Result<(), MeterRefusal>, BuildingError> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    buildings::lock(&mut tx, building).await?;
    let others = store::measure(&mut tx, (building, changed.kind), Some(changed.id)).await?;
    if let Some(measure) = others.filter(|measure| *measure != changed.measure) {
        return Ok(Err(MeterRefusal::CountsIn(measure)));
    }
    store::update(&mut tx, changed, changed.removed_at).await?;
    note(&mut tx, changed, now).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Takes a meter out of use: it is read no more, and its readings stay.
pub(in crate::buildings) async fn remove_meter(
    app: &App,
    building: BuildingId,
    meter: &Meter,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    buildings::lock(&mut tx, building).await?;
    store::update(&mut tx, meter, meter.removed_at.or(Some(now))).await?;
    note(&mut tx, meter, now).await?;
    tx.commit().await?;
    Ok(())
}

async fn note(tx: &mut Tx, meter: &Meter, now: chrono::DateTime<chrono::Utc>) -> sqlx::Result<()> {
    let said = meter.serial.as_deref().unwrap_or_default();
    acts::note(tx, Act::MeterChanged, (meter.id.as_uuid(), said), now).await
}

/// Writes readings down, all or none, and gives how many came. The same reading of the same day again
/// changes nothing. [`BuildingError::NotRead`] says which of them cannot be, and why.
pub async fn read_meters(
    app: &App,
    maker: (BuildingId, MemberId),
    new: &[NewReading],
) -> Result<usize, BuildingError> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    buildings::lock(&mut tx, maker.0).await?;
    let ids: Vec<MeterId> = new.iter().map(|reading| reading.meter).collect();
    let meters = store::meters(&mut *tx, maker.0).await?;
    let meters: HashMap<MeterId, Meter> =
        meters.into_iter().map(|meter| (meter.id, meter)).collect();
    let mut newest: HashMap<MeterId, Reading> = HashMap::new();
    // They come by day, so the last one stays.
    for reading in store::readings(&mut *tx, &ids).await? {
        newest.insert(reading.meter, reading);
    }
    let (mut wrong, mut came) = (vec![], vec![]);
    for reading in new {
        let meter = meters.get(&reading.meter).ok_or(BuildingError::NotFound)?;
        match comes(newest.get(&reading.meter), reading, meter.digits) {
            Ok(true) => came.push(reading),
            Ok(false) => (),
            Err(mistake) => wrong.push((reading.meter, mistake)),
        }
    }
    if !wrong.is_empty() {
        return Err(BuildingError::NotRead(wrong));
    }
    let open = runs::first_open(&mut tx, maker.0).await?;
    for reading in &came {
        // What is read of a month that is issued counts for the first that is not.
        let period = period_of(noon(reading.read_on));
        let period = period.max(open.unwrap_or(period));
        store::insert_reading(&mut tx, maker, reading, (period, now)).await?;
    }
    if !came.is_empty() {
        let said = came.len().to_string();
        acts::note(&mut tx, Act::MetersRead, (maker.0.as_uuid(), &said), now).await?;
        tx.commit().await?;
    }
    Ok(came.len())
}

/// Whether a reading is new after the newest one; `false`: it is that one.
fn comes(newest: Option<&Reading>, new: &NewReading, digits: i16) -> Result<bool, ReadingMistake> {
    match newest {
        Some(stands) if stands.read_on == new.read_on && stands.figure == new.figure => Ok(false),
        Some(stands) if stands.read_on == new.read_on => Err(ReadingMistake::Stands(stands.figure)),
        Some(later) if new.read_on < later.read_on => Err(ReadingMistake::NotAfter(later.read_on)),
        before => {
            follows(before.map(|before| before.figure), (new.figure, new.how), digits)?;
            Ok(true)
        }
    }
}
