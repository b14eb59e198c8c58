//! Setting up an app for the second step, and taking it away. Both ask for a fresh proof, and the second
//! for a code of the app as well.

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

use super::proof::Proven;
use crate::app::App;
use crate::db;
use crate::members::authenticator;
use crate::members::authenticator::Enrolment;
use crate::members::authenticator::SecondError;
use crate::members::store;
use crate::members::tell;
use crate::notices::Message;
use crate::sessions::Tone;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;
use crate::web::qr;
use crate::web::qr::Qr;

const PATH: &str = "/settings/second";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/settings/second", get(show).post(create))
        .route("/settings/second/confirmation", post(confirmation_create))
        .route("/settings/second/removal", post(removal_create))
}

async fn show(State(app): State<App>, Proven(me): Proven<Member>) -> Result<Response> {
    draw(&app, &me, Mistakes::none()).await
}

/// Draws a secret for an app that is to be set up.
async fn create(State(app): State<App>, Proven(me): Proven<Member>) -> Result<Response> {
    authenticator::begin(&app, me.person.member).await?;
    Ok(Redirect::to(PATH).into_response())
}

/// Takes the app's first code, and tells the backup codes.
async fn confirmation_create(
    State(app): State<App>,
    Proven(me): Proven<Member>,
    Form(form): Form<CodeForm>,
) -> Result<Response> {
    let member = me.person.member;
    if let Err(error) = authenticator::count_try(&app, member).await {
        return again(&app, &me, error).await;
    }
    let mut tx = db::begin(&app.db).await?;
    let codes = match authenticator::confirm(&app, &mut tx, member, &form.code).await {
        Ok(codes) => codes,
        Err(error) => {
            drop(tx);
            return again(&app, &me, error).await;
        }
    };
    let to = (&me.person.mobile, me.person.language);
    tell(&mut tx, to, Message::SecondStep { on: true }, app.clock.now()).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    me.page(StatusCode::OK, &CodesPage { v: &me, codes })
}

/// Takes the app away, by one of its codes.
async fn removal_create(
    State(app): State<App>,
    Proven(me): Proven<Member>,
    Form(form): Form<CodeForm>,
) -> Result<Response> {
    let member = me.person.member;
    if let Err(error) = authenticator::count_try(&app, member).await {
        return again(&app, &me, error).await;
    }
    let mut tx = db::begin(&app.db).await?;
    if let Err(error) = authenticator::take(&app, &mut tx, member, &form.code).await {
        drop(tx);
        return again(&app, &me, error).await;
    }
    store::remove_authenticator(&mut tx, member).await?;
    let to = (&me.person.mobile, me.person.language);
    tell(&mut tx, to, Message::SecondStep { on: false }, app.clock.now()).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    me.go(&app, "/settings/me", Tone::Ok, me.w.members_second_gone()).await
}

async fn again(app: &App, me: &Member, error: SecondError) -> Result<Response> {
    let (sentence, wait) = authenticator::sentence(me, error)?;
    let mut mistakes = Mistakes::none();
    mistakes.add("code", sentence);
    let page = draw(app, me, mistakes).await?;
    Ok(match wait {
        Some(wait) => limits::told(page, wait),
        None => page,
    })
}

async fn draw(app: &App, me: &Member, mistakes: Mistakes) -> Result<Response> {
    let status =
        if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let member = me.person.member;
    let enrolment = authenticator::enrolment(app, member, &me.person.mobile).await?;
    let page = SecondPage {
        v: me,
        is_on: authenticator::is_on(app, member).await?,
        left: me.number(store::backup_codes_left(&app.db, member).await?),
        qr: enrolment.as_ref().and_then(|enrolment| qr::draw(&enrolment.address)),
        enrolment,
        mistakes,
    };
    me.page(status, &page)
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CodeForm {
    code: String,
}

#[derive(Template)]
#[template(path = "members/second_settings.html")]
struct SecondPage<'a> {
    v: &'a Visit,
    is_on: bool,
    /// Backup codes that are left.
    left: String,
    /// An app that waits for its first code.
    enrolment: Option<Enrolment>,
    qr: Option<Qr>,
    mistakes: Mistakes,
}

#[derive(Template)]
#[template(path = "members/second_codes.html")]
struct CodesPage<'a> {
    v: &'a Visit,
    codes: Vec<String>,
}
