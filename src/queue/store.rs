//! The queue's SQL.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Claim;
use super::Row;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::JobId;

/// A job that failed too often.
#[derive(Debug)]
pub struct DeadJob {
    /// Its name.
    pub id: JobId,
    /// The kind's name.
    pub kind: String,
    /// The last failure, in our own words.
    pub last_error: Option<String>,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

pub(super) async fn add(tx: &mut Tx, row: &Row) -> sqlx::Result<()> {
    query!(
        "select add_job($1, $2, $3, $4, $5, $6, $7)",
        row.id,
        row.kind,
        row.payload,
        row.dedup_key as _,
        row.priority,
        row.run_at,
        row.created_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn add_all(tx: &mut Tx, rows: &[Row]) -> sqlx::Result<()> {
    query!(
        "insert into jobs (id, kind, payload, dedup_key, priority, run_at, created_at)
        select * from unnest($1::uuid[], $2::text[], $3::jsonb[], $4::text[], $5::smallint[],
            $6::timestamptz[], $7::timestamptz[])
        on conflict (dedup_key) do nothing",
        &rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.kind.to_owned()).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.payload.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.dedup_key.clone()).collect::<Vec<_>>() as &[Option<String>],
        &rows.iter().map(|row| row.priority).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.run_at).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.created_at).collect::<Vec<_>>(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn claim(
    db: &Pool,
    count: i64,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> sqlx::Result<Vec<Claim>> {
    let token = Uuid::new_v4();
    let rows = query_as!(
        Claimed,
        "update jobs
        set run_at = $3, attempts = attempts + 1, failures = failures + 1, lease_token = $4
        where id in (
            select id from jobs
            where state = 'queued' and run_at <= $2
            order by priority, run_at
            limit $1
            for update skip locked
        )
        returning id, kind, payload, attempts, failures",
        count,
        now,
        until,
        token,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.held_by(token)).collect())
}

pub(super) async fn claim_alike(
    db: &Pool,
    (kind, count): (&str, i64),
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> sqlx::Result<Vec<Claim>> {
    let token = Uuid::new_v4();
    let rows = query_as!(
        Claimed,
        "update jobs
        set run_at = $4, attempts = attempts + 1, failures = failures + 1, lease_token = $5
        where id in (
            select id from jobs
            where state = 'queued' and kind = $1 and run_at <= $3
            order by priority, run_at
            limit $2
            for update skip locked
        )
        returning id, kind, payload, attempts, failures",
        kind,
        count,
        now,
        until,
        token,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.held_by(token)).collect())
}

struct Claimed {
    id: Uuid,
    kind: String,
    payload: serde_json::Value,
    attempts: i32,
    failures: i32,
}

impl Claimed {
    fn held_by(self, token: Uuid) -> Claim {
        let job = serde_json::from_value(self.payload).map_err(|error| error.to_string());
        let (attempt, failures) = (self.attempts, self.failures);
        Claim { id: JobId::from(self.id), kind: self.kind, job, attempt, failures, token }
    }
}

/// Waits for no disk: should the machine fall in the moment after, the job is done once more, as it may be
/// after every fall, and each is safe to repeat.
pub(super) async fn finish(
    db: &Pool,
    id: JobId,
    token: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "update jobs
        set state = 'done', run_at = $3, lease_token = null
        where id = $1 and lease_token = $2 and state = 'queued'
        and set_config('synchronous_commit', 'off', true) is not null",
        id.as_uuid(),
        token,
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Waits for no disk either. How many were still held.
pub(super) async fn finish_all(
    db: &Pool,
    claims: &[Claim],
    now: DateTime<Utc>,
) -> sqlx::Result<usize> {
    let done = query!(
        "update jobs
        set state = 'done', run_at = $3, lease_token = null
        from unnest($1::uuid[], $2::uuid[]) as held (id, token)
        where jobs.id = held.id and lease_token = held.token and state = 'queued'
        and (select set_config('synchronous_commit', 'off', true)) is not null",
        &claims.iter().map(|claim| claim.id.as_uuid()).collect::<Vec<_>>(),
        &claims.iter().map(|claim| claim.token).collect::<Vec<_>>(),
        now,
    )
    .execute(db)
    .await?;
    Ok(usize::try_from(done.rows_affected()).unwrap_or(usize::MAX))
}

pub(super) async fn postpone(
    db: &Pool,
    id: JobId,
    token: Uuid,
    run_at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "update jobs
        set run_at = $3, lease_token = null, failures = 0
        where id = $1 and lease_token = $2 and state = 'queued'",
        id.as_uuid(),
        token,
        run_at,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn fail(
    db: &Pool,
    claim: &Claim,
    reason: &str,
    run_at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "update jobs
        set run_at = $3, lease_token = null, last_error = $4,
            state = case when $5 then 'dead' else 'queued' end
        where id = $1 and lease_token = $2 and state = 'queued'",
        claim.id.as_uuid(),
        claim.token,
        run_at,
        reason,
        claim.is_last(),
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn bring_forward(
    db: &Pool,
    dedup_key: &str,
    run_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update jobs
        set run_at = $2, attempts = 0
        where dedup_key = $1 and state = 'queued' and lease_token is null and run_at > $2",
        dedup_key,
        run_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn put_off(db: &Pool, dedup_key: &str, run_at: DateTime<Utc>) -> sqlx::Result<()> {
    query!(
        "update jobs
        set run_at = $2
        where dedup_key = $1 and state = 'queued' and lease_token is null and run_at < $2",
        dedup_key,
        run_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn dead(db: &Pool) -> sqlx::Result<Vec<DeadJob>> {
    query_as!(
        DeadJob,
        "select id, kind, last_error, created_at
        from jobs
        where state = 'dead'
        order by created_at
        limit 100",
    )
    .fetch_all(db)
    .await
}

pub(super) async fn revive(db: &Pool, id: JobId, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let done = query!(
        "update jobs
        set state = 'queued', attempts = 0, failures = 0, run_at = $2
        where id = $1 and state = 'dead'",
        id.as_uuid(),
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn next_due(db: &Pool) -> sqlx::Result<Option<DateTime<Utc>>> {
    query_scalar!("select min(run_at) from jobs where state = 'queued'").fetch_one(db).await
}

/// How many were forgotten; at most `count`, so that no statement takes long.
pub(super) async fn forget_done(db: &Pool, before: DateTime<Utc>, count: i64) -> sqlx::Result<u64> {
    let done = query!(
        "delete from jobs
        where id in (select id from jobs where state = 'done' and run_at < $1 limit $2)",
        before,
        count,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
