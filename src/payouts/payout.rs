//! What a payout is, and where it stands. It keeps no state of its own: its standing follows from what
//! happened.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sha2::Digest;
use sha2::Sha256;

use crate::banks::Bank;
use crate::ids::MemberId;
use crate::ids::PayoutId;
use crate::ids::WorkspaceId;
use crate::locale::Language;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::money::Unit;
use crate::paya::Calendar;
use crate::tokens::Door;
use crate::transfers;

/// Who bears the house's fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum FeeBorneBy {
    /// It is added to what is paid.
    Payer,
    /// It is taken out of what arrives.
    Recipient,
}

impl FeeBorneBy {
    /// As the database and forms write it.
    pub fn code(self) -> &'static str {
        match self {
            FeeBorneBy::Payer => "payer",
            FeeBorneBy::Recipient => "recipient",
        }
    }
}

/// What the recipient answered instead of naming an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ReplyKind {
    /// It is for somebody else.
    NotMe,
    /// Another amount was agreed.
    WrongAmount,
    /// They do not want it.
    No,
}

impl ReplyKind {
    /// As the database and forms write it.
    pub fn code(self) -> &'static str {
        match self {
            ReplyKind::NotMe => "not_me",
            ReplyKind::WrongAmount => "wrong_amount",
            ReplyKind::No => "no",
        }
    }
}

/// The recipient's other answer.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Which one.
    pub kind: ReplyKind,
    /// What they think the amount should be.
    pub proposal: Option<Money>,
    /// In their own words.
    pub note: Option<String>,
    /// When.
    pub replied_at: DateTime<Utc>,
}

/// Where to, as far as pages may know it.
#[derive(Clone, Debug)]
pub struct Destination {
    /// The bank.
    pub bank: Bank,
    /// The last four digits of the account.
    pub tail: String,
    /// The card it was given by, masked.
    pub card: Option<String>,
    /// Whose account it is, as the inquiry said.
    pub holder: Option<String>,
    /// A digest by which the same account is known again.
    pub fingerprint: [u8; 32],
    /// When it was typed.
    pub given_at: DateTime<Utc>,
    /// When its owner said that it is right.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// A payout, with what happened to it.
#[derive(Clone, Debug)]
pub struct Payout {
    /// Its name.
    pub id: PayoutId,
    /// Who gives.
    pub workspace: WorkspaceId,
    /// What that is called.
    pub payer: String,
    /// How the payer writes amounts.
    pub unit: Unit,
    /// In which language the payer writes.
    pub language: Language,
    /// What for.
    pub title: String,
    /// Whom it is for.
    pub recipient_name: String,
    /// Their mobile.
    pub recipient_mobile: Option<Mobile>,
    /// Their e-mail.
    pub recipient_email: Option<String>,
    /// What the payer meant to give.
    pub amount: Money,
    /// Whether it is this and no other, whatever the recipient proposes.
    pub amount_is_fixed: bool,
    /// What the house takes.
    pub fee: Money,
    /// Who bears that.
    pub fee_borne_by: FeeBorneBy,
    /// Until when the recipient may answer.
    pub answer_until: DateTime<Utc>,
    /// How long the payer has after that answer.
    pub pay_time: TimeDelta,
    /// Which question to the recipient this is, from 1.
    pub revision: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Who made it.
    pub made_by: MemberId,
    /// The answer to the present question.
    pub destination: Option<Destination>,
    /// The other answer to it.
    pub reply: Option<Reply>,
    /// Whether whoever pays agreed to the present answer.
    pub is_agreed: bool,
    /// Whether a payment stands at the bank at this moment.
    pub is_paying: bool,
    /// When the money was there.
    pub funded_at: Option<DateTime<Utc>>,
    /// How it ended otherwise.
    pub ending: Option<Ending>,
    /// Where the newest transfer stands.
    pub transfer: Option<transfers::Status>,
    /// When its transfer had taken longer than the bank's own cycles, while it is under way.
    pub late_at: Option<DateTime<Utc>>,
    /// When the gateway had settled it inside the payment.
    pub settled_inside_at: Option<DateTime<Utc>>,
}

/// How a payout ended without reaching its recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Ending {
    /// Its payer took it back before it was paid for.
    Cancelled,
    /// Its payer took the money back after it had failed.
    TakenBack,
}

