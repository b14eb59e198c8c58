//! The SQL of webhooks.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Endpoint;
use super::TEST;
use super::Wish;
use super::attempts::Outcome;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::DeliveryId;
use crate::ids::EndpointId;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;

macro_rules! endpoints {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Endpoint,
            r#"select id as "id: EndpointId", workspace_id as "workspace: WorkspaceId", url, types,
                secret_version, secret_changed_at, created_at, failing_since, disabled_at
            from webhook_endpoints "# + $tail
            $(, $argument)*
        )
    };
}

pub(super) async fn count(db: &Pool, workspace: WorkspaceId) -> sqlx::Result<i64> {
    query_scalar!(
        r#"select count(*) as "count!" from webhook_endpoints
        where workspace_id = $1 and removed_at is null"#,
        workspace.as_uuid(),
    )
    .fetch_one(db)
    .await
}

pub(super) async fn insert(
    tx: &mut Tx,
    id: EndpointId,
    (workspace, by): (WorkspaceId, MemberId),
    wish: &Wish,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into webhook_endpoints (id, workspace_id, url, types, created_by, created_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (id) do nothing",
        id.as_uuid(),
        workspace.as_uuid(),
        wish.url,
        &wish.types,
        by.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn of_workspace(db: &Pool, workspace: WorkspaceId) -> sqlx::Result<Vec<Endpoint>> {
    endpoints!(
        "where workspace_id = $1 and removed_at is null order by created_at, id",
        workspace.as_uuid()
    )
    .fetch_all(db)
    .await
}

pub(super) async fn by_id(
    db: &Pool,
    (id, workspace): (EndpointId, WorkspaceId),
) -> sqlx::Result<Option<Endpoint>> {
    endpoints!(
        "where id = $1 and workspace_id = $2 and removed_at is null",
        id.as_uuid(),
        workspace.as_uuid()
    )
    .fetch_optional(db)
    .await
}

pub(super) async fn change(tx: &mut Tx, id: EndpointId, wish: &Wish) -> sqlx::Result<()> {
    query!(
        "update webhook_endpoints
        set url = $2, types = $3, disabled_at = null, failing_since = null
        where id = $1",
        id.as_uuid(),
        wish.url,
        &wish.types,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn remove(tx: &mut Tx, id: EndpointId, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!("update webhook_endpoints set removed_at = $2 where id = $1", id.as_uuid(), now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// `false`: it changed after a moment.
pub(super) async fn rotate(
    tx: &mut Tx,
    endpoint: &Endpoint,
    (now, since): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<bool> {
    let done = query!(
        "update webhook_endpoints
        set secret_version = secret_version + 1, secret_changed_at = $3
        where id = $1 and secret_version = $2
        and (secret_changed_at is null or secret_changed_at <= $4)",
        endpoint.id.as_uuid(),
        endpoint.secret_version,
        now,
        since,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// `None`: it was given up before.
pub(super) async fn disable(
    tx: &mut Tx,
    id: EndpointId,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Endpoint>> {
    let done = query!(
        "update webhook_endpoints set disabled_at = $2 where id = $1 and disabled_at is null",
        id.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(None);
    }
    endpoints!("where id = $1", id.as_uuid()).fetch_optional(&mut **tx).await
}

/// `false`: it was sent before.
pub(super) async fn insert_test(
    tx: &mut Tx,
    (event, delivery): (Uuid, DeliveryId),
    (endpoint, body): (&Endpoint, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "with event as (
            insert into webhook_events (id, workspace_id, type, cause, body, happened_at)
            values ($1, $2, $3, $1::uuid::text, $4, $5)
            on conflict do nothing
            returning id
        )
        insert into webhook_deliveries (id, event_id, endpoint_id, begun_at)
        select $6, id, $7, $5 from event",
        event,
        endpoint.workspace.as_uuid(),
        TEST,
        body,
        now,
        delivery.as_uuid(),
        endpoint.id.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// An event on its way to an endpoint, as its people see it.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Its name.
    pub id: DeliveryId,
    /// The event's type.
    pub event_type: String,
    /// The event.
    pub event: Uuid,
    /// When it happened.
    pub happened_at: DateTime<Utc>,
    /// When it arrived.
    pub delivered_at: Option<DateTime<Utc>>,
    /// When we gave up.
    pub given_up_at: Option<DateTime<Utc>>,
    /// How often it was tried, in all rounds.
    pub attempts: i64,
    /// What came of the last attempt that has ended.
    pub last: Option<Attempt>,
}

/// What came of an attempt.
#[derive(Clone, Copy, Debug)]
pub struct Attempt {
    /// What came of it.
    pub outcome: Outcome,
    /// The HTTP status, where there was an answer.
    pub status: Option<i16>,
    /// When it ended.
    pub at: DateTime<Utc>,
}

/// Which part of a list: after which delivery, and how many.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// The delivery after which it begins.
    pub after: Option<Uuid>,
    /// How many; one more is read.
    pub rows: usize,
}

pub(super) async fn deliveries(
    db: &Pool,
    endpoint: EndpointId,
    page: Page,
) -> sqlx::Result<Vec<Delivery>> {
    let rows = query!(
        r#"select webhook_deliveries.id as "id: DeliveryId", webhook_events.id as "event",
            webhook_events.type as "event_type", happened_at, delivered_at, given_up_at,
            (select count(*) from webhook_attempts where delivery_id = webhook_deliveries.id)
                as "attempts!",
            last.outcome as "outcome?: Outcome", last.status as "status?",
            last.answered_at as "answered_at?"
        from webhook_deliveries
        join webhook_events on webhook_events.id = event_id
        left join lateral (
            select outcome, status, answered_at from webhook_attempts
            where delivery_id = webhook_deliveries.id and outcome is not null
            order by seq desc
            limit 1
        ) as last on true
        where endpoint_id = $1 and ($2::uuid is null or webhook_deliveries.id < $2)
        order by webhook_deliveries.id desc
        limit $3"#,
        endpoint.as_uuid(),
        page.after,
        i64::try_from(page.rows + 1).unwrap_or(i64::MAX),
    )
    .fetch_all(db)
    .await?;
    let mut deliveries = vec![];
    for row in rows {
        let last = row.outcome.zip(row.answered_at);
        deliveries.push(Delivery {
            id: row.id,
            event_type: row.event_type,
            event: row.event,
            happened_at: row.happened_at,
            delivered_at: row.delivered_at,
            given_up_at: row.given_up_at,
            attempts: row.attempts,
            last: last.map(|(outcome, at)| Attempt { outcome, status: row.status, at }),
        });
    }
    Ok(deliveries)
}

/// The next round of a delivery that has ended; `None`: there is none that has.
pub(super) async fn begin_round(
    tx: &mut Tx,
    (endpoint, delivery): (EndpointId, DeliveryId),
    now: DateTime<Utc>,
) -> sqlx::Result<Option<i32>> {
    query_scalar!(
        "update webhook_deliveries
        set round = round + 1, begun_at = $3, delivered_at = null, given_up_at = null
        where id = $1 and endpoint_id = $2
        and (delivered_at is not null or given_up_at is not null)
        returning round",
        delivery.as_uuid(),
        endpoint.as_uuid(),
        now,
    )
    .fetch_optional(&mut **tx)
    .await
}
