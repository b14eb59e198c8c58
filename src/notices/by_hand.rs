//! What a resident is told of money that they gave the manager of a building by hand.

use serde::Deserialize;
use serde::Serialize;

use super::Said;
use super::message::short;
use crate::app::App;
use crate::locale::Voice;
use crate::money::Money;
use crate::tokens::Door;

/// What a resident is told of money that they gave by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByHand {
    /// The building's name.
    pub building: String,
    /// How much.
    pub amount: Money,
    /// The number of the receipt.
    pub number: i32,
    /// Whether the receipt was wrong and counts no more.
    pub taken_back: bool,
    /// What the resident owes.
    pub door: Door,
}

impl ByHand {
    pub(super) fn say(&self, app: &App, v: &Voice) -> Said {
        let building = short(v, &self.building);
        let (amount, number) = (v.amount_unit(self.amount), v.digits(&self.number.to_string()));
        let (said, more) = if self.taken_back {
            let why = v.w.notices_by_hand_mistake();
            (v.w.notices_by_hand_taken_back(building, number, amount), Some(why))
        } else {
            (v.w.notices_by_hand(building, amount, number), None)
        };
        Said {
            subject: said.clone(),
            lines: std::iter::once(said).chain(more).collect(),
            action: Some((v.w.notices_by_hand_see(), app.address(&self.door.path(&app.keys)))),
        }
    }
}
