//! Payments through the real protocols: each gateway stands on loopback with a book of its own, and after
//! each story its book and ours say the same.

mod fallen;
mod felled;
mod health;
mod hints;
mod rests;

use std::time::Duration;

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures_util::future::join_all;
use peyvand::ids::PaymentId;
use peyvand::money::Money;
use peyvand::payments::Payment;
use peyvand::payments::Status;
use peyvand::payments::Suspense;
use peyvand::worker;

use crate::support::fakes::gateways::ALL;
use crate::support::fakes::gateways::Brought;
use crate::support::fakes::gateways::Fake;
use crate::support::fakes::gateways::Kind;
use crate::support::fakes::gateways::Stage;
use crate::support::fakes::wire::Whim;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::people::Link;
use crate::support::people::RENT;
use crate::support::people::Shop;
use crate::support::people::payers_mobile;

/// A shop whose payers go to one gateway.
struct Stall {
    fake: Fake,
    house: House,
    shop: Shop,
    link: Link,
}

impl Stall {
    async fn open(kind: Kind) -> Self {
        let fake = Fake::start(kind).await;
        let house = House::open_with(&fake.flags()).await;
        let shop = house.shop().await;
        let link = house.link(&shop).await;
        Self { fake, house, shop, link }
    }

    /// A stall whose house looks at the gateway's list every few minutes.
    async fn open_with_sweeps(kind: Kind) -> Self {
        let stall = Self::open(kind).await;
        worker::plan_housekeeping(&stall.house.app).await.unwrap();
        stall
    }

    /// A payer presses "pay".
    async fn press(&self) -> (PaymentId, Page) {
        let id = self.house.payment_on_page(self.link).await;
        (id, self.house.press_pay(self.link, id).await)
    }

    /// A payer presses "pay" and sees the gateway's page.
    async fn go(&self) -> PaymentId {
        let (id, page) = self.press().await;
        assert!(self.leads_to_bank(&page), "{:?}: {page:?}", self.fake.kind);
        id
    }

    fn leads_to_bank(&self, page: &Page) -> bool {
        let (base, reference) = (self.fake.base(), self.fake.line().reference);
        if self.fake.kind == Kind::Sep {
            page.attribute("form", "action") == Some(format!("{base}/onlinepg/onlinepg"))
                && page.attribute("input[name='Token']", "value") == Some(reference)
        } else {
            let address = page.location.as_deref().unwrap_or_default();
            address.starts_with(&base) && address.ends_with(&reference)
        }
    }

    /// The payer of the newest order comes back as the gateway sends them.
    async fn come_back(&self) -> Page {
        self.bring(&self.fake.brings(&self.fake.line())).await
    }

    async fn bring(&self, brought: &Brought) -> Page {
        match &brought.form {
            Some(form) => self.house.come_from_bank_with(&brought.path, form).await,
            None => self.house.get(&brought.path).await,
        }
    }

    async fn payment(&self, id: PaymentId) -> Payment {
        self.house.payment(id).await
    }

    async fn wallet(&self) -> Money {
        self.house.balance(self.shop.workspace).await
    }

    /// Both books say that the link's money came once.
    async fn is_paid_once(&self, id: PaymentId, story: &str) {
        let kind = self.fake.kind;
        let line = self.fake.line();
        let payment = self.payment(id).await;
        assert_eq!(payment.status, Status::Confirmed, "{kind:?} {story}");
        assert_eq!(line.stage, Stage::Verified, "{kind:?} {story}");
        assert_eq!(payment.order_number.to_string(), line.order, "{kind:?} {story}");
        assert_eq!((payment.amount.as_rials(), RENT), (line.paid, payment.amount));
        assert_eq!(self.wallet().await, RENT - payment.fee, "{kind:?} {story}");
        let fee = match kind {
            Kind::Zarinpal | Kind::Payping => Money::rials(12_000),
            Kind::Zibal | Kind::Sep => Money::ZERO,
        };
        let may_lack_fee = kind == Kind::Payping && payment.fee == Money::ZERO;
        assert!(payment.fee == fee || may_lack_fee, "{kind:?} {story}: {:?}", payment.fee);
        assert_eq!(payment.card.as_deref(), Some("603799••••••7893"), "{kind:?} {story}");
        assert_eq!(self.house.count("select count(*) from journals").await, 1, "{kind:?} {story}");
        assert_eq!(self.house.sms_to(&payers_mobile()).await.len(), 1, "{kind:?} {story}");
    }
}

