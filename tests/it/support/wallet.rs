//! A shop with money in its wallet and an account of its own.

use chrono::TimeDelta;
use peyvand::adapters::rail::sandbox::Mood;
use peyvand::destinations;
use peyvand::destinations::Typed;
use peyvand::ids::WalletSettlementId;
use peyvand::ledger;
use peyvand::ledger::Account;
use peyvand::money::Money;
use peyvand::wallet;
use peyvand::wallet::Asked;
use peyvand::wallet::HowMuch;
use peyvand::wallet::WalletError;

use super::house::House;
use super::people::Shop;

/// What the house takes for a settlement.
pub const SETTLEMENT_FEE: Money = Money::rials(30_000);

/// The shop's own account, and another one of it.
pub const OWN_IBAN: &str = "IR820540102680020817909002";
pub const OWN_CARD: &str = "6037 9912 3456 7893";

impl House {
    /// A wallet that was settled, and whose money came back.
    pub async fn settled_in_vain() -> Self {
        let house = Self::open().await;
        house.rail_is(Mood::Refusing).await;
        let shop = house.shop().await;
        house.own_account(&shop).await;
        house.earn(&shop, 1).await;
        house.settle(&shop, HowMuch::All).await.unwrap();
        house.live(TimeDelta::minutes(5)).await;
        house
    }

    /// Payers pay so many links of a shop.
    pub async fn earn(&self, shop: &Shop, links: usize) {
        for _ in 0..links {
            let sent = self.send(self.link(shop).await).await;
            self.bank.pay(&sent.page).await;
            self.get(&sent.back).await;
        }
        self.work().await;
    }

    /// A shop that has been open for days names its account, which is used from now on.
    pub async fn own_account(&self, shop: &Shop) {
        sqlx::query(
            "update workspaces set opened_at = opened_at - interval '2 days' where id = $1",
        )
        .bind(shop.workspace)
        .execute(self.db())
        .await
        .unwrap();
        self.name_account(shop, OWN_IBAN).await;
    }

    /// A shop names an account and says that it is right.
    pub async fn name_account(&self, shop: &Shop, number: &str) {
        let typed = Typed::parse(number).unwrap();
        let account = destinations::inquire(&self.app, typed).await.unwrap();
        wallet::give(&self.app, (shop.workspace, shop.owner), &account).await.unwrap();
        wallet::confirm(&self.app, shop.workspace).await.unwrap();
        self.work().await;
    }

    /// A shop's owner asks for a settlement.
    pub async fn settle(
        &self,
        shop: &Shop,
        how_much: HowMuch,
    ) -> Result<WalletSettlementId, WalletError> {
        let id = WalletSettlementId::new(self.app.clock.now());
        let (workspace, member) = (shop.workspace, shop.owner);
        wallet::settle(&self.app, &Asked { id, workspace, member, how_much }).await.map(|()| id)
    }

    /// What is on the way to a shop's own account.
    pub async fn on_the_way(&self, shop: &Shop) -> Money {
        ledger::balance(self.db(), Account::Settlements(shop.workspace).id()).await.unwrap()
    }
}
