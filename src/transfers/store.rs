//! The transfers' SQL. Every change names the statuses that it starts from; no row changed means that
//! somebody else was faster.

use chrono::DateTime;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::NewTransfer;
use super::Status;
use super::Transfer;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids;
use crate::ids::MemberId;
use crate::ids::PaymentId;
use crate::ids::TransferId;
use crate::ids::WorkspaceId;
use crate::money::Money;

/// What a new row has besides what the room said.
pub(super) struct New<'a> {
    pub(super) id: TransferId,
    pub(super) rail: &'a str,
    pub(super) iban: Vec<u8>,
    pub(super) holder: Option<Vec<u8>>,
}

/// A change of status.
pub(super) struct Step<'a> {
    pub(super) to: Status,
    pub(super) by: &'static str,
    pub(super) at: DateTime<Utc>,
    pub(super) tracking: Option<&'a str>,
    pub(super) refusal: Option<&'a str>,
    /// Back to be sent later, because there is not enough of our money at the rail.
    pub(super) waits: bool,
}

impl Step<'_> {
    pub(super) fn of(to: Status, by: &'static str, at: DateTime<Utc>) -> Self {
        Self { to, by, at, tracking: None, refusal: None, waits: false }
    }
}

/// What of a transfer only its sender reads.
pub(super) struct Sealed {
    /// `None`: it is forgotten, because nothing goes there any more.
    pub(super) iban: Option<Vec<u8>>,
    pub(super) holder: Option<Vec<u8>>,
    pub(super) description: String,
}

macro_rules! transfers {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Transfer,
            r#"select
                id, workspace_id as "workspace", purpose, try_number, rail, reference,
                amount as "amount: Money", fee as "fee: Money", debit_account,
                status as "status: Status", changed_at, sent_at, settled_at, late_at, tracking,
                refusal, inside as "inside: PaymentId"
            from transfers "# + $tail
            $(, $argument)*
        )
    };
}

pub(super) async fn by_id(db: &Pool, id: TransferId) -> sqlx::Result<Option<Transfer>> {
    transfers!("where id = $1", id.as_uuid()).fetch_optional(db).await
}

pub(super) async fn lock(tx: &mut Tx, id: TransferId) -> sqlx::Result<Option<Transfer>> {
    transfers!("where id = $1 for no key update", id.as_uuid()).fetch_optional(&mut **tx).await
}

pub(super) async fn of_purpose(db: &Pool, purpose: Uuid) -> sqlx::Result<Vec<Transfer>> {
    transfers!("where purpose = $1 order by try_number desc", purpose).fetch_all(db).await
}

pub(super) async fn unknown(db: &Pool) -> sqlx::Result<Vec<Transfer>> {
    transfers!("where status = 'sending' order by changed_at limit 100").fetch_all(db).await
}

pub(super) async fn sealed(db: &Pool, id: TransferId) -> sqlx::Result<Sealed> {
    query_as!(
        Sealed,
        "select iban, holder, description from transfers where id = $1",
        id.as_uuid(),
    )
    .fetch_one(db)
    .await
}

