//! The SQL of people on units.

use std::collections::HashMap;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::PgConnection;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Known;
use super::Newcomer;
use crate::buildings::bearers::BillTo;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::ResidentId;
use crate::ids::StayId;
use crate::ids::UnitId;

macro_rules! stays {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Known,
            r#"select occupancies.id as "id: StayId", unit_id as "unit: UnitId",
                resident_id as "resident: ResidentId", residents.name,
                role = 'owner' as "is_owner!", occupancies.share, occupancies.persons, since, until,
                was_there
            from occupancies
            join residents on residents.id = resident_id "# + $tail
            $(, $argument)*
        )
    };
}

/// Everybody who was ever on a unit or is to come, the latest first.
pub(in crate::buildings) async fn of_unit(
    db: impl PgExecutor<'_>,
    unit: UnitId,
) -> sqlx::Result<Vec<Known>> {
    stays!(
        "where unit_id = $1 order by since desc, role, occupancies.share desc, occupancies.id",
        unit.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// The same, of all units of a building.
pub(in crate::buildings) async fn of_building(
    db: &Pool,
    building: BuildingId,
) -> sqlx::Result<Vec<Known>> {
    stays!(
        "join units on units.id = unit_id
        where units.building_id = $1
        order by since desc, role, occupancies.share desc, occupancies.id",
        building.as_uuid()
    )
    .fetch_all(db)
    .await
}

pub(in crate::buildings) async fn one(
    db: &Pool,
    (unit, stay): (UnitId, StayId),
) -> sqlx::Result<Option<Known>> {
    stays!("where unit_id = $1 and occupancies.id = $2", unit.as_uuid(), stay.as_uuid())
        .fetch_optional(db)
        .await
}

/// Those who are on the units of a building on some of the days from one until another, by unit: larger
/// owners first.
async fn between(
    db: &mut PgConnection,
    building: BuildingId,
    days: (NaiveDate, NaiveDate),
) -> sqlx::Result<HashMap<UnitId, Vec<Known>>> {
    Ok(by_unit(stays_between(db, building, days).await?))
}

/// The same, in the order of units.
pub(super) async fn stays_between(
    db: &mut PgConnection,
    building: BuildingId,
    (from, until): (NaiveDate, NaiveDate),
) -> sqlx::Result<Vec<Known>> {
    let rows = stays!(
        "join units on units.id = unit_id
        where units.building_id = $1 and (was_there or since < $3)
        and (until is null or $2 < until)
        order by unit_id, role, occupancies.share desc, since, occupancies.id",
        building.as_uuid(),
        from,
        until
    );
    rows.fetch_all(db).await
}

/// Those of each unit together, in their order.
pub(super) fn by_unit(stays: Vec<Known>) -> HashMap<UnitId, Vec<Known>> {
    let mut of_units: HashMap<UnitId, Vec<Known>> = HashMap::new();
    for stay in stays {
        of_units.entry(stay.unit).or_default().push(stay);
    }
    of_units
}

/// Those who are on the units of a building on a day, by unit: larger owners first.
pub(in crate::buildings) async fn on(
    db: &mut PgConnection,
    building: BuildingId,
    day: NaiveDate,
) -> sqlx::Result<HashMap<UnitId, Vec<Known>>> {
    let mut all = between(db, building, (day, day + chrono::TimeDelta::days(1))).await?;
    for people in all.values_mut() {
        people.retain(|person| person.is_there(day));
    }
    Ok(all)
}

/// The owners of the units of a building on a day, larger ones first, with what each has in millionths.
pub(in crate::buildings) async fn owners(
    db: &Pool,
    building: BuildingId,
    day: NaiveDate,
) -> sqlx::Result<HashMap<UnitId, Vec<Known>>> {
    let mut db = db.acquire().await?;
    let mut all = between(&mut db, building, (day, day + chrono::TimeDelta::days(1))).await?;
    for people in all.values_mut() {
        people.retain(|person| person.is_owner);
    }
    Ok(all)
}

/// The units of a building whose bill one person receives.
pub(super) async fn bills_to(
    db: &mut PgConnection,
    building: BuildingId,
) -> sqlx::Result<HashMap<UnitId, BillTo>> {
    let rows = query!(
        "select id, bill_to_resident from units where building_id = $1 and bill_to <> 'each'",
        building.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), to(row.bill_to_resident))).collect())
}

