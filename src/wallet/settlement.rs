//! What a settlement is, where it stands, and how much of a wallet one takes. Pure.

use chrono::DateTime;
use chrono::Utc;
use sha2::Digest;
use sha2::Sha256;

use super::OwnAccount;
use crate::banks::Bank;
use crate::ids::TransferId;
use crate::ids::WalletSettlementId;
use crate::ids::WorkspaceId;
use crate::money::Money;
use crate::tokens::Door;
use crate::transfers::Status;

/// Money that leaves a wallet for its owner's account, as it stands.
#[derive(Clone, Debug)]
pub struct Settlement {
    /// Its name.
    pub id: WalletSettlementId,
    /// Whose money it is.
    pub workspace: WorkspaceId,
    /// The code of the bank that it goes to.
    pub bank: String,
    /// The last four digits of the account.
    pub tail: String,
    /// Whose account it is, as its bank says.
    pub holder: Option<String>,
    /// What leaves the wallet.
    pub total: Money,
    /// What of it the house keeps.
    pub fee: Money,
    /// Who asked; `None`: the plan did.
    pub asked_by: Option<String>,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Its transfer.
    pub transfer_id: TransferId,
    /// Where that stands.
    pub transfer: Status,
    /// When the rail was asked.
    pub sent_at: Option<DateTime<Utc>>,
    /// When the money left for the account.
    pub settled_at: Option<DateTime<Utc>>,
    /// Since when its transfer stands where it stands.
    pub changed_at: DateTime<Utc>,
    /// The bank's number for the movement.
    pub tracking: Option<String>,
}

/// Where a settlement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Set aside, or on its way.
    OnItsWay,
    /// The money left for the account.
    Settled,
    /// It did not arrive; it is in the wallet again.
    CameBack,
}

impl Settlement {
    /// Where it stands.
    pub fn standing(&self) -> Standing {
        match self.transfer {
            Status::Planned | Status::Sending | Status::Accepted => Standing::OnItsWay,
            Status::Settled => Standing::Settled,
            Status::Returned | Status::Refused => Standing::CameBack,
        }
    }

    /// What arrives.
    pub fn arrives(&self) -> Money {
        self.total - self.fee
    }

    /// The bank that it goes to.
    pub fn bank(&self) -> Option<Bank> {
        Bank::by_code(&self.bank)
    }

    /// Its receipt, once the money has left.
    pub fn receipt(&self) -> Option<Door> {
        self.settled_at.map(|_| Door::Transfer { transfer: self.transfer_id })
    }

    /// Its page.
    pub fn path(&self) -> String {
        format!("/wallet/settlements/{}", self.id)
    }
}

/// The digest of what is settled: amounts and account.
pub(super) fn digest(
    id: WalletSettlementId,
    (total, fee): (Money, Money),
    account: &OwnAccount,
) -> [u8; 32] {
    Sha256::new()
        .chain_update(id.as_uuid())
        .chain_update(total.as_rials().to_be_bytes())
        .chain_update(fee.as_rials().to_be_bytes())
        .chain_update(&account.fingerprint)
        .finalize()
        .into()
}

/// How much a plan takes out of a wallet that holds so much: all but the reserve, if that is at least
/// the least, and no more than the most. `None`: nothing.
pub(super) fn planned(
    available: Money,
    reserve: Money,
    (least, most): (Money, Money),
) -> Option<Money> {
    let over = (available - reserve).min(most);
    (Money::ZERO < over && least <= over).then_some(over)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_leaves_its_reserve_and_takes_nothing_below_its_least() {
        let rial = Money::rials;
        let bounds = (rial(100), rial(1_000));
        assert_eq!(planned(rial(700), rial(200), bounds), Some(rial(500)));
        assert_eq!(planned(rial(299), rial(200), bounds), None, "99 are too little");
        assert_eq!(planned(rial(300), rial(200), bounds), Some(rial(100)));
        assert_eq!(planned(rial(9_000), rial(200), bounds), Some(rial(1_000)));
        assert_eq!(planned(rial(100), rial(200), (Money::ZERO, rial(1_000))), None);
        assert_eq!(planned(rial(200), rial(200), (Money::ZERO, rial(1_000))), None);
    }
}
