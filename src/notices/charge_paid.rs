//! What the manager of a building is told of a resident's money.

use serde::Deserialize;
use serde::Serialize;

use super::Said;
use super::message::short;
use crate::app::App;
use crate::ids::BuildingId;
use crate::locale::Voice;
use crate::money::Money;

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
}

impl ChargePaid {
    pub(super) fn say(&self, app: &App, v: &Voice) -> Said {
        let said = v.w.notices_paid(short(v, &self.payer), v.amount_unit(self.amount));
        let tracking = v.digits(&self.tracking.to_string());
        let path = format!("/buildings/{}", self.building);
        Said {
            subject: said.clone(),
            lines: vec![said, v.w.notices_tracking_of(short(v, &self.title), tracking)],
            action: Some((v.w.notices_see(), app.address(&path))),
        }
    }
}
