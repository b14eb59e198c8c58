//! Why a building does not do what was asked of it, and what the pages make of that.

use thiserror::Error;

use super::meters::ReadingMistake;
use crate::ids::MeterId;
use crate::payments::PaymentError;
use crate::payouts::PayoutError;
use crate::transfers::TransferError;
use crate::web::Error;

/// Why a building does not do what was asked of it.
#[derive(Debug, Error)]
pub enum BuildingError {
    /// There is none here.
    #[error("no such thing in this building")]
    NotFound,
    /// The month was issued before, or its inputs have changed since they were shown.
    #[error("the month was issued before, or is not what was shown")]
    NotAsShown,
    /// The month has to be approved by another member first, or there is no other.
    #[error("another member has to approve the month")]
    NotApproved,
    /// A cost cannot be divided: no unit has a weight for it.
    #[error("source {0} has nobody to bear it")]
    NobodyBears(usize),
    /// A unit bears something and has nobody who could owe it.
    #[error("unit {0} has nobody who could owe what it bears")]
    NobodyOwes(usize),
    /// An expense or a reading is not changed while a living month is divided by it.
    #[error("a living month is divided by this")]
    IsDivided,
    /// An expense is not changed while a payout for it lives.
    #[error("a payout pays for this")]
    IsPaidFor,
    /// Somebody else is written down for days on which people are to come into a unit: which unit.
    #[error("somebody else is in unit {0} on those days")]
    Clashes(String),
    /// A mobile is of somebody who is called otherwise, or one person would come twice: who.
    #[error("{0} has this mobile, or comes twice")]
    KnownAs(String),
    /// Readings that do not follow from those before, of which meters, and why.
    #[error("{} readings do not follow from those before", .0.len())]
    NotRead(Vec<(MeterId, ReadingMistake)>),
    /// The payment did not go on.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// The payout for an expense did not go on.
    #[error(transparent)]
    Payout(#[from] PayoutError),
    /// The transfer to a supplier did not go on.
    #[error(transparent)]
    Transfer(#[from] TransferError),
    /// The books refused.
    #[error(transparent)]
    Ledger(#[from] crate::ledger::LedgerError),
    /// What a run was computed from cannot be read: a mistake in our own code.
    #[error(transparent)]
    Inputs(#[from] serde_json::Error),
    /// What was computed aside broke off: a mistake in our own code.
    #[error("what was computed aside broke off")]
    Aside(#[from] tokio::task::JoinError),
    /// The database did not answer as it should.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl From<BuildingError> for Error {
    fn from(error: BuildingError) -> Error {
        match error {
            BuildingError::NotFound => Error::NotFound,
            BuildingError::NotAsShown
            | BuildingError::NotApproved
            | BuildingError::IsDivided
            | BuildingError::IsPaidFor
            | BuildingError::Clashes(_)
            | BuildingError::KnownAs(_)
            | BuildingError::NotRead(_) => Error::Conflict,
            BuildingError::Payment(error) => error.into(),
            BuildingError::Payout(error) => error.into(),
            BuildingError::Database(error) => error.into(),
            error @ (BuildingError::NobodyBears(_)
            | BuildingError::NobodyOwes(_)
            | BuildingError::Ledger(_)
            | BuildingError::Transfer(_)
            | BuildingError::Inputs(_)
            | BuildingError::Aside(_)) => Error::Internal(error.into()),
        }
    }
}
