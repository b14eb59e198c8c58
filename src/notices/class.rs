//! The classes of messages, which say what may hold one back.

/// What kind of message it is: how urgent, and what may hold it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A person waits for it at this moment, and it is never sent twice.
    Code,
    /// What became of somebody's money; always sent.
    Receipt,
    /// Something that its reader needs to know; always sent.
    Notice,
    /// A merchant writes to a payer who may not want it, and who may have paid already.
    Request,
    /// The same, and not for the first time.
    Reminder,
    /// A manager writes to many people who did not ask for it.
    News,
}

impl Class {
    /// Whether its reader may not want it: who says so gets no more, and so does everybody while the
    /// messages of its workspace are held.
    pub(super) fn is_unasked(self) -> bool {
        match self {
            Class::Request | Class::Reminder | Class::News => true,
            Class::Code | Class::Receipt | Class::Notice => false,
        }
    }
}
