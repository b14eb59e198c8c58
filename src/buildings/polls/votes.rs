//! The SQL of votes.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::query;
use sqlx::query_scalar;
use uuid::Uuid;

use crate::db::Pool;
use crate::db::Tx;
use crate::ids::PollId;
use crate::ids::ResidentId;

/// How many open polls wait for somebody's vote on a day.
pub(in crate::buildings) async fn waiting_for(
    db: &Pool,
    resident: ResidentId,
    today: NaiveDate,
) -> sqlx::Result<i64> {
    query_scalar!(
        r#"select count(*) as "count!" from polls
        where id in (select poll_id from poll_weights where resident_id = $1)
        and closed_at is null and called_off_at is null and $2 <= ends_on and not exists (
            select from poll_votes where poll_id = polls.id and resident_id = $1
        )"#,
        resident.as_uuid(),
        today,
    )
    .fetch_one(db)
    .await
}

/// What somebody said so far.
pub(in crate::buildings) async fn vote_of(
    db: &Pool,
    (resident, id): (ResidentId, PollId),
) -> sqlx::Result<Option<i16>> {
    query_scalar!(
        "select answer from poll_votes where poll_id = $2 and resident_id = $1",
        resident.as_uuid(),
        id.as_uuid(),
    )
    .fetch_optional(db)
    .await
}

/// Those who may vote; or, of them, who has not voted.
pub(super) async fn voters(tx: &mut Tx, id: PollId, only_silent: bool) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "select distinct resident_id from poll_weights
        where poll_id = $1 and not ($2 and exists (
            select from poll_votes
            where poll_votes.poll_id = $1 and poll_votes.resident_id = poll_weights.resident_id
        ))
        order by resident_id",
        id.as_uuid(),
        only_silent,
    )
    .fetch_all(&mut **tx)
    .await
}

/// Whether somebody has weight in a poll that has this answer.
pub(super) async fn may_vote(
    tx: &mut Tx,
    (resident, id): (ResidentId, PollId),
    answer: i16,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from poll_weights where poll_id = $2 and resident_id = $1
        ) and exists (
            select from poll_answers where poll_id = $2 and place = $3
        ) as "may!""#,
        resident.as_uuid(),
        id.as_uuid(),
        answer,
    )
    .fetch_one(&mut **tx)
    .await
}

pub(super) async fn cast(
    tx: &mut Tx,
    (resident, id): (ResidentId, PollId),
    answer: i16,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into poll_votes (poll_id, resident_id, answer, cast_at) values ($1, $2, $3, $4)
        on conflict (poll_id, resident_id)
        do update set answer = excluded.answer, cast_at = excluded.cast_at",
        id.as_uuid(),
        resident.as_uuid(),
        answer,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
