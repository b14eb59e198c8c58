//! The demo's payouts in all their states, and the addresses of their pages.

use peyvand::ids::MemberId;
use peyvand::ids::PayoutId;
use peyvand::ids::TransferId;
use peyvand::ids::WorkspaceId;
use peyvand::money::Unit;
use peyvand::payouts;
use peyvand::payouts::FeeBorneBy;
use peyvand::payouts::NewBatch;
use peyvand::tokens::Door;
use peyvand::web::tables::Upload;
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
    /// Receipts of transfers: of one that arrived, and of one that came back.
    pub receipts: Vec<String>,
    /// Uploaded tables: right, and wrong.
    pub batches: Vec<String>,
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
            receipts: receipts(town).await,
            batches: batches(town).await,
        }
    }
}

async fn receipts(town: &Town) -> Vec<String> {
    let sent: Vec<Uuid> = sqlx::query_scalar(
        "select distinct on (status) id from transfers where settled_at is not null
        order by status, settled_at",
    )
    .fetch_all(town.db())
    .await
    .unwrap();
    let path = |id: &Uuid| Door::Transfer { transfer: TransferId::from(*id) }.path(&town.app.keys);
    sent.iter().map(path).collect()
}

async fn batches(town: &Town) -> Vec<String> {
    let (workspace, member): (Uuid, Uuid) =
        sqlx::query_as("select workspace_id, member_id from workspace_members limit 1")
            .fetch_one(town.db())
            .await
            .unwrap();
    let mut paths = vec![];
    for rows in ["امین,09357774503,,6200000,طراحی\r\n", "امین,12,,x,\r\n"] {
        let bytes = format!("گیرنده,موبایل,ایمیل,مبلغ,بابت\r\n{rows}").into_bytes();
        let new = NewBatch {
            file: Upload { bytes, name: "a.csv".to_owned() },
            unit: Unit::Toman,
            fee_borne_by: FeeBorneBy::Payer,
            days: 7,
            pay_days: 7,
        };
        let owner = (WorkspaceId::from(workspace), MemberId::from(member));
        let id = payouts::upload(&town.app, owner, &new).await.unwrap();
        paths.push(format!("/payouts/bulk/{id}"));
    }
    paths
}
