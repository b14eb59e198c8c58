//! What programs share, as `web` is what pages share: who asks and whether they may, bodies and queries,
//! answers a page at a time, problems (RFC 9457), and the same request twice.
//!
//! A program has no cookies and no forms: it brings a key in each request, so nothing here asks where a
//! request comes from, and no browser of another site is let in.

mod body;
mod caller;
mod document;
mod list;
mod once;
mod problem;

use axum::Router;
use axum::http::StatusCode;
use axum::http::header;
use axum::middleware::from_fn;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::response::Response;
use axum::routing::any;
use axum::routing::get;
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;

use super::Error;
use super::form::FORM_BYTES_MAX;
use crate::app::App;

pub use body::Asked;
pub use body::Body;
pub use caller::ApiCaller;
pub use list::Listing;
pub use list::Page;
pub use once::Once;
pub use problem::Kind;
pub use problem::Mistake;
pub use problem::Problem;
pub(crate) use problem::problems;

/// A body is no larger than this.
const BYTES_MAX: usize = FORM_BYTES_MAX;

/// What a handler answers.
pub type Answer<T> = std::result::Result<axum::Json<T>, Problem>;

/// What a handler answers that has made something.
pub type Created<T> = std::result::Result<(StatusCode, axum::Json<T>), Problem>;

/// Something was made.
pub fn made<T>(thing: T) -> (StatusCode, axum::Json<T>) {
    (StatusCode::CREATED, axum::Json(thing))
}

/// Builds the API out of what the rooms serve: its routes, and the document that describes them.
pub fn build(app: &App, rooms: OpenApiRouter<App>) -> (Router<App>, Value) {
    let (routes, described) = rooms.split_for_parts();
    let document = document::finish(app, &described);
    let text = document.to_string();
    // Problems are put into words twice: within what is kept for the next time, and outside of it.
    let routes = routes
        .layer(from_fn_with_state(app.clone(), problem::draw))
        .layer(from_fn_with_state(app.clone(), once::take))
        .layer(from_fn_with_state(app.clone(), caller::enter))
        .route("/api/v1/openapi.json", get(async move || json(text)))
        .route("/api/v1/{*rest}", any(missing))
        .method_not_allowed_fallback(not_this_way)
        .layer(from_fn(problem::refuse_zero_bytes))
        .layer(from_fn_with_state(app.clone(), problem::draw));
    (routes, document)
}

/// The id in an address; what is none is of nothing that is there.
pub fn id<I: From<uuid::Uuid>>(text: &str) -> std::result::Result<I, Problem> {
    text.parse::<uuid::Uuid>().map(I::from).map_err(|_| Error::NotFound.into())
}

fn json(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

async fn missing() -> Problem {
    Error::NotFound.into()
}

async fn not_this_way() -> Problem {
    Problem::of(Kind::MethodNotAllowed)
}
