//! Showing once more who one is, before something changes by which one is known (`money.md` E9). It
//! is a sign-in like any other: the session afterwards is a new one.

use std::borrow::Borrow;

use askama::Template;
use axum::Router;
use axum::extract::FromRequestParts;
use axum::extract::State;
use axum::http::Method;
use axum::http::StatusCode;
use axum::http::Uri;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use serde::Deserialize;

use crate::app::App;
use crate::db;
use crate::members::authenticator;
use crate::members::code::Details;
use crate::members::code::Purpose;
use crate::members::entry;
use crate::members::entry::Arrival;
use crate::members::entry::Browser;
use crate::members::hashing;
use crate::members::passkey;
use crate::members::passkey::AnswerForm;
use crate::members::passkey::Owner;
use crate::members::passkey::PasskeyError;
use crate::members::passkey::Question;
use crate::members::store;
use crate::members::web::Asking;
use crate::members::web::ask;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;
use crate::web::next::Next;
use crate::web::visit::header_text;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/settings/proof", get(back).post(create))
        .route("/settings/proof/code", post(code_create))
        .route("/settings/proof/passkey", get(back).post(passkey_create))
}

/// Somebody signed in who has just proved who they are. Whoever has not gets the page that asks for
/// it, and goes on from there to the page they came from.
pub struct Proven<Signed = Desk>(pub Signed);

impl<Signed: Borrow<Member>> Proven<Signed> {
    /// The same for whoever is signed in already. The error is the page that asks.
    pub fn of(app: &App, signed: Signed, parts: &Parts) -> Result<Self, Box<Response>> {
        match missing(app, signed.borrow(), &page_of(parts)) {
            Ok(None) => Ok(Self(signed)),
            Ok(Some(asked)) => Err(Box::new(asked)),
            Err(error) => Err(Box::new(error.into_response())),
        }
    }
}

impl<Signed> FromRequestParts<App> for Proven<Signed>
where
    Signed: FromRequestParts<App, Rejection = Error> + Borrow<Member> + Send,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let signed = Signed::from_request_parts(parts, app).await;
        let signed = signed.map_err(Error::into_response)?;
        Self::of(app, signed, parts).map_err(|asked| *asked)
    }
}

/// The page that a request is made on: itself, or the one with the form or with the link to the file.
fn page_of(parts: &Parts) -> String {
    // No page of ours has a dot in its address.
    let is_file = parts.uri.path().contains('.');
    let is_page = parts.method == Method::GET;
    let own = parts.uri.path_and_query().filter(|_| is_page).map(ToString::to_string);
    let own = own.unwrap_or_else(|| parts.uri.path().to_owned());
    if is_page && !is_file {
        return own;
    }
    let from = header_text(&parts.headers, header::REFERER).parse::<Uri>().ok();
    let page = from.as_ref().and_then(Uri::path_and_query).map(ToString::to_string);
    page.unwrap_or(own)
}

/// The page that asks for the proof, in the place of the page that needs it; `None` when the proof
/// is fresh.
fn missing(app: &App, me: &Member, next: &str) -> Result<Option<Response>> {
    if me.person.is_proven(app.clock.now()) {
        return Ok(None);
    }
    again(app, me, Next::of(next), Mistakes::none()).map(Some)
}

fn again(app: &App, me: &Member, next: Next, mistakes: Mistakes) -> Result<Response> {
    let status =
        if mistakes.is_empty() { StatusCode::FORBIDDEN } else { StatusCode::UNPROCESSABLE_ENTITY };
    me.page(
        status,
        &ProofPage { v: me, next, mistakes, question: passkey::ask(app, passkey::Purpose::Enter) },
    )
}

async fn back(_: Member) -> Redirect {
    Redirect::to("/settings/me")
}

