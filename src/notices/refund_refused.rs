//! What a merchant is told of a refund that the bank did not carry out.

use serde::Deserialize;
use serde::Serialize;

use super::Said;
use super::message::link_path;
use super::message::short;
use crate::app::App;
use crate::ids::LinkId;
use crate::locale::Voice;
use crate::money::Money;

/// What a merchant is told of a refund that the bank did not carry out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundRefused {
    /// What had been paid for.
    pub title: String,
    /// How much was to go back.
    pub amount: Money,
    /// The tracking code of the payment.
    pub tracking: i64,
    /// The link.
    pub link: LinkId,
}

impl RefundRefused {
    pub(super) fn say(&self, app: &App, v: &Voice) -> Said {
        let said = v.w.notices_refund_refused(v.amount_unit(self.amount));
        let tracking = v.digits(&self.tracking.to_string());
        Said {
            subject: said.clone(),
            lines: vec![said, v.w.notices_tracking_of(short(v, &self.title), tracking)],
            action: Some((v.w.notices_see(), app.address(&link_path(self.link)))),
        }
    }
}
