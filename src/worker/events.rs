//! Events for programs are told some at a time: what a statement costs is paid once for all of them, and one
//! place that is slow to answer holds up none of the others.

use std::collections::HashMap;

use anyhow::anyhow;

use super::Done;
use super::count_ended;
use super::end;
use crate::app::App;
use crate::programs;
use crate::queue;
use crate::queue::Claim;
use crate::queue::Job;
use crate::webhooks;
use crate::webhooks::Round;

/// So many are told at the same time, in one of the worker's slots.
const TOGETHER: usize = 16;

/// What was claimed: events, which are done together, and what is done each by itself.
#[derive(Default)]
pub(super) struct Claimed {
    pub(super) events: Vec<Claim>,
    pub(super) others: Vec<Claim>,
}

impl Claimed {
    pub(super) fn len(&self) -> usize {
        self.events.len() + self.others.len()
    }
}

/// Claims up to `count` jobs, and with an event as many more as are told together.
pub(super) async fn claim(app: &App, count: i64) -> sqlx::Result<Claimed> {
    let now = app.clock.now();
    let claims = queue::claim(&app.back_db, count, now).await?;
    let (mut events, others): (Vec<_>, Vec<_>) =
        claims.into_iter().partition(|claim| round_of(claim).is_some());
    if let Some(one) = events.first() {
        let more = TOGETHER.saturating_sub(events.len());
        let more = queue::claim_alike(&app.back_db, one, more, now).await?;
        events.extend(more);
    }
    Ok(Claimed { events, others })
}

fn round_of(claim: &Claim) -> Option<Round> {
    match claim.job {
        Ok(Job::DeliverWebhook { delivery, round }) => Some(Round { delivery, number: round }),
        _ => None,
    }
}

/// Tells events, and writes down of each what became of its job as soon as it is known.
pub(super) async fn tell(app: &App, claims: Vec<Claim>) -> sqlx::Result<()> {
    let mut waiting: HashMap<Round, Claim> =
        claims.into_iter().filter_map(|claim| Some((round_of(&claim)?, claim))).collect();
    let rounds: Vec<Round> = waiting.keys().copied().collect();
    let mut why = anyhow!("an attempt to tell it ended without a word");
    match webhooks::call(app, &rounds).await {
        Ok(mut calls) => {
            while let Some(ended) = calls.ended().await {
                match ended {
                    Ok(ended) => follow(app, ended, &mut waiting).await?,
                    Err(error) => why = error.into(),
                }
            }
        }
        Err(error) => why = error.into(),
    }
    for claim in waiting.values() {
        end(app, claim, Err(anyhow!("{why:#}"))).await?;
    }
    Ok(())
}

async fn follow(
    app: &App,
    ended: Vec<(Round, webhooks::Next)>,
    waiting: &mut HashMap<Round, Claim>,
) -> sqlx::Result<()> {
    let mut finished = vec![];
    for (round, next) in ended {
        let Some(claim) = waiting.remove(&round) else { continue };
        match programs::follow(app, next).await {
            Ok(None) => finished.push(claim),
            Ok(Some(at)) => end(app, &claim, Ok(Done::ComeAgainAt(at))).await?,
            Err(error) => end(app, &claim, Err(error.into())).await?,
        }
    }
    if let Some(one) = finished.first() {
        let kept = queue::finish_all(&app.back_db, &finished, app.clock.now()).await?;
        if kept < finished.len() {
            tracing::warn!(
                kept,
                of = finished.len(),
                "events were told after their lease had ended"
            );
        }
        count_ended(&one.kind, "done", finished.len());
    }
    Ok(())
}
