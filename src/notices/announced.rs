//! What a resident is told when the manager of their building has something to say.

use serde::Deserialize;
use serde::Serialize;

use super::Said;
use super::message::short;
use super::message::short_to;
use crate::app::App;
use crate::locale::Voice;
use crate::tokens::Door;

/// So much of a heading, so that with the longest name of a building and the address it is two SMS.
const TITLE_CHARS_MAX: usize = 40;

/// A heading of the notice board of a building. The rest stands on the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// The building's name.
    pub building: String,
    /// The heading.
    pub title: String,
    /// The resident's page.
    pub door: Door,
}

impl Announced {
    pub(super) fn say(&self, app: &App, v: &Voice) -> Said {
        let (building, title) =
            (short(v, &self.building), short_to(v, &self.title, TITLE_CHARS_MAX));
        let said = v.w.notices_announced(building, title);
        let path = format!("{}/news", self.door.path(&app.keys));
        Said {
            subject: said.clone(),
            lines: vec![said, v.w.notices_stop_by_sms()],
            action: Some((v.w.notices_announced_read(), app.address(&path))),
        }
    }
}
