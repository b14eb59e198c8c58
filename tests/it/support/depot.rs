//! A house whose money goes out over Jibit, with Jibit's own book beside ours.

use chrono::TimeDelta;
use peyvand::ids::PaymentId;
use peyvand::ids::PayoutId;
use peyvand::ids::TransferId;
use peyvand::money::Money;
use peyvand::payments;
use peyvand::payments::Actor;
use peyvand::payouts;
use peyvand::payouts::FeeBorneBy;
use peyvand::payouts::NewPayout;

use super::fakes::jibit::Jibit;
use super::house::House;
use super::payouts::CARD;
use super::payouts::GIVEN;
use super::payouts::RECIPIENT;
use super::payouts::recipients_mobile;
use super::people::Shop;

pub struct Depot {
    pub jibit: Jibit,
    pub house: House,
    pub shop: Shop,
}

impl Depot {
    pub async fn open() -> Self {
        Self::open_with(&[]).await
    }

    pub async fn open_with(more: &[&str]) -> Self {
        let jibit = Jibit::start().await;
        let name = |flag: &str| flag.split('=').next().unwrap_or_default().to_owned();
        let is_set = |flag: &String| more.iter().any(|other| name(other) == name(flag));
        let usual = jibit.flags().into_iter().filter(|flag| !is_set(flag));
        let flags: Vec<String> = usual.chain(more.iter().map(|flag| (*flag).to_owned())).collect();
        let house = House::open_with(&flags).await;
        let shop = house.shop().await;
        Self { jibit, house, shop }
    }

    /// A payout of an amount that was answered and paid; nobody has worked since.
    pub async fn pay_unheard(&self, amount: Money) -> PayoutId {
        let (app, now) = (&self.house.app, self.house.app.clock.now());
        let new = NewPayout {
            id: PayoutId::new(now),
            title: "مزد".to_owned(),
            recipient_name: RECIPIENT.to_owned(),
            recipient_mobile: Some(recipients_mobile()),
            recipient_email: None,
            amount,
            fee_borne_by: FeeBorneBy::Payer,
            answer_until: now + TimeDelta::days(7),
            pay_time: TimeDelta::days(7),
        };
        let id = payouts::create(app, (self.shop.workspace, self.shop.owner), &new).await.unwrap();
        payouts::answer(app, id, CARD).await.unwrap();
        let payment = PaymentId::new(now);
        payouts::begin_payment(app, id, payment).await.unwrap();
        let page = payments::send_to_bank(app, payment).await.unwrap().address;
        self.house.bank.pay(&page).await;
        payments::settle(app, payment, Actor::Return).await.unwrap();
        id
    }

    /// A payout that was answered and paid, and whose transfer the rail was asked for.
    pub async fn pay(&self) -> PayoutId {
        // What is planned at one moment has no order.
        self.house.wind(TimeDelta::seconds(1));
        let id = self.pay_unheard(GIVEN).await;
        self.house.work().await;
        id
    }

    /// Days go by, and somebody works each hour.
    pub async fn days(&self, days: i64) {
        for _ in 0..24 * days {
            self.house.wind(TimeDelta::hours(1));
            self.house.work().await;
        }
    }

    /// The newest transfer stands otherwise at the rail, and we have heard of it.
    pub async fn hears(&self, state: &'static str) {
        self.jibit.lets(state);
        for _ in 0..7 {
            self.house.wind(TimeDelta::hours(1));
            self.house.work().await;
        }
    }

    pub async fn transfers(&self) -> Vec<TransferId> {
        let ids: Vec<uuid::Uuid> =
            sqlx::query_scalar("select id from transfers order by planned_at, id")
                .fetch_all(self.house.db())
                .await
                .unwrap();
        ids.into_iter().map(TransferId::from).collect()
    }

    /// How our transfers stand, oldest first.
    pub async fn statuses(&self) -> Vec<String> {
        sqlx::query_scalar("select status from transfers order by planned_at, id")
            .fetch_all(self.house.db())
            .await
            .unwrap()
    }

    /// O8 of `money.md`: what left by the rail's book is what left by ours, by reference and amount, and
    /// no reference stands in it twice.
    pub async fn books_agree(&self) {
        let lines = self.jibit.lines();
        let mut theirs: Vec<(String, i64)> = lines
            .iter()
            .filter(|line| line.state == "TRANSFERRED")
            .map(|line| (line.id.clone(), line.amount))
            .collect();
        theirs.sort();
        let ours: Vec<(String, i64)> = sqlx::query_as(
            r#"select reference, amount from transfers where status = 'settled'
            order by reference collate "C""#,
        )
        .fetch_all(self.house.db())
        .await
        .unwrap();
        assert_eq!(theirs, ours);
        let mut ids: Vec<&str> = lines.iter().map(|line| line.id.as_str()).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "a transfer stands there twice");
    }
}
