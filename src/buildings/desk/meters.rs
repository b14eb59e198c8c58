//! The meters of a building: which there are, and what was read off each.

use askama::Template;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use serde::Deserialize;

use super::form::Reader;
use super::reading;
use super::reading_form::ReadingForm;
use super::reading_table;
use super::readings;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::Unit;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::explain::place;
use crate::buildings::meters;
use crate::buildings::meters::DIGITS_MAX;
use crate::buildings::meters::Meter;
use crate::buildings::meters::MeterKind;
use crate::buildings::meters::MeterRefusal;
use crate::buildings::meters::NewMeter;
use crate::buildings::meters::Place;
use crate::buildings::store;
use crate::ids::MeterId;
use crate::locale::Voice;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// How many figures most meters show.
const DIGITS: &str = "5";

pub(super) fn routes() -> Router<App> {
    let with_files = Router::new()
        .route("/buildings/{building}/meters/{meter}/readings", post(reading::create))
        .route("/buildings/{building}/readings/{reading}", get(reading::edit).post(reading::update))
        .route(
            "/buildings/{building}/reading-table",
            get(reading_table::new).post(reading_table::create),
        )
        .layer(DefaultBodyLimit::max(super::FORM_BYTES_MAX));
    Router::new()
        .route("/buildings/{building}/meters", get(index).post(create))
        .route("/buildings/{building}/readings", get(readings::edit).post(readings::create))
        .route("/buildings/{building}/meters/{meter}", get(show).post(update))
        .route("/buildings/{building}/meters/{meter}/removal", post(removal_create))
        .route("/buildings/{building}/readings/{reading}/deletion", post(reading::deletion_create))
        .route("/buildings/{building}/readings/{reading}/file", get(reading::file))
        .route("/buildings/{building}/readings.xlsx", get(reading_table::template))
        .merge(with_files)
}

/// Shows the meters, with the form of a new one.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let filled = (MeterForm::blank(&desk), Mistakes::none());
    draw_all(&app, (&desk, StatusCode::OK), &building, filled).await
}

/// Adds a meter, or one for each unit.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Form(form): Form<MeterForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let units = store::units(&app.db, building.id, today(desk.now)).await?;
    let mut reader = Reader::new(&desk);
    let new = form.parse(&mut reader, &units);
    if let Some(new) = new.filter(|_| reader.mistakes.is_empty()) {
        match meters::add_meter(&app, (building.id, desk.session.member), &new).await? {
            Ok(came) => {
                let came = i64::try_from(came).unwrap_or(i64::MAX);
                let told = desk.w.meters_came(came, desk.number(came));
                return desk.go(&app, &path(&building), Tone::Ok, told).await;
            }
            Err(refusal) => refuse(&mut reader, new.kind, refusal),
        }
    }
    let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
    draw_all(&app, answer, &building, (form, reader.mistakes)).await
}

/// Shows a meter with its readings.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, meter) = find(&app, &desk, (&of.0, &of.1)).await?;
    let filled = Filled::of(&desk, &meter);
    draw(&app, (&desk, StatusCode::OK), (&building, &meter), filled).await
}

/// Changes what is said of a meter.
pub(super) async fn update(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<MeterForm>,
) -> Result<Response> {
    let (building, meter) = find(&app, &desk, (&of.0, &of.1)).await?;
    let mut reader = Reader::new(&desk);
    let (measure, serial, digits) = form.said(&mut reader, meter.kind);
    let changed = Meter { measure, serial, digits, ..meter.clone() };
    if reader.mistakes.is_empty() {
        match meters::change_meter(&app, building.id, &changed).await? {
            Ok(()) => {
                let path = meter_path(&building, meter.id);
                return desk.go(&app, &path, Tone::Ok, desk.w.buildings_saved()).await;
            }
            Err(refusal) => refuse(&mut reader, meter.kind, refusal),
        }
    }
    let filled = Filled { form, mistakes: reader.mistakes, ..Filled::of(&desk, &meter) };
    draw(&app, (&desk, StatusCode::UNPROCESSABLE_ENTITY), (&building, &meter), filled).await
}

