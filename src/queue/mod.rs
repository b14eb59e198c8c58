//! Work for later, in the database: what must happen is a row of the transaction that makes it
//! necessary, and any number of workers take rows without taking the same one.

mod job;
mod store;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use uuid::Uuid;

use crate::db::Pool;
use crate::db::Tx;
use crate::ids;
use crate::ids::JobId;

pub use job::Job;
pub use job::Priority;
pub use store::DeadJob;

/// How long a worker may keep a job before another may take it.
pub const LEASE: TimeDelta = TimeDelta::seconds(60);

/// A due job that waits longer than this says that the worker is not well.
pub const LAG_SECONDS_MAX: i64 = 120;

/// Failures after which a person has to look.
const FAILURES_MAX: i32 = 8;

/// A job that never dies waits no longer than this.
const PAUSE_OF_IMMORTALS: TimeDelta = TimeDelta::minutes(1);

/// Done jobs that are forgotten in one statement.
const FORGOTTEN_AT_ONCE: i64 = 5_000;

/// A job that this worker holds until its lease ends.
#[derive(Debug)]
pub struct Claim {
    /// The job's name.
    pub id: JobId,
    /// The kind's name, as in the table.
    pub kind: String,
    /// The work. One that cannot be read fails like any other: a newer program on the same database
    /// may know it, and after the last attempt a person has to look.
    pub job: Result<Job, String>,
    /// Which attempt this is, from 1.
    pub attempt: i32,
    /// Attempts in a row that did not end well, this one counted.
    pub failures: i32,
    token: Uuid,
}

impl Claim {
    /// Whether the job is laid aside as dead when this attempt fails.
    pub fn is_last(&self) -> bool {
        self.has_failed_often() && !self.is_immortal()
    }

    /// Whether a person has to hear of it when this attempt fails.
    pub fn has_failed_often(&self) -> bool {
        FAILURES_MAX <= self.failures
    }

    fn is_immortal(&self) -> bool {
        self.job.as_ref().is_ok_and(Job::never_dies)
    }
}

/// Adds work to be done as soon as may be.
pub async fn add(tx: &mut Tx, job: &Job, now: DateTime<Utc>) -> sqlx::Result<()> {
    add_at(tx, job, now, now).await
}

/// Adds work to be done at a moment.
pub async fn add_at(
    tx: &mut Tx,
    job: &Job,
    run_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let row = Row::of(job, job.priority(), run_at, now);
    store::add(tx, &row).await
}

/// Adds the rows of many jobs at once.
pub async fn add_all(tx: &mut Tx, rows: &[Row]) -> sqlx::Result<()> {
    store::add_all(tx, rows).await
}

