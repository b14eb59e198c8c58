//! Where events go, and which there are.

use chrono::DateTime;
use chrono::Utc;

use crate::ids::EndpointId;
use crate::ids::WorkspaceId;

/// What somebody asked for to see whether anything arrives.
pub const TEST: &str = "webhook.test";

/// The types of events that an endpoint may be told of; each is written by the database.
pub const TYPES: [&str; 18] = [
    "payment.paid",
    "payment.waiting",
    "payment.accepted",
    "payment.given_back",
    "payment.failed",
    "payment.reversed",
    "refund.done",
    "refund.refused",
    "payout.answered",
    "payout.declined",
    "payout.funded",
    "payout.settled",
    "payout.failed",
    "payout.cancelled",
    "payout.taken_back",
    "charge.issued",
    "charge.paid",
    "charge.reversed",
];

/// A place where events of a workspace go.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Its name.
    pub id: EndpointId,
    /// Whose it is.
    pub workspace: WorkspaceId,
    /// The address.
    pub url: String,
    /// Of which types it is told.
    pub types: Vec<String>,
    /// Which of its secrets is the newest.
    pub secret_version: i32,
    /// When it became the newest, if it is not the first.
    pub secret_changed_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Since when nothing has arrived there.
    pub failing_since: Option<DateTime<Utc>>,
    /// When we gave it up.
    pub disabled_at: Option<DateTime<Utc>>,
}

impl Endpoint {
    /// The host, which is what people know an address by.
    pub fn host(&self) -> &str {
        let rest = self.url.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or_default()
    }
}