/// Where a payout stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The recipient has not said where to.
    AwaitingRecipient,
    /// The recipient answered something else; the payer decides.
    Declined,
    /// The recipient has said where to; the payer agrees and pays.
    AwaitingPayer,
    /// The payer is at the bank.
    Paying,
    /// The money is on its way.
    Sending,
    /// The money left for the account.
    Settled,
    /// The money did not reach the account, or came back; it is the payer's.
    Failed,
    /// Its time is over.
    Expired,
    /// Its payer ended it.
    Ended(Ending),
}

impl Payout {
    /// Where it stands at a moment. Money goes before time: what is paid for does not expire.
    pub fn standing(&self, now: DateTime<Utc>) -> Standing {
        use crate::transfers::Status;
        if let Some(ending) = self.ending {
            return Standing::Ended(ending);
        }
        if self.is_agreed && self.funded_at.is_some() {
            return match self.transfer {
                Some(Status::Settled) => Standing::Settled,
                Some(Status::Returned | Status::Refused) => Standing::Failed,
                Some(Status::Planned | Status::Sending | Status::Accepted) | None => {
                    Standing::Sending
                }
            };
        }
        if self.is_paying {
            return Standing::Paying;
        }
        if self.reply.is_some() {
            return Standing::Declined;
        }
        let is_confirmed = self.destination.as_ref().is_some_and(|to| to.confirmed_at.is_some());
        let is_over = self.funded_at.is_none() && self.until() <= now;
        match (is_over, is_confirmed) {
            (true, _) => Standing::Expired,
            (false, true) => Standing::AwaitingPayer,
            (false, false) => Standing::AwaitingRecipient,
        }
    }

    /// Until when whoever has to act now may act.
    pub fn until(&self) -> DateTime<Utc> {
        let confirmed_at = self.destination.as_ref().and_then(|to| to.confirmed_at);
        confirmed_at.map_or(self.answer_until, |at| at + self.pay_time)
    }

    /// When about the account has what the gateway settled inside the payment, while that is to come: its
    /// bank brings it with the next run of PAYA.
    pub fn arrives_about(&self, paya: &Calendar, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.settled_inside_at.map(|at| paya.expected(at)).filter(|at| now < *at)
    }

    /// What is paid.
    pub fn total(&self) -> Money {
        match self.fee_borne_by {
            FeeBorneBy::Payer => self.amount + self.fee,
            FeeBorneBy::Recipient => self.amount,
        }
    }

    /// What arrives.
    pub fn arrives(&self) -> Money {
        self.total() - self.fee
    }

    /// The recipient's page.
    pub fn recipient_door(&self) -> Door {
        Door::PayoutRecipient { payout: self.id }
    }

    /// The payer's page for the present revision.
    pub fn payer_door(&self) -> Door {
        Door::PayoutPayer { payout: self.id, revision: self.revision }
    }

    /// The payer's page about it in the account.
    pub fn path(&self) -> String {
        format!("/payouts/{}", self.id)
    }

