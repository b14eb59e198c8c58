//! People by a table: first what it would do, and then, if that is what is meant, the doing.

use askama::Template;
use axum::extract::Multipart;
use axum::extract::Path;
use axum::extract::State;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::Response;

use super::form;
use crate::app::App;
use crate::buildings;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::explain::place;
use crate::buildings::import;
use crate::buildings::import::Person;
use crate::buildings::import::Rehearsal;
use crate::buildings::store;
use crate::locale::Jalali;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::limits;
use crate::web::tables;

/// Rows that the rehearsal shows.
const SHOWN_MAX: usize = 50;

/// Shows where to put the table.
pub(super) async fn new(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let page = ImportPage::of(&desk, &building, Rehearsal::default(), String::new());
    desk.page(StatusCode::OK, &page)
}

/// The table to fill in.
pub(super) async fn template(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    super::find(&app, &desk, &building).await?;
    tables::template(&desk, &import::columns(desk.voice()), "people.xlsx")
}

/// Rehearses a table, or does what was rehearsed.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let mut sent = form.map_err(|_| Error::BadRequest)?;
    let (mut table, mut rehearsed) = (vec![], String::new());
    while let Some(field) = sent.next_field().await.map_err(|_| Error::BadRequest)? {
        match field.name() {
            Some("file") => {
                table = form::file(field).await?;
            }
            Some("rehearsed") => {
                rehearsed = field.text().await.map_err(|_| Error::BadRequest)?;
            }
            _ => (),
        }
    }
    let is_meant = !rehearsed.is_empty();
    if is_meant {
        table = rehearsed.into_bytes();
    }
    let units = store::units(&app.db, building.id, today(desk.now)).await?;
    let rehearsal = if super::FILE_BYTES_MAX < table.len() {
        let wrong = vec![(0, desk.w.buildings_file_too_large())];
        Rehearsal { wrong, ..Rehearsal::default() }
    } else {
        import::rehearse(desk.voice(), &table, &units)
    };
    if !rehearsal.wrong.is_empty() {
        let page = ImportPage::of(&desk, &building, rehearsal, String::new());
        return desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    if !is_meant {
        let text = rewritten(&desk, &rehearsal.people);
        let page = ImportPage::of(&desk, &building, rehearsal, text);
        return desk.page(StatusCode::OK, &page);
    }
    limits::check(&app, &limits::IMPORTS, desk.session.member).await?;
    let came = match buildings::settle_in(&app, building.id, &rehearsal.people).await {
        Err(BuildingError::Clashes(number)) => {
            let wrong = vec![(0, desk.w.people_table_clashes(desk.digits(&number)))];
            let page = ImportPage::of(
                &desk,
                &building,
                Rehearsal { wrong, ..Rehearsal::default() },
                String::new(),
            );
            return desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
        came => came?,
    };
    let came = i64::try_from(came).unwrap_or(i64::MAX);
    let text = desk.w.buildings_came(came, desk.number(came));
    desk.go(&app, &format!("{}/units", building.path()), Tone::Ok, text).await
}

/// What was understood of a table, as a table again: that, and nothing else, is done afterwards.
fn rewritten(v: &Visit, people: &[Person]) -> String {
    let mut writer = csv::Writer::from_writer(vec![]);
    let headings = import::columns(v.voice());
    let mut written = writer.write_record(headings.iter().map(|column| &column.heading));
    for person in people {
        let role = if person.is_owner { "owner" } else { "tenant" };
        let area = person.area.map(|area| format!("{}.{:02}", area / 100, area % 100));
        written = written.and(writer.write_record([
            person.block.as_str(),
            &person.number,
            role,
            &person.name,
            person.mobile.as_ref().map_or("", |mobile| mobile.as_str()),
            person.email.as_deref().unwrap_or_default(),
            &area.unwrap_or_default(),
            &person.persons.map(|count| count.to_string()).unwrap_or_default(),
            &person.share.map(|share| format!("{share}/1000000")).unwrap_or_default(),
            &person.since.map(|day| Jalali::of(noon(day)).to_string()).unwrap_or_default(),
        ]));
    }
    let bytes = written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "buildings/people.html")]
struct ImportPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    rehearsal: Rehearsal,
    rehearsed: String,
    count: i64,
}

impl ImportPage<'_> {
    fn place(&self, person: &Person) -> String {
        place(self.v, &person.block, &person.number)
    }
}

impl<'a> ImportPage<'a> {
    fn of(
        v: &'a Visit,
        building: &'a Building,
        mut rehearsal: Rehearsal,
        rehearsed: String,
    ) -> Self {
        let count = i64::try_from(rehearsal.people.len()).unwrap_or(i64::MAX);
        rehearsal.people.truncate(SHOWN_MAX);
        rehearsal.wrong.truncate(SHOWN_MAX);
        Self { v, building, tab: "units", rehearsal, rehearsed, count }
    }
}
