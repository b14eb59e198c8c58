//! What a payer is told of money that waited for the merchant's decision.

use serde::Deserialize;
use serde::Serialize;

use super::Said;
use super::message::short;
use crate::app::App;
use crate::ids::PaymentId;
use crate::locale::Voice;
use crate::money::Money;
use crate::tokens::Door;

/// What a payer is told of money that waited for the merchant's decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// Who decided.
    pub merchant: String,
    /// How much.
    pub amount: Money,
    /// The tracking code.
    pub tracking: i64,
    /// The payment.
    pub payment: PaymentId,
    /// Whether it was accepted; otherwise it is back on the payer's card.
    pub accepted: bool,
}

impl Decided {
    pub(super) fn say(&self, app: &App, v: &Voice) -> Said {
        let merchant = short(v, &self.merchant);
        let said = if self.accepted {
            v.w.notices_decided_accepted(&merchant)
        } else {
            v.w.notices_decided_given_back(&merchant)
        };
        let tracking = v.digits(&self.tracking.to_string());
        let path = Door::Receipt { payment: self.payment }.path(&app.keys);
        Said {
            subject: said.clone(),
            lines: vec![said, v.w.notices_amount_tracking(v.amount_unit(self.amount), tracking)],
            action: Some((v.w.notices_receipt_button(), app.address(&path))),
        }
    }
}
