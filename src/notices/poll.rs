//! What is told of a poll to those who may vote in it.

use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;

use super::Said;
use super::message::short;
use super::message::short_to;
use crate::app::App;
use crate::locale::Voice;

/// So much of a question is said; the rest stands on the page.
const QUESTION_CHARS_MAX: usize = 40;

/// A poll that somebody may vote in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollNews {
    /// The building's name.
    pub building: String,
    /// What is asked.
    pub question: String,
    /// Until when votes are taken.
    pub until: DateTime<Utc>,
    /// Whether they were told before, and have not voted.
    pub is_reminder: bool,
}

impl PollNews {
    pub(super) fn say(&self, app: &App, v: &Voice) -> Said {
        let building = short(v, &self.building);
        let until = v.day(self.until - chrono::TimeDelta::minutes(1));
        let said = if self.is_reminder {
            v.w.notices_poll_reminded(building, until)
        } else {
            v.w.notices_poll_opened(building, until)
        };
        let question = short_to(v, &self.question, QUESTION_CHARS_MAX);
        Said {
            subject: said.clone(),
            lines: vec![said, question, v.w.notices_stop_by_sms()],
            // Their home says that a poll waits for them: its own address would cost a part of the SMS.
            action: Some((v.w.notices_poll_vote(), app.address("/my"))),
        }
    }
}
