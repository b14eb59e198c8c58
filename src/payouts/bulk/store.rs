//! The SQL of tables of payouts.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;

use super::sheet::Reading;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BatchId;
use crate::ids::MemberId;
use crate::ids::PayoutId;
use crate::ids::WorkspaceId;
use crate::locale::Language;
use crate::money::Money;
use crate::money::Unit;
use crate::notices::Manner;
use crate::payouts::FeeBorneBy;
use crate::web::tables;

/// A table that was uploaded.
#[derive(Clone, Debug)]
pub(in crate::payouts) struct Batch {
    pub(in crate::payouts) id: BatchId,
    pub(in crate::payouts) workspace: WorkspaceId,
    pub(in crate::payouts) payer: String,
    /// In which amounts are read, where the table does not say it.
    pub(in crate::payouts) unit: Unit,
    /// In which recipients are written to, and the language.
    pub(in crate::payouts) workspace_unit: Unit,
    pub(in crate::payouts) language: Language,
    pub(in crate::payouts) made_by: MemberId,
    pub(in crate::payouts) file: Option<Vec<u8>>,
    pub(in crate::payouts) file_name: String,
    pub(in crate::payouts) fee_borne_by: FeeBorneBy,
    pub(in crate::payouts) days: i32,
    pub(in crate::payouts) pay_days: i32,
    pub(in crate::payouts) rows: Option<i32>,
    pub(in crate::payouts) confirmed_at: Option<DateTime<Utc>>,
    pub(in crate::payouts) send_at: Option<DateTime<Utc>>,
    pub(in crate::payouts) done_row: i32,
    pub(in crate::payouts) made_at: Option<DateTime<Utc>>,
    pub(in crate::payouts) undone_at: Option<DateTime<Utc>>,
}

impl Batch {
    /// When it was confirmed and when its recipients are asked, if its payouts are still to be made.
    pub(super) fn wanted(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let is_wanted = self.made_at.is_none() && self.undone_at.is_none();
        self.confirmed_at.zip(self.send_at).filter(|_| is_wanted)
    }

    /// How it is read, after a row.
    pub(super) fn reading(&self, limits: (Money, Money), after: usize) -> Reading {
        Reading {
            batch: self.id,
            payer: self.payer.clone(),
            manner: Manner { language: self.language, unit: self.workspace_unit },
            unit: self.unit,
            limits,
            fee_borne_by: self.fee_borne_by,
            days: self.days,
            pay_days: self.pay_days,
            after,
        }
    }
}

/// A table about to be kept for its rehearsal.
#[derive(Clone, Debug)]
pub struct NewBatch {
    /// The file.
    pub file: tables::Upload,
    /// In which amounts are read, where the table does not say it.
    pub unit: Unit,
    /// Who bears the fee of each payout.
    pub fee_borne_by: FeeBorneBy,
    /// For how many days a recipient may answer; 1 to 366.
    pub days: i32,
    /// For how many days whoever pays may pay after an answer; 1 to 366.
    pub pay_days: i32,
}

