//! A link as programs see it.

use chrono::DateTime;
use chrono::Utc;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::links::Amount;
use crate::links::Link;
use crate::links::Standing;
use crate::mobile::Mobile;
use crate::money::Money;

/// A payment link.
#[derive(Serialize, ToSchema)]
#[schema(as = Link)]
pub(in crate::links) struct LinkView {
    /// Its id.
    id: Uuid,
    /// The payer's page. Whoever knows the address can see and pay the link.
    url: String,
    /// What for, as the payer reads it.
    title: String,
    /// More about it.
    description: Option<String>,
    /// Your own number for it.
    reference: Option<String>,
    /// How much, in rial; null where the payer chooses.
    amount: Option<i64>,
    /// The least that the payer may choose, in rial.
    amount_min: Option<i64>,
    /// The most that the payer may choose, in rial.
    amount_max: Option<i64>,
    /// Whether it can be paid, and why not.
    state: State,
    /// How many payments it takes; null: any number, or as many as its total allows.
    uses_max: Option<i32>,
    /// How many it has taken.
    uses_taken: i64,
    /// What all payments together may bring, in rial, where there is such a limit.
    total: Option<i64>,
    /// What they have brought towards the total, in rial.
    taken: i64,
    /// Until when a payment may begin.
    expires_at: Option<DateTime<Utc>>,
    /// For whom it is.
    payer: PayerView,
    /// Your own order among links.
    labels: Vec<String>,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it was cancelled.
    cancelled_at: Option<DateTime<Utc>>,
}

/// Where a link stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LinkState)]
enum State {
    /// It can be paid.
    Open,
    /// All its payments have arrived.
    Paid,
    /// It was cancelled.
    Cancelled,
    /// Its time is over.
    Expired,
}

/// Who pays, as far as it is known.
#[derive(Serialize, ToSchema)]
#[schema(as = LinkPayer)]
struct PayerView {
    /// The name.
    name: Option<String>,
    /// The mobile, like 09123456789.
    mobile: Option<String>,
    /// The e-mail address.
    email: Option<String>,
}

impl LinkView {
    /// A link as it stands at a moment.
    pub(super) fn of(app: &App, link: &Link, now: DateTime<Utc>) -> Self {
        let (min, max) = match &link.amount {
            Amount::Fixed(_) => (None, None),
            Amount::Chosen { min, max, .. } => (*min, *max),
        };
        Self {
            id: link.id.as_uuid(),
            url: app.address(&link.door().path(&app.keys)),
            title: link.title.clone(),
            description: link.description.clone(),
            reference: link.reference.clone(),
            amount: link.amount.fixed().map(Money::as_rials),
            amount_min: min.map(Money::as_rials),
            amount_max: max.map(Money::as_rials),
            state: match link.standing(now) {
                Standing::Open => State::Open,
                Standing::Paid => State::Paid,
                Standing::Closed => State::Cancelled,
                Standing::Expired => State::Expired,
            },
            uses_max: link.uses_max,
            uses_taken: link.uses_taken,
            total: link.total.map(Money::as_rials),
            taken: link.taken.as_rials(),
            expires_at: link.expires_at,
            payer: PayerView {
                name: link.payer.name.clone(),
                mobile: link.payer.mobile.as_ref().map(Mobile::as_str).map(str::to_owned),
                email: link.payer.email.clone(),
            },
            labels: link.terms.labels.clone(),
            created_at: link.created_at,
            cancelled_at: link.closed_at,
        }
    }
}
