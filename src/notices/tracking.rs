//! Asks the carriers how far the messages in their hands have come, and what people have sent to our
//! lines. Which message is asked about when stands in its row.

use std::collections::HashMap;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;
use uuid::Uuid;

use super::State;
use super::ending;
use super::handing;
use super::readers;
use crate::adapters::handover::Fate;
use crate::app::App;
use crate::ids::NoticeId;

/// Messages asked about in one go.
const ASKED_AT_ONCE: i64 = 500;

/// After so long a carrier forgets its messages.
const GIVEN_UP_AFTER: TimeDelta = TimeDelta::hours(48);

/// Asks about every message whose time has come.
pub async fn ask_carriers(app: &App) -> sqlx::Result<()> {
    while ask_about_some(app).await? == ASKED_AT_ONCE {}
    for name in app.sms.names() {
        if let Some(carrier) = app.sms.by_name(name) {
            let incoming = carrier.incoming().await;
            if !incoming.is_empty() {
                readers::listen(app, incoming).await?;
            }
        }
    }
    Ok(())
}

async fn ask_about_some(app: &App) -> sqlx::Result<i64> {
    let now = app.clock.now();
    // Whoever takes them now asks; another instance that comes in between finds none of them.
    let rows = query!(
        r#"update notices
        set check_at = greatest($1::timestamptz + interval '30 seconds',
            least($1 + ($1 - handed_at) / 2, handed_at + interval '48 hours'))
        where id in (
            select id from notices where state = 'sent' and check_at <= $1
            order by check_at limit $2 for update skip locked
        )
        returning id as "id: NoticeId", carrier as "carrier!", handed_at as "handed_at!",
            provider_reference as "reference!""#,
        now,
        ASKED_AT_ONCE,
    )
    .fetch_all(&app.back_db)
    .await?;
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let mut asked: HashMap<String, HashMap<String, (NoticeId, DateTime<Utc>)>> = HashMap::new();
    for row in rows {
        let of_carrier = asked.entry(row.carrier).or_default();
        of_carrier.insert(row.reference, (row.id, row.handed_at));
    }
    for (name, messages) in asked {
        let Some(carrier) = app.sms.by_name(&name) else { continue };
        let references: Vec<String> = messages.keys().cloned().collect();
        let fates = carrier.fates(&references).await.unwrap_or_default();
        let fates: HashMap<String, Fate> = fates.into_iter().collect();
        for (reference, (id, handed_at)) in messages {
            let is_old = handed_at + GIVEN_UP_AFTER <= now;
            match fates.get(&reference) {
                Some(Fate::Delivered) => end(app, id, State::Delivered).await?,
                Some(Fate::Failed(refusal)) => {
                    if let Some(waiting) = handing::look_at_sent(&app.back_db, id).await? {
                        ending::fail(app, &waiting, refusal).await?;
                    }
                }
                // Nobody will ever say more; it was sent, and that is what is shown.
                Some(Fate::UnderWay) | None if is_old => stop_asking(app, id).await?,
                Some(Fate::UnderWay) | None => (),
            }
        }
    }
    Ok(count)
}

async fn end(app: &App, id: NoticeId, state: State) -> sqlx::Result<()> {
    query!(
        "update notices set state = $2, check_at = null, changed_at = $3
        where id = $1 and state = 'sent'",
        id.as_uuid(),
        state as State,
        app.clock.now(),
    )
    .execute(&app.back_db)
    .await?;
    Ok(())
}

async fn stop_asking(app: &App, id: NoticeId) -> sqlx::Result<()> {
    let id: Uuid = id.as_uuid();
    query!("update notices set check_at = null where id = $1 and state = 'sent'", id)
        .execute(&app.back_db)
        .await?;
    Ok(())
}
