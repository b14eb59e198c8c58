//! The notice board behind the address in a message. No account is needed, and looking counts nothing.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;

use super::Posted;
use crate::app::App;
use crate::buildings::board;
use crate::buildings::web::find;
use crate::ids::AnnouncementId;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;

/// Shows what stands there for a resident.
pub(super) async fn index(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response> {
    let resident = find(&app, &visit, &token).await?;
    let page = NewsPage {
        v: &visit,
        back: format!("/b/{token}"),
        building: &resident.building_name,
        news: board::shown_to(&app.db, &visit, &resident).await?,
    };
    visit.page(StatusCode::OK, &page)
}

/// Counts that a resident has read something.
pub(super) async fn read(
    State(app): State<App>,
    visit: Visit,
    Path((token, announcement)): Path<(String, String)>,
) -> Result<Response> {
    let resident = find(&app, &visit, &token).await?;
    let id: AnnouncementId = announcement.parse().map_err(|_| Error::NotFound)?;
    board::read_news(&app, (resident.id, id)).await?;
    Ok(Redirect::to(&format!("/b/{token}/news")).into_response())
}

#[derive(Template)]
#[template(path = "buildings/news.html")]
struct NewsPage<'a> {
    v: &'a Visit,
    back: String,
    building: &'a str,
    news: Vec<Posted>,
}
