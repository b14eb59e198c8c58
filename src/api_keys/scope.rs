//! What a key may do: read or write, of one kind of thing.

/// A kind of thing that programs read and write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// Payment links.
    Links,
    /// Payments and refunds.
    Payments,
    /// Payout links.
    Payouts,
    /// What the wallet holds, and how it came to.
    Wallet,
    /// Buildings with their units, bills and debts.
    Buildings,
    /// Where events are sent to.
    Webhooks,
}

impl Resource {
    /// All of them, in the order of pages.
    pub const ALL: [Resource; 6] = [
        Resource::Links,
        Resource::Payments,
        Resource::Payouts,
        Resource::Wallet,
        Resource::Buildings,
        Resource::Webhooks,
    ];

    /// As forms write it.
    pub fn code(self) -> &'static str {
        match self {
            Resource::Links => "links",
            Resource::Payments => "payments",
            Resource::Payouts => "payouts",
            Resource::Wallet => "wallet",
            Resource::Buildings => "buildings",
            Resource::Webhooks => "webhooks",
        }
    }

    /// What reading it needs.
    pub fn read(self) -> Scope {
        match self {
            Resource::Links => Scope::LinksRead,
            Resource::Payments => Scope::PaymentsRead,
            Resource::Payouts => Scope::PayoutsRead,
            Resource::Wallet => Scope::WalletRead,
            Resource::Buildings => Scope::BuildingsRead,
            Resource::Webhooks => Scope::WebhooksRead,
        }
    }

    /// What changing it needs; `None`: nobody changes it from outside.
    pub fn write(self) -> Option<Scope> {
        match self {
            Resource::Links => Some(Scope::LinksWrite),
            Resource::Payments => Some(Scope::PaymentsWrite),
            Resource::Payouts => Some(Scope::PayoutsWrite),
            Resource::Wallet => None,
            Resource::Buildings => Some(Scope::BuildingsWrite),
            Resource::Webhooks => Some(Scope::WebhooksWrite),
        }
    }
}

/// One thing that a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// See links.
    LinksRead,
    /// Make, change and cancel links.
    LinksWrite,
    /// See payments and refunds.
    PaymentsRead,
    /// Give money of payments back.
    PaymentsWrite,
    /// See payouts.
    PayoutsRead,
    /// Make and cancel payouts. Agreeing to one is left to people.
    PayoutsWrite,
    /// See the wallet.
    WalletRead,
    /// See buildings with their units, bills and debts.
    BuildingsRead,
    /// Make buildings.
    BuildingsWrite,
    /// See where events go and what became of them.
    WebhooksRead,
    /// Say where events go.
    WebhooksWrite,
}

impl Scope {
    const ALL: [Scope; 11] = [
        Scope::LinksRead,
        Scope::LinksWrite,
        Scope::PaymentsRead,
        Scope::PaymentsWrite,
        Scope::PayoutsRead,
        Scope::PayoutsWrite,
        Scope::WalletRead,
        Scope::BuildingsRead,
        Scope::BuildingsWrite,
        Scope::WebhooksRead,
        Scope::WebhooksWrite,
    ];

    /// As the database and the API's description write it.
    pub fn code(self) -> &'static str {
        match self {
            Scope::LinksRead => "links:read",
            Scope::LinksWrite => "links:write",
            Scope::PaymentsRead => "payments:read",
            Scope::PaymentsWrite => "payments:write",
            Scope::PayoutsRead => "payouts:read",
            Scope::PayoutsWrite => "payouts:write",
            Scope::WalletRead => "wallet:read",
            Scope::BuildingsRead => "buildings:read",
            Scope::BuildingsWrite => "buildings:write",
            Scope::WebhooksRead => "webhooks:read",
            Scope::WebhooksWrite => "webhooks:write",
        }
    }

    /// The scope of that name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_is_found_by_its_name_and_belongs_to_a_resource() {
        for scope in Scope::ALL {
            assert_eq!(Scope::parse(scope.code()), Some(scope));
            let of = |it: Resource| it.read() == scope || it.write() == Some(scope);
            assert!(Resource::ALL.into_iter().any(of), "{scope:?}");
        }
        assert_eq!(Scope::parse("wallet:write"), None);
    }
}
