//! What the pretend carriers were handed, as its readers would see it. The carriers write it; the
//! sandbox inbox shows it.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;

use crate::db::Pool;
use crate::ids::NoticeId;

/// A message in the hands of its reader, or of nobody.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Our own name for it.
    pub id: NoticeId,
    /// sms or email.
    pub channel: String,
    /// To which number or address.
    pub recipient: String,
    /// An e-mail's subject.
    pub subject: Option<String>,
    /// The text.
    pub body: String,
    /// Whether an e-mail has an HTML part.
    pub has_html: bool,
    /// Whether it arrived.
    pub arrived: bool,
    /// How many SMS it was billed as.
    pub parts: i16,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

/// Which messages somebody wants to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// All of them.
    All,
    /// SMS.
    Sms,
    /// E-mails.
    Email,
    /// What did not arrive.
    Missed,
}

/// How many messages there are of each kind.
#[derive(Clone, Copy, Debug)]
pub struct Counts {
    /// All of them.
    pub all: i64,
    /// SMS.
    pub sms: i64,
    /// E-mails.
    pub email: i64,
    /// What did not arrive.
    pub missed: i64,
}

/// The messages of a kind, newest first, after the one that came at that time under that name. An
/// empty `to` is everybody.
pub async fn list(
    db: &Pool,
    (kind, to): (Kind, &str),
    after: Option<(DateTime<Utc>, NoticeId)>,
    count: i64,
) -> sqlx::Result<Vec<Kept>> {
    let kind = match kind {
        Kind::All => "all",
        Kind::Sms => "sms",
        Kind::Email => "email",
        Kind::Missed => "missed",
    };
    query_as!(
        Kept,
        r#"select id, channel, recipient, subject, body, html is not null as "has_html!",
            state = 'delivered' as "arrived!", parts, received_at
        from sandbox_messages
        where ($1 = 'all' or channel = $1 or ($1 = 'missed' and state = 'failed'))
        and ($2 = '' or recipient = $2)
        and ($3::timestamptz is null or (received_at, id) < ($3, $4))
        order by received_at desc, id desc
        limit $5"#,
        kind,
        to,
        after.map(|(at, _)| at),
        after.map(|(_, id)| id.as_uuid()),
        count,
    )
    .fetch_all(db)
    .await
}

/// Counts the messages to somebody; an empty `to` is everybody.
pub async fn counts(db: &Pool, to: &str) -> sqlx::Result<Counts> {
    query_as!(
        Counts,
        r#"select count(*) as "all!", count(*) filter (where channel = 'sms') as "sms!",
            count(*) filter (where channel = 'email') as "email!",
            count(*) filter (where state = 'failed') as "missed!"
        from sandbox_messages
        where $1 = '' or recipient = $1"#,
        to,
    )
    .fetch_one(db)
    .await
}

/// The HTML part of an e-mail.
pub async fn html(db: &Pool, id: NoticeId) -> sqlx::Result<Option<String>> {
    let html = query_scalar!("select html from sandbox_messages where id = $1", id.as_uuid());
    Ok(html.fetch_optional(db).await?.flatten())
}

/// Throws all messages away.
pub async fn forget_all(db: &Pool) -> sqlx::Result<()> {
    query!("delete from sandbox_messages").execute(db).await?;
    Ok(())
}
