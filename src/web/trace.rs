//! One log line and one set of counters for each request. A line names the route and never the path:
//! paths carry secrets.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;
use std::sync::PoisonError;
use std::sync::RwLock;
use std::time::Instant;

use axum::extract::MatchedPath;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use metrics::Counter;
use metrics::Histogram;
use tracing::Instrument;

use crate::acts;

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
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let route = matched.as_ref().map_or("(none)", MatchedPath::as_str);
    let method = request.method().clone();
    let span = tracing::info_span!("request", %id, %method, route);
    let began = Instant::now();

    let response = acts::watch(next.run(request).instrument(span.clone())).await;

    let status = response.status().as_u16();
    let millis = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(status, millis, "answered"));
    let (answers, seconds) = meters(route, status);
    answers.increment(1);
    seconds.record(began.elapsed());
    response
}

type Meters = (Counter, Histogram);

/// The counters of a route and a status. Each is looked up by its names once: they would cost a page
/// more than its row in the database.
fn meters(route: &str, status: u16) -> Meters {
    static KNOWN: LazyLock<RwLock<HashMap<String, HashMap<u16, Meters>>>> =
        LazyLock::new(RwLock::default);
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(meters) = known.get(route).and_then(|of_route| of_route.get(&status)) {
        return meters.clone();
    }
    drop(known);
    let labels = [("route", route.to_owned()), ("status", status.to_string())];
    let answers = metrics::counter!("peyvand_requests_total", &labels);
    let seconds = metrics::histogram!("peyvand_request_seconds", "route" => route.to_owned());
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    let of_route = known.entry(route.to_owned()).or_default();
    of_route.entry(status).or_insert((answers, seconds)).clone()
}
