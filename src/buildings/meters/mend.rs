//! A reading that was wrong is corrected or taken out, as long as no living month is divided by it or by one
//! that comes after it; what it was before is kept.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_scalar;

use super::How;
use super::Meter;
use super::NewReading;
use super::Reading;
use super::ReadingMistake;
use super::follows;
use super::store;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::building::noon;
use crate::buildings::costs;
use crate::buildings::history::Change;
use crate::buildings::period_of;
use crate::buildings::store as buildings;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::ReadingId;

/// A reading as it stands, or stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::buildings) struct State {
    pub(in crate::buildings) read_on: NaiveDate,
    pub(in crate::buildings) figure: i64,
    pub(in crate::buildings) how: How,
}

impl State {
    fn of(reading: &Reading) -> Self {
        Self { read_on: reading.read_on, figure: reading.figure, how: reading.how }
    }
}

/// Whether a living month is divided by a reading, or by a later one of its meter.
pub(in crate::buildings) async fn is_divided(
    db: impl PgExecutor<'_>,
    reading: &Reading,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from meter_readings
            join charge_run_readings on charge_run_readings.reading_id = meter_readings.id
            join charge_runs on charge_runs.id = charge_run_readings.run_id
            where meter_id = $1 and $2 <= read_on and reversed_at is null
        ) as "is!""#,
        reading.meter.as_uuid(),
        reading.read_on,
    )
    .fetch_one(db)
    .await
}

/// Changes a reading. [`BuildingError::IsDivided`]: a living month is divided by it;
/// [`BuildingError::NotRead`]: it does not fit between its neighbours.
pub(in crate::buildings) async fn correct(
    app: &App,
    (building, member): (BuildingId, MemberId),
    meter: &Meter,
    new: &NewReading,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let (was, before, after) = open(&mut tx, building, (meter, new.id)).await?;
    let is = State { read_on: new.read_on, figure: new.figure, how: new.how };
    let fits = between((before.as_ref(), after.as_ref()), is, meter.digits);
    fits.map_err(|mistake| BuildingError::NotRead(vec![(meter.id, mistake)]))?;
    let period = costs::first_month(&mut tx, building, period_of(noon(new.read_on))).await?;
    // One that was read in time stays in its month, whenever it is corrected.
    let period = if new.read_on == was.read_on { was.period } else { period };
    store::update_reading(&mut tx, building, new, (period, now)).await?;
    if is != State::of(&was) {
        write_down(&mut tx, (&was, member), Some(is), now).await?;
    }
    acts::note(&mut tx, Act::ReadingChanged, (meter.id.as_uuid(), &said(meter)), now).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a reading out, unless a living month is divided by it or the next does not follow without it.
pub(in crate::buildings) async fn delete(
    app: &App,
    (building, member): (BuildingId, MemberId),
    (meter, reading): (&Meter, ReadingId),
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let (was, before, after) = open(&mut tx, building, (meter, reading)).await?;
    if let Some(after) = &after {
        let from = before.as_ref().map(|before| before.figure);
        let fits = follows(from, (after.figure, after.how), meter.digits);
        fits.map_err(|mistake| BuildingError::NotRead(vec![(meter.id, mistake)]))?;
    }
    store::delete_reading(&mut tx, reading, now).await?;
    write_down(&mut tx, (&was, member), None, now).await?;
    acts::note(&mut tx, Act::ReadingChanged, (meter.id.as_uuid(), &said(meter)), now).await?;
    tx.commit().await?;
    Ok(())
}

fn said(meter: &Meter) -> String {
    meter.serial.clone().unwrap_or_default()
}

/// A reading that may be changed with its neighbours, under the lock that keeps its month from being issued.
async fn open(
    tx: &mut Tx,
    building: BuildingId,
    (meter, reading): (&Meter, ReadingId),
) -> Result<(Reading, Option<Reading>, Option<Reading>), BuildingError> {
    buildings::lock(tx, building).await?;
    let mut all = store::readings(&mut **tx, &[meter.id]).await?;
    let place = all.iter().position(|one| one.id == reading).ok_or(BuildingError::NotFound)?;
    let mut later = all.split_off(place).into_iter();
    let Some(reading) = later.next() else { return Err(BuildingError::NotFound) };
    if is_divided(&mut **tx, &reading).await? {
        return Err(BuildingError::IsDivided);
    }
    Ok((reading, all.pop(), later.next()))
}

/// Whether a reading can stand between its neighbours.
fn between(
    (before, after): (Option<&Reading>, Option<&Reading>),
    is: State,
    digits: i16,
) -> Result<(), ReadingMistake> {
    if let Some(before) = before.filter(|before| is.read_on <= before.read_on) {
        return Err(ReadingMistake::NotAfter(before.read_on));
    }
    if let Some(after) = after.filter(|after| after.read_on <= is.read_on) {
        return Err(ReadingMistake::NotBefore(after.read_on));
    }
    follows(before.map(|before| before.figure), (is.figure, is.how), digits)?;
    match after {
        Some(after) => follows(Some(is.figure), (after.figure, after.how), digits)
            .map_err(|_| ReadingMistake::Higher(after.figure)),
        None => Ok(()),
    }
}

async fn write_down(
    tx: &mut Tx,
    (was, member): (&Reading, MemberId),
    is: Option<State>,
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    query!(
        "insert into meter_reading_changes
            (id, reading_id, changed_by, changed_at, before, after)
        values ($1, $2, $3, $4, $5, $6)",
        ids::at(now),
        was.id.as_uuid(),
        member.as_uuid(),
        now,
        serde_json::to_string(&State::of(was))?,
        is.map(|is| serde_json::to_string(&is)).transpose()?,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What became of the readings of a meter, newest first.
pub(in crate::buildings) async fn history(
    db: &Pool,
    meter: &Meter,
) -> Result<Vec<Change<State>>, BuildingError> {
    let rows = query!(
        "select members.name, changed_at, before, after from meter_reading_changes
        join meter_readings on meter_readings.id = reading_id
        join members on members.id = changed_by
        where meter_id = $1 order by meter_reading_changes.id desc",
        meter.id.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    let changes = rows
        .into_iter()
        .map(|row| Change::read((row.name, row.changed_at), &row.before, row.after.as_deref()));
    let changes: Result<_, serde_json::Error> = changes.collect();
    Ok(changes?)
}
