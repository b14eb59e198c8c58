//! Who may do what in a workspace: what each role may do, and which right each page and act needs.
//!
//! This is the whole of it, without a database. The door of a workspace's pages asks here before a
//! handler runs, and what a page would offer that its reader may not do is taken out of it by the
//! same table. A route that is in no line is the owner's alone, so a line that was forgotten opens
//! nothing.

mod routes;

pub use routes::OWN;
pub use routes::ROUTES;
pub use routes::Route;
pub use routes::doing;
pub use routes::looking;

use serde::Deserialize;
use serde::Serialize;

/// What a member is in a workspace.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type,
)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Role {
    /// Does everything, and says who else may. There is always one.
    Owner,
    /// Does the business, but says nothing about the team.
    Manager,
    /// Reads, takes lists out, keeps the books and settles.
    Accountant,
    /// Makes and sends links, and sees those and what was paid for them; nothing else.
    Cashier,
    /// Reads, and says yes or no to what another has asked for: a board of a building.
    Approver,
    /// Reads.
    Viewer,
}

impl Role {
    /// All of them, the mightiest first.
    pub const ALL: [Role; 6] =
        [Role::Owner, Role::Manager, Role::Accountant, Role::Cashier, Role::Approver, Role::Viewer];

    /// As it stands in the database and in forms.
    pub fn code(self) -> &'static str {
        match self {
            Role::Owner => "owner",
            Role::Manager => "manager",
            Role::Accountant => "accountant",
            Role::Cashier => "cashier",
            Role::Approver => "approver",
            Role::Viewer => "viewer",
        }
    }

    /// The role with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether this role may do what needs a right.
    pub fn may(self, right: Right) -> bool {
        match self {
            Role::Owner => true,
            Role::Manager => right != Right::Team,
            Role::Accountant => match right {
                Right::SeeLinks
                | Right::Look
                | Right::Export
                | Right::Keep
                | Right::Settle
                | Right::Audit => true,
                Right::MakeLinks
                | Right::MakeMany
                | Right::GiveBack
                | Right::Pay
                | Right::Approve
                | Right::Build
                | Right::Charge
                | Right::Business
                | Right::Team => false,
            },
            Role::Cashier => matches!(right, Right::SeeLinks | Right::MakeLinks),
            Role::Approver => matches!(right, Right::SeeLinks | Right::Look | Right::Approve),
            Role::Viewer => matches!(right, Right::SeeLinks | Right::Look),
        }
    }

    /// Whether this role sees only the links that the member has made, and no others.
    pub fn sees_own_links_only(self) -> bool {
        self == Role::Cashier
    }
}

/// The least that somebody needs to look at a page or to do an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// To see payment links: all of them, or one's own.
    SeeLinks,
    /// To make, send, change and close payment links.
    MakeLinks,
    /// To see everything else: accounts, payouts, buildings.
    Look,
    /// To take lists out as files.
    Export,
    /// To make many links at once from a table.
    MakeMany,
    /// To decide about money of payers: accept it, give it back.
    GiveBack,
    /// To ask for payouts and to send money.
    Pay,
    /// To bring the wallet's money to the workspace's own bank account.
    Settle,
    /// To say yes or no to what another member has asked for.
    Approve,
    /// To keep the books of a building: expenses, and what was given by hand.
    Keep,
    /// To say what a building is, who lives there and how its costs are divided.
    Build,
    /// To issue and take back charges, and to waive debts.
    Charge,
    /// To say how the business shows itself and writes to its customers.
    Business,
    /// To read who did what.
    Audit,
    /// To say who belongs to the workspace, as what, and which programs do.
    Team,
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIGHTS: [Right; 15] = [
        Right::SeeLinks,
        Right::MakeLinks,
        Right::Look,
        Right::Export,
        Right::MakeMany,
        Right::GiveBack,
        Right::Pay,
        Right::Settle,
        Right::Approve,
        Right::Keep,
        Right::Build,
        Right::Charge,
        Right::Business,
        Right::Audit,
        Right::Team,
    ];

    #[test]
    fn each_role_may_do_what_its_name_says_and_nothing_else() {
        let may = |role: Role| RIGHTS.into_iter().filter(|right| role.may(*right)).count();
        assert_eq!(Role::ALL.map(may), [15, 14, 6, 2, 3, 2]);
        for role in Role::ALL {
            assert_eq!(role.may(Right::Team), role == Role::Owner, "{role:?}");
            assert_eq!(Role::parse(role.code()), Some(role));
        }
        assert_eq!(Role::parse("admin"), None);
    }

    #[test]
    fn an_address_needs_what_its_own_line_says_and_not_what_a_wider_line_says() {
        assert_eq!(looking("/links/new"), Some(Right::MakeLinks));
        assert_eq!(looking("/links/0199"), Some(Right::SeeLinks));
        assert_eq!(looking("/links/0199/edit?a=b#c"), Some(Right::MakeLinks));
        assert_eq!(doing("/links/0199/closure"), Some(Right::MakeLinks));
        assert_eq!(looking("/settings/me"), None);
        assert_eq!(looking("https://example.ir/links"), None);
    }

    #[test]
    fn a_route_without_a_line_is_the_owners() {
        assert_eq!(Route::needed("/never/heard/{of}", true), Right::Team);
        assert_eq!(Route::needed("/links", true), Right::SeeLinks);
        assert_eq!(Route::needed("/links", false), Right::MakeLinks);
        // Nobody looks at what can only be done.
        assert_eq!(Route::needed("/links/selection", true), Right::Team);
    }
}
