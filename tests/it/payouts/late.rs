//! Money that is under way for longer than the bank's own cycles, and money of which nobody knows where it is.

use chrono::TimeDelta;
use peyvand::adapters::rail::sandbox::Mood;
use peyvand::adapters::rail::sandbox::Stage;
use peyvand::mobile::Mobile;
use peyvand::transfers;
use peyvand::wallet::HowMuch;

use crate::ops::operator;
use crate::support::house::House;
use crate::support::payouts::CARD;
use crate::support::payouts::recipients_mobile;
use crate::support::people::Shop;

const LATE: &str = "نرسیده است";
const LATE_PAGE: &str = "بیش از معمول طول کشیده است";

async fn paid(house: &House, shop: &Shop) -> String {
    let path = format!("/payouts/{}", house.payout(shop).await);
    house.answer(CARD).await;
    house.pay_payout(shop).await;
    path
}

/// What is done every ten minutes, and what follows from it.
async fn watched(house: &House) {
    transfers::watch(&house.app).await.unwrap();
    house.work().await;
}

async fn told_late(house: &House, mobile: &Mobile) -> usize {
    house.sms_to(mobile).await.iter().filter(|text| text.contains(LATE)).count()
}

/// F70.
#[tokio::test]
async fn money_that_takes_days_is_told_of_once_to_both_and_their_pages_say_so() {
    let house = House::open().await;
    house.rail_is(Mood::Slow).await;
    let shop = house.shop().await;
    let path = paid(&house, &shop).await;
    let pages = [house.recipients_page().await, house.payers_page(&shop).await];
    house.wind(TimeDelta::hours(20));
    watched(&house).await;
    assert_eq!(told_late(&house, &shop.mobile).await, 0, "the bank's cycles are not over");

    house.wind(TimeDelta::days(3));
    watched(&house).await;
    house.wind(TimeDelta::minutes(10));
    watched(&house).await;
    for mobile in [&shop.mobile, &recipients_mobile()] {
        assert_eq!(told_late(&house, mobile).await, 1, "{:?}", house.sms_to(mobile).await);
    }
    for page in &pages {
        let text = house.get(page).await.text();
        assert!(text.contains(LATE_PAGE), "{text}");
    }
    let desk = house.sign_in(&shop).await;
    let shown = desk.get(&path).await.text();
    assert!(shown.contains(LATE_PAGE) && shown.contains("به هر دو خبر دادیم"), "{shown}");
    assert_eq!(house.rail_book().await.len(), 1, "nothing is sent again for that");
    assert_eq!(house.count("select count(*) from rail_calls where op = 'submit'").await, 1);

    house.rail_lets(Stage::Settled).await;
    house.live(TimeDelta::hours(2)).await;
    let told = house.sms_to(&recipients_mobile()).await;
    assert!(told.last().unwrap().contains("واریز شد"), "{told:?}");
    for page in &pages {
        assert!(!house.get(page).await.text().contains(LATE_PAGE), "it is there now");
    }
}

#[tokio::test]
async fn of_money_that_is_there_in_time_nobody_hears_that_it_is_late() {
    let house = House::open().await;
    let shop = house.shop().await;
    paid(&house, &shop).await;
    house.live(TimeDelta::minutes(10)).await;
    house.wind(TimeDelta::days(5));
    watched(&house).await;
    for mobile in [&shop.mobile, &recipients_mobile()] {
        assert_eq!(told_late(&house, mobile).await, 0);
    }
}

#[tokio::test]
async fn a_settlement_that_takes_days_is_told_of_and_stays_under_way() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.own_account(&shop).await;
    house.earn(&shop, 1).await;
    house.rail_is(Mood::Slow).await;
    house.settle(&shop, HowMuch::All).await.unwrap();
    house.work().await;
    let left = house.balance(shop.workspace).await;
    let on_the_way = house.on_the_way(&shop).await;
    house.wind(TimeDelta::days(3));
    watched(&house).await;
    house.wind(TimeDelta::minutes(10));
    watched(&house).await;
    let told = house.sms_to(&shop.mobile).await;
    let late = told.iter().filter(|text| text.contains("از کیف پول هنوز")).count();
    assert_eq!(late, 1, "{told:?}");
    assert_eq!(house.balance(shop.workspace).await, left, "nothing came back");
    assert_eq!(house.on_the_way(&shop).await, on_the_way);
}

/// E13.
#[tokio::test]
async fn a_transfer_that_is_unknown_for_ten_minutes_calls_a_person_who_asks_the_rail() {
    let house = House::open().await;
    let (_, person) = operator(&house).await;
    house.rail_is(Mood::Lost).await;
    let shop = house.shop().await;
    house.payout(&shop).await;
    house.answer(CARD).await;
    let page = house.payers_page(&shop).await;
    let bank = house.press_send(&page).await.location.unwrap();
    house.bank.pay(&bank).await;
    house.live(TimeDelta::minutes(9)).await;
    assert!(house.alarms().await.is_empty(), "{:?}", house.alarms().await);
    house.live(TimeDelta::minutes(4)).await;
    assert_eq!(house.alarms().await, ["transfer_unknown"]);

    let operator = house.sign_in(&person).await;
    let shown = operator.get("/ops").await;
    assert!(shown.text().contains("ده دقیقه است معلوم نیست"), "{}", shown.text());
    assert!(shown.attribute("form[action$='/solution']", "action").is_none(), "one act, no other");
    let ask = shown.attribute("form[action^='/ops/transfers/']", "action").unwrap();
    operator.submit(&ask, &[]).await;
    assert_eq!(house.alarms().await, ["transfer_unknown"], "the rail does not know it yet");

    house
        .run(
            "insert into sandbox_transfers
                (reference, iban, amount, description, state, submitted_at)
            select reference, 'IR820540102680020817909002', amount, description, 'settled', sent_at
            from transfers",
        )
        .await;
    operator.submit(&ask, &[]).await;
    house.work().await;
    assert!(house.alarms().await.is_empty(), "it is known, so nobody has to look");
    let told = house.sms_to(&recipients_mobile()).await;
    assert!(told.last().unwrap().contains("واریز شد"), "{told:?}");
    assert_eq!(house.count("select count(*) from rail_calls where op = 'submit'").await, 1);
}
