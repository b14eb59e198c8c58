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
use crate::buildings::building::month_of;
use crate::buildings::building::noon;
use crate::buildings::explain::place;
use crate::buildings::fund_openings;
use crate::buildings::report;
use crate::buildings::report::Debtor;
use crate::buildings::report::Month;
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
    let page = ReportPage {
        v: &desk,
        building: &building,
        tab: "report",
        months: months(desk.voice(), report::months(&app.db, building.id, desk.now).await?),
        brought: brought(&app, desk.voice(), building.id).await?,
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
    let months = months(desk.voice(), report::months(&app.db, building.id, desk.now).await?);
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

/// A month with its name.
pub(in crate::buildings) fn months(v: &Voice, months: Vec<Month>) -> Vec<(String, Month)> {
    let named = |month: Month| {
        let (year, of_year) = month_of(month.period);
        (v.w.buildings_month(v.month_name(of_year), v.year(year)), month)
    };
    months.into_iter().map(named).collect()
}

#[derive(Template)]
#[template(path = "buildings/report.html")]
struct ReportPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    months: Vec<(String, Month)>,
    brought: Brought,
    debtors: Vec<Debtor>,
    owed: Money,
}

impl ReportPage<'_> {
    fn who(&self, debtor: &Debtor) -> String {
        let place = place(self.v, &debtor.item.block, &debtor.item.number);
        self.v.w.buildings_who(place, &debtor.item.debtor)
    }
}
