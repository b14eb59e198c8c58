//! The SQL of settlements and plans.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Plan;
use super::Settlement;
use super::turns::Outcome;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::ids::TransferId;
use crate::ids::WalletSettlementId;
use crate::ids::WorkspaceId;
use crate::locale::Language;
use crate::money::Money;
use crate::money::Unit;
use crate::transfers::Status;
use crate::web::paging::After;
use crate::web::paging::PAGE_ROWS;

/// What a workspace is called, and how it writes.
pub(super) async fn workspace(
    db: &Pool,
    workspace: WorkspaceId,
) -> sqlx::Result<(String, Language, Unit)> {
    let row = query!(
        r#"select name, language as "language: Language", unit as "unit: Unit" from workspaces
        where id = $1"#,
        workspace.as_uuid(),
    );
    let row = row.fetch_one(db).await?;
    Ok((row.name, row.language, row.unit))
}

// Settlements.

macro_rules! settlements {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Settlement,
            r#"select
                settlements.id as "id: WalletSettlementId",
                settlements.workspace_id as "workspace: WorkspaceId",
                accounts.bank, accounts.tail, accounts.holder,
                settlements.total as "total: Money", settlements.fee as "fee: Money",
                members.name as "asked_by?", settlements.asked_at,
                transfers.id as "transfer_id: TransferId",
                transfers.status as "transfer: Status", transfers.sent_at, transfers.settled_at,
                transfers.changed_at, transfers.tracking
            from wallet_settlements as settlements
            join wallet_accounts as accounts on accounts.id = settlements.account_id
            join transfers on transfers.purpose = settlements.id
            left join members on members.id = settlements.asked_by "# + $tail
            $(, $argument)*
        )
    };
}

pub(super) async fn by_id(
    db: &Pool,
    id: WalletSettlementId,
    workspace: WorkspaceId,
) -> sqlx::Result<Option<Settlement>> {
    settlements!(
        "where settlements.id = $1 and settlements.workspace_id = $2",
        id.as_uuid(),
        workspace.as_uuid()
    )
    .fetch_optional(db)
    .await
}

/// A page of a workspace's settlements, newest first, with one more row when there is more.
pub(super) async fn list(
    db: &Pool,
    workspace: WorkspaceId,
    after: Option<After>,
) -> sqlx::Result<Vec<Settlement>> {
    settlements!(
        "where settlements.workspace_id = $1
        and ($2::timestamptz is null or (settlements.asked_at, settlements.id) < ($2, $3))
        order by settlements.asked_at desc, settlements.id desc
        limit $4",
        workspace.as_uuid(),
        after.map(|after| after.at),
        after.map(|after| after.id),
        i64::try_from(PAGE_ROWS + 1).unwrap_or(i64::MAX)
    )
    .fetch_all(db)
    .await
}

/// Of whose wallet and over how much a settlement was asked for.
pub(super) async fn terms(
    tx: &mut Tx,
    id: WalletSettlementId,
) -> sqlx::Result<Option<(WorkspaceId, Money)>> {
    let row = query!(
        r#"select workspace_id as "workspace: WorkspaceId", total as "total: Money"
        from wallet_settlements where id = $1"#,
        id.as_uuid(),
    );
    Ok(row.fetch_optional(&mut **tx).await?.map(|row| (row.workspace, row.total)))
}

/// A settlement about to be written.
pub(super) struct NewSettlement<'a> {
    pub(super) id: WalletSettlementId,
    pub(super) workspace: WorkspaceId,
    pub(super) account: Uuid,
    pub(super) total: Money,
    pub(super) fee: Money,
    pub(super) digest: &'a [u8; 32],
    pub(super) by: Option<MemberId>,
}

pub(super) async fn insert_settlement(
    tx: &mut Tx,
    new: &NewSettlement<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into wallet_settlements
            (id, workspace_id, account_id, total, fee, digest, asked_by, asked_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)",
        new.id.as_uuid(),
        new.workspace.as_uuid(),
        new.account,
        new.total.as_rials(),
        new.fee.as_rials(),
        new.digest,
        new.by.map(MemberId::as_uuid),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

// The plan.

pub(super) async fn plan(db: &Pool, workspace: WorkspaceId) -> sqlx::Result<Option<Plan>> {
    query_as!(
        Plan,
        r#"select weekdays, least as "least: Money", reserve as "reserve: Money", set_at
        from wallet_plans where workspace_id = $1"#,
        workspace.as_uuid(),
    )
    .fetch_optional(db)
    .await
}

/// All plans, each with the newest of its days that was looked at.
pub(super) async fn plans(db: &Pool) -> sqlx::Result<Vec<(WorkspaceId, Plan, Option<NaiveDate>)>> {
    let rows = query!(
        r#"select
            workspace_id as "workspace: WorkspaceId", weekdays, least as "least: Money",
            reserve as "reserve: Money", set_at,
            (
                select max(due_on) from wallet_turns
                where wallet_turns.workspace_id = wallet_plans.workspace_id
            ) as taken
        from wallet_plans"#,
    );
    let rows = rows.fetch_all(db).await?.into_iter().map(|row| {
        let (weekdays, least, reserve) = (row.weekdays, row.least, row.reserve);
        (row.workspace, Plan { weekdays, least, reserve, set_at: row.set_at }, row.taken)
    });
    Ok(rows.collect())
}

pub(super) async fn set_plan(
    tx: &mut Tx,
    (workspace, member): (WorkspaceId, MemberId),
    plan: &Plan,
) -> sqlx::Result<()> {
    query!(
        "insert into wallet_plans (workspace_id, weekdays, least, reserve, set_by, set_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (workspace_id) do update set
            weekdays = excluded.weekdays, least = excluded.least, reserve = excluded.reserve,
            set_by = excluded.set_by, set_at = excluded.set_at",
        workspace.as_uuid(),
        &plan.weekdays,
        plan.least.as_rials(),
        plan.reserve.as_rials(),
        member.as_uuid(),
        plan.set_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn end_plan(tx: &mut Tx, workspace: WorkspaceId) -> sqlx::Result<()> {
    query!("delete from wallet_plans where workspace_id = $1", workspace.as_uuid())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(super) async fn is_taken(
    tx: &mut Tx,
    workspace: WorkspaceId,
    day: NaiveDate,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from wallet_turns where workspace_id = $1 and due_on = $2
        ) as "taken!""#,
        workspace.as_uuid(),
        day,
    )
    .fetch_one(&mut **tx)
    .await
}

pub(super) async fn write_turn(
    tx: &mut Tx,
    (workspace, day): (WorkspaceId, NaiveDate),
    (outcome, settlement): (Outcome, Option<WalletSettlementId>),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into wallet_turns (workspace_id, due_on, outcome, settlement_id, taken_at)
        values ($1, $2, $3, $4, $5)",
        workspace.as_uuid(),
        day,
        outcome.code(),
        settlement.map(WalletSettlementId::as_uuid),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What came of the newest turn, and when.
pub(super) async fn last_turn(
    db: &Pool,
    workspace: WorkspaceId,
) -> sqlx::Result<Option<(Outcome, DateTime<Utc>)>> {
    let row = query!(
        r#"select outcome as "outcome: Outcome", taken_at from wallet_turns
        where workspace_id = $1 order by due_on desc limit 1"#,
        workspace.as_uuid(),
    );
    Ok(row.fetch_optional(db).await?.map(|row| (row.outcome, row.taken_at)))
}
