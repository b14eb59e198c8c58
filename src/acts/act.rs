//! What can be done in a workspace that is worth a line.

/// The acts, each with its code, in the order in which a list offers them.
macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident = $code:literal,)*) => {
        /// An act.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Act {
            $($(#[$doc])* $act,)*
        }

        impl Act {
            /// All of them, in the order in which a list offers them.
            pub const ALL: &[Act] = &[$(Act::$act,)*];

            /// As it stands in the database and in addresses.
            pub fn code(self) -> &'static str {
                match self {
                    $(Act::$act => $code,)*
                }
            }
        }
    };
}

acts! {
    /// Somebody signed in and looks at the workspace.
    SignedIn = "signed_in",
    /// A link was made.
    LinkMade = "link_made",
    /// A link was changed.
    LinkChanged = "link_changed",
    /// A link was sent once more.
    LinkSent = "link_sent",
    /// A link was closed.
    LinkClosed = "link_closed",
    /// An expired link was given more time.
    LinkRenewed = "link_renewed",
    /// Links were laid out of sight, or back.
    LinksArchived = "links_archived",
    /// A table of links was set going.
    TableMade = "table_made",
    /// A table of links was taken back.
    TableUndone = "table_undone",
    /// Money of a payment was given back.
    Refunded = "refunded",
    /// A payment that waited was accepted.
    PaymentAccepted = "payment_accepted",
    /// A payment that waited is given back.
    PaymentGivenBack = "payment_given_back",
    /// A payout was made.
    PayoutMade = "payout_made",
    /// A payout was sent on.
    PayoutSent = "payout_sent",
    /// A payout was ended.
    PayoutEnded = "payout_ended",
    /// A payout was approved by a second member.
    PayoutApproved = "payout_approved",
    /// A payout was not approved by a second member.
    PayoutDeclined = "payout_declined",
    /// The amount above which a second member is asked was changed.
    PayoutLimitChanged = "payout_limit_changed",
    /// The account to which a wallet is settled was confirmed.
    AccountConfirmed = "account_confirmed",
    /// An account was taken back before it was used.
    AccountTakenBack = "account_taken_back",
    /// When a wallet is settled was changed.
    SettlingChanged = "settling_changed",
    /// A wallet was settled.
    Settled = "settled",
    /// A building was made.
    BuildingMade = "building_made",
    /// What a building is called or where it stands was put right.
    BuildingChanged = "building_changed",
    /// Everything of a building was taken along for its next manager.
    BuildingHandedOver = "building_handed_over",
    /// A building came by the file of a hand-over.
    BuildingTakenOver = "building_taken_over",
    /// A unit or who lives there was changed.
    UnitChanged = "unit_changed",
    /// A unit that was made too many was taken out.
    UnitRemoved = "unit_removed",
    /// Somebody came to a unit or left it, or that was put right.
    PeopleMoved = "people_moved",
    /// Somebody who leaves a unit began to settle.
    LeavingBegun = "leaving_begun",
    /// A certificate was issued that somebody owes nothing.
    ClearanceIssued = "clearance_issued",
    /// Such a certificate was revoked.
    ClearanceRevoked = "clearance_revoked",
    /// Credit of somebody who left a unit was given back to them.
    CreditGivenBack = "credit_given_back",
    /// People were taken in from a table.
    PeopleImported = "people_imported",
    /// How costs are divided, asked for or promised was changed.
    RulesChanged = "rules_changed",
    /// An expense was written down.
    ExpenseAdded = "expense_added",
    /// An expense was changed.
    ExpenseChanged = "expense_changed",
    /// An expense was taken out.
    ExpenseRemoved = "expense_removed",
    /// A special levy was written down.
    LevyAdded = "levy_added",
    /// A special levy was changed or ended.
    LevyChanged = "levy_changed",
    /// A special levy was taken out.
    LevyRemoved = "levy_removed",
    /// A meter was added, changed or taken out.
    MeterChanged = "meter_changed",
    /// Meters were read.
    MetersRead = "meters_read",
    /// A reading of a meter was changed or taken out.
    ReadingChanged = "reading_changed",
    /// The charges of a month were issued.
    ChargesIssued = "charges_issued",
    /// The charges of a month were taken back.
    ChargesReversed = "charges_reversed",
    /// A month was asked to be approved.
    MonthApprovalAsked = "month_approval_asked",
    /// A month was approved by another member.
    MonthApproved = "month_approved",
    /// A month was not approved by another member.
    MonthDeclined = "month_declined",
    /// Whether months have to be approved was changed.
    MonthApprovalChanged = "month_approval_changed",
    /// Money given by hand was written down.
    ReceiptWritten = "receipt_written",
    /// A receipt of money given by hand was taken back.
    ReceiptVoided = "receipt_voided",
    /// An announcement was put on the notice board.
    AnnouncementMade = "announcement_made",
    /// An announcement was worded anew.
    AnnouncementEdited = "announcement_edited",
    /// An announcement was taken down.
    AnnouncementEnded = "announcement_ended",
    /// A resident's request was answered or taken a step further.
    RequestAnswered = "request_answered",
    /// The people of a building were asked a question.
    PollMade = "poll_made",
    /// A poll was called off.
    PollCalledOff = "poll_called_off",
    /// A paper of the building was kept.
    DocumentAdded = "document_added",
    /// What is said of a paper was changed, or a new version of it kept.
    DocumentChanged = "document_changed",
    /// A paper of the building was removed.
    DocumentRemoved = "document_removed",
    /// What units bring from before was written down.
    OpeningsWritten = "openings_written",
    /// What a unit brings from before was taken back.
    OpeningVoided = "opening_voided",
    /// What lay in a fund when the building came here was written down.
    FundBrought = "fund_brought",
    /// What lay in a fund when the building came here was taken back.
    FundVoided = "fund_voided",
    /// A debt was waived.
    DebtWaived = "debt_waived",
    /// That late bills cost more was decided.
    LateFeesDecided = "late_fees_decided",
    /// A decision about late bills was ended.
    LateFeesEnded = "late_fees_ended",
    /// That early payment is worth something was decided.
    EarlyDiscountDecided = "early_discount_decided",
    /// A decision about early payment was ended.
    EarlyDiscountEnded = "early_discount_ended",
    /// A promise to pay was taken off the books.
    PromiseWithdrawn = "promise_withdrawn",
    /// A disputed item is asked for again.
    DisputeClosed = "dispute_closed",
    /// A transfer that a resident told of was not accepted.
    TransferRefused = "transfer_refused",
    /// A statement of the building's account was brought, and what was chosen of it booked.
    StatementBrought = "statement_brought",
    /// A deposit that waited was booked as somebody's.
    DepositAssigned = "deposit_assigned",
    /// A deposit was said not to be the residents' money.
    DepositSetAside = "deposit_set_aside",
    /// That was taken back.
    DepositTakenUp = "deposit_taken_up",
    /// A month of the books was closed.
    MonthClosed = "month_closed",
    /// The settings of the business were changed.
    BusinessChanged = "business_changed",
    /// A terminal of one's own at a gateway was added.
    GatewayAdded = "gateway_added",
    /// A terminal of one's own was tested.
    GatewayTested = "gateway_tested",
    /// Payers are sent to a terminal of one's own.
    GatewaySwitchedOn = "gateway_switched_on",
    /// Payers are sent to a terminal of one's own no more.
    GatewaySwitchedOff = "gateway_switched_off",
    /// The order of preference of gateways was changed.
    GatewayMoved = "gateway_moved",
    /// A terminal of one's own was taken away.
    GatewayRemoved = "gateway_removed",
    /// The texts of messages were changed.
    TextsChanged = "texts_changed",
    /// A program was given a key.
    KeyMade = "key_made",
    /// A program's key was revoked.
    KeyRevoked = "key_revoked",
    /// An address for events was added.
    EndpointAdded = "endpoint_added",
    /// An address for events was changed.
    EndpointChanged = "endpoint_changed",
    /// An address for events was taken away.
    EndpointRemoved = "endpoint_removed",
    /// The secret of an address for events was changed.
    SecretChanged = "secret_changed",
    /// A colleague was invited.
    Invited = "invited",
    /// An invitation was taken back.
    InvitationRevoked = "invitation_revoked",
    /// An invitation was taken up.
    Joined = "joined",
    /// A colleague was given another role.
    RoleChanged = "role_changed",
    /// A colleague left, or was taken out.
    MemberRemoved = "member_removed",
    /// A list was taken out as a file.
    Exported = "exported",
}

impl Act {
    /// The act with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.code() == code)
    }
}
