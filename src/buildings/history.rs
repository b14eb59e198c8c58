//! What became of something that was written down: the whole of it before and after, and by whom.

use chrono::DateTime;
use chrono::Utc;
use serde::de::DeserializeOwned;

/// A change.
pub(super) struct Change<T> {
    pub(super) by: String,
    pub(super) at: DateTime<Utc>,
    pub(super) before: T,
    /// None: it was taken out.
    pub(super) after: Option<T>,
}

/// Who wrote it down, and when.
pub(super) struct Origin {
    pub(super) by: String,
    pub(super) at: DateTime<Utc>,
}

impl<T: DeserializeOwned> Change<T> {
    /// Reads a change as its table keeps it.
    pub(super) fn read(
        (by, at): (String, DateTime<Utc>),
        before: &str,
        after: Option<&str>,
    ) -> serde_json::Result<Self> {
        let after = after.map(serde_json::from_str).transpose()?;
        Ok(Self { by, at, before: serde_json::from_str(before)?, after })
    }
}
