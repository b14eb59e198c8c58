//! Payouts by the hundred: the table to fill in, the rehearsal, and how far it has come.

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
use crate::app::App;
use crate::ids::BatchId;
use crate::locale::Voice;
use crate::locale::isolate;
use crate::payouts::FeeBorneBy;
use crate::payouts::PAY_TIME;
use crate::payouts::bulk;
use crate::payouts::bulk::Batch;
use crate::payouts::bulk::Confirmed;
use crate::payouts::bulk::NewBatch;
use crate::payouts::bulk::Rehearsal;
use crate::payouts::bulk::sheet;
use crate::payouts::bulk::store;
use crate::payouts::bulk::store::Progress;
use crate::payouts::bulk::store::Recent;
use crate::payouts::fields;
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
const TABLES_UPLOADED: Limit = Limit::new("payout_tables_uploaded", 60, TimeDelta::hours(1));

/// The days that a recipient has where nobody says otherwise.
const DAYS: i32 = 7;

/// A page that shows progress looks again after so many seconds.
const LOOK_AGAIN_SECONDS: &str = "3";

/// Shows where a table is uploaded.
pub(super) async fn new(State(app): State<App>, desk: Desk) -> Result<Response> {
    let pay_days = desk.digits(&PAY_TIME.num_days().to_string());
    let form = UploadForm { pay_days, ..UploadForm::default() };
    upload_page(&app, &desk, (form, Mistakes::none())).await
}

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
    download(download::CSV, "payouts.csv", bytes)
}

/// The same as a workbook.
pub(super) async fn template_xlsx(desk: Desk) -> Result<Response> {
    tables::template(&desk, &sheet::template(desk.voice()), "payouts.xlsx")
}

/// Keeps the table for its rehearsal.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    form: Multipart,
) -> Result<Response> {
    let form = UploadForm::read(form).await?;
    let mut mistakes = Mistakes::none();
    let pay_days = mistakes.take("pay_days", fields::pay_days(&desk, &form.pay_days), |said| said);
    if let Some(sentence) = tables::mistake(&desk, &form.file.bytes) {
        mistakes.add("file", sentence);
    }
    let (true, Some(pay_days)) = (mistakes.is_empty(), pay_days) else {
        return upload_page(&app, &desk, (form, mistakes)).await;
    };
    if app.rails.preferred().is_none() {
        return Err(Error::NotFound);
    }
    limits::check(&app, &TABLES_UPLOADED, desk.session.workspace).await?;
    let who = (desk.session.workspace, desk.session.member);
    let UploadForm { file, fee_borne_by, days, .. } = form;
    let new = NewBatch { file, unit: desk.unit, fee_borne_by, days, pay_days };
    let id = bulk::upload(&app, who, &new).await?;
    Ok(Redirect::to(&path(id)).into_response())
}

fn path(id: BatchId) -> String {
    format!("/payouts/bulk/{id}")
}

/// A table of the workspace.
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
        return desk.go(&app, "/payouts/bulk", Tone::Warn, desk.w.tables_forgotten()).await;
    };
    let before = store::same_file(&app.db, &batch, file).await?;
    let rehearsal = bulk::rehearse(&app, desk.voice(), &batch).await?;
    let status =
        if rehearsal.is_whole() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    desk.page(status, &RehearsalPage { v: &desk, batch: &batch, rehearsal, before })
}

async fn progress(app: &App, desk: &Desk, batch: &Batch) -> Result<Response> {
    let progress = store::progress(&app.db, batch.id).await?;
    let moves = batch.undone_at.is_none() && batch.made_at.is_none();
    let mut response = desk.page(StatusCode::OK, &ProgressPage { v: desk, batch, progress })?;
    if moves {
        let again = header::HeaderValue::from_static(LOOK_AGAIN_SECONDS);
        response.headers_mut().insert(header::REFRESH, again);
    }
    Ok(response)
}

