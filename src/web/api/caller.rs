//! Who a program acts for: the key in its request, found out once, and how often it may ask.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::extract::Request;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::header;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::IntoResponse;
use axum::response::Response;
use chrono::TimeDelta;

use super::Kind;
use super::Problem;
use super::problem::language;
use crate::acts;
use crate::acts::Actor;
use crate::api_keys;
use crate::api_keys::Bearer;
use crate::api_keys::Scope;
use crate::app::App;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::locale::Voice;
use crate::money::Unit;
use crate::web::Visit;
use crate::web::limits;
use crate::web::limits::Counted;
use crate::web::limits::Limit;
use crate::web::limits::Nearby;

/// Requests with one key.
static CALLS: Nearby = Nearby::new(Limit::new("api", 600, TimeDelta::minutes(1)));

/// A program that has shown a living key.
#[derive(Clone)]
pub struct ApiCaller {
    voice: Voice,
    bearer: Arc<Bearer>,
}

impl ApiCaller {
    /// Refuses what the key may not do.
    pub fn may(&self, scope: Scope) -> Result<(), Problem> {
        if self.bearer.may(scope) { Ok(()) } else { Err(Problem::of(Kind::MissingScope(scope))) }
    }

    /// How we speak to it: in the language of its request, and always in rial.
    pub fn voice(&self) -> &Voice {
        &self.voice
    }

    /// The workspace that it acts for.
    pub fn workspace(&self) -> WorkspaceId {
        self.bearer.workspace
    }

    /// In whose name: whoever made the key.
    pub fn member(&self) -> MemberId {
        self.bearer.member
    }
}

impl Deref for ApiCaller {
    type Target = Voice;
    fn deref(&self) -> &Voice {
        &self.voice
    }
}

impl FromRequestParts<App> for ApiCaller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let caller = parts.extensions.get::<ApiCaller>().cloned();
        caller.ok_or_else(|| Problem::of(Kind::Unauthorized))
    }
}

/// The layer that finds out who asks.
pub(super) async fn enter(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let caller = match find(&app, &parts).await {
        Ok(caller) => caller,
        Err(problem) => return challenged(problem),
    };
    let counted = CALLS.count(caller.bearer.key.as_uuid(), app.clock.now());
    let mut response = if counted.wait_seconds == 0 {
        parts.extensions.insert(caller);
        next.run(Request::from_parts(parts, body)).await
    } else {
        Problem::of(Kind::TooMany).after(counted.wait_seconds).into_response()
    };
    tell_limits(&mut response, &counted);
    response
}

async fn find(app: &App, parts: &Parts) -> Result<ApiCaller, Problem> {
    let given = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, secret) = given.and_then(|given| given.split_once(' ')).unwrap_or_default();
    let now = app.clock.now();
    let bearer = if scheme.eq_ignore_ascii_case("bearer") {
        api_keys::find(&app.db, secret.trim(), now).await?
    } else {
        None
    };
    match bearer {
        Some(bearer) => {
            acts::comes_in(Actor {
                member: bearer.member,
                workspace: Some(bearer.workspace),
                key: Some(bearer.key),
                ip: Visit::of(parts, app).ip,
            });
            let voice = Voice::new(language(&parts.headers), Unit::Rial, now);
            Ok(ApiCaller { voice, bearer: Arc::new(bearer) })
        }
        None if given.is_none() => Err(Problem::of(Kind::Unauthorized)),
        None => {
            limits::count_miss(app, &Visit::of(parts, app)).await?;
            Err(Problem::of(Kind::Unauthorized))
        }
    }
}

/// A refusal says which kind of key is wanted (RFC 9110).
fn challenged(problem: Problem) -> Response {
    let mut response = problem.into_response();
    let scheme = HeaderValue::from_static("Bearer realm=\"Peyvand\"");
    response.headers_mut().insert(header::WWW_AUTHENTICATE, scheme);
    response
}

/// How many requests are left, as the draft of the HTTP working group writes it.
fn tell_limits(response: &mut Response, counted: &Counted) {
    let policy = format!("\"key\";q={};w={}", counted.burst, counted.window_seconds);
    let left = format!("\"key\";r={};t={}", counted.left, counted.full_in_seconds);
    for (name, value) in [("ratelimit-policy", policy), ("ratelimit", left)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
}
