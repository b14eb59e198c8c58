//! The same request twice (`money.md` E4): each POST brings a key of its program's, and is done once.
//!
//! Before anything is done the id of what will be made is written down. So whoever comes after a crash
//! finishes the work under the same id, and what was made already is not made again.

use axum::extract::FromRequestParts;
use axum::extract::Request;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::Method;
use axum::http::StatusCode;
use axum::http::header;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::IntoResponse;
use axum::response::Response;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sha2::Digest;
use sha2::Sha256;
use sqlx::query;
use sqlx::query_scalar;
use uuid::Uuid;

use super::ApiCaller;
use super::BYTES_MAX;
use super::Kind;
use super::Problem;
use super::problem::MEDIA_TYPE;
use crate::app::App;
use crate::ids;
use crate::ids::WorkspaceId;
use crate::sealed::Place;

/// The name of a request, as its program chose it.
const KEY: &str = "idempotency-key";

/// Says that an answer is one of before.
const REPLAYED: &str = "idempotency-replayed";

/// A key is no longer than this.
const KEY_CHARS_MAX: usize = 200;

/// Somebody is taken to be at a request for so long.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// An answer that is kept is no longer than this; our own are much shorter.
const ANSWER_BYTES_MAX: usize = 1024 * 1024;

/// The id of what this request makes: the same, however often it is sent.
#[derive(Clone, Copy, Debug)]
pub struct Once(pub Uuid);

impl FromRequestParts<App> for Once {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        parts.extensions.get().copied().ok_or_else(|| Problem::of(Kind::KeyMissing))
    }
}

/// A request as it is known again.
struct Named<'a> {
    workspace: WorkspaceId,
    key: &'a str,
    digest: [u8; 32],
}

/// What is to become of a request.
enum Turn {
    /// It is ours to do, under this id.
    Do(Uuid),
    /// It was done.
    Done(Uuid, i16, Vec<u8>),
    /// Somebody is at it, and will be for so many seconds.
    InFlight(i64),
    /// Its key stands for another.
    Other,
}

/// The layer.
pub(super) async fn take(State(app): State<App>, request: Request, next: Next) -> Response {
    if *request.method() != Method::POST {
        return next.run(request).await;
    }
    match once(&app, request, next).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn once(app: &App, request: Request, next: Next) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let caller = parts.extensions.get::<ApiCaller>().cloned();
    let caller = caller.ok_or_else(|| Problem::of(Kind::Unauthorized))?;
    let key =
        parts.headers.get(KEY).and_then(|key| key.to_str().ok()).unwrap_or_default().to_owned();
    if !is_key(&key) {
        return Err(Problem::of(Kind::KeyMissing));
    }
    let body = axum::body::to_bytes(body, BYTES_MAX).await;
    let body = body.map_err(|_| Problem::of(Kind::TooLarge))?;
    let address = parts.uri.path_and_query().map_or("", |address| address.as_str());
    let digest = Sha256::new().chain_update(address).chain_update([0]).chain_update(&body);
    let named =
        Named { workspace: caller.workspace(), key: &key, digest: digest.finalize().into() };
    let thing = match turn(app, &named, app.clock.now()).await? {
        Turn::Do(thing) => thing,
        Turn::Done(thing, status, answer) => return replay(app, thing, status, &answer),
        Turn::InFlight(wait) => return Err(Problem::of(Kind::InFlight).after(wait)),
        Turn::Other => return Err(Problem::of(Kind::KeyReused)),
    };
    parts.extensions.insert(Once(thing));
    let response = next.run(Request::from_parts(parts, body.into())).await;
    // What may go otherwise the next time is not an answer for ever.
    let is_passing = response.status().is_server_error()
        || [StatusCode::FORBIDDEN, StatusCode::TOO_MANY_REQUESTS].contains(&response.status());
    if is_passing {
        release(app, &named).await?;
        return Ok(response);
    }
    keep(app, &named, thing, response).await
}

fn is_key(key: &str) -> bool {
    (1..=KEY_CHARS_MAX).contains(&key.len()) && key.bytes().all(|letter| letter.is_ascii_graphic())
}

/// Takes the request on, or says why not. One of many at the same moment takes it.
async fn turn(app: &App, named: &Named<'_>, now: DateTime<Utc>) -> sqlx::Result<Turn> {
    let taken = query_scalar!(
        "insert into api_requests as known
            (workspace_id, idempotency_key, digest, thing, asked_at, lease_until)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (workspace_id, idempotency_key) do update set lease_until = $6
        where known.digest = $3 and known.status is null and known.lease_until <= $5
        returning thing",
        named.workspace.as_uuid(),
        named.key,
        &named.digest,
        ids::at(now),
        now,
        now + LEASE,
    )
    .fetch_optional(&app.db)
    .await?;
    if let Some(thing) = taken {
        return Ok(Turn::Do(thing));
    }
    let known = query!(
        "select digest, thing, lease_until, status, answer from api_requests
        where workspace_id = $1 and idempotency_key = $2",
        named.workspace.as_uuid(),
        named.key,
    )
    .fetch_one(&app.db)
    .await?;
    Ok(match (known.status, known.answer) {
        _ if known.digest != named.digest => Turn::Other,
        (Some(status), Some(answer)) => Turn::Done(known.thing, status, answer),
        _ => Turn::InFlight((known.lease_until - now).num_seconds()),
    })
}

/// Lets the next one begin at once.
async fn release(app: &App, named: &Named<'_>) -> sqlx::Result<()> {
    query!(
        "update api_requests set lease_until = $3
        where workspace_id = $1 and idempotency_key = $2 and status is null",
        named.workspace.as_uuid(),
        named.key,
        app.clock.now(),
    )
    .execute(&app.db)
    .await?;
    Ok(())
}

/// Keeps the answer for whoever asks again. A problem is kept as it was drawn, therefore this layer
/// stands outside the one that draws.
async fn keep(
    app: &App,
    named: &Named<'_>,
    thing: Uuid,
    response: Response,
) -> Result<Response, Problem> {
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, ANSWER_BYTES_MAX).await;
    let body = body.map_err(|error| crate::web::Error::Internal(error.into()))?;
    let text = String::from_utf8_lossy(&body);
    query!(
        "update api_requests set status = $3, answer = $4
        where workspace_id = $1 and idempotency_key = $2 and status is null",
        named.workspace.as_uuid(),
        named.key,
        i16::try_from(parts.status.as_u16()).unwrap_or_default(),
        app.sealer.seal(&text, place(thing)),
    )
    .execute(&app.db)
    .await?;
    Ok(Response::from_parts(parts, body.into()))
}

fn replay(app: &App, thing: Uuid, status: i16, answer: &[u8]) -> Result<Response, Problem> {
    let text = app.sealer.open(answer, place(thing));
    let text = text.map_err(|error| crate::web::Error::Internal(error.into()))?;
    let status = u16::try_from(status).ok().and_then(|it| StatusCode::from_u16(it).ok());
    let status = status.unwrap_or(StatusCode::OK);
    let kind = if status.is_client_error() { MEDIA_TYPE } else { "application/json" };
    let mut response = (status, [(header::CONTENT_TYPE, kind)], text.to_string()).into_response();
    let name = HeaderName::from_static(REPLAYED);
    response.headers_mut().insert(name, HeaderValue::from_static("true"));
    Ok(response)
}

fn place(row: Uuid) -> Place {
    Place { column: "api_requests.answer", row }
}
