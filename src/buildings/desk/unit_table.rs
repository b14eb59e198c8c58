//! Units by a table: first what it would do, and then, if that is what is meant, the doing.

use askama::Template;
use axum::extract::Multipart;
use axum::extract::Path;
use axum::extract::State;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::Response;

use super::openings::sent;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::Unit;
use crate::buildings::building::today;
use crate::buildings::explain::place;
use crate::buildings::rehearsal::Rehearsal;
use crate::buildings::rehearsal::Shown;
use crate::buildings::store;
use crate::buildings::unit_table;
use crate::buildings::unit_table::Row;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::limits;
use crate::web::tables;

/// Shows where to put the table.
pub(super) async fn new(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let page = UnitTablePage::of(&desk, &building, Shown::default());
    desk.page(StatusCode::OK, &page)
}

/// The table to fill in.
pub(super) async fn template(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    super::find(&app, &desk, &building).await?;
    tables::blank(&desk, unit_table::template(desk.voice()), "units.xlsx")
}

/// Rehearses a table, or does what was rehearsed.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let (table, is_meant) = sent(form.map_err(|_| Error::BadRequest)?).await?;
    let units = store::units(&app.db, building.id, today(desk.now)).await?;
    let rehearsal = if super::FILE_BYTES_MAX < table.len() {
        Rehearsal::of_too_much(&desk)
    } else {
        unit_table::rehearse(desk.voice(), &table, &units)
    };
    if is_meant && rehearsal.wrong.is_empty() {
        limits::check(&app, &limits::TABLES, desk.session.member).await?;
        let (came, changed) = unit_table::apply(&app, building.id, &rehearsal.rows).await?;
        let count = |count: usize| desk.number(i64::try_from(count).unwrap_or(i64::MAX));
        let told = desk.w.tables_units_came(count(came), count(changed));
        return desk.go(&app, &building.units_path(), Tone::Ok, told).await;
    }
    let status = rehearsal.status();
    let shown = rehearsal.shown(|rows| {
        let units: Vec<Unit> = rows.iter().map(|row| row.unit.clone()).collect();
        unit_table::written(desk.voice(), &units)
    });
    let page = UnitTablePage::of(&desk, &building, shown);
    desk.page(status, &page)
}

#[derive(Template)]
#[template(path = "buildings/unit_table.html")]
struct UnitTablePage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    rehearsal: Shown<Row>,
}

impl<'a> UnitTablePage<'a> {
    fn of(v: &'a Visit, building: &'a Building, rehearsal: Shown<Row>) -> Self {
        Self { v, building, tab: "units", rehearsal }
    }

    fn place(&self, row: &Row) -> String {
        place(self.v, &row.unit.block, &row.unit.number)
    }

    fn kind(&self, row: &Row) -> String {
        unit_table::word(self.v.w, row.unit.kind)
    }
}
