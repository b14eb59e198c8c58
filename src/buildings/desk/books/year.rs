//! The settlement of a year.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::sent;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::books::categories::Cost;
use crate::buildings::books::units::Moves;
use crate::buildings::books::units::OfUnit;
use crate::buildings::books::year;
use crate::buildings::books::year::OfFund;
use crate::buildings::books::year::Year;
use crate::buildings::building::month_of;
use crate::buildings::building::period_of;
use crate::buildings::desk::funds::fund_word;
use crate::buildings::explain::place;
use crate::buildings::range;
use crate::buildings::range::Months;
use crate::buildings::report;
use crate::buildings::workbook;
use crate::ids::BuildingId;
use crate::money::Money;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Query;

/// The year that is asked for, as a query writes it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    year: String,
}

/// Shows the settlement.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let building = crate::buildings::desk::find(&app, &desk, &building).await?;
    let (number, years) = asked.read(&app, &desk, building.id).await?;
    let year = year::of_building(&app.db, building.id, number, desk.now).await?;
    let page = YearPage {
        v: &desk,
        building: &building,
        tab: "report",
        costs: costs(&desk, &year),
        sum: year.costs.sum(),
        units: &year.units,
        together: year.units.iter().map(|one| one.moves).sum(),
        is_over: Months::of_year(number).last < period_of(desk.now),
        title: desk.w.books_year_of(desk.year(number)),
        workbook: format!("{}/year.xlsx?year={number}", building.path()),
        years: years.rev().map(|one| (one.to_string(), desk.year(one), one == number)).collect(),
        year: &year,
    };
    desk.page(StatusCode::OK, &page)
}

/// The same as a workbook.
pub(super) async fn workbook(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let building = crate::buildings::desk::find(&app, &desk, &building).await?;
    let (number, _) = asked.read(&app, &desk, building.id).await?;
    let year = year::of_building(&app.db, building.id, number, desk.now).await?;
    let costs = costs(&desk, &year);
    sent(&format!("year-{number}.xlsx"), workbook::year(&desk, &year, &costs))
}

impl Asked {
    /// The year, and those to choose from; nothing asked for is the present one.
    async fn read(
        &self,
        app: &App,
        desk: &Desk,
        building: BuildingId,
    ) -> Result<(i32, RangeInclusive<i32>)> {
        let (this, _) = month_of(period_of(desk.now));
        let year = match self.year.as_str() {
            "" => this,
            text => {
                text.parse().ok().filter(|year| range::is_year(*year)).ok_or(Error::BadRequest)?
            }
        };
        let moved = report::span(&app.db, building, desk.now).await?;
        let (first, last) = (month_of(moved.first).0, month_of(moved.last).0);
        Ok((year, first.min(year)..=last.max(year)))
    }
}

/// What each category cost in the year.
fn costs(desk: &Desk, year: &Year) -> Vec<(String, Cost)> {
    let totals = year.costs.totals().into_iter();
    totals.map(|(reason, cost)| (reason.name(desk), cost)).collect()
}

#[derive(Template)]
#[template(path = "buildings/books/year.html")]
struct YearPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    year: &'a Year,
    title: String,
    /// The address of the same as a workbook.
    workbook: String,
    /// The years to choose from, the newest first: as a query writes it, its name, and whether it is shown.
    years: Vec<(String, String, bool)>,
    costs: Vec<(String, Cost)>,
    /// All categories together.
    sum: Cost,
    units: &'a [OfUnit],
    /// All units together.
    together: Moves,
    /// Whether no more of it is to come.
    is_over: bool,
}

impl YearPage<'_> {
    fn place(&self, one: &OfUnit) -> String {
        place(self.v, &one.block, &one.number)
    }

    fn fund(&self, one: &OfFund) -> String {
        self.v.w.books_fund_of(fund_word(self.v, one.fund))
    }

    /// Funds in which nothing moved are not named.
    fn funds(&self) -> impl Iterator<Item = &OfFund> {
        let moved = |one: &&OfFund| [one.opening, one.billed, one.spent] != [Money::ZERO; 3];
        self.year.funds.iter().filter(moved)
    }
}
