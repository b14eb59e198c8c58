//! Who belongs to a workspace, and as what.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;

use crate::access::Role;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::mobile::Mobile;

/// A member of a workspace, as the others see them.
pub(in crate::members) struct Colleague {
    pub(in crate::members) id: MemberId,
    pub(in crate::members) name: String,
    pub(in crate::members) mobile: Mobile,
    pub(in crate::members) role: Role,
    pub(in crate::members) joined_at: DateTime<Utc>,
}

/// The members of a workspace, the mightiest first.
pub(in crate::members) async fn team(
    db: &Pool,
    workspace: WorkspaceId,
) -> sqlx::Result<Vec<Colleague>> {
    let mut team = query_as!(
        Colleague,
        r#"select members.id, members.name, members.mobile as "mobile: Mobile",
            workspace_members.role as "role: Role", workspace_members.joined_at
        from workspace_members
        join members on members.id = workspace_members.member_id
        where workspace_members.workspace_id = $1
        order by workspace_members.joined_at, members.id"#,
        workspace.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    team.sort_by_key(|colleague| colleague.role);
    Ok(team)
}

/// Holds the workspace's team still until the end of the transaction: of two owners who leave at once,
/// one comes second.
pub(in crate::members) async fn hold_team(tx: &mut Tx, workspace: WorkspaceId) -> sqlx::Result<()> {
    let held = query_scalar!(
        r#"select 1 as "held!" from workspaces where id = $1 for no key update"#,
        workspace.as_uuid()
    );
    held.fetch_one(&mut **tx).await?;
    Ok(())
}

/// What somebody is in a workspace; `None`: they do not belong to it.
pub(in crate::members) async fn role_of(
    tx: &mut Tx,
    workspace: WorkspaceId,
    member: MemberId,
) -> sqlx::Result<Option<Role>> {
    query_scalar!(
        r#"select role as "role: Role" from workspace_members
        where workspace_id = $1 and member_id = $2"#,
        workspace.as_uuid(),
        member.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await
}

/// How many owners a workspace has.
pub(in crate::members) async fn owners(tx: &mut Tx, workspace: WorkspaceId) -> sqlx::Result<i64> {
    query_scalar!(
        r#"select count(*) as "count!" from workspace_members
        where workspace_id = $1 and role = 'owner'"#,
        workspace.as_uuid(),
    )
    .fetch_one(&mut **tx)
    .await
}

pub(in crate::members) async fn set_role(
    tx: &mut Tx,
    (workspace, member): (WorkspaceId, MemberId),
    role: Role,
) -> sqlx::Result<()> {
    query!(
        "update workspace_members set role = $3 where workspace_id = $1 and member_id = $2",
        workspace.as_uuid(),
        member.as_uuid(),
        role.code(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(in crate::members) async fn remove(
    tx: &mut Tx,
    workspace: WorkspaceId,
    member: MemberId,
) -> sqlx::Result<()> {
    query!(
        "delete from workspace_members where workspace_id = $1 and member_id = $2",
        workspace.as_uuid(),
        member.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether the workspace runs a building: then its people are called as a building's are.
pub(in crate::members) async fn has_buildings(
    db: &Pool,
    workspace: WorkspaceId,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from buildings where workspace_id = $1) as "has!""#,
        workspace.as_uuid(),
    )
    .fetch_one(db)
    .await
}