#[tokio::test]
async fn what_is_paid_at_a_gateway_is_in_the_wallet_once_however_often_its_payer_comes_back() {
    for kind in ALL {
        let stall = Stall::open(kind).await;
        let id = stall.go().await;
        stall.fake.does(Stage::Paid);
        for _ in 0..3 {
            let back = stall.come_back().await;
            assert_eq!(back.status, StatusCode::SEE_OTHER, "{kind:?}");
        }
        stall.house.work().await;
        stall.is_paid_once(id, "three times back").await;
        assert_eq!(stall.fake.line().verified, 1, "{kind:?}");
    }
}

/// F09. At SEP nothing can be asked without what the browser brings: the money goes back by itself.
#[tokio::test]
async fn whoever_pays_and_closes_the_browser_has_paid_within_ninety_seconds() {
    for kind in [Kind::Zarinpal, Kind::Zibal, Kind::Payping] {
        let stall = Stall::open(kind).await;
        let id = stall.go().await;
        stall.fake.does(Stage::Paid);
        stall.house.live(TimeDelta::seconds(90)).await;
        stall.is_paid_once(id, "never came back").await;
    }
    let stall = Stall::open(Kind::Sep).await;
    let id = stall.go().await;
    stall.fake.does(Stage::Paid);
    stall.house.live(TimeDelta::minutes(40)).await;
    assert_eq!(stall.payment(id).await.status, Status::Sent, "the bank still has its word to give");
    stall.fake.does(Stage::WentBack);
    stall.house.live(TimeDelta::hours(2)).await;
    let payment = stall.payment(id).await;
    assert_eq!((payment.status, payment.refusal.as_deref()), (Status::Refused, Some("timed_out")));
    assert_eq!(stall.wallet().await, Money::ZERO);
    stall.go().await;
}

#[tokio::test]
async fn whoever_turns_round_at_the_gateway_can_pay_again() {
    for kind in [Kind::Zarinpal, Kind::Zibal, Kind::Payping] {
        let stall = Stall::open(kind).await;
        let id = stall.go().await;
        stall.fake.does(Stage::Cancelled);
        stall.come_back().await;
        stall.house.live(TimeDelta::minutes(2)).await;
        assert_eq!(stall.payment(id).await.status, Status::Refused, "{kind:?}");
        let again = stall.go().await;
        stall.fake.does(Stage::Paid);
        stall.come_back().await;
        stall.house.work().await;
        stall.is_paid_once(again, "the second time").await;
    }
}

/// F21, F22, F28, F29, F37: whatever becomes of the answer to a verification, the money is booked once, and nobody
/// verifies twice at a time.
#[tokio::test]
async fn an_answer_that_is_lost_late_or_spoilt_neither_loses_nor_doubles_money() {
    let whims = [
        ("hangs up after doing it", Whim::HangsUp),
        ("hangs up before", Whim::HangsUpBefore),
        ("is too late", Whim::Late),
        ("a page for people", Whim::Html),
        ("a server's fault", Whim::Status(502)),
        ("half an answer", Whim::Truncated),
        ("numbers as texts", Whim::NumbersAsTexts),
        ("a byte now and then", Whim::Drips(Duration::from_millis(50))),
        ("busy", Whim::Says(429, serde_json::json!({}), "retry-after: 1\r\n")),
    ];
    for kind in ALL {
        let stories = whims.iter().map(async |(story, whim)| {
            let stall = Stall::open(kind).await;
            let id = stall.go().await;
            stall.fake.does(Stage::Paid);
            for _ in 0..2 {
                stall.fake.next_at(kind.verifies_at(), whim.clone());
            }
            let back = stall.come_back().await;
            assert_eq!(back.status, StatusCode::SEE_OTHER, "{kind:?} {story}");
            stall.house.live(TimeDelta::minutes(3)).await;
            stall.is_paid_once(id, story).await;
        });
        join_all(stories).await;
    }
}

