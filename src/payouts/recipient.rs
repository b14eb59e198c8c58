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
use super::proof::Tried;
use super::store;
use crate::app::App;
use crate::destinations::Typed;
use crate::destinations::inquire;
use crate::members;
use crate::members::Browser;
use crate::tokens;
use crate::tokens::TokenDigest;
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
    let step = Step::of(&payout, visit.now, is_believed);
    let kept = match step {
        Step::Number | Step::Given | Step::OnItsWay | Step::Arrived => {
            destinations::kept(&app, &payout).await?
        }
        Step::Code | Step::Confirm | Step::Declined | Step::Failed | Step::Over => None,
    };
    let receipt = match step {
        Step::Arrived => funding::receipt(&app, &payout).await?,
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
    let again = Again { visit: &visit, payout: &payout, token: &token };
    let typed = match Typed::parse(&form.number) {
        Ok(typed) => typed,
        Err(mistake) => return again.number(form, mistake.said(&visit)),
    };
    let (digest, cookie) = browser.known(&visit);
    if !proof::is_believed(&app, payout.id, &digest).await? {
        let shown = prove(&app, &again, &digest, form.clone()).await?;
        if let Some(page) = shown {
            return Ok((
                cookie.map(|cookie| [(axum::http::header::SET_COOKIE, cookie.to_string())]),
                page,
            )
                .into_response());
        }
    }
    limits::check(&app, &INQUIRIES, payout.id).await?;
    let account = match inquire(&app, typed).await {
        Ok(account) => account,
        Err(none) => return again.number(form, none.said(&visit)),
    };
    match answers::give(&app, payout.id, &account).await {
        Ok(()) | Err(PayoutError::NotNow) => Ok(here.into_response()),
        Err(error) => Err(error.into()),
    }
}

/// Lets the recipient show who they are. `None`: they just did.
async fn prove(
    app: &App,
    again: &Again<'_>,
    browser: &TokenDigest,
    form: NumberForm,
) -> Result<Option<Response>> {
    let visit = again.visit;
    if form.code.is_empty() {
        let wait = proof::send(app, again.payout, browser, visit.language).await?;
        return match wait {
            None => again.code(form, Mistakes::none()).map(Some),
            Some(seconds) => {
                let sentence =
                    visit.w.payouts_code_wait(visit.duration(chrono::TimeDelta::seconds(seconds)));
                let mut page = again.number(form, sentence)?;
                *page.status_mut() = StatusCode::TOO_MANY_REQUESTS;
                Ok(Some(page))
            }
        };
    }
    let tried = match members::typed_code(&form.code) {
        Some(code) => proof::try_code(app, again.payout, browser, &code).await?,
        None => Tried::Wrong,
    };
    match tried {
        Tried::Right => Ok(None),
        Tried::Wrong => {
            let mut mistakes = Mistakes::none();
            mistakes.add("code", visit.w.payouts_code_wrong());
            again.code(form, mistakes).map(Some)
        }
        Tried::Over => {
            let form = NumberForm { code: String::new(), ..form };
            again.number(form, visit.w.payouts_code_over()).map(Some)
        }
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

/// Takes the number back that was given, to give another one.
async fn correction_create(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response> {
    let (payout, _) = find(&app, visit, &token).await?;
    match super::ask_anew(&app, payout.id, Anew::Correction).await {
        Ok(()) | Err(PayoutError::NotNow) => {
            Ok(Redirect::to(&format!("/to/{token}")).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Answers with the account that was kept.
async fn kept_use(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Path(token): Path<String>,
) -> Result<Response> {
    let (payout, visit) = find(&app, visit, &token).await?;
    if !believes(&app, &payout, &browser).await? {
        let again = Again { visit: &visit, payout: &payout, token: &token };
        return again.number(NumberForm::default(), visit.w.payouts_kept_needs_code());
    }
    match answers::give_kept(&app, payout.id).await {
        Ok(()) | Err(PayoutError::NotNow) => {
            Ok(Redirect::to(&format!("/to/{token}")).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Forgets the account that was kept. Whoever has the recipient's link may do that: it gives nothing
/// away and moves nothing.
async fn kept_end(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response> {
    let (payout, _) = find(&app, visit, &token).await?;
    destinations::forget_kept(&app, &payout).await?;
    Ok(Redirect::to(&format!("/to/{token}")).into_response())
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

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ConfirmForm {
    keep: String,
}

/// Which page the recipient sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Number,
    Code,
    Confirm,
    Given,
    Declined,
    OnItsWay,
    Arrived,
    Failed,
    Over,
}

impl Step {
    fn of(payout: &Payout, now: chrono::DateTime<chrono::Utc>, is_believed: bool) -> Self {
        match payout.standing(now) {
            Standing::AwaitingRecipient if is_believed && payout.destination.is_some() => {
                Step::Confirm
            }
            Standing::AwaitingRecipient => Step::Number,
            Standing::AwaitingPayer | Standing::Paying => Step::Given,
            Standing::Declined => Step::Declined,
            Standing::Sending => Step::OnItsWay,
            Standing::Settled if payout.arrives_about(now).is_some() => Step::OnItsWay,
            Standing::Settled => Step::Arrived,
            Standing::Failed => Step::Failed,
            Standing::Expired | Standing::Ended(_) => Step::Over,
        }
    }
}

/// The page once more, with what was typed.
struct Again<'a> {
    visit: &'a Visit,
    payout: &'a Payout,
    token: &'a str,
}

impl Again<'_> {
    fn number(&self, form: NumberForm, sentence: String) -> Result<Response> {
        let mut mistakes = Mistakes::none();
        mistakes.add("number", sentence);
        self.page(Step::Number, form, mistakes)
    }

    fn code(&self, form: NumberForm, mistakes: Mistakes) -> Result<Response> {
        self.page(Step::Code, form, mistakes)
    }

    fn page(&self, step: Step, form: NumberForm, mistakes: Mistakes) -> Result<Response> {
        let status =
            if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let page = Page {
            v: self.visit,
            payout: self.payout,
            token: self.token,
            step,
            is_believed: false,
            kept: None,
            receipt: None,
            form,
            mistakes,
        };
        self.visit.page(status, &page)
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
    /// Where the receipt is, once the money has arrived.
    receipt: Option<String>,
    form: NumberForm,
    mistakes: Mistakes,
}

impl Page<'_> {
    /// Where the code goes, as its reader knows it.
    fn code_goes_to(&self) -> String {
        match (&self.payout.recipient_mobile, &self.payout.recipient_email) {
            (Some(mobile), _) => self.v.digits(&mobile.masked()),
            (None, Some(email)) => super::masked_email(email),
            (None, None) => String::new(),
        }
    }

    fn kept_bank(&self, kept: &Kept) -> String {
        crate::banks::Bank::by_code(&kept.bank).map_or_else(String::new, |bank| self.v.bank(bank))
    }
}
