//! One-time codes that were sent. The code itself is not here.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::types::Json;

use crate::db::Pool;
use crate::db::Tx;
use crate::ids::ChallengeId;
use crate::members::code::Challenge;
use crate::members::code::Details;
use crate::members::code::Purpose;
use crate::members::code::TRIES_MAX;
use crate::mobile::Mobile;
use crate::tokens::TokenDigest;

/// Writes a challenge in the place of the one that was open for the same number and purpose.
pub(in crate::members) async fn put_challenge(
    tx: &mut Tx,
    challenge: &Challenge,
    browser: &TokenDigest,
) -> sqlx::Result<()> {
    query!(
        "insert into challenges
            (id, purpose, mobile, browser, details, expires_at, created_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (mobile, purpose) where used_at is null do update
        set id = excluded.id, browser = excluded.browser, details = excluded.details, tries = 0,
            expires_at = excluded.expires_at, created_at = excluded.created_at",
        challenge.id.as_uuid(),
        challenge.purpose as Purpose,
        challenge.mobile.as_str(),
        browser,
        serde_json::to_value(&challenge.details).unwrap_or_default(),
        challenge.expires_at,
        challenge.created_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A challenge, for the browser that asked for it.
pub(in crate::members) async fn challenge(
    db: &Pool,
    id: ChallengeId,
    browser: &TokenDigest,
) -> sqlx::Result<Option<Challenge>> {
    let row = query!(
        r#"select
            purpose as "purpose: Purpose", mobile as "mobile: Mobile",
            details as "details: Json<Details>", tries, used_at, expires_at, created_at
        from challenges
        where id = $1 and browser = $2"#,
        id.as_uuid(),
        browser,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Challenge {
        id,
        purpose: row.purpose,
        mobile: row.mobile,
        details: row.details.map(|Json(details)| details),
        tries: row.tries,
        is_used: row.used_at.is_some(),
        expires_at: row.expires_at,
        created_at: row.created_at,
    }))
}

/// Counts one try of an open challenge and, if it was the right code, uses it up, in one statement:
/// of two right tries at once one finds it used. `true`: this try used it up.
pub(in crate::members) async fn spend_try(
    tx: &mut Tx,
    id: ChallengeId,
    is_right: bool,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let used = query!(
        r#"update challenges
        set tries = tries + 1,
            used_at = case when $2 then $3::timestamptz end,
            details = case when not $2 then details end
        where id = $1 and used_at is null and expires_at > $3 and tries < $4
        returning used_at is not null as "used!""#,
        id.as_uuid(),
        is_right,
        now,
        TRIES_MAX,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(used.is_some_and(|row| row.used))
}

pub(in crate::members) async fn forget_challenges(
    db: &Pool,
    before: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!("delete from challenges where created_at < $1", before).execute(db).await?;
    Ok(())
}
