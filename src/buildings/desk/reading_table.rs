//! Meters and readings by a table: first what it would do, and then, if that is what is meant, the doing.

use askama::Template;
use axum::extract::Multipart;
use axum::extract::Path;
use axum::extract::State;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::Response;

use super::meters::kind_word;
use super::openings::sent;
use super::reading_form::figure;
use super::reading_form::said;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::explain::place;
use crate::buildings::meters;
use crate::buildings::meters::Row;
use crate::buildings::meters::Said;
use crate::buildings::rehearsal::Rehearsal;
use crate::buildings::rehearsal::Shown;
use crate::buildings::store;
use crate::ids::MeterId;
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
    let page = ReadingTablePage::of(&desk, &building, Shown::default());
    desk.page(StatusCode::OK, &page)
}

/// The table to fill in.
pub(super) async fn template(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    super::find(&app, &desk, &building).await?;
    tables::blank(&desk, meters::template(desk.voice()), "readings.xlsx")
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
    let in_use = meters::meters(&app.db, building.id).await?;
    let ids: Vec<MeterId> = in_use.iter().map(|meter| meter.id).collect();
    let mut rehearsal = if super::FILE_BYTES_MAX < table.len() {
        Rehearsal::of_too_much(&desk)
    } else {
        let units = store::units(&app.db, building.id, today(desk.now)).await?;
        let readings = meters::readings(&app.db, &ids).await?;
        let said = Said { kind: kind_word, figure, mistake: said };
        meters::rehearse((desk.voice(), &said), &table, (&units, &in_use, &readings))
    };
    if is_meant && rehearsal.wrong.is_empty() {
        limits::check(&app, &limits::TABLES, desk.session.member).await?;
        let maker = (building.id, desk.session.member);
        match meters::bring(&app, maker, (&rehearsal.rows, &ids)).await {
            // Somebody else was there since the table was looked at.
            Err(BuildingError::NotAsShown | BuildingError::NotRead(_)) => {
                rehearsal.wrong.push((0, desk.w.tables_changed_meanwhile()));
            }
            came => {
                let count = |count: usize| desk.number(i64::try_from(count).unwrap_or(i64::MAX));
                let (added, read) = came?;
                let told = desk.w.meters_table_came(count(added), count(read));
                return desk.go(&app, &super::meters::path(&building), Tone::Ok, told).await;
            }
        }
    }
    let status = rehearsal.status();
    let shown = rehearsal.shown(|rows| meters::rewritten(desk.voice(), rows));
    let page = ReadingTablePage::of(&desk, &building, shown);
    desk.page(status, &page)
}

#[derive(Template)]
#[template(path = "buildings/reading_table.html")]
struct ReadingTablePage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    rehearsal: Shown<Row>,
}

impl<'a> ReadingTablePage<'a> {
    fn of(v: &'a Visit, building: &'a Building, rehearsal: Shown<Row>) -> Self {
        Self { v, building, tab: "units", rehearsal }
    }

    fn back(&self) -> String {
        super::meters::path(self.building)
    }

    fn title(&self, row: &Row) -> String {
        let kind = kind_word(self.v, row.kind);
        match &row.unit {
            Some((block, number)) => self.v.w.meters_of_unit(kind, place(self.v, block, number)),
            None => self.v.w.meters_of_main(kind),
        }
    }

    /// What was read, and when; nothing: the meter is added.
    fn read(&self, row: &Row) -> Option<String> {
        let reading = row.reading.as_ref()?;
        let figure = self.v.digits(&reading.figure.to_string());
        Some(self.v.w.meters_figure_on(figure, self.v.day_full(noon(reading.read_on))))
    }
}
