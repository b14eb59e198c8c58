//! The certificate of somebody who left, for themselves.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::Sections;
use super::find;
use super::path;
use super::visit;
use crate::app::App;
use crate::buildings::leaving;
use crate::buildings::leaving::Paper;
use crate::ids::ClearanceId;
use crate::web::Error;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;

/// Shows it, to be printed.
pub(super) async fn show(
    State(app): State<App>,
    me: Member,
    Path((resident, clearance)): Path<(String, String)>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let id: ClearanceId = clearance.parse().map_err(|_| Error::NotFound)?;
    let clearance = leaving::one(&app.db, (resident.building, id)).await?;
    let own = clearance.filter(|one| one.resident == resident.id).ok_or(Error::NotFound)?;
    let visit = visit(&me, &resident);
    let page = ClearancePage {
        v: &visit,
        sections: Sections::of(&resident, "debt"),
        paper: Paper::of(&app, visit.voice(), &own),
        back: path(&resident),
    };
    visit.page(StatusCode::OK, &page)
}

#[derive(Template)]
#[template(path = "buildings/account/clearance.html")]
struct ClearancePage<'a> {
    v: &'a Visit,
    sections: Sections,
    paper: Paper,
    back: String,
}
