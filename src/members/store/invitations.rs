//! Invitations to a workspace. Their secret addresses are not here.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;

use crate::access::Role;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::InvitationId;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::locale::Language;
use crate::members::team::Invitation;
use crate::members::team::NewInvitation;
use crate::mobile::Mobile;
use crate::tokens::TokenDigest;

/// Writes an invitation in the place of an open one to the same number.
pub(in crate::members) async fn insert_invitation(
    tx: &mut Tx,
    new: &NewInvitation<'_>,
    digest: &TokenDigest,
    (now, until): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<()> {
    query!(
        "update invitations set revoked_at = $3
        where workspace_id = $1 and mobile = $2 and revoked_at is null and accepted_at is null",
        new.workspace.as_uuid(),
        new.mobile.as_str(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    query!(
        "insert into invitations
            (id, workspace_id, mobile, email, role, token_digest, invited_by, created_at, sent_at,
            expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)",
        new.id.as_uuid(),
        new.workspace.as_uuid(),
        new.mobile.as_str(),
        new.email,
        new.role.code(),
        digest,
        new.by.as_uuid(),
        now,
        until,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

macro_rules! invitations {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Invitation,
            r#"select
                invitations.id, invitations.workspace_id as workspace,
                workspaces.name as workspace_name,
                workspaces.language as "workspace_language: Language",
                invitations.mobile as "mobile: Mobile", invitations.email,
                invitations.role as "role: Role", invitations.sendings, invitations.sent_at,
                invitations.expires_at, invitations.revoked_at, invitations.accepted_at,
                exists (
                    select from buildings where buildings.workspace_id = workspaces.id
                ) as "is_of_a_building!"
            from invitations
            join workspaces on workspaces.id = invitations.workspace_id "# + $tail
            $(, $argument)*
        )
    };
}

/// The invitation behind a secret address.
pub(in crate::members) async fn invitation(
    db: impl PgExecutor<'_>,
    digest: &TokenDigest,
) -> sqlx::Result<Option<Invitation>> {
    invitations!("where invitations.token_digest = $1", digest).fetch_optional(db).await
}

/// An invitation of a workspace, which nobody else changes until the end of the transaction.
pub(in crate::members) async fn hold_invitation(
    tx: &mut Tx,
    id: InvitationId,
) -> sqlx::Result<Option<Invitation>> {
    let held = invitations!("where invitations.id = $1 for update of invitations", id.as_uuid());
    held.fetch_optional(&mut **tx).await
}

/// The invitations of a workspace that nobody has taken up or taken back, the last sent first.
pub(in crate::members) async fn open_invitations(
    db: &Pool,
    workspace: WorkspaceId,
) -> sqlx::Result<Vec<Invitation>> {
    invitations!(
        "where invitations.workspace_id = $1
        and invitations.revoked_at is null and invitations.accepted_at is null
        order by invitations.sent_at desc, invitations.id desc",
        workspace.as_uuid()
    )
    .fetch_all(db)
    .await
}

pub(in crate::members) async fn note_sending(
    tx: &mut Tx,
    id: InvitationId,
    now: DateTime<Utc>,
    life: TimeDelta,
) -> sqlx::Result<()> {
    query!(
        "update invitations set sendings = sendings + 1, sent_at = $2, expires_at = $3
        where id = $1",
        id.as_uuid(),
        now,
        now + life,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(in crate::members) async fn revoke_invitation(
    tx: &mut Tx,
    id: InvitationId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!("update invitations set revoked_at = $2 where id = $1", id.as_uuid(), now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Writes down that an invitation was taken up, and makes its reader a member. Whoever belongs to the
/// workspace already stays what they are.
pub(in crate::members) async fn take_up(
    tx: &mut Tx,
    invitation: &Invitation,
    member: MemberId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update invitations set accepted_at = $2, accepted_by = $3 where id = $1",
        invitation.id.as_uuid(),
        now,
        member.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    query!(
        "insert into workspace_members (workspace_id, member_id, role, joined_at)
        values ($1, $2, $3, $4)
        on conflict (workspace_id, member_id) do nothing",
        invitation.workspace.as_uuid(),
        member.as_uuid(),
        invitation.role.code(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
