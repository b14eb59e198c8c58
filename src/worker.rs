//! Does the jobs. Any number of workers may run; what one of them was doing when it died, another
//! does again after the lease.

mod events;

use std::sync::Arc;
use std::time::Duration;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::acts;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::buildings;
use crate::db;
use crate::ids::NoticeId;
use crate::ids::TransferId;
use crate::ledger;
use crate::ledger::audit;
use crate::links;
use crate::members;
use crate::notices;
use crate::notices::Call;
use crate::payments;
use crate::payouts;
use crate::queue;
use crate::queue::Claim;
use crate::queue::Job;
use crate::receipts;
use crate::sessions;
use crate::terminals;
use crate::transfers;
use crate::wallet;
use crate::web::limits;

/// How often a worker looks for due jobs when nobody rings.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Done jobs are kept this long.
const DONE_KEPT: TimeDelta = TimeDelta::days(7);

/// Ended sessions are kept this long.
const SESSIONS_KEPT: TimeDelta = TimeDelta::days(30);

/// Challenges by one-time code are kept this long.
const CODES_KEPT: TimeDelta = TimeDelta::days(1);

/// The carriers are asked this often how far their messages have come.
const ASK_CARRIERS_EVERY: TimeDelta = TimeDelta::seconds(30);

/// The gateways are asked this often what was paid and never verified.
const SWEEP_EVERY: TimeDelta = TimeDelta::minutes(5);

/// The gateways are asked this often whether they are well.
const WATCH_EVERY: TimeDelta = TimeDelta::minutes(1);

/// Residents are reminded this often of what they owe, each of them once for each step.
const REMIND_EVERY: TimeDelta = TimeDelta::hours(1);

/// The books are checked this often.
const AUDIT_EVERY: TimeDelta = TimeDelta::days(1);

/// Plans of wallets are looked at this often; each of their days is taken once.
const SETTLE_EVERY: TimeDelta = TimeDelta::minutes(10);
/// Blocks of journals and acts are closed this often.
const CLOSE_BLOCKS_EVERY: TimeDelta = TimeDelta::minutes(5);

/// Housekeeping is done this often.
const TIDY_EVERY: TimeDelta = TimeDelta::hours(1);

/// What is to become of a job that was done without an error.
enum Done {
    Finished,
    ComeAgainAt(DateTime<Utc>),
}

/// Works until told to stop, and then to the end of what it has begun.
pub async fn run(app: App, stop: CancellationToken) {
    if let Err(error) = plan_housekeeping(&app).await {
        tracing::error!(%error, "housekeeping could not be planned");
    }
    let slots = Arc::new(Semaphore::new(app.config.worker_jobs));
    let tasks = TaskTracker::new();
    while !stop.is_cancelled() {
        let took = take(&app, &slots, &tasks).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "no jobs could be taken");
            0
        });
        if took == 0 {
            tokio::select! {
                () = stop.cancelled() => (),
                () = app.work_bell.notified() => (),
                () = tokio::time::sleep(LOOK_EVERY) => (),
            }
        }
    }
    tasks.close();
    tasks.wait().await;
}

/// Does every job that is due, one after the other, until none is; the tests' way of working.
pub async fn work_off(app: &App) -> sqlx::Result<usize> {
    let mut count = 0;
    loop {
        let claimed = events::claim(app, 10).await?;
        if claimed.len() == 0 {
            return Ok(count);
        }
        count += claimed.len();
        for claim in claimed.others {
            perform(app, claim).await?;
        }
        events::tell(app, claimed.events).await?;
    }
}

/// Puts what is done again and again into the queue, where it stays for good.
pub async fn plan_housekeeping(app: &App) -> sqlx::Result<()> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.back_db).await?;
    queue::add(&mut tx, &Job::Tidy, now).await?;
    queue::add(&mut tx, &Job::SweepUnverified, now).await?;
    queue::add(&mut tx, &Job::WatchGateways, now).await?;
    queue::add(&mut tx, &Job::AuditBooks, now).await?;
    queue::add(&mut tx, &Job::AskCarriers, now).await?;
    queue::add(&mut tx, &Job::RemindResidents, now).await?;
    queue::add(&mut tx, &Job::WatchTransfers, now).await?;
    queue::add(&mut tx, &Job::SettleWallets, now).await?;
    queue::add(&mut tx, &Job::CloseBlocks, now).await?;
    tx.commit().await
}

async fn take(app: &App, slots: &Arc<Semaphore>, tasks: &TaskTracker) -> sqlx::Result<usize> {
    let Ok(slot) = slots.clone().acquire_owned().await else { return Ok(0) };
    let free = i64::try_from(slots.available_permits()).unwrap_or_default() + 1;
    drop(slot);
    let claimed = events::claim(app, free).await?;
    let count = claimed.len();
    for claim in claimed.others {
        let app = app.clone();
        begin(slots, tasks, async move { perform(&app, claim).await }).await;
    }
    if !claimed.events.is_empty() {
        let app = app.clone();
        begin(slots, tasks, async move { events::tell(&app, claimed.events).await }).await;
    }
    Ok(count)
}

