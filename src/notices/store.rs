//! The notices' SQL.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::types::Json;
use uuid::Uuid;

use super::Manner;
use super::Message;
use super::NewNotice;
use super::To;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::NoticeId;
use crate::ids::WorkspaceId;
use crate::mobile::Mobile;

/// How far a notice has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum State {
    /// It waits for the worker.
    Queued,
    /// It is being handed over.
    Sending,
    /// The carrier has it.
    Sent,
    /// The reader has it.
    Delivered,
    /// It will not arrive.
    Failed,
    /// It was not worth sending any more.
    Dropped,
    /// A note that nobody has seen.
    Unread,
    /// A note that somebody has seen.
    Read,
}

/// One sending, as its thing's page shows it.
#[derive(Clone, Debug)]
pub struct Sending {
    /// Its name.
    pub id: NoticeId,
    /// sms, email or account.
    pub channel: String,
    /// To which number or address.
    pub recipient: String,
    /// How far it has come.
    pub state: State,
    /// What it says.
    pub message: Json<Written>,
    /// Why it did not arrive.
    pub failure: Option<String>,
    /// How many SMS it was billed as.
    pub parts: Option<i16>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When its state last changed.
    pub changed_at: DateTime<Utc>,
}

/// A note in an account.
#[derive(Clone, Debug)]
pub struct Note {
    /// What it says.
    pub message: Json<Written>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// Whether nobody has seen it.
    pub is_new: bool,
}

/// A message as it is kept.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Written {
    /// How the reader is addressed.
    pub manner: Manner,
    /// What it says.
    pub message: Message,
}

/// A notice in the hands of the worker.
pub(super) struct Taken {
    pub(super) to: To,
    pub(super) manner: Manner,
    pub(super) message: Message,
    pub(super) expires_at: Option<DateTime<Utc>>,
    /// Somebody began to hand it over before and did not say how it ended.
    pub(super) was_sending: bool,
}

pub(super) async fn insert(
    tx: &mut Tx,
    id: NoticeId,
    notice: &NewNotice,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let (channel, recipient, state) = match &notice.to {
        To::Sms(mobile) => ("sms", mobile.as_str(), State::Queued),
        To::Email(address) => ("email", address.as_str(), State::Queued),
        To::Account => ("account", "account", State::Unread),
    };
    let message = Written { manner: notice.manner, message: notice.message.clone() };
    let done = query!(
        "insert into notices
            (id, workspace_id, channel, recipient, message, about, dedup_key, state,
            created_at, changed_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)
        on conflict (dedup_key) do nothing",
        id.as_uuid(),
        notice.workspace.map(WorkspaceId::as_uuid),
        channel,
        recipient,
        Json(message) as _,
        notice.about,
        notice.dedup_key,
        state as State,
        now,
        notice.expires_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn take(
    db: &Pool,
    id: NoticeId,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Taken>> {
    let row = query!(
        r#"with before as (
            select id, state from notices
            where id = $1 and state in ('queued', 'sending')
            for no key update
        )
        update notices set state = 'sending', changed_at = $2
        from before
        where notices.id = before.id
        returning channel, recipient, message as "message: Json<Written>", expires_at,
            before.state = 'sending' as "was_sending!""#,
        id.as_uuid(),
        now,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| {
        let Json(Written { manner, message }) = row.message;
        let to = match row.channel.as_str() {
            "sms" => Mobile::parse(&row.recipient).map_or(To::Account, To::Sms),
            "email" => To::Email(row.recipient),
            _ => To::Account,
        };
        Taken { to, manner, message, expires_at: row.expires_at, was_sending: row.was_sending }
    }))
}

pub(super) async fn taken(
    db: &Pool,
    id: NoticeId,
    state: State,
    (reference, parts): (&str, usize),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update notices
        set state = $2, provider_reference = $3, parts = $4, changed_at = $5
        where id = $1 and state = 'sending'",
        id.as_uuid(),
        state as State,
        reference,
        i16::try_from(parts).unwrap_or(i16::MAX),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn end(
    db: &Pool,
    id: NoticeId,
    state: State,
    failure: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update notices
        set state = $2, failure = left($3, 200), changed_at = $4
        where id = $1 and state = 'sending'",
        id.as_uuid(),
        state as State,
        failure,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn about(db: &Pool, thing: Uuid) -> sqlx::Result<Vec<Sending>> {
    query_as!(
        Sending,
        r#"select id, channel, recipient, state as "state: State",
            message as "message: Json<Written>", failure, parts, created_at, changed_at
        from notices
        where about = $1 and channel <> 'account'
        order by created_at desc
        limit 50"#,
        thing,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn in_account(
    db: &Pool,
    workspace: WorkspaceId,
    count: i64,
) -> sqlx::Result<Vec<Note>> {
    query_as!(
        Note,
        r#"select message as "message: Json<Written>", created_at, state = 'unread' as "is_new!"
        from notices
        where workspace_id = $1 and channel = 'account'
        order by created_at desc
        limit $2"#,
        workspace.as_uuid(),
        count,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn mark_read(
    db: &Pool,
    workspace: WorkspaceId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update notices set state = 'read', changed_at = $2
        where workspace_id = $1 and channel = 'account' and state = 'unread'",
        workspace.as_uuid(),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