/// Takes a meter out of use.
pub(super) async fn removal_create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, meter) = find(&app, &desk, (&of.0, &of.1)).await?;
    meters::remove_meter(&app, building.id, &meter).await?;
    let told = desk.w.meters_removed();
    desk.go(&app, &path(&building), Tone::Ok, told).await
}

fn refuse(reader: &mut Reader, kind: MeterKind, refusal: MeterRefusal) {
    let v = reader.v;
    match refusal {
        MeterRefusal::MainStands => {
            reader.mistakes.add("place", v.w.meters_main_stands(kind_word(v, kind)));
        }
        MeterRefusal::CountsIn(measure) => {
            let said = v.w.meters_counts_in(kind_word(v, kind), measure);
            reader.mistakes.add("measure", said);
        }
    }
}

/// The page of all meters.
pub(super) fn path(building: &Building) -> String {
    format!("{}/meters", building.path())
}

/// The page of one of them.
pub(super) fn meter_path(building: &Building, meter: MeterId) -> String {
    format!("{}/meters/{meter}", building.path())
}

pub(super) async fn find(
    app: &App,
    desk: &Desk,
    (building, meter): (&str, &str),
) -> Result<(Building, Meter)> {
    let building = super::find(app, desk, building).await?;
    let id: MeterId = meter.parse().map_err(|_| Error::NotFound)?;
    let meter = meters::one(&app.db, (building.id, id)).await?.ok_or(Error::NotFound)?;
    Ok((building, meter))
}

/// What a kind of meters counts.
pub(in crate::buildings) fn kind_word(v: &Voice, kind: MeterKind) -> String {
    match kind {
        MeterKind::Water => v.w.meters_water(),
        MeterKind::Gas => v.w.meters_gas(),
        MeterKind::Electricity => v.w.meters_electricity(),
        MeterKind::Heat => v.w.meters_heat(),
        MeterKind::Other => v.w.meters_other(),
    }
}

/// What a meter is called.
pub(super) fn title(v: &Voice, meter: &Meter) -> String {
    let kind = kind_word(v, meter.kind);
    match (&meter.block, &meter.number) {
        (Some(block), Some(number)) => v.w.meters_of_unit(kind, place(v, block, number)),
        _ if meter.is_main => v.w.meters_of_main(kind),
        _ => v.w.meters_of_common(kind),
    }
}

/// What was last read off a meter, in a sentence.
pub(super) fn last_word(v: &Voice, meter: &Meter) -> String {
    match (meter.last, meter.last_on) {
        (Some(figure), Some(day)) => {
            v.w.meters_last_read(v.digits(&figure.to_string()), v.day_full(noon(day)))
        }
        _ => v.w.meters_never_read(),
    }
}

/// A meter, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MeterForm {
    id: String,
    place: String,
    kind: String,
    measure: String,
    serial: String,
    digits: String,
}

impl MeterForm {
    fn blank(v: &Visit) -> Self {
        Self {
            id: MeterId::new(v.now).to_string(),
            place: "each".to_owned(),
            digits: v.digits(DIGITS),
            ..Self::default()
        }
    }

    fn of(v: &Voice, meter: &Meter) -> Self {
        Self {
            measure: meter.measure.clone(),
            serial: meter.serial.clone().unwrap_or_default(),
            digits: v.digits(&meter.digits.to_string()),
            ..Self::default()
        }
    }

    fn parse(&self, reader: &mut Reader, units: &[Unit]) -> Option<NewMeter> {
        let place = match self.place.as_str() {
            "each" => Some(Place::Each),
            "main" => Some(Place::Main),
            "common" => Some(Place::Common),
            id => {
                units.iter().find(|unit| unit.id.to_string() == id).map(|unit| Place::Unit(unit.id))
            }
        };
        let kind = MeterKind::parse(&self.kind);
        if place.is_none() {
            reader.mistakes.add("place", reader.v.w.buildings_missing());
        }
        if kind.is_none() {
            reader.mistakes.add("kind", reader.v.w.buildings_missing());
        }
        let (measure, serial, digits) = self.said(reader, kind.unwrap_or(MeterKind::Other));
        let id = self.id.parse().unwrap_or_else(|_| MeterId::new(reader.v.now));
        // A number belongs to one meter.
        let serial = serial.filter(|_| place != Some(Place::Each));
        place.zip(kind).map(|(place, kind)| NewMeter { id, place, kind, measure, serial, digits })
    }

