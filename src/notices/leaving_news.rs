//! What is told to somebody who leaves a unit.

use serde::Deserialize;
use serde::Serialize;

use super::Said;
use super::message::short;
use crate::app::App;
use crate::locale::Voice;
use crate::tokens::Door;

/// Somebody leaves a unit of a building.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeavingNews {
    /// The building's name.
    pub building: String,
    /// What happened.
    pub step: LeavingEvent,
    /// Where they see it: the page of their debt, or that of their certificate.
    pub door: Door,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeavingEvent {
    /// They settle: what is open and what their last days cost stands on their page.
    Begun,
    /// A certificate was issued that they owe nothing.
    Cleared {
        /// Its number in the building.
        number: i32,
    },
}

impl LeavingNews {
    pub(super) fn say(&self, app: &App, v: &Voice) -> Said {
        let building = short(v, &self.building);
        let said = match self.step {
            LeavingEvent::Begun => v.w.notices_leaving_begun(building),
            LeavingEvent::Cleared { number } => {
                v.w.notices_leaving_cleared(building, v.number(number.into()))
            }
        };
        Said {
            subject: said.clone(),
            lines: vec![said],
            action: Some((v.w.notices_see(), app.address(&self.door.path(&app.keys)))),
        }
    }
}
