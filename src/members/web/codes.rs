//! The page where a one-time code is written, for whatever it is good.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use axum::routing::get;
use chrono::TimeDelta;
use serde::Deserialize;

use super::outcome::Proof;
use super::password_hint;
use super::password_sentence;
use crate::app::App;
use crate::ids::ChallengeId;
use crate::members::code;
use crate::members::code::Challenge;
use crate::members::code::Details;
use crate::members::code::Purpose;
use crate::members::entry;
use crate::members::entry::Browser;
use crate::members::entry::Wait;
use crate::members::flood;
use crate::members::password::Password;
use crate::members::store;
use crate::mobile::Mobile;
use crate::tokens::TokenDigest;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/codes/{challenge}", get(show).post(update))
        .route("/codes/{challenge}/again", get(back).post(again_create))
}

/// Somebody who asks for a code.
pub(in crate::members) struct Asking<'a> {
    pub(in crate::members) visit: &'a Visit,
    browser: TokenDigest,
    cookie: Option<axum_extra::extract::cookie::Cookie<'static>>,
}

impl<'a> Asking<'a> {
    pub(in crate::members) fn new(visit: &'a Visit, browser: &Browser) -> Self {
        let (browser, cookie) = browser.known(visit);
        Self { visit, browser, cookie }
    }

    /// Counts the asking; what comes back says how long to wait.
    pub(in crate::members) async fn count(
        &self,
        app: &App,
        mobile: &Mobile,
        purpose: Purpose,
    ) -> sqlx::Result<Option<Wait>> {
        if let Some(wait) = entry::count_asking(app, self.visit, &self.browser).await? {
            return Ok(Some(wait));
        }
        // Before the number is looked at, so that nobody learns which ones we know.
        if purpose.is_for_new_numbers() {
            let wait = flood::wait_seconds(app).await?;
            if wait != 0 {
                return Ok(Some(Wait::Flood(wait)));
            }
        }
        let wait = code::count_sending(app, mobile).await?;
        Ok((wait != 0).then_some(Wait::Number(wait)))
    }
}

/// Sends a code and goes to the page where it is written.
pub(in crate::members) async fn ask(
    app: &App,
    asking: Asking<'_>,
    mobile: Mobile,
    details: Details,
) -> Result<Response> {
    let language = asking.visit.language;
    let challenge = code::send(app, language, &asking.browser, mobile, details).await?;
    let mut response = Redirect::to(&path(challenge)).into_response();
    if let Some(cookie) = &asking.cookie {
        entry::add_cookie(response.headers_mut(), cookie);
    }
    Ok(response)
}

fn path(challenge: ChallengeId) -> String {
    format!("/codes/{challenge}")
}

async fn show(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Path(challenge): Path<String>,
) -> Result<Response> {
    match find(&app, &browser, &challenge).await? {
        Some(challenge) => {
            visit.page(StatusCode::OK, &CodePage::of(&visit, &challenge, Mistakes::none()))
        }
        None => visit.page(StatusCode::NOT_FOUND, &OverPage { v: &visit }),
    }
}

/// Somebody who changed the language after asking again.
async fn back(Path(challenge): Path<String>) -> Result<Redirect> {
    let challenge = challenge.parse().map_err(|_| Error::NotFound)?;
    Ok(Redirect::to(&path(challenge)))
}

/// Takes a code. A wrong, used or late one, and one of another purpose or browser, are one mistake.
async fn update(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Path(challenge): Path<String>,
    Form(form): Form<CodeForm>,
) -> Result<Response> {
    let Some(challenge) = find(&app, &browser, &challenge).await? else {
        return over(&visit);
    };
    let (code, password) = match form.read(&visit, &challenge) {
        Ok(read) => read,
        Err(mistakes) => return again(&visit, &challenge, mistakes),
    };
    if let Some(wait) = entry::count_check(&app, &visit, &challenge.mobile).await? {
        return Ok(wait.told(again(&visit, &challenge, one("code", wait.sentence(&visit)))?));
    }
    let proof = Proof { visit: &visit, browser: &browser, challenge: &challenge };
    match proof.settle(&app, &code, password).await? {
        Some(response) => Ok(response),
        None => wrong(&app, &visit, &challenge).await,
    }
}

async fn wrong(app: &App, visit: &Visit, challenge: &Challenge) -> Result<Response> {
    code::count_wrong(app).await?;
    let is_shut = code::TRIES_MAX <= challenge.tries + 1;
    let sentence = if is_shut { visit.w.members_code_shut() } else { visit.w.members_code_wrong() };
    again(visit, challenge, one("code", sentence))
}

