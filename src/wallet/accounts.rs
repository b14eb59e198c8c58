//! The SQL of workspaces' own accounts.

use chrono::DateTime;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::OwnAccount;
use super::WalletError;
use crate::app::App;
use crate::banks::Bank;
use crate::db::Pool;
use crate::db::Tx;
use crate::destinations::BankAccount;
use crate::iban::Iban;
use crate::ids;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::sealed::CannotOpen;
use crate::sealed::Place;

const COLUMN: &str = "wallet_accounts.iban";

/// Whoever changes a workspace's account waits for who does so already. Says when the workspace was
/// opened.
pub(super) async fn lock(tx: &mut Tx, workspace: WorkspaceId) -> sqlx::Result<DateTime<Utc>> {
    query_scalar!(
        "select opened_at from workspaces where id = $1 for no key update",
        workspace.as_uuid(),
    )
    .fetch_one(&mut **tx)
    .await
}

/// The accounts of a workspace that have not ended: what waits to be confirmed, then the one whose time
/// comes last.
pub(super) async fn living(
    db: impl PgExecutor<'_>,
    workspace: WorkspaceId,
) -> sqlx::Result<Vec<OwnAccount>> {
    query_as!(
        OwnAccount,
        "select id, bank, tail, card, holder, fingerprint, given_at, confirmed_at, usable_at
        from wallet_accounts
        where workspace_id = $1 and ended_at is null
        order by usable_at desc nulls first, given_at desc",
        workspace.as_uuid(),
    )
    .fetch_all(db)
    .await
}

pub(super) async fn insert(
    tx: &mut Tx,
    app: &App,
    (workspace, member): (WorkspaceId, MemberId),
    account: &BankAccount,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let id = ids::at(now);
    query!(
        "insert into wallet_accounts
            (id, workspace_id, iban, fingerprint, bank, tail, card, holder, given_by, given_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        workspace.as_uuid(),
        app.sealer.seal(account.iban.as_str(), Place { column: COLUMN, row: id }),
        &app.sealer.fingerprint(account.iban.as_str()),
        account.iban.bank().map_or("", Bank::code),
        account.iban.tail(),
        account.card,
        account.holder,
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn confirm(
    tx: &mut Tx,
    account: Uuid,
    (now, usable_at): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<()> {
    query!(
        "update wallet_accounts set confirmed_at = $2, usable_at = $3
        where id = $1 and confirmed_at is null and ended_at is null",
        account,
        now,
        usable_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn end(tx: &mut Tx, account: Uuid, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!(
        "update wallet_accounts set ended_at = $2 where id = $1 and ended_at is null",
        account,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn end_unconfirmed(
    tx: &mut Tx,
    workspace: WorkspaceId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update wallet_accounts set ended_at = $2
        where workspace_id = $1 and confirmed_at is null and ended_at is null",
        workspace.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Ends the accounts whose place another one has taken.
pub(super) async fn end_replaced(db: &Pool, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!(
        "update wallet_accounts as old set ended_at = $1
        where ended_at is null and usable_at <= $1 and exists (
            select from wallet_accounts as newer
            where newer.workspace_id = old.workspace_id and newer.ended_at is null
            and old.usable_at < newer.usable_at and newer.usable_at <= $1
        )",
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn forget_numbers(db: &Pool, before: DateTime<Utc>) -> sqlx::Result<()> {
    query!("update wallet_accounts set iban = '' where iban <> '' and ended_at < $1", before)
        .execute(db)
        .await?;
    Ok(())
}

/// The number of an account, opened.
pub(super) async fn open_number(
    tx: &mut Tx,
    app: &App,
    account: Uuid,
) -> Result<Iban, WalletError> {
    let sealed = query_scalar!("select iban from wallet_accounts where id = $1", account)
        .fetch_one(&mut **tx)
        .await?;
    let text = app.sealer.open(&sealed, Place { column: COLUMN, row: account })?;
    Iban::parse(&text).map_err(|_| WalletError::Sealed(CannotOpen))
}
