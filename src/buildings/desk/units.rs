//! The units of a building, and who is in them.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::form::Reader;
use super::opening_form::OpeningForm;
use super::opening_form::years;
use super::openings::title;
use super::people::Shown;
use super::way_back;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::Unit;
use crate::buildings::UnitKind;
use crate::buildings::building::AREA_MAX;
use crate::buildings::building::PERSONS_MAX;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::debts;
use crate::buildings::debts::Item;
use crate::buildings::explain;
use crate::buildings::explain::place;
use crate::buildings::explain::planned;
use crate::buildings::mending;
use crate::buildings::mending::Hanging;
use crate::buildings::messages;
use crate::buildings::meters;
use crate::buildings::occupancy;
use crate::buildings::openings;
use crate::buildings::openings::Opening;
use crate::buildings::store;
use crate::buildings::unit_table;
use crate::db;
use crate::db::violates;
use crate::ids::UnitId;
use crate::locale::Voice;
use crate::locale::ascii_digits;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// Shows the units.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let units = store::units(&app.db, building.id, today(desk.now)).await?;
    let page = UnitsPage { v: &desk, building: &building, tab: "units", units };
    desk.page(StatusCode::OK, &page)
}

/// Shows a unit with its form, its people and what it was charged.
pub(super) async fn edit(
    State(app): State<App>,
    desk: Desk,
    Path(place): Path<(String, String)>,
) -> Result<Response> {
    let (building, unit) = find(&app, &desk, &place).await?;
    let filled = Filled::of(&desk, &unit);
    draw(&app, (&desk, StatusCode::OK), (&building, &unit), filled).await
}

/// Changes what a unit is charged by.
pub(super) async fn update(
    State(app): State<App>,
    desk: Desk,
    Path(place): Path<(String, String)>,
    Form(form): Form<UnitForm>,
) -> Result<Response> {
    let (building, unit) = find(&app, &desk, &place).await?;
    let mut reader = Reader::new(&desk);
    let changed = form.parse(&mut reader, &unit);
    if reader.mistakes.is_empty() {
        let mut tx = db::begin(&app.db).await?;
        match store::update_unit(&mut tx, building.id, &changed).await {
            Err(error) if violates(&error, "units_are_numbered_once") => {
                reader.mistakes.add("number", desk.w.buildings_number_taken());
            }
            done => {
                done?;
                let unit = (changed.id.as_uuid(), changed.number.as_str());
                acts::note(&mut tx, Act::UnitChanged, unit, desk.now).await?;
                tx.commit().await?;
                let path = way_back::or_draft(&desk, &building, building.units_path());
                return desk.go(&app, &path, Tone::Ok, desk.w.buildings_saved()).await;
            }
        }
    }
    let filled = Filled { form, mistakes: reader.mistakes, ..Filled::of(&desk, &unit) };
    draw(&app, (&desk, StatusCode::UNPROCESSABLE_ENTITY), (&building, &unit), filled).await
}

/// Takes out a unit that was made too many; where something hangs on it, that is said.
pub(super) async fn removal_create(
    State(app): State<App>,
    desk: Desk,
    Path(place): Path<(String, String)>,
) -> Result<Response> {
    let (building, unit) = find(&app, &desk, &place).await?;
    let hanging = mending::remove_unit(&app, &building, &unit).await?;
    if hanging.is_empty() {
        let told = desk.w.buildings_unit_removed(explain::place(&desk, &unit.block, &unit.number));
        return desk.go(&app, &building.units_path(), Tone::Ok, told).await;
    }
    let mut filled = Filled::of(&desk, &unit);
    filled.mistakes.add("removal", desk.w.buildings_unit_stays(said(&desk, &hanging)));
    draw(&app, (&desk, StatusCode::UNPROCESSABLE_ENTITY), (&building, &unit), filled).await
}

/// What hangs on a unit, in words.
fn said(v: &Voice, hanging: &[Hanging]) -> String {
    let word = |what: &Hanging| match what {
        Hanging::Money => v.w.buildings_hangs_money(),
        Hanging::People => v.w.buildings_hangs_people(),
        Hanging::Extras => v.w.buildings_hangs_extras(),
        Hanging::Meters => v.w.buildings_hangs_meters(),
        Hanging::Talk => v.w.buildings_hangs_talk(),
        Hanging::Costs => v.w.buildings_hangs_costs(),
    };
    hanging.iter().map(word).collect::<Vec<String>>().join(&v.w.buildings_and())
}

pub(super) async fn find(
    app: &App,
    desk: &Desk,
    (building, unit): &(String, String),
) -> Result<(Building, Unit)> {
    let building = super::find(app, desk, building).await?;
    let unit: UnitId = unit.parse().map_err(|_| Error::NotFound)?;
    let unit =
        store::unit(&app.db, (building.id, unit), today(desk.now)).await?.ok_or(Error::NotFound)?;
    Ok((building, unit))
}

