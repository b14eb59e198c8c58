//! The second step's secrets, sealed, and the digests of its backup codes.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;

use crate::db::Pool;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::members::authenticator::Authenticator;
use crate::tokens::TokenDigest;

pub(in crate::members) async fn authenticator(
    db: &Pool,
    member: MemberId,
) -> sqlx::Result<Option<Authenticator>> {
    query_as!(
        Authenticator,
        "select secret, confirmed_at, last_step from authenticators where member_id = $1",
        member.as_uuid(),
    )
    .fetch_optional(db)
    .await
}

/// The same, which nobody else uses until the end of the transaction: of two that type one code at
/// once, one comes second.
pub(in crate::members) async fn lock_authenticator(
    tx: &mut Tx,
    member: MemberId,
) -> sqlx::Result<Option<Authenticator>> {
    query_as!(
        Authenticator,
        "select secret, confirmed_at, last_step from authenticators where member_id = $1
        for no key update",
        member.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Puts a secret in the place of one that was never confirmed.
pub(in crate::members) async fn put_authenticator(
    db: &Pool,
    member: MemberId,
    secret: &[u8],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into authenticators (member_id, secret, created_at) values ($1, $2, $3)
        on conflict (member_id) do update set secret = excluded.secret, created_at = $3
        where authenticators.confirmed_at is null",
        member.as_uuid(),
        secret,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(in crate::members) async fn confirm_authenticator(
    tx: &mut Tx,
    member: MemberId,
    step: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update authenticators set confirmed_at = $2, last_step = $3 where member_id = $1",
        member.as_uuid(),
        now,
        step,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Codes of this step and of earlier ones are worth nothing from now on.
pub(in crate::members) async fn use_step(
    tx: &mut Tx,
    member: MemberId,
    step: i64,
) -> sqlx::Result<()> {
    query!("update authenticators set last_step = $2 where member_id = $1", member.as_uuid(), step)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(in crate::members) async fn remove_authenticator(
    tx: &mut Tx,
    member: MemberId,
) -> sqlx::Result<()> {
    query!("delete from authenticators where member_id = $1", member.as_uuid())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(in crate::members) async fn put_backup_codes(
    tx: &mut Tx,
    member: MemberId,
    digests: &[TokenDigest],
) -> sqlx::Result<()> {
    let digests: Vec<Vec<u8>> = digests.iter().map(|digest| digest.to_vec()).collect();
    query!(
        "insert into backup_codes (member_id, digest) select $1, unnest($2::bytea[])",
        member.as_uuid(),
        &digests,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// `false`: there is no such code, or it was used.
pub(in crate::members) async fn use_backup_code(
    tx: &mut Tx,
    member: MemberId,
    digest: &TokenDigest,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "update backup_codes set used_at = $3
        where member_id = $1 and digest = $2 and used_at is null",
        member.as_uuid(),
        digest,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How many backup codes are left.
pub(in crate::members) async fn backup_codes_left(
    db: &Pool,
    member: MemberId,
) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from backup_codes
        where member_id = $1 and used_at is null"#,
        member.as_uuid(),
    )
    .fetch_one(db)
    .await
}