/// Begins some work as soon as a slot is free.
async fn begin<F>(slots: &Arc<Semaphore>, tasks: &TaskTracker, work: F)
where
    F: Future<Output = sqlx::Result<()>> + Send + 'static,
{
    let Ok(slot) = slots.clone().acquire_owned().await else { return };
    tasks.spawn(async move {
        let _slot = slot;
        if let Err(error) = work.await {
            tracing::warn!(%error, "a job's end could not be written down");
        }
    });
}

async fn perform(app: &App, claim: Claim) -> sqlx::Result<()> {
    let done = attempt_at(app, &claim).await;
    end(app, &claim, done).await
}

/// Writes down what became of a job.
async fn end(app: &App, claim: &Claim, done: anyhow::Result<Done>) -> sqlx::Result<()> {
    let (kind, attempt, db) = (claim.kind.as_str(), claim.attempt, &app.back_db);
    let now = app.clock.now();
    let (result, kept) = match done {
        Ok(Done::Finished) => ("done", queue::finish(db, claim, now).await?),
        Ok(Done::ComeAgainAt(at)) => ("again", queue::postpone(db, claim, at).await?),
        Err(error) => {
            let reason = format!("{error:#}");
            tracing::warn!(job = %claim.id, kind, attempt, error = reason, "a job failed");
            // The alarm first: when we die in between, the job is tried once more; the other way
            // round nobody would ever hear of it.
            if claim.has_failed_often() {
                let alarm = if claim.is_last() { Kind::JobDead } else { Kind::JobStuck };
                alarms::raise(db, alarm, claim.id, kind, now).await?;
            }
            ("failed", queue::fail(db, claim, &reason, now).await?)
        }
    };
    if !kept {
        tracing::warn!(job = %claim.id, kind, "a job was done after its lease had ended");
    }
    count_ended(kind, result, 1);
    Ok(())
}

fn count_ended(kind: &str, result: &'static str, jobs: usize) {
    metrics::counter!("peyvand_jobs_total", "kind" => kind.to_owned(), "result" => result)
        .increment(jobs as u64);
}

/// Does a job. A panic is a failure like any other; it must not take the worker with it.
async fn attempt_at(app: &App, claim: &Claim) -> anyhow::Result<Done> {
    let job = match &claim.job {
        Ok(job) => job.clone(),
        Err(error) => anyhow::bail!("the job cannot be read: {error}"),
    };
    let (app, attempt) = (app.clone(), claim.attempt);
    tokio::spawn(async move { act(&app, &job, attempt).await }).await?
}

async fn act(app: &App, job: &Job, attempt: i32) -> anyhow::Result<Done> {
    if let Some(payment) = job.of_booked_payment() {
        receipts::issue(app, payment).await?;
    }
    let again = match job {
        Job::DeliverNotice { notice } => deliver(app, *notice).await?,
        Job::AskBank { payment } => payments::ask_again(app, *payment, attempt).await?,
        Job::GiveBack { payment } => {
            payments::give_back(app, *payment).await?.map(|pause| app.clock.now() + pause)
        }
        Job::GiveRefund { refund } => {
            payments::give_refund(app, *refund).await?.map(|pause| app.clock.now() + pause)
        }
        Job::RemindOfLink { link } => links::remind(app, *link).await?,
        Job::MakeLinks { batch } => links::make_links(app, *batch).await?.then(|| app.clock.now()),
        Job::MakePayouts { batch } => {
            payouts::make_payouts(app, *batch).await?.then(|| app.clock.now())
        }
        Job::SweepUnverified
        | Job::WatchGateways
        | Job::AuditBooks
        | Job::AskCarriers
        | Job::RemindResidents
        | Job::SettleWallets
        | Job::CloseBlocks
        | Job::Tidy => Some(keep_up(app, job).await?),
        Job::WatchTransfers => Some(transfers::watch(app).await?),
        Job::SendTransfer { transfer } => transfers::send(app, *transfer).await?,
        Job::AskRail { transfer } => transfers::ask_again(app, *transfer).await?,
        Job::PayoutPaid { payout, payment } => payouts::paid(app, *payout, *payment).await?,
        Job::PayoutShare { payout, payment } => {
            payouts::say_of_share(app, *payout, *payment).await?
        }
        Job::AbandonPayment { payment } => payments::abandon(app, *payment).await.map(none)?,
        Job::LinkPaid { link, payment } => {
            links::tell_paid(app, *link, *payment).await.map(none)?
        }
        Job::LinkDecided { link, payment } => {
            links::tell_decided(app, *link, *payment).await.map(none)?
        }
        Job::LinkRefunded { link, refund } => {
            links::tell_refunded(app, *link, *refund).await.map(none)?
        }
        Job::IssueCharges { run } => buildings::issue_on(app, *run).await.map(none)?,
        Job::ChargePaid { payment } => buildings::tell_paid(app, *payment).await.map(none)?,
        // Told together with others; see `events`.
        Job::DeliverWebhook { .. } => None,
        Job::LinkExpired { link } => links::tell_expired(app, *link).await.map(none)?,
        Job::TransferMoved { transfer, to } => follow(app, *transfer, to).await.map(none)?,
        Job::TransferLate { transfer } => {
            follow(app, *transfer, transfers::LATE).await.map(none)?
        }
        Job::PayoutExpired { payout, .. } => payouts::tell_expired(app, *payout).await.map(none)?,
    };
    Ok(again.map_or(Done::Finished, Done::ComeAgainAt))
}

