//! What can be done in a workspace that is worth a line.

/// An act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Somebody signed in and looks at the workspace.
    SignedIn,
    /// A link was made.
    LinkMade,
    /// A link was changed.
    LinkChanged,
    /// A link was sent once more.
    LinkSent,
    /// A link was closed.
    LinkClosed,
    /// An expired link was given more time.
    LinkRenewed,
    /// Links were laid out of sight, or back.
    LinksArchived,
    /// A table of links was set going.
    TableMade,
    /// A table of links was taken back.
    TableUndone,
    /// Money of a payment was given back.
    Refunded,
    /// A payment that waited was accepted.
    PaymentAccepted,
    /// A payment that waited is given back.
    PaymentGivenBack,
    /// A payout was made.
    PayoutMade,
    /// A payout was sent on.
    PayoutSent,
    /// A payout was ended.
    PayoutEnded,
    /// A building was made.
    BuildingMade,
    /// A unit or who lives there was changed.
    UnitChanged,
    /// People were taken in from a table.
    PeopleImported,
    /// How costs are divided was changed.
    RulesChanged,
    /// An expense was written down.
    ExpenseAdded,
    /// An expense was changed.
    ExpenseChanged,
    /// An expense was taken out.
    ExpenseRemoved,
    /// The charges of a month were issued.
    ChargesIssued,
    /// The charges of a month were taken back.
    ChargesReversed,
    /// Money given by hand was written down.
    ReceiptWritten,
    /// A receipt of money given by hand was taken back.
    ReceiptVoided,
    /// A debt was waived.
    DebtWaived,
    /// The settings of the business were changed.
    BusinessChanged,
    /// The texts of messages were changed.
    TextsChanged,
    /// A colleague was invited.
    Invited,
    /// An invitation was taken back.
    InvitationRevoked,
    /// An invitation was taken up.
    Joined,
    /// A colleague was given another role.
    RoleChanged,
    /// A colleague left, or was taken out.
    MemberRemoved,
    /// A list was taken out as a file.
    Exported,
}

impl Act {
    /// All of them, in the order in which a list offers them.
    pub const ALL: [Act; 35] = [
        Act::SignedIn,
        Act::LinkMade,
        Act::LinkChanged,
        Act::LinkSent,
        Act::LinkClosed,
        Act::LinkRenewed,
        Act::LinksArchived,
        Act::TableMade,
        Act::TableUndone,
        Act::Refunded,
        Act::PaymentAccepted,
        Act::PaymentGivenBack,
        Act::PayoutMade,
        Act::PayoutSent,
        Act::PayoutEnded,
        Act::BuildingMade,
        Act::UnitChanged,
        Act::PeopleImported,
        Act::RulesChanged,
        Act::ExpenseAdded,
        Act::ExpenseChanged,
        Act::ExpenseRemoved,
        Act::ChargesIssued,
        Act::ChargesReversed,
        Act::ReceiptWritten,
        Act::ReceiptVoided,
        Act::DebtWaived,
        Act::BusinessChanged,
        Act::TextsChanged,
        Act::Invited,
        Act::InvitationRevoked,
        Act::Joined,
        Act::RoleChanged,
        Act::MemberRemoved,
        Act::Exported,
    ];

    /// As it stands in the database and in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Act::SignedIn => "signed_in",
            Act::LinkMade => "link_made",
            Act::LinkChanged => "link_changed",
            Act::LinkSent => "link_sent",
            Act::LinkClosed => "link_closed",
            Act::LinkRenewed => "link_renewed",
            Act::LinksArchived => "links_archived",
            Act::TableMade => "table_made",
            Act::TableUndone => "table_undone",
            Act::Refunded => "refunded",
            Act::PaymentAccepted => "payment_accepted",
            Act::PaymentGivenBack => "payment_given_back",
            Act::PayoutMade => "payout_made",
            Act::PayoutSent => "payout_sent",
            Act::PayoutEnded => "payout_ended",
            Act::BuildingMade => "building_made",
            Act::UnitChanged => "unit_changed",
            Act::PeopleImported => "people_imported",
            Act::RulesChanged => "rules_changed",
            Act::ExpenseAdded => "expense_added",
            Act::ExpenseChanged => "expense_changed",
            Act::ExpenseRemoved => "expense_removed",
            Act::ChargesIssued => "charges_issued",
            Act::ChargesReversed => "charges_reversed",
            Act::ReceiptWritten => "receipt_written",
            Act::ReceiptVoided => "receipt_voided",
            Act::DebtWaived => "debt_waived",
            Act::BusinessChanged => "business_changed",
            Act::TextsChanged => "texts_changed",
            Act::Invited => "invited",
            Act::InvitationRevoked => "invitation_revoked",
            Act::Joined => "joined",
            Act::RoleChanged => "role_changed",
            Act::MemberRemoved => "member_removed",
            Act::Exported => "exported",
        }
    }

    /// The act with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.code() == code)
    }
}
