//! What becomes of an expense after it was written down: changed, ended or taken out, and by whom. One that
//! a living month divides stays as it is: the month is mirrored first and issued again.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_scalar;
use uuid::Uuid;

use super::BuildingError;
use super::Key;
use super::NewExpense;
use super::UnitKind;
use super::costs;
use super::files;
use super::history::Change;
use super::history::Origin;
use super::keys::Keys;
use super::meters::MeterKind;
use super::runs;
use super::scope::Columns;
use super::scope::Scope;
use super::store;
use super::suppliers;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids;
use crate::ids::BuildingId;
use crate::ids::CategoryId;
use crate::ids::ExpenseId;
use crate::ids::MemberId;
use crate::money::Money;

/// An expense as it stands, or stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    pub(super) category: CategoryId,
    pub(super) title: String,
    pub(super) supplier: Option<String>,
    pub(super) amount: Money,
    pub(super) spent_on: NaiveDate,
    pub(super) months: i32,
    pub(super) repeats: bool,
    pub(super) ended_before: Option<i32>,
    /// Which units bear it.
    #[serde(flatten)]
    pub(super) scope: Scope,
    /// By which keys it is divided; none: as its category is.
    #[serde(default)]
    pub(super) keys: Option<Keys>,
    /// The picture of its bill.
    pub(super) file: Option<Uuid>,
}

/// An expense of a building that was not taken out.
pub(super) async fn one(
    db: impl PgExecutor<'_>,
    (building, expense): (BuildingId, ExpenseId),
) -> sqlx::Result<Option<State>> {
    let row = query!(
        r#"select category_id, title, supplier, amount as "amount: Money", spent_on, months, repeats,
            ended_before, block, only_kind as "only_kind: UnitKind", only_units,
            own_key as "own_key: Key", own_percent, own_other_key as "own_other_key: Key",
            own_meter_kind as "own_meter_kind: MeterKind", file_id
        from expenses where building_id = $1 and id = $2 and deleted_at is null"#,
        building.as_uuid(),
        expense.as_uuid(),
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| State {
        category: row.category_id.into(),
        title: row.title,
        supplier: row.supplier,
        amount: row.amount,
        spent_on: row.spent_on,
        months: row.months,
        repeats: row.repeats,
        ended_before: row.ended_before,
        scope: Scope::of(row.block, row.only_kind, row.only_units),
        keys: own_keys((row.own_key, row.own_percent, row.own_other_key), row.own_meter_kind),
        file: row.file_id,
    }))
}

/// The keys that an expense has for itself.
fn own_keys(
    (key, percent, other_key): (Option<Key>, Option<i32>, Option<Key>),
    meter_kind: Option<MeterKind>,
) -> Option<Keys> {
    Some(Keys { key: key?, percent: percent?, other_key: other_key?, meter_kind })
}

