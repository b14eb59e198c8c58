//! The recipient's pages. Looking changes nothing; what is typed counts once its owner has shown who
//! they are.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;

use super::Anew;
use super::Payout;
use super::PayoutError;
use super::Standing;
use super::answers;
use super::destinations;
use super::destinations::Kept;
use super::facts;
use super::funding;
use super::proof;
use super::proving::Waiting;
use super::proving::prove;
use super::store;
use crate::app::App;
use crate::destinations::Typed;
use crate::destinations::inquire;
use crate::members::Browser;
use crate::tokens;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;
use crate::web::limits::Limit;
use crate::web::robots::Looker;

/// Inquiries for one payout: each may be billed.
const INQUIRIES: Limit = Limit::new("payout_inquiry", 10, chrono::TimeDelta::days(1));

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/to/{token}", get(show))
        .route("/to/{token}/destination", post(destination_create))
        .route("/to/{token}/confirmation", post(confirmation_create))
        .route("/to/{token}/correction", post(correction_create))
        .route("/to/{token}/proof", post(proof_create))
        .route("/to/{token}/kept", post(kept_use))
        .route("/to/{token}/kept/end", post(kept_end))
        .merge(super::reply::routes())
}

/// Shows a recipient what is meant for them, and where it has got to.
async fn show(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    looker: Looker,
    Path(token): Path<String>,
) -> Result<Response> {
    let (payout, visit) = find(&app, visit, &token).await?;
    if looker == Looker::Person {
        facts::note_opening(&app.db, payout.id, ("recipient", 0), app.clock.now()).await?;
    }
    let is_believed = believes(&app, &payout, &browser).await?;
    let arrives = payout.arrives_about(&app.paya, visit.now);
    let step = Step::of(&payout, (visit.now, arrives.is_some()), is_believed);
    let kept = match step {
        Step::Number | Step::Given | Step::OnItsWay | Step::Arrived => {
            destinations::kept(&app, &payout).await?
        }
        Step::Confirm | Step::Declined | Step::Failed | Step::Over => None,
    };
    let receipt = match step {
        Step::Arrived if is_believed => funding::receipt(&app, &payout).await?,
        _ => None,
    };
    let status = if step == Step::Over { StatusCode::GONE } else { StatusCode::OK };
    let form = NumberForm::default();
    let mistakes = Mistakes::none();
    let page = Page {
        v: &visit,
        payout: &payout,
        token: &token,
        step,
        is_believed,
        kept,
        arrives,
        receipt,
        form,
        mistakes,
    };
    visit.page(status, &page)
}

/// Takes the number; before the recipient has shown who they are, it asks for a code first.
async fn destination_create(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Path(token): Path<String>,
    Form(form): Form<NumberForm>,
) -> Result<Response> {
    let (payout, visit) = find(&app, visit, &token).await?;
    let here = Redirect::to(&format!("/to/{token}"));
    if payout.standing(visit.now) != Standing::AwaitingRecipient {
        return Ok(here.into_response());
    }
    let again =
        Again { app: &app, browser: &browser, visit: &visit, payout: &payout, token: &token };
    let typed = match Typed::parse(&form.number) {
        Ok(typed) => typed,
        Err(mistake) => return again.number(form, mistake.said(&visit)).await,
    };
    let waiting = Waiting {
        visit: &visit,
        payout: &payout,
        token: &token,
        act: "destination",
        typed: vec![("number", form.number.as_str())],
    };
    if let Some(page) = prove(&app, &browser, &waiting, &form.code).await? {
        return Ok(page);
    }
    limits::check(&app, &INQUIRIES, payout.id).await?;
    let account = match inquire(&app, typed).await {
        Ok(account) => account,
        Err(none) => return again.number(form, none.said(&visit)).await,
    };
    match answers::give(&app, payout.id, &account).await {
        Ok(()) | Err(PayoutError::NotNow) => Ok(here.into_response()),
        Err(error) => Err(error.into()),
    }
}

