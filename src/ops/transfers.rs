//! Money out, for the people of the house: what is unknown, and the stops. What a rail does not know
//! was never made only when two of them say so.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use serde::Deserialize;

use super::Acting;
use super::Operator;
use crate::adapters::rail::Rail;
use crate::app::App;
use crate::ids::TransferId;
use crate::locale::clean;
use crate::sessions::Tone;
use crate::transfers;
use crate::transfers::Sender;
use crate::transfers::Status;
use crate::transfers::Stop;
use crate::transfers::Transfer;
use crate::transfers::TransferError;
use crate::transfers::Verdict;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

const PATH: &str = "/ops/transfers";

/// The scope of a stop of everything.
const ALL: &str = "all";

const REASON_CHARS_MAX: usize = 200;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/ops/transfers", get(index))
        .route("/ops/transfers/stop", post(stop_create))
        .route("/ops/transfers/stop/{scope}/end", post(stop_end))
        .route("/ops/transfers/{transfer}/question", post(question_create))
        .route("/ops/transfers/{transfer}/verdict", post(verdict_create))
}

async fn index(State(app): State<App>, Operator(desk): Operator) -> Result<Response> {
    page(&app, &desk, (StatusCode::OK, StopForm::default(), Mistakes::none())).await
}

async fn page(
    app: &App,
    v: &Visit,
    (status, form, mistakes): (StatusCode, StopForm, Mistakes),
) -> Result<Response> {
    let unknown = transfers::unknown(&app.db).await?;
    let stops = transfers::stops(&app.db).await?;
    let senders = transfers::senders(&app.db).await?;
    let rails = ways(app);
    v.page(status, &IndexPage { v, unknown, stops, senders, rails, form, mistakes })
}

/// Stops everything, a rail or a workspace, until somebody lifts it.
async fn stop_create(
    State(app): State<App>,
    Acting(desk): Acting,
    Form(form): Form<StopForm>,
) -> Result<Response> {
    let reason = clean(&form.reason);
    let mut mistakes = Mistakes::none();
    if !can_be_stopped(&app, &form.scope).await? {
        mistakes.add("scope", desk.w.ops_stop_scope_missing());
    }
    if reason.is_empty() || REASON_CHARS_MAX < reason.chars().count() {
        mistakes.add("reason", desk.w.ops_stop_reason_missing());
    }
    if !mistakes.is_empty() {
        return page(&app, &desk, (StatusCode::UNPROCESSABLE_ENTITY, form, mistakes)).await;
    }
    let by = Some(desk.session.member);
    transfers::stop(&app.db, &form.scope, &reason, by, app.clock.now()).await?;
    desk.go(&app, PATH, Tone::Ok, desk.w.ops_stopped()).await
}

/// The ways on which money leaves: the rails, and the gateways that settle to recipients inside payments.
fn ways(app: &App) -> Vec<&'static str> {
    let sharing = app.gateways.house().iter().filter(|gateway| gateway.shares().is_some());
    app.rails.iter().map(Rail::name).chain(sharing.map(|gateway| gateway.name())).collect()
}

/// Whether the form offers this scope.
async fn can_be_stopped(app: &App, scope: &str) -> Result<bool> {
    let senders = transfers::senders(&app.db).await?;
    let is_sender = senders.iter().any(|sender| sender.id.to_string() == scope);
    Ok(scope == ALL || ways(app).contains(&scope) || is_sender)
}

/// Lifts a stop.
async fn stop_end(
    State(app): State<App>,
    Acting(desk): Acting,
    Path(scope): Path<String>,
) -> Result<Response> {
    if scope.contains('\0') || !transfers::lift(&app.db, &scope).await? {
        return Err(Error::NotFound);
    }
    app.work_bell.notify_one();
    desk.go(&app, PATH, Tone::Ok, desk.w.ops_stop_lifted()).await
}

/// Asks the rail now.
async fn question_create(
    State(app): State<App>,
    Acting(desk): Acting,
    Path(transfer): Path<TransferId>,
) -> Result<Response> {
    let transfer = transfers::look_into(&app, transfer).await.map_err(error)?;
    let (tone, text) = match transfer.status {
        Status::Planned | Status::Sending => (Tone::Warn, desk.w.ops_rail_silent()),
        Status::Accepted | Status::Settled | Status::Returned | Status::Refused => {
            (Tone::Ok, desk.w.ops_rail_answered())
        }
    };
    desk.go(&app, PATH, tone, text).await
}

/// Says that a transfer was never made.
async fn verdict_create(
    State(app): State<App>,
    Acting(desk): Acting,
    Path(transfer): Path<TransferId>,
) -> Result<Response> {
    let verdict = transfers::was_never_made(&app, transfer, desk.session.member).await;
    let (tone, text) = match verdict.map_err(error)? {
        Verdict::First => (Tone::Warn, desk.w.ops_verdict_first()),
        Verdict::Decided => (Tone::Ok, desk.w.ops_verdict_decided()),
        Verdict::TooEarly => (Tone::Bad, desk.w.ops_verdict_too_early()),
    };
    desk.go(&app, PATH, tone, text).await
}

fn error(error: TransferError) -> Error {
    match error {
        TransferError::NotFound => Error::NotFound,
        TransferError::NotNow => Error::Conflict,
        TransferError::Database(error) => error.into(),
        error @ (TransferError::NoRail | TransferError::Sealed(_) | TransferError::Ledger(_)) => {
            Error::Internal(error.into())
        }
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct StopForm {
    scope: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "ops/transfers.html")]
struct IndexPage<'a> {
    v: &'a Visit,
    unknown: Vec<Transfer>,
    stops: Vec<Stop>,
    senders: Vec<Sender>,
    rails: Vec<&'static str>,
    form: StopForm,
    mistakes: Mistakes,
}
