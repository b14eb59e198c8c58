//! Links by the thousand: the table to fill in, the rehearsal, and how far it has come.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::Multipart;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use chrono::TimeDelta;

use super::Pill;
use super::bulk_form::UploadForm;
use crate::app::App;
use crate::ids::BatchId;
use crate::links::bulk;
use crate::links::bulk::Batch;
use crate::links::bulk::Confirmed;
use crate::links::bulk::Rehearsal;
use crate::links::bulk::sheet;
use crate::links::bulk::store;
use crate::links::bulk::store::Progress;
use crate::links::bulk::store::Recent;
use crate::links::later;
use crate::links::later::Later;
use crate::links::usual;
use crate::locale::Voice;
use crate::locale::isolate;
use crate::sessions::Tone;
use crate::sheets;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::download;
use crate::web::download::download;
use crate::web::form::Mistakes;
use crate::web::limits;
use crate::web::limits::Limit;
use crate::web::tables;

/// Tables that one workspace uploads; each lies in the database for a day.
const TABLES_UPLOADED: Limit = Limit::new("tables_uploaded", 60, TimeDelta::hours(1));

/// A page that shows progress looks again after so many seconds.
const LOOK_AGAIN_SECONDS: &str = "3";

/// Shows where a table is uploaded.
pub(super) async fn new(State(app): State<App>, desk: Desk) -> Result<Response> {
    let blank = UploadForm::blank(&desk);
    upload_page(&app, &desk, (blank, Mistakes::none())).await
}

/// The form with what was typed, and the tables that came before.
async fn upload_page(
    app: &App,
    desk: &Desk,
    (form, mistakes): (UploadForm, Mistakes),
) -> Result<Response> {
    let status =
        if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let recent = store::recent(&app.db, desk.session.workspace).await?;
    desk.page(status, &UploadPage { v: desk, mistakes, form, recent })
}

/// The table to fill in, in the language of the page.
pub(super) async fn template_csv(desk: Desk) -> Response {
    let bytes = sheets::csv(&sheet::template(desk.voice()));
    download(download::CSV, "links.csv", bytes)
}

/// The same as a workbook.
pub(super) async fn template_xlsx(desk: Desk) -> Result<Response> {
    tables::template(&desk, &sheet::template(desk.voice()), "links.xlsx")
}

/// Keeps the table for its rehearsal.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    form: Multipart,
) -> Result<Response> {
    let mut form = UploadForm::read(&desk, form).await?;
    let mistakes = form.check(&desk);
    if !mistakes.is_empty() {
        return upload_page(&app, &desk, (form, mistakes)).await;
    }
    limits::check(&app, &TABLES_UPLOADED, desk.session.workspace).await?;
    let who = (desk.session.workspace, desk.session.member);
    let id = bulk::upload(&app, who, &form.upload).await?;
    Ok(Redirect::to(&format!("/links/bulk/{id}")).into_response())
}

/// A batch of the workspace.
async fn find(app: &App, desk: &Desk, id: &str) -> Result<Batch> {
    let id: BatchId = id.parse().map_err(|_| Error::NotFound)?;
    let batch = store::by_id(&app.db, id).await?;
    batch.filter(|batch| batch.workspace == desk.session.workspace).ok_or(Error::NotFound)
}

/// Shows the rehearsal, and after the confirmation how far it has come.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(batch): Path<String>,
) -> Result<Response> {
    let batch = find(&app, &desk, &batch).await?;
    if batch.confirmed_at.is_some() {
        return progress(&app, &desk, &batch).await;
    }
    let Some(file) = &batch.file else {
        return desk.go(&app, "/links/bulk", Tone::Warn, desk.w.tables_forgotten()).await;
    };
    let before = store::same_file(&app.db, &batch, file).await?;
    let rehearsal = bulk::rehearse(&app, desk.voice(), &batch).await?;
    let status =
        if rehearsal.is_whole() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let usual = usual::of_workspace(&app.db, batch.workspace).await?;
    let surprising = rehearsal.middle.and_then(|middle| {
        let usual = usual.surprised_by(middle)?;
        Some(usual::question(&desk, middle, usual))
    });
    let page = RehearsalPage { v: &desk, batch: &batch, rehearsal, before, surprising };
    desk.page(status, &page)
}

async fn progress(app: &App, desk: &Desk, batch: &Batch) -> Result<Response> {
    let progress = store::progress(&app.db, batch.id).await?;
    let moves = batch.undone_at.is_none() && batch.made_at.is_none();
    let page = ProgressPage { v: desk, batch, progress };
    let mut response = desk.page(StatusCode::OK, &page)?;
    if moves {
        let again = header::HeaderValue::from_static(LOOK_AGAIN_SECONDS);
        response.headers_mut().insert(header::REFRESH, again);
    }
    Ok(response)
}

