//! What residents ask, for the manager to answer.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::form::Reader;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::NewStep;
use crate::buildings::RequestKind;
use crate::buildings::RequestState;
use crate::buildings::explain::place;
use crate::buildings::requests;
use crate::buildings::requests::Request;
use crate::buildings::requests::Step;
use crate::buildings::web::serve;
use crate::ids::RequestId;
use crate::ids::StepId;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// Letters of an answer.
const WORDS_CHARS_MAX: usize = 1000;

/// Shows what is open, and what has ended.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let (open, ended) = requests::of_building(&app.db, building.id).await?;
    let page = RequestsPage { v: &desk, building: &building, tab: "requests", open, ended };
    desk.page(StatusCode::OK, &page)
}

/// Shows one request.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, request) = find(&app, &desk, &of).await?;
    let filled = (StepForm::blank(&desk), Mistakes::none());
    draw(&app, (&desk, StatusCode::OK), (&building, request), filled).await
}

/// Takes a step, of which the resident is told.
pub(super) async fn step(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<StepForm>,
) -> Result<Response> {
    let (building, request) = find(&app, &desk, &of).await?;
    let mut reader = Reader::new(&desk);
    let step = form.parse(&mut reader);
    if !reader.mistakes.is_empty() {
        let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
        return draw(&app, answer, (&building, request), (form, reader.mistakes)).await;
    }
    let path = path(&building, &request);
    let maker = (building.id, desk.session.member);
    match requests::take_step(&app, maker, (request.id, &step)).await {
        Err(BuildingError::NotAsShown) => {
            desk.go(&app, &path, Tone::Warn, desk.w.requests_has_moved()).await
        }
        done => {
            done?;
            desk.go(&app, &path, Tone::Ok, desk.w.requests_resident_told()).await
        }
    }
}

/// A picture of a request.
pub(super) async fn file(
    State(app): State<App>,
    desk: Desk,
    Path((building, request, place)): Path<(String, String, String)>,
) -> Result<Response> {
    let (_, request) = find(&app, &desk, &(building, request)).await?;
    let place = place.parse().map_err(|_| Error::NotFound)?;
    let file = requests::file_of(&app.db, (request.id, place)).await?;
    Ok(serve(file.ok_or(Error::NotFound)?))
}

async fn find(
    app: &App,
    desk: &Desk,
    (building, request): &(String, String),
) -> Result<(Building, Request)> {
    let building = super::find(app, desk, building).await?;
    let id: RequestId = request.parse().map_err(|_| Error::NotFound)?;
    let request = requests::one_of_building(&app.db, (building.id, id)).await?;
    Ok((building, request.ok_or(Error::NotFound)?))
}

/// The manager's page of a request.
fn path(building: &Building, request: &Request) -> String {
    format!("{}/requests/{}", building.path(), request.id)
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    (building, request): (&Building, Request),
    (form, mistakes): (StepForm, Mistakes),
) -> Result<Response> {
    let page = RequestPage {
        v: desk,
        building,
        tab: "requests",
        path: path(building, &request),
        steps: requests::steps(&app.db, request.id).await?,
        request,
        form,
        mistakes,
    };
    desk.page(status, &page)
}

/// How a kind of request is called.
pub(in crate::buildings) fn kind_word(v: &Visit, kind: RequestKind) -> String {
    match kind {
        RequestKind::Repair => v.w.requests_kind_repair(),
        RequestKind::Cleaning => v.w.requests_kind_cleaning(),
        RequestKind::Neighbours => v.w.requests_kind_neighbours(),
        RequestKind::Bill => v.w.requests_kind_bill(),
        RequestKind::Security => v.w.requests_kind_security(),
        RequestKind::Other => v.w.requests_kind_other(),
    }
}

/// How a request is called: its number, and what it is about.
pub(in crate::buildings) fn request_title(v: &Visit, request: &Request) -> String {
    let number = v.digits(&request.number.to_string());
    v.w.requests_named(number, kind_word(v, request.kind))
}