/// F02, F03: nobody is sent to a page that was not read, and the order that may have been made there is
/// never paid.
#[tokio::test]
async fn a_page_that_is_lost_or_spoilt_is_nobodys_page() {
    let whims = [Whim::HangsUp, Whim::Late, Whim::Html, Whim::Truncated, Whim::Status(502)];
    for kind in ALL {
        let stories = whims.iter().map(async |whim| {
            let stall = Stall::open(kind).await;
            stall.fake.next_at(kind.starts_at(), whim.clone());
            let (lost, page) = stall.press().await;
            assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{kind:?}: {page:?}");
            let id = stall.go().await;
            assert_ne!(id, lost);
            let orders: Vec<String> = stall.fake.lines().into_iter().map(|it| it.order).collect();
            assert_eq!(orders.len(), 2, "{kind:?}: the gateway may have heard of both");
            assert_ne!(orders[0], orders[1], "{kind:?}");
            stall.fake.does(Stage::Paid);
            stall.come_back().await;
            stall.house.live(TimeDelta::minutes(16)).await;
            stall.is_paid_once(id, "the second order").await;
            assert_eq!(stall.payment(lost).await.status, Status::Abandoned, "{kind:?}");
        });
        join_all(stories).await;
    }
}

/// F24, F26: money of another amount is booked nowhere.
#[tokio::test]
async fn a_gateway_that_took_another_amount_moves_no_money_and_calls_the_house() {
    for kind in ALL {
        for paid in [RENT.as_rials() / 10, RENT.as_rials() - 10, RENT.as_rials() * 10] {
            let stall = Stall::open(kind).await;
            let id = stall.go().await;
            stall.fake.pays(paid);
            stall.come_back().await;
            stall.house.live(TimeDelta::minutes(3)).await;
            assert_eq!(stall.payment(id).await.status, Status::Sent, "{kind:?} {paid}");
            assert_eq!(stall.wallet().await, Money::ZERO, "{kind:?} {paid}");
            assert_eq!(stall.house.alarms().await, ["payment_differs"], "{kind:?} {paid}");
        }
    }
}

/// The trap of SEP: it verifies one receipt for every order that asks.
#[tokio::test]
async fn a_receipt_of_one_payment_pays_for_no_other() {
    let stall = Stall::open(Kind::Sep).await;
    let id = stall.go().await;
    stall.fake.does(Stage::Paid);
    let paid = stall.fake.line();
    stall.come_back().await;
    stall.house.work().await;
    stall.is_paid_once(id, "the honest payment").await;

    let other = stall.house.link(&stall.shop).await;
    let thief = Stall { link: other, ..stall };
    let id = thief.go().await;
    let mut forged = thief.fake.line();
    (forged.receipt, forged.rrn, forged.stage) = (paid.receipt, paid.rrn, Stage::Paid);
    thief.bring(&thief.fake.brings(&forged)).await;
    thief.house.live(TimeDelta::minutes(2)).await;
    assert_eq!(thief.payment(id).await.status, Status::Sent);
    assert_eq!(thief.wallet().await, RENT, "only the honest payment is there");
    assert_eq!(thief.house.alarms().await, ["reference_reused"]);
}

#[tokio::test]
async fn an_answer_about_another_receipt_is_held_for_a_person() {
    let stall = Stall::open(Kind::Sep).await;
    let id = stall.go().await;
    stall.fake.does(Stage::Paid);
    stall.fake.confuses_receipts("9000999");
    stall.come_back().await;
    stall.house.live(TimeDelta::minutes(3)).await;
    let payment = stall.payment(id).await;
    assert_eq!((payment.status, payment.held.as_deref()), (Status::Sent, Some("receipt")));
    assert_eq!(stall.wallet().await, Money::ZERO);
    assert_eq!(stall.house.alarms().await, ["payment_differs"]);
}

