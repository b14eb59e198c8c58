//! Paying from the wallet, on the page that the payer's link opens: anybody may hold the link, so the wallet is offered
//! to who is signed in and may.

use chrono::TimeDelta;
use peyvand::access::Role;

use crate::support::house::House;
use crate::support::page::Page;
use crate::support::payouts::CARD;

/// The way to pay from the wallet, where the page has one.
fn offer(shown: &Page) -> Option<String> {
    shown.attribute("form[action$='/sending']", "action")
}

#[tokio::test]
async fn the_payers_link_offers_the_wallet_to_who_is_signed_in_and_may_and_to_nobody_else() {
    let house = House::open().await;
    let shop = house.shop().await;
    let payout = house.payout(&shop).await;
    house.answer(CARD).await;
    let page = house.payers_page(&shop).await;
    let poor = house.sign_in(&shop).await.get(&page).await;
    assert_eq!(offer(&poor), None, "it holds nothing");
    assert!(!poor.text().contains("کیف پول"), "{}", poor.text());

    house.earn(&shop, 3).await;
    let clerk = house.colleague(&shop, Role::Accountant).await;
    let clerk = house.sign_in(&clerk).await.get(&page).await;
    assert_eq!(offer(&clerk), None, "keeps the books and sends no money");
    assert!(!clerk.text().contains("کیف پول"), "{}", clerk.text());
    let stranger = house.visitor().get(&page).await;
    let neighbour = house.sign_in(&house.shop().await).await.get(&page).await;
    for shown in [&stranger, &neighbour] {
        assert_eq!(offer(shown), None);
        assert!(shown.text().contains("پرداخت از کیف پول: وارد حساب شوید"), "{}", shown.text());
    }
    let way = stranger.attribute("main a[href^='/o/']", "href").unwrap();
    let asked = house.visitor().get(&way).await;
    assert!(asked.location.is_some_and(|to| to.starts_with("/login")), "the way in");

    let desk = house.sign_in(&shop).await;
    let shown = desk.get(&page).await;
    let act = offer(&shown).unwrap_or_else(|| panic!("{}", shown.text()));
    assert!(shown.text().contains("پرداخت از کیف پول"), "{}", shown.text());
    let seen = shown.attribute("form[action$='/sending'] [name=seen]", "value").unwrap();
    let sent = desk.submit(&act, &[("seen", &seen)]).await;
    assert_eq!(sent.location, Some(format!("/payouts/{payout}")), "{}", sent.text());
    house.live(TimeDelta::minutes(10)).await;
    assert_eq!(house.rail_book().await.len(), 1);
    assert_eq!(offer(&desk.get(&page).await), None, "it is paid for");
}

#[tokio::test]
async fn a_signed_in_payer_goes_to_the_bank_from_that_page_as_everybody_does() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.payout(&shop).await;
    house.answer(CARD).await;
    let page = house.payers_page(&shop).await;
    let desk = house.sign_in(&shop).await;
    let shown = desk.get(&page).await;
    let field = |name: &str| {
        shown.attribute(&format!("form[action$='/payment'] [name={name}]"), "value").unwrap()
    };
    let (payment, seen) = (field("payment"), field("seen"));
    let path = format!("{page}/payment");
    let gone = desk.submit(&path, &[("payment", &payment), ("seen", &seen)]).await;
    house.bank.pay(&gone.location.clone().unwrap_or_else(|| panic!("{}", gone.text()))).await;
    house.live(TimeDelta::minutes(10)).await;
    assert_eq!(house.rail_book().await.len(), 1);
}
