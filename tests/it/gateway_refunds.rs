//! What Zarinpal gives back after its window, by the door of the merchant's account: whole or in part, once,
//! and never more than was taken.

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures_util::future::join_all;
use peyvand::ids::PaymentId;
use peyvand::ids::RefundId;
use peyvand::ledger;
use peyvand::ledger::Account;
use peyvand::money::Money;

use crate::support::fakes::gateways::Fake;
use crate::support::fakes::gateways::Kind;
use crate::support::fakes::gateways::Line;
use crate::support::fakes::gateways::RefundMood;
use crate::support::fakes::gateways::Stage;
use crate::support::fakes::gateways::zarinpal;
use crate::support::fakes::wire::Whim;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::people::RENT;
use crate::support::people::Shop;

const NOTHING: Money = Money::ZERO;
const FEE: Money = Money::rials(zarinpal::FEE);
const GRAPHQL: &str = "/graphql";

/// A shop that was paid at the house's Zarinpal, an hour ago.
struct Sold {
    fake: Fake,
    house: House,
    shop: Shop,
    payment: PaymentId,
}

impl Sold {
    async fn open() -> Self {
        let fake = Fake::start(Kind::Zarinpal).await;
        let house = House::open_with(&fake.flags_with_refunds()).await;
        fake.goes_by(&house.app.clock);
        let shop = house.shop().await;
        let payment = sale(&fake, &house, &shop).await;
        // What the gateway keeps of the first is paid by the second.
        sale(&fake, &house, &shop).await;
        house.wind(TimeDelta::hours(1));
        Self { fake, house, shop, payment }
    }

    async fn ask(&self, toman: &str) -> Page {
        let id = RefundId::new(self.house.app.clock.now()).to_string();
        let fields = [("id", &*id), ("from", "/links"), ("amount", toman), ("reason", "")];
        let desk = self.house.sign_in(&self.shop).await;
        desk.submit(&format!("/payments/{}/refund", self.payment), &fields).await
    }

    async fn wallet(&self) -> Money {
        self.house.balance(self.shop.workspace).await
    }

    async fn aside(&self) -> Money {
        let account = Account::Refunds(self.shop.workspace).id();
        ledger::balance(self.house.db(), account).await.unwrap()
    }

    /// What the gateway gave back of the payment, each time.
    fn given(&self) -> Vec<i64> {
        self.fake.lines().first().unwrap().refunds.clone()
    }

    /// How often the gateway was asked to give back.
    fn asked(&self) -> usize {
        self.fake.requests().iter().filter(|it| it.body.contains("AddRefund")).count()
    }

    /// The gateway's book and the ledger say the same: what it took, less its fees and what went back.
    async fn agree(&self) {
        let lines = self.fake.lines();
        let back: i64 = lines.iter().flat_map(|line| &line.refunds).sum();
        let is_taken = |line: &&Line| line.stage == Stage::Verified;
        let taken: i64 = lines.iter().filter(is_taken).map(|line| line.paid).sum();
        let owed = Account::GatewayClearing("zarinpal").id();
        let owed = ledger::balance(self.house.db(), owed).await.unwrap();
        assert_eq!(owed.as_rials().abs(), taken - back, "the gateway owes what it has");
        assert_eq!(self.wallet().await, RENT + RENT - FEE - FEE - Money::rials(back));
        assert_eq!(self.aside().await, NOTHING);
        self.house.audit().await;
    }
}

async fn sale(fake: &Fake, house: &House, shop: &Shop) -> PaymentId {
    let link = house.link(shop).await;
    let id = house.payment_on_page(link).await;
    house.press_pay(link, id).await;
    fake.does(Stage::Paid);
    house.get(&fake.brings(&fake.line()).path).await;
    house.work().await;
    id
}

#[tokio::test]
async fn after_the_window_the_whole_goes_back_by_the_gateways_refund() {
    let sold = Sold::open().await;
    assert_eq!(sold.ask("2450000").await.status, StatusCode::SEE_OTHER);
    sold.house.work().await;
    assert_eq!(sold.given(), [RENT.as_rials()]);
    assert_eq!(sold.fake.lines()[0].reversed, 0);
    sold.house.work().await;
    let told = sold.house.sms_to(&crate::support::people::payers_mobile()).await;
    assert!(told.iter().any(|sms| sms.contains("به کارتتان برگرداند")), "{told:?}");
    sold.agree().await;
}