    /// What it counts in, its number and how many figures it shows.
    fn said(&self, reader: &mut Reader, kind: MeterKind) -> (String, Option<String>, i16) {
        let w = reader.v.w;
        let measure = reader.optional("measure", &self.measure, 20);
        let measure = measure.or_else(|| meters::usual_measure(w, kind));
        if measure.is_none() {
            reader.mistakes.add("measure", w.buildings_missing());
        }
        let serial = reader.optional("serial", &self.serial, 30);
        let digits = reader.number("digits", &self.digits, (1, 3, DIGITS_MAX.into()));
        (measure.unwrap_or_default(), serial, i16::try_from(digits).unwrap_or(DIGITS_MAX))
    }
}

async fn draw_all(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    building: &Building,
    (form, mistakes): (MeterForm, Mistakes),
) -> Result<Response> {
    let page = MetersPage {
        v: desk,
        building,
        tab: "units",
        meters: meters::meters(&app.db, building.id).await?,
        units: store::units(&app.db, building.id, today(desk.now)).await?,
        form,
        mistakes,
    };
    desk.page(status, &page)
}

/// The forms of a meter's page, one of them perhaps as somebody sent it.
pub(super) struct Filled {
    pub(super) form: MeterForm,
    pub(super) reading: ReadingForm,
    pub(super) mistakes: Mistakes,
}

impl Filled {
    pub(super) fn of(v: &Visit, meter: &Meter) -> Self {
        Self {
            form: MeterForm::of(v, meter),
            reading: ReadingForm::blank(v),
            mistakes: Mistakes::none(),
        }
    }
}

pub(super) async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    (building, meter): (&Building, &Meter),
    filled: Filled,
) -> Result<Response> {
    let Filled { form, reading, mistakes } = filled;
    let page = MeterPage {
        v: desk,
        building,
        tab: "units",
        path: meter_path(building, meter.id),
        title: title(desk.voice(), meter),
        last: last_word(desk.voice(), meter),
        rows: reading::rows(app, desk, meter).await?,
        changes: reading::changes(app, desk, meter).await?,
        meter,
        form,
        reading,
        mistakes,
    };
    desk.page(status, &page)
}

#[derive(Template)]
#[template(path = "buildings/meters.html")]
struct MetersPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    meters: Vec<Meter>,
    units: Vec<Unit>,
    form: MeterForm,
    mistakes: Mistakes,
}

impl MetersPage<'_> {
    fn title(&self, meter: &Meter) -> String {
        title(self.v, meter)
    }

    fn last(&self, meter: &Meter) -> String {
        last_word(self.v, meter)
    }

    fn place(&self, unit: &Unit) -> String {
        place(self.v, &unit.block, &unit.number)
    }

    fn kinds(&self) -> [(MeterKind, String); 5] {
        MeterKind::ALL.map(|kind| (kind, kind_word(self.v, kind)))
    }
}

#[derive(Template)]
#[template(path = "buildings/meter.html")]
struct MeterPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    path: String,
    title: String,
    last: String,
    rows: Vec<reading::Row>,
    /// What was corrected: what, and by whom and when.
    changes: Vec<(String, String)>,
    meter: &'a Meter,
    form: MeterForm,
    reading: ReadingForm,
    mistakes: Mistakes,
}

impl MeterPage<'_> {
    fn back(&self) -> String {
        path(self.building)
    }

    fn years(&self) -> std::ops::RangeInclusive<i32> {
        super::expense_form::years(self.v)
    }
}
