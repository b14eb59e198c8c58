//! What units bring from before: written down unit by unit or as a table, and taken back when it was wrong.

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

use super::form;
use super::form::Reader;
use super::opening_form::OpeningForm;
use super::units;
use super::units::Filled;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::explain::place;
use crate::buildings::openings;
use crate::buildings::openings::NewOpening;
use crate::buildings::openings::Opening;
use crate::buildings::openings::Row;
use crate::buildings::rehearsal::Rehearsal;
use crate::buildings::rehearsal::Shown;
use crate::buildings::store;
use crate::ids::OpeningId;
use crate::money::Money;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;
use crate::web::tables;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/buildings/{building}/openings", get(index).post(import))
        .layer(DefaultBodyLimit::max(super::FORM_BYTES_MAX))
        .route("/buildings/{building}/openings.xlsx", get(template))
        .route("/buildings/{building}/openings/{opening}", get(show))
        .route("/buildings/{building}/openings/{opening}/reversal", post(reversal_create))
        .route("/buildings/{building}/units/{unit}/openings", post(create))
}

/// Writes down what a unit brings.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<OpeningForm>,
) -> Result<Response> {
    let (building, unit) = units::find(&app, &desk, &of).await?;
    let mut reader = Reader::new(&desk);
    let new = form.parse(&mut reader, &unit);
    if let Some(new) = new.filter(|_| reader.mistakes.is_empty()) {
        let maker = (building.id, desk.session.member);
        match openings::bring(&app, maker, &[new]).await {
            Err(BuildingError::NotAsShown) => {
                reader.mistakes.add("since", desk.w.debts_opening_stands());
            }
            done => {
                done?;
                let path = building.unit_path(&unit.id);
                return desk.go(&app, &path, Tone::Ok, desk.w.buildings_saved()).await;
            }
        }
    }
    let filled = Filled { opening: form, mistakes: reader.mistakes, ..Filled::of(&desk, &unit) };
    let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
    units::draw(&app, answer, (&building, &unit), filled).await
}

/// Shows what all units brought, and where to put a table.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let living = openings::living(&app.db, building.id).await?;
    let page = OpeningsPage::of(&desk, &building, &living, Shown::default());
    desk.page(StatusCode::OK, &page)
}

/// The table to fill in.
pub(super) async fn template(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    super::find(&app, &desk, &building).await?;
    tables::blank(&desk, openings::template(desk.voice()), "opening-balances.xlsx")
}

/// Rehearses a table, or does what was rehearsed.
pub(super) async fn import(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let (table, is_meant) = sent(form.map_err(|_| Error::BadRequest)?).await?;
    let units = store::units(&app.db, building.id, today(desk.now)).await?;
    let living = openings::living(&app.db, building.id).await?;
    let mut rehearsal = if super::FILE_BYTES_MAX < table.len() {
        Rehearsal::of_too_much(&desk)
    } else {
        openings::rehearse(desk.voice(), &table, (&units, &living))
    };
    if is_meant && rehearsal.wrong.is_empty() {
        limits::check(&app, &limits::TABLES, desk.session.member).await?;
        let rows: Vec<NewOpening> = rehearsal.rows.iter().map(|row| row.new.clone()).collect();
        match openings::bring(&app, (building.id, desk.session.member), &rows).await {
            // Somebody else wrote one down since the table was looked at.
            Err(BuildingError::NotAsShown) => {
                rehearsal.wrong.push((0, desk.w.debts_opening_stands()));
            }
            came => {
                let came = i64::try_from(came?).unwrap_or(i64::MAX);
                let told = desk.w.debts_opening_came(came, desk.number(came));
                return desk.go(&app, &path(&building), Tone::Ok, told).await;
            }
        }
    }
    let status = rehearsal.status();
    let shown = rehearsal.shown(|rows| openings::rewritten(desk.voice(), rows));
    let page = OpeningsPage::of(&desk, &building, &living, shown);
    desk.page(status, &page)
}