/// Does what follows from where a transfer has got to, for whichever room it was planned.
async fn follow(app: &App, transfer: TransferId, to: &str) -> anyhow::Result<()> {
    payouts::follow(app, transfer, to).await?;
    wallet::follow(app, transfer, to).await?;
    buildings::follow(app, transfer).await?;
    Ok(())
}

/// Does what is done again and again, and says when next.
async fn keep_up(app: &App, job: &Job) -> anyhow::Result<DateTime<Utc>> {
    let pause = match job {
        Job::SweepUnverified => {
            payments::sweep_unverified(app).await?;
            SWEEP_EVERY
        }
        Job::WatchGateways => {
            payments::watch_gateways(app).await?;
            WATCH_EVERY
        }
        Job::AuditBooks => {
            audit_books(app).await?;
            AUDIT_EVERY
        }
        Job::AskCarriers => {
            notices::ask_carriers(app).await?;
            ASK_CARRIERS_EVERY
        }
        Job::RemindResidents => {
            // What is over is over first, then the fee: a reminder says what is owed by then.
            buildings::end_promises(app).await?;
            buildings::charge_late_fees(app).await?;
            buildings::remind(app).await?;
            buildings::turn_polls(app).await?;
            REMIND_EVERY
        }
        Job::SettleWallets => {
            wallet::take_turns(app).await?;
            SETTLE_EVERY
        }
        Job::CloseBlocks => {
            ledger::close_blocks(&app.back_db, app.clock.now()).await?;
            acts::close_blocks(&app.back_db, app.clock.now()).await?;
            CLOSE_BLOCKS_EVERY
        }
        _ => {
            tidy(app).await?;
            TIDY_EVERY
        }
    };
    Ok(app.clock.now() + pause)
}

/// Checks what must always hold; each statement that does not is an alarm of its own, and stops all
/// money out.
async fn audit_books(app: &App) -> anyhow::Result<()> {
    let broken = audit::run(&app.back_db, app.clock.now()).await?;
    Ok(transfers::heed(app, &broken).await?)
}

/// What is done once is not to be come back to.
fn none((): ()) -> Option<DateTime<Utc>> {
    None
}

/// Delivers a message, unless it asks for what is paid or over by now.
async fn deliver(app: &App, notice: NoticeId) -> anyhow::Result<Option<DateTime<Utc>>> {
    let Some(waiting) = notices::waiting(app, notice).await? else { return Ok(None) };
    let call = match waiting.asks_for() {
        None => Call::Stands,
        Some(thing) if links::is_open(app, thing.into()).await? => Call::Stands,
        Some(thing) if payouts::asks(app, thing.into()).await? => Call::Stands,
        Some(thing) if buildings::is_owed(&app.back_db, thing).await? => Call::Stands,
        Some(thing) if buildings::is_up(app, thing.into()).await? => Call::Stands,
        Some(thing) if buildings::is_polled(app, thing.into()).await? => Call::Stands,
        Some(_) => Call::IsOver,
    };
    Ok(notices::deliver(app, &waiting, call).await?)
}

async fn tidy(app: &App) -> anyhow::Result<()> {
    let now = app.clock.now();
    ledger::count_waiting_credits(&app.back_db).await?;
    payments::collect_debts(app).await?;
    payments::forget_terminals(app).await?;
    terminals::forget_health(&app.back_db, now).await?;
    queue::forget_done(&app.back_db, now - DONE_KEPT).await?;
    sessions::forget_ended(&app.back_db, now - SESSIONS_KEPT).await?;
    members::forget_codes(&app.back_db, now - CODES_KEPT).await?;
    transfers::forget(app, now).await?;
    payouts::forget(app, now).await?;
    wallet::forget(app, now).await?;
    links::forget(&app.back_db, now).await?;
    limits::forget_full(app).await?;
    notices::forget(&app.back_db, now).await?;
    Ok(())
}