/// `false`: one is living for the same purpose.
pub(super) async fn insert(
    tx: &mut Tx,
    new: &NewTransfer<'_>,
    row: &New<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into transfers (
            id, workspace_id, purpose, try_number, rail, reference, amount, fee, debit_account,
            iban, holder, agreed_digest, description, status, changed_at, changed_by, planned_at
        )
        select $1, $2, $3, try_number, $4, 'po-' || $3::uuid || '-' || try_number, $5, $6, $7, $8,
            $9, $10, $11, 'planned', $12, 'room', $12
        from (
            select (coalesce(max(try_number), 0) + 1)::smallint as try_number
            from transfers where purpose = $3
        ) as tries
        on conflict (purpose) where status in ('planned', 'sending', 'accepted', 'settled')
            do nothing",
        row.id.as_uuid(),
        new.workspace.as_uuid(),
        new.purpose,
        row.rail,
        new.amount.as_rials(),
        new.fee.as_rials(),
        new.debit_account.as_uuid(),
        row.iban,
        row.holder,
        &new.agreed_digest,
        new.description,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Makes the caller the sender, and writes the question down before it is asked. `None`: somebody else
/// is, or was.
pub(super) async fn claim(
    tx: &mut Tx,
    transfer: &Transfer,
    day_max: Money,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Uuid>> {
    query_scalar!(
        "with claimed as (
            update transfers
            set status = 'sending', changed_at = $2, changed_by = 'worker', sent_at = $2,
                day_max = $4
            where id = $1 and status = 'planned'
            returning id
        )
        insert into rail_calls (id, transfer_id, op, asked_at)
        select $3, id, 'submit', $2 from claimed
        returning id",
        transfer.id.as_uuid(),
        now,
        ids::at(now),
        day_max.as_rials(),
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Writes down that the rail is about to be asked what became of a transfer.
pub(super) async fn ask(db: &Pool, id: TransferId, now: DateTime<Utc>) -> sqlx::Result<Uuid> {
    let call = ids::at(now);
    query!(
        "insert into rail_calls (id, transfer_id, op, asked_at) values ($1, $2, 'inquire', $3)",
        call,
        id.as_uuid(),
        now,
    )
    .execute(db)
    .await?;
    Ok(call)
}

pub(super) async fn answer(
    tx: &mut Tx,
    call: Uuid,
    outcome: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update rail_calls set outcome = $2, answered_at = $3 where id = $1",
        call,
        outcome,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Changes the status. `false`: it was none of those that the change may start from.
pub(super) async fn mark(
    tx: &mut Tx,
    id: TransferId,
    from: &[Status],
    step: Step<'_>,
) -> sqlx::Result<bool> {
    let from: Vec<&str> = from.iter().map(|status| status.code()).collect();
    let done = query!(
        "update transfers
        set status = $2, changed_by = $3, changed_at = $4,
            settled_at = case when $2 = 'settled' then $4 else settled_at end,
            sent_at = case when $2 = 'planned' then null else sent_at end,
            tracking = coalesce($5, tracking), refusal = $6,
            waits_since = case when $8 then coalesce(waits_since, $4) end
        where id = $1 and status = any($7)",
        id.as_uuid(),
        step.to.code(),
        step.by,
        step.at,
        step.tracking,
        step.refusal,
        &from as _,
        step.waits,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Writes a person's word down; how many people have given theirs.
pub(super) async fn judge(
    tx: &mut Tx,
    id: TransferId,
    operator: MemberId,
    now: DateTime<Utc>,
) -> sqlx::Result<i64> {
    query!(
        "insert into transfer_verdicts (transfer_id, operator_id, given_at) values ($1, $2, $3)
        on conflict (transfer_id, operator_id) do nothing",
        id.as_uuid(),
        operator.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    query_scalar!(
        r#"select count(*) as "count!" from transfer_verdicts where transfer_id = $1"#,
        id.as_uuid(),
    )
    .fetch_one(&mut **tx)
    .await
}

pub(super) async fn silences_since(
    db: &Pool,
    rail: &str,
    since: DateTime<Utc>,
) -> sqlx::Result<i64> {
    query_scalar!(
        r#"select count(*) as "count!" from rail_calls
        join transfers on transfers.id = rail_calls.transfer_id
        where transfers.rail = $1 and rail_calls.op = 'submit' and rail_calls.outcome = 'unknown'
        and $2 <= rail_calls.asked_at"#,
        rail,
        since,
    )
    .fetch_one(db)
    .await
}

pub(super) async fn sent_since(
    db: impl PgExecutor<'_>,
    workspace: WorkspaceId,
    since: DateTime<Utc>,
) -> sqlx::Result<Money> {
    let rials = query_scalar!(
        // What a gateway was let settle inside a payment counts before it is written down as a transfer.
        r#"select (
            select coalesce(sum(amount), 0) from transfers
            where workspace_id = $1 and $2 <= sent_at and status <> 'refused'
        )::bigint + (
            select coalesce(sum(shared), 0) from payments
            where workspace_id = $1 and $2 <= taken_at and status in ('sent', 'confirmed')
            and not exists (select from transfers where inside = payments.id)
        )::bigint as "rials!""#,
        workspace.as_uuid(),
        since,
    );
    Ok(Money::rials(rials.fetch_one(db).await?))
}

/// Lets the senders of one workspace go one after the other, until the end of the transaction.
pub(super) async fn take_turns(tx: &mut Tx, workspace: WorkspaceId) -> sqlx::Result<()> {
    query!(
        "select pg_advisory_xact_lock(hashtextextended('transfers of ' || $1::uuid, 0))",
        workspace.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether another transfer over the same rail was planned earlier and waits for our money there.
pub(super) async fn somebody_waits_longer(db: &Pool, transfer: &Transfer) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from transfers as earlier
            join transfers as this on this.id = $1
            where earlier.rail = this.rail and earlier.status = 'planned'
            and earlier.waits_since is not null
            and (earlier.planned_at, earlier.id) < (this.planned_at, this.id)
        ) as "waits!""#,
        transfer.id.as_uuid(),
    )
    .fetch_one(db)
    .await
}

/// The transfer that has waited longest for our money at a rail.
pub(super) async fn next_in_line(db: &Pool, rail: &str) -> sqlx::Result<Option<TransferId>> {
    let next = query_scalar!(
        "select id from transfers
        where rail = $1 and status = 'planned' and waits_since is not null
        order by planned_at, id limit 1",
        rail,
    );
    Ok(next.fetch_optional(db).await?.map(TransferId::from))
}

/// Puts a transfer into the line of those that wait for our money at its rail.
pub(super) async fn stands_in_line(
    db: &Pool,
    transfer: TransferId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update transfers set waits_since = $2
        where id = $1 and status = 'planned' and waits_since is null",
        transfer.as_uuid(),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A transfer that is held back for another reason stands in nobody's way.
pub(super) async fn waits_no_more(
    db: impl PgExecutor<'_>,
    transfer: TransferId,
) -> sqlx::Result<()> {
    query!(
        "update transfers set waits_since = null where id = $1 and waits_since is not null",
        transfer.as_uuid(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether anything waits for our money at a rail, as the rail last said.
pub(super) async fn waits_for_funds(db: &Pool, rail: &str) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from transfers
            where rail = $1 and status in ('planned', 'accepted') and (waits_since is not null or (
                select outcome from rail_calls
                where transfer_id = transfers.id and outcome is not null
                order by asked_at desc limit 1
            ) = 'waits_for_funds')
        ) as "waits!""#,
        rail,
    )
    .fetch_one(db)
    .await
}

/// How much is planned over a rail and not asked for yet.
pub(super) async fn planned_over(db: &Pool, rail: &str) -> sqlx::Result<Money> {
    let rials = query_scalar!(
        r#"select coalesce(sum(amount), 0)::bigint as "rials!" from transfers
        where rail = $1 and status = 'planned'"#,
        rail,
    );
    Ok(Money::rials(rials.fetch_one(db).await?))
}

/// Those of the named transfers that did not come back as far as we know.
pub(super) async fn not_returned(
    db: &Pool,
    rail: &str,
    references: &[String],
) -> sqlx::Result<Vec<Transfer>> {
    transfers!(
        "where rail = $1 and reference = any($2) and status in ('sending', 'accepted', 'settled')
        order by sent_at",
        rail,
        references
    )
    .fetch_all(db)
    .await
}
