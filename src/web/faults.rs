//! Draws the pages of bad ends, once, in the visitor's language, with a number by which we find the
//! line in the log.

use askama::Template;
use axum::body::Body;
use axum::extract::Request;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::Uri;
use axum::http::header;
use axum::middleware::Next;
use axum::response::Html;
use axum::response::IntoResponse;
use axum::response::Response;

use super::error::COME_AGAIN_SECONDS;
use super::error::Error;
use super::error::Fault;
use super::trace::RequestId;
use super::visit::Visit;
use crate::app::App;
use crate::locale::Language;
use crate::locale::Words;
use crate::locale::words;

#[derive(Template)]
#[template(path = "shell/fault.html")]
struct FaultPage<'a> {
    v: &'a Visit,
    status: u16,
    again: &'a str,
    incident: &'a str,
}

#[derive(Template)]
#[template(path = "shell/full.html")]
struct FullPage {
    each: [(Language, &'static Words); 2],
}

/// The page for whoever comes when the house is full, in every language: it is the same for all, and made once.
pub fn full_page() -> askama::Result<String> {
    // Nobody has been asked which they read; Persian is the house's own.
    FullPage { each: [Language::Fa, Language::En].map(|language| (language, words(language))) }
        .render()
}

/// The layer. Whatever answered badly without a page of its own gets one.
pub async fn draw(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(visit) =
        <Visit as axum::extract::FromRequestParts<App>>::from_request_parts(&mut parts, &app).await;
    let id = parts.extensions.get::<RequestId>().map(ToString::to_string);
    // Programs are told so in their own way.
    let is_page = !parts.uri.path().starts_with("/api/v1/");
    let response = if is_page && has_zero_byte(&parts.uri) {
        Error::BadRequest.into_response()
    } else {
        next.run(Request::from_parts(parts, body)).await
    };
    if !is_undrawn(&response) {
        return response;
    }
    let status = response.status();
    let incident = id.filter(|_| status.is_server_error()).unwrap_or_default();
    let page = FaultPage { v: &visit, status: status.as_u16(), again: "", incident: &incident };
    let mut drawn = match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(_) => status.into_response(),
    };
    for name in [header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = response.headers().get(&name) {
            drawn.headers_mut().insert(name, value.clone());
        }
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        let again = drawn.headers_mut().entry(header::RETRY_AFTER);
        again.or_insert(HeaderValue::from(COME_AGAIN_SECONDS));
    }
    drawn
}

/// Whether an address carries a byte that no column of ours can hold, and no page of ours links to.
fn has_zero_byte(uri: &Uri) -> bool {
    uri.path_and_query().is_some_and(|address| address.as_str().contains("%00"))
}

/// The answer to a panic, which the layer above draws.
pub fn after_panic(_: Box<dyn std::any::Any + Send>) -> Response<Body> {
    (StatusCode::INTERNAL_SERVER_ERROR, axum::Extension(Fault)).into_response()
}

fn is_undrawn(response: &Response) -> bool {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return false;
    }
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_plain = kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    response.extensions().get::<Fault>().is_some() || is_plain
}
