//! The certificate of what a tenant paid for the owner of the unit, for both of them.

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
use crate::buildings::for_owner;
use crate::buildings::for_owner::Eyes;
use crate::buildings::for_owner::Paper;
use crate::ids::CertificateId;
use crate::web::Error;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;

/// Shows it, to be printed.
pub(super) async fn show(
    State(app): State<App>,
    me: Member,
    Path((resident, certificate)): Path<(String, String)>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let id: CertificateId = certificate.parse().map_err(|_| Error::NotFound)?;
    let found = for_owner::one(&app.db, (resident.building, id)).await?.ok_or(Error::NotFound)?;
    let eyes = match resident.id {
        id if id == found.owner => Eyes::Owners,
        id if id == found.payer => Eyes::Payers,
        _ => return Err(Error::NotFound),
    };
    let visit = visit(&me, &resident);
    let page = CertificatePage {
        v: &visit,
        sections: Sections::of(&resident, "debt"),
        paper: Paper::of(&app, visit.voice(), &found, eyes).await?,
        back: path(&resident),
    };
    visit.page(StatusCode::OK, &page)
}

#[derive(Template)]
#[template(path = "buildings/account/owner_certificate.html")]
struct CertificatePage<'a> {
    v: &'a Visit,
    sections: Sections,
    paper: Paper,
    back: String,
}