/// Takes the password as proof.
async fn create(
    State(app): State<App>,
    me: Member,
    browser: Browser,
    Form(form): Form<ProofForm>,
) -> Result<Response> {
    let (next, mut mistakes) = (Next::of(&form.next), Mistakes::none());
    if !form.code.is_empty() {
        return by_app(&app, &me, &browser, (next, &form.code)).await;
    }
    if let Some(wait) = entry::count_login(&app, &me, &me.person.mobile).await? {
        mistakes.add("password", wait.sentence(&me));
        return Ok(wait.told(again(&app, &me, next, mistakes)?));
    }
    let hash = store::password_of(&app.db, me.person.member).await?;
    if !hashing::is_right(form.password, hash).await? {
        mistakes.add("password", me.w.members_proof_wrong());
        return again(&app, &me, next, mistakes);
    }
    let (member, language) = (me.person.member, me.person.language);
    let arrival = Arrival { visit: &me, browser: &browser, member, language, workspace: None };
    arrival.enter(&app, db::begin(&app.db).await?, next.as_str(), None).await
}

/// Takes a code of the member's app as proof.
async fn by_app(
    app: &App,
    me: &Member,
    browser: &Browser,
    (next, code): (Next, &str),
) -> Result<Response> {
    let (member, language) = (me.person.member, me.person.language);
    let mut taken = authenticator::count_try(app, member).await;
    let mut tx = db::begin(&app.db).await?;
    if taken.is_ok() {
        taken = authenticator::take(app, &mut tx, member, code).await;
    }
    if let Err(error) = taken {
        drop(tx);
        let (sentence, wait) = authenticator::sentence(me, error)?;
        let mut mistakes = Mistakes::none();
        mistakes.add("code", sentence);
        let page = again(app, me, next, mistakes)?;
        return Ok(match wait {
            Some(wait) => limits::told(page, wait),
            None => page,
        });
    }
    let arrival = Arrival { visit: me, browser, member, language, workspace: None };
    arrival.open(app, tx, next.as_str(), None).await
}

/// Takes a passkey as proof: one of the member's own.
async fn passkey_create(
    State(app): State<App>,
    me: Member,
    browser: Browser,
    Form(form): Form<AnswerForm>,
) -> Result<Response> {
    let (next, mut mistakes) = (Next::of(&form.next), Mistakes::none());
    if let Some(wait) = entry::count_passkey(&app, &me).await? {
        mistakes.add("passkey", wait.sentence(&me));
        return Ok(wait.told(again(&app, &me, next, mistakes)?));
    }
    let mut tx = db::begin(&app.db).await?;
    let taken = passkey::take(&app, &mut tx, &form).await;
    let is_mine = |owner: &Owner| owner.member == me.person.member;
    match taken.and_then(|owner| is_mine(&owner).then_some(owner).ok_or(PasskeyError::Unknown)) {
        Ok(Owner { member, language }) => {
            let arrival =
                Arrival { visit: &me, browser: &browser, member, language, workspace: None };
            arrival.open(&app, tx, next.as_str(), None).await
        }
        Err(error) => {
            drop(tx);
            mistakes.add("passkey", passkey::sentence(&me, error)?);
            again(&app, &me, next, mistakes)
        }
    }
}

/// Sends a code as proof.
async fn code_create(
    State(app): State<App>,
    me: Member,
    browser: Browser,
    Form(form): Form<CodeForm>,
) -> Result<Response> {
    let next = Next::of(&form.next);
    let asking = Asking::new(&me, &browser);
    if let Some(wait) = asking.count(&app, &me.person.mobile, Purpose::SignIn).await? {
        let mut mistakes = Mistakes::none();
        mistakes.add("password", wait.sentence(&me));
        return Ok(wait.told(again(&app, &me, next, mistakes)?));
    }
    let mobile = me.person.mobile.clone();
    Ok(ask(&app, asking, mobile, Details::SignIn { next }).await?.into_response())
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ProofForm {
    password: String,
    code: String,
    next: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CodeForm {
    next: String,
}

#[derive(Template)]
#[template(path = "members/proof.html")]
struct ProofPage<'a> {
    v: &'a Visit,
    next: Next,
    mistakes: Mistakes,
    question: Question,
}
