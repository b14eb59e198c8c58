//! The notices' SQL.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use sqlx::types::Json;
use uuid::Uuid;

use super::Manner;
use super::Message;
use super::NewNotice;
use super::Terms;
use super::To;
use super::handing;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::NoticeId;
use crate::ids::WorkspaceId;
use crate::money::Money;

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
    /// It may have been sent; nobody can say.
    Unknown,
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
    /// What kind of message it is: the name under which [`Message`] is kept, with that of its event.
    pub kind: String,
    /// Why it did not arrive.
    pub failure: Option<String>,
    /// How many SMS it was billed as.
    pub parts: Option<i16>,
    /// By which carrier it went.
    pub carrier: Option<String>,
    /// What the carrier charges for it.
    pub cost: Option<Money>,
    /// When it is to go, where that was chosen.
    pub not_before: Option<DateTime<Utc>>,
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

/// A notice about to be written.
pub(super) struct Row {
    pub(super) id: NoticeId,
    workspace: Option<WorkspaceId>,
    channel: &'static str,
    recipient: String,
    message: Json<Written>,
    about: Option<Uuid>,
    dedup_key: String,
    expires_at: Option<DateTime<Utc>>,
    not_before: Option<DateTime<Utc>>,
    other: Option<(&'static str, String)>,
}

impl Row {
    pub(super) fn of(notice: &NewNotice, terms: &Terms, now: DateTime<Utc>) -> Self {
        let (channel, recipient) = notice.to.address().unwrap_or(("account", "account"));
        let other = terms.other.as_ref().and_then(To::address);
        let other = other.filter(|(other, _)| *other != channel);
        Self {
            id: NoticeId::new(now),
            workspace: notice.workspace,
            channel,
            recipient: recipient.to_owned(),
            message: Json(Written { manner: notice.manner, message: notice.message.clone() }),
            about: notice.about,
            dedup_key: notice.dedup_key.clone(),
            expires_at: notice.expires_at,
            not_before: terms.not_before,
            other: other.map(|(channel, recipient)| (channel, recipient.to_owned())),
        }
    }
}

/// Writes notices; returns those that were not written before.
pub(super) async fn insert(
    tx: &mut Tx,
    rows: &[Row],
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<NoticeId>> {
    let workspaces = rows.iter().map(|row| row.workspace.map(WorkspaceId::as_uuid));
    let others = || rows.iter().map(|row| row.other.clone().unzip());
    query_scalar!(
        r#"insert into notices
            (id, workspace_id, channel, recipient, kind, message, about, dedup_key, state,
            created_at, changed_at, expires_at, not_before, other_channel, other_recipient)
        select id, workspace, channel, recipient,
            -- An event that brings more along with it has its name inside.
            concat_ws('_', message #>> '{message,says}',
                coalesce(message #>> '{message,event,event}', message #>> '{message,event}')),
            message, about, dedup_key, case channel when 'account' then 'unread' else 'queued' end,
            $12, $12, expires_at, not_before, other_channel, other_recipient
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::jsonb[], $6::uuid[],
            $7::text[], $8::timestamptz[], $9::timestamptz[], $10::text[], $11::text[])
            as rows (id, workspace, channel, recipient, message, about, dedup_key, expires_at,
                not_before, other_channel, other_recipient)
        on conflict (dedup_key) do nothing
        returning id as "id: NoticeId""#,
        &rows.iter().map(|row| row.id.as_uuid()).collect::<Vec<_>>(),
        &workspaces.collect::<Vec<_>>() as &[Option<Uuid>],
        &rows.iter().map(|row| row.channel.to_owned()).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.recipient.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.message.clone()).collect::<Vec<_>>() as _,
        &rows.iter().map(|row| row.about).collect::<Vec<_>>() as &[Option<Uuid>],
        &rows.iter().map(|row| row.dedup_key.clone()).collect::<Vec<_>>(),
        &rows.iter().map(|row| row.expires_at).collect::<Vec<_>>() as _,
        &rows.iter().map(|row| row.not_before).collect::<Vec<_>>() as _,
        &others().map(|(channel, _)| channel.map(str::to_owned)).collect::<Vec<_>>() as _,
        &others().map(|(_, recipient)| recipient).collect::<Vec<_>>() as _,
        now,
    )
    .fetch_all(&mut **tx)
    .await
}

/// When somebody was first asked about a thing; what is still to be sent counts at its time.
pub(super) async fn first_asked(db: &Pool, thing: Uuid) -> sqlx::Result<Option<DateTime<Utc>>> {
    query_scalar!(
        "select min(greatest(created_at, not_before)) from notices
        where about = $1 and kind = 'payment_asked' and state not in ('failed', 'dropped')",
        thing,
    )
    .fetch_one(db)
    .await
}

/// Who was asked about a thing, and by which way.
pub(super) async fn readers(tx: &mut Tx, thing: Uuid) -> sqlx::Result<Vec<To>> {
    let rows = query!(
        "select distinct channel, recipient from notices
        where about = $1 and kind in ('payment_asked', 'payment_reminded')
        and state in ('queued', 'sending', 'sent', 'delivered', 'unknown')
        order by channel, recipient",
        thing,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| handing::way(&row.channel, &row.recipient)).collect())
}

pub(super) async fn about(db: &Pool, thing: Uuid) -> sqlx::Result<Vec<Sending>> {
    query_as!(
        Sending,
        r#"select id, channel, recipient, state as "state: State", kind, failure, parts, carrier, cost as "cost: Money",
            not_before, created_at, changed_at
        from notices
        where about = $1 and channel <> 'account'
        order by created_at desc
        limit 50"#,
        thing,
    )
    .fetch_all(db)
    .await
}

/// Drops a request that no carrier was handed yet. `false`: there is none about this thing any more.
pub(super) async fn withdraw(
    db: &Pool,
    (id, thing): (NoticeId, Uuid),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "update notices set state = 'dropped', changed_at = $3
        where id = $1 and about = $2 and kind = 'payment_asked'
        and state = 'queued' and handovers = 0 and not_before > $3",
        id.as_uuid(),
        thing,
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes the words from messages to which nothing has happened since a moment, and keeps their digest.
/// Returns of how many.
pub(super) async fn empty(db: &Pool, before: DateTime<Utc>, count: i64) -> sqlx::Result<u64> {
    let done = query!(
        "update notices set digest = sha256(convert_to(message::text, 'UTF8')), message = null
        where id in (
            select id from notices
            where message is not null and channel <> 'account'
            and state not in ('queued', 'sending') and changed_at < $1
            order by changed_at limit $2 for update skip locked
        )",
        before,
        count,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

pub(super) async fn in_account(
    db: &Pool,
    workspace: WorkspaceId,
    count: i64,
) -> sqlx::Result<Vec<Note>> {
    query_as!(
        Note,
        r#"select message as "message!: Json<Written>", created_at, state = 'unread' as "is_new!"
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
