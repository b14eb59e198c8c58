//! Bringing events to endpoints. An attempt is written down before it is made and its outcome after, so a
//! delivery whose worker died is seen, and made again: what arrives twice has one id. Some are made at the
//! same time, and written down together: what a statement costs is paid once for all of them.

use std::collections::HashSet;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use reqwest::header::CONTENT_TYPE;
use tokio::task::JoinSet;

use super::BOTH_SECRETS;
use super::Round;
use super::attempts;
use super::attempts::Outcome;
use super::attempts::Task;
use super::sign;
use crate::app::App;
use crate::ids::EndpointId;
use crate::ids::WorkspaceId;
use crate::outbound::Reply;
use crate::outbound::Silence;

/// How long an event is tried.
const TRIED_FOR: TimeDelta = TimeDelta::hours(72);

/// The pauses after the first attempts; after the last of them each is a day, and the very last attempt
/// is made when the time is over.
const PAUSES: [TimeDelta; 11] = [
    TimeDelta::seconds(5),
    TimeDelta::seconds(30),
    TimeDelta::minutes(2),
    TimeDelta::minutes(10),
    TimeDelta::minutes(30),
    TimeDelta::hours(1),
    TimeDelta::hours(2),
    TimeDelta::hours(4),
    TimeDelta::hours(8),
    TimeDelta::hours(12),
    TimeDelta::hours(16),
];

/// By this an endpoint says that it is gone for good.
const GONE: u16 = 410;

/// What follows from an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing.
    Done,
    /// Another attempt.
    At(DateTime<Utc>),
    /// Nothing arrives at this endpoint any more: it is to be given up.
    GiveUp(WorkspaceId, EndpointId),
}

/// Attempts that are made at the same time.
pub struct Calls {
    app: App,
    /// Rounds of which no attempt is made.
    over: Vec<Round>,
    under_way: JoinSet<Ended>,
}

/// What came of an attempt.
struct Ended {
    task: Task,
    outcome: Outcome,
    reply: Option<Reply>,
}

/// Begins the next attempts of rounds, all at once.
pub async fn call(app: &App, rounds: &[Round]) -> sqlx::Result<Calls> {
    let now = app.clock.now();
    let tasks = attempts::begin(&app.back_db, rounds, now).await?;
    let begun: HashSet<Round> = tasks.iter().map(|task| task.round).collect();
    let over = rounds.iter().copied().filter(|round| !begun.contains(round)).collect();
    let mut under_way = JoinSet::new();
    for task in tasks {
        let app = app.clone();
        under_way.spawn(async move {
            let (outcome, reply) = attempt(&app, &task, now).await;
            Ended { task, outcome, reply }
        });
    }
    Ok(Calls { app: app.clone(), over, under_way })
}

impl Calls {
    /// What follows from those that have ended, which is written down; all that have by now are told
    /// together. `None`: no more are under way. An error means that somebody may have taken the event and
    /// we could not write it down.
    pub async fn ended(&mut self) -> Option<sqlx::Result<Vec<(Round, Next)>>> {
        if !self.over.is_empty() {
            let over = std::mem::take(&mut self.over);
            return Some(Ok(over.into_iter().map(|round| (round, Next::Done)).collect()));
        }
        let mut ended = vec![self.under_way.join_next().await?];
        ended.extend(std::iter::from_fn(|| self.under_way.try_join_next()));
        let ended: Vec<Ended> = ended.into_iter().filter_map(Result::ok).collect();
        Some(write_down(&self.app, &ended).await)
    }
}

async fn write_down(app: &App, ended: &[Ended]) -> sqlx::Result<Vec<(Round, Next)>> {
    let now = app.clock.now();
    let mut next = vec![];
    let mut taken = vec![];
    for it in ended {
        let status = it.reply.as_ref().map(|reply| reply.status);
        if let (Outcome::Taken, Some(status)) = (it.outcome, status) {
            taken.push((&it.task, status));
            next.push((it.task.round, Next::Done));
        } else {
            next.push((it.task.round, missed(app, it, now).await?));
        }
    }
    if !taken.is_empty() {
        attempts::arrived(&app.back_db, &taken, now).await?;
    }
    Ok(next)
}

