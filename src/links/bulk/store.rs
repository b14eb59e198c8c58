//! The SQL of batches.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;

use super::sheet::Reading;
use crate::app::App;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BatchId;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::links::Channel;
use crate::links::NewLink;
use crate::locale::Language;
use crate::mobile::Mobile;
use crate::money::MAX_AMOUNT;
use crate::money::Money;
use crate::money::Unit;
use crate::tokens::Door;
use crate::web::tables;

/// A table that was uploaded.
#[derive(Clone, Debug)]
pub(in crate::links) struct Batch {
    pub(in crate::links) id: BatchId,
    pub(in crate::links) workspace: WorkspaceId,
    pub(in crate::links) merchant: String,
    /// In which amounts are read, where the table does not say it.
    pub(in crate::links) unit: Unit,
    /// In which the workspace's payers are written to, and the language.
    pub(in crate::links) workspace_unit: Unit,
    pub(in crate::links) language: Language,
    pub(in crate::links) made_by: MemberId,
    pub(in crate::links) file: Option<Vec<u8>>,
    pub(in crate::links) file_name: String,
    pub(in crate::links) channels: Vec<String>,
    pub(in crate::links) days: Option<i32>,
    pub(in crate::links) rows: Option<i32>,
    pub(in crate::links) confirmed_at: Option<DateTime<Utc>>,
    /// When its merchant wants its messages to go.
    pub(in crate::links) send_after: Option<DateTime<Utc>>,
    pub(in crate::links) send_at: Option<DateTime<Utc>>,
    pub(in crate::links) done_row: i32,
    pub(in crate::links) made_at: Option<DateTime<Utc>>,
    pub(in crate::links) undone_at: Option<DateTime<Utc>>,
}

impl Batch {
    pub(in crate::links) fn channels(&self) -> impl Iterator<Item = Channel> + '_ {
        self.channels.iter().filter_map(|name| super::channel(name))
    }

    /// Whether it was confirmed, and is neither made nor taken back.
    pub(super) fn is_wanted(&self) -> bool {
        self.confirmed_at.is_some() && self.made_at.is_none() && self.undone_at.is_none()
    }

    /// How it is made once it was confirmed: whatever passed the rehearsal is not judged again.
    pub(super) fn reading(&self) -> Reading {
        Reading {
            batch: self.id,
            unit: self.unit,
            days: self.days,
            limits: (Money::rials(1), MAX_AMOUNT),
            after: usize::try_from(self.done_row).unwrap_or_default(),
            by_sms: self.channels().any(|channel| channel == Channel::Sms),
            by_email: self.channels().any(|channel| channel == Channel::Email),
            send_at: self.send_at,
            asking: None,
        }
    }
}

/// A file about to be kept for its rehearsal.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The file.
    pub file: Vec<u8>,
    /// What its merchant calls it.
    pub file_name: String,
    /// By which ways its links are sent: sms, email.
    pub channels: Vec<String>,
    /// The days that a link lives whose row says nothing about it.
    pub days: Option<i32>,
    /// In which amounts are read, where the table does not say it.
    pub unit: Unit,
    /// When its messages are to go, and not before; `None`: as soon as they may.
    pub send_after: Option<DateTime<Utc>>,
}

pub(super) async fn insert_batch(
    db: &Pool,
    id: BatchId,
    (workspace, member): (WorkspaceId, MemberId),
    upload: &Upload,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into link_batches (
            id, workspace_id, made_by, file, file_name, digest, channels, days, uploaded_at, unit,
            send_after
        ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id.as_uuid(),
        workspace.as_uuid(),
        member.as_uuid(),
        upload.file,
        upload.file_name,
        &tables::digest(&upload.file),
        &upload.channels,
        upload.days,
        now,
        upload.unit as Unit,
        upload.send_after,
    )
    .execute(db)
    .await?;
    Ok(())
}