/// Sends another code in the place of this one.
async fn again_create(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Path(challenge): Path<String>,
) -> Result<Response> {
    let Some(mut challenge) = find(&app, &browser, &challenge).await? else {
        return over(&visit);
    };
    let Some(details) = challenge.details.take() else { return over(&visit) };
    let asking = Asking::new(&visit, &browser);
    if let Some(wait) = asking.count(&app, &challenge.mobile, challenge.purpose).await? {
        return Ok(wait.told(again(&visit, &challenge, one("code", wait.sentence(&visit)))?));
    }
    ask(&app, asking, challenge.mobile, details).await
}

pub(super) async fn find(
    app: &App,
    browser: &Browser,
    id: &str,
) -> sqlx::Result<Option<Challenge>> {
    match (id.parse(), browser.digest()) {
        (Ok(id), Some(browser)) => store::challenge(&app.db, id, &browser).await,
        _ => Ok(None),
    }
}

fn again(visit: &Visit, challenge: &Challenge, mistakes: Mistakes) -> Result<Response> {
    let page = CodePage::of(visit, challenge, mistakes);
    visit.page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The page of a code that this browser did not ask for, or that another took the place of.
pub(super) fn over(visit: &Visit) -> Result<Response> {
    visit.page(StatusCode::UNPROCESSABLE_ENTITY, &OverPage { v: visit })
}

fn one(field: &'static str, sentence: String) -> Mistakes {
    let mut mistakes = Mistakes::none();
    mistakes.add(field, sentence);
    mistakes
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CodeForm {
    code: String,
    password: String,
}

impl CodeForm {
    /// The code and, where one is asked for, the new password. A code of another length is not
    /// counted as a try.
    fn read(
        &self,
        v: &Visit,
        challenge: &Challenge,
    ) -> Result<(String, Option<Password>), Mistakes> {
        let mut mistakes = Mistakes::none();
        let code = code::typed(&self.code);
        if code.is_none() {
            mistakes.add("code", v.w.members_code_not_one());
        }
        let password = (challenge.purpose == Purpose::NewPassword)
            .then(|| Password::parse(&self.password, Some(&challenge.mobile)));
        let password = password.and_then(|read| {
            mistakes.take("password", read, |mistake| password_sentence(v, mistake))
        });
        match code {
            Some(code) if mistakes.is_empty() => Ok((code, password)),
            _ => Err(mistakes),
        }
    }
}

#[derive(Template)]
#[template(path = "members/code.html")]
struct CodePage<'a> {
    v: &'a Visit,
    mistakes: Mistakes,
    path: String,
    mobile: String,
    sent: String,
    button: String,
    /// Where another number is given; empty: nowhere.
    other_number: &'static str,
    asks_password: bool,
    password_hint: String,
    /// How long until another code may be sent.
    pause: String,
}

impl<'a> CodePage<'a> {
    fn of(v: &'a Visit, challenge: &Challenge, mistakes: Mistakes) -> Self {
        let mobile = v.mobile(&challenge.mobile);
        let (button, other_number) = match challenge.purpose {
            Purpose::SignUp => (v.w.members_code_sign_up(), "/signup"),
            Purpose::SignIn => (v.w.members_code_sign_in(), "/login/code"),
            Purpose::NewPassword => (v.w.members_code_new_password(), "/login/forgotten"),
            Purpose::NewMobile => (v.w.members_code_new_mobile(), "/settings/mobile"),
            // An invitation is to one number.
            Purpose::Join => (v.w.members_code_join(), ""),
            Purpose::SecondStep => (v.w.members_sign_in(), ""),
        };
        let left = challenge.created_at + code::PAUSE - v.now;
        let pause = if left < TimeDelta::seconds(1) {
            String::new()
        } else {
            v.w.members_code_pause(v.duration(left))
        };
        let sent = match challenge.purpose {
            Purpose::SignUp | Purpose::NewMobile | Purpose::Join => v.w.members_code_sent(),
            Purpose::SignIn | Purpose::NewPassword | Purpose::SecondStep => {
                v.w.members_code_sent_perhaps()
            }
        };
        Self {
            v,
            mistakes,
            path: path(challenge.id),
            mobile,
            sent,
            button,
            other_number,
            asks_password: challenge.purpose == Purpose::NewPassword,
            password_hint: password_hint(v),
            pause,
        }
    }
}

#[derive(Template)]
#[template(path = "members/over.html")]
struct OverPage<'a> {
    v: &'a Visit,
}
