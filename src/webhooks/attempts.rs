//! The SQL of attempts to bring an event to an endpoint.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

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

/// What a delivery needs to be made.
pub(super) struct Task {
    pub(super) event: Uuid,
    pub(super) endpoint: EndpointId,
    pub(super) workspace: WorkspaceId,
    pub(super) url: String,
    pub(super) body: String,
    pub(super) secret_version: i32,
    pub(super) secret_changed_at: Option<DateTime<Utc>>,
    pub(super) begun_at: DateTime<Utc>,
    /// Attempts of this round.
    pub(super) attempts: i64,
}

/// `None`: it has ended, another round has begun, or the endpoint is no more.
pub(super) async fn task(
    db: &Pool,
    (delivery, round): (DeliveryId, i32),
) -> sqlx::Result<Option<Task>> {
    query_as!(
        Task,
        r#"select event_id as "event", endpoint_id as "endpoint: EndpointId",
            webhook_endpoints.workspace_id as "workspace: WorkspaceId", url, body,
            secret_version, secret_changed_at, begun_at,
            (
                select count(*) from webhook_attempts
                where delivery_id = webhook_deliveries.id and webhook_attempts.round = $2
            ) as "attempts!"
        from webhook_deliveries
        join webhook_events on webhook_events.id = event_id
        join webhook_endpoints on webhook_endpoints.id = endpoint_id
        where webhook_deliveries.id = $1 and webhook_deliveries.round = $2
        and delivered_at is null and given_up_at is null
        and removed_at is null and disabled_at is null"#,
        delivery.as_uuid(),
        round,
    )
    .fetch_optional(db)
    .await
}

/// Writes down that an attempt is about to be made. Should the machine fall in the moment after, this note may
/// be lost and the event is told twice, as it may be after every fall in the middle of a call.
pub(super) async fn begin_attempt(
    db: &Pool,
    (delivery, round): (DeliveryId, i32),
    now: DateTime<Utc>,
) -> sqlx::Result<i32> {
    query_scalar!(
        "insert into webhook_attempts (delivery_id, seq, round, asked_at)
        select $1, coalesce(max(seq), 0) + 1, $2, $3 from webhook_attempts where delivery_id = $1
        having set_config('synchronous_commit', 'off', true) is not null
        returning seq",
        delivery.as_uuid(),
        round,
        now,
    )
    .fetch_one(db)
    .await
}

pub(super) async fn end_attempt(
    db: &Pool,
    (delivery, seq): (DeliveryId, i32),
    (outcome, status): (Outcome, Option<u16>),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update webhook_attempts set answered_at = $3, outcome = $4, status = $5
        where delivery_id = $1 and seq = $2",
        delivery.as_uuid(),
        seq,
        now,
        outcome.code(),
        status.and_then(|status| i16::try_from(status).ok()),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes down that an attempt was taken, and with it the delivery. The row that all deliveries to an endpoint
/// share is only touched when that was thought to fail.
pub(super) async fn arrived(
    db: &Pool,
    (delivery, seq, round): (DeliveryId, i32, i32),
    (endpoint, status): (EndpointId, Option<u16>),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "with ended as (
            update webhook_attempts set answered_at = $4, outcome = $6, status = $7
            where delivery_id = $1 and seq = $2
        ), healed as (
            update webhook_endpoints set failing_since = null
            where id = $5 and failing_since is not null
        )
        update webhook_deliveries set delivered_at = $4 where id = $1 and round = $3",
        delivery.as_uuid(),
        seq,
        round,
        now,
        endpoint.as_uuid(),
        Outcome::Taken.code(),
        status.and_then(|status| i16::try_from(status).ok()),
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

pub(super) async fn give_up(
    db: &Pool,
    (delivery, round): (DeliveryId, i32),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update webhook_deliveries set given_up_at = $3 where id = $1 and round = $2",
        delivery.as_uuid(),
        round,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
