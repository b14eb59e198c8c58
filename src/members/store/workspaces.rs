//! Workspaces, and who belongs to them.

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
use crate::locale::Language;
use crate::money::Unit;

/// A workspace as its owner sets it up.
pub(in crate::members) struct Business {
    pub(in crate::members) name: String,
    pub(in crate::members) phone: Option<String>,
    pub(in crate::members) language: Language,
    pub(in crate::members) unit: Unit,
}

/// A workspace in a list of those that a member may look at.
pub(in crate::members) struct Place {
    pub(in crate::members) id: WorkspaceId,
    pub(in crate::members) name: String,
    pub(in crate::members) opened_at: DateTime<Utc>,
    /// What the member is there.
    pub(in crate::members) role: Role,
}

pub(in crate::members) async fn insert_workspace(
    tx: &mut Tx,
    id: WorkspaceId,
    (name, language): (&str, Language),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into workspaces (id, name, language, unit, opened_at)
        values ($1, $2, $3, $4, $5)",
        id.as_uuid(),
        name,
        language.code(),
        Unit::default().code(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(in crate::members) async fn add_owner(
    tx: &mut Tx,
    workspace: WorkspaceId,
    member: MemberId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into workspace_members (workspace_id, member_id, role, joined_at)
        values ($1, $2, 'owner', $3)",
        workspace.as_uuid(),
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// `None`: no workspace is theirs.
pub(in crate::members) async fn first_of(
    tx: &mut Tx,
    member: MemberId,
) -> sqlx::Result<Option<WorkspaceId>> {
    let id = query_scalar!(
        "select workspace_id from workspace_members
        where member_id = $1
        order by joined_at, workspace_id
        limit 1",
        member.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(id.map(WorkspaceId::from))
}

pub(in crate::members) async fn places(db: &Pool, member: MemberId) -> sqlx::Result<Vec<Place>> {
    query_as!(
        Place,
        r#"select workspaces.id, workspaces.name, workspaces.opened_at,
            workspace_members.role as "role: Role"
        from workspace_members
        join workspaces on workspaces.id = workspace_members.workspace_id
        where workspace_members.member_id = $1
        order by workspace_members.joined_at, workspaces.id"#,
        member.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// A workspace that a member may look at.
pub(in crate::members) async fn place(
    db: &Pool,
    member: MemberId,
    workspace: WorkspaceId,
) -> sqlx::Result<Option<Place>> {
    query_as!(
        Place,
        r#"select workspaces.id, workspaces.name, workspaces.opened_at,
            workspace_members.role as "role: Role"
        from workspace_members
        join workspaces on workspaces.id = workspace_members.workspace_id
        where workspace_members.member_id = $1 and workspace_members.workspace_id = $2"#,
        member.as_uuid(),
        workspace.as_uuid(),
    )
    .fetch_optional(db)
    .await
}

pub(in crate::members) async fn business(
    db: &Pool,
    workspace: WorkspaceId,
) -> sqlx::Result<Business> {
    query_as!(
        Business,
        r#"select name, phone, language as "language: Language", unit as "unit: Unit"
        from workspaces where id = $1"#,
        workspace.as_uuid(),
    )
    .fetch_one(db)
    .await
}

pub(in crate::members) async fn update_business(
    tx: &mut Tx,
    workspace: WorkspaceId,
    business: &Business,
) -> sqlx::Result<()> {
    query!(
        "update workspaces set name = $2, phone = $3, language = $4, unit = $5 where id = $1",
        workspace.as_uuid(),
        business.name,
        business.phone,
        business.language.code(),
        business.unit.code(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