    /// The digest of what whoever pays agrees to (`money.md` E5); `None` while there is nothing to
    /// agree to. Whatever of it changes, the digest changes.
    pub fn digest(&self) -> Option<[u8; 32]> {
        let to = self.destination.as_ref().filter(|to| to.confirmed_at.is_some())?;
        let digest = Sha256::new()
            .chain_update(self.id.as_uuid())
            .chain_update(self.revision.to_be_bytes())
            .chain_update(self.amount.as_rials().to_be_bytes())
            .chain_update(self.fee.as_rials().to_be_bytes())
            .chain_update(self.fee_borne_by.code())
            .chain_update(to.fingerprint)
            .chain_update(to.holder.as_deref().unwrap_or_default());
        Some(digest.finalize().into())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use uuid::Uuid;

    use super::*;

    pub(in crate::payouts) fn payout() -> Payout {
        let now = DateTime::UNIX_EPOCH;
        Payout {
            id: Uuid::from_u128(1).into(),
            workspace: Uuid::from_u128(2).into(),
            payer: "Sarv".to_owned(),
            unit: Unit::Toman,
            language: Language::Fa,
            title: "Three covers".to_owned(),
            recipient_name: "امین بهشتی".to_owned(),
            recipient_mobile: None,
            recipient_email: Some("amin@example.com".to_owned()),
            amount: Money::rials(62_000_000),
            amount_is_fixed: false,
            fee: Money::rials(124_000),
            fee_borne_by: FeeBorneBy::Payer,
            answer_until: now + TimeDelta::days(7),
            pay_time: TimeDelta::days(3),
            revision: 1,
            created_at: now,
            made_by: Uuid::from_u128(3).into(),
            destination: None,
            reply: None,
            is_agreed: false,
            is_paying: false,
            funded_at: None,
            ending: None,
            transfer: None,
            late_at: None,
            settled_inside_at: None,
        }
    }

    fn answered(at: DateTime<Utc>) -> Payout {
        let destination = Destination {
            bank: Bank::Melli,
            tail: "6789".to_owned(),
            card: None,
            holder: Some("امین بهشتی".to_owned()),
            fingerprint: [7; 32],
            given_at: at,
            confirmed_at: Some(at),
        };
        Payout { destination: Some(destination), ..payout() }
    }

    #[test]
    fn each_side_has_its_own_time_and_money_has_none() {
        let start = payout().created_at;
        let week = start + TimeDelta::days(7);
        assert_eq!(payout().standing(start), Standing::AwaitingRecipient);
        assert_eq!(payout().standing(week), Standing::Expired);

        let late = answered(week - TimeDelta::hours(1));
        assert_eq!(late.standing(week), Standing::AwaitingPayer, "the payer's time begins now");
        assert_eq!(late.standing(week + TimeDelta::days(3)), Standing::Expired);

        let funded = Payout { funded_at: Some(week), is_agreed: true, ..late };
        assert_eq!(funded.standing(week + TimeDelta::days(99)), Standing::Sending);
    }

    #[test]
    fn money_that_came_back_waits_for_its_payer_and_asking_again_begins_anew() {
        let start = payout().created_at;
        let failed = Payout {
            funded_at: Some(start),
            is_agreed: true,
            transfer: Some(transfers::Status::Returned),
            ..answered(start)
        };
        assert_eq!(failed.standing(start), Standing::Failed);

        let asked = Payout { revision: 2, destination: None, is_agreed: false, ..failed };
        let much_later = start + TimeDelta::days(99);
        assert_eq!(asked.standing(much_later), Standing::AwaitingRecipient, "the money waits");
    }

    #[test]
    fn whoever_bears_the_fee_the_parts_add_up() {
        for fee_borne_by in [FeeBorneBy::Payer, FeeBorneBy::Recipient] {
            let payout = Payout { fee_borne_by, ..payout() };
            assert_eq!(payout.arrives() + payout.fee, payout.total());
        }
        let payout = payout();
        assert_eq!(payout.arrives(), payout.amount, "the recipient gets what was meant");
    }

    #[test]
    fn what_the_payer_agrees_to_changes_with_each_part_of_it() {
        let one = answered(payout().created_at);
        let digest = one.digest();
        assert!(digest.is_some() && payout().digest().is_none());
        assert_ne!(digest, Payout { revision: 2, ..one.clone() }.digest());
        assert_ne!(digest, Payout { amount: Money::rials(1), ..one.clone() }.digest());
        assert_ne!(digest, Payout { fee: Money::rials(1), ..one.clone() }.digest());
        let mut moved = one.clone();
        if let Some(to) = moved.destination.as_mut() {
            to.fingerprint = [8; 32];
        }
        assert_ne!(digest, moved.digest());
    }
}
