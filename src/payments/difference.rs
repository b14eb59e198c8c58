//! In what a bank's money is not what we asked for.

/// In what the bank's answer differs from our row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Another amount.
    Amount,
    /// Another order.
    Order,
    /// Another merchant number.
    Terminal,
    /// Another receipt than the one that was asked about.
    Receipt,
    /// A number that the bank had given to another movement of money before.
    BankNumber,
    /// Another part of it went to somebody else's account, or one that was not to go.
    Share,
}

impl Difference {
    /// As the database writes it.
    pub fn code(self) -> &'static str {
        match self {
            Difference::Amount => "amount",
            Difference::Order => "order",
            Difference::Terminal => "terminal",
            Difference::Receipt => "receipt",
            Difference::BankNumber => "bank_number",
            Difference::Share => "share",
        }
    }
}
