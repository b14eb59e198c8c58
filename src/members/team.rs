//! Colleagues: who belongs to a workspace, as what, and how they come and go.
//!
//! An invitation is a secret address that is sent to a number; it opens nothing unless a code shows
//! that the number is the reader's. What a member may do follows from the role at the moment of each
//! request, so a role that changes and a member who leaves take effect at once.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use thiserror::Error;

use super::store;
use crate::access::Role;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::InvitationId;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::locale::Language;
use crate::mobile::Mobile;
use crate::money::Unit;
use crate::notices;
use crate::notices::Invited;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::NewNotice;
use crate::notices::To;
use crate::sessions;
use crate::tokens::Door;

/// For how long an invitation is good after it was sent.
pub(super) const LIFE: TimeDelta = TimeDelta::days(7);

/// The time until the same invitation may be sent again.
pub(super) const PAUSE: TimeDelta = TimeDelta::minutes(10);

/// An invitation about to be.
pub(super) struct NewInvitation<'a> {
    pub(super) id: InvitationId,
    pub(super) workspace: WorkspaceId,
    pub(super) by: MemberId,
    pub(super) mobile: &'a Mobile,
    pub(super) email: Option<&'a str>,
    pub(super) role: Role,
}

/// An invitation.
pub(super) struct Invitation {
    pub(super) id: InvitationId,
    pub(super) workspace: WorkspaceId,
    pub(super) workspace_name: String,
    pub(super) workspace_language: Language,
    pub(super) mobile: Mobile,
    pub(super) email: Option<String>,
    pub(super) role: Role,
    pub(super) sendings: i32,
    pub(super) sent_at: DateTime<Utc>,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) revoked_at: Option<DateTime<Utc>>,
    pub(super) accepted_at: Option<DateTime<Utc>>,
    /// Whether the workspace runs a building.
    pub(super) is_of_a_building: bool,
}

impl Invitation {
    /// Whether it may still be taken up.
    pub(super) fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && self.accepted_at.is_none() && now < self.expires_at
    }

    /// From when it may be sent once more.
    pub(super) fn may_be_sent_at(&self) -> DateTime<Utc> {
        self.sent_at + PAUSE
    }

    fn door(&self) -> Door {
        Door::Invitation { invitation: self.id }
    }
}

