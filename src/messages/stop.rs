//! The page behind the address in a letter: its reader stops requests and reminders, or lets them
//! through again. The address opens it without signing in; looking at it changes nothing.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

use crate::app::App;
use crate::ids::NoticeId;
use crate::mobile::Mobile;
use crate::notices;
use crate::tokens::Door;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::limits;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/stop/{notice}/{token}", get(show).post(update))
}

async fn show(
    State(app): State<App>,
    visit: Visit,
    Path((notice, token)): Path<(String, String)>,
) -> Result<Response> {
    let (channel, recipient, has_stopped) = reader(&app, &visit, (&notice, &token)).await?;
    let recipient = match Mobile::parse(&recipient) {
        Ok(mobile) if channel == "sms" => visit.mobile(&mobile),
        _ => recipient,
    };
    visit.page(StatusCode::OK, &StopPage { v: &visit, recipient, has_stopped })
}

async fn update(
    State(app): State<App>,
    visit: Visit,
    Path((notice, token)): Path<(String, String)>,
    Form(form): Form<WishForm>,
) -> Result<Response> {
    let (channel, recipient, _) = reader(&app, &visit, (&notice, &token)).await?;
    notices::set_wish(&app, (&channel, &recipient), form.wants == "yes").await?;
    Ok(Redirect::to(&format!("/stop/{notice}/{token}")).into_response())
}

/// Whose page it is. Whoever guesses finds nothing, and soon has to wait.
async fn reader(
    app: &App,
    visit: &Visit,
    (notice, token): (&str, &str),
) -> Result<(String, String, bool)> {
    if let Ok(id) = notice.parse::<NoticeId>()
        && app.keys.opens(token, &Door::Stop { notice: id })
        && let Some(reader) = notices::reader_of(&app.db, id).await?
    {
        return Ok(reader);
    }
    limits::count_miss(app, visit).await?;
    Err(Error::NotFound)
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WishForm {
    wants: String,
}

#[derive(Template)]
#[template(path = "messages/stop.html")]
struct StopPage<'a> {
    v: &'a Visit,
    recipient: String,
    has_stopped: bool,
}
