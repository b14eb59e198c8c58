//! The team of a workspace: who belongs to it as what, and who is invited. Only an owner has these
//! pages, and each act there asks for a fresh proof.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use chrono::TimeDelta;
use serde::Deserialize;

use super::proof::Proven;
use crate::access::Role;
use crate::app::App;
use crate::ids::InvitationId;
use crate::ids::MemberId;
use crate::members::store;
use crate::members::store::Colleague;
use crate::members::team;
use crate::members::team::Invitation;
use crate::members::team::NewInvitation;
use crate::members::team::TeamError;
use crate::members::web::email_sentence;
use crate::members::web::mobile_sentence;
use crate::mobile::Mobile;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::email;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::limits;
use crate::web::limits::Limit;

/// Invitations that one workspace may write, so that a stolen session cannot flood people.
const INVITED: Limit = Limit::new("invitation_workspace", 30, TimeDelta::days(1));

/// Invitations that one number may get, from whomever.
const INVITED_NUMBER: Limit = Limit::new("invitation_number", 5, TimeDelta::days(1));

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/settings/team", get(index))
        .route("/settings/team/invitations", get(invitation_new).post(invitation_create))
        .route("/settings/team/invitations/{invitation}/sending", post(sending_create))
        .route("/settings/team/invitations/{invitation}/revocation", post(revocation_create))
        .route("/settings/team/{member}", get(edit).post(update))
        .route("/settings/team/{member}/removal", post(removal_create))
}

async fn index(State(app): State<App>, desk: Desk) -> Result<Response> {
    let workspace = desk.session.workspace;
    let page = TeamPage {
        v: &desk,
        me: desk.session.member,
        team: store::team(&app.db, workspace).await?,
        invitations: store::open_invitations(&app.db, workspace).await?,
        is_of_a_building: store::has_buildings(&app.db, workspace).await?,
    };
    desk.page(StatusCode::OK, &page)
}

async fn invitation_new(State(app): State<App>, Proven(desk): Proven) -> Result<Response> {
    let form = InviteForm { role: Role::Cashier.code().to_owned(), ..InviteForm::default() };
    invite_again(&app, &desk, form, Mistakes::none()).await
}

/// Invites somebody.
async fn invitation_create(
    State(app): State<App>,
    Proven(desk): Proven,
    Form(form): Form<InviteForm>,
) -> Result<Response> {
    let mut mistakes = Mistakes::none();
    let role = Role::parse(&form.role).ok_or(Error::BadRequest)?;
    let mobile = Mobile::parse(&form.mobile);
    let mobile = mistakes.take("mobile", mobile, |m| mobile_sentence(&desk, m));
    let email = email::parse(&form.email);
    let email = mistakes.take("email", email, |m| email_sentence(&desk, m));
    let (Some(mobile), Some(email)) = (mobile, email) else {
        return invite_again(&app, &desk, form, mistakes).await;
    };
    let workspace = desk.session.workspace;
    let team = store::team(&app.db, workspace).await?;
    if team.iter().any(|colleague| colleague.mobile == mobile) {
        mistakes.add("mobile", desk.w.members_team_is_in());
        return invite_again(&app, &desk, form, mistakes).await;
    }
    limits::check(&app, &INVITED, workspace).await?;
    limits::check(&app, &INVITED_NUMBER, mobile.as_str()).await?;
    let new = NewInvitation {
        id: InvitationId::new(desk.now),
        workspace,
        by: desk.session.member,
        mobile: &mobile,
        email: email.as_deref(),
        role,
    };
    team::invite(&app, &new).await?;
    let sentence = desk.w.members_team_invited(desk.mobile(&mobile));
    desk.go(&app, "/settings/team", Tone::Ok, sentence).await
}

async fn invite_again(
    app: &App,
    desk: &Desk,
    form: InviteForm,
    mistakes: Mistakes,
) -> Result<Response> {
    let status =
        if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let roles = choices(app, desk, &form.role).await?;
    desk.page(status, &InvitePage { v: desk, form, mistakes, roles })
}

/// Sends an invitation once more.
async fn sending_create(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(invitation): Path<String>,
) -> Result<Response> {
    let id = invitation.parse().map_err(|_| Error::NotFound)?;
    let (tone, text) = match team::send_again(&app, desk.session.workspace, id).await {
        Ok(()) => (Tone::Ok, desk.w.members_team_sent_again()),
        Err(TeamError::JustSent) => (Tone::Warn, desk.w.members_team_just_sent()),
        Err(error) => return Err(error.into()),
    };
    desk.go(&app, "/settings/team", tone, text).await
}

