//! The chart of accounts.

use sha2::Digest;
use sha2::Sha256;
use uuid::Uuid;

use crate::ids;
use crate::ids::AccountId;
use crate::ids::BuildingId;
use crate::ids::WorkspaceId;

/// A ledger account. Its id follows from what it is, so nobody has to look it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account<'a> {
    /// What the house owes a workspace. Never below zero.
    Wallet(WorkspaceId),
    /// What a gateway has taken and not yet settled to the house.
    GatewayClearing(&'a str),
    /// What a gateway keeps for its service.
    GatewayFees(&'a str),
    /// What somebody owes for a unit; the name is that of the two together.
    Debts(Uuid),
    /// What a building's residents have paid, in the building's own books.
    BuildingCash(BuildingId),
    /// What a building's residents have given its manager by hand, and what lay in its funds when it came here:
    /// money that is in no wallet of ours.
    BuildingHand(BuildingId),
    /// What a building has let its residents off.
    BuildingWaived(BuildingId),
    /// What a building and its units brought along from before it came here.
    BuildingOpening(BuildingId),
    /// What a building has charged for one of its funds, and what waits in it to be given back of credit.
    BuildingFund(BuildingId, &'a str),
    /// Money that is real but unwelcome, until its merchant decides.
    Suspense,
    /// What a workspace paid for payouts that have not reached their recipients.
    Payouts(WorkspaceId),
    /// What a workspace gives back of payments and the bank has not given yet.
    Refunds(WorkspaceId),
    /// What a workspace has on the way to its own account.
    Settlements(WorkspaceId),
    /// What a rail has brought to accounts and the house has not yet given it.
    RailClearing(&'a str),
    /// What payers have paid at a workspace's own terminals: money that is in no wallet of ours. It only
    /// moves between this account and the next two.
    OwnTerminal(WorkspaceId),
    /// What of it is the workspace's, for what was paid.
    OwnTerminalTaken(WorkspaceId),
    /// What of it is unwelcome and undecided, or on its way back to a payer.
    OwnTerminalWaiting(WorkspaceId),
    /// What a workspace owes the house: money that a bank took back after it was spent.
    Receivable(WorkspaceId),
    /// What the house earns with payouts and settlements, less what gateways keep of payments for them.
    PayoutFees,
}

impl Account<'_> {
    /// The kind, as the books write it.
    pub fn kind(&self) -> &'static str {
        match self {
            Account::Wallet(_) => "wallet",
            Account::GatewayClearing(_) => "gateway_clearing",
            Account::GatewayFees(_) => "gateway_fees",
            Account::Debts(_) => "debts",
            Account::BuildingCash(_) => "building_cash",
            Account::BuildingHand(_) => "building_hand",
            Account::BuildingWaived(_) => "building_waived",
            Account::BuildingOpening(_) => "building_opening",
            Account::BuildingFund(..) => "building_fund",
            Account::Suspense => "suspense",
            Account::Payouts(_) => "payouts",
            Account::Refunds(_) => "refunds",
            Account::Settlements(_) => "settlements",
            Account::RailClearing(_) => "rail_clearing",
            Account::OwnTerminal(_) => "own_terminal",
            Account::OwnTerminalTaken(_) => "own_terminal_taken",
            Account::OwnTerminalWaiting(_) => "own_terminal_waiting",
            Account::Receivable(_) => "receivable",
            Account::PayoutFees => "payout_fees",
        }
    }

    /// Whose it is.
    pub fn owner(&self) -> String {
        match self {
            Account::Wallet(workspace)
            | Account::Payouts(workspace)
            | Account::Refunds(workspace)
            | Account::Settlements(workspace)
            | Account::OwnTerminal(workspace)
            | Account::OwnTerminalTaken(workspace)
            | Account::OwnTerminalWaiting(workspace)
            | Account::Receivable(workspace) => workspace.to_string(),
            Account::RailClearing(rail) => (*rail).to_owned(),
            Account::GatewayClearing(gateway) | Account::GatewayFees(gateway) => {
                (*gateway).to_owned()
            }
            Account::Debts(party) => party.to_string(),
            Account::BuildingCash(building)
            | Account::BuildingHand(building)
            | Account::BuildingWaived(building)
            | Account::BuildingOpening(building) => building.to_string(),
            Account::BuildingFund(building, fund) => format!("{building}:{fund}"),
            Account::Suspense | Account::PayoutFees => "house".to_owned(),
        }
    }

    /// Whether it may not go below zero, and so keeps a balance row.
    pub fn has_floor(&self) -> bool {
        matches!(self, Account::Wallet(_))
    }

    /// Its id: the beginning of a digest of kind and owner.
    pub fn id(&self) -> AccountId {
        let digest = Sha256::new()
            .chain_update(self.kind())
            .chain_update(":")
            .chain_update(self.owner())
            .finalize();
        AccountId::from(ids::of_digest(&digest.into()))
    }
}