/// A job as its row, for statements that add one together with their own change.
#[derive(Debug)]
pub struct Row {
    /// Its name.
    pub id: Uuid,
    /// The kind's name.
    pub kind: &'static str,
    /// The job as JSON.
    pub payload: serde_json::Value,
    /// What makes two of them one.
    pub dedup_key: Option<String>,
    /// Lower goes first.
    pub priority: i16,
    /// When it is due.
    pub run_at: DateTime<Utc>,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

impl Row {
    /// The row of a job.
    pub fn of(job: &Job, priority: Priority, run_at: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        Self {
            id: ids::at(now),
            kind: job.kind(),
            payload: serde_json::to_value(job).unwrap_or_default(),
            dedup_key: job.dedup_key(),
            priority: priority as i16,
            run_at,
            created_at: now,
        }
    }
}

/// Takes up to `count` due jobs for a minute. A job whose worker vanished comes here again.
pub async fn claim(db: &Pool, count: i64, now: DateTime<Utc>) -> sqlx::Result<Vec<Claim>> {
    store::claim(db, count, now, now + LEASE).await
}

/// Takes up to `count` more jobs of the kind of one that was taken, to be done together with it.
pub async fn claim_alike(
    db: &Pool,
    one: &Claim,
    count: usize,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Claim>> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    store::claim_alike(db, (&one.kind, count), now, now + LEASE).await
}

/// Says that jobs are done, and of how many: the lease of the others had ended, and another worker has
/// them now.
pub async fn finish_all(db: &Pool, claims: &[Claim], now: DateTime<Utc>) -> sqlx::Result<usize> {
    store::finish_all(db, claims, now).await
}

/// Says that a job is done. `false`: the lease had ended and another worker has the job now.
pub async fn finish(db: &Pool, claim: &Claim, now: DateTime<Utc>) -> sqlx::Result<bool> {
    store::finish(db, claim.id, claim.token, now).await
}

/// Puts a job back for a later moment; this was no failure.
pub async fn postpone(db: &Pool, claim: &Claim, run_at: DateTime<Utc>) -> sqlx::Result<bool> {
    store::postpone(db, claim.id, claim.token, run_at).await
}

/// Puts a failed job back with a growing pause, or lays it aside as dead. `false`: the lease had ended
/// and another worker has the job now.
pub async fn fail(
    db: &Pool,
    claim: &Claim,
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let reason: String = reason.chars().take(2000).collect();
    let pause = pause_after(claim.failures, claim.id.as_uuid());
    let pause = if claim.is_immortal() { pause.min(PAUSE_OF_IMMORTALS) } else { pause };
    let run_at = now + pause;
    store::fail(db, claim, &reason, run_at).await
}

/// Makes a job due earlier than it is, if it waits at all.
pub async fn bring_forward(db: &Pool, job: &Job, run_at: DateTime<Utc>) -> sqlx::Result<()> {
    store::bring_forward(db, &job.dedup_key().unwrap_or_default(), run_at).await
}

/// Makes a job due no earlier than at a moment, if it waits at all.
pub async fn put_off(db: &Pool, job: &Job, run_at: DateTime<Utc>) -> sqlx::Result<()> {
    store::put_off(db, &job.dedup_key().unwrap_or_default(), run_at).await
}

/// The jobs that a person has to look at, oldest first; at most a hundred.
pub async fn dead(db: &Pool) -> sqlx::Result<Vec<DeadJob>> {
    store::dead(db).await
}

/// Gives a dead job a new life. `false`: there is no such dead job.
pub async fn revive(db: &Pool, id: JobId, now: DateTime<Utc>) -> sqlx::Result<bool> {
    store::revive(db, id, now).await
}

/// When the next job is due.
pub async fn next_due(db: &Pool) -> sqlx::Result<Option<DateTime<Utc>>> {
    store::next_due(db).await
}

/// Seconds that the oldest due job has waited; zero when none is late.
pub async fn lag_seconds(db: &Pool, now: DateTime<Utc>) -> sqlx::Result<i64> {
    Ok(next_due(db).await?.map_or(0, |due| (now - due).num_seconds().max(0)))
}

/// Forgets done jobs that ended before a moment.
pub async fn forget_done(db: &Pool, before: DateTime<Utc>) -> sqlx::Result<()> {
    while store::forget_done(db, before, FORGOTTEN_AT_ONCE).await?
        == FORGOTTEN_AT_ONCE.unsigned_abs()
    {}
    Ok(())
}

/// 10 s, 40 s, 2 min 40 s … at most 6 h, and up to a quarter more, so that what failed together is
/// not tried together.
fn pause_after(attempt: i32, salt: Uuid) -> TimeDelta {
    let doublings = u32::try_from(2 * (attempt - 1)).unwrap_or_default().min(12);
    let seconds = (10_i64 << doublings).min(6 * 3600);
    let jitter = i64::try_from(salt.as_u128() % 256).unwrap_or_default();
    TimeDelta::seconds(seconds + seconds * jitter / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pauses_grow_from_ten_seconds_to_six_hours() {
        let pause = |attempt| pause_after(attempt, Uuid::nil()).num_seconds();
        assert_eq!([pause(1), pause(2), pause(3)], [10, 40, 160]);
        assert_eq!(pause(8), 6 * 3600);
    }
}
