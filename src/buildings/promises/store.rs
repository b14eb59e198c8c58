//! The SQL of promises.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::AFTER_A_BROKEN_ONE;
use super::PromiseRules;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::building::today;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::PromiseId;
use crate::ids::ResidentId;
use crate::money::Money;

/// What may be promised in a building.
pub(in crate::buildings) async fn rules(
    db: &Pool,
    building: BuildingId,
) -> sqlx::Result<PromiseRules> {
    let rules = query_as!(
        PromiseRules,
        "select is_on, parts_max, days_max, rests_fees from promise_rules where building_id = $1",
        building.as_uuid(),
    );
    Ok(rules.fetch_optional(db).await?.unwrap_or_default())
}

/// Sets what may be promised from now on.
pub(in crate::buildings) async fn set(
    db: &Pool,
    (building, member): (BuildingId, MemberId),
    rules: &PromiseRules,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut tx = db::begin(db).await?;
    set_on(&mut tx, (building, member), rules, now).await?;
    tx.commit().await
}

/// The same in the caller's transaction.
pub(in crate::buildings) async fn set_on(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    rules: &PromiseRules,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into promise_rules
            (building_id, is_on, parts_max, days_max, rests_fees, set_by, set_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (building_id) do update set is_on = $2, parts_max = $3, days_max = $4,
            rests_fees = $5, set_by = $6, set_at = $7",
        building.as_uuid(),
        rules.is_on,
        rules.parts_max,
        rules.days_max,
        rules.rests_fees,
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    acts::note(tx, Act::RulesChanged, (building.as_uuid(), ""), now).await
}

/// A part of a promise.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Part {
    pub(in crate::buildings) due_on: NaiveDate,
    pub(in crate::buildings) amount: Money,
    /// What is missing to this part and all before it.
    pub(in crate::buildings) missing: Money,
}

/// A promise that stands.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Promise {
    pub(in crate::buildings) id: PromiseId,
    pub(in crate::buildings) resident: ResidentId,
    pub(in crate::buildings) name: String,
    pub(in crate::buildings) total: Money,
    pub(in crate::buildings) made_at: DateTime<Utc>,
    pub(in crate::buildings) parts: Vec<Part>,
}

impl Promise {
    /// The part that is to be paid next.
    pub(in crate::buildings) fn next(&self) -> Option<&Part> {
        self.parts.iter().find(|part| part.missing != Money::ZERO)
    }
}

/// Whether somebody may promise now.
#[derive(Clone, Debug)]
pub(in crate::buildings) enum Standing {
    /// They have.
    Promised(Promise),
    /// They may, by these rules.
    May(PromiseRules),
    /// The building does not allow it, or they broke one not long ago.
    MayNot,
}

/// Whether somebody may promise now, or has.
pub(in crate::buildings) async fn standing_of(
    db: &Pool,
    (building, resident): (BuildingId, ResidentId),
    now: DateTime<Utc>,
) -> sqlx::Result<Standing> {
    let promises = standing(db, building, Some(resident)).await?;
    if let Some(promise) = promises.into_iter().next() {
        return Ok(Standing::Promised(promise));
    }
    let rules = rules(db, building).await?;
    let was_broken = query_scalar!(
        r#"select exists (
            select from promises
            where resident_id = $1 and outcome = 'broken' and ended_on > $2
        ) as "was!""#,
        resident.as_uuid(),
        today(now - AFTER_A_BROKEN_ONE),
    )
    .fetch_one(db)
    .await?;
    Ok(if rules.is_on && !was_broken { Standing::May(rules) } else { Standing::MayNot })
}

/// The promises that stand in a building, the oldest first.
pub(in crate::buildings) async fn standing_of_building(
    db: &Pool,
    building: BuildingId,
) -> sqlx::Result<Vec<Promise>> {
    standing(db, building, None).await
}

async fn standing(
    db: &Pool,
    building: BuildingId,
    resident: Option<ResidentId>,
) -> sqlx::Result<Vec<Promise>> {
    let rows = query!(
        r#"select promises.id, promises.resident_id, residents.name, total as "total: Money", made_at,
            promised.due_on as "due_on!", promised.amount as "amount!: Money",
            promised.missing as "missing!: Money"
        from promised
        join promises on promises.id = promised.promise_id
        join residents on residents.id = promises.resident_id
        where promises.building_id = $1 and ($2::uuid is null or promises.resident_id = $2)
        order by made_at, promises.id, promised.place"#,
        building.as_uuid(),
        resident.map(ResidentId::as_uuid),
    )
    .fetch_all(db)
    .await?;
    let mut promises: Vec<Promise> = vec![];
    for row in rows {
        let part = Part { due_on: row.due_on, amount: row.amount, missing: row.missing };
        match promises.last_mut() {
            Some(promise) if promise.id.as_uuid() == row.id => promise.parts.push(part),
            _ => promises.push(Promise {
                id: row.id.into(),
                resident: row.resident_id.into(),
                name: row.name,
                total: row.total,
                made_at: row.made_at,
                parts: vec![part],
            }),
        }
    }
    Ok(promises)
}

