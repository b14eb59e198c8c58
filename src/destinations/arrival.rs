//! About when money is at its account. A word to people, never a promise.

use chrono::DateTime;
use chrono::Utc;

use crate::locale::Voice;

/// About when money is there, in words.
pub fn said(v: &Voice, at: DateTime<Utc>) -> String {
    v.w.destinations_arrives_about(v.moment(at))
}
