//! One total that several payments make up: parts that payers choose, legs of an amount that no bank's
//! page takes, and what is sold by the piece.

use axum::http::StatusCode;
use futures_util::future::join_all;

use super::address;
use super::make;
use super::paying::pay;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;

/// Sends somebody to the bank for a payment of a link; what the bank's page is, and the way back.
async fn begin(house: &House, link: &str, fields: &[(&str, &str)]) -> (Visitor, String, String) {
    let payer = house.visitor();
    let sent = pay(&payer, link, fields).await;
    let page = sent.location.clone().unwrap_or_else(|| panic!("not sent: {}", sent.text()));
    let callback = house.bank.line(&page).await.callback;
    let (_, back) = callback.split_once("/back/").unwrap();
    (payer, page, format!("/back/{back}"))
}

async fn pay_whole(house: &House, link: &str, fields: &[(&str, &str)]) {
    let (payer, page, back) = begin(house, link, fields).await;
    house.bank.pay(&page).await;
    payer.come_from_bank(&back).await;
}

async fn taken(house: &House) -> i64 {
    house
        .count("select coalesce(sum(amount), 0)::bigint from payments where use_number is not null")
        .await
}

#[tokio::test]
async fn payers_at_the_bank_at_once_never_bring_more_than_the_total() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let terms = [("amount", "1000000"), ("taking", "parts"), ("part_min", "100000")];
    let link = address(&make(&desk, &terms).await);
    let mut begun = vec![];
    for _ in 0..5 {
        begun.push(begin(&house, &link, &[("amount", "300000")]).await);
    }
    for (_, bank, _) in &begun {
        house.bank.pay(bank).await;
    }
    join_all(begun.iter().map(|(payer, _, back)| payer.come_from_bank(back))).await;
    house.work().await;
    assert_eq!(taken(&house).await, 9_000_000, "three of five fit into the total");
    let waiting = "select count(*) from payments where suspense = 'extra'";
    assert_eq!(house.count(waiting).await, 2);

    let page = house.visitor().get(&link).await;
    assert!(page.text().contains("مانده: ۱۰۰٬۰۰۰ تومان"), "{}", page.text());
    assert_eq!(page.attribute("progress", "value").as_deref(), Some("900"));
    let much = pay(&house.visitor(), &link, &[("amount", "100001")]).await;
    assert_eq!(much.status, StatusCode::UNPROCESSABLE_ENTITY);
    pay_whole(&house, &link, &[("chosen", "100,000")]).await;
    let done = house.visitor().get(&link).await;
    assert!(done.text().contains("این لینک پرداخت شده است"), "{}", done.text());
    house.audit().await;
}

#[tokio::test]
async fn the_rest_of_a_total_that_is_no_whole_toman_is_paid_by_one_press() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let terms = [("amount", "1,000,005 ریال"), ("taking", "parts"), ("part_min", "10000")];
    let link = address(&make(&desk, &terms).await);
    pay_whole(&house, &link, &[("amount", "50000")]).await;
    let page = house.visitor().get(&link).await;
    let rest = page.attribute("[name=chosen]", "value").expect("a button for the rest");
    assert_eq!(rest, "۵۰۰٬۰۰۵ ریال");
    pay_whole(&house, &link, &[("chosen", &rest)]).await;
    assert_eq!(taken(&house).await, 1_000_005);
    house.audit().await;
}

#[tokio::test]
async fn an_amount_above_the_banks_limit_is_paid_in_legs_that_wait_for_the_next() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let link = address(&make(&desk, &[("amount", "450000000")]).await);
    let page = house.visitor().get(&link).await;
    assert!(page.attribute("#forward", "action").is_none(), "the payer is told first");
    assert!(page.text().contains("در ۳ پرداخت"), "{}", page.text());
    for expected in [2_000_000_000_i64, 4_000_000_000, 4_500_000_000] {
        pay_whole(&house, &link, &[]).await;
        assert_eq!(taken(&house).await, expected);
    }
    assert!(house.visitor().get(&link).await.text().contains("این لینک پرداخت شده است"));
    house.audit().await;
}

#[tokio::test]
async fn what_is_sold_by_the_piece_ends_with_the_stock() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let terms = [("amount", "50000"), ("taking", "units"), ("stock", "۳"), ("each_max", "2")];
    let page = make(&desk, &terms).await;
    let link = address(&page);
    for wrong in ["0", "3", "-1", "x"] {
        let page = pay(&house.visitor(), &link, &[("quantity", wrong)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(page.text().contains("از ۱ تا ۲"), "{}", page.text());
    }
    // Two are at the bank for the last pieces: one of them comes too late.
    let one = begin(&house, &link, &[("quantity", "۲")]).await;
    let two = begin(&house, &link, &[("quantity", "2")]).await;
    for (payer, bank, back) in [&one, &two] {
        house.bank.pay(bank).await;
        payer.come_from_bank(back).await;
    }
    assert_eq!(taken(&house).await, 1_000_000);
    let left: Page = house.visitor().get(&link).await;
    assert!(left.text().contains("حداکثر ۱ تا"), "{}", left.text());
    pay_whole(&house, &link, &[("quantity", "1")]).await;
    assert!(house.visitor().get(&link).await.text().contains("این لینک پرداخت شده است"));
    house.audit().await;
}
