//! The page behind an invitation: to which business, as what, and the one button. Whoever is signed in
//! with the invited number joins at once; anybody else gets a code at that number first.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

use super::Asking;
use super::ask;
use super::name_sentence;
use crate::app::App;
use crate::db;
use crate::members::code::Details;
use crate::members::code::Purpose;
use crate::members::entry::Arrival;
use crate::members::entry::Browser;
use crate::members::member;
use crate::members::store;
use crate::members::team;
use crate::members::team::Invitation;
use crate::members::team::TeamError;
use crate::sessions::Person;
use crate::tokens;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/join/{token}", get(show).post(create))
}

async fn show(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Path(token): Path<String>,
) -> Result<Response> {
    let invitation = find(&app, &visit, &token).await?;
    let is_invited = invited(&app, &browser, &invitation).await?.is_some();
    let asked = Asked { invitation: &invitation, token: &token, is_invited };
    asked.draw(&app, &visit, JoinForm::default(), Mistakes::none()).await
}

async fn create(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Path(token): Path<String>,
    Form(form): Form<JoinForm>,
) -> Result<Response> {
    let invitation = find(&app, &visit, &token).await?;
    if let Some(person) = invited(&app, &browser, &invitation).await? {
        return enter(&app, &visit, &browser, (&invitation, &person)).await;
    }
    let asked = Asked { invitation: &invitation, token: &token, is_invited: false };
    let mut mistakes = Mistakes::none();
    let is_known = store::by_mobile(&app.db, &invitation.mobile).await?.is_some();
    let name = if is_known {
        String::new()
    } else {
        let read = member::name(&form.name);
        match mistakes.take("name", read, |m| name_sentence(&visit, m)) {
            Some(name) => name,
            None => return asked.draw(&app, &visit, form, mistakes).await,
        }
    };
    let asking = Asking::new(&visit, &browser);
    if let Some(wait) = asking.count(&app, &invitation.mobile, Purpose::Join).await? {
        mistakes.add("name", wait.sentence(&visit));
        return Ok(wait.told(asked.draw(&app, &visit, form, mistakes).await?));
    }
    let details = Details::Join { invitation: invitation.id, name };
    ask(&app, asking, invitation.mobile.clone(), details).await
}

/// Makes whoever is signed in with the invited number a member. The session afterwards is a new one.
async fn enter(
    app: &App,
    visit: &Visit,
    browser: &Browser,
    (invitation, person): (&Invitation, &Person),
) -> Result<Response> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let who = (person.member, &person.mobile);
    let joined = team::take_up(&mut tx, invitation.id, who, now).await?;
    let sentence = visit.w.members_joined(&joined.workspace_name);
    let (member, language) = (person.member, person.language);
    let workspace = Some(joined.workspace);
    let arrival = Arrival { visit, browser, member, language, workspace };
    arrival.enter(app, tx, "/home", Some(sentence)).await
}

/// The open invitation behind an address. One that is over is gone, and one that never was is not there.
async fn find(app: &App, visit: &Visit, token: &str) -> Result<Invitation> {
    let digest = tokens::digest_of(token);
    let found = match digest {
        Some(digest) => store::invitation(&app.db, &digest).await?,
        None => None,
    };
    let Some(found) = found else {
        limits::count_miss(app, visit).await?;
        return Err(Error::NotFound);
    };
    if found.is_open(app.clock.now()) { Ok(found) } else { Err(Error::Gone) }
}

/// Who is signed in, if the invitation is to them.
async fn invited(
    app: &App,
    browser: &Browser,
    invitation: &Invitation,
) -> sqlx::Result<Option<Person>> {
    let person = browser.session(app).await?;
    Ok(person.filter(|person| person.mobile == invitation.mobile))
}

/// An invitation that somebody looks at.
struct Asked<'a> {
    invitation: &'a Invitation,
    token: &'a str,
    /// The reader is signed in with the invited number.
    is_invited: bool,
}

impl Asked<'_> {
    async fn draw(
        &self,
        app: &App,
        v: &Visit,
        form: JoinForm,
        mistakes: Mistakes,
    ) -> Result<Response> {
        let status =
            if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let invitation = self.invitation;
        let is_known = store::by_mobile(&app.db, &invitation.mobile).await?.is_some();
        let page = JoinPage {
            v,
            path: format!("/join/{}", self.token),
            workspace: &invitation.workspace_name,
            role: v.role(invitation.role, invitation.is_of_a_building),
            role_is: v.role_is(invitation.role),
            until: v.moment(invitation.expires_at),
            mobile: v.digits(&invitation.mobile.masked()),
            is_invited: self.is_invited,
            asks_name: !self.is_invited && !is_known,
            form,
            mistakes,
        };
        v.page(status, &page)
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct JoinForm {
    name: String,
}

#[derive(Template)]
#[template(path = "members/join.html")]
struct JoinPage<'a> {
    v: &'a Visit,
    path: String,
    workspace: &'a str,
    role: String,
    role_is: String,
    until: String,
    mobile: String,
    is_invited: bool,
    asks_name: bool,
    form: JoinForm,
    mistakes: Mistakes,
}

impl From<TeamError> for Error {
    fn from(error: TeamError) -> Error {
        match error {
            TeamError::NotFound => Error::NotFound,
            TeamError::Over => Error::Gone,
            TeamError::LastOwner | TeamError::JustSent => Error::Conflict,
            TeamError::Database(error) => error.into(),
        }
    }
}
