//! One log line and one set of counters for each request. A line names the route and never the path:
//! paths carry secrets.

use std::fmt;
use std::time::Instant;

use axum::extract::MatchedPath;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

/// The number of a request in the log, as people read it out.
#[derive(Clone, Copy, Debug)]
pub struct RequestId(u64);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "E-{:08X}", self.0)
    }
}

/// The layer around everything.
pub async fn follow(mut request: Request, next: Next) -> Response {
    let id = RequestId(u64::from(rand::random::<u32>()));
    request.extensions_mut().insert(id);
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "(none)".to_owned(), |route| route.as_str().to_owned());
    let method = request.method().clone();
    let span = tracing::info_span!("request", %id, %method, route);
    let began = Instant::now();

    let response = next.run(request).instrument(span.clone()).await;

    let status = response.status().as_u16();
    let millis = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::debug!(status, millis, "answered"));
    let labels = [("route", route), ("status", status.to_string())];
    metrics::counter!("peyvand_requests_total", &labels).increment(1);
    metrics::histogram!("peyvand_request_seconds", "route" => labels[0].1.clone())
        .record(began.elapsed());
    response
}