/// Why something about a team was not done.
#[derive(Debug, Error)]
pub enum TeamError {
    /// There is no such member or invitation in this workspace.
    #[error("nobody and nothing of this workspace")]
    NotFound,
    /// The workspace would have no owner.
    #[error("the workspace would have no owner")]
    LastOwner,
    /// The invitation was taken up, taken back, or its time is over.
    #[error("the invitation is over")]
    Over,
    /// It was sent a short while ago.
    #[error("the invitation was sent a short while ago")]
    JustSent,
    /// The database did not answer as it should.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Invites somebody by SMS and, where there is an address, by e-mail.
pub(super) async fn invite(app: &App, new: &NewInvitation<'_>) -> Result<(), TeamError> {
    let now = app.clock.now();
    let digest = app.keys.digest(&Door::Invitation { invitation: new.id });
    let mut tx = db::begin(&app.db).await?;
    store::insert_invitation(&mut tx, new, &digest, (now, now + LIFE)).await?;
    let written = store::hold_invitation(&mut tx, new.id).await?.ok_or(TeamError::NotFound)?;
    tell(&mut tx, &written, now).await?;
    let said = new.role.code();
    acts::note(&mut tx, Act::Invited, (new.id.as_uuid(), said), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// A colleague who comes in by an invitation and signs in by code.
pub struct NewColleague {
    /// Their name; 1 to 80 characters.
    pub name: String,
    /// Their mobile, which nobody has an account with.
    pub mobile: Mobile,
    /// The language of their pages and messages.
    pub language: Language,
    /// As what.
    pub role: Role,
}

/// Invites a colleague and takes the invitation up for them, as they would who have shown that the number is
/// theirs. [`TeamError::Over`]: it has an account.
pub async fn bring_in(
    app: &App,
    (workspace, by): (WorkspaceId, MemberId),
    colleague: &NewColleague,
) -> Result<MemberId, TeamError> {
    let now = app.clock.now();
    let id = InvitationId::new(now);
    let (mobile, role) = (&colleague.mobile, colleague.role);
    invite(app, &NewInvitation { id, workspace, by, mobile, email: None, role }).await?;
    let mut tx = db::begin(&app.db).await?;
    let who = (mobile, colleague.name.as_str());
    let member = super::newcomer(&mut tx, who, colleague.language, now).await?;
    let member = member.ok_or(TeamError::Over)?;
    take_up(&mut tx, id, (member, mobile), now).await?;
    tx.commit().await?;
    Ok(member)
}

/// Sends an invitation once more; it is good for as long as a new one.
pub(super) async fn send_again(
    app: &App,
    workspace: WorkspaceId,
    id: InvitationId,
) -> Result<(), TeamError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let mut invitation = unended(&mut tx, workspace, id).await?;
    if now < invitation.may_be_sent_at() {
        return Err(TeamError::JustSent);
    }
    store::note_sending(&mut tx, id, now, LIFE).await?;
    invitation.sendings += 1;
    invitation.expires_at = now + LIFE;
    tell(&mut tx, &invitation, now).await?;
    acts::note(&mut tx, Act::Invited, (id.as_uuid(), invitation.role.code()), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// Takes an invitation back; its address opens nothing any more.
pub(super) async fn revoke(
    app: &App,
    workspace: WorkspaceId,
    id: InvitationId,
) -> Result<(), TeamError> {
    let mut tx = db::begin(&app.db).await?;
    unended(&mut tx, workspace, id).await?;
    let now = app.clock.now();
    store::revoke_invitation(&mut tx, id, now).await?;
    acts::note(&mut tx, Act::InvitationRevoked, (id.as_uuid(), ""), now).await?;
    tx.commit().await?;
    Ok(())
}

/// Makes somebody who has shown that the invited number is theirs a member.
pub(super) async fn take_up(
    tx: &mut Tx,
    id: InvitationId,
    (member, mobile): (MemberId, &Mobile),
    now: DateTime<Utc>,
) -> Result<Invitation, TeamError> {
    let invitation = store::hold_invitation(tx, id).await?.ok_or(TeamError::NotFound)?;
    if !invitation.is_open(now) || invitation.mobile != *mobile {
        return Err(TeamError::Over);
    }
    store::take_up(tx, &invitation, member, now).await?;
    Ok(invitation)
}

/// Gives a member another role.
pub(super) async fn set_role(
    app: &App,
    (workspace, member): (WorkspaceId, MemberId),
    role: Role,
) -> Result<(), TeamError> {
    let mut tx = db::begin(&app.db).await?;
    store::hold_team(&mut tx, workspace).await?;
    let was = store::role_of(&mut tx, workspace, member).await?.ok_or(TeamError::NotFound)?;
    if was == Role::Owner && role != Role::Owner {
        not_the_last(&mut tx, workspace).await?;
    }
    store::set_role(&mut tx, (workspace, member), role).await?;
    let (about, now) = ((member.as_uuid(), role.code()), app.clock.now());
    acts::note(&mut tx, Act::RoleChanged, about, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a member out of a workspace, by an owner or by themselves. Their sessions look at it no longer.
pub(super) async fn remove(
    app: &App,
    workspace: WorkspaceId,
    member: MemberId,
) -> Result<(), TeamError> {
    let mut tx = db::begin(&app.db).await?;
    store::hold_team(&mut tx, workspace).await?;
    let was = store::role_of(&mut tx, workspace, member).await?.ok_or(TeamError::NotFound)?;
    if was == Role::Owner {
        not_the_last(&mut tx, workspace).await?;
    }
    store::remove(&mut tx, workspace, member).await?;
    sessions::turn_away(&mut tx, member, workspace).await?;
    acts::note(&mut tx, Act::MemberRemoved, (member.as_uuid(), was.code()), app.clock.now())
        .await?;
    tx.commit().await?;
    Ok(())
}

async fn not_the_last(tx: &mut Tx, workspace: WorkspaceId) -> Result<(), TeamError> {
    if store::owners(tx, workspace).await? < 2 { Err(TeamError::LastOwner) } else { Ok(()) }
}

/// An invitation of a workspace that was neither taken up nor taken back.
async fn unended(
    tx: &mut Tx,
    workspace: WorkspaceId,
    id: InvitationId,
) -> Result<Invitation, TeamError> {
    let found = store::hold_invitation(tx, id).await?;
    let found = found.filter(|found| found.workspace == workspace).ok_or(TeamError::NotFound)?;
    let is_over = found.revoked_at.is_some() || found.accepted_at.is_some();
    if is_over { Err(TeamError::Over) } else { Ok(found) }
}

/// Writes the notices of one sending.
async fn tell(tx: &mut Tx, invitation: &Invitation, now: DateTime<Utc>) -> sqlx::Result<()> {
    let email = invitation.email.clone().map(To::Email);
    for to in [To::Sms(invitation.mobile.clone())].into_iter().chain(email) {
        let channel = to.address().map_or("", |(channel, _)| channel);
        let notice = NewNotice {
            workspace: Some(invitation.workspace),
            dedup_key: format!("invitation:{}:{}:{channel}", invitation.id, invitation.sendings),
            to,
            manner: Manner { language: invitation.workspace_language, unit: Unit::default() },
            message: Message::Invited(Invited {
                workspace: invitation.workspace_name.clone(),
                role: invitation.role,
                is_of_a_building: invitation.is_of_a_building,
                until: invitation.expires_at,
                door: invitation.door(),
            }),
            about: None,
            expires_at: Some(invitation.expires_at),
        };
        notices::write(tx, &notice, now).await?;
    }
    Ok(())
}
