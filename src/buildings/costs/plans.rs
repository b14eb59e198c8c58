//! The fixed charge: versions of its rates, each in force from a month on until the next is.

use chrono::DateTime;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;

use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::draft::Plan;
use crate::buildings::store;
use crate::db;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::money::Money;

/// The rates of a fixed charge from a month on.
#[derive(Clone, Debug)]
pub struct NewPlan {
    /// The first month.
    pub valid_from: i32,
    /// The rates.
    pub plan: Plan,
    /// The decision behind it.
    pub note: String,
}

/// A version of the fixed charge.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Version {
    pub(in crate::buildings) number: i32,
    /// The first month.
    pub(in crate::buildings) valid_from: i32,
    base: Money,
    square_metre: Money,
    person: Money,
    parking: Money,
    round_up: Money,
    /// The decision behind it.
    pub(in crate::buildings) note: String,
    /// Who put it into force, where it is known.
    pub(in crate::buildings) by: Option<String>,
    pub(in crate::buildings) at: DateTime<Utc>,
}

impl Version {
    /// Its rates.
    pub(in crate::buildings) fn plan(&self) -> Plan {
        Plan {
            base: self.base,
            square_metre: self.square_metre,
            person: self.person,
            parking: self.parking,
            round_up: self.round_up,
        }
    }
}

macro_rules! versions {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Version,
            r#"select version as number, valid_from, base as "base: Money",
                square_metre as "square_metre: Money", person as "person: Money",
                parking as "parking: Money", round_up as "round_up: Money", note,
                members.name as "by?", fixed_plans.created_at as "at"
            from fixed_plans
            left join members on members.id = fixed_plans.created_by "# + $tail
            $(, $argument)*
        )
    };
}

/// Puts a new version of the fixed charge into force. The same as the newest again changes nothing.
pub async fn add_plan(
    app: &App,
    (building, member): (BuildingId, MemberId),
    new: &NewPlan,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    store::lock(&mut tx, building).await?;
    let done = query!(
        "insert into fixed_plans (building_id, version, valid_from, base, square_metre, person,
            parking, round_up, note, created_at, created_by)
        select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10
        from fixed_plans where building_id = $1
        having not exists (
            select from (
                select * from fixed_plans where building_id = $1 order by version desc limit 1
            ) as newest
            where valid_from = $2 and base = $3 and square_metre = $4 and person = $5
            and parking = $6 and round_up = $7 and note = $8
        )",
        building.as_uuid(),
        new.valid_from,
        new.plan.base.as_rials(),
        new.plan.square_metre.as_rials(),
        new.plan.person.as_rials(),
        new.plan.parking.as_rials(),
        new.plan.round_up.as_rials(),
        new.note,
        now,
        member.as_uuid(),
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 1 {
        acts::note(&mut tx, Act::RulesChanged, (building.as_uuid(), ""), now).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The version in force in a month.
pub(in crate::buildings) async fn plan(
    db: impl PgExecutor<'_>,
    building: BuildingId,
    period: i32,
) -> sqlx::Result<Option<Version>> {
    versions!(
        "where building_id = $1 and valid_from <= $2
        order by valid_from desc, version desc
        limit 1",
        building.as_uuid(),
        period
    )
    .fetch_optional(db)
    .await
}

/// All versions of a building, the newest first.
pub(in crate::buildings) async fn versions(
    db: impl PgExecutor<'_>,
    building: BuildingId,
) -> sqlx::Result<Vec<Version>> {
    versions!("where building_id = $1 order by valid_from desc, version desc", building.as_uuid())
        .fetch_all(db)
        .await
}
