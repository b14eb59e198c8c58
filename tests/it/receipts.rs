//! Receipts: their numbers, what they say of the seller, and what anybody can learn about one.

use axum::http::StatusCode;
use chrono::TimeDelta;

use crate::support::house::House;
use crate::support::page::Page;
use crate::support::people::Sent;
use crate::support::people::Shop;

const SELLER: &[(&str, &str)] = &[
    ("legal_name", "شرکت سرو آزاد"),
    ("national_id", "۱۰۳۸۰۲۸۴۷۹۰"),
    ("economic_code", "411111111111"),
    ("address", "تهران، خیابان سرو، پلاک ۱۲"),
    ("tax", "۱۰٪"),
];

#[tokio::test]
async fn numbers_have_no_gap_and_follow_the_moments_of_booking_whoever_works() {
    let house = House::open().await;
    let (shop, other) = (house.shop().await, house.shop().await);
    let link = house.link_of(&shop, None, None).await;
    let elsewhere = house.link_of(&other, None, None).await;
    let beside = house.beside().await;
    for round in 0..3 {
        for number in 0..7 {
            house.wind(TimeDelta::milliseconds(40));
            let link = if number == 3 { elsewhere } else { link };
            pay(&house, &house.send(link).await).await;
        }
        tokio::join!(house.work(), beside.work(), house.work(), beside.work());
        for (shop, count) in [(&shop, 6), (&other, 1)] {
            let numbers = numbers(&house, shop).await;
            let wanted: Vec<i64> = (1..=count * (round + 1)).collect();
            assert_eq!(numbers, wanted, "in the order of booking");
        }
    }
}

#[tokio::test]
async fn a_receipt_names_its_seller_as_it_was_on_that_day() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let saved = owner.submit("/settings/seller", SELLER).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{saved:?}");
    let sent = house.send(house.link(&shop).await).await;
    pay(&house, &sent).await;
    let early = house.get(&format!("{}?lang=en", sent.receipt)).await;
    assert!(early.text().contains("In a moment"), "{early:?}");
    assert_eq!(early.headers.get("refresh").unwrap(), "3", "it looks again by itself");
    house.work().await;
    owner.submit("/settings/seller", &[("legal_name", "Another"), ("tax", "")]).await;

    let receipt = house.get(&format!("{}?lang=en", sent.receipt)).await;
    assert!(receipt.headers.get("refresh").is_none());
    for said in [
        "No. 1",
        "شرکت سرو آزاد",
        "10380284790",
        "411111111111",
        "پلاک",
        // A tenth on top of the price without tax: an eleventh of the whole.
        "Value added tax (10%), included 2,227,273 rial",
    ] {
        assert!(receipt.text().contains(said), "{said}: {receipt:?}");
    }
    let persian = house.get(&format!("{}?lang=fa", sent.receipt)).await;
    assert!(persian.text().contains("شمارهٔ ۱") && persian.text().contains("۱۰۳۸۰۲۸۴۷۹۰"));

    let second = house.send(house.link(&shop).await).await;
    pay(&house, &second).await;
    house.work().await;
    let plain = house.get(&format!("{}?lang=en", second.receipt)).await;
    assert!(plain.text().contains("Another") && !plain.text().contains("Value added"), "{plain:?}");
}

