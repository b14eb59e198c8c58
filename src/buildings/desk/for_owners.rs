//! Tenants who pay for owners: whether they may, what was certified, and each certificate.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

use crate::app::App;
use crate::buildings::Building;
use crate::buildings::for_owner;
use crate::buildings::for_owner::Eyes;
use crate::buildings::for_owner::Listed;
use crate::buildings::for_owner::Paper;
use crate::ids::CertificateId;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/buildings/{building}/for-owners", get(index).post(update))
        .route("/buildings/{building}/certificates/{certificate}", get(show))
}

/// The page of a building's payments for owners.
fn path(building: &Building) -> String {
    format!("{}/for-owners", building.path())
}

/// Shows whether tenants may pay for owners, and what was paid so.
async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let certificates = for_owner::of_building(&app.db, building.id).await?;
    let listed = certificates.iter().map(|one| Listed::of(&desk, one, &building.path()));
    let page = ForOwnersPage {
        v: &desk,
        tab: "report",
        is_on: for_owner::is_allowed(&app.db, building.id).await?,
        certified: listed.collect(),
        building: &building,
    };
    desk.page(StatusCode::OK, &page)
}

/// Says whether they may.
async fn update(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Form(form): Form<RuleForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let maker = (building.id, desk.session.member);
    for_owner::set_allowed(&app.db, maker, form.is_on == "yes", desk.now).await?;
    desk.go(&app, &path(&building), Tone::Ok, desk.w.buildings_saved()).await
}

/// Shows a certificate, with both names.
async fn show(
    State(app): State<App>,
    desk: Desk,
    Path((building, certificate)): Path<(String, String)>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let id: CertificateId = certificate.parse().map_err(|_| Error::NotFound)?;
    let found = for_owner::one(&app.db, (building.id, id)).await?.ok_or(Error::NotFound)?;
    let page = CertificatePage {
        v: &desk,
        paper: Paper::of(&app, desk.voice(), &found, Eyes::Owners).await?,
        back: path(&building),
    };
    desk.page(StatusCode::OK, &page)
}

/// The rule, as ticked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RuleForm {
    is_on: String,
}

#[derive(Template)]
#[template(path = "buildings/for_owners.html")]
struct ForOwnersPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    is_on: bool,
    certified: Vec<Listed>,
}

#[derive(Template)]
#[template(path = "buildings/owner_certificate.html")]
struct CertificatePage<'a> {
    v: &'a Visit,
    paper: Paper,
    back: String,
}
