//! A payout that gives the money of a payment back says which one.

use axum::http::StatusCode;
use chrono::TimeDelta;

use crate::support::house::House;
use crate::support::payouts::CARD;

#[tokio::test]
async fn the_accounts_say_which_payment_a_payout_gives_back() {
    let house = House::open().await;
    let shop = house.shop().await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    let number = house.payment(sent.id).await.order_number.to_string();
    let desk = house.sign_in(&shop).await;
    let refund = desk.get(&format!("/payments/{}/refund", sent.id)).await;
    let way = refund.attribute("a[href^='/payouts/new']", "href").unwrap();
    let english = format!("{way}&lang=en");
    assert!(desk.get(&english).await.text().contains(&format!("Gives payment {number} back")));
    let form = desk.get(&way).await;
    let field = |name: &str| {
        form.attribute(&format!("form.card [name={name}]"), "value").unwrap_or_default()
    };
    let (id, back, amount) = (field("id"), field("back"), field("amount"));
    assert_eq!(back, sent.id.to_string());
    let fields = [
        ("id", id.as_str()),
        ("back", back.as_str()),
        ("amount", amount.as_str()),
        ("title", "پس‌دادن سفارش"),
        ("name", "امین بهشتی"),
        ("mobile", "09357774503"),
    ];
    let made = desk.submit("/payouts", &fields).await;
    let path = made.location.clone().unwrap_or_else(|| panic!("{}", made.text()));
    house.work().await;
    house.answer(CARD).await;
    house.pay_payout(&shop).await;
    house.live(TimeDelta::minutes(30)).await;

    let desk = house.sign_in(&shop).await;
    let shown = desk.get(&format!("{path}?lang=en")).await;
    let there = shown.attribute("dl a[href^='/accounting']", "href").unwrap();
    let found = desk.get(&there).await.text();
    assert!(found.contains(&number), "{found}");
    let accounts = desk.get("/accounting/outgoing").await.text();
    assert!(accounts.contains(&format!("Gives payment {number} back")), "{accounts}");

    // Another shop's payment is not there, nor is one that nobody knows.
    let other = house.sign_in(&house.shop().await).await;
    for back in [sent.id.to_string(), "zzz".to_owned()] {
        let page = other.get(&format!("/payouts/new?back={back}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        let fields = [fields[2], fields[3], fields[4], fields[5], ("back", back.as_str())];
        assert_eq!(other.submit("/payouts", &fields).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(house.count("select count(*) from payouts").await, 1);
}
