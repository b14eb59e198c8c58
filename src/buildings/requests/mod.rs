//! What residents ask of the manager of their building, with pictures, and what becomes of it. A request is
//! of a unit: whoever is part of that unit on the day on which it was made sees it, and nobody else. It is a
//! conversation: the manager takes steps and answers, which is told to the resident; who is still part of the
//! unit may say more, which is told to the manager.

mod store;
mod tell;

pub(super) use store::Request;
pub(super) use store::Step;
pub(super) use store::count_waiting;
pub(super) use store::file_of;
pub(super) use store::of_building;
pub(super) use store::of_resident;
pub(super) use store::one_of_building;
pub(super) use store::one_of_resident;
pub(super) use store::steps;
pub(super) use store::units_of;
pub use tell::make_request;
pub use tell::say_more;
pub use tell::take_step;

use crate::ids::RequestId;
use crate::ids::ResidentId;
use crate::ids::StepId;
use crate::ids::UnitId;

/// So many pictures belong to a request, and to what is said in it later.
pub(super) const FILES_MAX: usize = 4;

/// What a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum RequestKind {
    /// Something is broken.
    Repair,
    /// Something is dirty.
    Cleaning,
    /// Something is with the neighbours.
    Neighbours,
    /// A bill is not understood.
    Bill,
    /// A door, a camera, a stranger.
    Security,
    /// Anything else.
    Other,
}

impl RequestKind {
    /// All of them.
    pub const ALL: [RequestKind; 6] = [
        RequestKind::Repair,
        RequestKind::Cleaning,
        RequestKind::Neighbours,
        RequestKind::Bill,
        RequestKind::Security,
        RequestKind::Other,
    ];

    /// As it stands in the database and in forms.
    pub fn code(self) -> &'static str {
        match self {
            RequestKind::Repair => "repair",
            RequestKind::Cleaning => "cleaning",
            RequestKind::Neighbours => "neighbours",
            RequestKind::Bill => "bill",
            RequestKind::Security => "security",
            RequestKind::Other => "other",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// How far a request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum RequestState {
    /// Nobody has looked at it.
    New,
    /// The manager knows of it.
    Seen,
    /// Somebody is at it.
    InWork,
    /// It is done.
    Done,
    /// It will not be done, for a reason.
    Refused,
}

impl RequestState {
    /// As it stands in the database and in forms.
    pub fn code(self) -> &'static str {
        match self {
            RequestState::New => "new",
            RequestState::Seen => "seen",
            RequestState::InWork => "in_work",
            RequestState::Done => "done",
            RequestState::Refused => "refused",
        }
    }

    /// The state with this code.
    pub fn parse(code: &str) -> Option<Self> {
        use RequestState::{Done, InWork, New, Refused, Seen};
        [New, Seen, InWork, Done, Refused].into_iter().find(|state| state.code() == code)
    }

    /// Whether nothing follows any more.
    pub fn is_end(self) -> bool {
        matches!(self, RequestState::Done | RequestState::Refused)
    }

    /// Whether a request goes on from this state to another: forward only, and from an end nowhere.
    pub fn may_become(self, next: RequestState) -> bool {
        !self.is_end() && self < next
    }
}

/// A request about to be made.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// Its name.
    pub id: RequestId,
    /// Who asks.
    pub resident: ResidentId,
    /// For which of their units.
    pub unit: UnitId,
    /// What it is about.
    pub kind: RequestKind,
    /// What they say, in lines.
    pub words: String,
    /// Pictures: what kind of file each is, and its bytes.
    pub files: Vec<(&'static str, Vec<u8>)>,
}

/// A step about to be taken.
#[derive(Clone, Debug)]
pub struct NewStep {
    /// Its name.
    pub id: StepId,
    /// What the request becomes; `None`: something is only said.
    pub state: Option<RequestState>,
    /// What is said with it.
    pub words: Option<String>,
}

/// What a resident is about to say in a request that there is.
#[derive(Clone, Debug)]
pub struct NewWords {
    /// Its name.
    pub id: StepId,
    /// Who says it.
    pub resident: ResidentId,
    /// What they say, in lines.
    pub words: String,
    /// Pictures: what kind of file each is, and its bytes.
    pub files: Vec<(&'static str, Vec<u8>)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_goes_forward_only_and_from_an_end_nowhere() {
        use RequestState::{Done, InWork, New, Refused, Seen};
        let all = [New, Seen, InWork, Done, Refused];
        let after = |state: RequestState| all.map(|next| state.may_become(next));
        assert_eq!(after(New), [false, true, true, true, true]);
        assert_eq!(after(InWork), [false, false, false, true, true]);
        assert_eq!([after(Done), after(Refused)], [[false; 5]; 2]);
        assert_eq!(all.map(|state| RequestState::parse(state.code())), all.map(Some));
    }
}
