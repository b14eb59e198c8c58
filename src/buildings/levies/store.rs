//! Levies in the database, what was changed of them, and which months divide them.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Levy;
use super::NewLevy;
use crate::buildings::BuildingError;
use crate::buildings::Fund;
use crate::buildings::Key;
use crate::buildings::Keys;
use crate::buildings::Scope;
use crate::buildings::UnitKind;
use crate::buildings::draft::Source;
use crate::buildings::history::Change;
use crate::buildings::history::Origin;
use crate::buildings::scope::Columns;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids;
use crate::ids::BuildingId;
use crate::ids::LevyId;
use crate::ids::MemberId;
use crate::ids::RunId;
use crate::money::Money;

/// A levy as its table writes it.
struct Row {
    id: Uuid,
    title: String,
    decision: String,
    decided_on: NaiveDate,
    amount: Money,
    key: Key,
    percent: i32,
    other_key: Key,
    owner_percent: i32,
    fund: Fund,
    period: i32,
    months: i32,
    ended_before: Option<i32>,
    block: Option<String>,
    only_kind: Option<UnitKind>,
    only_units: Option<Vec<Uuid>>,
    file_id: Option<Uuid>,
}

impl From<Row> for Levy {
    fn from(row: Row) -> Self {
        let Row { block, only_kind, only_units, key, percent, other_key, .. } = row;
        Self {
            id: row.id.into(),
            title: row.title,
            decision: row.decision,
            decided_on: row.decided_on,
            amount: row.amount,
            keys: Keys { percent, other_key, ..Keys::one(key) },
            scope: Scope::of(block, only_kind, only_units),
            owner_percent: row.owner_percent,
            fund: row.fund,
            period: row.period,
            months: row.months,
            ended_before: row.ended_before,
            file: row.file_id,
        }
    }
}

macro_rules! levies {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Row,
            r#"select levies.id, title, decision, decided_on, amount as "amount: Money",
                key as "key: Key", percent, other_key as "other_key: Key", owner_percent,
                fund as "fund: Fund", period, months, ended_before, block,
                only_kind as "only_kind: UnitKind", only_units, file_id
            from levies "# + $tail
            $(, $argument)*
        )
    };
}

/// A levy of a building that was not taken out.
pub(in crate::buildings) async fn one(
    db: impl PgExecutor<'_>,
    (building, levy): (BuildingId, LevyId),
) -> sqlx::Result<Option<Levy>> {
    let row = levies!(
        "where building_id = $1 and id = $2 and deleted_at is null",
        building.as_uuid(),
        levy.as_uuid()
    );
    Ok(row.fetch_optional(db).await?.map(Levy::from))
}

/// The levies of a building, the newest first; at most a hundred.
pub(in crate::buildings) async fn all(db: &Pool, building: BuildingId) -> sqlx::Result<Vec<Levy>> {
    let rows = levies!(
        "where building_id = $1 and deleted_at is null order by period desc, id desc limit 100",
        building.as_uuid()
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Levy::from).collect())
}

/// The levies that a month asks for, the oldest first.
pub(super) async fn of_month(
    db: impl PgExecutor<'_>,
    building: BuildingId,
    period: i32,
) -> sqlx::Result<Vec<Levy>> {
    let rows = levies!(
        "where building_id = $1 and deleted_at is null and period <= $2
        and $2 < coalesce(ended_before, period + months) order by id",
        building.as_uuid(),
        period
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Levy::from).collect())
}

/// The living months that divide a levy, oldest first.
pub(in crate::buildings) async fn divided_in(
    db: impl PgExecutor<'_>,
    levy: LevyId,
) -> sqlx::Result<Vec<i32>> {
    query_scalar!(
        "select period from charge_runs
        join charge_run_levies on charge_run_levies.run_id = charge_runs.id
        where levy_id = $1 and reversed_at is null
        order by period",
        levy.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// The frozen inputs of a living month that divides a levy, as text, and its place among their sources.
pub(super) async fn frozen(
    db: impl PgExecutor<'_>,
    levy: LevyId,
) -> sqlx::Result<Option<(String, usize)>> {
    let row = query!(
        "select inputs, source from charge_runs
        join charge_run_levies on charge_run_levies.run_id = charge_runs.id
        where levy_id = $1 and reversed_at is null
        order by period
        limit 1",
        levy.as_uuid(),
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.inputs, usize::try_from(row.source).unwrap_or(usize::MAX))))
}

