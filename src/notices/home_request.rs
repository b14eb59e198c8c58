//! What is told of a resident's request: to the manager that there is one, to the resident what became of
//! it.

use serde::Deserialize;
use serde::Serialize;

use super::Said;
use super::message::short;
use crate::app::App;
use crate::ids::BuildingId;
use crate::ids::ResidentId;
use crate::locale::Voice;

/// A request of a resident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeRequest {
    /// The building's name.
    pub building: String,
    /// Its number in the building.
    pub number: i32,
    /// What happened.
    pub news: RequestNews,
}

/// What happened to a request, and so whom it concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestNews {
    /// To the manager: there is one.
    Asked {
        /// Of which building.
        building: BuildingId,
        /// From whom.
        who: String,
    },
    /// To the manager: a resident said more in it.
    SaidMore {
        /// Of which building.
        building: BuildingId,
        /// Who did.
        who: String,
    },
    /// To the resident: the manager knows of it.
    Seen {
        /// Who asked.
        resident: ResidentId,
    },
    /// To the resident: somebody is at it.
    InWork {
        /// Who asked.
        resident: ResidentId,
    },
    /// To the resident: it is done.
    Done {
        /// Who asked.
        resident: ResidentId,
    },
    /// To the resident: it will not be done.
    Refused {
        /// Who asked.
        resident: ResidentId,
    },
    /// To the resident: the manager says something.
    Answered {
        /// Who asked.
        resident: ResidentId,
    },
}

impl HomeRequest {
    pub(super) fn say(&self, app: &App, v: &Voice) -> Said {
        let (building, number) = (short(v, &self.building), v.digits(&self.number.to_string()));
        let said = match &self.news {
            RequestNews::Asked { .. } => v.w.notices_request_asked(&building, &number),
            RequestNews::SaidMore { .. } => v.w.notices_request_said_more(&building, &number),
            RequestNews::Seen { .. } => v.w.notices_request_seen(&building, &number),
            RequestNews::InWork { .. } => v.w.notices_request_in_work(&building, &number),
            RequestNews::Done { .. } => v.w.notices_request_done(&building, &number),
            RequestNews::Refused { .. } => v.w.notices_request_refused(&building, &number),
            RequestNews::Answered { .. } => v.w.notices_request_answered(&building, &number),
        };
        // The list and not the request itself: two ids would make the address a third SMS.
        let (who, path) = match &self.news {
            RequestNews::Asked { building, who } | RequestNews::SaidMore { building, who } => {
                (Some(short(v, who)), format!("/buildings/{building}/requests"))
            }
            RequestNews::Seen { resident }
            | RequestNews::InWork { resident }
            | RequestNews::Done { resident }
            | RequestNews::Refused { resident }
            | RequestNews::Answered { resident } => (None, format!("/my/{resident}/requests")),
        };
        Said {
            subject: said.clone(),
            lines: std::iter::once(said).chain(who).collect(),
            action: Some((v.w.notices_see(), app.address(&path))),
        }
    }
}
