//! Webhooks as programs see them.

use chrono::DateTime;
use chrono::Utc;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::webhooks::Delivery;
use crate::webhooks::Endpoint;

/// A place where events go.
#[derive(Serialize, ToSchema)]
#[schema(as = Webhook)]
pub(super) struct WebhookView {
    /// Its id.
    id: Uuid,
    /// The address.
    url: String,
    /// Of which types of events it is told.
    types: Vec<String>,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// Since when nothing has arrived there.
    failing_since: Option<DateTime<Utc>>,
    /// When it was given up. A change brings it back.
    disabled_at: Option<DateTime<Utc>>,
}

impl WebhookView {
    pub(super) fn of(endpoint: Endpoint) -> Self {
        Self {
            id: endpoint.id.as_uuid(),
            url: endpoint.url,
            types: endpoint.types,
            created_at: endpoint.created_at,
            failing_since: endpoint.failing_since,
            disabled_at: endpoint.disabled_at,
        }
    }
}

/// The secret of a webhook.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookSecret)]
pub(super) struct SecretView {
    /// As the libraries of the Standard Webhooks specification take it.
    pub(super) secret: String,
}

/// An event on its way to a webhook.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookDelivery)]
pub(super) struct DeliveryView {
    /// Its id.
    id: Uuid,
    /// The event's type.
    event_type: String,
    /// The event's name, which stands in the header `webhook-id`.
    event: String,
    /// Where it stands.
    state: State,
    /// How often it was tried.
    attempts: i64,
    /// What came of the last attempt: taken, refused, `not_reached`, silent or forbidden.
    last_outcome: Option<&'static str>,
    /// The HTTP status of the last answer.
    last_status: Option<i16>,
    /// When the event happened.
    happened_at: DateTime<Utc>,
    /// When it arrived.
    delivered_at: Option<DateTime<Utc>>,
}

/// Where a delivery stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = WebhookDeliveryState)]
enum State {
    /// It is tried, or will be again.
    UnderWay,
    /// It has arrived.
    Delivered,
    /// It did not arrive within three days.
    GivenUp,
}

impl DeliveryView {
    pub(super) fn of(delivery: Delivery) -> Self {
        Self {
            id: delivery.id.as_uuid(),
            event: format!("msg_{}", delivery.event.simple()),
            event_type: delivery.event_type,
            state: match (delivery.delivered_at, delivery.given_up_at) {
                (Some(_), _) => State::Delivered,
                (None, Some(_)) => State::GivenUp,
                (None, None) => State::UnderWay,
            },
            attempts: delivery.attempts,
            last_outcome: delivery.last.map(|last| last.outcome.code()),
            last_status: delivery.last.and_then(|last| last.status),
            happened_at: delivery.happened_at,
            delivered_at: delivery.delivered_at,
        }
    }
}
