//! Showing that who opened the recipient's page is the recipient: a one-time code to the number (or the
//! address) that the payer named, for the browser that asked (`money.md` E5).

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Payout;
use crate::app::App;
use crate::db;
use crate::ids::ChallengeId;
use crate::ids::PayoutId;
use crate::locale::Language;
use crate::members;
use crate::notices;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::NewNotice;
use crate::notices::To;
use crate::tokens;
use crate::tokens::TokenDigest;
use crate::web::limits::Limit;
use crate::web::limits::wait_seconds;

/// Wrong codes until another one has to be asked for.
const TRIES_MAX: i16 = 5;

/// For how long a code is good.
const LIFE: TimeDelta = TimeDelta::minutes(2);

/// For how long a browser that showed it is believed.
const BELIEVED: TimeDelta = TimeDelta::minutes(30);

/// Codes for an e-mail address, which the limits of numbers do not know.
const SENDS_EMAIL: Limit = Limit::new("payout_code_email", 5, TimeDelta::hours(1));

/// What a code that was typed did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tried {
    Right,
    Wrong,
    /// It is not good any more, or too many wrong ones were tried.
    Over,
}

/// Sends a code to the recipient. `Some`: not before so many seconds have passed.
pub(super) async fn send(
    app: &App,
    payout: &Payout,
    browser: &TokenDigest,
    language: Language,
) -> sqlx::Result<Option<i64>> {
    let wait = match (&payout.recipient_mobile, &payout.recipient_email) {
        (Some(mobile), _) => members::count_code_sending(app, mobile).await?,
        (None, Some(email)) => wait_seconds(app, &SENDS_EMAIL, email).await?,
        (None, None) => return Ok(None),
    };
    if wait != 0 {
        return Ok(Some(wait));
    }
    let now = app.clock.now();
    // Random to the last bit, because the code follows from it.
    let id = Uuid::new_v4();
    let mut tx = db::begin(&app.db).await?;
    query!(
        "insert into payout_proofs (id, payout_id, browser, created_at, expires_at)
        values ($1, $2, $3, $4, $5)",
        id,
        payout.id.as_uuid(),
        browser,
        now,
        now + LIFE,
    )
    .execute(&mut *tx)
    .await?;
    let to = payout.recipient_mobile.clone().map(To::Sms);
    if let Some(to) = to.or_else(|| payout.recipient_email.clone().map(To::Email)) {
        let notice = NewNotice {
            workspace: None,
            to,
            manner: Manner { language, unit: payout.unit },
            message: Message::Code { challenge: ChallengeId::from(id) },
            about: None,
            dedup_key: format!("payout_code:{id}"),
            expires_at: Some(now + LIFE),
        };
        notices::write(&mut tx, &notice, now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(None)
}

/// Tries a code. A right one is used up, and its browser is believed for half an hour.
pub(super) async fn try_code(
    app: &App,
    payout: &Payout,
    browser: &TokenDigest,
    code: &str,
) -> sqlx::Result<Tried> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let proof = query!(
        "select id, tries, expires_at from payout_proofs
        where payout_id = $1 and browser = $2 and proven_at is null
        order by created_at desc
        limit 1
        for update",
        payout.id.as_uuid(),
        browser,
    );
    let Some(proof) = proof.fetch_optional(&mut *tx).await? else { return Ok(Tried::Over) };
    if proof.expires_at <= now || TRIES_MAX <= proof.tries {
        return Ok(Tried::Over);
    }
    let wanted = app.keys.code(ChallengeId::from(proof.id));
    let is_right = tokens::same(code.as_bytes(), wanted.as_bytes());
    query!(
        "update payout_proofs
        set tries = tries + 1, proven_at = case when $2 then $3::timestamptz end
        where id = $1",
        proof.id,
        is_right,
        now,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    if is_right {
        return Ok(Tried::Right);
    }
    members::count_wrong_code(app).await?;
    Ok(if proof.tries + 1 < TRIES_MAX { Tried::Wrong } else { Tried::Over })
}

/// Whether a browser showed who it is, not long ago.
pub(super) async fn is_believed(
    app: &App,
    payout: PayoutId,
    browser: &TokenDigest,
) -> sqlx::Result<bool> {
    let believed = query_scalar!(
        r#"select exists (
            select from payout_proofs
            where payout_id = $1 and browser = $2 and $3 < proven_at
        ) as "is!""#,
        payout.as_uuid(),
        browser,
        app.clock.now() - BELIEVED,
    );
    believed.fetch_one(&app.db).await
}

/// Forgets the proofs of before a moment.
pub(super) async fn forget(app: &App, before: DateTime<Utc>) -> sqlx::Result<()> {
    query!("delete from payout_proofs where created_at < $1", before).execute(&app.back_db).await?;
    Ok(())
}
