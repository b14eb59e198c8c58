//! Who is not to be written to, and how somebody says so.
//!
//! A person who sends 11 (or «لغو») to our line gets no more requests and reminders, and gets them
//! again after 12; in an e-mail an address leads to a page with the same two choices. What a person has
//! asked for themselves, a code or a receipt, is always sent.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_scalar;

use crate::adapters::sms::Incoming;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::NoticeId;
use crate::locale;
use crate::tokens::Door;

/// Why somebody is not to be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Reason {
    /// They have said so.
    OptedOut,
    /// They have told the carrier so.
    Blocked,
    /// There is nobody at the address.
    Bounced,
}

/// What a message to our line asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    Stop,
    Go,
}

/// The page on which the reader of a notice says that no more is wanted.
pub(super) fn stop_address(app: &App, id: NoticeId) -> String {
    app.address(&Door::Stop { notice: id }.path(&app.keys))
}

/// Notes that somebody is not to be written to. What the person said themselves stays.
pub(super) async fn refuse(
    tx: &mut Tx,
    (channel, recipient): (&str, &str),
    reason: Reason,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into message_refusers as kept (channel, recipient, reason, since)
        values ($1, $2, $3, $4)
        on conflict (channel, recipient) do update set reason = $3, since = $4
        where kept.reason <> 'opted_out' and kept.since <= $4",
        channel,
        recipient,
        reason as Reason,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes that somebody wants requests again.
pub(super) async fn welcome(
    tx: &mut Tx,
    (channel, recipient): (&str, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "delete from message_refusers where channel = $1 and recipient = $2 and since <= $3",
        channel,
        recipient,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Where a notice went, for the page on which its reader stops more of them; and whether they have.
pub async fn reader_of(db: &Pool, id: NoticeId) -> sqlx::Result<Option<(String, String, bool)>> {
    let row = query!(
        r#"select notices.channel, notices.recipient,
            message_refusers.reason is not null as "has_stopped!"
        from notices
        left join message_refusers on message_refusers.channel = notices.channel
            and message_refusers.recipient = notices.recipient
            and message_refusers.reason = 'opted_out'
        where notices.id = $1 and notices.channel <> 'account'"#,
        id.as_uuid(),
    );
    let row = row.fetch_optional(db).await?;
    Ok(row.map(|row| (row.channel, row.recipient, row.has_stopped)))
}

/// Stops requests to a reader, or lets them through again.
pub async fn set_wish(
    app: &App,
    (channel, recipient): (&str, &str),
    wants: bool,
) -> sqlx::Result<()> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    if wants {
        welcome(&mut tx, (channel, recipient), now).await?;
    } else {
        refuse(&mut tx, (channel, recipient), Reason::OptedOut, now).await?;
    }
    tx.commit().await
}

/// Does what people have sent to our line, in the order of time.
pub(super) async fn listen(app: &App, mut incoming: Vec<Incoming>) -> sqlx::Result<()> {
    incoming.sort_by_key(|message| message.at);
    let mut tx = db::begin(&app.back_db).await?;
    for message in &incoming {
        let reader = ("sms", message.from.as_str());
        match wish(&message.text) {
            Some(Wish::Stop) => refuse(&mut tx, reader, Reason::OptedOut, message.at).await?,
            Some(Wish::Go) => welcome(&mut tx, reader, message.at).await?,
            None => (),
        }
    }
    tx.commit().await
}

/// Whether somebody is not to be written to, and why.
pub async fn refusal(db: &Pool, channel: &str, recipient: &str) -> sqlx::Result<Option<Reason>> {
    let reason = query_scalar!(
        r#"select reason as "reason: Reason" from message_refusers
        where channel = $1 and recipient = $2"#,
        channel,
        recipient,
    );
    reason.fetch_optional(db).await
}

fn wish(text: &str) -> Option<Wish> {
    let text: String = locale::ascii_digits(&locale::clean(text))
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    match text.as_str() {
        "11" | "لغو" | "لغو11" | "11لغو" | "stop" | "off" => Some(Wish::Stop),
        "12" | "start" | "on" => Some(Wish::Go),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eleven_stops_and_twelve_lets_through_in_any_digits() {
        for text in ["11", "۱۱", " ١١ ", "لغو", "لغو۱۱", "لغو ۱۱", "11.", "Stop"] {
            assert_eq!(wish(text), Some(Wish::Stop), "{text}");
        }
        for text in ["12", "۱۲", "START"] {
            assert_eq!(wish(text), Some(Wish::Go), "{text}");
        }
        for text in ["", "111", "سلام", "کد ۱۱ را بفرستید"] {
            assert_eq!(wish(text), None, "{text}");
        }
    }
}