/// Says that account and holder are right.
async fn confirmation_create(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Path(token): Path<String>,
    Form(form): Form<ConfirmForm>,
) -> Result<Response> {
    let (payout, _) = find(&app, visit, &token).await?;
    if believes(&app, &payout, &browser).await? {
        match answers::confirm(&app, payout.id, form.keep == "yes").await {
            Ok(()) | Err(PayoutError::NotNow) => (),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Redirect::to(&format!("/to/{token}")).into_response())
}

/// Takes the number back that was given, to give another one. Its owner gave it; nobody else takes it back.
async fn correction_create(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Path(token): Path<String>,
    Form(form): Form<CodeForm>,
) -> Result<Response> {
    let (payout, visit) = find(&app, visit, &token).await?;
    let here = Redirect::to(&format!("/to/{token}"));
    if payout.standing(visit.now) != Standing::AwaitingPayer {
        return Ok(here.into_response());
    }
    let waiting = waiting((&visit, &payout), &token, "correction");
    if let Some(page) = prove(&app, &browser, &waiting, &form.code).await? {
        return Ok(page);
    }
    match super::ask_anew(&app, payout.id, Anew::Correction).await {
        Ok(()) | Err(PayoutError::NotNow) => Ok(here.into_response()),
        Err(error) => Err(error.into()),
    }
}

/// Shows the recipient the account that they gave, after a code: who has only the link sees where the payout stands
/// and not where the money goes.
async fn proof_create(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Path(token): Path<String>,
    Form(form): Form<CodeForm>,
) -> Result<Response> {
    let (payout, visit) = find(&app, visit, &token).await?;
    if funding::confirmed(&payout).is_some() {
        let waiting = waiting((&visit, &payout), &token, "proof");
        if let Some(page) = prove(&app, &browser, &waiting, &form.code).await? {
            return Ok(page);
        }
    }
    Ok(Redirect::to(&format!("/to/{token}")).into_response())
}

/// Answers with the account that was kept: a code is all that is asked for.
async fn kept_use(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Path(token): Path<String>,
    Form(form): Form<CodeForm>,
) -> Result<Response> {
    let (payout, visit) = find(&app, visit, &token).await?;
    let here = Redirect::to(&format!("/to/{token}"));
    if payout.standing(visit.now) != Standing::AwaitingRecipient {
        return Ok(here.into_response());
    }
    if destinations::kept(&app, &payout).await?.is_none() {
        let again =
            Again { app: &app, browser: &browser, visit: &visit, payout: &payout, token: &token };
        return again.number(NumberForm::default(), visit.w.payouts_kept_none()).await;
    }
    let waiting = waiting((&visit, &payout), &token, "kept");
    if let Some(page) = prove(&app, &browser, &waiting, &form.code).await? {
        return Ok(page);
    }
    match answers::give_kept(&app, payout.id).await {
        Ok(()) | Err(PayoutError::NotNow) => Ok(here.into_response()),
        Err(error) => Err(error.into()),
    }
}

/// Forgets the account that was kept, for whom it belongs to: its owner would miss it.
async fn kept_end(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Path(token): Path<String>,
    Form(form): Form<CodeForm>,
) -> Result<Response> {
    let (payout, visit) = find(&app, visit, &token).await?;
    if destinations::kept(&app, &payout).await?.is_some() {
        let waiting = waiting((&visit, &payout), &token, "kept/end");
        if let Some(page) = prove(&app, &browser, &waiting, &form.code).await? {
            return Ok(page);
        }
        destinations::forget_kept(&app, &payout).await?;
    }
    Ok(Redirect::to(&format!("/to/{token}")).into_response())
}

/// An act for which nothing is typed.
fn waiting<'a>(
    (visit, payout): (&'a Visit, &'a Payout),
    token: &'a str,
    act: &'static str,
) -> Waiting<'a> {
    Waiting { visit, payout, token, act, typed: vec![] }
}

/// The payout behind a recipient's token, and the visit in the payer's unit.
pub(super) async fn find(app: &App, visit: Visit, token: &str) -> Result<(Payout, Visit)> {
    let found = match tokens::digest_of(token) {
        Some(digest) => store::by_token(&app.db, &digest, "recipient").await?,
        None => None,
    };
    if let Some((payout, _)) = found {
        let visit = visit.in_unit(payout.unit);
        Ok((payout, visit))
    } else {
        limits::count_miss(app, &visit).await?;
        Err(Error::NotFound)
    }
}

async fn believes(app: &App, payout: &Payout, browser: &Browser) -> Result<bool> {
    match browser.digest() {
        Some(digest) => Ok(proof::is_believed(app, payout.id, &digest).await?),
        None => Ok(false),
    }
}

/// The number, and the code that shows whose it is. What was typed goes from page to page in the
/// recipient's own browser and is written nowhere.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct NumberForm {
    number: String,
    code: String,
}

/// The code alone, for what is done without typing anything.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CodeForm {
    code: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ConfirmForm {
    keep: String,
}

/// Which page the recipient sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Number,
    Confirm,
    Given,
    Declined,
    OnItsWay,
    Arrived,
    Failed,
    Over,
}

impl Step {
    fn of(payout: &Payout, (now, is_arriving): (DateTime<Utc>, bool), is_believed: bool) -> Self {
        match payout.standing(now) {
            Standing::AwaitingRecipient if is_believed && payout.destination.is_some() => {
                Step::Confirm
            }
            Standing::AwaitingRecipient => Step::Number,
            Standing::AwaitingPayer | Standing::Paying => Step::Given,
            Standing::Declined => Step::Declined,
            Standing::Sending => Step::OnItsWay,
            Standing::Settled if is_arriving => Step::OnItsWay,
            Standing::Settled => Step::Arrived,
            Standing::Failed => Step::Failed,
            Standing::Expired | Standing::Ended(_) => Step::Over,
        }
    }
}

/// The page once more, with what was typed.
struct Again<'a> {
    app: &'a App,
    browser: &'a Browser,
    visit: &'a Visit,
    payout: &'a Payout,
    token: &'a str,
}

impl Again<'_> {
    async fn number(&self, form: NumberForm, sentence: String) -> Result<Response> {
        let mut mistakes = Mistakes::none();
        mistakes.add("number", sentence);
        let page = Page {
            v: self.visit,
            payout: self.payout,
            token: self.token,
            step: Step::Number,
            is_believed: believes(self.app, self.payout, self.browser).await?,
            kept: destinations::kept(self.app, self.payout).await?,
            arrives: None,
            receipt: None,
            form,
            mistakes,
        };
        self.visit.page(StatusCode::UNPROCESSABLE_ENTITY, &page)
    }
}

#[derive(Template)]
#[template(path = "payouts/recipient.html")]
struct Page<'a> {
    v: &'a Visit,
    payout: &'a Payout,
    token: &'a str,
    step: Step,
    is_believed: bool,
    kept: Option<Kept>,
    /// About when what the gateway settled inside the payment is at the account, while that is to come.
    arrives: Option<DateTime<Utc>>,
    /// Where the receipt is, once the money has arrived.
    receipt: Option<String>,
    form: NumberForm,
    mistakes: Mistakes,
}

impl Page<'_> {
    /// Whether there is an account that this browser does not see before its owner has shown who they are.
    fn hides_account(&self) -> bool {
        !self.is_believed && funding::confirmed(self.payout).is_some()
    }

    fn kept_bank(&self, kept: &Kept) -> String {
        crate::banks::Bank::by_code(&kept.bank).map_or_else(String::new, |bank| self.v.bank(bank))
    }
}
