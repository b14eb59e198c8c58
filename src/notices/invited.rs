//! What somebody is told who is asked to join a workspace.

use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;

use super::Said;
use super::message::short;
use crate::access::Role;
use crate::app::App;
use crate::locale::Voice;
use crate::tokens::Door;

/// What somebody is told who is asked to join a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// The name of the workspace, the only words in it that a stranger has written.
    pub workspace: String,
    /// As what.
    pub role: Role,
    /// Whether the workspace runs a building.
    pub is_of_a_building: bool,
    /// Until when.
    pub until: DateTime<Utc>,
    /// The page on which to join.
    pub door: Door,
}

impl Invited {
    pub(super) fn say(&self, app: &App, v: &Voice) -> Said {
        let role = v.role(self.role, self.is_of_a_building);
        let said = v.w.notices_invited(short(v, &self.workspace), role);
        Said {
            subject: said.clone(),
            lines: vec![said, v.w.notices_until(v.moment_short(self.until))],
            action: Some((v.w.notices_invited_see(), app.address(&self.door.path(&app.keys)))),
        }
    }
}
