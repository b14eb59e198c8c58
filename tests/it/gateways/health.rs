//! Whether a gateway is well is asked before its payers find out, and the answer is about nothing but that.

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures_util::future::join;
use peyvand::money::Money;
use peyvand::payments;
use peyvand::payments::Status;
use peyvand::worker;
use serde_json::json;

use super::Stall;
use crate::ops::operator;
use crate::support::fakes::gateways::ALL;
use crate::support::fakes::gateways::Fake;
use crate::support::fakes::gateways::Kind;
use crate::support::fakes::gateways::MERCHANT;
use crate::support::fakes::gateways::Stage;
use crate::support::fakes::wire::Whim;
use crate::support::house::House;

const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// A stall whose house prefers a gateway to the pretend bank, and has both asked each minute.
async fn preferring(kind: Kind) -> Stall {
    let fake = Fake::start(kind).await;
    let mut flags = fake.flags();
    flags[0] = format!("--gateway={},sandbox", kind.name());
    let house = House::open_with(&flags).await;
    let shop = house.shop().await;
    let link = house.link(&shop).await;
    worker::plan_housekeeping(&house.app).await.unwrap();
    Stall { fake, house, shop, link }
}

/// How many pages a gateway was asked for.
fn starts(stall: &Stall) -> usize {
    let piece = stall.fake.kind.starts_at();
    stall.fake.requests().iter().filter(|asked| asked.path.contains(piece)).count()
}

#[tokio::test]
async fn a_gateway_that_is_not_well_is_passed_over_before_any_payer_has_waited_for_it() {
    for kind in ALL {
        for whim in [Whim::HangsUpBefore, Whim::Status(502)] {
            let stall = preferring(kind).await;
            stall.fake.always(Some(whim));
            stall.house.work().await;
            let (_, page) = stall.press().await;
            assert_eq!(page.status, StatusCode::SEE_OTHER, "{kind:?}: {page:?}");
            assert!(page.location.unwrap().contains("/sandbox/bank/"), "{kind:?}");

            let beside = stall.house.beside().await;
            let id = beside.payment_on_page(stall.link).await;
            let page = beside.press_pay(stall.link, id).await;
            assert!(page.location.unwrap().contains("/sandbox/bank/"), "{kind:?}: every instance");
            assert_eq!(starts(&stall), 0, "{kind:?}: nobody was sent there first");

            stall.fake.always(None);
            stall.house.live(MINUTE).await;
            stall.go().await;
            assert_eq!(starts(&stall), 1, "{kind:?}: it is well, and first again");
        }
    }
}

#[tokio::test]
async fn a_gateway_that_does_not_know_us_is_passed_over_and_calls_the_house() {
    for kind in [Kind::Zarinpal, Kind::Zibal, Kind::Payping] {
        let stall = preferring(kind).await;
        let (operator, _) = operator(&stall.house).await;
        stall.fake.drops(MERCHANT);
        stall.house.work().await;
        let (_, page) = stall.press().await;
        assert!(page.location.unwrap().contains("/sandbox/bank/"), "{kind:?}");
        assert_eq!(stall.house.alarms().await, ["gateway_misconfigured"], "{kind:?}");
        let page = operator.get("/ops").await;
        assert!(page.text().contains("ما را نمی‌پذیرد"), "{kind:?}: {}", page.text());
        assert!(!page.text().contains(MERCHANT), "{kind:?}: what opens the gateway is not shown");
        stall.fake.takes_on(MERCHANT);
        stall.house.live(MINUTE).await;
        stall.go().await;
    }
}

#[tokio::test]
async fn where_there_is_no_other_gateway_payers_are_sent_to_the_one_that_did_not_answer() {
    let stall = Stall::open_with_sweeps(Kind::Zibal).await;
    stall.fake.next_at("/inquiry", Whim::HangsUp);
    stall.house.work().await;
    assert_eq!(stall.house.count(UNWELL).await, 1);
    stall.go().await;
}

const UNWELL: &str = "select count(*) from gateway_health where unwell_since is not null";

