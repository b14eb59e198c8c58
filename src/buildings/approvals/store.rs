//! The SQL of rules, questions and answers.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;
use uuid::Uuid;

use super::Question;
use super::Rule;
use super::Subject;
use super::Word;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;

/// The rule in force at a moment, and the one to come.
pub(super) async fn rule(
    db: impl PgExecutor<'_>,
    building: BuildingId,
    now: DateTime<Utc>,
) -> sqlx::Result<Rule> {
    let rows = query!(
        "select is_needed, effective_at from month_approval_rules
        where building_id = $1 order by set_at desc, id desc",
        building.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    let in_force = rows.iter().position(|row| row.effective_at <= now);
    let is_needed = in_force.and_then(|place| rows.get(place)).is_some_and(|row| row.is_needed);
    let newer = &rows[..in_force.unwrap_or(rows.len())];
    Ok(Rule { is_needed, ends_at: newer.first().map(|row| row.effective_at) })
}

pub(super) async fn insert_rule(
    tx: &mut Tx,
    (id, building, member): (Uuid, BuildingId, MemberId),
    is_needed: bool,
    (now, effective_at): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<()> {
    query!(
        "insert into month_approval_rules
            (id, building_id, is_needed, set_by, set_at, effective_at)
        values ($1, $2, $3, $4, $5, $6)",
        id,
        building.as_uuid(),
        is_needed,
        member.as_uuid(),
        now,
        effective_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The newest question about a month.
pub(super) async fn newest(
    db: impl PgExecutor<'_>,
    (building, period): (BuildingId, i32),
) -> sqlx::Result<Option<Question>> {
    query_as!(
        Question,
        r#"select month_approvals.id, digest, due_on,
            asked_by as "asked_by: MemberId", asking.name as asker, asked_at, approved, reason,
            answering.name as "answerer?", answered_at
        from month_approvals
        join members as asking on asking.id = asked_by
        left join members as answering on answering.id = answered_by
        where building_id = $1 and period = $2
        order by asked_at desc, month_approvals.id desc limit 1"#,
        building.as_uuid(),
        period,
    )
    .fetch_optional(db)
    .await
}

/// What the question or the rule of that id is about.
pub(super) async fn subject(db: &Pool, id: Uuid) -> sqlx::Result<Option<Subject>> {
    query_as!(
        Subject,
        r#"select workspace_id as "workspace: WorkspaceId",
            buildings.id as "building: BuildingId", period
        from (
            select building_id, period from month_approvals where id = $1
            union all
            select building_id, null from month_approval_rules where id = $1
        ) as subjects
        join buildings on buildings.id = building_id"#,
        id,
    )
    .fetch_optional(db)
    .await
}

/// The months about which somebody asks and nobody has answered, unless they are issued by now.
pub(super) async fn waiting(db: &Pool, building: BuildingId) -> sqlx::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select period from (
            select distinct on (period) period, approved from month_approvals
            where building_id = $1 order by period, asked_at desc, id desc
        ) as newest
        where approved is null and not exists (
            select from charge_runs
            where building_id = $1 and charge_runs.period = newest.period and reversed_at is null
        )
        order by period",
        building.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// A question about to be asked.
pub(super) struct NewQuestion<'a> {
    pub(super) id: Uuid,
    pub(super) building: BuildingId,
    pub(super) period: i32,
    pub(super) digest: &'a [u8],
    pub(super) due_on: NaiveDate,
    pub(super) asked_by: MemberId,
}

pub(super) async fn insert(
    tx: &mut Tx,
    new: &NewQuestion<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into month_approvals
            (id, building_id, period, digest, due_on, asked_by, asked_at)
        values ($1, $2, $3, $4, $5, $6, $7)",
        new.id,
        new.building.as_uuid(),
        new.period,
        new.digest,
        new.due_on,
        new.asked_by.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn answer(
    tx: &mut Tx,
    (question, member): (Uuid, MemberId),
    word: &Word,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let reason = match word {
        Word::Yes => None,
        Word::No(reason) => Some(reason.as_str()),
    };
    query!(
        "update month_approvals
        set approved = $2, reason = $3, answered_by = $4, answered_at = $5 where id = $1",
        question,
        reason.is_none(),
        reason,
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
