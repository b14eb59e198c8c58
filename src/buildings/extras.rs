//! What one unit pays each month beside what all pay: a second parking, a room on the roof, a sign on the
//! wall. It goes into the operating fund, as a line of its own.

use chrono::DateTime;
use chrono::Utc;
use sqlx::PgConnection;
use sqlx::query;
use sqlx::query_as;

use super::BuildingError;
use super::Fund;
use super::draft::Source;
use super::rule::Rule;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::ids::BuildingId;
use crate::ids::ExtraId;
use crate::ids::MemberId;
use crate::ids::UnitId;
use crate::money::Money;

/// An extra about to be written down.
#[derive(Clone, Debug)]
pub struct NewExtra {
    /// Chosen before the form was shown, so that sending it twice makes one.
    pub id: ExtraId,
    /// Of which unit.
    pub unit: UnitId,
    /// What it is called on the bill.
    pub title: String,
    /// How much each month.
    pub amount: Money,
    /// Whether its owner bears it, and not who lives there.
    pub owner_bears: bool,
    /// The first month.
    pub since: i32,
    /// The last month; `None`: until it is ended.
    pub until: Option<i32>,
}

/// An extra of a unit.
#[derive(Clone, Debug)]
pub(super) struct Extra {
    pub(super) id: ExtraId,
    pub(super) title: String,
    pub(super) amount: Money,
    pub(super) owner_bears: bool,
    pub(super) since: i32,
    pub(super) until: Option<i32>,
}

/// Writes one down. The same again changes nothing.
pub async fn add_extra(app: &App, member: MemberId, new: &NewExtra) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let done = query!(
        "insert into unit_extras
            (id, unit_id, title, amount, owner_bears, since, until, created_by, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (id) do nothing",
        new.id.as_uuid(),
        new.unit.as_uuid(),
        new.title,
        new.amount.as_rials(),
        new.owner_bears,
        new.since,
        new.until,
        member.as_uuid(),
        now,
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 1 {
        acts::note(&mut tx, Act::UnitChanged, (new.unit.as_uuid(), &new.title), now).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The extras of a unit, the newest first.
pub(super) async fn of_unit(db: &Pool, unit: UnitId) -> sqlx::Result<Vec<Extra>> {
    query_as!(
        Extra,
        r#"select id as "id: ExtraId", title, amount as "amount: Money", owner_bears, since, until
        from unit_extras where unit_id = $1 order by since desc, id desc"#,
        unit.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// Ends one with a month, its last; one that has not begun by then was never there. Months that are issued
/// stay as they are.
pub(super) async fn end(
    db: &Pool,
    (unit, extra): (UnitId, &Extra),
    last: i32,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut tx = db::begin(db).await?;
    let id = extra.id.as_uuid();
    query!("delete from unit_extras where id = $1 and since > $2", id, last)
        .execute(&mut *tx)
        .await?;
    query!(
        "update unit_extras set until = $2 where id = $1 and (until is null or $2 < until)",
        id,
        last,
    )
    .execute(&mut *tx)
    .await?;
    acts::note(&mut tx, Act::UnitChanged, (unit.as_uuid(), &extra.title), now).await?;
    tx.commit().await
}

/// What a month bears of them, in the order of the units.
pub(super) async fn sources(
    db: &mut PgConnection,
    building: BuildingId,
    period: i32,
) -> sqlx::Result<Vec<Source>> {
    let rows = query!(
        r#"select unit_id as "unit: UnitId", title, amount as "amount: Money", owner_bears
        from unit_extras
        join units on units.id = unit_id
        where building_id = $1 and since <= $2 and (until is null or $2 <= until)
        order by block, floor, number_order, units.id, unit_extras.id"#,
        building.as_uuid(),
        period,
    )
    .fetch_all(db)
    .await?;
    let source = |(title, amount, owner_bears, unit)| Source {
        title,
        category: String::new(),
        supplier: None,
        amount,
        fund: Fund::Operating,
        owner_percent: if owner_bears { 100 } else { 0 },
        borne_on: None,
        levied: None,
        planned: None,
        expense: None,
        has_file: false,
        rule: Rule::Extra(unit),
    };
    let rows = rows.into_iter().map(|row| (row.title, row.amount, row.owner_bears, row.unit));
    Ok(rows.map(source).collect())
}
