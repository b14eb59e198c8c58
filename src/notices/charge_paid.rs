//! What the manager of a building is told of a resident's money.

use serde::Deserialize;
use serde::Serialize;

use super::Said;
use super::message::cut_to;
use super::message::short;
use crate::app::App;
use crate::ids::BuildingId;
use crate::locale::Voice;
use crate::money::Money;

/// No more of a unit's number, or of its block's, fits into a short message.
const UNIT_CHARS_MAX: usize = 5;

/// No more of who paid for which unit fits; what is too much of it is the name, which is left out where too
/// little of it would be left.
const WHO_CHARS_MAX: usize = 34;
const NAME_CHARS_MIN: usize = 6;

/// What the manager of a building is told of a resident's money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargePaid {
    /// From whom.
    pub payer: String,
    /// The building's name.
    pub title: String,
    /// How much.
    pub amount: Money,
    /// The tracking code.
    pub tracking: i64,
    /// The building.
    pub building: BuildingId,
    /// For which units: the block, where there are several, and the number of each.
    #[serde(default)]
    pub units: Vec<(String, String)>,
}

impl ChargePaid {
    /// Who paid, and for which unit; of several the first is named.
    fn who(&self, v: &Voice) -> String {
        let Some(((block, number), others)) = self.units.split_first() else {
            return short(v, &self.payer);
        };
        let number = v.digits(&cut_to(number, UNIT_CHARS_MAX));
        let place = if block.is_empty() {
            v.w.buildings_unit_of(number)
        } else {
            v.w.buildings_unit_in_block(v.digits(&cut_to(block, UNIT_CHARS_MAX)), number)
        };
        let place = match i64::try_from(others.len()).unwrap_or(i64::MAX) {
            0 => place,
            others => v.w.notices_units_more(place, v.number(others)),
        };
        match WHO_CHARS_MAX.saturating_sub(place.chars().count()) {
            ..NAME_CHARS_MIN => place,
            room => v.w.buildings_who(place, short(v, &cut_to(&self.payer, room))),
        }
    }

    pub(super) fn say(&self, app: &App, v: &Voice) -> Said {
        let said = v.w.notices_paid(self.who(v), v.amount_unit(self.amount));
        let tracking = v.digits(&self.tracking.to_string());
        let path = format!("/buildings/{}", self.building);
        Said {
            subject: said.clone(),
            lines: vec![said, v.w.notices_tracking_of(short(v, &self.title), tracking)],
            action: Some((v.w.notices_see(), app.address(&path))),
        }
    }
}
