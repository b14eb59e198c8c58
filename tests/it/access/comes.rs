//! What comes of a request, as the table of routes says it.

/// What comes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A page.
    Shown,
    /// It is done, and the browser goes on to another page.
    Done,
    /// To the sign-in page first.
    SignIn,
    /// There is no such thing.
    NotThere,
    /// The form comes back with what to put right.
    Again,
    /// No page of ours sends such a form.
    Refused,
    /// It is there, and not for this role.
    Forbidden,
}
