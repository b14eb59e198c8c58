//! What both people keep of a payout, and the accounts of what went out.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::adapters::rail::sandbox::Mood;
use peyvand::adapters::rail::sandbox::Stage;
use peyvand::wallet::HowMuch;

use super::proven::keeps;
use crate::support::house::House;
use crate::support::payouts::CARD;
use crate::support::people::Shop;

/// A payout that arrived, its page, and its receipt's.
async fn arrived(house: &House) -> (Shop, String, String) {
    let shop = house.shop().await;
    let path = format!("/payouts/{}", house.payout(&shop).await);
    house.answer(CARD).await;
    house.pay_payout(&shop).await;
    house.live(TimeDelta::minutes(30)).await;
    let desk = house.sign_in(&shop).await;
    let shown = desk.get(&path).await;
    let receipt = shown.attribute("a[href^='/sent/']", "href");
    let receipt = receipt.unwrap_or_else(|| panic!("{}", shown.text()));
    (shop, path, receipt)
}

#[tokio::test]
async fn both_keep_the_same_receipt_and_anybody_can_check_it() {
    let house = House::open().await;
    let (_, _, receipt) = arrived(&house).await;
    let page = house.recipients_page().await;
    let recipient = house.visitor();
    house.prove(&recipient).await;
    let theirs = recipient.get(&page).await.attribute("a[href^='/sent/']", "href");
    assert_eq!(theirs, Some(receipt.clone()));

    let shown = house.visitor().get(&receipt).await;
    let text = shown.text();
    for piece in ["رسید واریز", "امین بهشتی", "طراحی جلد سه کتاب", "•• ۷۸۹۳", "۶۲٬۰۰۰٬۰۰۰ ریال"]
    {
        assert!(text.contains(piece), "{piece}: {text}");
    }
    assert!(!text.contains("6037991234567893"), "{text}");
    let check = shown.attribute("a[href^='/verify']", "href").unwrap();
    let real = house.get(&check).await;
    assert_eq!(real.status, StatusCode::OK);
    assert!(real.text().contains("امین بهشتی"), "{}", real.text());
    let forged = check.replace("62000000.", "92000000.");
    assert_ne!(forged, check);
    assert_eq!(house.get(&forged).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Another token of the house opens nothing here.
    let (id, _) = receipt.rsplit_once('/').unwrap();
    let other = house.recipients_page().await;
    let other = format!("{id}/{}", other.rsplit('/').next().unwrap());
    assert_eq!(house.get(&other).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_receipt_says_when_its_money_came_back() {
    let house = House::open().await;
    let (_, _, receipt) = arrived(&house).await;
    house.rail_lets(Stage::Returned).await;
    house.live(TimeDelta::hours(7)).await;
    let shown = house.get(&receipt).await;
    assert!(shown.text().contains("برگشت خورد"), "{}", shown.text());
    let check = shown.attribute("a[href^='/verify']", "href").unwrap();
    assert!(house.get(&check).await.text().contains("برگشت خورد"));
}

#[tokio::test]
async fn money_that_is_still_under_way_has_no_receipt() {
    let house = House::open().await;
    house.rail_is(Mood::Slow).await;
    let shop = house.shop().await;
    let path = format!("/payouts/{}", house.payout(&shop).await);
    house.answer(CARD).await;
    house.pay_payout(&shop).await;
    let shown = house.sign_in(&shop).await.get(&path).await;
    assert_eq!(shown.attribute("a[href^='/sent/']", "href"), None);
}

#[tokio::test]
async fn the_accounts_name_what_went_out_with_its_fee_its_account_and_its_number() {
    let house = House::open().await;
    let (shop, ..) = arrived(&house).await;
    house.own_account(&shop).await;
    house.earn(&shop, 1).await;
    house.settle(&shop, HowMuch::All).await.unwrap();
    house.live(TimeDelta::minutes(30)).await;
    let desk = house.sign_in(&shop).await;
    let page = desk.get("/accounting/outgoing").await.text();
    for piece in ["امین بهشتی", "تسویه به حساب خود", "••۷۸۹۳", "••۹۰۰۲", "۶٬۲۱۲٬۴۰۰", "۱۲٬۴۰۰"]
    {
        assert!(page.contains(piece), "{piece}: {page}");
    }
    let tracking: String = sqlx::query_scalar("select tracking from transfers where fee = 124000")
        .fetch_one(house.db())
        .await
        .unwrap();
    let file = desk.get("/accounting/outgoing.csv").await.html;
    let line = file.lines().find(|line| line.contains("امین بهشتی")).unwrap();
    for piece in ["62124000", "124000", "62000000", "••۷۸۹۳", &tracking] {
        assert!(line.contains(piece), "{piece}: {line}");
    }
    assert!(!file.contains("6037991234567893"), "{file}");
    assert_eq!(desk.get("/accounting/outgoing.xlsx").await.status, StatusCode::OK);
    assert_eq!(desk.get("/accounting/outgoing?from=zzz").await.status, 422);
}

#[tokio::test]
async fn a_recipient_forgets_the_kept_account_whenever_they_like() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.payout(&shop).await;
    let recipient = keeps(&house).await;
    let page = house.recipients_page().await;
    let shown = recipient.get(&page).await.text();
    assert!(shown.contains("نگه داشته شده است"), "{shown}");
    recipient.submit(&format!("{page}/kept/end"), &[]).await;
    assert!(!recipient.get(&page).await.text().contains("نگه داشته شده است"));
    assert_eq!(house.count("select count(*) from payout_accounts").await, 0);
}
