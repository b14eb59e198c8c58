//! Gathers what a month is computed from.

use chrono::NaiveDate;
use sqlx::PgConnection;
use sqlx::query;

use super::Fund;
use super::Key;
use super::costs;
use super::draft::Inputs;
use super::draft::PartyInput;
use super::draft::Rule;
use super::draft::Source;
use super::draft::Split;
use super::draft::UnitInput;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::ExpenseId;
use crate::ids::ResidentId;
use crate::money::Money;

/// The month as it would be issued now. `plan_title` is what the fixed charge is called on bills.
pub(super) async fn gather(
    db: &mut PgConnection,
    building: BuildingId,
    (period, due_on): (i32, NaiveDate),
    plan_title: String,
) -> sqlx::Result<Inputs> {
    let mut sources = vec![];
    if let Some((plan, note)) = costs::plan(&mut *db, building, period).await? {
        sources.push(Source {
            title: plan_title,
            category: note,
            supplier: None,
            amount: Money::ZERO,
            fund: Fund::Operating,
            owner_percent: 0,
            expense: None,
            has_file: false,
            rule: Rule::Fixed(plan),
        });
    }
    sources.extend(expenses(&mut *db, building, period).await?);
    let units = units(db, building).await?;
    Ok(Inputs { period, due_on, units, sources })
}

/// Whether a month would be issued now as it was computed before.
pub(super) async fn are_still(
    tx: &mut Tx,
    building: BuildingId,
    inputs: &Inputs,
) -> sqlx::Result<bool> {
    let plan = inputs.sources.first().filter(|source| matches!(source.rule, Rule::Fixed(_)));
    let plan_title = plan.map(|source| source.title.clone()).unwrap_or_default();
    let now = gather(&mut *tx, building, (inputs.period, inputs.due_on), plan_title).await?;
    Ok(now == *inputs)
}

/// The expenses that a month bears, oldest first.
async fn expenses(
    db: &mut PgConnection,
    building: BuildingId,
    period: i32,
) -> sqlx::Result<Vec<Source>> {
    let rows = query!(
        r#"select expenses.id, title, supplier, amount as "amount: Money", period, months, repeats,
            block, file_id is not null as "has_file!", name, key as "key: Key", percent,
            other_key as "other_key: Key", owner_percent, vacant_persons, fund as "fund: Fund"
        from expenses
        join cost_categories on cost_categories.id = expenses.category_id
        where expenses.building_id = $1 and period <= $2 and case
            when repeats then ended_before is null or $2 < ended_before
            else $2 < period + months end
        order by place, expenses.id"#,
        building.as_uuid(),
        period,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let split = Split {
                keys: keys((row.key, row.percent), row.other_key),
                vacant_persons: row.vacant_persons.and_then(|count| u32::try_from(count).ok()),
                block: row.block,
                months: if row.repeats { 1 } else { usize::try_from(row.months).unwrap_or(1) },
                turn: if row.repeats {
                    0
                } else {
                    usize::try_from(period - row.period).unwrap_or(0)
                },
            };
            Source {
                title: row.title,
                category: row.name,
                supplier: row.supplier,
                amount: row.amount,
                fund: row.fund,
                owner_percent: u8::try_from(row.owner_percent).unwrap_or(0),
                expense: Some(ExpenseId::from(row.id)),
                has_file: row.has_file,
                rule: Rule::Split(split),
            }
        })
        .collect())
}

/// The percents of each key; one key alone has all of them.
fn keys((key, percent): (Key, i32), other: Key) -> Vec<(u8, Key)> {
    match u8::try_from(percent) {
        Ok(percent) if percent < 100 => vec![(percent, key), (100 - percent, other)],
        _ => vec![(100, key)],
    }
}

async fn units(db: &mut PgConnection, building: BuildingId) -> sqlx::Result<Vec<UnitInput>> {
    let rows = query!(
        r#"select units.id, block, number, area, persons, parkings, share, coefficient,
            owner.id as "owner_id?", owner.name as "owner?",
            tenant.id as "tenant_id?", tenant.name as "tenant?"
        from units
        left join occupancies as owning
            on owning.unit_id = units.id and owning.role = 'owner' and owning.until is null
        left join residents as owner on owner.id = owning.resident_id
        left join occupancies as renting
            on renting.unit_id = units.id and renting.role = 'tenant' and renting.until is null
        left join residents as tenant on tenant.id = renting.resident_id
        where units.building_id = $1
        order by block, floor, number_order, units.id"#,
        building.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    let party = |id: Option<uuid::Uuid>, name: Option<String>| {
        id.zip(name).map(|(id, name)| PartyInput { resident: ResidentId::from(id), name })
    };
    let weight = |weight: i32| u32::try_from(weight).unwrap_or(0);
    Ok(rows
        .into_iter()
        .map(|row| UnitInput {
            id: row.id.into(),
            block: row.block,
            number: row.number,
            area: weight(row.area),
            persons: weight(row.persons),
            parkings: weight(row.parkings),
            share: weight(row.share),
            coefficient: weight(row.coefficient),
            owner: party(row.owner_id, row.owner),
            tenant: party(row.tenant_id, row.tenant),
        })
        .collect())
}
