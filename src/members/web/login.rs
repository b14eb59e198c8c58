//! Signing in by password or by code alone, forgetting the password, and signing out.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use serde::Deserialize;

use super::Asking;
use super::ask;
use super::mobile_sentence;
use crate::app::App;
use crate::db;
use crate::members::MemberError;
use crate::members::code::Details;
use crate::members::entry;
use crate::members::entry::Arrival;
use crate::members::entry::Browser;
use crate::members::hashing;
use crate::members::passkey;
use crate::members::passkey::AnswerForm;
use crate::members::passkey::Owner;
use crate::members::passkey::Question;
use crate::members::store;
use crate::members::store::Known;
use crate::mobile::Mobile;
use crate::sessions;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::form::Query;
use crate::web::next::Next;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/login", get(new).post(create))
        .route("/login/passkey", get(new).post(passkey_create))
        .route("/login/code", get(code_new).post(code_create))
        .route("/login/forgotten", get(forgotten_new).post(forgotten_create))
        .route("/logout", post(destroy))
}

async fn new(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Query(form): Query<NextQuery>,
) -> Result<Response> {
    let next = Next::of(&form.next);
    if browser.session(&app).await?.is_some() {
        return Ok(Redirect::to(next.as_str()).into_response());
    }
    let form = LoginForm { next: next.as_str().to_owned(), ..LoginForm::default() };
    draw(&app, &visit, form, Mistakes::none())
}

/// Signs in by password. An unknown number and a wrong password are one mistake.
async fn create(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Form(form): Form<LoginForm>,
) -> Result<Response> {
    let mobile = match form.read(&visit) {
        Ok(mobile) => mobile,
        Err(mistakes) => return draw(&app, &visit, form, mistakes),
    };
    let mut mistakes = Mistakes::none();
    if let Some(wait) = entry::count_login(&app, &visit, &mobile).await? {
        mistakes.add("mobile", wait.sentence(&visit));
        return Ok(wait.told(draw(&app, &visit, form, mistakes)?));
    }
    let Some(known) = member_with(&app, &mobile, &form.password).await? else {
        mistakes.add("password", visit.w.members_login_wrong());
        return draw(&app, &visit, form, mistakes);
    };
    let (member, language) = (known.id, known.language);
    let arrival = Arrival { visit: &visit, browser: &browser, member, language, workspace: None };
    arrival.enter(&app, db::begin(&app.db).await?, Next::of(&form.next).as_str(), None).await
}

/// Signs in by a passkey. The device has made sure who it is, so no second step is asked for.
async fn passkey_create(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Form(form): Form<AnswerForm>,
) -> Result<Response> {
    let next = Next::of(&form.next);
    let again = LoginForm { next: next.as_str().to_owned(), ..LoginForm::default() };
    let mut mistakes = Mistakes::none();
    if let Some(wait) = entry::count_passkey(&app, &visit).await? {
        mistakes.add("passkey", wait.sentence(&visit));
        return Ok(wait.told(draw(&app, &visit, again, mistakes)?));
    }
    let mut tx = db::begin(&app.db).await?;
    let Owner { member, language } = match passkey::take(&app, &mut tx, &form).await {
        Ok(owner) => owner,
        Err(error) => {
            drop(tx);
            mistakes.add("passkey", passkey::sentence(&visit, error)?);
            return draw(&app, &visit, again, mistakes);
        }
    };
    let arrival = Arrival { visit: &visit, browser: &browser, member, language, workspace: None };
    arrival.open(&app, tx, next.as_str(), None).await
}

fn draw(app: &App, v: &Visit, form: LoginForm, mistakes: Mistakes) -> Result<Response> {
    let status =
        if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let question = passkey::ask(app, passkey::Purpose::Enter);
    v.page(status, &LoginPage { v, form, mistakes, question })
}

