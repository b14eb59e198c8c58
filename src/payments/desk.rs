//! The merchant's acts on a payment: taking money that waits in suspense or giving it back, and asking
//! the bank once more.

use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use serde::Deserialize;

use super::Actor;
use super::Decision;
use super::Outcome;
use super::PaymentError;
use super::settle;
use super::store;
use super::suspense;
use crate::app::App;
use crate::ids::PaymentId;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::form::Form;
use crate::web::next::Next;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/payments/{payment}/acceptance", post(acceptance_create))
        .route("/payments/{payment}/giving-back", post(giving_back_create))
        .route("/payments/{payment}/question", post(question_create))
}

/// Where the act was done, and so where its doer goes on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Back {
    from: Next,
}

async fn acceptance_create(
    State(app): State<App>,
    desk: Desk,
    Path(payment): Path<PaymentId>,
    Form(back): Form<Back>,
) -> Result<Response> {
    decide(&app, &desk, payment, Decision::Accepted, back.from.as_str()).await
}

async fn giving_back_create(
    State(app): State<App>,
    desk: Desk,
    Path(payment): Path<PaymentId>,
    Form(back): Form<Back>,
) -> Result<Response> {
    decide(&app, &desk, payment, Decision::GivenBack, back.from.as_str()).await
}

async fn decide(
    app: &App,
    desk: &Desk,
    payment: PaymentId,
    decision: Decision,
    path: &str,
) -> Result<Response> {
    let by = (decision, desk.session.member);
    let (tone, text) = match suspense::decide(app, payment, desk.session.workspace, by).await {
        Ok(Decision::Accepted) if super::by_id(&app.db, payment).await?.own_terminal.is_some() => {
            (Tone::Ok, desk.w.payments_accepted_own())
        }
        Ok(Decision::Accepted) => (Tone::Ok, desk.w.payments_accepted()),
        Ok(Decision::GivenBack) => (Tone::Ok, desk.w.payments_being_given_back()),
        Err(PaymentError::NothingBack) => (Tone::Bad, desk.w.payments_nothing_back()),
        Err(error) => return Err(error.into()),
    };
    desk.go(app, path, tone, text).await
}

/// Asks the bank about an open payment, because somebody does not want to wait.
async fn question_create(
    State(app): State<App>,
    desk: Desk,
    Path(payment): Path<PaymentId>,
    Form(back): Form<Back>,
) -> Result<Response> {
    let known = store::by_id(&app.db, payment).await?.ok_or(Error::NotFound)?;
    if known.workspace != desk.session.workspace {
        return Err(Error::NotFound);
    }
    let (tone, text) = match settle(&app, payment, Actor::Operator).await? {
        Outcome::Over => (Tone::Ok, desk.w.payments_answered()),
        Outcome::Open | Outcome::Resting(_) => (Tone::Warn, desk.w.payments_not_answered()),
        Outcome::Held => (Tone::Bad, desk.w.payments_is_held()),
    };
    desk.go(&app, back.from.as_str(), tone, text).await
}