/// The table of a form, and whether it is one that was rehearsed.
pub(super) async fn sent(mut sent: Multipart) -> Result<(Vec<u8>, bool)> {
    let (mut table, mut rehearsed) = (vec![], String::new());
    while let Some(field) = sent.next_field().await.map_err(|_| Error::BadRequest)? {
        match field.name() {
            Some("file") => table = form::file(field).await?,
            Some("rehearsed") => {
                rehearsed = field.text().await.map_err(|_| Error::BadRequest)?;
            }
            _ => (),
        }
    }
    Ok(if rehearsed.is_empty() { (table, false) } else { (rehearsed.into_bytes(), true) })
}

/// Shows one.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, opening) = find(&app, &desk, &of).await?;
    let page = OpeningPage::of(&desk, (&building, &opening), String::new(), Mistakes::none());
    desk.page(StatusCode::OK, &page)
}

/// Takes one back.
pub(super) async fn reversal_create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<ReversalForm>,
) -> Result<Response> {
    let (building, opening) = find(&app, &desk, &of).await?;
    let mut reader = Reader::new(&desk);
    let reason = reader.text("reason", &form.reason, (1, 200));
    if !reader.mistakes.is_empty() {
        let page = OpeningPage::of(&desk, (&building, &opening), form.reason, reader.mistakes);
        return desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    openings::reverse(&app, &opening, (desk.session.member, &reason)).await?;
    let path = building.unit_path(&opening.unit);
    desk.go(&app, &path, Tone::Ok, desk.w.debts_opening_reversed()).await
}

async fn find(
    app: &App,
    desk: &Desk,
    (building, opening): &(String, String),
) -> Result<(Building, Opening)> {
    let building = super::find(app, desk, building).await?;
    let id: OpeningId = opening.parse().map_err(|_| Error::NotFound)?;
    let opening = openings::one(&app.db, (building.id, id)).await?.ok_or(Error::NotFound)?;
    Ok((building, opening))
}

/// The page of what all units brought.
fn path(building: &Building) -> String {
    format!("{}/openings", building.path())
}

/// What a debt or a credit from before is called.
pub(super) fn title(v: &Visit, is_credit: bool) -> String {
    if is_credit { v.w.debts_opening_credit() } else { v.w.debts_opening_debt() }
}

/// Why something is taken back, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ReversalForm {
    pub(super) reason: String,
}

#[derive(Template)]
#[template(path = "buildings/openings.html")]
struct OpeningsPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    living: &'a [Opening],
    /// What is owed from before, and what was paid in advance.
    sums: (Money, Money),
    rehearsal: Shown<Row>,
}

impl<'a> OpeningsPage<'a> {
    fn of(
        v: &'a Visit,
        building: &'a Building,
        living: &'a [Opening],
        rehearsal: Shown<Row>,
    ) -> Self {
        let sum = |is_credit| {
            living.iter().filter(|one| one.is_credit == is_credit).map(|one| one.amount).sum()
        };
        let sums = (sum(false), sum(true));
        Self { v, building, tab: "units", living, sums, rehearsal }
    }

    fn who(&self, opening: &Opening) -> String {
        let place = place(self.v, &opening.block, &opening.number);
        self.v.w.buildings_who(place, &opening.name)
    }

    fn place_of(&self, row: &Row) -> String {
        place(self.v, &row.block, &row.number)
    }

    fn title(&self, opening: &Opening) -> String {
        title(self.v, opening.is_credit)
    }

    fn day(&self, opening: &Opening) -> String {
        self.v.day_full(noon(opening.since))
    }

    fn title_of(&self, row: &Row) -> String {
        title(self.v, row.new.is_credit)
    }

    fn day_of(&self, row: &Row) -> String {
        self.v.day_full(noon(row.new.since))
    }
}

#[derive(Template)]
#[template(path = "buildings/opening.html")]
struct OpeningPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    title: String,
    place: String,
    day: String,
    opening: &'a Opening,
    reason: String,
    mistakes: Mistakes,
}

impl<'a> OpeningPage<'a> {
    fn of(
        v: &'a Visit,
        (building, opening): (&'a Building, &'a Opening),
        reason: String,
        mistakes: Mistakes,
    ) -> Self {
        Self {
            v,
            building,
            tab: "units",
            title: title(v, opening.is_credit),
            place: place(v, &opening.block, &opening.number),
            day: v.day_full(noon(opening.since)),
            opening,
            reason,
            mistakes,
        }
    }
}
