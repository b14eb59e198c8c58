//! What the home of a building says at a glance: who has paid, what lies in its funds, who owes.

use axum::http::StatusCode;

use super::Estate;
use super::funding;
use super::paying::address;
use super::paying::issued;
use super::paying::pay;
use super::paying::press;
use crate::support::house::House;
use crate::support::page::Page;

/// How many units of the facade look so.
fn windows(home: &Page, look: &str) -> usize {
    home.html.matches(&format!("\"u {look}\"")).count()
}

#[tokio::test]
async fn a_unit_that_was_never_charged_is_not_shown_as_paid() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let home = estate.desk.get(&estate.path()).await;
    assert_eq!((windows(&home, "ok"), windows(&home, "none")), (0, 4));
    assert_eq!(home.texts(".facade .u.none")[0], "واحد ۳ — چیزی صادر نشده");
    // Unit 4 bears nothing of the month.
    house.run("update units set area = 0 where number = '4'").await;
    let estate = estate.issued(&house).await;
    pay(&house, &address(&house, 1).await, "").await;
    let home = estate.desk.get(&estate.path()).await;
    assert_eq!((windows(&home, "ok"), windows(&home, "warn"), windows(&home, "none")), (1, 2, 1));
    assert!(home.texts(".facade .u.none")[0].contains("۴"), "{:?}", home.texts(".facade .u"));
    // What is taken back was never charged.
    let run = estate.filled(&house, "/buildings/{building}/runs/{run}/reversal").await;
    estate.desk.submit(&run, &[]).await;
    assert_eq!(windows(&estate.desk.get(&estate.path()).await, "none"), 4);
}

/// What the home says of the whole, and of each fund.
async fn funds(estate: &Estate) -> (String, Vec<String>) {
    let home = estate.desk.get(&estate.path()).await;
    let held = home.texts(".tiles dd").first().cloned().unwrap_or_default();
    (held, home.texts("[aria-labelledby=funds] strong"))
}

#[tokio::test]
async fn the_home_says_what_the_building_holds_and_what_lies_in_each_fund() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let maker = (estate.id, estate.manager(&house).await);
    funding::held(&house, maker).await;
    house.run("update expenses set amount = 40000000").await;
    let text = |amount: &str| format!("{amount} تومان");
    let minus = "\u{200e}\u{2212}";
    let spent = text(&format!("{minus}۴٬۰۰۰٬۰۰۰"));
    let (held, each) = funds(&estate).await;
    assert_eq!(held, text(&format!("{minus}۳٬۷۰۰٬۰۰۰")), "what lay there, less what was spent");
    assert_eq!(each, [spent, text("۳۰۰٬۰۰۰"), text("۰")]);

    let estate = estate.issued(&house).await;
    let (_, each) = funds(&estate).await;
    assert_eq!(each, [text("۰"), text("۳۰۰٬۰۰۰"), text("۰")], "the bills laid it aside");
    // Mina gives a hundred toman by hand.
    let run = estate.filled(&house, "/buildings/{building}/runs/{run}/reversal").await;
    let (held, _) = funds(&estate).await;
    assert_eq!(held, text(&format!("{minus}۳٬۶۹۹٬۹۰۰")), "what came in is there");
    let year = estate.desk.get(&format!("{}/year", estate.path())).await.text();
    assert!(year.contains("۳۰۰٬۰۰۰"), "the year says the same: {year}");

    assert_eq!(estate.desk.submit(&run, &[]).await.status, StatusCode::SEE_OTHER);
    let (_, each) = funds(&estate).await;
    assert!(each[0].contains("۴٬۰۰۰٬۰۰۰"), "what is taken back is not laid aside: {each:?}");
    house.audit().await;
}

#[tokio::test]
async fn from_the_debtors_of_the_home_a_link_leads_to_all_of_them() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let home = estate.desk.get(&estate.path()).await;
    assert!(home.text().contains("همهٔ بدهکاران (۴)"), "{}", home.text());
    let all = format!("{}/report#owes", estate.path());
    assert!(home.attributes("[aria-labelledby=debt] .pager a", "href").contains(&all));
    let report = estate.desk.get(&format!("{}/report", estate.path())).await;
    assert_eq!(report.texts("[aria-labelledby=owes] tbody tr").len(), 4);
}

#[tokio::test]
async fn the_manager_who_hears_of_a_payment_hears_for_which_unit_it_was() {
    let house = House::open().await;
    let (shop, _) = issued(&house).await;
    pay(&house, &address(&house, 3).await, "1200000").await;
    let told = house.sms_to(&shop.mobile).await.pop().unwrap();
    assert!(told.contains("واحد ۳ و ۱ واحد دیگر، "), "{told}");
    pay(&house, &address(&house, 1).await, "").await;
    let told = house.sms_to(&shop.mobile).await.pop().unwrap();
    assert!(told.contains("واحد ۱، "), "{told}");
}

#[tokio::test]
async fn several_payments_that_are_being_checked_stand_in_one_box() {
    let house = House::open().await;
    issued(&house).await;
    let door = address(&house, 1).await;
    press(&house, &door, "").await;
    let boxes = async || house.get(&door).await.texts(".flash.warn");
    assert!(boxes().await[0].contains("در دست بررسی است"), "{:?}", boxes().await);
    press(&house, &door, "100000").await;
    let shown = boxes().await;
    assert_eq!(shown.len(), 1, "{shown:?}");
    assert!(shown[0].contains("۲ پرداخت در دست بررسی است"), "{shown:?}");
    assert!(shown[0].contains("۱۰۰٬۰۰۰ تومان"), "{shown:?}");
}