#[tokio::test]
async fn anybody_can_check_a_receipt_and_tampering_is_said_plainly() {
    let house = House::open().await;
    let shop = house.shop().await;
    let (sent, other) =
        (house.send(house.link(&shop).await).await, house.send(house.link(&shop).await).await);
    for sent in [&sent, &other] {
        house.wind(TimeDelta::seconds(1));
        pay(&house, sent).await;
    }
    house.work().await;
    let sign = sign(&house.get(&sent.receipt).await);
    let stranger = house.visitor();
    let before = house.fingerprint().await;
    let real = stranger.get(&format!("/verify?lang=en&r={sign}")).await;
    assert_eq!(real.status, StatusCode::OK);
    assert!(real.text().contains("This receipt is genuine"), "{real:?}");
    assert!(
        real.text().contains("2,450,000") && real.text().contains("Receipt number 1"),
        "{real:?}"
    );
    assert!(!real.html.contains(&sent.receipt), "it does not lead to the receipt itself");
    let shouted = stranger.get(&format!("/verify?lang=en&r={}", sign.to_uppercase())).await;
    assert_eq!(shouted.status, StatusCode::OK, "however it was typed");
    assert_eq!(house.fingerprint().await, before, "looking changes nothing");

    let parts: Vec<&str> = sign.split('.').collect();
    let with = |place: usize, text: &str| {
        let mut parts = parts.clone();
        parts[place] = text;
        parts.join(".")
    };
    let others = self::sign(&house.get(&other.receipt).await);
    let others: Vec<&str> = others.split('.').collect();
    for forged in [
        with(0, "2"),
        with(1, "245000000"),
        with(2, "14050902"),
        with(3, others[3]),
        with(4, others[4]),
        with(4, "0000000000000000"),
        sign[1..].to_owned(),
        "nonsense".to_owned(),
    ] {
        let page = stranger.get(&format!("/verify?lang=en&r={forged}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{forged}");
        assert!(
            page.text().contains("not genuine") && page.text().contains("tampered"),
            "{page:?}"
        );
        assert!(!page.text().contains("Rent") && !page.text().contains("2,450,000"), "{page:?}");
        assert_eq!(page.attribute("#r", "value").as_deref(), Some(forged.as_str()));
    }
}

#[tokio::test]
async fn whoever_guesses_receipts_is_soon_told_to_wait() {
    let house = House::open().await;
    for _ in 0..30 {
        house.get("/verify?r=1.2.14050901.nobody.nothing").await;
    }
    let page = house.get("/verify?r=1.2.14050901.nobody.nothing").await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(house.get("/verify").await.status, StatusCode::OK);
}

#[tokio::test]
async fn money_in_suspense_has_no_receipt_before_it_is_accepted() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let link = house.link(&shop).await;
    let (first, second, third) =
        (house.send(link).await, house.send_late(link).await, house.send_late(link).await);
    for sent in [&first, &second, &third] {
        house.wind(TimeDelta::seconds(1));
        pay(&house, sent).await;
    }
    house.work().await;
    assert_eq!(numbers(&house, &shop).await, [1]);
    let waits = house.get(&format!("{}?lang=en", second.receipt)).await;
    assert!(!waits.html.contains("/verify"), "{waits:?}");
    house.wind(TimeDelta::seconds(1));
    for (sent, deed) in [(&third, "giving-back"), (&second, "acceptance")] {
        owner.submit(&format!("/payments/{}/{deed}", sent.id), &[("from", "/links")]).await;
    }
    house.live(TimeDelta::minutes(3)).await;
    assert_eq!(numbers(&house, &shop).await, [1, 2]);
    let accepted = house.get(&format!("{}?lang=en", second.receipt)).await;
    assert!(accepted.text().contains("No. 2") && accepted.html.contains("/verify"), "{accepted:?}");
    let back = house.get(&third.receipt).await;
    assert!(!back.html.contains("/verify"), "{back:?}");
}

#[tokio::test]
async fn what_a_seller_types_is_looked_at_and_stays() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let long = "ب".repeat(301);
    for (field, typed) in [
        ("national_id", "10380284792"),
        ("national_id", "0684159415"),
        ("national_id", "12"),
        ("economic_code", "12"),
        ("address", long.as_str()),
        ("legal_name", long.as_str()),
        ("tax", "9.5"),
        ("tax", "100"),
    ] {
        let page = owner.submit("/settings/seller", &[(field, typed)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={typed}");
        let said = page.attribute(&format!("#{field}"), "aria-describedby").unwrap();
        assert!(said.contains(&format!("{field}-err")), "{field}={typed}");
        assert_eq!(page.attribute(&format!("#{field}"), "value").as_deref(), Some(typed));
    }
    owner.submit("/settings/seller", SELLER).await;
    let page = owner.get("/settings/seller?lang=en").await;
    assert_eq!(page.attribute("#national_id", "value").as_deref(), Some("10380284790"));
    assert_eq!(page.attribute("#tax", "value").as_deref(), Some("10"));
}

async fn pay(house: &House, sent: &Sent) {
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
}

/// The numbers of a shop's receipts in the order in which the money was booked.
async fn numbers(house: &House, shop: &Shop) -> Vec<i64> {
    sqlx::query_scalar(
        "select number from receipts
        join payments on payments.id = payment_id
        where receipts.workspace_id = $1 order by happened_at, payments.id",
    )
    .bind(shop.workspace)
    .fetch_all(house.db())
    .await
    .unwrap()
}

/// The text under the code of a receipt.
fn sign(page: &Page) -> String {
    let address = page.attribute("a[href^='/verify?r=']", "href").expect("a sign");
    address.trim_start_matches("/verify?r=").to_owned()
}
