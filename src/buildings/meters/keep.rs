//! Meters are added, and read.

use std::collections::HashMap;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
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
use super::sheet::Row;
use super::store;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::building::noon;
use crate::buildings::period_of;
use crate::buildings::runs;
use crate::buildings::store as buildings;
use crate::db;
use crate::db::Tx;
use crate::ids;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::MeterId;

/// Adds a meter, or one for each unit that has none of the kind, and gives how many came. The same again
/// adds none.
pub async fn add_meter(
    app: &App,
    maker: (BuildingId, MemberId),
    new: &NewMeter,
) -> Result<Result<u64, MeterRefusal>, BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    buildings::lock(&mut tx, maker.0).await?;
    let came = add_in(&mut tx, maker, new, now).await?;
    if came.as_ref().is_ok_and(|came| *came != 0) {
        tx.commit().await?;
    }
    Ok(came)
}

/// The same within a transaction that holds the building.
async fn add_in(
    tx: &mut Tx,
    maker: (BuildingId, MemberId),
    new: &NewMeter,
    now: DateTime<Utc>,
) -> sqlx::Result<Result<u64, MeterRefusal>> {
    if let Err(refusal) = fits(tx, maker.0, new).await? {
        return Ok(Err(refusal));
    }
    let (ids, units): (Vec<Uuid>, Vec<Option<Uuid>>) = match new.place {
        Place::Each => {
            let units = store::units_without(tx, (maker.0, new.kind)).await?;
            units.into_iter().map(|unit| (ids::at(now), Some(unit))).unzip()
        }
        Place::Unit(unit) => (vec![new.id.as_uuid()], vec![Some(unit.as_uuid())]),
        Place::Main | Place::Common => (vec![new.id.as_uuid()], vec![None]),
    };
    let is_main = new.place == Place::Main;
    let came = store::insert(tx, maker, new, (&ids, &units), (is_main, now)).await?;
    if came != 0 {
        acts::note(tx, Act::MeterChanged, (maker.0.as_uuid(), &new.measure), now).await?;
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
    let mut tx = db::begin(&app.db).await?;
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
    let mut tx = db::begin(&app.db).await?;
    buildings::lock(&mut tx, building).await?;
    store::update(&mut tx, meter, meter.removed_at.or(Some(now))).await?;
    note(&mut tx, meter, now).await?;
    tx.commit().await?;
    Ok(())
}

async fn note(tx: &mut Tx, meter: &Meter, now: DateTime<Utc>) -> sqlx::Result<()> {
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
    let mut tx = db::begin(&app.db).await?;
    buildings::lock(&mut tx, maker.0).await?;
    let came = read_in(&mut tx, maker, new, now).await?;
    if came != 0 {
        tx.commit().await?;
    }
    Ok(came)
}

/// The same within a transaction that holds the building.
async fn read_in(
    tx: &mut Tx,
    maker: (BuildingId, MemberId),
    new: &[NewReading],
    now: DateTime<Utc>,
) -> Result<usize, BuildingError> {
    let ids: Vec<MeterId> = new.iter().map(|reading| reading.meter).collect();
    let meters = store::meters(&mut **tx, maker.0).await?;
    let digits: HashMap<MeterId, i16> =
        meters.into_iter().map(|meter| (meter.id, meter.digits)).collect();
    let mut known = Known::of(&store::readings(&mut **tx, &ids).await?);
    let (mut wrong, mut came) = (vec![], vec![]);
    for reading in new {
        let digits = digits.get(&reading.meter).ok_or(BuildingError::NotFound)?;
        match known.take(reading, *digits) {
            Ok(true) => came.push(reading),
            Ok(false) => (),
            Err(mistake) => wrong.push((reading.meter, mistake)),
        }
    }
    if !wrong.is_empty() {
        return Err(BuildingError::NotRead(wrong));
    }
    let open = runs::first_open(tx, maker.0).await?;
    for reading in &came {
        // What is read of a month that is issued counts for the first that is not.
        let period = period_of(noon(reading.read_on));
        let period = period.max(open.unwrap_or(period));
        store::insert_reading(tx, maker, reading, (period, now)).await?;
    }
    if !came.is_empty() {
        let said = came.len().to_string();
        acts::note(tx, Act::MetersRead, (maker.0.as_uuid(), &said), now).await?;
    }
    Ok(came.len())
}

/// Does what a table was rehearsed to do, when `seen` were the meters; gives how many meters and
/// readings came. [`BuildingError::NotAsShown`]: there are others since.
pub(in crate::buildings) async fn bring(
    app: &App,
    maker: (BuildingId, MemberId),
    (rows, seen): (&[Row], &[MeterId]),
) -> Result<(usize, usize), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    buildings::lock(&mut tx, maker.0).await?;
    let meters = store::meters(&mut *tx, maker.0).await?;
    if meters.iter().map(|meter| meter.id).ne(seen.iter().copied()) {
        return Err(BuildingError::NotAsShown);
    }
    let added: Vec<&NewMeter> = rows.iter().filter_map(|row| row.new.as_ref()).collect();
    for new in &added {
        add_in(&mut tx, maker, new, now).await?.map_err(|_| BuildingError::NotAsShown)?;
    }
    let read: Vec<NewReading> = rows.iter().filter_map(|row| row.reading.clone()).collect();
    let came = read_in(&mut tx, maker, &read, now).await?;
    tx.commit().await?;
    Ok((added.len(), came))
}

/// What was read off meters, as more readings come.
#[derive(Debug, Default)]
pub(super) struct Known(HashMap<MeterId, Vec<(NaiveDate, i64)>>);

impl Known {
    pub(super) fn of(readings: &[Reading]) -> Self {
        let mut known = Self::default();
        for reading in readings {
            let of_meter = known.0.entry(reading.meter).or_default();
            of_meter.push((reading.read_on, reading.figure));
        }
        known
    }

    /// Whether a reading is new after those that are known, of which it is one from now on; `false`: it is
    /// one of them.
    pub(super) fn take(&mut self, new: &NewReading, digits: i16) -> Result<bool, ReadingMistake> {
        let days = self.0.entry(new.meter).or_default();
        if let Some((_, figure)) = days.iter().find(|(day, _)| *day == new.read_on) {
            let is_same = *figure == new.figure;
            return if is_same { Ok(false) } else { Err(ReadingMistake::Stands(*figure)) };
        }
        let newest = days.last().copied();
        if let Some((day, _)) = newest.filter(|(day, _)| new.read_on < *day) {
            return Err(ReadingMistake::NotAfter(day));
        }
        follows(newest.map(|(_, figure)| figure), (new.figure, new.how), digits)?;
        days.push((new.read_on, new.figure));
        Ok(true)
    }
}
