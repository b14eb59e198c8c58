//! The payer's side of a link.

use axum::http::StatusCode;
use chrono::TimeDelta;

use super::address;
use super::make;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;

#[tokio::test]
async fn looking_at_a_link_changes_nothing_whoever_looks() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let link = address(&make(&desk, &[]).await);
    house.work().await;
    let before = house.fingerprint().await;
    for _ in 0..3 {
        assert_eq!(house.visitor().get(&link).await.status, StatusCode::OK);
        assert_eq!(house.visitor().head(&link).await.status, StatusCode::OK);
    }
    assert_eq!(house.fingerprint().await, before);
}

#[tokio::test]
async fn a_page_goes_on_to_the_bank_only_when_it_asks_nothing_and_was_made_so() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let goes_on = async |changes: &[(&str, &str)]| {
        let link = address(&make(&desk, changes).await);
        let page = house.visitor().get(&link).await;
        assert!(page.attribute("form button.go", "class").is_some(), "there is always a button");
        page.attribute("#forward", "action").is_some() && page.html.contains("<script>")
    };
    assert!(goes_on(&[]).await);
    assert!(!goes_on(&[("direct", "")]).await);
    assert!(!goes_on(&[("kind", "open"), ("amount", "")]).await);
}

pub(super) async fn pay(payer: &Visitor, link: &str, fields: &[(&str, &str)]) -> Page {
    let page = payer.get(link).await;
    let payment = page.attribute("[name=payment]", "value").unwrap();
    let fields: Vec<_> = fields.iter().copied().chain([("payment", payment.as_str())]).collect();
    payer.submit(&format!("{link}/pay"), &fields).await
}

#[tokio::test]
async fn the_amount_of_a_fixed_link_is_the_merchants_whatever_is_posted() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let link = address(&make(&desk, &[]).await);
    let sent = pay(&house.visitor(), &link, &[("amount", "1000")]).await;
    let order = house.bank.line(&sent.location.unwrap()).await;
    assert_eq!(order.amount.as_rials(), 24_500_000);
}

#[tokio::test]
async fn a_payer_chooses_within_the_limits_or_takes_a_suggestion() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let open = [
        ("kind", "open"),
        ("min", "50,000"),
        ("max", "۵۰۰٬۰۰۰"),
        ("suggestion", "100000"),
        ("suggestion", "200000"),
        ("uses", "many"),
    ];
    let link = address(&make(&desk, &open).await);
    let payer = house.visitor();
    for (typed, sentence) in [
        ("49999", "دست‌کم ۵۰٬۰۰۰ تومان"),
        ("500001", "حداکثر ۵۰۰٬۰۰۰ تومان"),
        ("1", "دست‌کم ۵۰٬۰۰۰ تومان"),
        ("999999999", "حداکثر ۵۰۰٬۰۰۰ تومان"),
        ("", "مبلغ را بنویسید"),
        ("abc", "فقط با رقم"),
    ] {
        let page = pay(&payer, &link, &[("amount", typed), ("name", "نرگس")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(page.text().contains(sentence), "{typed}: {}", page.text());
        assert_eq!(page.attribute("#name", "value").as_deref(), Some("نرگس"), "it stays");
    }
    let typed = pay(&payer, &link, &[("amount", "۱۲۳٬۰۰۰")]).await;
    let chosen = pay(&payer, &link, &[("amount", ""), ("chosen", "۲۰۰٬۰۰۰")]).await;
    for (sent, rials) in [(typed, 1_230_000), (chosen, 2_000_000)] {
        let order = house.bank.line(&sent.location.unwrap()).await;
        assert_eq!(order.amount.as_rials(), rials);
    }
}

#[tokio::test]
async fn a_dead_link_says_why_and_takes_no_payment() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let expired = address(&make(&desk, &[("expiry", "1d")]).await);
    let page = make(&desk, &[]).await;
    let closed = address(&page);
    let path = page.attribute("a[href$='/closure']", "href").unwrap();
    assert_eq!(desk.submit(&path, &[]).await.status, StatusCode::SEE_OTHER);
    house.wind(TimeDelta::days(1));

    let payer = house.visitor();
    for (link, why) in [(expired, "مهلت پرداخت این لینک تمام شده است"), (closed, "لغو کرده است")]
    {
        let page = payer.get(&link).await;
        assert_eq!(page.status, StatusCode::GONE);
        assert!(page.text().contains(why), "{}", page.text());
        let payment = "0192a000-0000-7000-8000-000000000001";
        let pressed = payer.submit(&format!("{link}/pay"), &[("payment", payment)]).await;
        assert_eq!(pressed.status, StatusCode::GONE);
    }
    assert_eq!(house.bank.orders().await, 0);
}

#[tokio::test]
async fn a_paid_link_says_that_it_is_paid_and_not_by_whom() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let link = address(&make(&desk, &[("to", "نرگس رضایی")]).await);
    let sent = pay(&house.visitor(), &link, &[]).await.location.unwrap();
    house.bank.pay(&sent).await;
    house.live(TimeDelta::minutes(2)).await;

    let text = house.visitor().get(&link).await.text();
    assert!(text.contains("این لینک پرداخت شده است"), "{text}");
    assert!(!text.contains("نرگس") && !text.contains("۲٬۴۵۰٬۰۰۰"), "{text}");
}

#[tokio::test]
async fn whoever_guesses_addresses_is_told_to_wait_and_real_links_keep_working() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let link = address(&make(&desk, &[]).await);
    let stranger = house.visitor();
    for number in 0..30 {
        let guess = stranger.get(&format!("/p/{number:026}")).await;
        assert_eq!(guess.status, StatusCode::NOT_FOUND);
    }
    let guess = stranger.get("/p/00000000000000000000000099").await;
    assert_eq!(guess.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(stranger.get(&link).await.status, StatusCode::OK);
}
