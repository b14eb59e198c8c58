//! All routes, and the layers around them, from the outside in: trace, limits of size and time,
//! safety headers, faults, panics, forged requests.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::Method;
use axum::http::StatusCode;
use axum::http::Uri;
use axum::http::header;
use axum::middleware::from_fn;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use axum::routing::get;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::buildings;
use crate::db::MIGRATOR;
use crate::gateways;
use crate::links;
use crate::members;
use crate::messages;
use crate::ops;
use crate::payments;
use crate::payouts;
use crate::programs;
use crate::queue;
use crate::receipts;
use crate::reports;
use crate::sandbox;
use crate::transfers;
use crate::wallet;
use crate::web::Error;
use crate::web::api;
use crate::web::assets;
use crate::web::faults;
use crate::web::form::FORM_BYTES_MAX;
use crate::web::key;
use crate::web::security;
use crate::web::security::Policy;
use crate::web::trace;
use crate::web::visit::header_text;

/// A page takes no longer than this; a bank is waited for in the background.
const PAGE_TIME: Duration = Duration::from_secs(30);

/// Builds the whole site.
pub fn build(app: &App) -> Router {
    let rooms = OpenApiRouter::new()
        .merge(links::api_routes())
        .merge(payments::api_routes())
        .merge(payouts::api_routes())
        .merge(reports::api_routes())
        .merge(buildings::api_routes())
        .merge(programs::api_routes());
    let (programs_routes, document) = api::build(app, rooms);
    let mut pages = Router::new()
        .merge(buildings::routes())
        .merge(gateways::routes())
        .merge(links::routes(app))
        .merge(members::routes())
        .merge(messages::routes())
        .merge(ops::routes())
        .merge(payments::routes())
        .merge(payouts::routes())
        .merge(programs::routes(&document))
        .merge(receipts::routes())
        .merge(reports::routes())
        .merge(wallet::routes());
    if app.config.is_sandbox() {
        pages = pages.merge(sandbox::routes());
    }
    // One stack, because each call of `layer` boxes every route once more.
    let layers = ServiceBuilder::new()
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .layer(from_fn_with_state(Arc::new(Policy::new(app)), security::guard))
        .layer(from_fn_with_state(app.clone(), faults::draw))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PAGE_TIME))
        .layer(CatchPanicLayer::custom(faults::after_panic));
    let pages = pages
        .layer(ServiceBuilder::new().layer(CsrfLayer::new()).layer(from_fn(key::take)))
        .merge(payments::bank_routes())
        .merge(transfers::rail_routes())
        .merge(programs_routes)
        .merge(assets::routes())
        .fallback(missing)
        .method_not_allowed_fallback(not_this_way)
        .layer(layers);
    // Health checks come by the machine's own address and want no pages.
    let machines = Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .merge(ops::machine_routes());
    pages.merge(machines).layer(from_fn(trace::follow)).with_state(app.clone())
}

async fn missing() -> Error {
    Error::NotFound
}

/// A browser that opens the address of a form's answer anew, from its history or in the other language,
/// goes back to the page with the form, which stands one part higher.
async fn not_this_way(method: Method, headers: HeaderMap, uri: Uri) -> Response {
    let wants_page = header_text(&headers, header::ACCEPT).contains("text/html");
    match uri.path().rsplit_once('/') {
        Some((page, _)) if method == Method::GET && wants_page => {
            Redirect::to(if page.is_empty() { "/" } else { page }).into_response()
        }
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

/// The process lives, and stays: a proxy sends nobody new to one that leaves.
async fn healthz(State(app): State<App>) -> Response {
    if app.leaving.is_cancelled() { not_ready("leaving\n") } else { "ok\n".into_response() }
}

/// The process can do its work: the database answers, with our schema, and no job waits long.
async fn readyz(State(app): State<App>) -> Response {
    let known = sqlx::query_scalar!(r#"select max(version) as "version!" from _sqlx_migrations"#)
        .fetch_one(&app.db)
        .await;
    let lag = queue::lag_seconds(&app.db, app.clock.now()).await;
    let newest = MIGRATOR.iter().map(|migration| migration.version).max();
    match (known, lag) {
        (Ok(known), _) if Some(known) < newest => not_ready("the schema is old\n"),
        (Ok(_), Ok(lag)) if lag <= queue::LAG_SECONDS_MAX => "ready\n".into_response(),
        (Ok(_), Ok(_)) => not_ready("jobs wait too long\n"),
        _ => not_ready("the database does not answer\n"),
    }
}

fn not_ready(why: &'static str) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, why).into_response()
}
