//! Where the money of a building went, by the address in a message.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;

use super::account;
use super::books::lines;
use super::fund_report;
use super::fund_report::FundReport;
use super::web::find;
use crate::app::App;
use crate::web::Result;
use crate::web::Visit;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/b/{token}/report", get(report))
        .route("/b/{token}/report/{month}", get(month))
}

/// Shows what the building's money did, as it is told to residents.
async fn report(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response> {
    let resident = find(&app, &visit, &token).await?;
    let visit = visit.in_unit(resident.unit);
    let seen = (resident.building, Some(account::time_of(&app, &resident).await?));
    let page = ReportPage {
        v: &visit,
        back: format!("/b/{token}"),
        name: &resident.building_name,
        fund: FundReport::read(&app, &visit, seen, &format!("/b/{token}/report")).await?,
    };
    visit.page(StatusCode::OK, &page)
}

/// Shows what stands behind a month of it.
async fn month(
    State(app): State<App>,
    visit: Visit,
    Path((token, month)): Path<(String, String)>,
) -> Result<Response> {
    let resident = find(&app, &visit, &token).await?;
    let visit = visit.in_unit(resident.unit);
    let seen = (resident.building, account::time_of(&app, &resident).await?);
    let (name, month) = fund_report::for_resident(&app, &visit, seen, &month).await?;
    let page = MonthPage { v: &visit, back: format!("/b/{token}/report"), name, month };
    visit.page(StatusCode::OK, &page)
}

#[derive(Template)]
#[template(path = "buildings/residents_report.html")]
struct ReportPage<'a> {
    v: &'a Visit,
    back: String,
    name: &'a str,
    fund: FundReport,
}

#[derive(Template)]
#[template(path = "buildings/residents_month.html")]
struct MonthPage<'a> {
    v: &'a Visit,
    back: String,
    /// The name of the month.
    name: String,
    month: lines::Month,
}