/// Makes the links, if the rehearsal found nothing wrong.
pub(super) async fn confirmation_create(
    State(app): State<App>,
    desk: Desk,
    Path(batch): Path<String>,
) -> Result<Response> {
    let batch = find(&app, &desk, &batch).await?;
    let path = format!("/links/bulk/{}", batch.id);
    if batch.confirmed_at.is_none() {
        let rehearsal = bulk::rehearse(&app, desk.voice(), &batch).await?;
        if !rehearsal.is_whole() {
            return Ok(Redirect::to(&path).into_response());
        }
        limits::check(&app, &limits::IMPORTS, desk.session.member).await?;
        let name = (batch.id, batch.workspace);
        let whole = (rehearsal.links.len(), rehearsal.send_at);
        let confirmed = bulk::confirm(&app, name, whole, desk.now).await?;
        if confirmed == Confirmed::Before {
            return desk.go(&app, &path, Tone::Warn, desk.w.links_bulk_was_made()).await;
        }
    }
    Ok(Redirect::to(&path).into_response())
}

/// Takes the batch back.
pub(super) async fn undoing_create(
    State(app): State<App>,
    desk: Desk,
    Path(batch): Path<String>,
) -> Result<Response> {
    let batch = find(&app, &desk, &batch).await?;
    let name = (batch.id, batch.workspace);
    let (tone, text) = if bulk::undo(&app, name, desk.session.member).await? {
        (Tone::Ok, desk.w.links_bulk_undone())
    } else {
        (Tone::Warn, desk.w.links_bulk_too_late())
    };
    desk.go(&app, &format!("/links/bulk/{}", batch.id), tone, text).await
}

#[derive(Template)]
#[template(path = "links/bulk.html")]
struct UploadPage<'a> {
    v: &'a Visit,
    mistakes: Mistakes,
    form: UploadForm,
    recent: Vec<Recent>,
}

impl UploadPage<'_> {
    fn lives(&self, days: Option<i32>) -> bool {
        self.form.upload.days == days
    }

    fn goes_by(&self, channel: &str) -> bool {
        self.form.upload.channels.iter().any(|by| by == channel)
    }

    fn later(&self) -> &Later {
        &self.form.later
    }

    fn sent_now(&self) -> String {
        self.v.w.links_bulk_sent_soon()
    }

    fn years(&self) -> RangeInclusive<i32> {
        later::years(self.v)
    }

    fn pill(&self, batch: &Recent) -> Pill {
        let w = self.v.w;
        let (kind, icon, word) = match (batch.undone_at, batch.confirmed_at, batch.made_at) {
            (Some(_), ..) => ("", "cross", w.tables_state_undone()),
            (_, None, _) => ("warn", "clock", w.tables_state_rehearsed()),
            (_, _, None) => ("", "again", w.tables_state_making()),
            (_, _, Some(_)) => ("ok", "tick", w.tables_state_made()),
        };
        Pill { kind, icon, word }
    }
}

#[derive(Template)]
#[template(path = "links/bulk_rehearsal.html")]
struct RehearsalPage<'a> {
    v: &'a Visit,
    batch: &'a Batch,
    rehearsal: Rehearsal,
    before: Option<BatchId>,
    /// The whole table is ten times what this workspace asks for: toman and rial may be mixed up.
    surprising: Option<String>,
}

impl RehearsalPage<'_> {
    fn unreadable(&self) -> Option<String> {
        let mistake = self.rehearsal.unreadable?;
        Some(tables::unreadable(self.v, mistake, sheet::ROWS_MAX))
    }

    /// Whether there is anything to say of its rows.
    fn is_read(&self) -> bool {
        self.rehearsal.wrong != 0 || !self.rehearsal.links.is_empty()
    }

    /// When its messages go and until when it can be taken back.
    fn undo_hint(&self) -> String {
        match self.rehearsal.send_at.filter(|_| self.batch.send_after.is_some()) {
            Some(at) => self.v.w.links_bulk_undo_until(self.v.moment(at)),
            None => self.v.w.tables_undo_hint(),
        }
    }

    fn unit(&self) -> String {
        Voice { unit: self.rehearsal.unit, ..*self.v.voice() }.unit_name()
    }

    fn missing(&self) -> String {
        self.rehearsal.missing.join("، ")
    }

    fn strange_unit(&self) -> Option<String> {
        let said = self.rehearsal.strange_unit.as_ref()?;
        Some(self.v.w.tables_strange_unit(isolate(said)))
    }

    fn links(&self) -> i64 {
        count(self.rehearsal.links.len())
    }

    fn wrong(&self) -> i64 {
        count(self.rehearsal.wrong)
    }

    fn row(&self, row: usize) -> String {
        self.v.number(count(row))
    }
}

fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[derive(Template)]
#[template(path = "links/bulk_progress.html")]
struct ProgressPage<'a> {
    v: &'a Visit,
    batch: &'a Batch,
    progress: Progress,
}

impl ProgressPage<'_> {
    fn may_undo(&self) -> bool {
        self.batch.undone_at.is_none() && self.batch.send_at.is_some_and(|at| self.v.now < at)
    }

    fn rows(&self) -> i64 {
        i64::from(self.batch.rows.unwrap_or_default())
    }

    /// Rows of which nothing was made, because their number was taken meanwhile.
    fn left_out(&self) -> i64 {
        if self.batch.made_at.is_some() { self.rows() - self.progress.made } else { 0 }
    }
}
