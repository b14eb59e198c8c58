//! People by a table: first what it would do, and then, if that is what is meant, the doing.

use askama::Template;
use axum::extract::Multipart;
use axum::extract::Path;
use axum::extract::State;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::Response;

use super::openings::sent;
use crate::app::App;
use crate::buildings;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::Person;
use crate::buildings::arrivals;
use crate::buildings::arrivals::Does;
use crate::buildings::arrivals::Leaver;
use crate::buildings::arrivals::Row;
use crate::buildings::arrivals::Standing;
use crate::buildings::building::today;
use crate::buildings::debts;
use crate::buildings::explain::place;
use crate::buildings::occupancy;
use crate::buildings::rehearsal::Rehearsal;
use crate::buildings::rehearsal::SHOWN_MAX;
use crate::buildings::rehearsal::Shown;
use crate::buildings::store;
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
    let page = ImportPage::of(&desk, &building, (Rehearsal::default(), vec![]));
    desk.page(StatusCode::OK, &page)
}

/// The table to fill in.
pub(super) async fn template(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    super::find(&app, &desk, &building).await?;
    tables::blank(&desk, arrivals::template(desk.voice()), "people.xlsx")
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
    let (mut rehearsal, leavers) = rehearse(&app, &desk, &building, &table).await?;
    if is_meant && rehearsal.wrong.is_empty() && !rehearsal.rows.is_empty() {
        limits::check(&app, &limits::TABLES, desk.session.member).await?;
        let people: Vec<Person> = rehearsal.rows.iter().map(|row| row.person.clone()).collect();
        match buildings::settle_in(&app, building.id, &people).await {
            Err(BuildingError::Clashes(number)) => {
                let said = desk.w.people_table_clashes(desk.digits(&number));
                rehearsal.wrong.push((0, said));
            }
            // Somebody else was there since the table was looked at.
            Err(BuildingError::KnownAs(_)) => {
                rehearsal.wrong.push((0, desk.w.tables_changed_meanwhile()));
            }
            came => {
                let came = i64::try_from(came?).unwrap_or(i64::MAX);
                let told = desk.w.buildings_came(came, desk.number(came));
                return desk.go(&app, &building.units_path(), Tone::Ok, told).await;
            }
        }
    }
    let status = rehearsal.status();
    let page = ImportPage::of(&desk, &building, (rehearsal, leavers));
    desk.page(status, &page)
}

async fn rehearse(
    app: &App,
    desk: &Desk,
    building: &Building,
    table: &[u8],
) -> Result<(Rehearsal<Row>, Vec<(String, Leaver)>)> {
    if super::FILE_BYTES_MAX < table.len() {
        return Ok((Rehearsal::of_too_much(desk), vec![]));
    }
    let units = store::units(&app.db, building.id, today(desk.now)).await?;
    let known = occupancy::of_building(&app.db, building.id).await?;
    let residents = debts::of_building(&app.db, building.id).await?;
    let standing = Standing { units: &units, known: &known, residents: &residents };
    let (rehearsal, leavers) = arrivals::rehearse(desk.voice(), table, standing);
    let placed = leavers.into_iter().map(|leaver| {
        let unit = units.iter().find(|unit| unit.id == leaver.unit);
        let place = unit.map(|unit| place(desk, &unit.block, &unit.number));
        (place.unwrap_or_default(), leaver)
    });
    Ok((rehearsal, placed.collect()))
}

#[derive(Template)]
#[template(path = "buildings/people.html")]
struct ImportPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    rehearsal: Shown<Row>,
    /// How many rows do what, in words.
    counts: Vec<String>,
    /// Who would leave, with the unit.
    leavers: Vec<(String, Leaver)>,
}

impl<'a> ImportPage<'a> {
    fn of(
        v: &'a Visit,
        building: &'a Building,
        (mut rehearsal, mut leavers): (Rehearsal<Row>, Vec<(String, Leaver)>),
    ) -> Self {
        let w = v.w;
        let is = |does: Does| rehearsal.rows.iter().filter(|row| row.does == does).count();
        let counts = [
            (w.people_row_comes(), is(Does::Comes)),
            (w.people_row_returns(), is(Does::Returns)),
            (w.people_row_changes(), is(Does::Changes)),
            (w.people_row_stays(), is(Does::Stays)),
            (w.people_row_leaves(), leavers.len()),
        ];
        let counts = counts.into_iter().filter(|(_, count)| *count != 0).map(|(word, count)| {
            let count = v.number(i64::try_from(count).unwrap_or(i64::MAX));
            w.people_row_count(word, count)
        });
        let counts = counts.collect();
        let text = arrivals::rewritten(v.voice(), &rehearsal.rows);
        // What would happen is looked at before what would not.
        rehearsal.rows.sort_by_key(|row| row.does == Does::Stays);
        let rehearsal = rehearsal.shown(|_| text);
        leavers.truncate(SHOWN_MAX);
        Self { v, building, tab: "units", rehearsal, counts, leavers }
    }

    fn place(&self, person: &Person) -> String {
        place(self.v, &person.block, &person.number)
    }

    fn role(&self, is_owner: bool) -> String {
        if is_owner { self.v.w.buildings_owner() } else { self.v.w.buildings_tenant() }
    }

    /// What a row would do, as a pill says it: its kind, its icon and its word.
    fn does(&self, row: &Row) -> (&'static str, &'static str, String) {
        let w = self.v.w;
        match row.does {
            Does::Comes => ("ok", "plus", w.people_row_comes()),
            Does::Returns => ("ok", "plus", w.people_row_returns()),
            Does::Changes => ("", "edit", w.people_row_changes()),
            Does::Stays => ("", "tick", w.people_row_stays()),
        }
    }
}
