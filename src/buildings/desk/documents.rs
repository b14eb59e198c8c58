//! The papers of a building, as their manager keeps them.

use askama::Template;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::Multipart;
use axum::extract::Path;
use axum::extract::State;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use serde::Deserialize;

use super::document_form::DocumentForm;
use super::form::Reader;
use crate::app::App;
use crate::buildings;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::DocumentKind;
use crate::buildings::Readers;
use crate::buildings::building::noon;
use crate::buildings::documents;
use crate::buildings::documents::Document;
use crate::buildings::documents::Version;
use crate::buildings::web::serve_as;
use crate::ids::DocumentId;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/buildings/{building}/documents", get(index).post(create))
        .route("/buildings/{building}/documents/{document}", get(show).post(update))
        .layer(DefaultBodyLimit::max(super::FORM_BYTES_MAX))
        .route("/buildings/{building}/documents/{document}/removal", post(removal_create))
        .route("/buildings/{building}/documents/{document}/versions/{version}", get(file))
}

/// Shows the papers, with a sheet for another.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let filled = (DocumentForm::blank(&desk), Mistakes::none());
    draw_all(&app, (&desk, StatusCode::OK), &building, filled).await
}

/// Keeps a paper.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let (form, file) = DocumentForm::read(form.map_err(|_| Error::BadRequest)?).await?;
    let mut reader = Reader::new(&desk);
    let label = form.label(&mut reader);
    let version = form.version(&mut reader, file);
    if version.is_none() && reader.mistakes.of("file").is_none() {
        reader.mistakes.add("file", desk.w.documents_no_file());
    }
    let (Some(label), Some(version), true) = (label, version, reader.mistakes.is_empty()) else {
        let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
        return draw_all(&app, answer, &building, (form, reader.mistakes)).await;
    };
    let id = form.id.parse().unwrap_or_else(|_| DocumentId::new(desk.now));
    let maker = (building.id, desk.session.member);
    buildings::add_document(&app, maker, (id, &label), &version).await?;
    desk.go(&app, &path(&building, id), Tone::Ok, desk.w.documents_is_kept()).await
}

/// Shows one paper with all its versions.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, document) = find(&app, &desk, &of).await?;
    let filled = (DocumentForm::of(&desk, &document), String::new(), Mistakes::none());
    draw(&app, (&desk, StatusCode::OK), (&building, &document), filled).await
}

/// Changes what is said of a paper, and keeps a new version where one was sent.
pub(super) async fn update(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let (building, document) = find(&app, &desk, &of).await?;
    let (form, file) = DocumentForm::read(form.map_err(|_| Error::BadRequest)?).await?;
    let mut reader = Reader::new(&desk);
    let label = form.label(&mut reader);
    let version = form.version(&mut reader, file);
    let (Some(label), true) = (label, reader.mistakes.is_empty()) else {
        let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
        let filled = (form, String::new(), reader.mistakes);
        return draw(&app, answer, (&building, &document), filled).await;
    };
    let maker = (building.id, desk.session.member);
    let of = (document.id, &label);
    let path = path(&building, document.id);
    match buildings::change_document(&app, maker, of, version.as_ref()).await {
        Err(BuildingError::NotAsShown) => {
            desk.go(&app, &path, Tone::Warn, desk.w.documents_is_gone()).await
        }
        done => {
            done?;
            desk.go(&app, &path, Tone::Ok, desk.w.documents_is_kept()).await
        }
    }
}

/// Removes a paper.
pub(super) async fn removal_create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<RemovalForm>,
) -> Result<Response> {
    let (building, document) = find(&app, &desk, &of).await?;
    let mut reader = Reader::new(&desk);
    let reason = reader.text("reason", &form.reason, (1, 200));
    if !reader.mistakes.is_empty() {
        let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
        let filled = (DocumentForm::of(&desk, &document), form.reason, reader.mistakes);
        return draw(&app, answer, (&building, &document), filled).await;
    }
    let maker = (building.id, desk.session.member);
    buildings::remove_document(&app, maker, document.id, &reason).await?;
    let path = format!("{}/documents", building.path());
    desk.go(&app, &path, Tone::Ok, desk.w.documents_was_removed()).await
}

/// The file of a version.
pub(super) async fn file(
    State(app): State<App>,
    desk: Desk,
    Path((building, document, version)): Path<(String, String, String)>,
) -> Result<Response> {
    let (_, document) = find(&app, &desk, &(building, document)).await?;
    let number = version.parse().map_err(|_| Error::NotFound)?;
    let file = documents::file_of(&app.db, (document.id, number)).await?;
    Ok(serve_as(file.ok_or(Error::NotFound)?))
}

async fn find(
    app: &App,
    desk: &Desk,
    (building, document): &(String, String),
) -> Result<(Building, Document)> {
    let building = super::find(app, desk, building).await?;
    let id: DocumentId = document.parse().map_err(|_| Error::NotFound)?;
    let document = documents::one(&app.db, (building.id, id)).await?;
    Ok((building, document.ok_or(Error::NotFound)?))
}

