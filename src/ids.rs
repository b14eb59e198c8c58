//! The names of things: one type for each kind, so that a link's id cannot be given where a payment's
//! is asked. They are UUIDs of version 7: new ones sort after old ones, which keeps indexes dense.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use uuid::NoContext;
use uuid::Timestamp;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[derive(serde::Serialize, serde::Deserialize, sqlx::Type)]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A name nobody has yet, for something that begins at `now`.
            pub fn new(now: DateTime<Utc>) -> Self {
                Self(at(now))
            }

            /// The id as the database and other programs write it.
            pub const fn as_uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A person who signs in.
    MemberId;
    /// A shop, a person or an office that owns links and money.
    WorkspaceId;
    /// A table of links that was uploaded.
    BatchId;
    /// Money that leaves a wallet for its owner's account.
    WalletSettlementId;
    /// An account of the ledger.
    AccountId;
    /// A payout link.
    PayoutId;
    /// An attempt to bring money to an account.
    TransferId;
    /// A journal of the ledger.
    JournalId;
    /// A payment link.
    LinkId;
    /// A terminal at a gateway that a workspace brought along.
    TerminalId;
    /// One attempt to collect.
    PaymentId;
    /// Money of a payment that its merchant gives back.
    RefundId;
    /// One message to one person by one channel.
    NoticeId;
    /// A piece of work for later.
    JobId;
    /// An invitation to a workspace.
    InvitationId;
    /// One sending of a one-time code.
    ChallengeId;
    /// A key on a member's device.
    PasskeyId;
    /// A key by which a program acts for a workspace.
    ApiKeyId;
    /// A place where events of a workspace are sent to.
    EndpointId;
    /// One event on its way to one endpoint.
    DeliveryId;
    /// A thing that a person of the house has to look at.
    AlarmId;
    /// A building.
    BuildingId;
    /// A unit of a building.
    UnitId;
    /// A person of a building.
    ResidentId;
    /// Somebody on a unit for a time.
    StayId;
    /// What one unit pays each month beside what all pay.
    ExtraId;
    /// A kind of cost of a building.
    CategoryId;
    /// A meter of a unit or a building.
    MeterId;
    /// What somebody read off a meter.
    ReadingId;
    /// An expense of a building.
    ExpenseId;
    /// A month of charges that was issued.
    RunId;
    /// What a unit owes for a month.
    ChargeId;
    /// Money of a resident that came by hand, or a debt that was let off.
    SettlementId;
    /// What a building decided about bills that are paid late.
    DecisionId;
    /// A certificate that a tenant has paid for the owner of the unit.
    CertificateId;
    /// What a unit brought along from before its building came here.
    OpeningId;
    /// What a building collects by a decision of its owners.
    LevyId;
    /// What lay in a fund of a building when it came here.
    FundOpeningId;
    /// Money that came to the account of a building, as its bank states it.
    DepositId;
    /// A transfer that a resident says they have made.
    ReportId;
    /// A resident's word to pay on some days.
    PromiseId;
    /// Somebody's word that an item is not owed as it stands.
    DisputeId;
    /// A question to the people of a building.
    PollId;
    /// A paper of a building.
    DocumentId;
    /// One version of it.
    DocumentVersionId;
    /// What a manager tells the people of a building.
    AnnouncementId;
    /// What a resident asks of their manager.
    RequestId;
    /// What the manager did about it.
    StepId;
    /// A certificate that somebody who leaves owes nothing.
    ClearanceId;
    /// A hand-over of a building that was brought.
    TakeoverId;
}

/// A fresh UUID of version 7 whose time is `now`.
pub fn at(now: DateTime<Utc>) -> Uuid {
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos()))
}

/// An id whose time is earlier than that of another by so much.
pub fn earlier(id: Uuid, by: TimeDelta) -> Uuid {
    let millis = u128::try_from(by.num_milliseconds()).unwrap_or_default();
    Uuid::from_u128(id.as_u128().saturating_sub(millis << 80))
}

/// The beginning of a digest as an id: what is made of the same things has the same name.
pub fn of_digest(digest: &[u8; 32]) -> Uuid {
    let head = digest.iter().take(16).fold(0_u128, |id, byte| id << 8 | u128::from(*byte));
    Uuid::from_u128(head)
}

/// The smallest id of its millisecond: ids of things that began earlier are less, and no other is.
pub fn first_of(moment: DateTime<Utc>) -> Uuid {
    let millis = u128::try_from(moment.timestamp_millis()).unwrap_or_default();
    Uuid::from_u128(millis << 80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_falls_into_the_time_it_was_made_in() {
        let midnight = DateTime::from_timestamp(1_764_000_000, 0).expect("a moment");
        let before = midnight - chrono::TimeDelta::microseconds(1);
        assert!(at(before) < first_of(midnight) && first_of(midnight) <= at(midnight));
    }
}
