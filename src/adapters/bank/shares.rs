//! Gateways that settle a part of a payment to somebody else's account inside it, so that no transfer has to
//! bring it there. The part goes when the payment is verified, and no call of ours fetches it back: whoever
//! verifies has decided that it may go.

use async_trait::async_trait;

use super::BankPage;
use super::Fault;
use super::Order;
use super::Reply;
use crate::iban::Iban;
use crate::money::Money;

/// A gateway that settles a part of a payment to somebody else's account inside it.
#[async_trait]
pub trait Shares: Send + Sync {
    /// The smallest part. It is always less than the whole.
    fn least(&self) -> Money;

    /// [`super::Gateway::start`] of a payment of which a part goes to somebody else's account when it is
    /// verified. Moves no money.
    async fn start_shared(
        &self,
        order: &Order<'_>,
        part: &Part,
    ) -> Reply<Result<BankPage, NotShared>>;
}

/// A part of a payment, and where it goes.
#[derive(Clone)]
pub struct Part {
    /// The account.
    pub iban: Iban,
    /// How much.
    pub amount: Money,
}

/// Why there is no page for a payment with a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotShared {
    /// The gateway does not let the part go; without it the same payment may be asked for at once.
    Part {
        /// The gateway's code.
        code: String,
        /// Whether a person of the house can put it right.
        is_ours_to_mend: bool,
    },
    /// It gave no page, part or no part.
    Page(Fault),
}
