//! The reports of a building: by category, by unit, line by line, and the settlement of a year. Each is a page
//! that prints, and a workbook.

mod categories;
mod month;
mod units;
mod year;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use rust_xlsxwriter::XlsxError;
use serde::Deserialize;

use crate::app::App;
use crate::buildings::Building;
use crate::buildings::range;
use crate::buildings::range::Months;
use crate::buildings::report;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::download;
use crate::web::download::download;
use crate::web::form::Mistakes;

/// Months that are shown to who asks for none.
const MONTHS: i32 = 12;

/// Months that one report is about at most: five years.
const MONTHS_MAX: i32 = 60;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/buildings/{building}/report/{month}", get(month::show))
        .route("/buildings/{building}/by-category", get(categories::show))
        .route("/buildings/{building}/by-category.xlsx", get(categories::workbook))
        .route("/buildings/{building}/by-unit", get(units::show))
        .route("/buildings/{building}/by-unit.xlsx", get(units::workbook))
        .route("/buildings/{building}/year", get(year::show))
        .route("/buildings/{building}/year.xlsx", get(year::workbook))
}

/// The months that are asked for, as a query writes them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    from: String,
    to: String,
}

/// The months that a report is about.
struct Chosen {
    range: Months,
    /// As a query writes them.
    from: String,
    to: String,
    /// Their names, as a heading.
    named: String,
    /// The months to choose from, the newest first: each as a query writes it, with its name.
    offered: Vec<(String, String)>,
    mistakes: Mistakes,
}

impl Chosen {
    async fn of(app: &App, desk: &Desk, building: &Building, asked: &Asked) -> Result<Self> {
        let moved = report::span(&app.db, building.id, desk.now).await?;
        let from = range::read(&asked.from, moved.first.max(moved.last - MONTHS + 1))?;
        let to = range::read(&asked.to, moved.last)?;
        let mut mistakes = Mistakes::none();
        if to < from {
            mistakes.add("from", desk.w.account_months_reversed());
        } else if MONTHS_MAX <= to - from {
            mistakes.add("from", desk.w.books_too_many(desk.number(i64::from(MONTHS_MAX))));
        }
        let (first, last) = (moved.first.min(from).min(to), moved.last.max(from).max(to));
        let oldest = first.max(last - 2 * MONTHS_MAX);
        let offered = (oldest..=last).rev().map(|at| (range::code(at), range::name(desk, at)));
        Ok(Self {
            range: Months { first: from, last: to },
            from: range::code(from),
            to: range::code(to),
            named: desk.w.account_range(range::name(desk, from), range::name(desk, to)),
            offered: offered.collect(),
            mistakes,
        })
    }

    /// The same for a workbook, which has no place for mistakes.
    async fn right(app: &App, desk: &Desk, building: &Building, asked: &Asked) -> Result<Self> {
        let chosen = Self::of(app, desk, building, asked).await?;
        if chosen.mistakes.is_empty() { Ok(chosen) } else { Err(Error::BadRequest) }
    }

    fn status(&self) -> StatusCode {
        let is_right = self.mistakes.is_empty();
        if is_right { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }

    /// The same months in another address.
    fn query(&self) -> String {
        format!("from={}&to={}", self.from, self.to)
    }
}

/// Sends a workbook.
fn sent(name: &str, book: Result<Vec<u8>, XlsxError>) -> Result<Response> {
    let book = book.map_err(|error| Error::Internal(error.into()))?;
    Ok(download(download::XLSX, name, book))
}
