//! The SQL of attempts to bring an event to an endpoint.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Round;
use crate::db::Pool;
use crate::ids::DeliveryId;
use crate::ids::EndpointId;
use crate::ids::WorkspaceId;

/// What can come of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Outcome {
    /// The endpoint has it.
    Taken,
    /// The endpoint answered something else than 2xx.
    Refused,
    /// No connection was made, or it would have led inside.
    NotReached,
    /// No answer came in time.
    Silent,
    /// The address is not one that we go to.
    Forbidden,
}

impl Outcome {
    /// As the database and the API write it.
    pub fn code(self) -> &'static str {
        match self {
            Outcome::Taken => "taken",
            Outcome::Refused => "refused",
            Outcome::NotReached => "not_reached",
            Outcome::Silent => "silent",
            Outcome::Forbidden => "forbidden",
        }
    }
}

/// What an attempt needs to be made.
pub(super) struct Task {
    pub(super) round: Round,
    /// Which attempt of the delivery it is.
    pub(super) seq: i32,
    pub(super) event: Uuid,
    pub(super) endpoint: EndpointId,
    pub(super) workspace: WorkspaceId,
    pub(super) url: String,
    pub(super) body: String,
    pub(super) secret_version: i32,
    pub(super) secret_changed_at: Option<DateTime<Utc>>,
    pub(super) begun_at: DateTime<Utc>,
    /// Attempts of this round that were made before.
    pub(super) attempts: i64,
}

/// Writes down that attempts are about to be made, and says what they need. Of a round there is none when it has
/// ended, when another has begun, when the endpoint is no more, or when another worker makes it at this moment.
///
/// It waits for no disk: should the machine fall in the moment after, this note may be lost and the event is
/// told twice, as it may be after every fall in the middle of a call.
pub(super) async fn begin(
    db: &Pool,
    rounds: &[Round],
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Task>> {
    let rows = query!(
        r#"with tasks as (
            select webhook_deliveries.id as delivery, webhook_deliveries.round, event_id,
                endpoint_id, webhook_endpoints.workspace_id, url, body,
                secret_version, secret_changed_at, begun_at, made.attempts, made.last_seq
            from unnest($1::uuid[], $2::integer[]) as wanted (delivery, round)
            join webhook_deliveries on webhook_deliveries.id = wanted.delivery
                and webhook_deliveries.round = wanted.round
            join webhook_events on webhook_events.id = event_id
            join webhook_endpoints on webhook_endpoints.id = endpoint_id
            cross join lateral (
                select count(*) filter (where webhook_attempts.round = wanted.round) as attempts,
                    coalesce(max(seq), 0) as last_seq
                from webhook_attempts where delivery_id = wanted.delivery
            ) as made
            where delivered_at is null and given_up_at is null
            and removed_at is null and disabled_at is null
        ), begun as (
            insert into webhook_attempts (delivery_id, seq, round, asked_at)
            select delivery, last_seq + 1, round, $3 from tasks
            where (select set_config('synchronous_commit', 'off', true)) is not null
            on conflict do nothing
            returning delivery_id, seq
        )
        select delivery as "delivery: DeliveryId", round, seq, event_id as "event",
            endpoint_id as "endpoint: EndpointId", workspace_id as "workspace: WorkspaceId",
            url, body, secret_version, secret_changed_at, begun_at, attempts as "attempts!"
        from tasks
        join begun on delivery_id = delivery"#,
        &rounds.iter().map(|round| round.delivery.as_uuid()).collect::<Vec<_>>(),
        &rounds.iter().map(|round| round.number).collect::<Vec<_>>(),
        now,
    )
    .fetch_all(db)
    .await?;
    let tasks = rows.into_iter().map(|row| Task {
        round: Round { delivery: row.delivery, number: row.round },
        seq: row.seq,
        event: row.event,
        endpoint: row.endpoint,
        workspace: row.workspace,
        url: row.url,
        body: row.body,
        secret_version: row.secret_version,
        secret_changed_at: row.secret_changed_at,
        begun_at: row.begun_at,
        attempts: row.attempts,
    });
    Ok(tasks.collect())
}

pub(super) async fn end_attempt(
    db: &Pool,
    task: &Task,
    (outcome, status): (Outcome, Option<u16>),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update webhook_attempts set answered_at = $3, outcome = $4, status = $5
        where delivery_id = $1 and seq = $2",
        task.round.delivery.as_uuid(),
        task.seq,
        now,
        outcome.code(),
        status.and_then(|status| i16::try_from(status).ok()),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes down that attempts were taken, each with the status it was answered by, and with them the deliveries.
/// The row that all deliveries to an endpoint share is only touched when that was thought to fail.
pub(super) async fn arrived(
    db: &Pool,
    taken: &[(&Task, u16)],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "with taken as (
            select * from unnest($1::uuid[], $2::integer[], $3::integer[], $4::smallint[])
                as taken (delivery, round, seq, status)
        ), ended as (
            update webhook_attempts
            set answered_at = $6, outcome = $7, status = taken.status
            from taken
            where delivery_id = taken.delivery and webhook_attempts.seq = taken.seq
        ), failing as (
            select id from webhook_endpoints
            where id = any($5) and failing_since is not null
            order by id
            for update
        ), healed as (
            update webhook_endpoints set failing_since = null
            where id in (select id from failing)
        )
        update webhook_deliveries set delivered_at = $6
        from taken
        where id = taken.delivery and webhook_deliveries.round = taken.round",
        &taken.iter().map(|(task, _)| task.round.delivery.as_uuid()).collect::<Vec<_>>(),
        &taken.iter().map(|(task, _)| task.round.number).collect::<Vec<_>>(),
        &taken.iter().map(|(task, _)| task.seq).collect::<Vec<_>>(),
        &taken.iter().map(|(_, status)| i16::try_from(*status).ok()).collect::<Vec<_>>()
            as &[Option<i16>],
        &taken.iter().map(|(task, _)| task.endpoint.as_uuid()).collect::<Vec<_>>(),
        now,
        Outcome::Taken.code(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Since when nothing arrives there.
pub(super) async fn failed(
    db: &Pool,
    endpoint: EndpointId,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    query_scalar!(
        "update webhook_endpoints set failing_since = coalesce(failing_since, $2)
        where id = $1
        returning failing_since",
        endpoint.as_uuid(),
        now,
    )
    .fetch_one(db)
    .await
}

pub(super) async fn give_up(db: &Pool, round: Round, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!(
        "update webhook_deliveries set given_up_at = $3 where id = $1 and round = $2",
        round.delivery.as_uuid(),
        round.number,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
