//! What is told of money that a tenant paid for the owner of the unit.

use serde::Deserialize;
use serde::Serialize;

use super::Said;
use super::message::short;
use crate::app::App;
use crate::locale::Voice;
use crate::money::Money;
use crate::tokens::Door;

/// A tenant paid for an owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForOwnerNews {
    /// The building's name.
    pub building: String,
    /// What is said, and so to whom.
    pub step: ForOwnerEvent,
    /// Where they see it: the page of their debt, or that of the certificate.
    pub door: Door,
}

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForOwnerEvent {
    /// To the owner: the tenant paid so much of what they owe.
    Paid {
        /// How much.
        amount: Money,
        /// The number of the certificate.
        number: i32,
    },
    /// To the tenant: a certificate of it was issued.
    Certified {
        /// Its number in the building.
        number: i32,
        /// What the items did not take any more, which is theirs.
        credit: Option<Money>,
    },
    /// To the tenant: the items took nothing any more; all of it is theirs.
    NothingLeft {
        /// How much.
        amount: Money,
    },
}

impl ForOwnerNews {
    pub(super) fn say(&self, app: &App, v: &Voice) -> Said {
        let building = short(v, &self.building);
        let kept = |amount| v.w.notices_for_owner_kept(v.amount_unit(amount));
        let lines = match self.step {
            ForOwnerEvent::Paid { amount, number } => vec![
                v.w.notices_for_owner_paid(building, v.amount_unit(amount)),
                v.w.notices_for_owner_number(v.number(number.into())),
            ],
            ForOwnerEvent::Certified { number, credit } => {
                let certified = v.w.notices_for_owner_certified(building, v.number(number.into()));
                // Where there is no room for both, the number is on the page.
                credit.map(kept).into_iter().chain([certified]).collect()
            }
            ForOwnerEvent::NothingLeft { amount } => {
                vec![kept(amount), v.w.notices_for_owner_nothing_left(building)]
            }
        };
        Said {
            subject: lines.first().cloned().unwrap_or_default(),
            lines,
            action: Some((v.w.notices_see(), app.address(&self.door.path(&app.keys)))),
        }
    }
}
