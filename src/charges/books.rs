//! The sums of a building that must agree: what it begins with, and what its report says at the end.

use crate::money::Money;

/// What a building owns and owes on the day it joins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// Money in hand.
    pub cash: Money,
    /// What the units owe.
    pub receivable: Money,
    /// What the units have paid in advance.
    pub credits: Money,
    /// What the building owes to others.
    pub payable: Money,
    /// What is laid aside for one purpose.
    pub reserve: Money,
}

impl Opening {
    /// What is left for the operating fund, so that the opening journal balances.
    pub fn equity(&self) -> Money {
        self.cash + self.receivable - self.credits - self.payable - self.reserve
    }
}

/// What moved in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The fund at the beginning.
    pub fund_start: Money,
    /// What came in.
    pub receipts: Money,
    /// What went out.
    pub expenses: Money,
    /// What the gateways kept.
    pub gateway_fees: Money,
    /// What was given back of what units had paid in advance.
    pub given_back: Money,
    /// What the units owed at the beginning, less their credit.
    pub receivable_start: Money,
    /// What was charged.
    pub issued: Money,
    /// What was charged besides, for reserves.
    pub additions: Money,
    /// Fees for late payment.
    pub late_fees: Money,
    /// What was let off.
    pub discounts: Money,
}

impl Report {
    /// The same with what moved in another period; it begins as before.
    #[must_use]
    pub fn and(&self, later: &Report) -> Report {
        Report {
            receipts: self.receipts + later.receipts,
            expenses: self.expenses + later.expenses,
            gateway_fees: self.gateway_fees + later.gateway_fees,
            given_back: self.given_back + later.given_back,
            issued: self.issued + later.issued,
            additions: self.additions + later.additions,
            late_fees: self.late_fees + later.late_fees,
            discounts: self.discounts + later.discounts,
            ..*self
        }
    }

    /// The fund at the end.
    pub fn fund_end(&self) -> Money {
        self.fund_start + self.receipts - self.expenses - self.gateway_fees - self.given_back
    }

    /// What the units owe at the end, less their credit.
    pub fn receivable_end(&self) -> Money {
        self.receivable_start + self.issued + self.additions + self.late_fees + self.given_back
            - self.discounts
            - self.receipts
    }
}
