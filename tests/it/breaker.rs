//! A gateway that gives no pages: payers do not wait for it one after the other, and go elsewhere where
//! there is an elsewhere.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::adapters::bank::sandbox::Mood;

use crate::ops::operator;
use crate::support::house::House;
use crate::support::program::free_port;

const STARTS: &str = "select count(*) from bank_calls where op = 'start'";

/// F08.
#[tokio::test]
async fn a_gateway_that_is_down_is_tried_by_one_payer_a_minute_and_the_first_page_ends_it() {
    let house = House::open().await;
    let (operator, shop) = operator(&house).await;
    let link = house.link(&shop).await;
    let press = async || {
        let id = house.payment_on_page(link).await;
        (id, house.press_pay(link, id).await)
    };
    house.bank.feel(Mood::Down).await;
    for _ in 0..3 {
        assert_eq!(press().await.1.status, StatusCode::SERVICE_UNAVAILABLE);
    }
    let (id, refused) = press().await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.text().contains("صفحهٔ بانک باز نشد و پولی از شما کم نشد"), "{refused:?}");
    assert_eq!(house.count(STARTS).await, 3, "nobody waits for what was silent three times");
    let opened = format!("select count(*) from payments where id = '{id}'");
    assert_eq!(house.count(&opened).await, 0, "and nothing is opened for it");
    let page = operator.get("/ops").await;
    assert!(page.text().contains("شرکت‌هایی که پاسخ نمی‌دهند"), "{page:?}");

    house.wind(TimeDelta::minutes(1));
    press().await;
    press().await;
    assert_eq!(house.count(STARTS).await, 4, "one of them tried it");

    house.wind(TimeDelta::minutes(1));
    house.bank.feel(Mood::Well).await;
    assert_eq!(press().await.1.status, StatusCode::SEE_OTHER);
    assert_eq!(press().await.1.status, StatusCode::SEE_OTHER, "it is there for all again");
    assert!(operator.get("/ops").await.text().contains("همه چیز آرام است"));
}

#[tokio::test]
async fn the_house_can_send_payers_to_a_gateway_again_before_it_has_rested() {
    let house = House::open().await;
    let (operator, shop) = operator(&house).await;
    let link = house.link(&shop).await;
    let press = async || house.press_pay(link, house.payment_on_page(link).await).await;
    house.bank.feel(Mood::Down).await;
    for _ in 0..3 {
        press().await;
    }
    house.bank.feel(Mood::Well).await;
    assert_eq!(press().await.status, StatusCode::SERVICE_UNAVAILABLE);
    operator.submit("/ops/gateways/sandbox/trial", &[]).await;
    assert_eq!(press().await.status, StatusCode::SEE_OTHER);
    let unknown = operator.submit("/ops/gateways/none/trial", &[]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

/// F08.
#[tokio::test]
async fn the_next_gateway_takes_the_payers_of_one_that_is_down() {
    let nobody = format!("--zarinpal-base-url=http://127.0.0.1:{}", free_port());
    let set = ["--gateway=zarinpal,sandbox", "--zarinpal-merchant=a-merchant", &nobody];
    let house = House::open_with(&set.map(str::to_owned)).await;
    let shop = house.shop().await;
    let link = house.link(&shop).await;
    let press = async || house.press_pay(link, house.payment_on_page(link).await).await;

    for _ in 0..4 {
        let gone = press().await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{gone:?}");
        assert!(gone.location.unwrap().contains("/sandbox/"), "nobody notices");
    }
    let tried = "select count(*) from bank_calls where op = 'start' and outcome = 'busy'";
    assert_eq!(house.count(tried).await, 1, "the first of them was taken on in the same click");
    assert_eq!(house.count("select count(*) from payments where gateway = 'zarinpal'").await, 0);
}
