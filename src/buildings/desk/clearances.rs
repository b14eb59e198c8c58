//! The certificates of those who left, as their manager prints and revokes them.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use serde::Deserialize;

use super::form::Reader;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::leaving;
use crate::buildings::leaving::Clearance;
use crate::buildings::leaving::Paper;
use crate::ids::ClearanceId;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/buildings/{building}/clearances/{clearance}", get(show))
        .route("/buildings/{building}/clearances/{clearance}/revocation", post(revocation_create))
}

/// The page of a certificate.
pub(super) fn path(building: &Building, clearance: ClearanceId) -> String {
    format!("{}/clearances/{clearance}", building.path())
}

/// Shows a certificate.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, clearance) = find(&app, &desk, &of).await?;
    let filled = (String::new(), Mistakes::none());
    draw(&app, (&desk, StatusCode::OK), (&building, &clearance), filled)
}

/// Revokes it.
pub(super) async fn revocation_create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<RevocationForm>,
) -> Result<Response> {
    let (building, clearance) = find(&app, &desk, &of).await?;
    let mut reader = Reader::new(&desk);
    let reason = reader.text("reason", &form.reason, (1, 200));
    if !reader.mistakes.is_empty() {
        let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
        return draw(&app, answer, (&building, &clearance), (form.reason, reader.mistakes));
    }
    leaving::revoke(&app, &clearance, (desk.session.member, &reason)).await?;
    let path = path(&building, clearance.id);
    desk.go(&app, &path, Tone::Ok, desk.w.leaving_is_revoked()).await
}

async fn find(
    app: &App,
    desk: &Desk,
    (building, clearance): &(String, String),
) -> Result<(Building, Clearance)> {
    let building = super::find(app, desk, building).await?;
    let id: ClearanceId = clearance.parse().map_err(|_| Error::NotFound)?;
    let clearance = leaving::one(&app.db, (building.id, id)).await?.ok_or(Error::NotFound)?;
    Ok((building, clearance))
}

fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    (building, clearance): (&Building, &Clearance),
    (reason, mistakes): (String, Mistakes),
) -> Result<Response> {
    let page = ClearancePage {
        v: desk,
        building,
        clearance,
        paper: Paper::of(app, desk.voice(), clearance),
        back: format!("{}/people", building.unit_path(&clearance.unit)),
        reason,
        mistakes,
    };
    desk.page(status, &page)
}

/// Why a certificate is revoked, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RevocationForm {
    reason: String,
}

#[derive(Template)]
#[template(path = "buildings/clearance.html")]
struct ClearancePage<'a> {
    v: &'a Visit,
    building: &'a Building,
    clearance: &'a Clearance,
    paper: Paper,
    back: String,
    reason: String,
    mistakes: Mistakes,
}
