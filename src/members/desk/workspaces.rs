//! The workspaces of a member: looking at another one, and opening one more.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Redirect;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use chrono::TimeDelta;
use serde::Deserialize;

use super::proof::Proven;
use crate::app::App;
use crate::db;
use crate::ids::WorkspaceId;
use crate::members::member;
use crate::members::open_workspace;
use crate::members::store;
use crate::members::store::Place;
use crate::members::team;
use crate::members::team::TeamError;
use crate::members::web::business_sentence;
use crate::sessions;
use crate::sessions::Tone;
use crate::web::Error;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;
use crate::web::limits::Limit;
use crate::web::next::Next;

/// Workspaces that one member may open.
const OPENED: Limit = Limit::new("workspace_opened", 10, TimeDelta::days(1));

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/settings/workspaces", get(index))
        .route("/workspaces", get(back).post(create))
        .route("/workspaces/{workspace}/current", post(current_create))
        .route("/workspaces/{workspace}/leaving", post(leaving_create))
}

async fn index(State(app): State<App>, me: Member) -> Result<Response> {
    show(&app, &me, NameForm::default(), Mistakes::none()).await
}

async fn back(_: Member) -> Redirect {
    Redirect::to("/settings/workspaces")
}

/// Opens a workspace and looks at it.
async fn create(
    State(app): State<App>,
    me: Member,
    Form(form): Form<NameForm>,
) -> Result<Response> {
    let mut mistakes = Mistakes::none();
    let read = member::workspace_name(&form.name);
    let Some(name) = mistakes.take("name", read, |m| business_sentence(&me, m)) else {
        return show(&app, &me, form, mistakes).await;
    };
    let (member, language) = (me.person.member, me.person.language);
    limits::check(&app, &OPENED, member).await?;
    let mut tx = db::begin(&app.db).await?;
    let workspace = open_workspace(&mut tx, member, &name, language, app.clock.now()).await?;
    tx.commit().await?;
    sessions::look_at(&app.db, &me.person, workspace).await?;
    me.go(&app, "/settings", Tone::Ok, me.w.members_workspace_opened(&name)).await
}

/// Offers to look at the workspace to which a page belongs that the member came for. To who does not
/// belong there, the page is not there either.
pub async fn elsewhere(
    app: &App,
    me: &Member,
    workspace: WorkspaceId,
    page: &str,
) -> Result<Response> {
    let place = store::place(&app.db, me.person.member, workspace).await?;
    let place = place.ok_or(Error::NotFound)?;
    me.page(StatusCode::OK, &ElsewherePage { v: me, place, page })
}

/// Looks at another workspace, and goes on to its start or to the page that was wanted there. One that
/// the member does not belong to is not there.
async fn current_create(
    State(app): State<App>,
    me: Member,
    Path(workspace): Path<String>,
    Form(form): Form<LookForm>,
) -> Result<Response> {
    let workspace: WorkspaceId = workspace.parse().map_err(|_| Error::NotFound)?;
    let place = store::place(&app.db, me.person.member, workspace).await?;
    let place = place.ok_or(Error::NotFound)?;
    sessions::look_at(&app.db, &me.person, place.id).await?;
    let next = Next::of(&form.next);
    me.go(&app, next.as_str(), Tone::Ok, me.w.members_workspace_current(&place.name)).await
}

/// Leaves a workspace. The last owner cannot.
async fn leaving_create(
    State(app): State<App>,
    Proven(me): Proven<Member>,
    Path(workspace): Path<String>,
) -> Result<Response> {
    let workspace: WorkspaceId = workspace.parse().map_err(|_| Error::NotFound)?;
    let place = store::place(&app.db, me.person.member, workspace).await?;
    let place = place.ok_or(Error::NotFound)?;
    let (tone, text) = match team::remove(&app, workspace, me.person.member).await {
        Ok(()) => (Tone::Ok, me.w.members_team_left(&place.name)),
        Err(TeamError::LastOwner) => (Tone::Bad, me.w.members_team_last_owner()),
        Err(error) => return Err(error.into()),
    };
    me.go(&app, "/settings/workspaces", tone, text).await
}

async fn show(app: &App, me: &Member, form: NameForm, mistakes: Mistakes) -> Result<Response> {
    let status =
        if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let places = store::places(&app.db, me.person.member).await?;
    let current = me.person.place.as_ref().map(|place| place.workspace);
    me.page(status, &WorkspacesPage { v: me, places, current, form, mistakes })
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct NameForm {
    name: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LookForm {
    next: String,
}

#[derive(Template)]
#[template(path = "members/elsewhere.html")]
struct ElsewherePage<'a> {
    v: &'a Visit,
    place: Place,
    page: &'a str,
}

#[derive(Template)]
#[template(path = "members/workspaces.html")]
struct WorkspacesPage<'a> {
    v: &'a Visit,
    places: Vec<Place>,
    current: Option<WorkspaceId>,
    form: NameForm,
    mistakes: Mistakes,
}

impl WorkspacesPage<'_> {
    fn is_current(&self, place: &Place) -> bool {
        self.current == Some(place.id)
    }
}