/// How far a request has come: the look of its pill, the sign on it, and the word.
pub(in crate::buildings) fn state_pill(
    v: &Visit,
    state: RequestState,
) -> (&'static str, &'static str, String) {
    match state {
        RequestState::New => ("warn", "info", v.w.requests_state_new()),
        RequestState::Seen => ("", "info", v.w.requests_state_seen()),
        RequestState::InWork => ("", "clock", v.w.requests_state_in_work()),
        RequestState::Done => ("ok", "tick", v.w.requests_state_done()),
        RequestState::Refused => ("bad", "cross", v.w.requests_state_refused()),
    }
}

/// The pictures of a request below its page: where each is, and what its link says.
pub(in crate::buildings) fn request_files(
    v: &Visit,
    path: &str,
    places: impl IntoIterator<Item = i64>,
) -> Vec<(String, String)> {
    let file = |place: i64| (format!("{path}/files/{place}"), v.w.requests_file(v.number(place)));
    places.into_iter().map(file).collect()
}

/// What a step was, or who said something.
pub(in crate::buildings) fn step_word(v: &Visit, step: &Step) -> String {
    match (&step.said_by, step.state) {
        (Some(name), _) => name.clone(),
        (None, Some(state)) => state_pill(v, state).2,
        (None, None) => v.w.requests_answer(),
    }
}

/// A step, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct StepForm {
    id: String,
    act: String,
    words: String,
}

impl StepForm {
    fn blank(v: &Visit) -> Self {
        Self { id: StepId::new(v.now).to_string(), ..Self::default() }
    }

    fn parse(&self, reader: &mut Reader) -> NewStep {
        let state = RequestState::parse(&self.act).filter(|state| *state != RequestState::New);
        let is_said = !crate::locale::clean(&self.words).is_empty();
        // A refusal has a reason, and an answer says something.
        let must = matches!(state, None | Some(RequestState::Refused));
        let words = (is_said || must).then(|| reader.lines("words", &self.words, WORDS_CHARS_MAX));
        NewStep { id: self.id.parse().unwrap_or_else(|_| StepId::new(reader.v.now)), state, words }
    }
}

#[derive(Template)]
#[template(path = "buildings/requests.html")]
struct RequestsPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    open: Vec<Request>,
    ended: Vec<Request>,
}

impl RequestsPage<'_> {
    fn title(&self, request: &Request) -> String {
        request_title(self.v, request)
    }

    fn pill(&self, request: &Request) -> (&'static str, &'static str, String) {
        state_pill(self.v, request.state)
    }

    /// From whom, of which unit, since when.
    fn small(&self, request: &Request) -> String {
        let place = place(self.v, &request.block, &request.unit_number);
        format!("{} · {place} · {}", request.name, self.v.moment(request.opened_at))
    }
}

#[derive(Template)]
#[template(path = "buildings/request.html")]
struct RequestPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    path: String,
    request: Request,
    steps: Vec<Step>,
    form: StepForm,
    mistakes: Mistakes,
}

impl RequestPage<'_> {
    fn title(&self) -> String {
        request_title(self.v, &self.request)
    }

    fn pill(&self) -> (&'static str, &'static str, String) {
        state_pill(self.v, self.request.state)
    }

    fn place(&self) -> String {
        place(self.v, &self.request.block, &self.request.unit_number)
    }

    fn step(&self, step: &Step) -> String {
        step_word(self.v, step)
    }

    fn files(&self) -> Vec<(String, String)> {
        request_files(self.v, &self.path, 1..=self.request.files)
    }

    fn step_files(&self, step: &Step) -> Vec<(String, String)> {
        request_files(self.v, &self.path, step.files.iter().copied().map(i64::from))
    }

    /// The page of all requests.
    fn list(&self) -> String {
        format!("{}/requests", self.building.path())
    }

    /// Where it may go: as sent, and the words of the button.
    fn acts(&self) -> Vec<(&'static str, String)> {
        let w = self.v.w;
        let all = [
            (RequestState::Seen, w.requests_do_seen()),
            (RequestState::InWork, w.requests_do_in_work()),
            (RequestState::Done, w.requests_do_done()),
            (RequestState::Refused, w.requests_do_refuse()),
        ];
        let may = |next: &RequestState| self.request.state.may_become(*next);
        let acts = all.into_iter().filter(|(next, _)| may(next));
        acts.map(|(next, word)| (next.code(), word)).collect()
    }
}