/// F59 and the way back: the second payer's money waits, and the gateway takes it back once.
#[tokio::test]
async fn money_that_was_too_much_goes_back_through_the_gateway_once() {
    for kind in [Kind::Zarinpal, Kind::Sep, Kind::Payping] {
        let stall = Stall::open(kind).await;
        let first = stall.go().await;
        let first_line = stall.fake.line();
        let second = stall.go().await;
        stall.fake.does(Stage::Paid);
        let second_line = stall.fake.line();
        stall.come_back().await;
        stall.house.work().await;
        stall.is_paid_once(second, "the one who came first").await;
        stall.fake.pay_at(&first_line.reference);
        stall.bring(&stall.fake.brings(&stall.fake.at(&first_line.reference))).await;
        stall.house.live(TimeDelta::minutes(2)).await;
        let extra = stall.payment(first).await;
        assert_eq!(extra.suspense, Some(Suspense::Extra), "{kind:?}");

        let desk = stall.house.sign_in(&stall.shop).await;
        let give = format!("/payments/{first}/giving-back");
        stall.fake.next_at("everse", Whim::HangsUp);
        desk.submit(&give, &[("from", "/links")]).await;
        desk.submit(&give, &[("from", "/links")]).await;
        stall.house.live(TimeDelta::minutes(10)).await;
        let line = stall.fake.at(&first_line.reference);
        assert_eq!((line.stage, line.reversed), (Stage::WentBack, 1), "{kind:?}");
        let kept = stall.fake.at(&second_line.reference);
        assert_eq!((kept.stage, kept.reversed), (Stage::Verified, 0), "{kind:?}");
        let given = "select count(*) from journals where kind = 'payment_given_back'";
        assert_eq!(stall.house.count(given).await, 1, "{kind:?}");
    }
}

/// F35, F36: a gateway that does not know us ends no payment.
#[tokio::test]
async fn a_gateway_that_does_not_know_us_for_an_hour_ends_no_payment() {
    for kind in ALL {
        let stall = Stall::open(kind).await;
        let id = stall.go().await;
        stall.fake.does(Stage::Paid);
        stall.fake.always(Some(Whim::Says(401, serde_json::json!({}), "")));
        stall.come_back().await;
        stall.house.live(TimeDelta::minutes(20)).await;
        assert_eq!(stall.payment(id).await.status, Status::Sent, "{kind:?}");
        assert_eq!(stall.house.alarms().await, ["gateway_misconfigured"], "{kind:?}");
        stall.fake.always(None);
        stall.house.live(TimeDelta::hours(1)).await;
        stall.is_paid_once(id, "known again").await;
    }
}

/// F80: what the gateway lists as paid is booked although nothing of ours asks about it any more.
#[tokio::test]
async fn a_paid_order_whose_job_was_lost_is_booked_from_the_gateways_list() {
    let stall = Stall::open_with_sweeps(Kind::Zarinpal).await;
    let id = stall.go().await;
    stall.fake.does(Stage::Paid);
    stall.house.run("delete from jobs where kind = 'ask_bank'").await;
    stall.house.live(TimeDelta::minutes(6)).await;
    stall.is_paid_once(id, "found on the list").await;
    assert_eq!(stall.fake.line().verified, 1);
}

/// F02: the answer with the page was lost, and somebody pays there all the same.
#[tokio::test]
async fn money_at_an_order_of_ours_without_a_payment_calls_the_house_and_another_sites_does_not() {
    let stall = Stall::open_with_sweeps(Kind::Zarinpal).await;
    stall.fake.other_sites_order("https://another.example/back");
    stall.fake.does(Stage::Paid);
    stall.house.live(TimeDelta::minutes(6)).await;
    assert_eq!(stall.house.alarms().await, [""; 0]);

    stall.fake.next_at(Kind::Zarinpal.starts_at(), Whim::HangsUp);
    stall.press().await;
    stall.fake.does(Stage::Paid);
    stall.house.live(TimeDelta::minutes(11)).await;
    assert_eq!(stall.house.alarms().await, ["money_without_page"]);
    assert_eq!(stall.wallet().await, Money::ZERO);
    assert_eq!(stall.fake.line().verified, 0, "what is not ours to book goes back by itself");
}
