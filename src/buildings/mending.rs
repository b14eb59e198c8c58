//! What was said about a building when it was made, put right: what it is called and where it stands, a unit too
//! many, and a kind of cost that the law does not name.

use sqlx::PgExecutor;
use sqlx::query;
use uuid::Uuid;

use super::Building;
use super::Unit;
use super::costs::Category;
use super::meters::MeterKind;
use super::store;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::violates;
use crate::ids::BuildingId;
use crate::ids::UnitId;

/// Says what a building is called and where it stands.
pub(super) async fn describe(
    app: &App,
    building: BuildingId,
    (name, address): (&str, Option<&str>),
) -> sqlx::Result<()> {
    let mut tx = db::begin(&app.db).await?;
    query!(
        "update buildings set name = $2, address = $3 where id = $1",
        building.as_uuid(),
        name,
        address,
    )
    .execute(&mut *tx)
    .await?;
    let about = (building.as_uuid(), name);
    acts::note(&mut tx, Act::BuildingChanged, about, app.clock.now()).await?;
    tx.commit().await
}

/// What hangs on a unit, so that it stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hanging {
    /// Somebody was charged for it, or brought something from before.
    Money,
    /// Somebody is written down for it.
    People,
    /// It pays something that no other unit pays.
    Extras,
    /// A meter counts what it consumes.
    Meters,
    /// Somebody asked for something, or voted.
    Talk,
    /// A cost or a levy names it.
    Costs,
}

/// All that hangs on a unit; nothing: it may be taken out.
pub(super) async fn hanging(
    db: impl PgExecutor<'_>,
    (building, unit): (BuildingId, UnitId),
) -> sqlx::Result<Vec<Hanging>> {
    let row = query!(
        r#"select
            exists (select from parties where unit_id = $2) as "money!",
            exists (select from occupancies where unit_id = $2) as "people!",
            exists (select from unit_extras where unit_id = $2) as "extras!",
            exists (select from meters where unit_id = $2) as "meters!",
            exists (select from resident_requests where unit_id = $2)
                or exists (select from poll_weights where unit_id = $2) as "talk!",
            exists (select from expenses where building_id = $1 and $2 = any(only_units))
                or exists (select from levies where building_id = $1 and $2 = any(only_units))
                as "costs!""#,
        building.as_uuid(),
        unit.as_uuid(),
    )
    .fetch_one(db)
    .await?;
    let all = [
        (row.money, Hanging::Money),
        (row.people, Hanging::People),
        (row.extras, Hanging::Extras),
        (row.meters, Hanging::Meters),
        (row.talk, Hanging::Talk),
        (row.costs, Hanging::Costs),
    ];
    Ok(all.into_iter().filter_map(|(is_so, what)| is_so.then_some(what)).collect())
}

/// Takes out a unit that was made too many; what hangs on it, where something does.
pub(super) async fn remove_unit(
    app: &App,
    building: &Building,
    unit: &Unit,
) -> sqlx::Result<Vec<Hanging>> {
    let mut tx = db::begin(&app.db).await?;
    store::lock(&mut tx, building.id).await?;
    let hanging = hanging(&mut *tx, (building.id, unit.id)).await?;
    if !hanging.is_empty() {
        return Ok(hanging);
    }
    query!(
        "delete from units where building_id = $1 and id = $2",
        building.id.as_uuid(),
        unit.id.as_uuid(),
    )
    .execute(&mut *tx)
    .await?;
    let about = (building.id.as_uuid(), unit.number.as_str());
    acts::note(&mut tx, Act::UnitRemoved, about, app.clock.now()).await?;
    tx.commit().await?;
    Ok(vec![])
}

/// Adds a kind of cost, the last of them; `false`: there is one of this name.
pub(super) async fn add_category(
    app: &App,
    building: BuildingId,
    new: &Category,
) -> sqlx::Result<bool> {
    let mut tx = db::begin(&app.db).await?;
    let id: Uuid = new.id.as_uuid();
    let done = query!(
        "insert into cost_categories (id, building_id, place, name, key, percent, other_key,
            owner_percent, vacant_persons, fund, meter_kind, borne_on)
        select $1, $2, coalesce(max(place), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11
        from cost_categories where building_id = $2
        on conflict (building_id, name) do nothing",
        id,
        building.as_uuid(),
        new.name,
        new.key.code(),
        new.percent,
        new.other_key.code(),
        new.owner_percent,
        new.vacant_persons,
        new.fund.code(),
        new.meter_kind.map(MeterKind::code),
        new.borne_on,
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    acts::note(&mut tx, Act::RulesChanged, (building.as_uuid(), &new.name), app.clock.now())
        .await?;
    tx.commit().await?;
    Ok(true)
}

/// Whether what went wrong is that another kind of cost of the building has this name.
pub(super) fn is_named_twice(error: &sqlx::Error) -> bool {
    violates(error, "cost_categories_name_is_unique")
}
