//! The wallet of a workspace, and the way from it to an account of its own.
//!
//! What the wallet holds is what the books say; this room adds where it may go. An account is typed by
//! somebody who has just proved who they are, looked up, confirmed, and told to all who belong to the
//! workspace; one that takes the place of another waits a day, while the old one stays in use
//! (`money.md` E5). A settlement sets its money aside and plans its transfer in one transaction; money
//! that does not arrive is in the wallet again.

mod accounts;
mod desk;
mod own;
mod plan;
mod settle;
mod settlement;
mod store;
mod told;
mod turns;

use axum::Router;
use chrono::DateTime;
use chrono::Utc;
use thiserror::Error;

use crate::app::App;
use crate::ids::WorkspaceId;
use crate::ledger;
use crate::ledger::Account;
use crate::ledger::LedgerError;
use crate::money::Money;
use crate::transfers::TransferError;
use crate::web::Error;

pub use own::OwnAccount;
pub use own::confirm;
pub use own::forget;
pub use own::give;
pub use own::take_back;
pub use plan::Plan;
pub use plan::set_plan;
pub use settle::Asked;
pub use settle::HowMuch;
pub use settle::follow;
pub use settle::settle;
pub use settlement::Settlement;
pub use settlement::Standing;
pub use turns::take_turns;

/// Why a wallet does not do what was asked of it.
#[derive(Debug, Error)]
pub enum WalletError {
    /// There is none here.
    #[error("no such thing in this wallet")]
    NotFound,
    /// It stands where this cannot be done.
    #[error("the account does not stand where this can be done")]
    NotNow,
    /// The form made another settlement before.
    #[error("the form made another settlement before")]
    OtherTerms,
    /// There is no account to which money may go.
    #[error("no account may be used yet")]
    NoAccount,
    /// The wallet holds only so much.
    #[error("the wallet holds {0:?}")]
    Holds(Money),
    /// No less than this is settled.
    #[error("no less than {0:?} is settled")]
    LessThan(Money),
    /// No more than this is settled at once.
    #[error("no more than {0:?} is settled at once")]
    MoreThan(Money),
    /// So much may not leave the house today.
    #[error("so much may not leave the house today")]
    TooMuchToday,
    /// A number cannot be opened: its key is missing.
    #[error(transparent)]
    Sealed(#[from] crate::sealed::CannotOpen),
    /// The transfer did not go on.
    #[error(transparent)]
    Transfer(#[from] TransferError),
    /// The books refused.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The database did not answer as it should.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// The room's pages.
pub fn routes() -> Router<App> {
    desk::routes()
}

/// What a workspace has in the house, by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holdings {
    /// May be settled or given now: what the wallet holds, less what the workspace owes the house.
    pub available: Money,
    /// Was paid for payouts that have not reached their recipients.
    pub in_payouts: Money,
    /// Is being given back to payers.
    pub in_refunds: Money,
    /// Is under way to the workspace's own account.
    pub on_the_way: Money,
    /// Is owed to the house: money that a bank took back after it was spent.
    pub owed: Money,
}

/// What a workspace has in the house at this moment.
pub async fn holdings(app: &App, workspace: WorkspaceId) -> sqlx::Result<Holdings> {
    let held = |account: Account<'static>| ledger::balance(&app.db, account.id());
    let owed = -held(Account::Receivable(workspace)).await?;
    Ok(Holdings {
        available: free(held(Account::Wallet(workspace)).await?, owed),
        in_payouts: held(Account::Payouts(workspace)).await?,
        in_refunds: held(Account::Refunds(workspace)).await?,
        on_the_way: held(Account::Settlements(workspace)).await?,
        owed,
    })
}

/// What of a wallet may leave it: the house takes what it is owed first.
fn free(balance: Money, owed: Money) -> Money {
    (balance - owed).max(Money::ZERO)
}

/// About when what is sent at a moment is at its account.
fn arrives(app: &App, settlement: &Settlement) -> DateTime<Utc> {
    app.paya.expected(settlement.sent_at.unwrap_or(settlement.asked_at))
}

impl From<WalletError> for Error {
    fn from(error: WalletError) -> Error {
        match error {
            WalletError::NotFound => Error::NotFound,
            WalletError::NotNow
            | WalletError::OtherTerms
            | WalletError::NoAccount
            | WalletError::Holds(_)
            | WalletError::LessThan(_)
            | WalletError::MoreThan(_)
            | WalletError::TooMuchToday => Error::Conflict,
            WalletError::Database(error) => error.into(),
            error
            @ (WalletError::Sealed(_) | WalletError::Transfer(_) | WalletError::Ledger(_)) => {
                Error::Internal(error.into())
            }
        }
    }
}
