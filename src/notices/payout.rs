//! What a payout's two people are told, as data and in words.

use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;

use super::Said;
use super::class::Class;
use super::message::short;
use crate::app::App;
use crate::ids::PayoutId;
use crate::locale::Voice;
use crate::money::Money;
use crate::tokens;
use crate::tokens::Door;

/// What is told, and to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayoutNews {
    /// The payout.
    pub payout: PayoutId,
    /// Who the other person is: the payer for the recipient, the recipient for the payer.
    pub other: String,
    /// What for.
    pub title: String,
    /// How much.
    pub amount: Money,
    /// What happened.
    pub event: PayoutEvent,
}

/// What happened to a payout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum PayoutEvent {
    /// To the recipient: somebody wants to give you money; where to?
    Asked {
        /// Until when they may answer.
        until: DateTime<Utc>,
        /// Their page.
        door: Door,
    },
    /// To the payer: the recipient said where to.
    Ready {
        /// The page with one button.
        door: Door,
    },
    /// To the payer's members: the recipient said where to, and a second member has to agree.
    AwaitsApproval,
    /// To the payer's members: the second member does not agree.
    NotApproved {
        /// Why.
        reason: String,
    },
    /// To the payer: it is for somebody else, they say.
    NotThem,
    /// To the payer: another amount was agreed, they say.
    OtherAmount {
        /// Which, if they said.
        proposal: Option<Money>,
    },
    /// To the payer: they do not want it.
    Refused,
    /// To the payer: your payment arrived, the money is on its way.
    Paid,
    /// To the recipient: it was paid for, the money is on its way.
    OnItsWay {
        /// The last four digits of their account.
        tail: String,
        /// Their page.
        door: Door,
    },
    /// To the payer: it reached the account.
    Sent,
    /// To the recipient: it reached your account.
    Arrived {
        /// The last four digits of it.
        tail: String,
        /// Their page.
        door: Door,
    },
    /// To the payer: it takes longer than usual; nothing is sent again for that.
    Late,
    /// To the recipient: the same.
    LateForYou {
        /// The last four digits of their account.
        tail: String,
        /// Their page.
        door: Door,
    },
    /// To the payer: it did not reach the account; the money is yours.
    Failed,
    /// To the recipient: it did not reach your account.
    DidNotArrive {
        /// The last four digits of it.
        tail: String,
    },
    /// To the recipient: there is nothing to answer any more.
    Ended,
    /// To the payer: the time is over.
    Expired,
    /// To the payer: money came too late or twice, and waits for your decision.
    Suspended,
    /// To the payer: your payment was not taken, and the bank gives it back.
    NotTaken,
}

impl PayoutNews {
    /// What kind of message it is.
    pub(super) fn class(&self) -> Class {
        match self.event {
            PayoutEvent::Asked { .. } => Class::Request,
            PayoutEvent::Paid
            | PayoutEvent::OnItsWay { .. }
            | PayoutEvent::Sent
            | PayoutEvent::Arrived { .. }
            | PayoutEvent::Failed
            | PayoutEvent::DidNotArrive { .. }
            | PayoutEvent::Suspended
            | PayoutEvent::NotTaken => Class::Receipt,
            PayoutEvent::Ready { .. }
            | PayoutEvent::AwaitsApproval
            | PayoutEvent::NotApproved { .. }
            | PayoutEvent::NotThem
            | PayoutEvent::OtherAmount { .. }
            | PayoutEvent::Refused
            | PayoutEvent::Late
            | PayoutEvent::LateForYou { .. }
            | PayoutEvent::Ended
            | PayoutEvent::Expired => Class::Notice,
        }
    }

    pub(super) fn say(&self, app: &App, v: &Voice) -> Said {
        let Spoken { line, more, action } = self.words(app, v);
        let subject = line.clone();
        let said = Said { subject, lines: std::iter::once(line).chain(more).collect(), action };
        if let PayoutEvent::NotApproved { reason } = &self.event {
            said.because(v, reason)
        } else {
            said
        }
    }

    fn words(&self, app: &App, v: &Voice) -> Spoken {
        let (other, title) = (short(v, &self.other), short(v, &self.title));
        let amount = v.amount_unit(self.amount);
        let see = Some((v.w.notices_see(), app.address(&account_path(self.payout))));
        let open = |door: &Door| app.address(&door.path(&app.keys));
        let here = |door: &Door| Some((v.w.notices_see(), open(door)));
        let (line, more, action) = match &self.event {
            PayoutEvent::Asked { until, door } => (
                v.w.notices_payout_asked(&other, &amount, &title),
                Some(v.w.notices_until(v.moment_short(*until))),
                Some((v.w.notices_payout_answer(), open(door))),
            ),
            PayoutEvent::Ready { door } => (
                v.w.notices_payout_ready(&other, &amount),
                None,
                Some((v.w.notices_payout_look(), open(door))),
            ),
            PayoutEvent::AwaitsApproval => {
                (v.w.notices_payout_awaits_approval(&other, &amount), None, see)
            }
            PayoutEvent::NotApproved { .. } => {
                (v.w.notices_payout_not_approved(&amount, &other), None, see)
            }
            PayoutEvent::NotThem => (v.w.notices_payout_not_them(&other), None, see),
            PayoutEvent::OtherAmount { proposal } => (
                v.w.notices_payout_other_amount(&other),
                proposal.map(|proposal| v.w.notices_payout_proposal(v.amount_unit(proposal))),
                see,
            ),
            PayoutEvent::Refused => (v.w.notices_payout_refused(&other), None, see),
            PayoutEvent::Paid => (v.w.notices_payout_paid(&amount, &other), None, see),
            PayoutEvent::OnItsWay { tail, door } => {
                (v.w.notices_payout_on_its_way(&other, &amount, v.digits(tail)), None, here(door))
            }
            PayoutEvent::Sent => (v.w.notices_payout_sent(&amount, &other), None, see),
            PayoutEvent::Arrived { tail, door } => {
                (v.w.notices_payout_arrived(&amount, &other, v.digits(tail)), None, here(door))
            }
            PayoutEvent::Late => (
                v.w.notices_payout_late(&amount, &other),
                Some(v.w.notices_payout_not_again()),
                see,
            ),
            PayoutEvent::LateForYou { tail, door } => (
                v.w.notices_payout_late_for_you(&amount, &other, v.digits(tail)),
                Some(v.w.notices_payout_not_lost()),
                here(door),
            ),
            PayoutEvent::Failed => {
                (v.w.notices_payout_failed(&amount, &other), Some(v.w.notices_payout_yours()), see)
            }
            PayoutEvent::DidNotArrive { tail } => {
                (v.w.notices_payout_did_not_arrive(&amount, &other, v.digits(tail)), None, None)
            }
            PayoutEvent::Ended => (v.w.notices_payout_ended(&other, &title), None, None),
            PayoutEvent::Expired => (v.w.notices_payout_expired(&other, &title), None, see),
            PayoutEvent::Suspended => (v.w.notices_payout_suspended(&amount, &other), None, see),
            PayoutEvent::NotTaken => (v.w.notices_payout_not_taken(&amount, &other), None, see),
        };
        Spoken { line, more, action }
    }
}

/// What is said first, what besides, and what may be done about it.
struct Spoken {
    line: String,
    more: Option<String>,
    action: Option<(String, String)>,
}

/// The payer's page about a payout, as short as may be.
fn account_path(payout: PayoutId) -> String {
    format!("/o/{}", tokens::short(payout.as_uuid()))
}