/// What follows from an attempt that was not taken.
async fn missed(
    app: &App,
    Ended { task, outcome, reply }: &Ended,
    now: DateTime<Utc>,
) -> sqlx::Result<Next> {
    let status = reply.as_ref().map(|reply| reply.status);
    attempts::end_attempt(&app.back_db, task, (*outcome, status), now).await?;
    let failing_since = attempts::failed(&app.back_db, task.endpoint, now).await?;
    let asked_later = reply.as_ref().and_then(|reply| reply.retry_after);
    let next = next_at(task, now, asked_later);
    if let Some(at) = next.filter(|_| status != Some(GONE)) {
        return Ok(Next::At(at));
    }
    attempts::give_up(&app.back_db, task.round, now).await?;
    let is_dead = status == Some(GONE) || failing_since.is_some_and(|at| TRIED_FOR <= now - at);
    Ok(if is_dead { Next::GiveUp(task.workspace, task.endpoint) } else { Next::Done })
}

async fn attempt(app: &App, task: &Task, now: DateTime<Utc>) -> (Outcome, Option<Reply>) {
    // The rules may have become stricter since the address was saved.
    let Ok(url) = app.strangers.check(&task.url) else { return (Outcome::Forbidden, None) };
    let id = sign::message_id(task.event);
    let signatures = sign::signatures(&keys(app, task, now), (&id, now), &task.body);
    let request = app
        .strangers
        .post(&url)
        .header(CONTENT_TYPE, "application/json")
        .header("webhook-id", id)
        .header("webhook-timestamp", now.timestamp())
        .header("webhook-signature", signatures)
        .body(task.body.clone());
    match app.strangers.send(request).await {
        Ok(reply) if (200..300).contains(&reply.status) => (Outcome::Taken, Some(reply)),
        Ok(reply) => (Outcome::Refused, Some(reply)),
        Err(Silence::NotSent) => (Outcome::NotReached, None),
        Err(Silence::Lost) => (Outcome::Silent, None),
    }
}

/// The newest key, and for a day the one before it.
fn keys(app: &App, task: &Task, now: DateTime<Utc>) -> Vec<[u8; 32]> {
    let key = |version| app.keys.webhook_key(task.endpoint, version);
    let is_new = task.secret_changed_at.is_some_and(|at| now - at < BOTH_SECRETS);
    let older = is_new.then(|| key(task.secret_version - 1));
    std::iter::once(key(task.secret_version)).chain(older).collect()
}

/// When the next attempt is made; `None`: the time is over. Up to an eighth is added to a pause, so that
/// what failed together is not tried together.
fn next_at(
    task: &Task,
    now: DateTime<Utc>,
    asked_later: Option<TimeDelta>,
) -> Option<DateTime<Utc>> {
    let end = task.begun_at + TRIED_FOR;
    if end <= now {
        return None;
    }
    let place = usize::try_from(task.attempts).unwrap_or(usize::MAX);
    let pause = PAUSES.get(place).copied().unwrap_or(TimeDelta::days(1));
    let jitter = i32::try_from(task.round.delivery.as_uuid().as_u128() % 256).unwrap_or_default();
    let pause = pause + pause / 2048 * jitter;
    Some((now + pause.max(asked_later.unwrap_or_default())).min(end))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_event_is_tried_for_three_days_with_growing_pauses_and_once_more_at_their_end() {
        let begun_at = DateTime::UNIX_EPOCH;
        let mut task = Task {
            round: Round { delivery: Uuid::nil().into(), number: 1 },
            seq: 1,
            event: Uuid::nil(),
            endpoint: Uuid::nil().into(),
            workspace: Uuid::nil().into(),
            url: String::new(),
            body: String::new(),
            secret_version: 1,
            secret_changed_at: None,
            begun_at,
            attempts: 0,
        };
        let (mut now, mut times) = (begun_at, vec![]);
        while let Some(next) = next_at(&task, now, None) {
            times.push(next - now);
            (now, task.attempts) = (next, task.attempts + 1);
        }
        assert_eq!(now - begun_at, TRIED_FOR);
        assert_eq!(times[0], TimeDelta::seconds(5));
        assert_eq!(times.len(), 13, "{times:?}");
        let soon = next_at(&task, begun_at, Some(TimeDelta::days(9)));
        assert_eq!(
            soon,
            Some(begun_at + TRIED_FOR),
            "who asks for more time gets no more than that"
        );
    }
}
