//! Money out. One machine for all that leaves the house: a room plans a transfer, in the transaction
//! that makes it due; this module asks the rail once, asks what became of it, and books it exactly
//! once.
//!
//! It refuses to send anything twice. A rail's silence is answered by questions, never by a second
//! sending; and what a rail does not know was never made only when two people of the house say so
//! (`money.md` E5).

mod forget;
mod inside;
mod late;
mod limits;
mod send;
mod stops;
mod store;
mod transfer;
mod verdict;
mod watch;
mod web;

use axum::Router;
use chrono::DateTime;
use chrono::Utc;
use thiserror::Error;
use uuid::Uuid;

use crate::app::App;
use crate::db::Pool;
use crate::db::Tx;
use crate::iban::Iban;
use crate::ids::AccountId;
use crate::ids::TransferId;
use crate::ids::WorkspaceId;
use crate::ledger::LedgerError;
use crate::money::Money;
use crate::queue;
use crate::queue::Job;
use crate::sealed::Place;

pub use forget::forget;
pub use inside::Held;
pub use inside::Inside;
pub use inside::held;
pub use inside::record;
pub use late::LATE;
pub use send::ask_again;
pub use send::look_into;
pub use send::send;
pub use stops::Sender;
pub use stops::Stop;
pub use stops::lift;
pub use stops::senders;
pub use stops::stop;
pub use stops::stops;
pub use transfer::Status;
pub use transfer::Transfer;
pub use verdict::Verdict;
pub use verdict::was_never_made;
pub use watch::heed;
pub use watch::watch;

/// Where rails call by themselves; no page of ours leads there.
pub fn rail_routes() -> Router<App> {
    web::routes()
}

/// A transfer about to be planned.
#[derive(Clone, Debug)]
pub struct NewTransfer<'a> {
    /// Whose money it is.
    pub workspace: WorkspaceId,
    /// What it is sent for. One purpose has at most one living transfer.
    pub purpose: Uuid,
    /// How much arrives.
    pub amount: Money,
    /// What the house keeps for it.
    pub fee: Money,
    /// The account that is debited, by amount and fee, when the money has left.
    pub debit_account: AccountId,
    /// Where to.
    pub iban: &'a Iban,
    /// Whose account it is, where that is known.
    pub holder: Option<&'a str>,
    /// The digest of what whoever pays agreed to.
    pub agreed_digest: [u8; 32],
    /// What stands beside it in the recipient's bank statement.
    pub description: &'a str,
}

/// Why a transfer does not go on.
#[derive(Debug, Error)]
pub enum TransferError {
    /// There is none.
    #[error("no such transfer")]
    NotFound,
    /// The house has no rail.
    #[error("no rail brings money to accounts")]
    NoRail,
    /// It cannot be what was said of it.
    #[error("the transfer is not in a state for this")]
    NotNow,
    /// A sealed number cannot be opened: its key is missing.
    #[error(transparent)]
    Sealed(#[from] crate::sealed::CannotOpen),
    /// The books refused: a mistake in our own code.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The database did not answer as it should.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Plans a transfer, in the caller's transaction. `false`: one is living for the same purpose.
pub async fn plan(
    tx: &mut Tx,
    app: &App,
    new: &NewTransfer<'_>,
    now: DateTime<Utc>,
) -> Result<bool, TransferError> {
    let rail = app.rails.preferred().ok_or(TransferError::NoRail)?;
    let id = TransferId::new(now);
    let seal = |text: &str, column| app.sealer.seal(text, Place { column, row: id.as_uuid() });
    let row = store::New {
        id,
        rail: rail.name(),
        iban: seal(new.iban.as_str(), IBAN),
        holder: new.holder.map(|holder| seal(holder, HOLDER)),
    };
    if !store::insert(tx, new, &row, now).await? {
        return Ok(false);
    }
    queue::add(tx, &Job::SendTransfer { transfer: id }, now).await?;
    Ok(true)
}

/// A transfer.
pub async fn by_id(db: &Pool, id: TransferId) -> Result<Transfer, TransferError> {
    store::by_id(db, id).await?.ok_or(TransferError::NotFound)
}

/// The transfers for a purpose, the newest first.
pub async fn of_purpose(db: &Pool, purpose: Uuid) -> sqlx::Result<Vec<Transfer>> {
    store::of_purpose(db, purpose).await
}

/// Transfers whose rail has been silent or has lost sight of them, oldest first; at most a hundred.
pub async fn unknown(db: &Pool) -> sqlx::Result<Vec<Transfer>> {
    store::unknown(db).await
}

/// How much of a workspace's money went out on the day of a moment (Tehran), or is about to.
pub async fn sent_today(
    db: &Pool,
    workspace: WorkspaceId,
    now: DateTime<Utc>,
) -> sqlx::Result<Money> {
    limits::sent_today(db, workspace, now).await
}

/// From when on a workspace's money may leave the house.
pub async fn begins(app: &App, workspace: WorkspaceId) -> sqlx::Result<DateTime<Utc>> {
    limits::begins(app, workspace).await
}

const IBAN: &str = "transfers.iban";
const HOLDER: &str = "transfers.holder";
