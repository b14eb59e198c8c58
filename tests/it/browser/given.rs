//! The demo's payouts in all their states, and the addresses of their pages.

use peyvand::ids::PayoutId;
use peyvand::tokens::Door;
use uuid::Uuid;

use super::town::Town;

/// Addresses, as paths.
pub(super) struct Given {
    /// The recipients' pages.
    pub recipients: Vec<String>,
    /// The pages of whoever pays.
    pub payers: Vec<String>,
    /// The pages in the payer's account.
    pub desks: Vec<String>,
}

impl Given {
    pub(super) async fn of(town: &Town) -> Self {
        let payouts: Vec<(Uuid, i32)> =
            sqlx::query_as("select id, revision from payouts order by created_at")
                .fetch_all(town.db())
                .await
                .unwrap();
        assert!(8 <= payouts.len(), "the demo has a payout in each state");
        let path = |door: Door| door.path(&town.app.keys);
        let recipient =
            |(id, _): &(Uuid, i32)| path(Door::PayoutRecipient { payout: PayoutId::from(*id) });
        let payer = |(id, revision): &(Uuid, i32)| {
            path(Door::PayoutPayer { payout: PayoutId::from(*id), revision: *revision })
        };
        Self {
            recipients: payouts.iter().map(recipient).collect(),
            payers: payouts.iter().map(payer).collect(),
            desks: payouts.iter().map(|(id, _)| format!("/payouts/{id}")).collect(),
        }
    }
}
