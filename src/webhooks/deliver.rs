//! Bringing an event to an endpoint. An attempt is written down before it is made and its outcome after,
//! so a delivery whose worker died is seen, and made again: what arrives twice has one id.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use reqwest::header::CONTENT_TYPE;
use uuid::Uuid;

use super::BOTH_SECRETS;
use super::attempts;
use super::attempts::Outcome;
use super::attempts::Task;
use super::sign;
use crate::app::App;
use crate::ids::DeliveryId;
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

/// Makes the next attempt of a delivery's round.
pub async fn deliver(app: &App, id: DeliveryId, round: i32) -> sqlx::Result<Next> {
    let now = app.clock.now();
    let Some(task) = attempts::task(&app.back_db, (id, round)).await? else {
        return Ok(Next::Done);
    };
    let seq = attempts::begin_attempt(&app.back_db, (id, round), now).await?;
    let (outcome, reply) = attempt(app, &task, now).await;
    let status = reply.as_ref().map(|reply| reply.status);
    let now = app.clock.now();
    if outcome == Outcome::Taken {
        attempts::arrived(&app.back_db, (id, seq, round), (task.endpoint, status), now).await?;
        return Ok(Next::Done);
    }
    attempts::end_attempt(&app.back_db, (id, seq), (outcome, status), now).await?;
    let failing_since = attempts::failed(&app.back_db, task.endpoint, now).await?;
    let asked_later = reply.and_then(|reply| reply.retry_after);
    let next = next_at(&task, id.as_uuid(), now, asked_later);
    if let Some(at) = next.filter(|_| status != Some(GONE)) {
        return Ok(Next::At(at));
    }
    attempts::give_up(&app.back_db, (id, round), now).await?;
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
    salt: Uuid,
    now: DateTime<Utc>,
    asked_later: Option<TimeDelta>,
) -> Option<DateTime<Utc>> {
    let end = task.begun_at + TRIED_FOR;
    if end <= now {
        return None;
    }
    let place = usize::try_from(task.attempts).unwrap_or(usize::MAX);
    let pause = PAUSES.get(place).copied().unwrap_or(TimeDelta::days(1));
    let jitter = i32::try_from(salt.as_u128() % 256).unwrap_or_default();
    let pause = pause + pause / 2048 * jitter;
    Some((now + pause.max(asked_later.unwrap_or_default())).min(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_tried_for_three_days_with_growing_pauses_and_once_more_at_their_end() {
        let begun_at = DateTime::UNIX_EPOCH;
        let mut task = Task {
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
        while let Some(next) = next_at(&task, Uuid::nil(), now, None) {
            times.push(next - now);
            (now, task.attempts) = (next, task.attempts + 1);
        }
        assert_eq!(now - begun_at, TRIED_FOR);
        assert_eq!(times[0], TimeDelta::seconds(5));
        assert_eq!(times.len(), 13, "{times:?}");
        let soon = next_at(&task, Uuid::nil(), begun_at, Some(TimeDelta::days(9)));
        assert_eq!(
            soon,
            Some(begun_at + TRIED_FOR),
            "who asks for more time gets no more than that"
        );
    }
}
