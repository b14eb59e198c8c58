//! The books: double entry, in whole rial, never changed.
//!
//! Money moves only here, under a cause chosen beforehand: the same cause a second time is
//! [`Posting::AlreadyPosted`], and on other terms an error. The rules stand twice, in
//! [`Journal::is_balanced`] and in the database's own constraints (`migrations/0001_ledger.sql`).

pub mod account;
pub mod audit;
mod blocks;
mod store;

use chrono::DateTime;
use chrono::Utc;
use thiserror::Error;

use crate::db::Pool;
use crate::db::Tx;
use crate::db::violates;
use crate::ids::AccountId;
use crate::ids::JournalId;
use crate::ids::WorkspaceId;
use crate::money::Money;

pub use account::Account;
pub use blocks::close_blocks;

/// A movement of money that has not been posted yet.
#[derive(Clone, Debug)]
pub struct Journal {
    /// Its own name.
    pub id: JournalId,
    /// The kind of its cause, like `payment`.
    pub kind: &'static str,
    /// The cause itself, unique for its kind.
    pub source_key: String,
    /// When the money moved.
    pub at: DateTime<Utc>,
    lines: Vec<(AccountId, Money)>,
}

impl Journal {
    /// A journal for a cause, still without lines.
    pub fn of(kind: &'static str, source_key: &impl ToString, at: DateTime<Utc>) -> Self {
        Self { id: JournalId::new(at), kind, source_key: source_key.to_string(), at, lines: vec![] }
    }

    /// Adds a debit. Nothing is added for an amount of zero.
    #[must_use]
    pub fn debit(mut self, account: AccountId, amount: Money) -> Self {
        if amount != Money::ZERO {
            self.lines.push((account, amount));
        }
        self
    }

    /// Adds a credit. Nothing is added for an amount of zero.
    #[must_use]
    pub fn credit(self, account: AccountId, amount: Money) -> Self {
        self.debit(account, -amount)
    }

    /// The accounts of its lines, in order.
    pub fn accounts(&self) -> Vec<uuid::Uuid> {
        self.lines.iter().map(|(account, _)| account.as_uuid()).collect()
    }

    /// The amounts of its lines in rial, debits positive, in order.
    pub fn amounts(&self) -> Vec<i64> {
        self.lines.iter().map(|(_, amount)| amount.as_rials()).collect()
    }

    /// Whether it may be posted: two lines or more that sum to zero.
    pub fn is_balanced(&self) -> bool {
        let sum: Money = self.lines.iter().map(|(_, amount)| *amount).sum();
        2 <= self.lines.len() && sum == Money::ZERO
    }
}

/// What posting did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posting {
    /// The journal is in the books now.
    Posted,
    /// The same journal was in the books before.
    AlreadyPosted,
}