pub(super) async fn insert(
    db: &Pool,
    id: BatchId,
    (workspace, member): (WorkspaceId, MemberId),
    new: &NewBatch,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into payout_batches (
            id, workspace_id, made_by, file, file_name, digest, unit, fee_borne_by, days, pay_days,
            uploaded_at
        ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id.as_uuid(),
        workspace.as_uuid(),
        member.as_uuid(),
        new.file.bytes,
        new.file.name,
        &tables::digest(&new.file.bytes),
        new.unit.code(),
        new.fee_borne_by.code(),
        new.days,
        new.pay_days,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(in crate::payouts) async fn by_id(db: &Pool, id: BatchId) -> sqlx::Result<Option<Batch>> {
    query_as!(
        Batch,
        r#"select payout_batches.id, workspace_id as "workspace", workspaces.name as "payer",
            payout_batches.unit as "unit: Unit", workspaces.unit as "workspace_unit: Unit",
            workspaces.language as "language: Language", made_by, file, file_name,
            fee_borne_by as "fee_borne_by: FeeBorneBy", days, pay_days, rows, confirmed_at, send_at,
            done_row, made_at, undone_at
        from payout_batches
        join workspaces on workspaces.id = workspace_id
        where payout_batches.id = $1"#,
        id.as_uuid(),
    )
    .fetch_optional(db)
    .await
}

/// A table in the list of those that came before.
#[derive(Clone, Debug)]
pub(in crate::payouts) struct Recent {
    pub(in crate::payouts) id: BatchId,
    pub(in crate::payouts) file_name: String,
    pub(in crate::payouts) uploaded_at: DateTime<Utc>,
    pub(in crate::payouts) confirmed_at: Option<DateTime<Utc>>,
    pub(in crate::payouts) made_at: Option<DateTime<Utc>>,
    pub(in crate::payouts) undone_at: Option<DateTime<Utc>>,
}

/// The newest tables of a workspace that can still be looked at.
pub(in crate::payouts) async fn recent(
    db: &Pool,
    workspace: WorkspaceId,
) -> sqlx::Result<Vec<Recent>> {
    query_as!(
        Recent,
        r#"select id as "id: BatchId", file_name, uploaded_at, confirmed_at, made_at, undone_at
        from payout_batches
        where workspace_id = $1 and (confirmed_at is not null or file is not null)
        order by uploaded_at desc
        limit 10"#,
        workspace.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// The table that made its payouts of the same file before.
pub(in crate::payouts) async fn same_file(
    db: &Pool,
    batch: &Batch,
    file: &[u8],
) -> sqlx::Result<Option<BatchId>> {
    query_scalar!(
        r#"select id as "id: BatchId" from payout_batches
        where workspace_id = $1 and digest = $2 and id <> $3
        and confirmed_at is not null and undone_at is null"#,
        batch.workspace.as_uuid(),
        &tables::digest(file),
        batch.id.as_uuid(),
    )
    .fetch_optional(db)
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
        "update payout_batches set confirmed_at = $3, send_at = $4, rows = $5
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

/// The last row that has had its turn, where there are more and nobody has taken the table back; nobody
/// does, or makes any of it, until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, id: BatchId) -> sqlx::Result<Option<i32>> {
    query_scalar!(
        "select done_row from payout_batches
        where id = $1 and confirmed_at is not null and undone_at is null and made_at is null
        for update",
        id.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Writes down which payout a row became.
pub(super) async fn remember(
    tx: &mut Tx,
    (id, row): (BatchId, usize),
    payout: PayoutId,
) -> sqlx::Result<()> {
    query!(
        "insert into payout_batch_rows (batch_id, number, payout_id) values ($1, $2, $3)
        on conflict do nothing",
        id.as_uuid(),
        i32::try_from(row).unwrap_or(i32::MAX),
        payout.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn advance(tx: &mut Tx, id: BatchId, row: i32) -> sqlx::Result<()> {
    query!("update payout_batches set done_row = $2 where id = $1", id.as_uuid(), row)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(super) async fn finish(tx: &mut Tx, id: BatchId, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!("update payout_batches set made_at = $2 where id = $1", id.as_uuid(), now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// `false`: it is no table of the workspace that can still be taken back.
pub(super) async fn undo(
    tx: &mut Tx,
    (id, workspace): (BatchId, WorkspaceId),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "update payout_batches set undone_at = $3
        where id = $1 and workspace_id = $2 and undone_at is null and send_at > $3",
        id.as_uuid(),
        workspace.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Cancels the payouts of a table that are not paid for, and gives those for which somebody has gone to
/// the bank. Nobody changes any of them until the end of the transaction.
pub(super) async fn cancel_all(
    tx: &mut Tx,
    id: BatchId,
    member: MemberId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<PayoutId>> {
    query!(
        "select from payouts
        where id in (select payout_id from payout_batch_rows where batch_id = $1)
        order by id for no key update",
        id.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    query_scalar!(
        r#"with cancelled as (
            insert into payout_endings (payout_id, kind, ended_by, ended_at)
            select payout_id, 'cancelled', $2, $3 from payout_batch_rows
            where batch_id = $1 and not exists (
                select from payout_fundings
                where payout_fundings.payout_id = payout_batch_rows.payout_id
            )
            on conflict do nothing
            returning payout_id
        )
        select distinct payout_id as "id: PayoutId" from cancelled
        join payout_payments using (payout_id)"#,
        id.as_uuid(),
        member.as_uuid(),
        now,
    )
    .fetch_all(&mut **tx)
    .await
}

/// How far a table has come.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::payouts) struct Progress {
    pub(in crate::payouts) made: i64,
    pub(in crate::payouts) answered: i64,
    pub(in crate::payouts) paid: i64,
    pub(in crate::payouts) arrived: i64,
}

pub(in crate::payouts) async fn progress(db: &Pool, id: BatchId) -> sqlx::Result<Progress> {
    query_as!(
        Progress,
        r#"select count(*) as "made!",
            count(*) filter (where exists (
                select from payout_destinations
                where payout_destinations.payout_id = payouts.id
                and payout_destinations.revision = payouts.revision
                and confirmed_at is not null
            )) as "answered!",
            count(*) filter (where exists (
                select from payout_fundings where payout_fundings.payout_id = payouts.id
            )) as "paid!",
            count(*) filter (where exists (
                select from transfers where purpose = payouts.id and status = 'settled'
            )) as "arrived!"
        from payout_batch_rows
        join payouts on payouts.id = payout_batch_rows.payout_id
        where batch_id = $1"#,
        id.as_uuid(),
    )
    .fetch_one(db)
    .await
}

/// Forgets files that were read long ago, and uploads that nobody confirmed.
pub(super) async fn forget_files(db: &Pool, before: DateTime<Utc>) -> sqlx::Result<()> {
    query!(
        "update payout_batches set file = null
        where file is not null and uploaded_at < $1
        and (confirmed_at is null or made_at is not null or undone_at is not null)",
        before,
    )
    .execute(db)
    .await?;
    Ok(())
}