macro_rules! batches {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Batch,
            r#"select link_batches.id, workspace_id as "workspace", workspaces.name as "merchant",
                link_batches.unit as "unit: Unit", workspaces.unit as "workspace_unit: Unit",
                workspaces.language as "language: Language", made_by, file, file_name, channels,
                days, rows, confirmed_at, send_after, send_at, done_row, made_at, undone_at
            from link_batches
            join workspaces on workspaces.id = workspace_id "# + $tail
            $(, $argument)*
        )
    };
}

pub(in crate::links) async fn by_id(db: &Pool, id: BatchId) -> sqlx::Result<Option<Batch>> {
    batches!("where link_batches.id = $1", id.as_uuid()).fetch_optional(db).await
}

/// A table in the list of those that came before.
#[derive(Clone, Debug)]
pub(in crate::links) struct Recent {
    pub(in crate::links) id: BatchId,
    pub(in crate::links) file_name: String,
    pub(in crate::links) uploaded_at: DateTime<Utc>,
    pub(in crate::links) confirmed_at: Option<DateTime<Utc>>,
    pub(in crate::links) made_at: Option<DateTime<Utc>>,
    pub(in crate::links) undone_at: Option<DateTime<Utc>>,
}

/// The newest tables of a workspace that can still be looked at.
pub(in crate::links) async fn recent(
    db: &Pool,
    workspace: WorkspaceId,
) -> sqlx::Result<Vec<Recent>> {
    query_as!(
        Recent,
        r#"select id as "id: BatchId", file_name, uploaded_at, confirmed_at, made_at, undone_at
        from link_batches
        where workspace_id = $1 and (confirmed_at is not null or file is not null)
        order by uploaded_at desc
        limit 10"#,
        workspace.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// The batch that made its links of the same file before.
pub(in crate::links) async fn same_file(
    db: &Pool,
    batch: &Batch,
    file: &[u8],
) -> sqlx::Result<Option<BatchId>> {
    query_scalar!(
        r#"select id as "id: BatchId" from link_batches
        where workspace_id = $1 and digest = $2 and id <> $3
        and confirmed_at is not null and undone_at is null"#,
        batch.workspace.as_uuid(),
        &tables::digest(file),
        batch.id.as_uuid(),
    )
    .fetch_optional(db)
    .await
}

/// Which of these numbers links of the workspace have.
pub(in crate::links) async fn taken(
    db: &Pool,
    workspace: WorkspaceId,
    references: &[String],
) -> sqlx::Result<Vec<String>> {
    query_scalar!(
        r#"select lower(reference) as "reference!" from links
        where workspace_id = $1 and reference is not null and lower(reference) = any($2)"#,
        workspace.as_uuid(),
        references,
    )
    .fetch_all(db)
    .await
}

/// `false`: it was confirmed before.
pub(super) async fn confirm(
    tx: &mut Tx,
    (id, workspace): (BatchId, WorkspaceId),
    rows: usize,
    (now, send_at): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<bool> {
    let done = query!(
        "update link_batches set confirmed_at = $3, send_at = $4, rows = $5
        where id = $1 and workspace_id = $2 and confirmed_at is null and file is not null",
        id.as_uuid(),
        workspace.as_uuid(),
        now,
        send_at,
        i32::try_from(rows).unwrap_or(i32::MAX),
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The last row that has had its turn, where there are more and nobody has taken the batch back; nobody
/// does, or makes any of it, until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, id: BatchId) -> sqlx::Result<Option<i32>> {
    query_scalar!(
        "select done_row from link_batches
        where id = $1 and confirmed_at is not null and undone_at is null and made_at is null
        for update",
        id.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Writes down the last row that has had its turn, whether a link came of it or not.
pub(super) async fn advance(tx: &mut Tx, id: BatchId, row: i32) -> sqlx::Result<()> {
    query!("update link_batches set done_row = $2 where id = $1", id.as_uuid(), row)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Makes links, all in one statement. A row whose number was taken meanwhile is left out.
pub(super) async fn insert(
    tx: &mut Tx,
    app: &App,
    batch: &Batch,
    rows: &[(usize, NewLink)],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    fn column<T>(rows: &[(usize, NewLink)], of: impl Fn(&NewLink) -> T) -> Vec<T> {
        rows.iter().map(|(_, link)| of(link)).collect()
    }
    let numbers: Vec<i32> =
        rows.iter().map(|(row, _)| i32::try_from(*row).unwrap_or(i32::MAX)).collect();
    let mobile = |link: &NewLink| link.payer.mobile.as_ref().map(Mobile::as_str).map(str::to_owned);
    let digest =
        |link: &NewLink| app.keys.digest(&Door::Link { link: link.id, version: 1 }).to_vec();
    query!(
        "insert into links (
            id, workspace_id, title, description, reference, amount, expires_at, uses_max,
            payer_name, payer_mobile, payer_email, direct, version, token_digest, created_at,
            created_by, batch_id, batch_row
        )
        select row.id, $1, title, description, reference, amount, expires_at, 1,
            name, mobile, email, true, 1, digest, $2, $3, $4, number
        from unnest(
            $5::uuid[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::timestamptz[],
            $11::text[], $12::text[], $13::text[], $14::bytea[], $15::integer[]
        ) as row (
            id, title, description, reference, amount, expires_at, name, mobile, email, digest, number
        )
        on conflict do nothing",
        batch.workspace.as_uuid(),
        now,
        batch.made_by.as_uuid(),
        batch.id.as_uuid(),
        &column(rows, |link| link.id.as_uuid()),
        &column(rows, |link| link.title.clone()),
        &column(rows, |link| link.description.clone()) as _,
        &column(rows, |link| link.reference.clone()) as _,
        &column(rows, |link| link.amount.fixed().map_or(0, Money::as_rials)),
        &column(rows, |link| link.expires_at) as _,
        &column(rows, |link| link.payer.name.clone()) as _,
        &column(rows, mobile) as _,
        &column(rows, |link| link.payer.email.clone()) as _,
        &column(rows, digest),
        &numbers,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn finish(tx: &mut Tx, id: BatchId, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!("update link_batches set made_at = $2 where id = $1", id.as_uuid(), now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// `false`: it is no batch of the workspace that can still be taken back.
pub(super) async fn undo(
    tx: &mut Tx,
    (id, workspace): (BatchId, WorkspaceId),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "update link_batches set undone_at = $3
        where id = $1 and workspace_id = $2 and undone_at is null and send_at > $3",
        id.as_uuid(),
        workspace.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How far a batch has come.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::links) struct Progress {
    pub(in crate::links) made: i64,
    pub(in crate::links) paid: i64,
    pub(in crate::links) waiting: i64,
    pub(in crate::links) sent: i64,
    pub(in crate::links) failed: i64,
}

pub(in crate::links) async fn progress(db: &Pool, id: BatchId) -> sqlx::Result<Progress> {
    query_as!(
        Progress,
        r#"select count(*) as "made!",
            count(*) filter (where exists (
                select from payments where payments.purpose = links.id and payments.booked
            )) as "paid!",
            coalesce(sum(told.waiting), 0)::bigint as "waiting!",
            coalesce(sum(told.sent), 0)::bigint as "sent!",
            coalesce(sum(told.failed), 0)::bigint as "failed!"
        from links
        cross join lateral (
            select count(*) filter (where state in ('queued', 'sending')) as waiting,
                count(*) filter (where state in ('sent', 'delivered')) as sent,
                count(*) filter (where state in ('failed', 'unknown')) as failed
            from notices
            where about = links.id and kind = 'payment_asked'
        ) as told
        where batch_id = $1"#,
        id.as_uuid(),
    )
    .fetch_one(db)
    .await
}

/// Forgets files that were read long ago, and uploads that nobody confirmed.
pub(in crate::links) async fn forget_files(db: &Pool, before: DateTime<Utc>) -> sqlx::Result<()> {
    query!(
        "update link_batches set file = null
        where file is not null and uploaded_at < $1
        and (confirmed_at is null or made_at is not null or undone_at is not null)",
        before,
    )
    .execute(db)
    .await?;
    Ok(())
}
