//! A member's own name and language, and the way to what takes a fresh proof to change.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

use super::passkeys;
use crate::app::App;
use crate::locale::Language;
use crate::locale::words;
use crate::members::authenticator;
use crate::members::entry;
use crate::members::member;
use crate::members::store;
use crate::members::web::name_sentence;
use crate::sessions::Tone;
use crate::web::Error;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings/me", get(edit).post(update))
}

async fn edit(State(app): State<App>, me: Member) -> Result<Response> {
    let profile = store::profile(&app.db, me.person.member).await?;
    let language = profile.language.code().to_owned();
    let form = MeForm { name: profile.name, language };
    show(&app, &me, form, Mistakes::none()).await
}

async fn update(State(app): State<App>, me: Member, Form(form): Form<MeForm>) -> Result<Response> {
    let mut mistakes = Mistakes::none();
    let language = Language::parse(&form.language).ok_or(Error::BadRequest)?;
    let read = member::name(&form.name);
    let Some(name) = mistakes.take("name", read, |m| name_sentence(&me, m)) else {
        return show(&app, &me, form, mistakes).await;
    };
    store::update(&app.db, me.person.member, &name, language).await?;
    let sentence = words(language).members_saved();
    let mut response = me.go(&app, "/settings/me", Tone::Ok, sentence).await?;
    entry::add_language(response.headers_mut(), &me, language);
    Ok(response)
}

async fn show(app: &App, me: &Member, form: MeForm, mistakes: Mistakes) -> Result<Response> {
    let status =
        if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let profile = store::profile(&app.db, me.person.member).await?;
    let page = MePage {
        v: me,
        form,
        mistakes,
        mobile: me.mobile(&profile.mobile),
        email: profile.email.unwrap_or_default(),
        passkeys: passkeys::count(app, me).await?,
        has_second: authenticator::is_on(app, me.person.member).await?,
    };
    me.page(status, &page)
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct MeForm {
    name: String,
    language: String,
}

#[derive(Template)]
#[template(path = "members/me.html")]
struct MePage<'a> {
    v: &'a Visit,
    form: MeForm,
    mistakes: Mistakes,
    mobile: String,
    email: String,
    /// Whether an app is asked for as the second step.
    /// How many passkeys there are, in words.
    passkeys: String,
    has_second: bool,
}