/// Why a journal was not posted.
#[derive(Debug, Error)]
pub enum LedgerError {
    /// The lines do not sum to zero: a mistake in our own code.
    #[error("journal {kind} {source_key} does not balance")]
    Unbalanced {
        /// The kind of the journal's cause.
        kind: &'static str,
        /// The cause.
        source_key: String,
    },
    /// The same cause stands in the books on other terms: a mistake in our own code.
    #[error("journal {kind} {source_key} stands in the books on other terms")]
    OtherTerms {
        /// The kind of the journal's cause.
        kind: &'static str,
        /// The cause.
        source_key: String,
    },
    /// There is no journal to mirror: a mistake in our own code.
    #[error("there is no journal {kind} {source_key} to mirror")]
    NothingToMirror {
        /// The kind of its cause.
        kind: &'static str,
        /// The cause.
        source_key: String,
    },
    /// An account would go below its floor.
    #[error("not enough money in the account")]
    NotEnough,
    /// The database did not answer as it should.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Posts a journal, in the caller's transaction.
pub async fn post(tx: &mut Tx, journal: &Journal) -> Result<Posting, LedgerError> {
    let (kind, source_key) = (journal.kind, journal.source_key.clone());
    if !journal.is_balanced() {
        return Err(LedgerError::Unbalanced { kind, source_key });
    }
    match store::post(tx, journal).await {
        Ok(true) => Ok(Posting::Posted),
        Ok(false) => Ok(Posting::AlreadyPosted),
        Err(error) if violates(&error, "journals_same_terms") => {
            Err(LedgerError::OtherTerms { kind, source_key })
        }
        Err(error) if violates(&error, "balances_stay_above_their_floor") => {
            Err(LedgerError::NotEnough)
        }
        Err(error) => Err(error.into()),
    }
}

/// Posts the mirror of a journal that is in the books: the same accounts, the opposite amounts. Causes
/// are given as kind and key.
pub async fn mirror(
    tx: &mut Tx,
    original: (&'static str, &impl ToString),
    cause: (&'static str, &impl ToString),
    at: DateTime<Utc>,
) -> Result<Posting, LedgerError> {
    let ((kind, key), (mirror_kind, mirror_key)) = (original, cause);
    let (key, mirror_key) = (key.to_string(), mirror_key.to_string());
    match store::mirror(tx, (kind, &key), (mirror_kind, &mirror_key), at).await {
        Ok(Some(true)) => Ok(Posting::Posted),
        Ok(Some(false)) => Ok(Posting::AlreadyPosted),
        Ok(None) => Err(LedgerError::NothingToMirror { kind, source_key: key }),
        Err(error) if violates(&error, "balances_stay_above_their_floor") => {
            Err(LedgerError::NotEnough)
        }
        Err(error) => Err(error.into()),
    }
}

/// Opens an account, or leaves the one that is there as it is.
pub async fn open_account(
    tx: &mut Tx,
    account: &Account<'_>,
    at: DateTime<Utc>,
) -> sqlx::Result<AccountId> {
    store::open_account(tx, account, at).await?;
    Ok(account.id())
}

/// Opens accounts without a floor, many at once; those that are there stay as they are.
pub async fn open_accounts(
    tx: &mut Tx,
    accounts: &[Account<'_>],
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    store::open_accounts(tx, accounts, at).await
}

/// Posts journals, many at once: each as [`post`] does.
pub async fn post_all(tx: &mut Tx, journals: &[Journal]) -> Result<(), LedgerError> {
    if let Some(journal) = journals.iter().find(|journal| !journal.is_balanced()) {
        let (kind, source_key) = (journal.kind, journal.source_key.clone());
        return Err(LedgerError::Unbalanced { kind, source_key });
    }
    Ok(store::post_all(tx, journals).await?)
}

/// Mirrors the journals of a kind with these causes, under another kind: what they moved is moved back.
pub async fn mirror_all(
    tx: &mut Tx,
    (kind, mirror): (&'static str, &'static str),
    source_keys: &[String],
    at: DateTime<Utc>,
) -> Result<(), LedgerError> {
    Ok(store::mirror_all(tx, (kind, mirror), source_keys, at).await?)
}

/// What an account holds for its owner: credits less debits.
pub async fn balance(db: &Pool, account: AccountId) -> sqlx::Result<Money> {
    store::balance(db, account).await
}

/// What an account with a floor holds, which stays so until the transaction ends: nobody else debits it
/// meanwhile. `None`: it has no floor.
pub async fn lock_balance(tx: &mut Tx, account: AccountId) -> sqlx::Result<Option<Money>> {
    store::lock_balance(tx, account).await
}

/// The workspaces that owe the house something, and how much.
pub async fn debts(db: &Pool) -> sqlx::Result<Vec<(WorkspaceId, Money)>> {
    store::debts(db).await
}

/// What a workspace owes the house at this moment of a transaction.
pub async fn owed(tx: &mut Tx, workspace: WorkspaceId) -> sqlx::Result<Money> {
    store::owed(tx, Account::Receivable(workspace).id()).await
}

/// By how much an account grew for its owner from one moment to another, which is not in it any more.
pub async fn movement(
    tx: &mut Tx,
    account: AccountId,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> sqlx::Result<Money> {
    store::movement(tx, account, from, until).await
}

/// Counts the credits that wait beside the balances into them. Safe to repeat at any time.
pub async fn count_waiting_credits(db: &Pool) -> sqlx::Result<()> {
    for account in store::accounts_with_waiting_credits(db).await? {
        store::count_credits(db, account).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_balances_when_its_debits_equal_its_credits() {
        let (one, other) = (Account::Suspense.id(), Account::GatewayClearing("sandbox").id());
        let at = DateTime::UNIX_EPOCH;
        let half = Journal::of("payment", &1, at).debit(one, Money::rials(100));
        assert!(!half.is_balanced());
        assert!(!half.clone().credit(other, Money::rials(99)).is_balanced());
        assert!(half.credit(other, Money::rials(100)).is_balanced());
    }
}
