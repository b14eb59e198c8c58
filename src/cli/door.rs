//! The door. Whoever comes is let in at once or told at once that the house is full: somebody who hears nothing
//! waits until their browser gives up, and then comes again.

use std::io;
use std::io::Read;
use std::io::Write;
use std::net::Shutdown;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

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
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::app::App;
use crate::router;
use crate::web::error::COME_AGAIN_SECONDS;
use crate::web::faults;
use crate::web::security::Policy;

/// A client must have sent its headers by then. It counts from the answer before, too, so a line on which nobody
/// asks anything more gives its place up by then.
const HEADER_TIME: Duration = Duration::from_secs(10);

/// What is in flight at the end must be done by then.
const DRAIN_TIME: Duration = Duration::from_secs(20);

/// Lines of those who were turned away and have not hung up, at the same time; beyond them it is we who hang up.
const LEAVING_MAX: usize = 256;

/// What they send all the same is taken for so long, and so much of it.
const LEAVING_TIME: Duration = Duration::from_secs(1);
const LEAVING_BYTES_MAX: usize = 256 * 1024;

/// That the house is full is logged this often.
const TELL_EVERY: Duration = Duration::from_mins(1);

/// Takes connections, of HTTP/1: newer versions are the proxy's business. The loop is ours because
/// `axum::serve` gives a client all the time in the world for its headers, then waits for it at the end, and
/// knows no limit but the kernel's queue, in which nobody is told anything.
pub(super) async fn keep(listener: TcpListener, app: &App) -> anyhow::Result<()> {
    let mut door = Door::new(app)?;
    let mut left = pin!(left(app));
    loop {
        let accepted = tokio::select! {
            () = &mut left => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => door.open(stream, peer),
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
    // Whom the kernel has let in meanwhile is answered, too: closing the door would throw them out.
    let listener = listener.into_std()?;
    while let Ok((stream, peer)) = listener.accept() {
        stream.set_nonblocking(true)?;
        door.open(TcpStream::from_std(stream)?, peer);
    }
    drop(listener);
    if tokio::time::timeout(DRAIN_TIME, door.graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were still in flight at the end");
    }
    Ok(())
}

/// Waits until the process was told to stop, and then as long as proxies need to see that it leaves.
async fn left(app: &App) {
    app.leaving.cancelled().await;
    tokio::time::sleep(Duration::from_secs(app.config.leave_seconds)).await;
}

/// What lets people in.
struct Door {
    server: Builder,
    router: Router,
    leaving: CancellationToken,
    graceful: GracefulShutdown,
    places: Arc<Semaphore>,
    full: Full,
}

impl Door {
    fn new(app: &App) -> anyhow::Result<Self> {
        let mut server = Builder::new();
        server.timer(TokioTimer::new()).header_read_timeout(HEADER_TIME);
        let places = Arc::new(Semaphore::new(usize::from(app.config.connections_max.get())));
        Ok(Self {
            server,
            router: router::build(app),
            leaving: app.leaving.clone(),
            graceful: GracefulShutdown::new(),
            places,
            full: Full::new(app)?,
        })
    }

    fn open(&mut self, stream: TcpStream, peer: SocketAddr) {
        let Ok(place) = self.places.clone().try_acquire_owned() else {
            return self.full.turn_away(stream);
        };
        let _ = stream.set_nodelay(true);
        let service = answer(self.router.clone(), self.leaving.clone(), peer);
        let service = TowerToHyperService::new(service);
        let connection = self.server.serve_connection(TokioIo::new(stream), service);
        let connection = self.graceful.watch(connection);
        tokio::spawn(async move {
            let _place = place;
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke");
            }
        });
    }
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

/// What is said to whoever finds no place.
struct Full {
    /// The whole answer, byte by byte: nobody's request is read for it, so it is the same for all.
    answer: Vec<u8>,
    leaving: Arc<Semaphore>,
    told_at: Option<Instant>,
}

impl Full {
    fn new(app: &App) -> anyhow::Result<Self> {
        let page = faults::full_page().context("the page of a full house cannot be drawn")?;
        let mut answer = format!(
            "HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\
             retry-after: {COME_AGAIN_SECONDS}\r\ncache-control: no-store\r\n\
             content-type: text/html; charset=utf-8\r\ncontent-length: {}\r\n",
            page.len()
        )
        .into_bytes();
        for (name, value) in Policy::new(app).headers() {
            answer.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
        }
        answer.extend([b"\r\n", page.as_bytes()].concat());
        Ok(Self { answer, leaving: Arc::new(Semaphore::new(LEAVING_MAX)), told_at: None })
    }

    /// Tells somebody to come again, and hangs up.
    fn turn_away(&mut self, stream: TcpStream) {
        metrics::counter!("peyvand_turned_away_total").increment(1);
        if self.told_at.is_none_or(|told_at| TELL_EVERY <= told_at.elapsed()) {
            self.told_at = Some(Instant::now());
            tracing::warn!("the house is full; whoever comes is told to come again");
        }
        let told = tell(stream, &self.answer);
        let (Ok(stream), Ok(place)) = (told, self.leaving.clone().try_acquire_owned()) else {
            return;
        };
        tokio::spawn(async move {
            let _place = place;
            // Whoever takes longer, or is gone, has heard what we had to say.
            let _ = tokio::time::timeout(LEAVING_TIME, hear_out(stream)).await;
        });
    }
}

/// Says it, and that there is no more to come. Nothing waits for the client here: the line is new, so the kernel
/// takes the answer whole.
fn tell(stream: TcpStream, answer: &[u8]) -> io::Result<std::net::TcpStream> {
    let mut stream = stream.into_std()?;
    // Where something of the request lies unread when a line is closed, the kernel breaks it off instead, and the
    // answer may be lost with it. Mostly the request is here by now.
    match stream.read(&mut [0; 8192]) {
        Err(error) if error.kind() != io::ErrorKind::WouldBlock => return Err(error),
        Ok(_) | Err(_) => (),
    }
    stream.write_all(answer)?;
    stream.shutdown(Shutdown::Write)?;
    Ok(stream)
}

/// Takes what a client still sends, until it has heard the answer and hangs up.
async fn hear_out(stream: std::net::TcpStream) -> io::Result<()> {
    let stream = TcpStream::from_std(stream)?;
    let (mut unread, mut left) = ([0; 2048], LEAVING_BYTES_MAX);
    while 0 < left {
        stream.readable().await?;
        match stream.try_read(&mut unread) {
            Ok(0) => break,
            Ok(count) => left = left.saturating_sub(count),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => (),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
