//! A house whose Zarinpal settles to the recipients of payouts inside the payments, with Zarinpal's own book
//! beside ours.

use peyvand::ids::PaymentId;
use peyvand::ids::PayoutId;
use peyvand::ledger;
use peyvand::ledger::Account;
use peyvand::payouts;

use super::fakes::gateways::Fake;
use super::fakes::gateways::Kind;
use super::fakes::gateways::Line;
use super::fakes::gateways::Stage;
use super::house::House;
use super::page::Page;
use super::payouts::CARD;
use super::people::Shop;

pub struct Sharing {
    pub fake: Fake,
    pub house: House,
    pub shop: Shop,
    flags: Vec<String>,
}

impl Sharing {
    pub async fn open() -> Self {
        Self::open_with(&["--zarinpal-shared-settlement"]).await
    }

    pub async fn open_with(more: &[&str]) -> Self {
        let fake = Fake::start(Kind::Zarinpal).await;
        let more = more.iter().map(|flag| (*flag).to_owned());
        let flags: Vec<String> = fake.flags().into_iter().chain(more).collect();
        let house = House::open_with(&flags).await;
        fake.goes_by(&house.app.clock);
        let shop = house.shop().await;
        Self { fake, house, shop, flags }
    }

    /// How the program is set.
    pub fn flags(&self) -> Vec<String> {
        self.flags.clone()
    }

    /// A payout whose recipient has said where to; and the page of whoever pays.
    pub async fn answered(&self) -> (PayoutId, String) {
        let id = self.house.payout(&self.shop).await;
        payouts::answer(&self.house.app, id, CARD).await.unwrap();
        self.house.work().await;
        (id, self.house.payers_page(&self.shop).await)
    }

    /// A payout whose payer is at the bank.
    pub async fn at_the_bank(&self) -> PayoutId {
        let (id, page) = self.answered().await;
        let sent = self.house.press_send(&page).await;
        assert!(
            sent.location.is_some_and(|to| to.contains("/pg/StartPay/")),
            "no page of the bank"
        );
        id
    }

    /// The payer of the newest order pays and comes back; nobody has worked since.
    pub async fn pays(&self) -> Page {
        self.fake.does(Stage::Paid);
        self.comes_back(&self.fake.line()).await
    }

    /// The payer of an order comes back.
    pub async fn comes_back(&self, line: &Line) -> Page {
        let back = self.house.get(&self.fake.brings(line).path).await;
        self.house.get(back.location.as_deref().unwrap()).await
    }

    /// The newest payment.
    pub async fn payment(&self) -> PaymentId {
        let id: uuid::Uuid =
            sqlx::query_scalar("select id from payments order by opened_at desc, id desc limit 1")
                .fetch_one(self.house.db())
                .await
                .unwrap();
        id.into()
    }

    /// How a column of the payments stands, oldest first.
    pub async fn statuses(&self) -> Vec<String> {
        sqlx::query_scalar("select status from payments order by opened_at, id")
            .fetch_all(self.house.db())
            .await
            .unwrap()
    }

    /// What went to others' accounts by the gateway's book, order by order.
    pub fn went(&self) -> Vec<i64> {
        let lines = self.fake.lines();
        let parts = lines.iter().flat_map(|line| &line.settled);
        parts.map(|(_, amount)| *amount).collect()
    }

    /// The gateway's book and the ledger say the same: what it has of ours, and what it paid to whom. No
    /// recipient got money twice, by whichever way.
    pub async fn agree(&self) {
        let lines = self.fake.lines();
        let taken: i64 =
            lines.iter().filter(|line| line.stage == Stage::Verified).map(|line| line.paid).sum();
        let went: i64 = self.went().iter().sum();
        let owed = Account::GatewayClearing("zarinpal").id();
        let owed = ledger::balance(self.house.db(), owed).await.unwrap();
        assert_eq!(owed.as_rials().abs(), taken - went, "the gateway owes what it has");
        let inside: Vec<i64> = sqlx::query_scalar(
            "select amount from transfers where inside is not null order by settled_at, id",
        )
        .fetch_all(self.house.db())
        .await
        .unwrap();
        assert_eq!(inside, self.went(), "what it paid is written down");
        let twice = "select count(*) from (
            select purpose from transfers where status in ('sending', 'accepted', 'settled')
            group by purpose having count(*) > 1
        ) as twice";
        assert_eq!(self.house.count(twice).await, 0, "nobody got it twice");
        let by_rail = "select count(*) from transfers where inside is null and status <> 'planned'";
        let by_rail = usize::try_from(self.house.count(by_rail).await).unwrap();
        assert_eq!(self.house.rail_book().await.len(), by_rail, "and the rail made the others");
        self.house.audit().await;
    }
}
