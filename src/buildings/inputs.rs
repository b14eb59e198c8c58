//! Gathers what a month is computed from.

use chrono::NaiveDate;
use sqlx::PgConnection;
use sqlx::query;

use super::Fund;
use super::Key;
use super::Unit;
use super::costs;
use super::draft::Inputs;
use super::draft::PartyInput;
use super::draft::Rule;
use super::draft::Source;
use super::draft::Split;
use super::draft::UnitInput;
use super::store;
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
    let units = store::units(db, building).await?.into_iter().map(unit).collect();
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
        where expenses.building_id = $1 and deleted_at is null and period <= $2 and case
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

fn unit(unit: Unit) -> UnitInput {
    let party = |id: Option<ResidentId>, name: Option<String>| {
        id.zip(name).map(|(resident, name)| PartyInput { resident, name })
    };
    let weight = |weight: i32| u32::try_from(weight).unwrap_or(0);
    UnitInput {
        id: unit.id,
        block: unit.block,
        number: unit.number,
        area: weight(unit.area),
        persons: weight(unit.persons),
        parkings: weight(unit.parkings),
        share: weight(unit.share),
        coefficient: weight(unit.coefficient),
        owner: party(unit.owner_id, unit.owner),
        tenant: party(unit.tenant_id, unit.tenant),
    }
}
