//! By category: what was spent, what was charged for it, and who bears that.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::response::Response;

use super::Asked;
use super::Chosen;
use super::sent;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::books::Reason;
use crate::buildings::books::categories::ByCategory;
use crate::buildings::books::categories::Cost;
use crate::buildings::range;
use crate::buildings::workbook;
use crate::locale::Voice;
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
    let read = if chosen.mistakes.is_empty() {
        Some(ByCategory::read(&app.db, building.id, chosen.range, desk.now).await?)
    } else {
        None
    };
    let page = CategoriesPage {
        v: &desk,
        building: &building,
        tab: "report",
        costs: read.as_ref().map(|costs| totals(&desk, costs)).unwrap_or_default(),
        months: read.as_ref().map(|costs| months(&desk, costs)).unwrap_or_default(),
        sum: read.as_ref().map(ByCategory::sum).unwrap_or_default(),
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
    let costs = ByCategory::read(&app.db, building.id, chosen.range, desk.now).await?;
    let (totals, months) = (totals(&desk, &costs), months(&desk, &costs));
    sent("by-category.xlsx", workbook::by_category(&desk, &totals, &months))
}

/// What each category cost, all months together.
fn totals(v: &Voice, costs: &ByCategory) -> Vec<(String, Cost)> {
    costs.totals().into_iter().map(|(reason, cost)| (reason.name(v), cost)).collect()
}

/// What each category cost in a month.
fn months(v: &Voice, costs: &ByCategory) -> Vec<(String, String, Cost)> {
    let named =
        |(month, reason, cost): (i32, &Reason, Cost)| (range::name(v, month), reason.name(v), cost);
    costs.months().map(named).collect()
}

#[derive(Template)]
#[template(path = "buildings/books/categories.html")]
struct CategoriesPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    chosen: &'a Chosen,
    /// Each category, all months together.
    costs: Vec<(String, Cost)>,
    /// The month, the category, and what it cost.
    months: Vec<(String, String, Cost)>,
    sum: Cost,
}
