//! One-time codes that were sent. The code itself is not here.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::types::Json;

use crate::db::Pool;
use crate::db::Tx;
use crate::ids::ChallengeId;
use crate::members::code::Challenge;
use crate::members::code::Details;
use crate::members::code::LIFE;
use crate::members::code::Purpose;
use crate::members::code::TRIES_MAX;
use crate::members::flood::Recent;
use crate::members::flood::SAMPLE;
use crate::mobile::Mobile;
use crate::tokens::TokenDigest;

/// Writes a challenge in the place of the one that was open for the same number and purpose.
pub(in crate::members) async fn put_challenge(
    tx: &mut Tx,
    challenge: &Challenge,
    browser: &TokenDigest,
    was_sent: bool,
) -> sqlx::Result<()> {
    query!(
        "insert into challenges
            (id, purpose, mobile, browser, details, expires_at, created_at, was_sent)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (mobile, purpose) where used_at is null do update
        set id = excluded.id, browser = excluded.browser, details = excluded.details, tries = 0,
            expires_at = excluded.expires_at, created_at = excluded.created_at,
            was_sent = excluded.was_sent",
        challenge.id.as_uuid(),
        challenge.purpose as Purpose,
        challenge.mobile.as_str(),
        browser,
        serde_json::to_value(&challenge.details).unwrap_or_default(),
        challenge.expires_at,
        challenge.created_at,
        was_sent,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Counts a code that goes out.
pub(in crate::members) async fn count_code(tx: &mut Tx, hour: DateTime<Utc>) -> sqlx::Result<()> {
    query!(
        "insert into code_hours (hour, sent) values ($1, 1)
        on conflict (hour) do update set sent = code_hours.sent + 1",
        hour,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The codes of late: of an hour and the same a week before, and the last whose time is over.
pub(in crate::members) async fn recent_codes(
    db: &Pool,
    hour: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<Recent> {
    query_as!(
        Recent,
        r#"select
            coalesce((select sent from code_hours where hour = $1), 0)::bigint as "this_hour!",
            coalesce((select sent from code_hours where hour = $1::timestamptz - interval '7 days'), 0)::bigint
                as "last_week!",
            count(*) as "sampled!", count(used_at) as "written!"
        from (
            select used_at from challenges
            where was_sent and created_at between $2::timestamptz - interval '1 day'
                and $4
            order by created_at desc
            limit $3
        ) as late"#,
        hour,
        now,
        SAMPLE,
        now - LIFE,
    )
    .fetch_one(db)
    .await
}

/// Forgets how many codes were sent in hours before a moment.
pub(in crate::members) async fn forget_code_hours(
    db: &Pool,
    before: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!("delete from code_hours where hour < $1", before).execute(db).await?;
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
