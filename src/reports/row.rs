//! One payment as a merchant's list shows it.

use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;
use sqlx::types::Json;

use crate::ids::LinkId;
use crate::ids::PaymentId;
use crate::locale::Voice;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::payments::Decision;
use crate::payments::Status;
use crate::payments::Suspense;
use crate::web::paging::After;

/// A payment.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
pub(super) struct Row {
    pub(super) id: PaymentId,
    pub(super) happened_at: DateTime<Utc>,
    pub(super) order_number: i64,
    pub(super) title: String,
    pub(super) payer_name: Option<String>,
    pub(super) payer_mobile: Option<Mobile>,
    pub(super) amount: Money,
    pub(super) fee: Money,
    pub(super) status: Status,
    pub(super) booked: bool,
    /// Its money is for the wallet, and not for somebody who is paid out.
    pub(super) to_wallet: bool,
    /// The gateway at which it was to be paid to a terminal of the merchant's own.
    pub(super) own_gateway: Option<String>,
    pub(super) suspense: Option<Suspense>,
    pub(super) decision: Option<Decision>,
    pub(super) decision_is_done: bool,
    pub(super) held: bool,
    /// The bank took its money back.
    pub(super) reversed: bool,
    /// What went back to the payer because the merchant said so, or is on its way.
    pub(super) refunded: Money,
    pub(super) bank_number: Option<String>,
    pub(super) card: Option<String>,
    pub(super) link: Option<LinkId>,
    /// The merchant's own number for the link.
    pub(super) reference: Option<String>,
    pub(super) labels: Option<Vec<String>>,
    /// What the payer answered to the questions of the link.
    pub(super) answers: Option<Json<Vec<Answered>>>,
    /// Who made the link.
    pub(super) maker: Option<String>,
    /// The receipt's number.
    pub(super) receipt: Option<i64>,
}

/// A question of a link, and its answer.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Answered {
    pub(super) label: String,
    pub(super) value: String,
}

/// How a payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Paid,
    Suspended(Suspense),
    BeingGivenBack,
    GivenBack,
    TakenBack,
    Held,
    AtTheBank,
    Opened,
    Refused,
    Abandoned,
}

impl Row {
    pub(super) fn after(&self) -> After {
        After { at: self.happened_at, id: self.id.as_uuid() }
    }

    pub(super) fn standing(&self) -> Standing {
        match (self.status, self.suspense, self.decision) {
            (Status::Confirmed, _, _) if self.reversed => Standing::TakenBack,
            (Status::Confirmed, None, _) => Standing::Paid,
            (Status::Confirmed, Some(_), Some(Decision::Accepted)) => Standing::Paid,
            (Status::Confirmed, Some(reason), None) => Standing::Suspended(reason),
            (Status::Confirmed, Some(_), Some(Decision::GivenBack)) if self.decision_is_done => {
                Standing::GivenBack
            }
            (Status::Confirmed, Some(_), Some(Decision::GivenBack)) => Standing::BeingGivenBack,
            (Status::Sent, _, _) if self.held => Standing::Held,
            (Status::Sent, _, _) => Standing::AtTheBank,
            (Status::Opened | Status::Sending, _, _) => Standing::Opened,
            (Status::Refused, _, _) => Standing::Refused,
            (Status::Abandoned, _, _) => Standing::Abandoned,
        }
    }

    /// Whether the merchant has to decide about the money.
    pub(super) fn is_undecided(&self) -> bool {
        matches!(self.standing(), Standing::Suspended(_))
    }

    /// Whether its money is the merchant's, in the wallet or at a terminal of their own.
    fn is_income(&self) -> bool {
        self.booked && (self.to_wallet || self.own_gateway.is_some())
    }

    /// What the gateway kept of money that is the merchant's.
    pub(super) fn booked_fee(&self) -> Option<Money> {
        self.is_income().then_some(self.fee)
    }

    /// What the merchant got.
    pub(super) fn net(&self) -> Option<Money> {
        self.is_income().then_some(self.amount - self.fee)
    }

    /// Who paid, as far as anybody said.
    pub(super) fn payer(&self, v: &Voice) -> String {
        match (&self.payer_name, &self.payer_mobile) {
            (Some(name), _) => name.clone(),
            (None, Some(mobile)) => v.mobile(mobile),
            (None, None) => v.w.reports_payer_unknown(),
        }
    }

    pub(super) fn tracking(&self, v: &Voice) -> String {
        v.digits(&self.order_number.to_string())
    }

    /// Where it was to be paid: a gateway of the merchant's own by its name, or the house's.
    pub(super) fn terminal(&self, v: &Voice) -> String {
        match &self.own_gateway {
            Some(gateway) => v.w.reports_own_terminal(v.gateway(gateway)),
            None => v.w.reports_house_terminal(),
        }
    }

    pub(super) fn link_path(&self) -> Option<String> {
        self.link.map(|link| format!("/links/{link}"))
    }
}

impl Standing {
    pub(super) fn word(self, v: &Voice) -> String {
        match self {
            Standing::Paid => v.w.reports_paid(),
            Standing::Suspended(_) => v.w.reports_suspended(),
            Standing::BeingGivenBack => v.w.reports_being_given_back(),
            Standing::GivenBack => v.w.reports_given_back(),
            Standing::TakenBack => v.w.reports_taken_back(),
            Standing::Held => v.w.reports_held(),
            Standing::AtTheBank => v.w.reports_at_the_bank(),
            Standing::Opened => v.w.reports_opened(),
            Standing::Refused => v.w.reports_refused(),
            Standing::Abandoned => v.w.reports_abandoned(),
        }
    }

    /// Why money waits.
    pub(super) fn reason(self, v: &Voice) -> Option<String> {
        match self {
            Standing::Suspended(Suspense::Late) => Some(v.w.reports_why_late()),
            Standing::Suspended(Suspense::Extra) => Some(v.w.reports_why_extra()),
            Standing::Suspended(Suspense::Withdrawn) => Some(v.w.reports_why_withdrawn()),
            _ => None,
        }
    }

    pub(super) fn kind(self) -> &'static str {
        match self {
            Standing::Paid => "ok",
            Standing::Suspended(_) | Standing::BeingGivenBack | Standing::AtTheBank => "warn",
            Standing::Held | Standing::Refused | Standing::TakenBack => "bad",
            Standing::GivenBack | Standing::Opened | Standing::Abandoned => "",
        }
    }

    pub(super) fn icon(self) -> &'static str {
        match self {
            Standing::Paid => "tick",
            Standing::Suspended(_) => "half",
            Standing::BeingGivenBack | Standing::GivenBack | Standing::TakenBack => "again",
            Standing::Held => "alert",
            Standing::AtTheBank | Standing::Opened => "clock",
            Standing::Refused | Standing::Abandoned => "cross",
        }
    }
}
