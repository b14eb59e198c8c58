//! The SQL of keys.

use chrono::DateTime;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_scalar;

use super::ApiKey;
use super::Bearer;
use super::NewApiKey;
use super::Scope;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::ApiKeyId;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::money::Unit;
use crate::tokens::TokenDigest;

pub(super) async fn count_living(
    db: impl PgExecutor<'_>,
    workspace: WorkspaceId,
) -> sqlx::Result<i64> {
    query_scalar!(
        r#"select count(*) as "count!" from api_keys
        where workspace_id = $1 and revoked_at is null"#,
        workspace.as_uuid(),
    )
    .fetch_one(db)
    .await
}

/// `false`: there is a key of that id.
pub(super) async fn insert(
    tx: &mut Tx,
    new: &NewApiKey,
    (digest, tail): (&TokenDigest, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let scopes: Vec<String> = new.scopes.iter().map(|scope| scope.code().to_owned()).collect();
    let done = query!(
        "insert into api_keys (id, workspace_id, name, digest, tail, scopes, made_by, made_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (id) do nothing",
        new.id.as_uuid(),
        new.workspace.as_uuid(),
        new.name,
        digest,
        tail,
        &scopes,
        new.by.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether the same person made this living key after a moment.
pub(super) async fn is_made_since(
    db: impl PgExecutor<'_>,
    new: &NewApiKey,
    since: DateTime<Utc>,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from api_keys
            where id = $1 and workspace_id = $2 and made_by = $3 and made_at >= $4
            and revoked_at is null
        ) as "is!""#,
        new.id.as_uuid(),
        new.workspace.as_uuid(),
        new.by.as_uuid(),
        since,
    )
    .fetch_one(db)
    .await
}

pub(super) async fn of_workspace(db: &Pool, workspace: WorkspaceId) -> sqlx::Result<Vec<ApiKey>> {
    let rows = query!(
        r#"select api_keys.id as "id: ApiKeyId", api_keys.name, tail, scopes, made_at, used_at,
            revoked_at, members.name as "made_by"
        from api_keys
        join members on members.id = made_by
        where workspace_id = $1
        order by revoked_at is not null, made_at desc, api_keys.id
        limit 100"#,
        workspace.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    let mut keys = vec![];
    for row in rows {
        keys.push(ApiKey {
            id: row.id,
            name: row.name,
            tail: row.tail,
            scopes: scopes(&row.scopes),
            made_by: row.made_by,
            made_at: row.made_at,
            used_at: row.used_at,
            revoked_at: row.revoked_at,
        });
    }
    Ok(keys)
}

pub(super) async fn revoke(
    tx: &mut Tx,
    (key, workspace): (ApiKeyId, WorkspaceId),
    by: MemberId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "update api_keys set revoked_at = $3, revoked_by = $4
        where id = $1 and workspace_id = $2 and revoked_at is null",
        key.as_uuid(),
        workspace.as_uuid(),
        now,
        by.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn find(db: &Pool, digest: &TokenDigest) -> sqlx::Result<Option<Bearer>> {
    let row = query!(
        r#"select api_keys.id as "key: ApiKeyId", api_keys.workspace_id as "workspace: WorkspaceId",
            workspaces.name, workspaces.unit as "unit: Unit", made_by as "member: MemberId",
            scopes, used_at
        from api_keys
        join workspaces on workspaces.id = api_keys.workspace_id
        where digest = $1 and revoked_at is null"#,
        digest,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Bearer {
        key: row.key,
        workspace: row.workspace,
        workspace_name: row.name,
        unit: row.unit,
        member: row.member,
        scopes: scopes(&row.scopes),
        used_at: row.used_at,
    }))
}

pub(super) async fn touch(db: &Pool, key: ApiKeyId, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!("update api_keys set used_at = $2 where id = $1", key.as_uuid(), now)
        .execute(db)
        .await?;
    Ok(())
}

/// A scope that this program does not know allows nothing.
fn scopes(codes: &[String]) -> Vec<Scope> {
    codes.iter().filter_map(|code| Scope::parse(code)).collect()
}
