//! The sessions' SQL. Names of member and workspace are read along, so that a page needs one
//! statement to know who asks.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;

use super::Device;
use super::Person;
use super::Place;
use crate::access::Role;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::locale::Language;
use crate::mobile::Mobile;
use crate::money::Unit;
use crate::tokens::TokenDigest;

pub(super) async fn insert(
    tx: &mut Tx,
    digest: &TokenDigest,
    (member, workspace): (MemberId, Option<WorkspaceId>),
    device: &str,
    (now, until): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<()> {
    query!(
        "insert into sessions
            (digest, member_id, workspace_id, device, created_at, seen_at, proven_at, expires_at)
        values ($1, $2, $3, $4, $5, $5, $5, $6)",
        digest,
        member.as_uuid(),
        workspace.map(WorkspaceId::as_uuid),
        device,
        now,
        until,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn find(
    db: &Pool,
    digest: &TokenDigest,
    now: DateTime<Utc>,
    used_since: DateTime<Utc>,
) -> sqlx::Result<Option<Person>> {
    let row = query!(
        r#"select
            sessions.member_id, sessions.workspace_id, sessions.flash, sessions.proven_at,
            sessions.seen_at,
            members.name as member_name,
            members.mobile as "mobile: Mobile",
            members.language as "language: Language",
            workspaces.name as "workspace_name?",
            workspaces.language as "workspace_language?: Language",
            workspaces.unit as "unit?: Unit",
            workspace_members.role as "role?: Role"
        from sessions
        join members on members.id = sessions.member_id
        left join workspace_members
            on workspace_members.member_id = sessions.member_id
            and workspace_members.workspace_id = sessions.workspace_id
        left join workspaces on workspaces.id = workspace_members.workspace_id
        where sessions.digest = $1 and sessions.expires_at > $2 and sessions.seen_at > $3
        and sessions.created_at >= coalesce(members.secured_at, sessions.created_at)"#,
        digest,
        now,
        used_since,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Person {
        digest: *digest,
        member: row.member_id.into(),
        member_name: row.member_name,
        mobile: row.mobile,
        language: row.language,
        // Whoever belongs to the workspace no longer looks at none.
        place: match (row.workspace_id, row.workspace_name, row.workspace_language, row.unit) {
            (Some(id), Some(workspace_name), Some(workspace_language), Some(unit)) => {
                row.role.map(|role| Place {
                    workspace: id.into(),
                    workspace_name,
                    workspace_language,
                    unit,
                    role,
                })
            }
            _ => None,
        },
        flash: row.flash.and_then(|flash| serde_json::from_value(flash).ok()),
        proven_at: row.proven_at,
        seen_at: row.seen_at,
    }))
}

/// Waits for no disk: what may fall with the machine is a minute of being seen.
pub(super) async fn touch(
    db: &Pool,
    digest: &TokenDigest,
    now: DateTime<Utc>,
    shows_flash: bool,
) -> sqlx::Result<()> {
    query!(
        "update sessions set seen_at = $2, flash = case when $3 then null else flash end
        where digest = $1 and set_config('synchronous_commit', 'off', true) is not null",
        digest,
        now,
        shows_flash,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Waits for no disk: what may fall with the machine is a sentence about an act that was done.
pub(super) async fn leave_flash(
    db: &Pool,
    digest: &TokenDigest,
    flash: serde_json::Value,
) -> sqlx::Result<()> {
    query!(
        "update sessions set flash = $2
        where digest = $1 and set_config('synchronous_commit', 'off', true) is not null",
        digest,
        flash,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The same as a part of the act, at whose end the disk is waited for anyway.
pub(super) async fn leave_flash_with(
    tx: &mut Tx,
    digest: &TokenDigest,
    flash: serde_json::Value,
) -> sqlx::Result<()> {
    query!("update sessions set flash = $2 where digest = $1", digest, flash)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(super) async fn look_at(
    db: &Pool,
    digest: &TokenDigest,
    workspace: WorkspaceId,
) -> sqlx::Result<()> {
    query!("update sessions set workspace_id = $2 where digest = $1", digest, workspace.as_uuid(),)
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn close(db: &Pool, digest: &[u8], member: MemberId) -> sqlx::Result<()> {
    query!("delete from sessions where digest = $1 and member_id = $2", digest, member.as_uuid(),)
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn close_all(tx: &mut Tx, member: MemberId) -> sqlx::Result<()> {
    query!("delete from sessions where member_id = $1", member.as_uuid())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(super) async fn turn_away(
    tx: &mut Tx,
    member: MemberId,
    workspace: WorkspaceId,
) -> sqlx::Result<()> {
    query!(
        "update sessions set workspace_id = null where member_id = $1 and workspace_id = $2",
        member.as_uuid(),
        workspace.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn of_member(
    db: &Pool,
    member: MemberId,
    now: DateTime<Utc>,
    used_since: DateTime<Utc>,
) -> sqlx::Result<Vec<Device>> {
    query_as!(
        Device,
        "select digest, device, created_at, seen_at
        from sessions
        where member_id = $1 and expires_at > $2 and seen_at > $3
        order by seen_at desc",
        member.as_uuid(),
        now,
        used_since,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn forget_ended(db: &Pool, before: DateTime<Utc>) -> sqlx::Result<()> {
    query!("delete from sessions where expires_at < $1", before).execute(db).await?;
    Ok(())
}
