//! The pretend rail: its book, and what whoever plays it decides.

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

use crate::adapters::rail::sandbox;
use crate::adapters::rail::sandbox::BookLine;
use crate::adapters::rail::sandbox::Mood;
use crate::adapters::rail::sandbox::Stage;
use crate::app::App;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sandbox/rail", get(index))
        .route("/sandbox/rail/mood", post(mood_create))
        .route("/sandbox/rail/{reference}/fate", post(fate_create))
}

/// Shows the book.
async fn index(State(app): State<App>, visit: Visit) -> Result<Response> {
    let page = IndexPage {
        v: &visit,
        mood: sandbox::mood(&app.back_db).await?,
        lines: sandbox::book(&app.back_db).await?,
    };
    visit.page(StatusCode::OK, &page)
}

/// Gives the rail another mood.
async fn mood_create(State(app): State<App>, Form(form): Form<MoodForm>) -> Result<Response> {
    let mood = Mood::ALL.into_iter().find(|mood| mood.code() == form.mood);
    sandbox::set_mood(&app.back_db, mood.ok_or(Error::BadRequest)?).await?;
    Ok(Redirect::to("/sandbox/rail").into_response())
}

/// Decides what becomes of a transfer.
async fn fate_create(
    State(app): State<App>,
    Path(reference): Path<String>,
    Form(form): Form<FateForm>,
) -> Result<Response> {
    let fates = [Stage::Settled, Stage::Returned, Stage::Refused];
    let fate =
        fates.into_iter().find(|stage| stage.code() == form.fate).ok_or(Error::BadRequest)?;
    if reference.contains('\0') {
        return Err(Error::NotFound);
    }
    sandbox::decide(&app.back_db, &reference, fate).await?;
    Ok(Redirect::to("/sandbox/rail").into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct MoodForm {
    mood: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct FateForm {
    fate: String,
}

#[derive(Template)]
#[template(path = "sandbox/rail.html")]
struct IndexPage<'a> {
    v: &'a Visit,
    mood: Mood,
    lines: Vec<BookLine>,
}

impl IndexPage<'_> {
    fn moods(&self) -> Vec<(&'static str, String, bool)> {
        let w = self.v.w;
        let word = |mood| match mood {
            Mood::Prompt => w.sandbox_mood_prompt(),
            Mood::Slow => w.sandbox_mood_slow(),
            Mood::Silent => w.sandbox_mood_silent(),
            Mood::Refusing => w.sandbox_mood_refusing(),
            Mood::Poor => w.sandbox_mood_poor(),
            Mood::Lost => w.sandbox_mood_lost(),
        };
        Mood::ALL.map(|mood| (mood.code(), word(mood), mood == self.mood)).into()
    }
}
