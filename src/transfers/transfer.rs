//! One transfer and the decision about it: a pure table of what we know against what the rail says.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use uuid::Uuid;

use crate::adapters::rail::Refusal;
use crate::adapters::rail::Whereabouts;
use crate::ids::AccountId;
use crate::ids::PaymentId;
use crate::ids::TransferId;
use crate::ids::WorkspaceId;
use crate::money::Money;

/// Where a transfer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Status {
    /// Written down; no rail has heard of it.
    Planned,
    /// A rail was asked, and has not said that it will.
    Sending,
    /// The rail makes it.
    Accepted,
    /// The money left for the account.
    Settled,
    /// The money came back.
    Returned,
    /// It was not made.
    Refused,
}

impl Status {
    /// As the database and the jobs write it.
    pub fn code(self) -> &'static str {
        match self {
            Status::Planned => "planned",
            Status::Sending => "sending",
            Status::Accepted => "accepted",
            Status::Settled => "settled",
            Status::Returned => "returned",
            Status::Refused => "refused",
        }
    }
}

/// A transfer, as it stands.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// Its name.
    pub id: TransferId,
    /// Whose money it is.
    pub workspace: WorkspaceId,
    /// What it is sent for.
    pub purpose: Uuid,
    /// Which attempt for that it is, from 1.
    pub try_number: i16,
    /// Which rail.
    pub rail: String,
    /// Our name for it at the rail.
    pub reference: String,
    /// How much arrives.
    pub amount: Money,
    /// What the house keeps for it.
    pub fee: Money,
    /// The account that is debited when it is settled.
    pub debit_account: AccountId,
    /// Where it stands.
    pub status: Status,
    /// Since when.
    pub changed_at: DateTime<Utc>,
    /// When the rail was asked.
    pub sent_at: Option<DateTime<Utc>>,
    /// When the money left.
    pub settled_at: Option<DateTime<Utc>>,
    /// When it had taken longer than the bank's own cycles.
    pub late_at: Option<DateTime<Utc>>,
    /// The bank's number for the movement.
    pub tracking: Option<String>,
    /// Why it was not made.
    pub refusal: Option<String>,
    /// The payment inside which its gateway settled it; `None`: a rail brings it.
    pub inside: Option<PaymentId>,
}

/// What is to be done after a rail's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// The rail makes it.
    Accept,
    /// Book it: the money left.
    Settle(Option<String>),
    /// Book it back: the money returned.
    Return,
    /// End it: no money left.
    Refuse(Refusal),
    /// The rail contradicts what it said before: call a person.
    Alarm,
    /// Nothing is known; come back.
    AskAgainLater,
    /// All is as it should be.
    Nothing,
}

impl Transfer {
    /// What follows from a rail's answer. Reads nothing but this transfer and the answer.
    pub fn after(&self, answer: &Whereabouts) -> Next {
        match (self.status, answer) {
            (Status::Sending, Whereabouts::UnderWay | Whereabouts::WaitsForFunds) => Next::Accept,
            (Status::Sending | Status::Accepted, Whereabouts::Settled(tracking)) => {
                Next::Settle(tracking.clone())
            }
            (Status::Sending | Status::Accepted, Whereabouts::Refused(refusal)) => {
                Next::Refuse(*refusal)
            }
            // It left and came back before we asked: for the books it never left.
            (Status::Sending | Status::Accepted, Whereabouts::Returned) => {
                Next::Refuse(Refusal::Account)
            }
            // A rail that does not know it yet may know it later; only two people may say that it
            // was never made.
            (Status::Sending, Whereabouts::NotFound | Whereabouts::Unknown) => Next::AskAgainLater,
            (
                Status::Accepted,
                Whereabouts::UnderWay | Whereabouts::WaitsForFunds | Whereabouts::Unknown,
            ) => Next::AskAgainLater,
            (Status::Settled, Whereabouts::Returned | Whereabouts::Refused(_)) => Next::Return,
            (
                Status::Settled,
                Whereabouts::Settled(_)
                | Whereabouts::UnderWay
                | Whereabouts::WaitsForFunds
                | Whereabouts::Unknown,
            ) => Next::Nothing,
            // The rail forgot a transfer that it had promised or made.
            (Status::Accepted | Status::Settled, Whereabouts::NotFound) => Next::Alarm,
            // It makes what it had refused, or what we never asked for.
            (
                Status::Refused | Status::Planned,
                Whereabouts::UnderWay
                | Whereabouts::WaitsForFunds
                | Whereabouts::Settled(_)
                | Whereabouts::Returned,
            ) => Next::Alarm,
            (
                Status::Refused | Status::Planned,
                Whereabouts::NotFound | Whereabouts::Refused(_) | Whereabouts::Unknown,
            ) => Next::Nothing,
            (
                Status::Returned,
                Whereabouts::Settled(_) | Whereabouts::UnderWay | Whereabouts::WaitsForFunds,
            ) => Next::Alarm,
            (
                Status::Returned,
                Whereabouts::Returned
                | Whereabouts::Refused(_)
                | Whereabouts::NotFound
                | Whereabouts::Unknown,
            ) => Next::Nothing,
        }
    }

