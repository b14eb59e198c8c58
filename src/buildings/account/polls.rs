//! The polls in which somebody may vote.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::Sections;
use super::find;
use super::path;
use super::visit;
use crate::app::App;
use crate::buildings;
use crate::buildings::BuildingError;
use crate::buildings::building::noon;
use crate::buildings::debts::Resident;
use crate::buildings::polls;
use crate::buildings::polls::Paper;
use crate::buildings::polls::Poll;
use crate::ids::PollId;
use crate::sessions::Tone;
use crate::web::Error;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// Shows all of them.
pub(super) async fn index(
    State(app): State<App>,
    me: Member,
    Path(resident): Path<String>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let visit = visit(&me, &resident);
    let page = PollsPage {
        v: &visit,
        sections: Sections::of(&resident, "polls"),
        back: path(&resident),
        building: &resident.building_name,
        polls: polls::of_resident(&app.db, resident.id).await?,
    };
    visit.page(StatusCode::OK, &page)
}

/// Shows one, to vote or to see how it ended.
pub(super) async fn show(
    State(app): State<App>,
    me: Member,
    Path((resident, poll)): Path<(String, String)>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let visit = visit(&me, &resident);
    let poll = own(&app, &resident, &poll).await?;
    draw(&app, (&visit, StatusCode::OK), (&resident, &poll), Mistakes::none()).await
}

/// Votes, or changes a vote.
pub(super) async fn vote(
    State(app): State<App>,
    me: Member,
    Path((resident, poll)): Path<(String, String)>,
    Form(form): Form<VoteForm>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let visit = visit(&me, &resident);
    let poll = own(&app, &resident, &poll).await?;
    let all = polls::answers(&app.db, poll.id).await?;
    let answer = form.answer.parse().ok().filter(|answer| all.iter().any(|one| one.0 == *answer));
    let Some(answer) = answer else {
        let mut mistakes = Mistakes::none();
        mistakes.add("answer", visit.w.polls_choose());
        let to = (&visit, StatusCode::UNPROCESSABLE_ENTITY);
        return draw(&app, to, (&resident, &poll), mistakes).await;
    };
    let page = format!("{}/polls/{}", path(&resident), poll.id);
    match buildings::vote(&app, (resident.id, poll.id), answer).await {
        Err(BuildingError::NotAsShown) => {
            me.go(&app, &page, Tone::Warn, visit.w.polls_has_ended()).await
        }
        done => {
            done?;
            me.go(&app, &page, Tone::Ok, visit.w.polls_has_voted()).await
        }
    }
}

/// A poll in which they may vote, or could; others are not there.
async fn own(app: &App, resident: &Resident, poll: &str) -> Result<Poll> {
    let id: PollId = poll.parse().map_err(|_| Error::NotFound)?;
    polls::one_of_resident(&app.db, (resident.id, id)).await?.ok_or(Error::NotFound)
}

async fn draw(
    app: &App,
    (v, status): (&Visit, StatusCode),
    (resident, poll): (&Resident, &Poll),
    mistakes: Mistakes,
) -> Result<Response> {
    let page = PollPage {
        v,
        sections: Sections::of(resident, "polls"),
        back: format!("{}/polls", path(resident)),
        building: &resident.building_name,
        paper: Paper::of(app, v, poll).await?,
        vote: polls::vote_of(&app.db, (resident.id, poll.id)).await?,
        poll,
        mistakes,
    };
    v.page(status, &page)
}

/// A vote, as sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct VoteForm {
    answer: String,
}

#[derive(Template)]
#[template(path = "buildings/account/polls.html")]
struct PollsPage<'a> {
    v: &'a Visit,
    sections: Sections,
    back: String,
    building: &'a str,
    polls: Vec<Poll>,
}

impl PollsPage<'_> {
    fn pill(&self, poll: &Poll) -> (&'static str, &'static str, String) {
        polls::pill(self.v, polls::State::of(self.v, poll))
    }

    /// Until when.
    fn small(&self, poll: &Poll) -> String {
        self.v.w.polls_until(self.v.day_full(noon(poll.ends_on)))
    }
}

#[derive(Template)]
#[template(path = "buildings/account/poll.html")]
struct PollPage<'a> {
    v: &'a Visit,
    sections: Sections,
    back: String,
    building: &'a str,
    poll: &'a Poll,
    paper: Paper,
    vote: Option<i16>,
    mistakes: Mistakes,
}

impl PollPage<'_> {
    fn pill(&self) -> (&'static str, &'static str, String) {
        polls::pill(self.v, self.paper.state)
    }

    fn is_open(&self) -> bool {
        self.paper.state == polls::State::Open
    }

    /// What they said, in words.
    fn said(&self) -> Option<&str> {
        let answer = |place: i16| self.paper.answers.iter().find(|one| one.place == place);
        self.vote.and_then(answer).map(|one| one.words.as_str())
    }
}
