//! The report of a building: who owes since when, and what came in and went out.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::funds::fund_word;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::building::noon;
use crate::buildings::explain::place;
use crate::buildings::fund_openings;
use crate::buildings::fund_report::FundReport;
use crate::buildings::range;
use crate::buildings::report;
use crate::buildings::report::Debtor;
use crate::buildings::workbook;
use crate::ids::BuildingId;
use crate::locale::Voice;
use crate::money::Money;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::download;
use crate::web::download::download;

/// Shows the report.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let debtors = report::debtors(&app.db, building.id, desk.now).await?;
    let path = format!("{}/report", building.path());
    let page = ReportPage {
        v: &desk,
        building: &building,
        tab: "report",
        fund: FundReport::read(&app, &desk, (building.id, None), &path).await?,
        owed: debtors.iter().map(|debtor| debtor.aged.total()).sum(),
        debtors,
    };
    desk.page(StatusCode::OK, &page)
}

/// The same as a workbook.
pub(super) async fn workbook(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let debtors = report::debtors(&app.db, building.id, desk.now).await?;
    let months = report::months(&app.db, building.id, desk.now).await?.into_iter();
    let months: Vec<_> =
        months.map(|month| (range::name(desk.voice(), month.period), month)).collect();
    let book = workbook::report(desk.voice(), &months, &debtors)
        .map_err(|error| Error::Internal(error.into()))?;
    Ok(download(download::XLSX, "report.xlsx", book))
}

/// What lay in the funds when the building came here.
pub(in crate::buildings) struct Brought {
    /// The name of the fund, how much, and the day.
    pub(in crate::buildings) funds: Vec<(String, Money, String)>,
    pub(in crate::buildings) total: Money,
}

/// What lay in the funds of a building when it came here, as its report begins.
pub(in crate::buildings) async fn brought(
    app: &App,
    v: &Voice,
    building: BuildingId,
) -> Result<Brought> {
    let living = fund_openings::living(&app.db, building).await.map_err(BuildingError::from)?;
    let total = living.iter().map(|one| one.amount).sum();
    let funds = living.into_iter();
    let funds =
        funds.map(|one| (fund_word(v, one.fund), one.amount, v.day_full(noon(one.held_on))));
    Ok(Brought { funds: funds.collect(), total })
}

#[derive(Template)]
#[template(path = "buildings/report.html")]
struct ReportPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    fund: FundReport,
    debtors: Vec<Debtor>,
    owed: Money,
}

impl ReportPage<'_> {
    fn who(&self, debtor: &Debtor) -> String {
        let place = place(self.v, &debtor.block, &debtor.number);
        self.v.w.buildings_who(place, &debtor.name)
    }
}
