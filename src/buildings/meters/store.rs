//! The SQL of meters and their readings.

use chrono::DateTime;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::How;
use super::Meter;
use super::MeterKind;
use super::NewMeter;
use super::NewReading;
use super::Reading;
use crate::buildings::files;
use crate::buildings::rule::Rule;
use crate::buildings::rule::Split;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::MeterId;
use crate::ids::ReadingId;
use crate::ids::RunId;
use crate::ids::UnitId;

macro_rules! meters {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Meter,
            r#"select meters.id, unit_id as "unit: UnitId", units.block as "block?",
                units.number as "number?", is_main, meters.kind as "kind: MeterKind", measure,
                serial, digits, removed_at, newest.read_on as "last_on?", newest.figure as "last?"
            from meters
            left join units on units.id = unit_id
            left join lateral (
                select read_on, figure from meter_readings
                where meter_id = meters.id and deleted_at is null
                order by read_on desc limit 1
            ) as newest on true "# + $tail
            $(, $argument)*
        )
    };
}

/// The meters of a building that are in use: those of the building first, then in the order of the units.
pub(in crate::buildings) async fn meters(
    db: impl PgExecutor<'_>,
    building: BuildingId,
) -> sqlx::Result<Vec<Meter>> {
    meters!(
        "where meters.building_id = $1 and removed_at is null
        order by array_position(array['water', 'gas', 'electricity', 'heat'], meters.kind),
            is_main desc, unit_id is not null, units.block, units.floor, units.number_order,
            units.id, meters.id",
        building.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// The meters of a unit that are in use.
pub(in crate::buildings) async fn of_unit(
    db: &Pool,
    (building, unit): (BuildingId, UnitId),
) -> sqlx::Result<Vec<Meter>> {
    meters!(
        "where meters.building_id = $1 and unit_id = $2 and removed_at is null
        order by meters.kind, meters.id",
        building.as_uuid(),
        unit.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// One meter of a building, in use or not.
pub(in crate::buildings) async fn one(
    db: impl PgExecutor<'_>,
    (building, meter): (BuildingId, MeterId),
) -> sqlx::Result<Option<Meter>> {
    meters!("where meters.building_id = $1 and meters.id = $2", building.as_uuid(), meter.as_uuid())
        .fetch_optional(db)
        .await
}

/// The meter that a reading was read off.
pub(in crate::buildings) async fn of_reading(
    db: &Pool,
    (building, reading): (BuildingId, ReadingId),
) -> sqlx::Result<Option<Meter>> {
    meters!(
        "where meters.building_id = $1 and meters.id = (
            select meter_id from meter_readings where meter_readings.id = $2 and deleted_at is null
        )",
        building.as_uuid(),
        reading.as_uuid()
    )
    .fetch_optional(db)
    .await
}

/// What the meters of a kind of a building count in; `None`: there are none in use.
pub(super) async fn measure(
    tx: &mut Tx,
    (building, kind): (BuildingId, MeterKind),
    but: Option<MeterId>,
) -> sqlx::Result<Option<String>> {
    query_scalar!(
        "select measure from meters
        where building_id = $1 and kind = $2 and removed_at is null and id is distinct from $3
        limit 1",
        building.as_uuid(),
        kind.code(),
        but.map(MeterId::as_uuid),
    )
    .fetch_optional(&mut **tx)
    .await
}

/// The units of a building that have no meter of a kind.
pub(super) async fn units_without(
    tx: &mut Tx,
    (building, kind): (BuildingId, MeterKind),
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "select id from units
        where building_id = $1 and not exists (
            select from meters
            where unit_id = units.id and meters.kind = $2 and removed_at is null
        )
        order by block, floor, number_order, id",
        building.as_uuid(),
        kind.code(),
    )
    .fetch_all(&mut **tx)
    .await
}

/// Adds meters that differ only in their units; those that are there stay as they are.
pub(super) async fn insert(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    new: &NewMeter,
    (ids, units): (&[Uuid], &[Option<Uuid>]),
    (is_main, now): (bool, DateTime<Utc>),
) -> sqlx::Result<u64> {
    let done = query!(
        "insert into meters
            (id, building_id, unit_id, is_main, kind, measure, serial, digits, added_by, added_at)
        select added.id, $1, unit, $4, $5, $6, $7, $8, $9, $10
        from unnest($2::uuid[], $3::uuid[]) as added (id, unit)
        where unit is null or exists (
            select from units where units.id = unit and building_id = $1
        )
        on conflict (id) do nothing",
        building.as_uuid(),
        ids,
        units as &[Option<Uuid>],
        is_main,
        new.kind.code(),
        new.measure,
        new.serial,
        new.digits,
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// Changes what is said of a meter.
pub(super) async fn update(
    tx: &mut Tx,
    meter: &Meter,
    removed_at: Option<DateTime<Utc>>,
) -> sqlx::Result<()> {
    query!(
        "update meters set measure = $2, serial = $3, digits = $4, removed_at = $5 where id = $1",
        meter.id.as_uuid(),
        meter.measure,
        meter.serial,
        meter.digits,
        removed_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The readings of meters, by meter and day.
pub(in crate::buildings) async fn readings(
    db: impl PgExecutor<'_>,
    meters: &[MeterId],
) -> sqlx::Result<Vec<Reading>> {
    let meters: Vec<Uuid> = meters.iter().map(|meter| meter.as_uuid()).collect();
    let rows = query!(
        r#"select meter_readings.id, meter_id, read_on, period, figure, mark, old_last, new_first,
            file_id is not null as "has_file!", members.name, written_at
        from meter_readings
        join members on members.id = read_by
        where meter_id = any($1) and deleted_at is null
        order by meter_id, read_on"#,
        &meters,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Reading {
            id: row.id.into(),
            meter: row.meter_id.into(),
            read_on: row.read_on,
            period: row.period,
            figure: row.figure,
            how: How::of((&row.mark, row.old_last, row.new_first)),
            has_file: row.has_file,
            by: row.name,
            written_at: row.written_at,
        })
        .collect())
}

/// Writes a reading down, with the picture of the dial.
pub(super) async fn insert_reading(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    new: &NewReading,
    (period, now): (i32, DateTime<Utc>),
) -> sqlx::Result<()> {
    let file = file(tx, building, new, now).await?;
    let (mark, old_last, new_first) = new.how.parts();
    query!(
        "insert into meter_readings (id, meter_id, read_on, period, figure, mark, old_last,
            new_first, file_id, read_by, written_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        new.id.as_uuid(),
        new.meter.as_uuid(),
        new.read_on,
        period,
        new.figure,
        mark,
        old_last,
        new_first,
        file,
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Changes a reading; without a new picture the old one stays.
pub(super) async fn update_reading(
    tx: &mut Tx,
    building: BuildingId,
    new: &NewReading,
    (period, now): (i32, DateTime<Utc>),
) -> sqlx::Result<()> {
    let file = file(tx, building, new, now).await?;
    let (mark, old_last, new_first) = new.how.parts();
    query!(
        "update meter_readings
        set read_on = $2, period = $3, figure = $4, mark = $5, old_last = $6, new_first = $7,
            file_id = coalesce($8, file_id)
        where id = $1",
        new.id.as_uuid(),
        new.read_on,
        period,
        new.figure,
        mark,
        old_last,
        new_first,
        file,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn file(
    tx: &mut Tx,
    building: BuildingId,
    new: &NewReading,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Uuid>> {
    match &new.file {
        Some((kind, bytes)) => files::insert(tx, building, (kind, bytes), now).await.map(Some),
        None => Ok(None),
    }
}

/// Takes a reading out.
pub(super) async fn delete_reading(
    tx: &mut Tx,
    reading: ReadingId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!("update meter_readings set deleted_at = $2 where id = $1", reading.as_uuid(), now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The picture of a dial.
pub(in crate::buildings) async fn photo(
    db: &Pool,
    (building, reading): (BuildingId, ReadingId),
) -> sqlx::Result<Option<(String, Vec<u8>)>> {
    let row = query!(
        "select building_files.kind, bytes from building_files
        join meter_readings on meter_readings.file_id = building_files.id
        join meters on meters.id = meter_id
        where meter_readings.id = $2 and meters.building_id = $1 and deleted_at is null",
        building.as_uuid(),
        reading.as_uuid(),
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.kind, row.bytes)))
}

/// Writes down by which readings a month was divided.
pub(in crate::buildings) async fn freeze(
    tx: &mut Tx,
    run: RunId,
    rules: impl Iterator<Item = &'_ Rule>,
) -> sqlx::Result<()> {
    let metered = rules.filter_map(|rule| match rule {
        Rule::Split(Split { metered, .. }) => metered.as_ref(),
        Rule::Fixed(_) | Rule::Extra(_) => None,
    });
    let consumed = metered.flat_map(|metered| metered.units.iter().chain(&metered.main));
    let readings: Vec<Uuid> =
        consumed.flat_map(|consumed| &consumed.readings).map(|read| read.id.as_uuid()).collect();
    query!(
        "insert into charge_run_readings (run_id, reading_id)
        select distinct $1::uuid, reading from unnest($2::uuid[]) as counted (reading)",
        run.as_uuid(),
        &readings,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