/// Makes the payouts, if the rehearsal found nothing wrong.
pub(super) async fn confirmation_create(
    State(app): State<App>,
    desk: Desk,
    Path(batch): Path<String>,
) -> Result<Response> {
    let batch = find(&app, &desk, &batch).await?;
    let here = path(batch.id);
    if batch.confirmed_at.is_none() {
        let rehearsal = bulk::rehearse(&app, desk.voice(), &batch).await?;
        if !rehearsal.is_whole() {
            return Ok(Redirect::to(&here).into_response());
        }
        limits::check(&app, &limits::IMPORTS, desk.session.member).await?;
        let name = (batch.id, batch.workspace);
        let confirmed = bulk::confirm(&app, name, rehearsal.payouts.len()).await?;
        if confirmed == Confirmed::Before {
            return desk.go(&app, &here, Tone::Warn, desk.w.payouts_bulk_was_made()).await;
        }
    }
    Ok(Redirect::to(&here).into_response())
}

/// Takes the table back.
pub(super) async fn undoing_create(
    State(app): State<App>,
    desk: Desk,
    Path(batch): Path<String>,
) -> Result<Response> {
    let batch = find(&app, &desk, &batch).await?;
    let name = (batch.id, batch.workspace);
    let (tone, text) = if bulk::undo(&app, name, desk.session.member).await? {
        (Tone::Ok, desk.w.payouts_bulk_undone())
    } else {
        (Tone::Warn, desk.w.payouts_bulk_too_late())
    };
    desk.go(&app, &path(batch.id), tone, text).await
}

/// The form as it was filled in.
struct UploadForm {
    file: tables::Upload,
    fee_borne_by: FeeBorneBy,
    days: i32,
    /// How many days whoever pays has, as it was typed.
    pay_days: String,
}

impl Default for UploadForm {
    fn default() -> Self {
        Self {
            file: tables::Upload::default(),
            fee_borne_by: FeeBorneBy::Payer,
            days: DAYS,
            pay_days: PAY_TIME.num_days().to_string(),
        }
    }
}

impl UploadForm {
    /// Reads the form; what none of our pages has in it is refused.
    async fn read(mut form: Multipart) -> Result<Self> {
        let mut read = Self::default();
        while let Some(field) = form.next_field().await.map_err(|_| Error::BadRequest)? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                read.file = tables::Upload::read(field).await?;
                continue;
            }
            let text = field.text().await.map_err(|_| Error::BadRequest)?;
            match name.as_str() {
                "fee" if text == "recipient" => read.fee_borne_by = FeeBorneBy::Recipient,
                "fee" => read.fee_borne_by = FeeBorneBy::Payer,
                "days" => {
                    let days = text.parse().ok().filter(|days| (1..=366).contains(days));
                    read.days = days.unwrap_or(DAYS);
                }
                "pay_days" => read.pay_days = text,
                _ => return Err(Error::BadRequest),
            }
        }
        Ok(read)
    }
}

#[derive(Template)]
#[template(path = "payouts/bulk.html")]
struct UploadPage<'a> {
    v: &'a Visit,
    mistakes: Mistakes,
    form: UploadForm,
    recent: Vec<Recent>,
}

impl UploadPage<'_> {
    fn bears(&self, fee_borne_by: FeeBorneBy) -> bool {
        self.form.fee_borne_by == fee_borne_by
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
#[template(path = "payouts/bulk_rehearsal.html")]
struct RehearsalPage<'a> {
    v: &'a Visit,
    batch: &'a Batch,
    rehearsal: Rehearsal,
    before: Option<BatchId>,
}

impl RehearsalPage<'_> {
    fn unreadable(&self) -> Option<String> {
        let mistake = self.rehearsal.unreadable?;
        Some(tables::unreadable(self.v, mistake, sheet::ROWS_MAX))
    }

    /// Whether there is anything to say of its rows.
    fn is_read(&self) -> bool {
        self.rehearsal.wrong != 0 || !self.rehearsal.payouts.is_empty()
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

    fn payouts(&self) -> i64 {
        count(self.rehearsal.payouts.len())
    }

    fn wrong(&self) -> i64 {
        count(self.rehearsal.wrong)
    }

    fn days(&self, days: i32) -> String {
        self.v.duration(TimeDelta::days(i64::from(days)))
    }

    fn row(&self, row: usize) -> String {
        self.v.number(count(row))
    }
}

fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[derive(Template)]
#[template(path = "payouts/bulk_progress.html")]
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
}
