//! Requests that wait follow the thing that they are about: when it changes before they go out, they say
//! what it is by then, to whom it is for by then.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::types::Json;
use uuid::Uuid;

use super::Manner;
use super::Message;
use super::To;
use super::store::Written;
use crate::db::Tx;

/// What a request says from now on, and until when it is worth sending.
pub struct Rewritten {
    /// How the reader is addressed.
    pub manner: Manner,
    /// What it says. Only requests of the same kind are rewritten.
    pub message: Message,
    /// When it is not worth sending any more.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Changes what requests about a thing say that no carrier was handed yet.
pub async fn rewrite(tx: &mut Tx, thing: Uuid, new: Rewritten) -> sqlx::Result<()> {
    query!(
        "update notices set message = $2, expires_at = $3
        where about = $1 and state = 'queued' and handovers = 0
        and kind = $2::jsonb -> 'message' ->> 'says'",
        thing,
        Json(Written { manner: new.manner, message: new.message }) as _,
        new.expires_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Sends requests about a thing that no carrier was handed yet to another reader; `None`: to nobody by
/// this way.
pub async fn redirect(
    tx: &mut Tx,
    thing: Uuid,
    (from, to): (&To, Option<&To>),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let Some((channel, old)) = from.address() else { return Ok(()) };
    let new = to.and_then(To::address).map(|(_, new)| new);
    query!(
        "update notices
        set recipient = coalesce($4, recipient), changed_at = $5,
            state = case when $4::text is null then 'dropped' else state end
        where about = $1 and channel = $2 and recipient = $3
        and kind in ('payment_asked', 'payment_reminded') and state = 'queued' and handovers = 0",
        thing,
        channel,
        old,
        new,
        now,
    )
    .execute(&mut **tx)
    .await?;
    query!(
        "update notices
        set other_recipient = $4, other_channel = case when $4::text is null then null else $2 end
        where about = $1 and other_channel = $2 and other_recipient = $3
        and kind in ('payment_asked', 'payment_reminded') and state = 'queued' and handovers = 0",
        thing,
        channel,
        old,
        new,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