fn path(building: &Building, document: DocumentId) -> String {
    format!("{}/documents/{document}", building.path())
}

async fn draw_all(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    building: &Building,
    (form, mistakes): (DocumentForm, Mistakes),
) -> Result<Response> {
    let all = documents::of_building(&app.db, building.id).await?;
    let (documents, removed) = all.into_iter().partition(|one| one.removed_at.is_none());
    let page =
        DocumentsPage { v: desk, building, tab: "documents", documents, removed, form, mistakes };
    desk.page(status, &page)
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    (building, document): (&Building, &Document),
    (form, reason, mistakes): (DocumentForm, String, Mistakes),
) -> Result<Response> {
    let page = DocumentPage {
        v: desk,
        building,
        tab: "documents",
        path: path(building, document.id),
        versions: documents::versions(&app.db, document.id).await?,
        document,
        form,
        reason,
        mistakes,
    };
    desk.page(status, &page)
}

/// How a kind of paper is called.
pub(in crate::buildings) fn document_kind(v: &Visit, kind: DocumentKind) -> String {
    match kind {
        DocumentKind::Bylaws => v.w.documents_kind_bylaws(),
        DocumentKind::Minutes => v.w.documents_kind_minutes(),
        DocumentKind::Insurance => v.w.documents_kind_insurance(),
        DocumentKind::Contract => v.w.documents_kind_contract(),
        DocumentKind::Permit => v.w.documents_kind_permit(),
        DocumentKind::Inspection => v.w.documents_kind_inspection(),
        DocumentKind::Plan => v.w.documents_kind_plan(),
        DocumentKind::Other => v.w.documents_kind_other(),
    }
}

/// For whom a paper is.
fn readers_word(v: &Visit, readers: Readers) -> String {
    match readers {
        Readers::Residents => v.w.documents_for_residents(),
        Readers::Owners => v.w.documents_for_owners(),
        Readers::Board => v.w.documents_for_board(),
    }
}

/// What kind of file a paper is, and how large.
pub(in crate::buildings) fn file_said(v: &Visit, (kind, size): (&str, i32)) -> String {
    let size = v.number((i64::from(size) + 1023) / 1024);
    match kind {
        "application/pdf" => v.w.documents_pdf(size),
        _ => v.w.documents_picture(size),
    }
}

/// Why a paper is removed, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RemovalForm {
    reason: String,
}

/// The kinds to choose from: as sent, and in words.
fn kinds(v: &Visit) -> Vec<(&'static str, String)> {
    DocumentKind::ALL.map(|kind| (kind.code(), document_kind(v, kind))).into()
}

/// The same of the readers.
fn readers(v: &Visit) -> Vec<(&'static str, String)> {
    Readers::ALL.map(|readers| (readers.code(), readers_word(v, readers))).into()
}

#[derive(Template)]
#[template(path = "buildings/documents.html")]
struct DocumentsPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    documents: Vec<Document>,
    removed: Vec<Document>,
    form: DocumentForm,
    mistakes: Mistakes,
}

impl DocumentsPage<'_> {
    /// What it is, of which day, and for whom.
    fn small(&self, document: &Document) -> String {
        let day = self.v.day_full(noon(document.dated_on));
        let kind = document_kind(self.v, document.kind);
        format!("{kind} · {day} · {}", readers_word(self.v, document.readers))
    }

    /// When it was removed, by whom and why.
    fn removal(&self, document: &Document) -> String {
        let by = document.removed_by.as_deref().unwrap_or_default();
        let at = document.removed_at.map(|at| self.v.moment(at)).unwrap_or_default();
        let reason = document.removal_reason.as_deref().unwrap_or_default();
        format!("{reason} · {}", self.v.w.buildings_by_and_when(by, at))
    }

    fn kinds(&self) -> Vec<(&'static str, String)> {
        kinds(self.v)
    }

    fn readers(&self) -> Vec<(&'static str, String)> {
        readers(self.v)
    }
}

#[derive(Template)]
#[template(path = "buildings/document.html")]
struct DocumentPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    path: String,
    document: &'a Document,
    versions: Vec<Version>,
    form: DocumentForm,
    reason: String,
    mistakes: Mistakes,
}

impl DocumentPage<'_> {
    /// The page of all papers.
    fn list(&self) -> String {
        format!("{}/documents", self.building.path())
    }

    /// Of which day a version is, its file, and who brought it when.
    fn small(&self, version: &Version) -> String {
        let day = self.v.day_full(noon(version.dated_on));
        let file = file_said(self.v, (&version.file_kind, version.size));
        let by = self.v.w.buildings_by_and_when(&version.added_by, self.v.moment(version.added_at));
        format!("{day} · {file} · {by}")
    }

    fn kinds(&self) -> Vec<(&'static str, String)> {
        kinds(self.v)
    }

    fn readers(&self) -> Vec<(&'static str, String)> {
        readers(self.v)
    }
}