/// Takes an invitation back.
async fn revocation_create(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(invitation): Path<String>,
) -> Result<Response> {
    let id = invitation.parse().map_err(|_| Error::NotFound)?;
    team::revoke(&app, desk.session.workspace, id).await?;
    desk.go(&app, "/settings/team", Tone::Ok, desk.w.members_team_revoked()).await
}

/// One member: what they may do, and how to take them out.
async fn edit(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(member): Path<String>,
) -> Result<Response> {
    let colleague = find(&app, &desk, &member).await?;
    let roles = choices(&app, &desk, colleague.role.code()).await?;
    let page = ColleaguePage { v: &desk, me: desk.session.member, colleague, roles };
    desk.page(StatusCode::OK, &page)
}

/// Gives a member another role.
async fn update(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(member): Path<String>,
    Form(form): Form<RoleForm>,
) -> Result<Response> {
    let colleague = find(&app, &desk, &member).await?;
    let role = Role::parse(&form.role).ok_or(Error::BadRequest)?;
    let changed = team::set_role(&app, (desk.session.workspace, colleague.id), role).await;
    let done = desk.w.members_team_role_set(&colleague.name);
    after(&app, &desk, changed, done, "/settings/team").await
}

/// Takes a member out of the workspace.
async fn removal_create(
    State(app): State<App>,
    Proven(desk): Proven,
    Path(member): Path<String>,
) -> Result<Response> {
    let colleague = find(&app, &desk, &member).await?;
    let removed = team::remove(&app, desk.session.workspace, colleague.id).await;
    let done = desk.w.members_team_removed(&colleague.name);
    let is_me = colleague.id == desk.session.member;
    after(&app, &desk, removed, done, if is_me { "/my" } else { "/settings/team" }).await
}

async fn after(
    app: &App,
    desk: &Desk,
    done: Result<(), TeamError>,
    sentence: String,
    path: &str,
) -> Result<Response> {
    match done {
        Ok(()) => desk.go(app, path, Tone::Ok, sentence).await,
        Err(TeamError::LastOwner) => {
            desk.go(app, "/settings/team", Tone::Bad, desk.w.members_team_last_owner()).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn find(app: &App, desk: &Desk, member: &str) -> Result<Colleague> {
    let id: MemberId = member.parse().map_err(|_| Error::NotFound)?;
    let team = store::team(&app.db, desk.session.workspace).await?;
    team.into_iter().find(|colleague| colleague.id == id).ok_or(Error::NotFound)
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct InviteForm {
    mobile: String,
    email: String,
    role: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RoleForm {
    role: String,
}

#[derive(Template)]
#[template(path = "members/team.html")]
struct TeamPage<'a> {
    v: &'a Visit,
    me: MemberId,
    team: Vec<Colleague>,
    invitations: Vec<Invitation>,
    is_of_a_building: bool,
}

impl TeamPage<'_> {
    fn role(&self, role: Role) -> String {
        self.v.role(role, self.is_of_a_building)
    }

    /// How far an invitation has come.
    fn standing(&self, invitation: &Invitation) -> String {
        if invitation.is_open(self.v.now) {
            self.v.w.members_team_until(self.v.moment(invitation.expires_at))
        } else {
            self.v.w.members_team_expired()
        }
    }

    fn may_be_sent(&self, invitation: &Invitation) -> bool {
        invitation.may_be_sent_at() <= self.v.now
    }
}

#[derive(Template)]
#[template(path = "members/invite.html")]
struct InvitePage<'a> {
    v: &'a Visit,
    form: InviteForm,
    mistakes: Mistakes,
    roles: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "members/colleague.html")]
struct ColleaguePage<'a> {
    v: &'a Visit,
    me: MemberId,
    colleague: Colleague,
    roles: Vec<Choice>,
}

/// A role to choose.
struct Choice {
    code: &'static str,
    name: String,
    /// What somebody in it may do.
    does: String,
    is_chosen: bool,
}

/// The roles to choose from, as they are called in this workspace.
async fn choices(app: &App, desk: &Desk, chosen: &str) -> sqlx::Result<Vec<Choice>> {
    let is_of_a_building = store::has_buildings(&app.db, desk.session.workspace).await?;
    let choice = |role: Role| Choice {
        code: role.code(),
        name: desk.role(role, is_of_a_building),
        does: desk.role_is(role),
        is_chosen: role.code() == chosen,
    };
    Ok(Role::ALL.map(choice).into())
}
