//! What somebody asks of the manager of their building.

use askama::Template;
use axum::extract::Multipart;
use axum::extract::Path;
use axum::extract::State;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use chrono::TimeDelta;

use super::Sections;
use super::find;
use super::path;
use super::visit;
use crate::app::App;
use crate::buildings::NewRequest;
use crate::buildings::RequestKind;
use crate::buildings::debts::Resident;
use crate::buildings::desk;
use crate::buildings::desk::Reader;
use crate::buildings::explain::place;
use crate::buildings::requests;
use crate::buildings::requests::FILES_MAX;
use crate::buildings::requests::Request;
use crate::ids::RequestId;
use crate::ids::UnitId;
use crate::web::Error;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Mistakes;
use crate::web::limits;
use crate::web::limits::Limit;

/// Requests that one person makes of a building; each is an SMS to its manager.
const REQUESTS: Limit = Limit::new("home_request", 10, TimeDelta::days(1));

/// Letters of a request.
pub(super) const WORDS_CHARS_MAX: usize = 1000;

/// Shows what was asked for their units in their time, with a sheet for more.
pub(super) async fn index(
    State(app): State<App>,
    me: Member,
    Path(resident): Path<String>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let visit = visit(&me, &resident);
    let filled = (RequestForm::blank(&visit), Mistakes::none());
    draw(&app, (&visit, StatusCode::OK), &resident, filled).await
}

/// Makes a request.
pub(super) async fn create(
    State(app): State<App>,
    me: Member,
    Path(resident): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let visit = visit(&me, &resident);
    let (form, files) = RequestForm::read(form.map_err(|_| Error::BadRequest)?).await?;
    let units = requests::units_of(&app.db, resident.id, visit.now).await?;
    let mut reader = Reader::new(&visit);
    let new = form.parse(&mut reader, (&resident, &units), files);
    if let Some(new) = new.filter(|_| reader.mistakes.is_empty()) {
        limits::check(&app, &REQUESTS, resident.id).await?;
        requests::make_request(&app, &new).await?;
        let page = format!("{}/requests/{}", path(&resident), new.id);
        return Ok(Redirect::to(&page).into_response());
    }
    let answer = (&visit, StatusCode::UNPROCESSABLE_ENTITY);
    draw(&app, answer, &resident, (form, reader.mistakes)).await
}

async fn draw(
    app: &App,
    (v, status): (&Visit, StatusCode),
    resident: &Resident,
    (form, mistakes): (RequestForm, Mistakes),
) -> Result<Response> {
    let units = requests::units_of(&app.db, resident.id, v.now).await?;
    let unit =
        |(id, block, number): (UnitId, String, String)| (id.to_string(), place(v, &block, &number));
    let page = RequestsPage {
        v,
        sections: Sections::of(resident, "requests"),
        back: path(resident),
        building: &resident.building_name,
        units: units.into_iter().map(unit).collect(),
        requests: requests::of_resident(&app.db, resident.id).await?,
        form,
        mistakes,
    };
    v.page(status, &page)
}

/// A request, as typed.
#[derive(Clone, Debug, Default)]
struct RequestForm {
    id: String,
    unit: String,
    kind: String,
    words: String,
}

impl RequestForm {
    fn blank(v: &Visit) -> Self {
        Self { id: RequestId::new(v.now).to_string(), ..Self::default() }
    }

    async fn read(sent: Multipart) -> Result<(Self, Vec<Vec<u8>>)> {
        let mut typed = Self::default();
        let files = read_files(sent, |name, text| {
            let field = match name {
                "id" => &mut typed.id,
                "unit" => &mut typed.unit,
                "kind" => &mut typed.kind,
                "words" => &mut typed.words,
                _ => return false,
            };
            *field = text;
            true
        })
        .await?;
        Ok((typed, files))
    }

    fn parse(
        &self,
        reader: &mut Reader,
        (resident, units): (&Resident, &[(UnitId, String, String)]),
        files: Vec<Vec<u8>>,
    ) -> Option<NewRequest> {
        let unit = match units {
            [only] => Some(only.0),
            units => units.iter().map(|unit| unit.0).find(|id| id.to_string() == self.unit),
        };
        if unit.is_none() {
            reader.mistakes.add("unit", reader.v.w.buildings_missing());
        }
        let kind = RequestKind::parse(&self.kind);
        if kind.is_none() {
            reader.mistakes.add("kind", reader.v.w.buildings_missing());
        }
        let words = reader.lines("words", &self.words, WORDS_CHARS_MAX);
        Some(NewRequest {
            id: self.id.parse().unwrap_or_else(|_| RequestId::new(reader.v.now)),
            resident: resident.id,
            unit: unit?,
            kind: kind?,
            words,
            files: pictures(reader, files),
        })
    }
}

/// Reads a form with files; `keep` takes its other fields and says whether it knows them.
pub(super) async fn read_files(
    mut sent: Multipart,
    mut keep: impl FnMut(&str, String) -> bool,
) -> Result<Vec<Vec<u8>>> {
    let mut files = vec![];
    while let Some(field) = sent.next_field().await.map_err(|_| Error::BadRequest)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            // One too many is enough to say so.
            let file = desk::read_file(field).await?;
            if !file.is_empty() && files.len() <= FILES_MAX {
                files.push(file);
            }
        } else if !keep(&name, field.text().await.map_err(|_| Error::BadRequest)?) {
            return Err(Error::BadRequest);
        }
    }
    Ok(files)
}

/// The pictures, if they are pictures and not too many.
pub(super) fn pictures(reader: &mut Reader, files: Vec<Vec<u8>>) -> Vec<(&'static str, Vec<u8>)> {
    if FILES_MAX < files.len() {
        let max = i64::try_from(FILES_MAX).unwrap_or(i64::MAX);
        reader.mistakes.add("file", reader.v.w.requests_too_many_files(reader.v.number(max)));
    }
    let mut kept = vec![];
    for file in files {
        // One sentence is enough for all of them.
        if reader.mistakes.of("file").is_none() {
            kept.extend(desk::picture_in(reader, file));
        }
    }
    kept
}

#[derive(Template)]
#[template(path = "buildings/account/requests.html")]
struct RequestsPage<'a> {
    v: &'a Visit,
    sections: Sections,
    back: String,
    building: &'a str,
    /// The units that they may ask for: as sent, and in words.
    units: Vec<(String, String)>,
    requests: Vec<Request>,
    form: RequestForm,
    mistakes: Mistakes,
}

impl RequestsPage<'_> {
    fn kinds(&self) -> [(&'static str, String, bool); 6] {
        let chosen = |kind: RequestKind| kind.code() == self.form.kind;
        RequestKind::ALL.map(|kind| (kind.code(), desk::kind_word(self.v, kind), chosen(kind)))
    }

    fn title(&self, request: &Request) -> String {
        desk::request_title(self.v, request)
    }

    fn pill(&self, request: &Request) -> (&'static str, &'static str, String) {
        desk::state_pill(self.v, request.state)
    }
}
