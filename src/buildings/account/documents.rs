//! The papers of a building that are for somebody who is part of it.

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
use crate::buildings::building::noon;
use crate::buildings::desk;
use crate::buildings::documents;
use crate::buildings::documents::Document;
use crate::buildings::web::serve_as;
use crate::ids::DocumentId;
use crate::web::Error;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;

/// Shows those that they may see.
pub(super) async fn index(
    State(app): State<App>,
    me: Member,
    Path(resident): Path<String>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let visit = visit(&me, &resident);
    let page = DocumentsPage {
        v: &visit,
        sections: Sections::of(&resident, "documents"),
        back: path(&resident),
        building: &resident.building_name,
        documents: documents::shown_to(&app.db, resident.id, visit.now).await?,
    };
    visit.page(StatusCode::OK, &page)
}

/// The file of one of them, as it is now.
pub(super) async fn file(
    State(app): State<App>,
    me: Member,
    Path((resident, document)): Path<(String, String)>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let id: DocumentId = document.parse().map_err(|_| Error::NotFound)?;
    let file = documents::file_for(&app.db, (resident.id, id), me.now).await?;
    Ok(serve_as(file.ok_or(Error::NotFound)?))
}

#[derive(Template)]
#[template(path = "buildings/account/documents.html")]
struct DocumentsPage<'a> {
    v: &'a Visit,
    sections: Sections,
    back: String,
    building: &'a str,
    documents: Vec<Document>,
}

impl DocumentsPage<'_> {
    fn file(&self, document: &Document) -> String {
        format!("{}/documents/{}", self.back, document.id)
    }

    /// What it is, of which day, and its file.
    fn small(&self, document: &Document) -> String {
        let day = self.v.day_full(noon(document.dated_on));
        let kind = desk::document_kind(self.v, document.kind);
        format!(
            "{kind} · {day} · {}",
            desk::file_said(self.v, (&document.file_kind, document.size))
        )
    }
}
