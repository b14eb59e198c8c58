//! The account that a wallet is settled to: proven, looked up, confirmed, told, and not used before its
//! time.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::money::Money;
use peyvand::wallet;
use peyvand::wallet::HowMuch;
use peyvand::wallet::WalletError;

use crate::support::house::House;
use crate::support::wallet::OWN_CARD;
use crate::support::wallet::OWN_IBAN;

const SOME: HowMuch = HowMuch::This(Money::rials(5_000_000));

#[tokio::test]
async fn a_card_becomes_an_account_whose_holder_is_looked_at_before_it_counts() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.wind(TimeDelta::days(2));
    house.earn(&shop, 1).await;
    let desk = house.sign_in(&shop).await;
    let given = desk.submit("/wallet/account", &[("number", OWN_CARD)]).await;
    assert_eq!(given.location.as_deref(), Some("/wallet/account"));
    let shown = desk.get("/wallet/account").await.text();
    assert!(shown.contains("امین بهشتی") && shown.contains("بانک ملی"), "{shown}");
    assert!(!shown.contains("6037991234567893"), "{shown}");
    assert!(matches!(house.settle(&shop, SOME).await, Err(WalletError::NoAccount)));

    desk.submit("/wallet/account/confirmation", &[]).await;
    let noted = "select count(*) from acts where kind = 'account_confirmed'";
    assert_eq!(house.count(noted).await, 1);
    house.work().await;
    let told = house.sms_to(&shop.mobile).await;
    assert!(told.iter().any(|text| text.contains("••۷۸۹۳")), "{told:?}");
    house.settle(&shop, SOME).await.unwrap();
    house.live(TimeDelta::minutes(5)).await;
    assert_eq!(house.rail_book().await[0].iban.get(4..7), Some("017"));
    let open = "select count(*) from wallet_accounts where iban::text like '%6037991234567893%'";
    assert_eq!(house.count(open).await, 0, "the number is sealed");
}

#[tokio::test]
async fn whoever_names_an_account_proves_anew_who_they_are() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    house.wind(TimeDelta::minutes(6));
    for page in [
        desk.get("/wallet/account/new").await,
        desk.submit("/wallet/account", &[("number", OWN_IBAN)]).await,
        desk.submit("/wallet/account/confirmation", &[]).await,
    ] {
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.html.contains("name=\"password\""), "{}", page.text());
    }
    assert_eq!(house.count("select count(*) from wallet_accounts").await, 0);
}

#[tokio::test]
async fn a_changed_account_waits_a_day_while_the_old_one_stays_in_use() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.own_account(&shop).await;
    house.earn(&shop, 1).await;
    house.name_account(&shop, OWN_CARD).await;
    let told = house.sms_to(&shop.mobile).await;
    let hear = told.iter().any(|text| text.contains("••۷۸۹۳"));
    assert!(hear, "those who know the old one hear of it: {told:?}");

    house.settle(&shop, SOME).await.unwrap();
    house.live(TimeDelta::minutes(5)).await;
    assert_eq!(house.rail_book().await[0].iban, OWN_IBAN);
    house.wind(TimeDelta::hours(24));
    house.settle(&shop, SOME).await.unwrap();
    house.live(TimeDelta::minutes(5)).await;
    let book = house.rail_book().await;
    assert!(book.iter().any(|line| line.iban != OWN_IBAN), "{book:?}");
}

#[tokio::test]
async fn a_change_that_was_somebody_elses_is_taken_back_before_it_counts() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.own_account(&shop).await;
    house.earn(&shop, 1).await;
    house.name_account(&shop, OWN_CARD).await;
    let desk = house.sign_in(&shop).await;
    // Whoever only has the session of an hour ago can do it too.
    house.wind(TimeDelta::minutes(20));
    desk.submit("/wallet/account/end", &[]).await;
    house.wind(TimeDelta::days(2));
    house.settle(&shop, SOME).await.unwrap();
    house.live(TimeDelta::minutes(5)).await;
    assert_eq!(house.rail_book().await[0].iban, OWN_IBAN);
}

#[tokio::test]
async fn the_first_account_of_a_new_workspace_waits_for_its_first_day_to_pass() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.earn(&shop, 1).await;
    house.name_account(&shop, OWN_IBAN).await;
    assert!(matches!(house.settle(&shop, SOME).await, Err(WalletError::NoAccount)));
    house.wind(TimeDelta::hours(24));
    house.settle(&shop, SOME).await.unwrap();
}

#[tokio::test]
async fn a_number_that_is_no_account_is_refused_beside_its_field() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    for (number, said) in [
        ("", "شمارهٔ کارت یا شبا را بنویسید"),
        ("IR820540102680020817909003", "این شبا درست نیست"),
        ("6037991234567890", "به هیچ کارتی نمی‌خورد"),
        ("4444333322221111", "از بانک‌های ایران نیست"),
    ] {
        let page = desk.submit("/wallet/account", &[("number", number)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
        assert!(page.text().contains(said), "{number}: {}", page.text());
        assert_eq!(page.attribute("input[name=number]", "value").as_deref(), Some(number));
    }
}

#[tokio::test]
async fn the_numbers_of_accounts_that_ended_are_forgotten_after_ninety_days() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.own_account(&shop).await;
    house.name_account(&shop, OWN_CARD).await;
    for days in [2, 91] {
        house.wind(TimeDelta::days(days));
        wallet::forget(&house.app, house.app.clock.now()).await.unwrap();
    }
    let known = "select count(*) from wallet_accounts where iban <> ''";
    assert_eq!(house.count(known).await, 1, "the one in use");
}