/// The member with this number and password. A number that nobody has takes the same time.
async fn member_with(
    app: &App,
    mobile: &Mobile,
    password: &str,
) -> Result<Option<Known>, MemberError> {
    let known = store::by_mobile(&app.db, mobile).await?;
    let hash = known.as_ref().and_then(|known| known.password.clone());
    if !hashing::is_right(password.to_owned(), hash).await? {
        return Ok(None);
    }
    if let Some(known) =
        known.as_ref().filter(|known| known.password.as_deref().is_some_and(hashing::is_outdated))
    {
        let hash = hashing::hash(password.to_owned()).await?;
        let mut tx = db::begin(&app.db).await?;
        store::set_password(&mut tx, known.id, &hash).await?;
        tx.commit().await?;
    }
    Ok(known)
}

async fn code_new(visit: Visit, Query(query): Query<NextQuery>) -> Result<Response> {
    let form = NumberForm { next: Next::of(&query.next).as_str().to_owned(), ..Default::default() };
    number(&visit, Lost::Nothing, form, Mistakes::none())
}

/// Sends a code to sign in with.
async fn code_create(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Form(form): Form<NumberForm>,
) -> Result<Response> {
    let details = Details::SignIn { next: Next::of(&form.next) };
    send(&app, Asking::new(&visit, &browser), (Lost::Nothing, form), details).await
}

async fn forgotten_new(visit: Visit) -> Result<Response> {
    number(&visit, Lost::Password, NumberForm::default(), Mistakes::none())
}

/// Sends a code to set a new password with.
async fn forgotten_create(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Form(form): Form<NumberForm>,
) -> Result<Response> {
    let asking = Asking::new(&visit, &browser);
    send(&app, asking, (Lost::Password, form), Details::NewPassword).await
}

async fn send(
    app: &App,
    asking: Asking<'_>,
    (lost, form): (Lost, NumberForm),
    details: Details,
) -> Result<Response> {
    let visit = asking.visit;
    let mut mistakes = Mistakes::none();
    let read = Mobile::parse(&form.mobile);
    let Some(mobile) = mistakes.take("mobile", read, |m| mobile_sentence(visit, m)) else {
        return number(visit, lost, form, mistakes);
    };
    if let Some(wait) = asking.count(app, &mobile, details.purpose()).await? {
        mistakes.add("mobile", wait.sentence(visit));
        return Ok(wait.told(number(visit, lost, form, mistakes)?));
    }
    ask(app, asking, mobile, details).await
}

fn number(v: &Visit, lost: Lost, form: NumberForm, mistakes: Mistakes) -> Result<Response> {
    let status =
        if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    v.page(status, &NumberPage { v, lost, form, mistakes })
}

/// Signs out in this browser.
async fn destroy(State(app): State<App>, visit: Visit, browser: Browser) -> Result<Response> {
    if let Some(session) = browser.session(&app).await? {
        sessions::close(&app.db, &session.digest, session.member).await?;
    }
    Ok(entry::leave(&visit))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct NextQuery {
    next: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LoginForm {
    mobile: String,
    password: String,
    next: String,
}

impl LoginForm {
    fn read(&self, v: &Visit) -> Result<Mobile, Mistakes> {
        let mut mistakes = Mistakes::none();
        let mobile =
            mistakes.take("mobile", Mobile::parse(&self.mobile), |m| mobile_sentence(v, m));
        if self.password.is_empty() {
            mistakes.add("password", v.w.members_password_missing());
        }
        mobile.filter(|_| mistakes.is_empty()).ok_or(mistakes)
    }
}

#[derive(Template)]
#[template(path = "members/login.html")]
struct LoginPage<'a> {
    v: &'a Visit,
    form: LoginForm,
    mistakes: Mistakes,
    question: Question,
}

/// Why somebody is asked for nothing but a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lost {
    /// They sign in by code.
    Nothing,
    /// They have forgotten their password.
    Password,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct NumberForm {
    mobile: String,
    next: String,
}

#[derive(Template)]
#[template(path = "members/number.html")]
struct NumberPage<'a> {
    v: &'a Visit,
    lost: Lost,
    form: NumberForm,
    mistakes: Mistakes,
}

impl NumberPage<'_> {
    fn is_forgotten(&self) -> bool {
        self.lost == Lost::Password
    }
}