/// The forms of a unit's page, one of them perhaps as somebody sent it.
pub(super) struct Filled {
    pub(super) form: UnitForm,
    pub(super) opening: OpeningForm,
    pub(super) mistakes: Mistakes,
}

impl Filled {
    /// As they stand before anybody types.
    pub(super) fn of(v: &Visit, unit: &Unit) -> Self {
        Self {
            form: UnitForm::of(v.voice(), unit),
            opening: OpeningForm::blank(v, unit),
            mistakes: Mistakes::none(),
        }
    }
}

pub(super) async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    (building, unit): (&Building, &Unit),
    filled: Filled,
) -> Result<Response> {
    let items = debts::of_unit(&app.db, (building.id, unit.id)).await?;
    let items =
        items.into_iter().map(|item| (messages::title_of(desk.voice(), &item), item)).collect();
    let Filled { form, opening, mistakes } = filled;
    let known = occupancy::of_unit(&app.db, unit.id).await?;
    let meters = meters::of_unit(&app.db, (building.id, unit.id)).await?;
    let meters = meters.iter().map(|meter| {
        let path = super::meters::meter_path(building, meter.id);
        (path, super::meters::title(desk, meter), super::meters::last_word(desk, meter))
    });
    let hanging = mending::hanging(&app.db, (building.id, unit.id)).await?;
    let page = UnitPage {
        v: desk,
        building,
        tab: "units",
        unit,
        form,
        people: Shown::all(desk, &known),
        opening,
        mistakes,
        items,
        meters: meters.collect(),
        brought: openings::of_unit(&app.db, (building.id, unit.id)).await?,
        hanging: said(desk, &hanging),
    };
    desk.page(status, &page)
}

/// What a unit is charged by, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct UnitForm {
    number: String,
    kind: String,
    area: String,
    persons: String,
    parkings: String,
    share: String,
    coefficient: String,
}

impl UnitForm {
    fn of(v: &Voice, unit: &Unit) -> Self {
        Self {
            number: v.digits(&unit.number),
            kind: unit.kind.code().to_owned(),
            area: v.digits(&hundredths(unit.area)),
            persons: v.digits(&unit.persons.to_string()),
            parkings: v.digits(&unit.parkings.to_string()),
            share: v.digits(&unit.share.to_string()),
            coefficient: v.digits(&hundredths(unit.coefficient)),
        }
    }

    fn parse(&self, reader: &mut Reader, unit: &Unit) -> Unit {
        Unit {
            number: ascii_digits(&reader.text("number", &self.number, (1, 10))),
            kind: UnitKind::parse(&self.kind).unwrap_or(unit.kind),
            area: reader.number("area", &self.area, (100, 0, AREA_MAX)),
            persons: reader.number("persons", &self.persons, (1, 0, PERSONS_MAX)),
            parkings: reader.number("parkings", &self.parkings, (1, 0, 1000)),
            share: reader.number("share", &self.share, (1, 0, 1_000_000)),
            coefficient: reader.number("coefficient", &self.coefficient, (100, 0, 100_000)),
            ..unit.clone()
        }
    }
}

/// A number of hundredths as people write it.
fn hundredths(number: i32) -> String {
    match number % 100 {
        0 => (number / 100).to_string(),
        rest => format!("{}.{rest:02}", number / 100),
    }
}

/// The area of a unit in square metres, as people write it.
pub(in crate::buildings) fn area_said(v: &Voice, unit: &Unit) -> String {
    planned::area(v, u64::try_from(unit.area).unwrap_or(0))
}

#[derive(Template)]
#[template(path = "buildings/units.html")]
struct UnitsPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    units: Vec<Unit>,
}

#[derive(Template)]
#[template(path = "buildings/unit.html")]
struct UnitPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    unit: &'a Unit,
    form: UnitForm,
    people: Vec<Shown>,
    opening: OpeningForm,
    mistakes: Mistakes,
    items: Vec<(String, Item)>,
    /// Its meters, with what each is called and what was last read off it.
    meters: Vec<(String, String, String)>,
    /// What it brought from before.
    brought: Vec<Opening>,
    /// What hangs on it; empty: it may be taken out.
    hanging: String,
}

impl UnitPage<'_> {
    fn opening_title(&self, opening: &Opening) -> String {
        title(self.v, opening.is_credit)
    }

    fn opening_day(&self, opening: &Opening) -> String {
        self.v.day_full(noon(opening.since))
    }

    fn opening_years(&self) -> RangeInclusive<i32> {
        years(self.v)
    }

    fn place(&self) -> String {
        place(self.v, &self.unit.block, &self.unit.number)
    }

    fn kinds(&self) -> Vec<(&'static str, String)> {
        let word = |kind| unit_table::word(self.v.w, kind);
        UnitKind::ALL.into_iter().map(|kind| (kind.code(), word(kind))).collect()
    }
}
