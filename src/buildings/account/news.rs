//! The notice board of a building, for somebody who is part of it.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;

use super::Sections;
use super::find;
use super::path;
use super::visit;
use crate::app::App;
use crate::buildings::board;
use crate::buildings::board::Posted;
use crate::ids::AnnouncementId;
use crate::web::Error;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;

/// Shows everything that stands there.
pub(super) async fn index(
    State(app): State<App>,
    me: Member,
    Path(resident): Path<String>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let visit = visit(&me, &resident);
    let page = NewsPage {
        v: &visit,
        sections: Sections::of(&resident, "news"),
        back: path(&resident),
        building: &resident.building_name,
        news: board::shown_to(&app.db, &visit, &resident).await?,
    };
    visit.page(StatusCode::OK, &page)
}

/// Counts that somebody has read something.
pub(super) async fn read(
    State(app): State<App>,
    me: Member,
    Path((resident, announcement)): Path<(String, String)>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let id: AnnouncementId = announcement.parse().map_err(|_| Error::NotFound)?;
    board::read_news(&app, (resident.id, id)).await?;
    Ok(Redirect::to(&path(&resident)).into_response())
}

#[derive(Template)]
#[template(path = "buildings/account/news.html")]
struct NewsPage<'a> {
    v: &'a Visit,
    sections: Sections,
    back: String,
    building: &'a str,
    news: Vec<Posted>,
}