/// Writes down which levies a month asks for.
pub(in crate::buildings) async fn freeze(
    tx: &mut Tx,
    run: RunId,
    sources: &[Source],
) -> sqlx::Result<()> {
    let (mut places, mut levies) = (vec![], vec![]);
    for (place, source) in (0_i32..).zip(sources) {
        if let Some(levied) = &source.levied {
            places.push(place);
            levies.push(levied.levy.as_uuid());
        }
    }
    query!(
        "insert into charge_run_levies (run_id, source, levy_id)
        select $1, place, levy from unnest($2::integer[], $3::uuid[]) as divided (place, levy)",
        run.as_uuid(),
        &places,
        &levies,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// `false`: it was there.
pub(super) async fn insert(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    (new, file): (&NewLevy, Option<Uuid>),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let scope = Columns::from(new.scope.clone());
    let done = query!(
        "insert into levies (id, building_id, title, decision, decided_on, amount, key, percent,
            other_key, owner_percent, fund, period, months, block, only_kind, only_units, file_id,
            created_by, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
        on conflict (id) do nothing",
        new.id.as_uuid(),
        building.as_uuid(),
        new.title,
        new.decision,
        new.decided_on,
        new.amount.as_rials(),
        new.keys.key.code(),
        new.keys.percent,
        new.keys.other_key.code(),
        new.owner_percent,
        new.fund.code(),
        new.period,
        new.months,
        scope.block,
        scope.kind_code(),
        scope.only_units.as_deref() as Option<&[Uuid]>,
        file,
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn update(
    tx: &mut Tx,
    building: BuildingId,
    (new, file): (&NewLevy, Option<Uuid>),
) -> sqlx::Result<()> {
    let scope = Columns::from(new.scope.clone());
    query!(
        "update levies
        set title = $3, decision = $4, decided_on = $5, amount = $6, key = $7, percent = $8,
            other_key = $9, owner_percent = $10, fund = $11, period = $12, months = $13, block = $14,
            only_kind = $15, only_units = $16, file_id = $17, ended_before = null
        where building_id = $1 and id = $2",
        building.as_uuid(),
        new.id.as_uuid(),
        new.title,
        new.decision,
        new.decided_on,
        new.amount.as_rials(),
        new.keys.key.code(),
        new.keys.percent,
        new.keys.other_key.code(),
        new.owner_percent,
        new.fund.code(),
        new.period,
        new.months,
        scope.block,
        scope.kind_code(),
        scope.only_units.as_deref() as Option<&[Uuid]>,
        file,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn end(tx: &mut Tx, levy: LevyId, before: i32) -> sqlx::Result<()> {
    query!("update levies set ended_before = $2 where id = $1", levy.as_uuid(), before)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, levy: LevyId, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!("update levies set deleted_at = $2 where id = $1", levy.as_uuid(), now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Writes down what a levy was before a change, and what it is now.
pub(super) async fn write_down(
    tx: &mut Tx,
    building: BuildingId,
    (before, member): (&Levy, MemberId),
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    let after = one(&mut **tx, (building, before.id)).await?;
    if after.as_ref() == Some(before) {
        return Ok(());
    }
    query!(
        "insert into levy_changes (id, levy_id, changed_by, changed_at, before, after)
        values ($1, $2, $3, $4, $5, $6)",
        ids::at(now),
        before.id.as_uuid(),
        member.as_uuid(),
        now,
        serde_json::to_string(before)?,
        after.map(|after| serde_json::to_string(&after)).transpose()?,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Who wrote a levy down, and what was changed since, newest first.
pub(in crate::buildings) async fn history(
    db: &Pool,
    levy: LevyId,
) -> Result<(Origin, Vec<Change<Levy>>), BuildingError> {
    let origin = query!(
        "select members.name, created_at from levies
        join members on members.id = levies.created_by
        where levies.id = $1",
        levy.as_uuid(),
    )
    .fetch_one(db)
    .await?;
    let rows = query!(
        "select members.name, changed_at, before, after from levy_changes
        join members on members.id = changed_by
        where levy_id = $1 order by levy_changes.id desc",
        levy.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    let changes = rows
        .into_iter()
        .map(|row| Change::read((row.name, row.changed_at), &row.before, row.after.as_deref()));
    let changes: Result<_, serde_json::Error> = changes.collect();
    Ok((Origin { by: origin.name, at: origin.created_at }, changes?))
}
