//! What a carrier of messages says, be it of SMS or of e-mail (`providers.md` 5.1). Silence is an
//! answer of its own: what may have been sent is asked about, and never sent again blindly.

use chrono::TimeDelta;

use crate::money::Money;

/// What a carrier says when it is handed a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handover {
    /// It takes care of it.
    Taken(Taken),
    /// It surely did not take it, and may be told again after a time: it was busy or not to be reached.
    Busy {
        /// After which time it wants to be told again.
        after: Option<TimeDelta>,
    },
    /// It will not send it to this reader, or not this text.
    Refused(Refusal),
    /// It will send nothing of ours until a person of the house has put something right: a key, the
    /// credit, a template.
    Misconfigured(String),
    /// Silence: it may have been sent.
    Unknown,
}

/// A message in a carrier's hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The carrier's name for it.
    pub reference: String,
    /// How far it has come already.
    pub fate: Fate,
    /// What the carrier charges for it.
    pub cost: Option<Money>,
}

/// Why a message is not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The reader has told the carrier to send nothing; it is not to be sent by another way around it.
    Blocked,
    /// There is no such reader.
    NoSuchReader,
    /// Something else, in the carrier's words.
    Other(String),
}

impl Refusal {
    /// As the notice keeps it.
    pub fn code(&self) -> &str {
        match self {
            Refusal::Blocked => "blocked",
            Refusal::NoSuchReader => "no such reader",
            Refusal::Other(code) => code,
        }
    }
}

/// How far a message has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is on its way.
    UnderWay,
    /// The reader has it.
    Delivered,
    /// It will not arrive.
    Failed(Refusal),
}

/// What a carrier says when it is asked whether it has a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookUp {
    /// It has it.
    Kept(Taken),
    /// It has none under our name.
    NotThere,
    /// It keeps no messages under our names: it cannot be asked.
    CannotSay,
    /// It did not answer; it may be asked again.
    Silent,
}
