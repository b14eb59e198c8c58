//! The demo's wallet, with an account that is coming and one that waits to be confirmed.

use peyvand::destinations;
use peyvand::destinations::Typed;
use peyvand::ids::MemberId;
use peyvand::ids::WorkspaceId;
use peyvand::wallet;
use uuid::Uuid;

use super::town::Town;

/// The pages of the settlements of a wallet: one in each state, and the others.
pub(super) async fn settlements(town: &Town, owner: (Uuid, Uuid)) -> Vec<String> {
    let owner = (WorkspaceId::from(owner.1), MemberId::from(owner.0));
    for number in ["6037991234567893", "6104331234500024"] {
        let typed = Typed::parse(number).unwrap();
        let account = destinations::inquire(&town.app, typed).await.unwrap();
        wallet::give(&town.app, owner, &account).await.unwrap();
        if number.starts_with("6037") {
            wallet::confirm(&town.app, owner.0).await.unwrap();
        }
    }
    let ids: Vec<Uuid> = sqlx::query_scalar("select id from wallet_settlements order by asked_at")
        .fetch_all(town.db())
        .await
        .unwrap();
    ids.iter().map(|id| format!("/wallet/settlements/{id}")).collect()
}
