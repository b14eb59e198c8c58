//! The list of buildings, and making one in a minute.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::form::Reader;
use crate::app::App;
use crate::buildings;
use crate::buildings::Building;
use crate::buildings::NewBuilding;
use crate::buildings::store;
use crate::ids::BuildingId;
use crate::locale::Voice;
use crate::locale::isolate;
use crate::money::Money;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// Blocks that the wizard makes at once, floors of each, and units on a floor.
const BLOCKS_MAX: i32 = 20;
const FLOORS_MAX: i32 = 60;
const ON_FLOOR_MAX: i32 = 40;

/// Shows the buildings of the workspace.
pub(super) async fn index(State(app): State<App>, desk: Desk) -> Result<Response> {
    let mut rows = vec![];
    for building in store::of_workspace(&app.db, desk.session.workspace).await? {
        let sums = store::sums(&app.db, building.id).await?;
        rows.push((building, sums.cash, sums.owed));
    }
    desk.page(StatusCode::OK, &IndexPage { v: &desk, rows })
}

/// Shows the empty form.
pub(super) async fn new(desk: Desk) -> Result<Response> {
    let form = BuildingForm {
        id: BuildingId::new(desk.now).to_string(),
        blocks: "1".to_owned(),
        floors: "6".to_owned(),
        on_floor: "4".to_owned(),
        ..BuildingForm::default()
    };
    desk.page(StatusCode::OK, &NewPage { v: &desk, form, mistakes: Mistakes::none() })
}

/// Makes a building.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Form(form): Form<BuildingForm>,
) -> Result<Response> {
    let new = match form.parse(&desk) {
        Ok(new) => new,
        Err(mistakes) => {
            let page = NewPage { v: &desk, form, mistakes };
            return desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let maker = (desk.session.workspace, desk.session.member);
    let building = buildings::create(&app, maker, &new).await?;
    let text = desk.w.buildings_made(isolate(&new.name));
    desk.go(&app, &format!("/buildings/{building}"), Tone::Ok, text).await
}

/// What the wizard asks.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::buildings) struct BuildingForm {
    pub(in crate::buildings) id: String,
    pub(in crate::buildings) name: String,
    pub(in crate::buildings) address: String,
    pub(in crate::buildings) blocks: String,
    pub(in crate::buildings) floors: String,
    pub(in crate::buildings) on_floor: String,
    pub(in crate::buildings) area: String,
}

impl BuildingForm {
    pub(in crate::buildings) fn parse(&self, v: &Voice) -> Result<NewBuilding, Mistakes> {
        let mut reader = Reader::new(v);
        let blocks = reader.number("blocks", &self.blocks, (1, 1, BLOCKS_MAX));
        let new = NewBuilding {
            id: self.id.parse().unwrap_or_else(|_| BuildingId::new(v.now)),
            name: reader.text("name", &self.name, (1, 60)),
            address: reader.optional("address", &self.address, 200),
            blocks: match blocks {
                1 => vec![String::new()],
                _ => (1..=blocks).map(|block| block.to_string()).collect(),
            },
            floors: reader.number("floors", &self.floors, (1, 1, FLOORS_MAX)),
            on_floor: reader.number("on_floor", &self.on_floor, (1, 1, ON_FLOOR_MAX)),
            area: reader.number("area", &self.area, (100, 0, 1_000_000)),
            categories: categories(v),
        };
        if reader.mistakes.is_empty() { Ok(new) } else { Err(reader.mistakes) }
    }
}

/// The categories that every building begins with, in the order of the legal defaults.
pub(in crate::buildings) fn categories(v: &Voice) -> [String; 9] {
    [
        v.w.buildings_category_water(),
        v.w.buildings_category_fuel(),
        v.w.buildings_category_cleaning(),
        v.w.buildings_category_guard(),
        v.w.buildings_category_lift(),
        v.w.buildings_category_upkeep(),
        v.w.buildings_category_garden(),
        v.w.buildings_category_roof(),
        v.w.buildings_category_works(),
    ]
}

#[derive(Template)]
#[template(path = "buildings/index.html")]
struct IndexPage<'a> {
    v: &'a Visit,
    rows: Vec<(Building, Money, Money)>,
}

#[derive(Template)]
#[template(path = "buildings/new.html")]
struct NewPage<'a> {
    v: &'a Visit,
    form: BuildingForm,
    mistakes: Mistakes,
}
