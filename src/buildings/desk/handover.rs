//! A building for its next manager: everything in one file; and a building that came by such a file.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::Multipart;
use axum::extract::Path;
use axum::extract::State;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use axum::routing::get;
use chrono::TimeDelta;

use crate::app::App;
use crate::buildings::Building;
use crate::buildings::building::noon;
use crate::buildings::handover;
use crate::buildings::handover::Handed;
use crate::buildings::handover::Unfit;
use crate::ids::BuildingId;
use crate::ids::TakeoverId;
use crate::locale::Jalali;
use crate::members::Proven;
use crate::money::Money;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::download;
use crate::web::download::download;
use crate::web::form::Mistakes;
use crate::web::limits;
use crate::web::limits::Limit;

/// Bundles that one member takes along.
const HANDOVERS: Limit = Limit::new("hand_over", 5, TimeDelta::hours(1));

/// A hand-over is no larger.
const BUNDLE_BYTES_MAX: usize = 24 * 1024 * 1024;

/// The same in the words of people.
const MEGABYTES_MAX: i64 = 24;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/buildings/take-over", get(new).post(create))
        .layer(DefaultBodyLimit::max(super::FORM_BYTES_MAX))
        .route("/buildings/take-over/{takeover}", get(edit).post(update))
        .route("/buildings/{building}/hand-over", get(show))
        .route("/buildings/{building}/hand-over.zip", get(bundle))
        .route("/buildings/{building}/taken-over.zip", get(brought))
}

/// Says what is in the file, and where it is fetched.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let was_brought = handover::file_of(&app.db, building.id).await?.is_some();
    let page = HandOverPage { v: &desk, building: &building, tab: "report", was_brought };
    desk.page(StatusCode::OK, &page)
}

/// Sends everything of a building. Names and mobiles of all its people are in it, so whoever takes it along has
/// just proved who they are, and it stays written down.
pub(super) async fn bundle(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    limits::check(&app, &HANDOVERS, desk.session.member).await?;
    handover::note(&app, &building).await?;
    let file = handover::bundle(&app, desk.voice(), &building).await.map_err(Error::Internal)?;
    let today = Jalali::of(desk.now).to_string().replace('/', "-");
    Ok(download(download::ZIP, &format!("peyvand-building-{today}.zip"), download::body(file)))
}

/// The file by which a building came, with everything that was before.
pub(super) async fn brought(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let file = handover::file_of(&app.db, building.id).await?.ok_or(Error::NotFound)?;
    let (kind, name) = if file.starts_with(b"PK") {
        (download::ZIP, "peyvand-building-before.zip")
    } else {
        (download::JSON, "building.json")
    };
    Ok(download(kind, name, file))
}

/// Asks for the file.
pub(super) async fn new(desk: Desk) -> Result<Response> {
    desk.page(StatusCode::OK, &TakeOverPage { v: &desk, mistakes: Mistakes::none() })
}

/// Keeps the file, to be looked at.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let file: Arc<[u8]> = read_file(form.map_err(|_| Error::BadRequest)?).await?.into();
    let said = if file.is_empty() {
        desk.w.tables_file_missing()
    } else if BUNDLE_BYTES_MAX < file.len() {
        desk.w.tables_file_too_large(desk.number(MEGABYTES_MAX))
    } else {
        match Handed::read(file.clone()).await {
            Ok(handed) => {
                let maker = (desk.session.workspace, desk.session.member);
                let id = handover::keep(&app.db, maker, (&handed, &file[..]), desk.now).await?;
                return Ok(Redirect::to(&path(id)).into_response());
            }
            Err(unfit) => said_of(&desk, &unfit),
        }
    };
    let mut mistakes = Mistakes::none();
    mistakes.add("file", said);
    desk.page(StatusCode::UNPROCESSABLE_ENTITY, &TakeOverPage { v: &desk, mistakes })
}

