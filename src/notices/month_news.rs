//! What the members of a building hear of a month that has to be approved before it is issued.

use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;
use uuid::Uuid;

use super::Said;
use super::message::short;
use crate::app::App;
use crate::ids::BuildingId;
use crate::locale::Voice;
use crate::money::Money;
use crate::tokens;

/// News of a month that has to be approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthNews {
    /// The building.
    pub building: BuildingId,
    /// Its name.
    pub name: String,
    /// The question or the rule that it is about.
    #[serde(default)]
    pub about: Option<Uuid>,
    /// How the month is called; none: it is about all of them.
    pub title: Option<String>,
    /// What happened.
    pub event: MonthEvent,
}

/// What happened, and so whom it concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum MonthEvent {
    /// To whoever may approve: somebody asks.
    Asked {
        /// All its bills together.
        total: Money,
    },
    /// To whoever may issue it: another member approves.
    Approved,
    /// To whoever may issue it: another member does not.
    Declined {
        /// Why.
        reason: String,
    },
    /// To whoever may approve: months have to be approved, or not any more.
    Rule {
        /// Whether they have to.
        is_needed: bool,
        /// From when on.
        from: DateTime<Utc>,
    },
}

impl MonthEvent {
    /// What makes the same event told twice one.
    pub fn code(&self) -> &'static str {
        match self {
            MonthEvent::Asked { .. } => "asked",
            MonthEvent::Approved => "approved",
            MonthEvent::Declined { .. } => "declined",
            MonthEvent::Rule { .. } => "rule",
        }
    }
}

impl MonthNews {
    pub(super) fn say(&self, app: &App, v: &Voice) -> Said {
        let (name, title) = (short(v, &self.name), self.title.clone().unwrap_or_default());
        let (said, more) = match &self.event {
            MonthEvent::Asked { total } => {
                let total = v.w.notices_month_total(v.amount_unit(*total));
                (v.w.notices_month_asked(&name, &title), Some(total))
            }
            MonthEvent::Approved => (v.w.notices_month_approved(&name, &title), None),
            MonthEvent::Declined { .. } => (v.w.notices_month_declined(&name, &title), None),
            MonthEvent::Rule { is_needed: true, .. } => (v.w.notices_month_rule(&name), None),
            MonthEvent::Rule { is_needed: false, from } => {
                (v.w.notices_month_rule_ends(&name, v.moment_short(*from)), None)
            }
        };
        let said = Said {
            subject: said.clone(),
            lines: std::iter::once(said).chain(more).collect(),
            action: Some((v.w.notices_see(), app.address(&self.path()))),
        };
        if let MonthEvent::Declined { reason } = &self.event {
            said.because(v, reason)
        } else {
            said
        }
    }

    /// The page of the month or of the rule, as short as may be.
    fn path(&self) -> String {
        match self.about {
            Some(about) => format!("/m/{}", tokens::short(about)),
            None => format!("/buildings/{}", self.building),
        }
    }
}