/// Who receives the bill of a unit.
pub(in crate::buildings) async fn bill_to(db: &Pool, unit: UnitId) -> sqlx::Result<BillTo> {
    let row = query!("select bill_to, bill_to_resident from units where id = $1", unit.as_uuid())
        .fetch_optional(db)
        .await?;
    let row = row.filter(|row| row.bill_to != "each");
    Ok(row.map_or(BillTo::Each, |row| to(row.bill_to_resident)))
}

fn to(resident: Option<Uuid>) -> BillTo {
    resident.map_or(BillTo::Tenant, |resident| BillTo::Owner(resident.into()))
}

pub(in crate::buildings) async fn set_bill_to(
    tx: &mut Tx,
    unit: UnitId,
    to: BillTo,
) -> sqlx::Result<()> {
    let (code, resident) = match to {
        BillTo::Each => ("each", None),
        BillTo::Tenant => ("tenant", None),
        BillTo::Owner(resident) => ("owner", Some(resident.as_uuid())),
    };
    query!(
        "update units set bill_to = $2, bill_to_resident = $3 where id = $1",
        unit.as_uuid(),
        code,
        resident,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn insert(
    tx: &mut Tx,
    (unit, is_owner): (UnitId, bool),
    new: &Newcomer,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into occupancies
            (id, unit_id, resident_id, role, share, persons, since, until, was_there)
        values ($1, $2, $3, case when $4 then 'owner' else 'tenant' end, $5, $6, $7, null, $8)",
        StayId::new(now).as_uuid(),
        unit.as_uuid(),
        new.resident.as_uuid(),
        is_owner,
        new.share,
        new.persons,
        new.since,
        new.was_there,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Somebody leaves on a day, which is not theirs any more. Who was there before it was written down has
/// been there for one day at least.
pub(super) async fn end(tx: &mut Tx, stay: StayId, on: NaiveDate) -> sqlx::Result<()> {
    query!(
        "update occupancies set until = $2,
            since = case when was_there then least(since, $2::date - 1) else since end
        where id = $1",
        stay.as_uuid(),
        on,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(in crate::buildings) async fn remove(tx: &mut Tx, stay: StayId) -> sqlx::Result<()> {
    query!("delete from occupancies where id = $1", stay.as_uuid()).execute(&mut **tx).await?;
    Ok(())
}

pub(super) async fn update(tx: &mut Tx, known: &Known) -> sqlx::Result<()> {
    query!(
        "update occupancies
        set share = $2, persons = $3, since = $4, until = $5, was_there = $6
        where id = $1",
        known.id.as_uuid(),
        known.share,
        known.persons,
        known.since,
        known.until,
        known.was_there,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether people of a unit would be there at once who cannot be.
pub(super) async fn clashes(tx: &mut Tx, unit: UnitId) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from occupancy_clashes where unit_id = $1) as "clash!""#,
        unit.as_uuid(),
    )
    .fetch_one(&mut **tx)
    .await
}

/// From now on so many people live in a unit that nobody rents; those who have left are as many as they were.
pub(super) async fn leave_behind(
    tx: &mut Tx,
    (unit, stay): (UnitId, StayId),
    persons: i32,
) -> sqlx::Result<()> {
    query!(
        "update occupancies set persons = units.persons from units
        where units.id = unit_id and occupancies.id = $1 and occupancies.persons is null",
        stay.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    query!("update units set persons = $2 where id = $1", unit.as_uuid(), persons)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The newest month of a building's living runs that a day lies in or before; `None`: none is issued.
pub(in crate::buildings) async fn issued_from(
    tx: &mut Tx,
    (building, period): (BuildingId, i32),
) -> sqlx::Result<Option<i32>> {
    query_scalar!(
        "select max(period) from charge_runs
        where building_id = $1 and $2 <= period and reversed_at is null",
        building.as_uuid(),
        period,
    )
    .fetch_one(&mut **tx)
    .await
}