/// Shows what would come of it. Nothing does yet.
pub(super) async fn edit(
    State(app): State<App>,
    desk: Desk,
    Path(takeover): Path<String>,
) -> Result<Response> {
    let id: TakeoverId = takeover.parse().map_err(|_| Error::NotFound)?;
    let maker = (desk.session.workspace, desk.session.member);
    let brought = match handover::read(&app, (maker.0, id)).await? {
        Ok(brought) => brought,
        Err(unfit) => return refused(&desk, &unfit),
    };
    if let Some(building) = brought.building {
        return there(&app, &desk, building).await;
    }
    let facts = Facts::of(&desk, &brought.handed);
    match handover::rehearse(&app, desk.voice(), maker, brought.handed).await? {
        Ok(()) => desk.page(StatusCode::OK, &RehearsalPage { v: &desk, path: path(id), facts }),
        Err(unfit) => refused(&desk, &unfit),
    }
}

/// Makes the building.
pub(super) async fn update(
    State(app): State<App>,
    desk: Desk,
    Path(takeover): Path<String>,
) -> Result<Response> {
    let id: TakeoverId = takeover.parse().map_err(|_| Error::NotFound)?;
    limits::check(&app, &limits::IMPORTS, desk.session.member).await?;
    let maker = (desk.session.workspace, desk.session.member);
    match handover::take_over(&app, desk.voice(), maker, id).await? {
        Ok(building) => there(&app, &desk, building).await,
        Err(unfit) => refused(&desk, &unfit),
    }
}

/// Goes to the building that came of a file.
async fn there(app: &App, desk: &Desk, building: BuildingId) -> Result<Response> {
    let told = desk.w.handover_taken_over();
    desk.go(app, &format!("/buildings/{building}"), Tone::Ok, told).await
}

fn refused(desk: &Desk, unfit: &Unfit) -> Result<Response> {
    let mut mistakes = Mistakes::none();
    mistakes.add("file", said_of(desk, unfit));
    desk.page(StatusCode::UNPROCESSABLE_ENTITY, &TakeOverPage { v: desk, mistakes })
}

fn path(id: TakeoverId) -> String {
    format!("/buildings/take-over/{id}")
}

/// Why a file is not taken over, in a sentence.
fn said_of(v: &Visit, unfit: &Unfit) -> String {
    match unfit {
        Unfit::Foreign => v.w.handover_foreign(),
        Unfit::Later => v.w.handover_later(),
        Unfit::Broken(rule) => v.w.handover_broken(crate::locale::isolate(rule)),
        Unfit::Sums => v.w.handover_sums_differ(),
        Unfit::Here => v.w.handover_here(),
    }
}

/// The file of a form; of what is too large only the beginning is kept.
async fn read_file(mut form: Multipart) -> Result<Vec<u8>> {
    let mut bytes = vec![];
    while let Some(mut field) = form.next_field().await.map_err(|_| Error::BadRequest)? {
        if field.name() != Some("file") {
            continue;
        }
        while let Some(piece) = field.chunk().await.map_err(|_| Error::BadRequest)? {
            if bytes.len() <= BUNDLE_BYTES_MAX {
                bytes.extend_from_slice(&piece);
            }
        }
    }
    Ok(bytes)
}

/// What would come of a file, in words.
struct Facts {
    name: String,
    on: String,
    /// Each with what it is called.
    counts: Vec<(String, String)>,
    sums: Vec<(String, String)>,
}

impl Facts {
    fn of(v: &Visit, handed: &Handed) -> Self {
        let w = v.w;
        let count = |count: usize| v.number(i64::try_from(count).unwrap_or(i64::MAX));
        let sum = |key: &str| v.amount_unit(Money::rials(handed.sum(key)));
        Self {
            name: handed.building.name.clone(),
            on: v.day_full(noon(handed.on)),
            counts: vec![
                (w.handover_units(), count(handed.units.len())),
                (w.handover_people(), count(handed.people.len())),
                (w.handover_meters(), count(handed.meters.len())),
            ],
            sums: vec![
                (w.handover_fund_now(), sum("fund")),
                (w.handover_debts(), sum("debts")),
                (w.handover_credits(), sum("credits")),
            ],
        }
    }
}

#[derive(Template)]
#[template(path = "buildings/hand_over.html")]
struct HandOverPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    /// Whether the building came by such a file itself.
    was_brought: bool,
}

#[derive(Template)]
#[template(path = "buildings/take_over.html")]
struct TakeOverPage<'a> {
    v: &'a Visit,
    mistakes: Mistakes,
}

#[derive(Template)]
#[template(path = "buildings/taking_over.html")]
struct RehearsalPage<'a> {
    v: &'a Visit,
    path: String,
    facts: Facts,
}
