//! What a building costs: categories, expenses, and the plans of fixed charges.

mod plans;
pub(super) mod uncharged;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::BuildingError;
use super::Fund;
use super::Key;
use super::files;
use super::keys::Keys;
use super::meters::MeterKind;
use super::runs;
use super::scope::Columns;
use super::scope::Scope;
use super::store;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::CategoryId;
use crate::ids::ExpenseId;
use crate::ids::MemberId;
use crate::money::Money;

pub use plans::NewPlan;
pub(super) use plans::Version;
pub use plans::add_plan;
pub(super) use plans::plan;
pub(super) use plans::versions;

/// A kind of cost, with how it is divided.
#[derive(Clone, Debug)]
pub struct Category {
    /// Its name.
    pub id: CategoryId,
    /// What it is called.
    pub name: String,
    /// By what it is divided.
    pub key: Key,
    /// So many percents of it; the rest goes by the other key.
    pub percent: i32,
    /// By what the rest is divided.
    pub other_key: Key,
    /// How many percents the owner bears.
    pub owner_percent: i32,
    /// As how many people an empty unit counts.
    pub vacant_persons: Option<i32>,
    /// On which day of the month whoever lives in a unit bears the occupant's part of the whole month; none: each
    /// bears their days.
    pub borne_on: Option<i32>,
    /// Where the money belongs.
    pub fund: Fund,
    /// Which meters it goes by, where a key is the meters.
    pub meter_kind: Option<MeterKind>,
}

/// An expense about to be written down.
#[derive(Clone, Debug)]
pub struct NewExpense {
    /// Chosen before the form was shown.
    pub id: ExpenseId,
    /// Of which category.
    pub category: CategoryId,
    /// What for.
    pub title: String,
    /// From whom.
    pub supplier: Option<String>,
    /// How much.
    pub amount: Money,
    /// When.
    pub spent_on: NaiveDate,
    /// The first month that bears it.
    pub period: i32,
    /// Over how many months it is divided.
    pub months: i32,
    /// Whether it comes again each month.
    pub repeats: bool,
    /// Which units bear it.
    pub scope: Scope,
    /// By which keys it is divided; none: as its category is.
    pub keys: Option<Keys>,
    /// The picture of its bill: kind and bytes.
    pub file: Option<(&'static str, Vec<u8>)>,
}

/// An expense.
#[derive(Clone, Debug)]
pub struct Expense {
    /// Its name.
    pub id: ExpenseId,
    /// Of which category.
    pub category: String,
    /// What for.
    pub title: String,
    /// From whom.
    pub supplier: Option<String>,
    /// How much.
    pub amount: Money,
    /// When.
    pub spent_on: NaiveDate,
    /// Whether it comes again each month.
    pub repeats: bool,
    /// The month from which it does not come again.
    pub ended_before: Option<i32>,
    /// Whether there is a picture of its bill.
    pub has_file: bool,
    /// The newest month that is issued and divides it.
    pub charged_in: Option<i32>,
}

impl Expense {
    /// Whether it goes on coming each month.
    pub fn comes_again(&self) -> bool {
        self.repeats && self.ended_before.is_none()
    }
}

/// The categories of a building, in their order.
pub async fn categories(db: &Pool, building: BuildingId) -> sqlx::Result<Vec<Category>> {
    query_as!(
        Category,
        r#"select id, name, key as "key: Key", percent, other_key as "other_key: Key",
            owner_percent, vacant_persons, borne_on, fund as "fund: Fund",
            meter_kind as "meter_kind: MeterKind"
        from cost_categories where building_id = $1 order by place, name"#,
        building.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// Changes what a category is called and how it is divided.
pub(super) async fn update_category(
    db: &Pool,
    building: BuildingId,
    category: &Category,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut tx = db::begin(db).await?;
    query!(
        "update cost_categories
        set key = $3, percent = $4, other_key = $5, owner_percent = $6, vacant_persons = $7,
            fund = $8, meter_kind = $9, borne_on = $10, name = $11
        where building_id = $1 and id = $2",
        building.as_uuid(),
        category.id.as_uuid(),
        category.key.code(),
        category.percent,
        category.other_key.code(),
        category.owner_percent,
        category.vacant_persons,
        category.fund.code(),
        category.meter_kind.map(MeterKind::code),
        category.borne_on,
        category.name,
    )
    .execute(&mut *tx)
    .await?;
    acts::note(&mut tx, Act::RulesChanged, (building.as_uuid(), &category.name), now).await?;
    tx.commit().await
}

/// Out of which fund the costs of a category are paid.
pub(super) async fn fund_of(tx: &mut Tx, category: CategoryId) -> sqlx::Result<Fund> {
    query_scalar!(
        r#"select fund as "fund: Fund" from cost_categories where id = $1"#,
        category.as_uuid(),
    )
    .fetch_one(&mut **tx)
    .await
}

/// Writes an expense down, with the picture of its bill, and gives the first month that bears it: one
/// of a month that is issued is borne by the first that is not. The same expense again changes nothing.
pub async fn add_expense(
    app: &App,
    (building, member): (BuildingId, MemberId),
    new: &NewExpense,
) -> Result<i32, BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    store::lock(&mut tx, building).await?;
    let (period, scope) =
        (first_month(&mut tx, building, new.period).await?, Columns::from(new.scope.clone()));
    let file: Option<Uuid> = match &new.file {
        Some((kind, bytes)) => Some(files::insert(&mut tx, building, (kind, bytes), now).await?),
        None => None,
    };
    let done = query!(
        "insert into expenses (id, building_id, category_id, title, supplier, amount, spent_on,
            period, months, repeats, file_id, created_by, created_at, block, only_kind, only_units,
            own_key, own_percent, own_other_key, own_meter_kind)
        select $1, $2, cost_categories.id, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
            $17, $18, $19, $20
        from cost_categories
        where cost_categories.id = $3 and building_id = $2
        on conflict (id) do nothing",
        new.id.as_uuid(),
        building.as_uuid(),
        new.category.as_uuid(),
        new.title,
        new.supplier,
        new.amount.as_rials(),
        new.spent_on,
        period,
        new.months,
        new.repeats,
        file,
        member.as_uuid(),
        now,
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
    // Sent twice: the file of the second sending is not kept either.
    if done.rows_affected() == 1 {
        acts::note(&mut tx, Act::ExpenseAdded, (new.id.as_uuid(), &new.title), now).await?;
        tx.commit().await?;
    }
    Ok(period)
}

/// The first month that bears what was spent in a month: it, or the first that is not issued.
pub(super) async fn first_month(
    tx: &mut Tx,
    building: BuildingId,
    spent_in: i32,
) -> sqlx::Result<i32> {
    Ok(spent_in.max(runs::first_open(tx, building).await?.unwrap_or(spent_in)))
}

/// The newest expenses; at most a hundred.
pub(super) async fn expenses(db: &Pool, building: BuildingId) -> sqlx::Result<Vec<Expense>> {
    query_as!(
        Expense,
        r#"select expenses.id, cost_categories.name as category, title, supplier,
            amount as "amount: Money", spent_on, repeats, ended_before,
            file_id is not null as "has_file!",
            (
                select max(charge_runs.period) from charge_runs
                join charge_run_expenses on charge_run_expenses.run_id = charge_runs.id
                where expense_id = expenses.id and reversed_at is null
            ) as charged_in
        from expenses
        join cost_categories on cost_categories.id = expenses.category_id
        where expenses.building_id = $1 and deleted_at is null
        order by spent_on desc, expenses.id desc
        limit 100"#,
        building.as_uuid(),
    )
    .fetch_all(db)
    .await
}
