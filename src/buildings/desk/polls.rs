//! The polls of a building, as its manager asks and reads them.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use serde::Deserialize;

use super::form::Reader;
use super::poll_form::PollForm;
use crate::app::App;
use crate::buildings;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::PollWeight;
use crate::buildings::Voters;
use crate::buildings::building::noon;
use crate::buildings::polls;
use crate::buildings::polls::Paper;
use crate::buildings::polls::Poll;
use crate::ids::PollId;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/buildings/{building}/polls", get(index).post(create))
        .route("/buildings/{building}/polls/{poll}", get(show))
        .route("/buildings/{building}/polls/{poll}/calling-off", post(calling_off_create))
}

/// Shows the polls, with a sheet for another.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let filled = (PollForm::blank(&desk), Mistakes::none());
    draw_all(&app, (&desk, StatusCode::OK), &building, filled).await
}

/// Makes a poll.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Form(form): Form<PollForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let mut reader = Reader::new(&desk);
    let new = form.parse(&mut reader);
    let Some(new) = new.filter(|_| reader.mistakes.is_empty()) else {
        let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
        return draw_all(&app, answer, &building, (form, reader.mistakes)).await;
    };
    buildings::make_poll(&app, (building.id, desk.session.member), &new).await?;
    desk.go(&app, &path(&building, new.id), Tone::Ok, desk.w.polls_is_made()).await
}

/// Shows one poll.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, poll) = find(&app, &desk, &of).await?;
    let filled = (String::new(), Mistakes::none());
    draw(&app, (&desk, StatusCode::OK), (&building, &poll), filled).await
}

/// Calls a poll off.
pub(super) async fn calling_off_create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<CallingOffForm>,
) -> Result<Response> {
    let (building, poll) = find(&app, &desk, &of).await?;
    let mut reader = Reader::new(&desk);
    let reason = reader.text("reason", &form.reason, (1, 200));
    if !reader.mistakes.is_empty() {
        let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
        return draw(&app, answer, (&building, &poll), (form.reason, reader.mistakes)).await;
    }
    let maker = (building.id, desk.session.member);
    let path = path(&building, poll.id);
    match buildings::call_off_poll(&app, maker, poll.id, &reason).await {
        Err(BuildingError::NotAsShown) => {
            desk.go(&app, &path, Tone::Warn, desk.w.polls_has_ended()).await
        }
        done => {
            done?;
            desk.go(&app, &path, Tone::Ok, desk.w.polls_is_called_off()).await
        }
    }
}

async fn find(
    app: &App,
    desk: &Desk,
    (building, poll): &(String, String),
) -> Result<(Building, Poll)> {
    let building = super::find(app, desk, building).await?;
    let id: PollId = poll.parse().map_err(|_| Error::NotFound)?;
    let poll = polls::one_of_building(&app.db, (building.id, id)).await?;
    Ok((building, poll.ok_or(Error::NotFound)?))
}

fn path(building: &Building, poll: PollId) -> String {
    format!("{}/polls/{poll}", building.path())
}

async fn draw_all(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    building: &Building,
    (form, mistakes): (PollForm, Mistakes),
) -> Result<Response> {
    let page = PollsPage {
        v: desk,
        building,
        tab: "polls",
        polls: polls::of_building(&app.db, building.id).await?,
        form,
        mistakes,
    };
    desk.page(status, &page)
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    (building, poll): (&Building, &Poll),
    (reason, mistakes): (String, Mistakes),
) -> Result<Response> {
    let page = PollPage {
        v: desk,
        building,
        tab: "polls",
        path: path(building, poll.id),
        paper: Paper::of(app, desk, poll).await?,
        poll,
        reason,
        mistakes,
    };
    desk.page(status, &page)
}

/// Why a poll is called off, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CallingOffForm {
    reason: String,
}

#[derive(Template)]
#[template(path = "buildings/polls.html")]
struct PollsPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    polls: Vec<Poll>,
    form: PollForm,
    mistakes: Mistakes,
}

impl PollsPage<'_> {
    fn pill(&self, poll: &Poll) -> (&'static str, &'static str, String) {
        polls::pill(self.v, polls::State::of(self.v, poll))
    }

    /// From when until when.
    fn small(&self, poll: &Poll) -> String {
        let day = |day| self.v.day_full(noon(day));
        self.v.w.people_from_until(day(poll.starts_on), day(poll.ends_on))
    }

    fn voters(&self) -> [(&'static str, String); 2] {
        let w = self.v.w;
        Voters::ALL.map(|voters| match voters {
            Voters::Owners => (voters.code(), w.polls_by_owners()),
            Voters::Occupants => (voters.code(), w.polls_by_occupants()),
        })
    }

    fn weights(&self) -> [(&'static str, String); 2] {
        let w = self.v.w;
        PollWeight::ALL.map(|weight| match weight {
            PollWeight::Unit => (weight.code(), w.polls_weight_unit()),
            PollWeight::Area => (weight.code(), w.polls_weight_area()),
        })
    }
}

#[derive(Template)]
#[template(path = "buildings/poll.html")]
struct PollPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    path: String,
    poll: &'a Poll,
    paper: Paper,
    reason: String,
    mistakes: Mistakes,
}

impl PollPage<'_> {
    /// The page of all polls.
    fn list(&self) -> String {
        format!("{}/polls", self.building.path())
    }

    fn pill(&self) -> (&'static str, &'static str, String) {
        polls::pill(self.v, self.paper.state)
    }

    /// Whether it may still be called off.
    fn may_end(&self) -> bool {
        matches!(self.paper.state, polls::State::Ahead | polls::State::Open)
    }
}
