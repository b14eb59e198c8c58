//! The recipient's other answers: not me, another amount, no. On a page of their own, where something
//! has to be chosen: a machine that only presses buttons answers nothing.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

use super::Payout;
use super::PayoutError;
use super::ReplyKind;
use super::Standing;
use super::payout::Reply;
use super::proving::Waiting;
use super::proving::prove;
use super::recipient::find;
use crate::app::App;
use crate::card;
use crate::locale::clean;
use crate::members::Browser;
use crate::money::Money;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

const NOTE_CHARS_MAX: usize = 300;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/to/{token}/reply", get(new).post(create))
}

async fn new(State(app): State<App>, visit: Visit, Path(token): Path<String>) -> Result<Response> {
    let (payout, visit) = find(&app, visit, &token).await?;
    let (form, mistakes) = (ReplyForm::default(), Mistakes::none());
    visit.page(StatusCode::OK, &Page { v: &visit, payout: &payout, token: &token, form, mistakes })
}

async fn create(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Path(token): Path<String>,
    Form(form): Form<ReplyForm>,
) -> Result<Response> {
    let (payout, visit) = find(&app, visit, &token).await?;
    let reply = match form.parse(&visit) {
        Ok(reply) => reply,
        Err(mistakes) => {
            let page = Page { v: &visit, payout: &payout, token: &token, form, mistakes };
            return visit.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let seen = payout.standing(visit.now);
    if seen == Standing::AwaitingPayer {
        let typed = vec![("kind", &*form.kind), ("amount", &*form.amount), ("note", &*form.note)];
        let waiting =
            Waiting { visit: &visit, payout: &payout, token: &token, act: "reply", typed };
        if let Some(page) = prove(&app, &browser, &waiting, &form.code).await? {
            return Ok(page);
        }
    }
    match super::decline(&app, payout.id, (&reply, seen)).await {
        Ok(()) | Err(PayoutError::NotNow) => {
            Ok(Redirect::to(&format!("/to/{token}")).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ReplyForm {
    kind: String,
    amount: String,
    note: String,
    /// What shows whose answer it is, where another one was given before.
    code: String,
}

impl ReplyForm {
    fn parse(&self, visit: &Visit) -> Result<Reply, Mistakes> {
        let (w, mut mistakes) = (visit.w, Mistakes::none());
        let kind = match self.kind.as_str() {
            "not_me" => Some(ReplyKind::NotMe),
            "wrong_amount" => Some(ReplyKind::WrongAmount),
            "no" => Some(ReplyKind::No),
            _ => None,
        };
        if kind.is_none() {
            mistakes.add("kind", w.payouts_reply_missing());
        }
        let wants_amount = kind == Some(ReplyKind::WrongAmount) && !clean(&self.amount).is_empty();
        let proposal = match Money::parse(&self.amount, visit.unit) {
            _ if !wants_amount => None,
            Ok(amount) => Some(amount),
            Err(_) => {
                mistakes.add("amount", w.payouts_amount_not_a_number());
                None
            }
        };
        let note = clean(&self.note);
        if NOTE_CHARS_MAX < note.chars().count() {
            let count = i64::try_from(NOTE_CHARS_MAX).unwrap_or(i64::MAX);
            mistakes.add("note", w.payouts_too_long(visit.number(count)));
        } else if card::is_in(&note) {
            mistakes.add("note", w.payouts_no_card_numbers());
        }
        match kind {
            Some(kind) if mistakes.is_empty() => Ok(Reply {
                kind,
                proposal,
                note: Some(note).filter(|note| !note.is_empty()),
                replied_at: visit.now,
            }),
            _ => Err(mistakes),
        }
    }
}

#[derive(Template)]
#[template(path = "payouts/reply.html")]
struct Page<'a> {
    v: &'a Visit,
    payout: &'a Payout,
    token: &'a str,
    form: ReplyForm,
    mistakes: Mistakes,
}
