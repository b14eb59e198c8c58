//! Passkeys, and the challenges that were answered.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;

use crate::db::Pool;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::ids::PasskeyId;
use crate::locale::Language;
use crate::members::passkey::NewPasskey;
use crate::members::passkey::Passkey;
use crate::tokens::TokenDigest;

/// A passkey with what is needed to believe it.
pub(in crate::members) struct Held {
    pub(in crate::members) id: PasskeyId,
    pub(in crate::members) member: MemberId,
    pub(in crate::members) language: Language,
    pub(in crate::members) public_key: Vec<u8>,
    pub(in crate::members) sign_count: i64,
}

/// The passkeys of a member, oldest first.
pub(in crate::members) async fn passkeys(
    db: &Pool,
    member: MemberId,
) -> sqlx::Result<Vec<Passkey>> {
    query_as!(
        Passkey,
        r#"select id as "id: PasskeyId", credential, name, made_at, used_at from passkeys
        where member_id = $1 order by made_at, id"#,
        member.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// How many a member has. Nobody else adds one until the end of the transaction.
pub(in crate::members) async fn count_passkeys(tx: &mut Tx, member: MemberId) -> sqlx::Result<i64> {
    query_scalar!("select 1 as one from members where id = $1 for update", member.as_uuid())
        .fetch_one(&mut **tx)
        .await?;
    let count = query_scalar!(
        r#"select count(*) as "count!" from passkeys where member_id = $1"#,
        member.as_uuid(),
    );
    count.fetch_one(&mut **tx).await
}

/// Keeps a passkey. `false`: its credential is known already.
pub(in crate::members) async fn insert_passkey(
    tx: &mut Tx,
    member: MemberId,
    new: &NewPasskey,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into passkeys (id, member_id, credential, public_key, name, sign_count, made_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict on constraint passkeys_credential_is_unique do nothing",
        PasskeyId::new(now).as_uuid(),
        member.as_uuid(),
        new.credential,
        new.public_key,
        new.name,
        new.sign_count,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The passkey with a credential, which nobody else uses until the end of the transaction.
pub(in crate::members) async fn hold_passkey(
    tx: &mut Tx,
    credential: &[u8],
) -> sqlx::Result<Option<Held>> {
    query_as!(
        Held,
        r#"select passkeys.id as "id: PasskeyId", member_id as "member: MemberId", language as "language: Language",
            public_key, sign_count
        from passkeys join members on members.id = member_id
        where credential = $1 for update of passkeys"#,
        credential,
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Notes that a passkey was used.
pub(in crate::members) async fn use_passkey(
    tx: &mut Tx,
    id: PasskeyId,
    sign_count: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update passkeys set sign_count = $2, used_at = $3 where id = $1",
        id.as_uuid(),
        sign_count,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes a passkey away. `false`: the member has none of this name.
pub(in crate::members) async fn remove_passkey(
    tx: &mut Tx,
    id: PasskeyId,
    member: MemberId,
) -> sqlx::Result<bool> {
    let done = query!(
        "delete from passkeys where id = $1 and member_id = $2",
        id.as_uuid(),
        member.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that a challenge was answered. `false`: it was before.
pub(in crate::members) async fn answer_challenge(
    tx: &mut Tx,
    digest: &TokenDigest,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into answered_challenges (digest, answered_at) values ($1, $2)
        on conflict do nothing",
        digest,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets challenges that were answered before a moment.
pub(in crate::members) async fn forget_answers(
    db: &Pool,
    before: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!("delete from answered_challenges where answered_at < $1", before).execute(db).await?;
    Ok(())
}