/// The living months that divide an expense, oldest first.
pub(super) async fn divided_in(
    db: impl PgExecutor<'_>,
    expense: ExpenseId,
) -> sqlx::Result<Vec<i32>> {
    query_scalar!(
        "select period from charge_runs
        join charge_run_expenses on charge_run_expenses.run_id = charge_runs.id
        where expense_id = $1 and reversed_at is null
        order by period",
        expense.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// Changes an expense; without a new picture the old one stays. One that a living month divides is
/// [`BuildingError::IsDivided`].
pub async fn change_expense(
    app: &App,
    (building, member): (BuildingId, MemberId),
    new: &NewExpense,
) -> Result<i32, BuildingError> {
    let now = app.clock.now();
    let (which, scope) = ((building, new.id), Columns::from(new.scope.clone()));
    let mut tx = db::begin(&app.db).await?;
    let before = open(&mut tx, which).await?;
    let period = costs::first_month(&mut tx, building, new.period).await?;
    let file = match &new.file {
        Some((kind, bytes)) => Some(files::insert(&mut tx, building, (kind, bytes), now).await?),
        None => before.file,
    };
    query!(
        "update expenses
        set category_id = $3, title = $4, supplier = $5, amount = $6, spent_on = $7, period = $8,
            months = $9, repeats = $10, file_id = $11, block = $12, only_kind = $13,
            only_units = $14, own_key = $15, own_percent = $16, own_other_key = $17,
            own_meter_kind = $18
        where building_id = $1 and id = $2",
        building.as_uuid(),
        new.id.as_uuid(),
        new.category.as_uuid(),
        new.title,
        new.supplier,
        new.amount.as_rials(),
        new.spent_on,
        period,
        new.months,
        new.repeats,
        file,
        scope.block,
        scope.kind_code(),
        scope.only_units.as_deref() as Option<&[Uuid]>,
        new.keys.map(|keys| keys.key.code()),
        new.keys.map(|keys| keys.percent),
        new.keys.map(|keys| keys.other_key.code()),
        new.keys.and_then(|keys| keys.meter_kind).map(MeterKind::code),
    )
    .execute(&mut *tx)
    .await?;
    write_down(&mut tx, which, (&before, member), now).await?;
    acts::note(&mut tx, Act::ExpenseChanged, (new.id.as_uuid(), &new.title), now).await?;
    tx.commit().await?;
    Ok(period)
}

/// Takes an expense out, unless a living month divides it.
pub(super) async fn delete(
    app: &App,
    which: (BuildingId, ExpenseId),
    member: MemberId,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let before = open(&mut tx, which).await?;
    query!("update expenses set deleted_at = $2 where id = $1", which.1.as_uuid(), now)
        .execute(&mut *tx)
        .await?;
    write_down(&mut tx, which, (&before, member), now).await?;
    acts::note(&mut tx, Act::ExpenseRemoved, (which.1.as_uuid(), ""), now).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends an expense that comes again each month, before a month and after those that are issued.
pub(super) async fn end(
    app: &App,
    which: (BuildingId, ExpenseId),
    (member, before): (MemberId, i32),
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    store::lock(&mut tx, which.0).await?;
    let was = one(&mut *tx, which).await?.ok_or(BuildingError::NotFound)?;
    let first_open = runs::first_open(&mut tx, which.0).await?.unwrap_or(before);
    let done = query!(
        "update expenses set ended_before = $2
        where id = $1 and repeats and ended_before is null",
        which.1.as_uuid(),
        before.max(first_open),
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Err(BuildingError::NotFound);
    }
    write_down(&mut tx, which, (&was, member), now).await?;
    acts::note(&mut tx, Act::ExpenseChanged, (which.1.as_uuid(), ""), now).await?;
    tx.commit().await?;
    Ok(())
}

/// An expense that may be changed: no living month divides it and no payout pays for it, under the lock that keeps its month from being issued.
async fn open(tx: &mut Tx, which: (BuildingId, ExpenseId)) -> Result<State, BuildingError> {
    store::lock(tx, which.0).await?;
    let state = one(&mut **tx, which).await?.ok_or(BuildingError::NotFound)?;
    if suppliers::is_paid_for(&mut **tx, which.1).await? {
        return Err(BuildingError::IsPaidFor);
    }
    if divided_in(&mut **tx, which.1).await?.is_empty() {
        Ok(state)
    } else {
        Err(BuildingError::IsDivided)
    }
}

async fn write_down(
    tx: &mut Tx,
    which: (BuildingId, ExpenseId),
    (before, member): (&State, MemberId),
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    let after = one(&mut **tx, which).await?;
    if after.as_ref() == Some(before) {
        return Ok(());
    }
    query!(
        "insert into expense_changes (id, expense_id, changed_by, changed_at, before, after)
        values ($1, $2, $3, $4, $5, $6)",
        ids::at(now),
        which.1.as_uuid(),
        member.as_uuid(),
        now,
        serde_json::to_string(before)?,
        after.map(|after| serde_json::to_string(&after)).transpose()?,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Who wrote an expense down, and what was changed since, newest first.
pub(super) async fn history(
    db: &Pool,
    expense: ExpenseId,
) -> Result<(Origin, Vec<Change<State>>), BuildingError> {
    let origin = query!(
        "select members.name, created_at from expenses
        join members on members.id = expenses.created_by
        where expenses.id = $1",
        expense.as_uuid(),
    )
    .fetch_one(db)
    .await?;
    let rows = query!(
        "select members.name, changed_at, before, after from expense_changes
        join members on members.id = changed_by
        where expense_id = $1 order by expense_changes.id desc",
        expense.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    let changes = rows
        .into_iter()
        .map(|row| Change::read((row.name, row.changed_at), &row.before, row.after.as_deref()));
    let changes: Result<_, serde_json::Error> = changes.collect();
    Ok((Origin { by: origin.name, at: origin.created_at }, changes?))
}
