//! What stands behind the figures of a month.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::buildings::Building;
use crate::buildings::books::lines;
use crate::buildings::books::lines::Reader;
use crate::buildings::fund_report;
use crate::buildings::range;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;

/// Shows all lines of a month.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path((building, month)): Path<(String, String)>,
) -> Result<Response> {
    let building = crate::buildings::desk::find(&app, &desk, &building).await?;
    let period = fund_report::period(&month)?;
    let expenses = building.expenses_path();
    let reader = Reader::Manager { expenses: &expenses };
    let page = MonthPage {
        v: &desk,
        building: &building,
        tab: "report",
        name: range::name(&desk, period),
        month: lines::of_month(&app.db, &desk, (building.id, period), reader).await?,
    };
    desk.page(StatusCode::OK, &page)
}

#[derive(Template)]
#[template(path = "buildings/books/month.html")]
struct MonthPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    /// The name of the month.
    name: String,
    month: lines::Month,
}
