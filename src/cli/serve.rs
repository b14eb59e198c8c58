//! The server loop and its orderly end: no new work, the work in flight to its end, then the doors.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::HeaderValue;
use axum::http::header;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::TokioIo;
use hyper_util::rt::TokioTimer;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio::signal::unix::SignalKind;
use tokio::signal::unix::signal;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::say;
use crate::app::App;
use crate::router;
use crate::worker;

/// Connections at the same time; more wait in the kernel's queue.
const CONNECTIONS_MAX: usize = 1024;

/// A client must have sent its headers by then.
const HEADER_TIME: Duration = Duration::from_secs(10);

/// What is in flight at the end must be done by then.
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
    accept(listener, &router::build(app), app).await?;
    stop.cancel();
    ended.await??;
    finish_money_work(app).await;
    for task in worker.into_iter().chain([clock]) {
        task.await?;
    }
    Ok(())
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

/// Takes connections, of HTTP/1: newer versions are the proxy's business. The loop is ours because
/// `axum::serve` gives a client all the time in the world for its headers, and then waits for it at the
/// end.
async fn accept(listener: TcpListener, router: &Router, app: &App) -> std::io::Result<()> {
    let mut server = Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEADER_TIME);
    let (graceful, slots) = (GracefulShutdown::new(), Arc::new(Semaphore::new(CONNECTIONS_MAX)));
    let serve = |(stream, peer): (TcpStream, SocketAddr), slot: Option<OwnedSemaphorePermit>| {
        let _ = stream.set_nodelay(true);
        let service = answer(router.clone(), app.leaving.clone(), peer);
        let connection =
            server.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            let _slot = slot;
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke");
            }
        });
    };
    let mut left = pin!(left(app));
    loop {
        let slot = slots.clone().acquire_owned().await.ok();
        let accepted = tokio::select! {
            () = &mut left => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok(accepted) => serve(accepted, slot),
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
    // Whom the kernel has let in meanwhile is answered, too: closing the door would throw them out.
    let door = listener.into_std()?;
    while let Ok((stream, peer)) = door.accept() {
        stream.set_nonblocking(true)?;
        serve((TcpStream::from_std(stream)?, peer), None);
    }
    drop(door);
    if tokio::time::timeout(DRAIN_TIME, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were still in flight at the end");
    }
    Ok(())
}

/// Waits until the process was told to stop, and then as long as proxies need to see that it leaves.
async fn left(app: &App) {
    app.leaving.cancelled().await;
    tokio::time::sleep(Duration::from_secs(app.config.leave_seconds)).await;
}

/// Answers one connection. Who leaves says with each answer that it is the last one on its connection:
/// otherwise the next request could arrive while the door is being closed.
fn answer(
    router: Router,
    leaving: CancellationToken,
    peer: SocketAddr,
) -> impl tower::Service<
    hyper::Request<Incoming>,
    Response = axum::response::Response,
    Error = std::convert::Infallible,
    Future: Send + 'static,
> + Clone
+ Send
+ 'static {
    tower::service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        let (answered, leaving) = (router.clone().oneshot(request.map(Body::new)), leaving.clone());
        async move {
            let mut response = answered.await?;
            if leaving.is_cancelled() {
                let close = HeaderValue::from_static("close");
                response.headers_mut().insert(header::CONNECTION, close);
            }
            Ok(response)
        }
    })
}
