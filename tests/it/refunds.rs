//! A merchant gives money of a paid link back: once, never more than was paid, and never lost between the
//! wallet and the card.

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures_util::future::join_all;
use peyvand::adapters::bank::sandbox::Mood;
use peyvand::ids::RefundId;
use peyvand::ledger;
use peyvand::ledger::Account;
use peyvand::money::Money;

use crate::support::bank::FEE;
use crate::support::fakes::gateways::Fake;
use crate::support::fakes::gateways::Kind;
use crate::support::fakes::gateways::Stage;
use crate::support::fakes::wire::Whim;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;
use crate::support::people::RENT;
use crate::support::people::Sent;
use crate::support::people::Shop;
use crate::support::people::payers_mobile;

/// The bank says nothing when it is to take a payment back.
const SILENT_ABOUT_REVERSALS: &str = "
    create function be_silent() returns trigger language plpgsql
        as $$ begin raise 'silence'; end $$;
    create trigger silent before update of given_back_at on sandbox_bank_orders
        for each row execute function be_silent()";

/// A shop whose link was paid.
struct Sold {
    house: House,
    shop: Shop,
    sent: Sent,
}

impl Sold {
    async fn open() -> Self {
        let house = House::open().await;
        let shop = house.shop().await;
        let sent = paid(&house, &shop).await;
        Self { house, shop, sent }
    }

    async fn desk(&self) -> Visitor {
        self.house.sign_in(&self.shop).await
    }

    fn path(&self) -> String {
        format!("/payments/{}/refund", self.sent.id)
    }

    /// Asks by the form as it is shown, with an amount in toman.
    async fn ask(&self, toman: &str) -> Page {
        let desk = self.desk().await;
        let id = RefundId::new(self.house.app.clock.now()).to_string();
        self.send(&desk, &id, toman).await
    }

    async fn send(&self, desk: &Visitor, id: &str, toman: &str) -> Page {
        let fields = [("id", id), ("from", "/links"), ("amount", toman), ("reason", "")];
        desk.submit(&self.path(), &fields).await
    }

    async fn wallet(&self) -> Money {
        self.house.balance(self.shop.workspace).await
    }

    async fn aside(&self) -> Money {
        let account = Account::Refunds(self.shop.workspace).id();
        ledger::balance(self.house.db(), account).await.unwrap()
    }

    /// What the bank has given back of the payment.
    async fn at_the_bank(&self) -> Money {
        let line = self.house.bank.line(&self.sent.page).await;
        let whole = if line.given_back_at.is_some() { line.amount } else { Money::ZERO };
        whole + line.refunded
    }

    async fn receipt(&self) -> String {
        self.house.get(&self.sent.receipt).await.text()
    }
}

async fn paid(house: &House, shop: &Shop) -> Sent {
    let sent = house.send(house.link(shop).await).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    sent
}

#[tokio::test]
async fn the_whole_goes_back_in_the_banks_window_and_the_gateway_gives_its_fee_back_too() {
    let sold = Sold::open().await;
    assert_eq!(sold.wallet().await, RENT - FEE);
    let desk = sold.desk().await;
    let link = desk.get("/links").await.attribute("a[href^='/links/0']", "href").unwrap();
    let way = desk.get(&link).await.attribute("a[href*='/refund?']", "href").unwrap();
    let page = desk.get(&way).await;
    assert_eq!(page.attribute("input[name=amount]", "value").as_deref(), Some("۲٬۴۵۰٬۰۰۰"));
    let id = page.attribute("input[name=id]", "value").unwrap();
    let pressed = join_all((0..3).map(|_| sold.send(&desk, &id, "2450000"))).await;
    for page in pressed {
        assert_eq!(page.location.as_deref(), Some("/links"), "{page:?}");
    }
    assert_eq!(sold.wallet().await, Money::ZERO, "it cannot be spent meanwhile");
    assert!(sold.receipt().await.contains("خواسته است"));
    sold.house.work().await;
    assert_eq!(sold.at_the_bank().await, RENT);
    assert_eq!((sold.wallet().await, sold.aside().await), (Money::ZERO, Money::ZERO));
    assert!(sold.receipt().await.contains("برگردانده است"));
    sold.house.work().await;
    let told = sold.house.sms_to(&payers_mobile()).await;
    assert!(told.iter().any(|sms| sms.contains("به کارتتان برگرداند")), "{told:?}");
    assert_eq!(sold.send(&desk, &id, "2450000").await.location.as_deref(), Some("/links"));
    assert_eq!(desk.get(&way).await.status, StatusCode::NOT_FOUND, "nothing is left of it");
    sold.house.audit().await;
}