#[tokio::test]
async fn parts_go_back_one_after_another_and_not_less_than_the_gateway_gives() {
    let sold = Sold::open().await;
    let little = sold.ask("1999").await;
    assert_eq!(little.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(little.text().contains("۲٬۰۰۰ تومان"), "{}", little.text());
    for part in ["450000", "1000000"] {
        assert_eq!(sold.ask(part).await.status, StatusCode::SEE_OTHER);
        sold.house.wind(TimeDelta::seconds(1));
    }
    sold.house.live(TimeDelta::minutes(3)).await;
    assert_eq!(sold.given(), [4_500_000, 10_000_000]);
    let too_much = sold.ask("1000001").await;
    assert_eq!(too_much.status, StatusCode::UNPROCESSABLE_ENTITY);
    sold.agree().await;
}

#[tokio::test]
async fn a_refund_that_was_done_in_silence_is_asked_about_and_not_repeated() {
    for whim in [Whim::HangsUp, Whim::Html, Whim::Status(502), Whim::Truncated] {
        let sold = Sold::open().await;
        // Before it the terminal and the transaction are asked for, in three questions.
        for _ in 0..3 {
            sold.fake.next_at(GRAPHQL, Whim::NumbersAsTexts);
        }
        sold.fake.next_at(GRAPHQL, whim);
        sold.ask("450000").await;
        sold.house.work().await;
        assert_eq!((sold.asked(), sold.given()), (1, vec![4_500_000]));
        assert_eq!(sold.aside().await, Money::rials(4_500_000), "nobody knows yet");
        sold.house.live(TimeDelta::minutes(3)).await;
        assert_eq!((sold.asked(), sold.given()), (1, vec![4_500_000]));
        sold.agree().await;
    }
}

#[tokio::test]
async fn what_surely_was_not_done_is_asked_for_again() {
    let sold = Sold::open().await;
    sold.fake.next_at(GRAPHQL, Whim::Status(502));
    sold.ask("450000").await;
    sold.house.live(TimeDelta::minutes(3)).await;
    assert_eq!(sold.given(), [4_500_000]);
    sold.agree().await;
}

#[tokio::test]
async fn a_refund_of_which_the_gateway_knows_nothing_waits_for_a_person() {
    let sold = Sold::open().await;
    sold.fake.gives_back(RefundMood::Fails);
    sold.ask("450000").await;
    sold.house.live(TimeDelta::minutes(5)).await;
    assert_eq!((sold.asked(), sold.given()), (1, vec![]), "a fault of its own is no refusal");
    assert_eq!(sold.aside().await, Money::rials(4_500_000));
    sold.house.wind(TimeDelta::hours(72));
    sold.house.work().await;
    assert_eq!(sold.asked(), 1);
    assert_eq!(sold.house.alarms().await, ["give_back_refused"]);
    sold.house.audit().await;
}

#[tokio::test]
async fn a_refusal_returns_the_money_to_the_wallet_and_its_merchant_is_told_why() {
    let sold = Sold::open().await;
    sold.fake.gives_back(RefundMood::Refuses("موجودی شما کافی نیست"));
    sold.ask("450000").await;
    sold.house.work().await;
    sold.house.work().await;
    let told = sold.house.sms_to(&sold.shop.mobile).await;
    assert!(told.iter().any(|sms| sms.contains("برنگرداند")), "{told:?}");
    let desk = sold.house.sign_in(&sold.shop).await;
    let payment = sold.house.payment(sold.payment).await;
    let page = desk.get(&format!("/links/{}", payment.purpose)).await.text();
    assert!(page.contains("پاسخ بانک: \u{2068}موجودی شما کافی نیست"), "{page}");
    sold.agree().await;
}

#[tokio::test]
async fn a_refund_that_was_taken_on_is_done_when_the_gateway_says_so_or_returns() {
    for (word, given) in [("COMPLETED", true), ("REJECTED", false)] {
        let sold = Sold::open().await;
        sold.fake.gives_back(RefundMood::Says("PENDING"));
        sold.ask("450000").await;
        sold.house.live(TimeDelta::minutes(25)).await;
        assert_eq!(sold.aside().await, Money::rials(4_500_000));
        let mut lines = sold.fake.lines();
        assert_eq!(lines.remove(0).refunds, [4_500_000]);
        sold.fake.says_of_the_first_refund(word);
        sold.house.live(TimeDelta::minutes(11)).await;
        assert_eq!((sold.asked(), sold.aside().await), (1, NOTHING));
        let back = if given { Money::rials(4_500_000) } else { NOTHING };
        assert_eq!(sold.wallet().await, RENT + RENT - FEE - FEE - back, "{word}");
        sold.house.audit().await;
    }
}

#[tokio::test]
async fn money_that_went_back_in_the_gateways_own_panel_does_not_go_back_again() {
    let sold = Sold::open().await;
    sold.fake.gives_back_by_hand(24_500_000);
    sold.ask("450000").await;
    sold.house.work().await;
    assert_eq!((sold.asked(), sold.aside().await), (0, NOTHING));
    assert_eq!(sold.wallet().await, RENT + RENT - FEE - FEE);
    sold.house.audit().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_ten_at_once_no_more_goes_back_than_was_taken() {
    let sold = Sold::open().await;
    let beside = sold.house.beside().await;
    let (one, other) = (sold.house.sign_in(&sold.shop).await, beside.sign_in(&sold.shop).await);
    let path = format!("/payments/{}/refund", sold.payment);
    let pressed = (0..10).map(|n| {
        let desk = if n % 2 == 0 { &one } else { &other };
        let id = RefundId::new(sold.house.app.clock.now()).to_string();
        let path = &path;
        async move {
            let fields = [("id", &*id), ("from", "/links"), ("amount", "1000000"), ("reason", "")];
            desk.submit(path, &fields).await.status
        }
    });
    let taken = join_all(pressed).await;
    assert_eq!(taken.iter().filter(|it| **it == StatusCode::SEE_OTHER).count(), 2);
    for _ in 0..4 {
        tokio::join!(sold.house.work(), beside.work());
        sold.house.wind(TimeDelta::minutes(1));
    }
    assert_eq!((sold.asked(), sold.given()), (2, vec![10_000_000, 10_000_000]));
    sold.agree().await;
}

#[tokio::test]
async fn the_payment_is_found_among_hundreds_of_others() {
    let sold = Sold::open().await;
    sold.fake.crowds(300, &sold.house.app.clock, "(1)");
    sold.ask("450000").await;
    sold.house.work().await;
    assert_eq!(sold.given(), [4_500_000]);
    assert!(sold.fake.requests().len() < 40, "{}", sold.fake.requests().len());
    sold.agree().await;
}

#[tokio::test]
async fn a_token_that_is_not_taken_gives_nothing_back_and_calls_a_person() {
    let fake = Fake::start(Kind::Zarinpal).await;
    let mut flags = fake.flags_with_refunds();
    flags.retain(|flag| !flag.starts_with("--zarinpal-access-token"));
    flags.push("--zarinpal-access-token=one-that-was-taken-back".to_owned());
    let house = House::open_with(&flags).await;
    fake.goes_by(&house.app.clock);
    let shop = house.shop().await;
    let payment = sale(&fake, &house, &shop).await;
    sale(&fake, &house, &shop).await;
    house.wind(TimeDelta::hours(1));
    let sold = Sold { fake, house, shop, payment };
    sold.ask("450000").await;
    sold.house.live(TimeDelta::minutes(5)).await;
    assert_eq!((sold.asked(), sold.given()), (0, vec![]));
    assert_eq!(sold.house.alarms().await.len(), 1, "{:?}", sold.house.alarms().await);
    assert_eq!(sold.aside().await, Money::rials(4_500_000), "it waits for the token");
}
