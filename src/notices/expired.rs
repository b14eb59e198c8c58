//! What a merchant is told of a link whose time has passed.

use serde::Deserialize;
use serde::Serialize;

use super::Said;
use super::message::link_path;
use super::message::short;
use crate::app::App;
use crate::ids::LinkId;
use crate::locale::Voice;
use crate::money::Money;

/// What a merchant is told of a link whose time has passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expired {
    /// For whom it was.
    pub payer: Option<String>,
    /// What for.
    pub title: String,
    /// How much.
    pub amount: Option<Money>,
    /// The link.
    pub link: LinkId,
    /// How many had paid it all the same.
    pub payments: i64,
}

impl Expired {
    pub(super) fn say(&self, app: &App, v: &Voice) -> Said {
        let title = short(v, &self.title);
        let said = match self.payments {
            0 => v.w.notices_expired(&title),
            count => v.w.notices_expired_some(count, &title, v.number(count)),
        };
        let payer = self.payer.as_deref().map(|payer| short(v, payer));
        let who = match (payer, self.amount.map(|amount| v.amount_unit(amount))) {
            (Some(payer), Some(amount)) => Some(v.w.notices_who_amount(payer, amount)),
            (one, other) => one.or(other),
        };
        Said {
            subject: said.clone(),
            lines: std::iter::once(said).chain(who).collect(),
            action: Some((v.w.notices_see(), app.address(&link_path(self.link)))),
        }
    }
}