#[tokio::test]
async fn parts_go_back_until_nothing_is_left_and_the_books_name_each() {
    let sold = Sold::open().await;
    paid(&sold.house, &sold.shop).await;
    assert_eq!(sold.ask("450000").await.status, StatusCode::SEE_OTHER);
    sold.house.work().await;
    let page = sold.ask("2000001").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("۲٬۰۰۰٬۰۰۰ تومان مانده است"), "{}", page.text());
    assert_eq!(page.attribute("input[name=amount]", "value").as_deref(), Some("2000001"));
    assert_eq!(sold.ask("2000000").await.status, StatusCode::SEE_OTHER);
    sold.house.work().await;
    assert_eq!(sold.at_the_bank().await, RENT);
    assert_eq!(sold.wallet().await, RENT - FEE - FEE, "by a refund the fee stays paid");
    let statement = sold.desk().await.get("/accounting/statement").await.text();
    assert_eq!(statement.matches("برگشت به پرداخت‌کننده").count(), 2, "{statement}");
    sold.house.audit().await;
}

#[tokio::test]
async fn what_the_wallet_does_not_hold_is_not_given_back() {
    let sold = Sold::open().await;
    sold.house.wind(TimeDelta::hours(1));
    let page = sold.ask("2450000").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "the fee stays paid by now");
    assert!(page.text().contains("۲٬۴۴۶٬۰۰۰ تومان است"), "{}", page.text());
    for (typed, sentence) in [("", "بنویسید"), ("سه", "خوانده نشد"), ("999", "برنمی‌گرداند")]
    {
        let page = sold.ask(typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(page.text().contains(sentence), "{typed}: {}", page.text());
    }
    assert_eq!(sold.house.count("select count(*) from refunds").await, 0);
    assert_eq!(sold.wallet().await, RENT - FEE);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_ten_at_once_no_more_goes_back_than_was_paid() {
    let sold = Sold::open().await;
    for _ in 0..4 {
        paid(&sold.house, &sold.shop).await;
    }
    let beside = sold.house.beside().await;
    let (one, other) = (sold.desk().await, beside.sign_in(&sold.shop).await);
    let asked = (0..10).map(|n| {
        let desk = if n % 2 == 0 { &one } else { &other };
        let id = RefundId::new(sold.house.app.clock.now()).to_string();
        let sold = &sold;
        async move { sold.send(desk, &id, "1000000").await.status }
    });
    let taken = join_all(asked).await;
    let taken = taken.iter().filter(|status| **status == StatusCode::SEE_OTHER).count();
    assert_eq!(taken, 2, "two millions of two and a half");
    tokio::join!(sold.house.work(), beside.work());
    // One waits for the other.
    sold.house.live(TimeDelta::minutes(2)).await;
    assert_eq!(sold.at_the_bank().await, Money::rials(20_000_000));
    sold.house.audit().await;
}

#[tokio::test]
async fn a_bank_that_says_nothing_of_a_reversal_is_asked_until_it_says_and_pays_once() {
    let sold = Sold::open().await;
    sold.house.run(SILENT_ABOUT_REVERSALS).await;
    sold.ask("2450000").await;
    sold.house.live(TimeDelta::minutes(5)).await;
    assert_eq!(sold.aside().await, RENT - FEE, "it is nobody's to spend");
    sold.house.run("drop trigger silent on sandbox_bank_orders").await;
    sold.house.live(TimeDelta::minutes(2)).await;
    assert_eq!((sold.at_the_bank().await, sold.aside().await), (RENT, Money::ZERO));
    sold.house.audit().await;
}

#[tokio::test]
async fn a_reversal_that_never_arrived_and_whose_time_is_over_returns_to_the_wallet() {
    let sold = Sold::open().await;
    sold.house.run(SILENT_ABOUT_REVERSALS).await;
    sold.ask("2450000").await;
    sold.house.work().await;
    sold.house.wind(TimeDelta::minutes(31));
    sold.house.work().await;
    assert_eq!(sold.at_the_bank().await, Money::ZERO);
    assert_eq!((sold.wallet().await, sold.aside().await), (RENT - FEE, Money::ZERO));
    sold.house.work().await;
    let told = sold.house.sms_to(&sold.shop.mobile).await;
    assert!(told.iter().any(|sms| sms.contains("برنگرداند")), "{told:?}");
    assert!(!sold.receipt().await.contains("برگردانده است"));
    // The other way is open now.
    paid(&sold.house, &sold.shop).await;
    assert_eq!(sold.ask("2450000").await.status, StatusCode::SEE_OTHER);
    sold.house.work().await;
    assert_eq!(sold.at_the_bank().await, RENT);
    sold.house.audit().await;
}

#[tokio::test]
async fn a_refund_whose_answer_is_lost_is_never_sent_twice() {
    let sold = Sold::open().await;
    sold.house.wind(TimeDelta::hours(1));
    sold.house.bank.feel(Mood::Lossy).await;
    sold.ask("1000000").await;
    sold.house.live(TimeDelta::minutes(3)).await;
    assert_eq!(sold.aside().await, Money::rials(10_000_000));
    sold.house.bank.feel(Mood::Well).await;
    sold.house.live(TimeDelta::minutes(3)).await;
    let calls = "select count(*) from bank_calls where op = 'refund'";
    assert_eq!(sold.house.count(calls).await, 1, "it is asked about, not repeated");
    assert_eq!(sold.at_the_bank().await, Money::rials(10_000_000));
    assert_eq!(sold.aside().await, Money::ZERO);
}

#[tokio::test]
async fn what_went_back_is_not_mirrored_again_when_the_bank_says_so() {
    let sold = Sold::open().await;
    sold.ask("2450000").await;
    sold.house.live(TimeDelta::days(3)).await;
    assert_eq!(sold.wallet().await, Money::ZERO);
    assert!(sold.house.alarms().await.is_empty());
    assert_eq!(sold.house.payment(sold.sent.id).await.reversed_at, None);
    sold.house.audit().await;
}

#[tokio::test]
async fn money_that_the_bank_took_back_cannot_go_back_once_more() {
    let sold = Sold::open().await;
    paid(&sold.house, &sold.shop).await;
    sold.house.bank.change_mind(&sold.sent.page).await;
    sold.house.live(TimeDelta::minutes(6)).await;
    let page = sold.ask("2450000").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_eq!(sold.house.count("select count(*) from refunds").await, 0);
}

#[tokio::test]
async fn a_part_that_went_back_and_a_bank_that_then_takes_the_whole_is_for_a_person() {
    let sold = Sold::open().await;
    sold.ask("1000000").await;
    sold.house.work().await;
    sold.house.bank.change_mind(&sold.sent.page).await;
    sold.house.live(TimeDelta::minutes(6)).await;
    assert_eq!(sold.house.alarms().await, ["refund_differs"]);
    assert_eq!(sold.wallet().await, RENT - FEE - Money::rials(10_000_000));
}

/// The gateways of `providers.md` take a payment back whole in their window, and nothing after it.
#[tokio::test]
async fn each_gateway_gives_back_what_it_can_once_though_its_answer_is_lost() {
    for kind in [Kind::Zarinpal, Kind::Sep, Kind::Payping] {
        let fake = Fake::start(kind).await;
        let house = House::open_with(&fake.flags()).await;
        let shop = house.shop().await;
        let sale = async || {
            let link = house.link(&shop).await;
            let id = house.payment_on_page(link).await;
            house.press_pay(link, id).await;
            fake.does(Stage::Paid);
            let brought = fake.brings(&fake.line());
            match &brought.form {
                Some(form) => house.come_from_bank_with(&brought.path, form).await,
                None => house.get(&brought.path).await,
            };
            house.work().await;
            id
        };
        let first = sale().await;
        let desk = house.sign_in(&shop).await;
        let ask = async |payment, toman: &str| {
            let id = RefundId::new(house.app.clock.now()).to_string();
            let fields = [("id", &*id), ("from", "/links"), ("amount", toman)];
            desk.submit(&format!("/payments/{payment}/refund"), &fields).await
        };
        let part = ask(first, "1000").await;
        assert_eq!(part.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind:?}");
        assert!(part.text().contains("فقط همهٔ مبلغ"), "{kind:?}: {}", part.text());
        fake.next_at("everse", Whim::HangsUp);
        assert_eq!(ask(first, "2450000").await.status, StatusCode::SEE_OTHER, "{kind:?}");
        house.live(TimeDelta::minutes(3)).await;
        let line = fake.line();
        assert_eq!((line.stage, line.reversed), (Stage::WentBack, 1), "{kind:?}");
        assert_eq!(house.balance(shop.workspace).await, Money::ZERO, "{kind:?}");
        let second = sale().await;
        house.wind(TimeDelta::hours(1));
        let desk = house.sign_in(&shop).await;
        let page = desk.get(&format!("/payments/{second}/refund?from=/links")).await;
        assert!(page.text().contains("مهلت برگشت"), "{kind:?}: {}", page.text());
        let way = page.attribute("a.go", "href").unwrap_or_default();
        assert!(way.starts_with("/payouts/new?amount="), "{kind:?}: {way}");
        let form = desk.get(&way).await;
        assert_eq!(form.attribute("[name=name]", "value").as_deref(), Some("Reza"), "{kind:?}");
        assert!(form.attribute("[name=title]", "value").is_some_and(|it| it.contains("Rent")));
        house.audit().await;
    }
}
