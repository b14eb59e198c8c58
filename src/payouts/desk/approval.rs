//! The page of a second member: what the payout seals, and yes or no.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use data_encoding::HEXLOWER;
use serde::Deserialize;

use super::find;
use crate::app::App;
use crate::card;
use crate::locale::clean;
use crate::members::Proven;
use crate::payouts;
use crate::payouts::Approval;
use crate::payouts::Payout;
use crate::payouts::PayoutError;
use crate::payouts::Standing;
use crate::payouts::Word;
use crate::payouts::approvals;
use crate::payouts::funding;
use crate::payouts::names;
use crate::payouts::names::Fit;
use crate::payouts::payout::Destination;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

const REASON_CHARS_MAX: usize = 300;

/// Shows what is agreed to.
pub(super) async fn new(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(payout): Path<String>,
) -> Result<Response> {
    let payout = find(&app, &desk, &payout).await?;
    show(&app, &desk, &payout, (WordForm::default(), Mistakes::none())).await
}

/// Takes the word.
pub(super) async fn create(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(payout): Path<String>,
    Form(form): Form<WordForm>,
) -> Result<Response> {
    let payout = find(&app, &desk, &payout).await?;
    let word = match form.word(&desk) {
        Ok(word) => word,
        Err(mistakes) => return show(&app, &desk, &payout, (form, mistakes)).await,
    };
    let seen = HEXLOWER.decode(form.seen.as_bytes()).unwrap_or_default();
    let name = (payout.id, desk.session.workspace);
    let (tone, text) = match payouts::decide(&app, name, (desk.session.member, &seen), &word).await
    {
        Ok(()) => match word {
            Word::Yes => (Tone::Ok, desk.w.payouts_approved()),
            Word::No(_) => (Tone::Ok, desk.w.payouts_not_approved()),
        },
        Err(PayoutError::Changed) => (Tone::Bad, desk.w.payouts_changed()),
        Err(PayoutError::NotApproved) => (Tone::Warn, desk.w.payouts_not_your_own()),
        Err(PayoutError::NotNow) => (Tone::Warn, desk.w.payouts_not_now()),
        Err(error) => return Err(error.into()),
    };
    desk.go(&app, &payout.path(), tone, text).await
}

async fn show(
    app: &App,
    desk: &Desk,
    payout: &Payout,
    (form, mistakes): (WordForm, Mistakes),
) -> Result<Response> {
    let is_open = payout.standing(desk.now) == Standing::AwaitingPayer
        && approvals::of(&app.db, payout, desk.now).await? == Approval::Waiting;
    let to = match funding::confirmed(payout) {
        Some(to) if is_open => to,
        _ => return desk.go(app, &payout.path(), Tone::Warn, desk.w.payouts_not_now()).await,
    };
    if payout.made_by == desk.session.member {
        return desk.go(app, &payout.path(), Tone::Warn, desk.w.payouts_not_your_own()).await;
    }
    let status =
        if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ApprovalPage {
        v: desk,
        payout,
        to,
        fit: names::fit(&payout.recipient_name, to.holder.as_deref()),
        seen: HEXLOWER.encode(&payout.digest().unwrap_or_default()),
        form,
        mistakes,
    };
    desk.page(status, &page)
}

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct WordForm {
    /// The digest of what the second member saw.
    seen: String,
    /// Which button was pressed: `yes` or `no`.
    word: String,
    reason: String,
}

impl WordForm {
    fn word(&self, desk: &Desk) -> Result<Word, Mistakes> {
        if self.word == "yes" {
            return Ok(Word::Yes);
        }
        let (w, reason) = (desk.w, clean(&self.reason));
        let mut mistakes = Mistakes::none();
        if reason.is_empty() {
            mistakes.add("reason", w.payouts_reason_missing());
        } else if REASON_CHARS_MAX < reason.chars().count() {
            let count = i64::try_from(REASON_CHARS_MAX).unwrap_or(i64::MAX);
            mistakes.add("reason", w.payouts_too_long(desk.number(count)));
        } else if card::is_in(&reason) {
            mistakes.add("reason", w.payouts_no_card_numbers());
        }
        if mistakes.is_empty() { Ok(Word::No(reason)) } else { Err(mistakes) }
    }
}

#[derive(Template)]
#[template(path = "payouts/approval.html")]
struct ApprovalPage<'a> {
    v: &'a Visit,
    payout: &'a Payout,
    to: &'a Destination,
    fit: Fit,
    seen: String,
    form: WordForm,
    mistakes: Mistakes,
}