    /// When the rail is asked next; `None`: never again.
    pub fn ask_next(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let since = now - self.changed_at;
        match self.status {
            // The question is kept alive, for a transfer that goes back to be sent later.
            Status::Planned => Some(now + TimeDelta::minutes(1)),
            // `money.md` E5: 10 s, 1, 5, 30 min, then hourly; and once when a person is called.
            Status::Sending | Status::Accepted => {
                let looks = [10, 60, 5 * 60, 10 * 60, 30 * 60].map(TimeDelta::seconds);
                let next = looks.into_iter().find(|look| since < *look);
                Some(next.map_or(now + TimeDelta::hours(1), |look| self.changed_at + look))
            }
            // A bank may send money back for fourteen days.
            Status::Settled if since < RETURNS => Some(now + TimeDelta::hours(6)),
            Status::Settled | Status::Returned | Status::Refused => None,
        }
    }
}

/// For how long money that left may come back (`money.md` E5).
pub(super) const RETURNS: TimeDelta = TimeDelta::days(14);

#[cfg(test)]
mod tests {
    use super::*;

    fn transfer(status: Status) -> Transfer {
        Transfer {
            id: Uuid::from_u128(1).into(),
            workspace: Uuid::from_u128(2).into(),
            purpose: Uuid::from_u128(3),
            try_number: 1,
            rail: "sandbox".to_owned(),
            reference: "po-3-1".to_owned(),
            amount: Money::rials(62_000_000),
            fee: Money::rials(124_000),
            debit_account: Uuid::from_u128(4).into(),
            status,
            changed_at: DateTime::UNIX_EPOCH,
            sent_at: None,
            settled_at: None,
            late_at: None,
            tracking: None,
            refusal: None,
            inside: None,
        }
    }

    #[test]
    fn silence_never_ends_a_transfer() {
        for status in [
            Status::Planned,
            Status::Sending,
            Status::Accepted,
            Status::Settled,
            Status::Returned,
            Status::Refused,
        ] {
            let next = transfer(status).after(&Whereabouts::Unknown);
            assert!(matches!(next, Next::Nothing | Next::AskAgainLater), "{status:?}: {next:?}");
        }
    }

    #[test]
    fn a_rail_that_does_not_know_a_transfer_proves_nothing() {
        assert_eq!(
            transfer(Status::Sending).after(&Whereabouts::NotFound),
            Next::AskAgainLater,
            "it may know it later"
        );
        assert_eq!(transfer(Status::Accepted).after(&Whereabouts::NotFound), Next::Alarm);
    }

    #[test]
    fn money_that_left_may_come_back_and_money_that_came_back_stays() {
        assert_eq!(transfer(Status::Settled).after(&Whereabouts::Returned), Next::Return);
        assert_eq!(transfer(Status::Returned).after(&Whereabouts::Returned), Next::Nothing);
        assert_eq!(transfer(Status::Returned).after(&Whereabouts::Settled(None)), Next::Alarm);
    }

    #[test]
    fn the_rail_is_asked_after_ten_seconds_and_ever_more_rarely() {
        let sent = transfer(Status::Sending);
        let next = |seconds| {
            let now = sent.changed_at + TimeDelta::seconds(seconds);
            (sent.ask_next(now).expect("it is asked about") - sent.changed_at).num_seconds()
        };
        let looks = [next(0), next(10), next(60), next(300), next(600)];
        assert_eq!(looks, [10, 60, 300, 600, 1800]);
        assert_eq!(next(1800), 1800 + 3600);
        let settled = transfer(Status::Settled);
        assert_eq!(settled.ask_next(settled.changed_at + RETURNS), None);
    }
}