/// Writes a promise down, about everything that is owed and not disputed. The same again changes nothing;
/// when that is not what was shown it is [`BuildingError::NotAsShown`].
pub(super) async fn promise(
    app: &App,
    (building, resident): (BuildingId, ResidentId),
    id: PromiseId,
    (shown, parts): (Money, &[(NaiveDate, Money)]),
    rules: &PromiseRules,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    query!("select id from residents where id = $1 for no key update", resident.as_uuid())
        .fetch_one(&mut *tx)
        .await?;
    let items = query!(
        r#"select charge_id as "charge!", rest as "rest!: Money" from demands
        where resident_id = $1"#,
        resident.as_uuid(),
    )
    .fetch_all(&mut *tx)
    .await?;
    let stands = query_scalar!(
        r#"select id as "id: PromiseId" from promises
        where resident_id = $1 and ended_on is null"#,
        resident.as_uuid(),
    );
    match stands.fetch_optional(&mut *tx).await? {
        Some(stands) if stands == id => return Ok(()),
        Some(_) => return Err(BuildingError::NotAsShown),
        None if items.iter().map(|item| item.rest).sum::<Money>() != shown => {
            return Err(BuildingError::NotAsShown);
        }
        None => (),
    }
    query!(
        "insert into promises (id, building_id, resident_id, total, rests_fees, made_at)
        values ($1, $2, $3, $4, $5, $6)",
        id.as_uuid(),
        building.as_uuid(),
        resident.as_uuid(),
        shown.as_rials(),
        rules.rests_fees,
        now,
    )
    .execute(&mut *tx)
    .await?;
    let items: Vec<(Uuid, Money)> =
        items.into_iter().map(|item| (item.charge, item.rest)).collect();
    insert_details(&mut tx, id, &items, parts).await?;
    tx.commit().await?;
    Ok(())
}

/// What a promise is about, and its parts.
async fn insert_details(
    tx: &mut Tx,
    id: PromiseId,
    items: &[(Uuid, Money)],
    parts: &[(NaiveDate, Money)],
) -> sqlx::Result<()> {
    let charges: Vec<Uuid> = items.iter().map(|(charge, _)| *charge).collect();
    let rests: Vec<i64> = items.iter().map(|(_, rest)| rest.as_rials()).collect();
    query!(
        "insert into promise_items (promise_id, charge_id, rest)
        select $1, charge, rest from unnest($2::uuid[], $3::bigint[]) as items (charge, rest)",
        id.as_uuid(),
        &charges,
        &rests,
    )
    .execute(&mut **tx)
    .await?;
    let days: Vec<NaiveDate> = parts.iter().map(|(day, _)| *day).collect();
    let amounts: Vec<i64> = parts.iter().map(|(_, amount)| amount.as_rials()).collect();
    query!(
        "insert into promise_parts (promise_id, place, due_on, amount)
        select $1, place, day, amount
        from unnest($2::date[], $3::bigint[]) with ordinality as parts (day, amount, place)",
        id.as_uuid(),
        &days,
        &amounts,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A manager takes a promise off the books: what it is about is asked for as before.
pub(in crate::buildings) async fn withdraw(
    db: &Pool,
    (building, promise): (BuildingId, PromiseId),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let mut tx = db::begin(db).await?;
    let done = query!(
        "update promises set ended_on = $3, outcome = 'withdrawn'
        where building_id = $1 and id = $2 and ended_on is null",
        building.as_uuid(),
        promise.as_uuid(),
        today(now),
    )
    .execute(&mut *tx)
    .await?;
    let was_there = done.rows_affected() == 1;
    if was_there {
        acts::note(&mut tx, Act::PromiseWithdrawn, (promise.as_uuid(), ""), now).await?;
    }
    tx.commit().await?;
    Ok(was_there)
}

/// Ends the promises that are kept, and those of which a part was missed. Safe to repeat at any time.
pub async fn end_promises(app: &App) -> Result<(), BuildingError> {
    query!(
        "update promises set ended_on = $1, outcome = ends.outcome
        from (
            select promise_id, case
                when sum(missing) = 0 then 'kept'
                when bool_or(missing > 0 and due_on < $1) then 'broken'
            end as outcome
            from promised group by promise_id
        ) as ends
        where ends.promise_id = promises.id and ends.outcome is not null and ended_on is null",
        today(app.clock.now()),
    )
    .execute(&app.back_db)
    .await?;
    Ok(())
}
