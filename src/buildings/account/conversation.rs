//! One request of somebody: what was said in it by either side, and how far it has come.

use askama::Template;
use axum::extract::Multipart;
use axum::extract::Path;
use axum::extract::State;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::TimeDelta;

use super::Sections;
use super::find;
use super::path;
use super::requests::WORDS_CHARS_MAX;
use super::requests::pictures;
use super::requests::read_files;
use super::visit;
use crate::app::App;
use crate::buildings::NewWords;
use crate::buildings::debts::Resident;
use crate::buildings::desk;
use crate::buildings::desk::Reader;
use crate::buildings::explain::place;
use crate::buildings::requests;
use crate::buildings::requests::Request;
use crate::buildings::requests::Step;
use crate::buildings::web::serve;
use crate::ids::RequestId;
use crate::ids::StepId;
use crate::sessions::Tone;
use crate::web::Error;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Mistakes;
use crate::web::limits;
use crate::web::limits::Limit;

/// What one person says in their requests to a building; each is an SMS to its manager.
const WORDS: Limit = Limit::new("home_request_words", 20, TimeDelta::days(1));

/// Shows one request.
pub(super) async fn show(
    State(app): State<App>,
    me: Member,
    Path((resident, request)): Path<(String, String)>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let visit = visit(&me, &resident);
    let request = own(&app, &resident, &request).await?;
    let filled = (WordsForm::blank(&visit), Mistakes::none());
    draw(&app, (&visit, StatusCode::OK), (&resident, request), filled).await
}

/// Says more in it.
pub(super) async fn say(
    State(app): State<App>,
    me: Member,
    Path((resident, request)): Path<(String, String)>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let visit = visit(&me, &resident);
    let request = own(&app, &resident, &request).await?;
    let (form, files) = WordsForm::read(form.map_err(|_| Error::BadRequest)?).await?;
    let mut reader = Reader::new(&visit);
    let new = NewWords {
        id: form.id.parse().unwrap_or_else(|_| StepId::new(visit.now)),
        resident: resident.id,
        words: reader.lines("words", &form.words, WORDS_CHARS_MAX),
        files: pictures(&mut reader, files),
    };
    if !reader.mistakes.is_empty() {
        let answer = (&visit, StatusCode::UNPROCESSABLE_ENTITY);
        return draw(&app, answer, (&resident, request), (form, reader.mistakes)).await;
    }
    limits::check(&app, &WORDS, resident.id).await?;
    requests::say_more(&app, request.id, &new).await?;
    let page = format!("{}/requests/{}", path(&resident), request.id);
    me.go(&app, &page, Tone::Ok, visit.w.requests_was_said()).await
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
    (resident, request): (&Resident, Request),
    (form, mistakes): (WordsForm, Mistakes),
) -> Result<Response> {
    let units = requests::units_of(&app.db, resident.id, v.now).await?;
    let page = RequestPage {
        v,
        sections: Sections::of(resident, "requests"),
        back: format!("{}/requests", path(resident)),
        building: &resident.building_name,
        steps: requests::steps(&app.db, request.id).await?,
        may_say: units.iter().any(|(unit, ..)| *unit == request.unit),
        request,
        form,
        mistakes,
    };
    v.page(status, &page)
}

/// What is said, as typed.
#[derive(Clone, Debug, Default)]
struct WordsForm {
    id: String,
    words: String,
}

impl WordsForm {
    fn blank(v: &Visit) -> Self {
        Self { id: StepId::new(v.now).to_string(), ..Self::default() }
    }

    async fn read(sent: Multipart) -> Result<(Self, Vec<Vec<u8>>)> {
        let mut typed = Self::default();
        let files = read_files(sent, |name, text| {
            let field = match name {
                "id" => &mut typed.id,
                "words" => &mut typed.words,
                _ => return false,
            };
            *field = text;
            true
        })
        .await?;
        Ok((typed, files))
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
    /// Whether they are part of the unit on this day.
    may_say: bool,
    form: WordsForm,
    mistakes: Mistakes,
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

    fn path(&self) -> String {
        format!("{}/{}", self.back, self.request.id)
    }

    fn files(&self) -> Vec<(String, String)> {
        desk::request_files(self.v, &self.path(), 1..=self.request.files)
    }

    fn step_files(&self, step: &Step) -> Vec<(String, String)> {
        desk::request_files(self.v, &self.path(), step.files.iter().copied().map(i64::from))
    }
}
