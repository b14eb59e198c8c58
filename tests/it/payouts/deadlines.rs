//! Two deadlines that whoever gives sets: until when the recipient may answer, and how long they themselves may take
//! to pay after that.

use axum::http::StatusCode;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use serde_json::json;

use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;
use crate::support::payouts::CARD;
use crate::support::payouts::RECIPIENT;
use crate::support::people::Shop;

const TABLE: &str = "گیرنده,موبایل,ایمیل,مبلغ (تومان),بابت\r\n\
    امین بهشتی,09357774503,,۶٬۲۰۰٬۰۰۰,طراحی جلد\r\n";

async fn make(desk: &Visitor, pay_days: &str) -> Page {
    let fields = [
        ("amount", "6,200,000"),
        ("title", "طراحی جلد سه کتاب"),
        ("name", RECIPIENT),
        ("mobile", "09357774503"),
        ("fee", "payer"),
        ("expiry", "30d"),
        ("pay_days", pay_days),
    ];
    desk.submit("/payouts", &fields).await
}

/// Whether the payer's page has its button.
async fn can_be_paid(house: &House, page: &str) -> bool {
    house.get(page).await.attribute("form[action$='/payment']", "action").is_some()
}

/// The recipient answers; for so many hours and no longer the payer's page has its button.
async fn payable_for(house: &House, shop: &Shop, hours: i64) {
    house.answer(CARD).await;
    let page = house.payers_page(shop).await;
    house.wind(TimeDelta::hours(hours) - TimeDelta::minutes(5));
    assert!(can_be_paid(house, &page).await, "the time is not over");
    house.wind(TimeDelta::minutes(5));
    house.work().await;
    assert!(!can_be_paid(house, &page).await, "the time is over");
    assert_eq!(house.get(&page).await.status, StatusCode::GONE);
    let told = house.sms_to(&shop.mobile).await;
    assert!(told.last().unwrap().contains("مهلت واریز"), "{told:?}");
}

#[tokio::test]
async fn whoever_gives_has_the_days_that_they_set_counted_from_the_answer() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let made = make(&desk, "۲").await;
    let path = made.location.clone().unwrap_or_else(|| panic!("{}", made.text()));
    let shown = desk.get(&path).await.text();
    assert!(shown.contains("فرصت پرداخت پس از پاسخ") && shown.contains("۲ روز"), "{shown}");
    house.work().await;
    // The recipient takes their time; none of it is the payer's.
    house.wind(TimeDelta::days(20));
    payable_for(&house, &shop, 48).await;
}

#[tokio::test]
async fn who_says_nothing_of_it_has_a_week_as_ever() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let form = desk.get("/payouts/new").await;
    assert_eq!(form.attribute("#pay_days", "value").as_deref(), Some("۷"));
    assert!(make(&desk, "").await.location.is_some());
    house.work().await;
    payable_for(&house, &shop, 7 * 24).await;
}

#[tokio::test]
async fn days_that_cannot_be_are_told_beside_their_field_and_stay_there() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let (persian, english) = ("تعداد روز را از ۱ تا ۶۰", "a number of days from 1 to 60");
    for (page, says) in [("/payouts/new", persian), ("/payouts/new?lang=en", english)] {
        desk.get(page).await;
        for typed in ["0", "61", "+7", "-1", "1.5", "دو", "99999999999999999999"] {
            let again = make(&desk, typed).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
            let beside = again.texts("#pay_days-err").join(" ");
            assert!(beside.contains(says), "{typed}: {}", again.text());
            assert_eq!(again.attribute("#pay_days", "value").as_deref(), Some(typed));
        }
    }
    assert_eq!(house.count("select count(*) from payouts").await, 0);
}

#[tokio::test]
async fn the_payouts_of_a_table_have_the_days_that_were_set_for_it() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let file = ("a.csv", TABLE.as_bytes());
    let wrong = [("days", "30"), ("pay_days", "400"), ("fee", "payer")];
    let again = desk.upload("/payouts/bulk", &wrong, file).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.texts("#pay_days-err").join(" ").contains("۱ تا ۶۰"), "{}", again.text());
    assert_eq!(again.attribute("#pay_days", "value").as_deref(), Some("400"));

    let fields = [("days", "30"), ("pay_days", "3"), ("fee", "payer")];
    let kept = desk.upload("/payouts/bulk", &fields, file).await;
    let path = kept.location.clone().unwrap_or_else(|| panic!("{}", kept.text()));
    let rehearsal = desk.get(&path).await.text();
    assert!(rehearsal.contains("۳ روز"), "{rehearsal}");
    desk.submit(&format!("{path}/confirmation"), &[]).await;
    house.live(TimeDelta::minutes(12)).await;
    payable_for(&house, &shop, 3 * 24).await;
}

#[tokio::test]
async fn a_program_sets_both_deadlines_and_reads_until_when_it_can_be_paid() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let body = |pay_days| {
        json!({
            "title": "Three covers", "amount": 62_000_000, "pay_days": pay_days,
            "recipient": { "name": "Amin", "mobile": "09357774503" },
        })
    };
    for wrong in [0, 61, -1] {
        let refused = machine.post("/api/v1/payouts", body(json!(wrong))).await;
        assert_eq!(refused.pointers(), ["/pay_days"], "{wrong}: {refused:?}");
    }
    let usual = machine.post("/api/v1/payouts", body(json!(null))).await;
    assert_eq!(usual.json["pay_days"], json!(7));
    house.work().await;
    // Messages of one moment have no order.
    house.wind(TimeDelta::seconds(1));
    let made = machine.post("/api/v1/payouts", body(json!(3))).await;
    assert_eq!((&made.json["pay_days"], &made.json["pay_until"]), (&json!(3), &json!(null)));
    house.work().await;
    house.answer(CARD).await;
    let shown = machine.get(&format!("/api/v1/payouts/{}", made.id())).await;
    let until: DateTime<Utc> = serde_json::from_value(shown.json["pay_until"].clone()).unwrap();
    assert!(until - house.app.clock.now() <= TimeDelta::days(3), "{shown:?}");
    assert!(TimeDelta::days(2) < until - house.app.clock.now(), "{shown:?}");
}
