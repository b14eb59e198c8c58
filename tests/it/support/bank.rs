//! The pretend bank, played by a test as a payer at its pages would play it.

use chrono::DateTime;
use chrono::Utc;
use peyvand::adapters::bank::Refusal;
use peyvand::adapters::bank::sandbox;
use peyvand::adapters::bank::sandbox::BookLine;
use peyvand::adapters::bank::sandbox::Deed;
use peyvand::adapters::bank::sandbox::Mood;
use peyvand::clock::Clock;
use peyvand::db::Pool;
use peyvand::money::Money;

pub const CARD: &str = "603799••••••7893";

/// What the pretend bank keeps of each payment.
pub const FEE: Money = Money::rials(40_000);

/// The bank. `page` is the address of its page for one order.
#[derive(Clone)]
pub struct Bank {
    db: Pool,
    clock: Clock,
}

impl Bank {
    pub fn new(db: Pool, clock: Clock) -> Self {
        Self { db, clock }
    }

    /// Pays what was asked.
    pub async fn pay(&self, page: &str) {
        let amount = self.line(page).await.amount;
        self.pay_amount(page, amount).await;
    }

    /// Pays another amount than was asked.
    pub async fn pay_amount(&self, page: &str, amount: Money) {
        let deed = Deed::Pay { amount, card: CARD.to_owned() };
        assert!(sandbox::act(&self.db, reference(page), &deed, self.clock.now()).await.unwrap());
    }

    pub async fn decline(&self, page: &str, refusal: Refusal) {
        let deed = Deed::Refuse(refusal);
        let now = self.clock.now();
        assert!(sandbox::act(&self.db, reference(page), &deed, now).await.unwrap());
    }

    /// Says the contrary of what it said before.
    pub async fn change_mind(&self, page: &str) {
        let changed = sandbox::change_mind(&self.db, reference(page), self.clock.now()).await;
        assert!(changed.unwrap());
    }

    /// Has a good or a bad day.
    pub async fn feel(&self, mood: Mood) {
        sandbox::feel(&self.db, mood).await.unwrap();
    }

    /// Says nothing about an order for half a minute.
    pub async fn fall_silent(&self, page: &str) {
        sandbox::fall_silent(&self.db, reference(page), self.clock.now()).await.unwrap();
    }

    pub async fn line(&self, page: &str) -> BookLine {
        sandbox::look_up(&self.db, reference(page)).await.unwrap().unwrap()
    }

    /// When the bank was first asked about an order that was paid.
    pub async fn verified_at(&self, page: &str) -> Option<DateTime<Utc>> {
        sqlx::query_scalar("select verified_at from sandbox_bank_orders where reference = $1")
            .bind(reference(page))
            .fetch_one(&self.db)
            .await
            .unwrap()
    }

    pub async fn orders(&self) -> i64 {
        sqlx::query_scalar("select count(*) from sandbox_bank_orders")
            .fetch_one(&self.db)
            .await
            .unwrap()
    }
}

fn reference(page: &str) -> &str {
    page.rsplit('/').next().unwrap()
}
