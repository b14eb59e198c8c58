//! By unit: what it owed, what was charged and paid, and what it owes.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::response::Response;

use super::Asked;
use super::Chosen;
use super::sent;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::books::units;
use crate::buildings::books::units::Moves;
use crate::buildings::books::units::OfUnit;
use crate::buildings::explain::place;
use crate::buildings::workbook;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Query;

/// Shows the report.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let building = crate::buildings::desk::find(&app, &desk, &building).await?;
    let chosen = Chosen::of(&app, &desk, &building, &asked).await?;
    let units = if chosen.mistakes.is_empty() {
        units::of_building(&app.db, building.id, chosen.range).await?
    } else {
        vec![]
    };
    let page = UnitsPage {
        v: &desk,
        building: &building,
        tab: "report",
        together: units.iter().map(|one| one.moves).sum(),
        units,
        chosen: &chosen,
    };
    desk.page(chosen.status(), &page)
}

/// The same as a workbook.
pub(super) async fn workbook(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let building = crate::buildings::desk::find(&app, &desk, &building).await?;
    let chosen = Chosen::right(&app, &desk, &building, &asked).await?;
    let units = units::of_building(&app.db, building.id, chosen.range).await?;
    sent("by-unit.xlsx", workbook::by_unit(&desk, &units))
}

#[derive(Template)]
#[template(path = "buildings/books/units.html")]
struct UnitsPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    chosen: &'a Chosen,
    units: Vec<OfUnit>,
    /// All units together.
    together: Moves,
}

impl UnitsPage<'_> {
    fn place(&self, one: &OfUnit) -> String {
        place(self.v, &one.block, &one.number)
    }
}
