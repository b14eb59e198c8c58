//! E-mail, password and mobile: whoever changes these takes the account over, so each asks for a
//! fresh proof first.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

use super::proof::Proven;
use crate::app::App;
use crate::db;
use crate::members::code::Details;
use crate::members::code::Purpose;
use crate::members::entry::Arrival;
use crate::members::entry::Browser;
use crate::members::hashing;
use crate::members::password::Password;
use crate::members::sign_out_everywhere;
use crate::members::store;
use crate::members::tell;
use crate::members::web::Asking;
use crate::members::web::ask;
use crate::members::web::email_sentence;
use crate::members::web::mobile_sentence;
use crate::members::web::password_hint;
use crate::members::web::password_sentence;
use crate::mobile::Mobile;
use crate::notices::Message;
use crate::sessions::Tone;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;
use crate::web::email;
use crate::web::form::Form;
use crate::web::form::Mistakes;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/settings/email", get(email_edit).post(email_update))
        .route("/settings/password", get(password_edit).post(password_update))
        .route("/settings/mobile", get(mobile_edit).post(mobile_update))
}

async fn email_edit(State(app): State<App>, Proven(me): Proven<Member>) -> Result<Response> {
    let profile = store::profile(&app.db, me.person.member).await?;
    show(&me, Secret::Email, profile.email.unwrap_or_default(), Mistakes::none())
}

async fn email_update(
    State(app): State<App>,
    Proven(me): Proven<Member>,
    Form(form): Form<EmailForm>,
) -> Result<Response> {
    let mut mistakes = Mistakes::none();
    let read = email::parse(&form.email);
    let Some(email) = mistakes.take("email", read, |m| email_sentence(&me, m)) else {
        return show(&me, Secret::Email, form.email, mistakes);
    };
    store::set_email(&app.db, me.person.member, email.as_deref()).await?;
    me.go(&app, "/settings/me", Tone::Ok, me.w.members_saved()).await
}

async fn password_edit(Proven(me): Proven<Member>) -> Result<Response> {
    show(&me, Secret::Password, String::new(), Mistakes::none())
}

/// Sets a new password. All sessions end, and this browser gets a new one.
async fn password_update(
    State(app): State<App>,
    Proven(me): Proven<Member>,
    browser: Browser,
    Form(form): Form<PasswordForm>,
) -> Result<Response> {
    let mut mistakes = Mistakes::none();
    let read = Password::parse(&form.password, Some(&me.person.mobile));
    let Some(password) = mistakes.take("password", read, |m| password_sentence(&me, m)) else {
        return show(&me, Secret::Password, String::new(), mistakes);
    };
    let hash = hashing::hash(password.into_text()).await?;
    set_password(&app, &me, &browser, &hash).await
}

async fn set_password(app: &App, me: &Member, browser: &Browser, hash: &str) -> Result<Response> {
    let (member, language) = (me.person.member, me.person.language);
    let mut tx = db::begin(&app.db).await?;
    let now = app.clock.now();
    store::set_password(&mut tx, member, hash).await?;
    sign_out_everywhere(&mut tx, member, now).await?;
    let to = (&me.person.mobile, language);
    tell(&mut tx, to, Message::PasswordChanged, now).await?;
    let arrival = Arrival { visit: me, browser, member, language, workspace: None };
    let sentence = me.w.members_password_changed();
    let response = arrival.enter(app, tx, "/settings/me", Some(sentence)).await?;
    app.work_bell.notify_one();
    Ok(response)
}

async fn mobile_edit(Proven(me): Proven<Member>) -> Result<Response> {
    show(&me, Secret::Mobile, String::new(), Mistakes::none())
}

/// Sends a code to the new number. Until it is written, the old number stays.
async fn mobile_update(
    State(app): State<App>,
    Proven(me): Proven<Member>,
    browser: Browser,
    Form(form): Form<MobileForm>,
) -> Result<Response> {
    let mut mistakes = Mistakes::none();
    let read = Mobile::parse(&form.mobile);
    let Some(mobile) = mistakes.take("mobile", read, |m| mobile_sentence(&me, m)) else {
        return show(&me, Secret::Mobile, form.mobile, mistakes);
    };
    let asking = Asking::new(&me, &browser);
    if let Some(wait) = asking.count(&app, &mobile, Purpose::NewMobile).await? {
        mistakes.add("mobile", wait.sentence(&me));
        return Ok(wait.told(show(&me, Secret::Mobile, form.mobile, mistakes)?));
    }
    let member = me.person.member;
    ask(&app, asking, mobile, Details::NewMobile { member }).await
}

fn show(me: &Member, secret: Secret, value: String, mistakes: Mistakes) -> Result<Response> {
    let status =
        if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let password_hint = password_hint(me);
    me.page(status, &SecretPage { v: me, secret, value, mistakes, password_hint })
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct EmailForm {
    email: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PasswordForm {
    password: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct MobileForm {
    mobile: String,
}

/// What is changed.
#[derive(Clone, Copy)]
enum Secret {
    Email,
    Password,
    Mobile,
}

impl Secret {
    fn title(self, v: &Visit) -> String {
        match self {
            Secret::Email => v.w.members_change_email(),
            Secret::Password => v.w.members_change_password(),
            Secret::Mobile => v.w.members_change_mobile(),
        }
    }
}

#[derive(Template)]
#[template(path = "members/secret.html")]
struct SecretPage<'a> {
    v: &'a Visit,
    secret: Secret,
    value: String,
    mistakes: Mistakes,
    password_hint: String,
}
