//! The second step of signing in. Whoever has shown one proof writes the code of their app, in the same
//! browser and within a few minutes; then the door opens as it would have without.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

use super::codes;
use crate::app::App;
use crate::db;
use crate::members::authenticator;
use crate::members::authenticator::SecondError;
use crate::members::code;
use crate::members::code::Challenge;
use crate::members::code::Details;
use crate::members::code::Purpose;
use crate::members::entry::Arrival;
use crate::members::entry::Browser;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/login/second/{challenge}", get(show).post(update))
}

async fn show(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Path(challenge): Path<String>,
) -> Result<Response> {
    match find(&app, &browser, &challenge).await? {
        Some(challenge) => draw(&visit, &challenge, Mistakes::none()),
        None => Err(Error::NotFound),
    }
}

/// Takes a code of the app, or a backup code.
async fn update(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Path(challenge): Path<String>,
    Form(form): Form<CodeForm>,
) -> Result<Response> {
    let Some(challenge) = find(&app, &browser, &challenge).await? else {
        return codes::over(&visit);
    };
    let Some(Details::SecondStep { member, workspace, next, language, sentence }) =
        challenge.details.clone()
    else {
        return codes::over(&visit);
    };
    if let Err(error) = authenticator::count_try(&app, member).await {
        return refused(&app, &visit, &challenge, error).await;
    }
    let mut tx = db::begin(&app.db).await?;
    match authenticator::take(&app, &mut tx, member, &form.code).await {
        Ok(()) => (),
        Err(error) => {
            drop(tx);
            return refused(&app, &visit, &challenge, error).await;
        }
    }
    if !code::spend_try(&app, &mut tx, &challenge, true).await? {
        return codes::over(&visit);
    }
    let arrival = Arrival { visit: &visit, browser: &browser, member, language, workspace };
    arrival.open(&app, tx, next.as_str(), sentence).await
}

/// Counts a wrong code, and says so.
async fn refused(
    app: &App,
    visit: &Visit,
    challenge: &Challenge,
    error: SecondError,
) -> Result<Response> {
    let mut mistakes = Mistakes::none();
    match authenticator::sentence(visit, error)? {
        (sentence, None) => {
            let mut tx = db::begin(&app.db).await?;
            code::spend_try(app, &mut tx, challenge, false).await?;
            tx.commit().await?;
            mistakes.add("code", sentence);
            draw(visit, challenge, mistakes)
        }
        (sentence, Some(wait)) => {
            mistakes.add("code", sentence);
            Ok(limits::told(draw(visit, challenge, mistakes)?, wait))
        }
    }
}

async fn find(app: &App, browser: &Browser, id: &str) -> Result<Option<Challenge>> {
    let found = codes::find(app, browser, id).await?;
    let now = app.clock.now();
    let is_ours = |found: &Challenge| found.purpose == Purpose::SecondStep && found.is_open(now);
    Ok(found.filter(is_ours))
}

fn draw(visit: &Visit, challenge: &Challenge, mistakes: Mistakes) -> Result<Response> {
    let status =
        if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let path = code::second_step_path(challenge.id);
    visit.page(status, &SecondPage { v: visit, path, mistakes })
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CodeForm {
    code: String,
}

#[derive(Template)]
#[template(path = "members/second.html")]
struct SecondPage<'a> {
    v: &'a Visit,
    path: String,
    mistakes: Mistakes,
}
