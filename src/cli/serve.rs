//! The server and its orderly end: no new work, the work in flight to its end, then the doors.

use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::signal::unix::SignalKind;
use tokio::signal::unix::signal;
use tokio_util::sync::CancellationToken;

use super::door;
use super::say;
use crate::app::App;
use crate::worker;

/// Money work that is in flight at the end must be done by then.
const DRAIN_TIME: Duration = Duration::from_secs(20);

/// The clock is set by the database's this often.
const CLOCK_EVERY: Duration = Duration::from_mins(1);

/// Serves pages until the process is told to stop; `greeting` is printed when the door is open.
pub(super) async fn pages(app: &App, with_worker: bool, greeting: String) -> anyhow::Result<()> {
    let listen = app.config.listen;
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}; is another program there?"))?;
    let stop = app.leaving.clone();
    let worker = with_worker.then(|| tokio::spawn(worker::run(app.clone(), stop.clone())));
    let clock = tokio::spawn(keep_clock(app.clone(), stop.clone()));
    tracing::info!(address = app.origin, "open");
    if !greeting.is_empty() {
        say(&greeting)?;
    }

    let ended = tokio::spawn(told_to_stop(stop.clone()));
    let kept = door::keep(listener, app).await;
    stop.cancel();
    ended.await??;
    finish_money_work(app).await;
    for task in worker.into_iter().chain([clock]) {
        task.await?;
    }
    kept
}

/// Does the work behind the pages until the process is told to stop.
pub(super) async fn work(app: &App) -> anyhow::Result<()> {
    let stop = app.leaving.clone();
    let clock = tokio::spawn(keep_clock(app.clone(), stop.clone()));
    let ended = tokio::spawn(told_to_stop(stop.clone()));
    worker::run(app.clone(), stop.clone()).await;
    ended.await??;
    finish_money_work(app).await;
    Ok(clock.await?)
}

async fn finish_money_work(app: &App) {
    app.money_work.close();
    if tokio::time::timeout(DRAIN_TIME, app.money_work.wait()).await.is_err() {
        tracing::warn!("money work was still in flight at the end; the next start goes on with it");
    }
}

async fn told_to_stop(stop: CancellationToken) -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        told = tokio::signal::ctrl_c() => told?,
        _ = terminate.recv() => (),
        () = stop.cancelled() => (),
    }
    stop.cancel();
    Ok(())
}

async fn keep_clock(app: App, stop: CancellationToken) {
    while stop.run_until_cancelled(tokio::time::sleep(CLOCK_EVERY)).await.is_some() {
        if let Err(error) = super::agree(&app.clock, &app.back_db).await {
            tracing::warn!(%error, "the database's clock could not be read");
        }
        // What nobody came to read would grow with each request.
        if let Some(counters) = &app.counters {
            counters.run_upkeep();
        }
    }
}
