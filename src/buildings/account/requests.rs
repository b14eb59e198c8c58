//! What somebody asks of the manager of their building, and what became of it.

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
use crate::buildings::requests::Step;
use crate::buildings::web::serve;
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
const WORDS_CHARS_MAX: usize = 1000;

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

/// Shows one request, and how far it has come.
pub(super) async fn show(
    State(app): State<App>,
    me: Member,
    Path((resident, request)): Path<(String, String)>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let visit = visit(&me, &resident);
    let request = own(&app, &resident, &request).await?;
    let page = RequestPage {
        v: &visit,
        sections: Sections::of(&resident, "requests"),
        back: format!("{}/requests", path(&resident)),
        building: &resident.building_name,
        steps: requests::steps(&app.db, request.id).await?,
        request,
    };
    visit.page(StatusCode::OK, &page)
}

/// A picture of a request.
pub(super) async fn file(
    State(app): State<App>,
    me: Member,
    Path((resident, request, place)): Path<(String, String, String)>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let request = own(&app, &resident, &request).await?;
    let place = place.parse().map_err(|_| Error::NotFound)?;
    let file = requests::file_of(&app.db, (request.id, place)).await?;
    Ok(serve(file.ok_or(Error::NotFound)?))
}

/// A request of a unit of theirs, in their time; others are not there.
async fn own(app: &App, resident: &Resident, request: &str) -> Result<Request> {
    let id: RequestId = request.parse().map_err(|_| Error::NotFound)?;
    let found = requests::one_of_resident(&app.db, (resident.id, id)).await?;
    found.ok_or(Error::NotFound)
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

    async fn read(mut sent: Multipart) -> Result<(Self, Vec<Vec<u8>>)> {
        let (mut typed, mut files) = (Self::default(), vec![]);
        while let Some(field) = sent.next_field().await.map_err(|_| Error::BadRequest)? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                // One too many is enough to say so.
                let file = desk::read_file(field).await?;
                if !file.is_empty() && files.len() <= FILES_MAX {
                    files.push(file);
                }
                continue;
            }
            let text = field.text().await.map_err(|_| Error::BadRequest)?;
            match name.as_str() {
                "id" => typed.id = text,
                "unit" => typed.unit = text,
                "kind" => typed.kind = text,
                "words" => typed.words = text,
                _ => return Err(Error::BadRequest),
            }
        }
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
        Some(NewRequest {
            id: self.id.parse().unwrap_or_else(|_| RequestId::new(reader.v.now)),
            resident: resident.id,
            unit: unit?,
            kind: kind?,
            words,
            files: kept,
        })
    }
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

#[derive(Template)]
#[template(path = "buildings/account/request.html")]
struct RequestPage<'a> {
    v: &'a Visit,
    sections: Sections,
    back: String,
    building: &'a str,
    request: Request,
    steps: Vec<Step>,
}

impl RequestPage<'_> {
    fn title(&self) -> String {
        desk::request_title(self.v, &self.request)
    }

    fn pill(&self) -> (&'static str, &'static str, String) {
        desk::state_pill(self.v, self.request.state)
    }

    fn place(&self) -> String {
        place(self.v, &self.request.block, &self.request.unit_number)
    }

    fn step(&self, step: &Step) -> String {
        desk::step_word(self.v, step)
    }

    fn files(&self) -> Vec<(String, String)> {
        desk::request_files(self.v, &format!("{}/{}", self.back, self.request.id), &self.request)
    }
}