/// `money.md` E13.
#[tokio::test]
async fn three_minutes_of_silence_call_the_house_and_the_first_answer_ends_the_alarm() {
    let stall = preferring(Kind::Payping).await;
    let (operator, shop) = operator(&stall.house).await;
    stall.fake.always(Some(Whim::HangsUpBefore));
    stall.house.work().await;
    stall.house.live(MINUTE * 2).await;
    assert_eq!(stall.house.alarms().await, [""; 0], "a moment's silence calls nobody");
    stall.house.live(MINUTE).await;
    assert_eq!(stall.house.alarms().await, ["gateway_silent"]);
    let page = operator.get("/ops").await.text();
    assert!(page.contains("پی‌پینگ") && page.contains("پاسخ نمی‌دهد"), "{page}");
    assert!(page.contains("پرداخت‌کننده‌ها به درگاه بعدی می‌روند"), "{page}");

    let operator = stall.house.sign_in(&shop).await;
    operator.submit("/ops/gateways/payping/trial", &[]).await;
    assert!(operator.get("/ops").await.text().contains("هنوز درست پاسخ نمی‌دهد"));
    stall.fake.always(None);
    operator.submit("/ops/gateways/payping/trial", &[]).await;
    assert!(!operator.get("/ops").await.text().contains("پرداخت‌کننده‌ها به درگاه بعدی می‌روند"));
    stall.house.live(MINUTE).await;
    assert_eq!(stall.house.alarms().await, [""; 0]);
    assert!(operator.get("/ops").await.text().contains("همه چیز آرام است"));
}

/// `money.md` E13: a gateway that says it is well and nothing of a payment is silent all the same.
#[tokio::test]
async fn a_gateway_that_says_nothing_of_a_payment_for_three_minutes_calls_the_house() {
    let stall = Stall::open_with_sweeps(Kind::Zarinpal).await;
    let id = stall.go().await;
    stall.fake.does(Stage::Paid);
    for _ in 0..12 {
        stall.fake.next_at(Kind::Zarinpal.verifies_at(), Whim::HangsUpBefore);
    }
    stall.house.live(MINUTE * 2).await;
    assert_eq!(stall.house.alarms().await, [""; 0]);
    stall.house.live(MINUTE * 4).await;
    assert_eq!(stall.payment(id).await.status, Status::Sent);
    assert_eq!(stall.house.alarms().await, ["gateway_silent"]);
    assert_eq!(stall.house.count(UNWELL).await, 0);
    stall.house.live(MINUTE * 12).await;
    stall.is_paid_once(id, "after a long silence").await;
    assert_eq!(stall.house.alarms().await, [""; 0]);
}

#[tokio::test]
async fn the_question_whether_a_gateway_is_well_orders_nothing_verifies_nothing_and_books_nothing()
{
    for kind in ALL {
        let stall = Stall::open(kind).await;
        let id = stall.go().await;
        stall.fake.does(Stage::Paid);
        for whim in [None, Some(Whim::Html), Some(Whim::Says(200, json!({"result": 100}), ""))] {
            stall.fake.always(whim);
            payments::watch_gateways(&stall.house.app).await.unwrap();
        }
        assert_eq!(stall.payment(id).await.status, Status::Sent, "{kind:?}");
        assert_eq!(stall.wallet().await, Money::ZERO, "{kind:?}");
        assert_eq!(stall.house.count("select count(*) from bank_calls").await, 1, "{kind:?}");
        let lines = stall.fake.lines();
        assert_eq!((lines.len(), lines[0].verified), (1, 0), "{kind:?}");
        assert_eq!(lines[0].stage, Stage::Paid, "{kind:?}");
    }
}

#[tokio::test]
async fn several_instances_ask_each_gateway_once_a_minute() {
    let stall = Stall::open_with_sweeps(Kind::Zibal).await;
    let beside = stall.house.beside().await;
    for minute in 1..=3 {
        join(stall.house.work(), beside.work()).await;
        assert_eq!(stall.fake.requests().len(), minute);
        stall.house.wind(MINUTE);
    }
}
