//! Residents who owe are reminded step by step, by day, and never after they have paid; and the report
//! says who they are.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::buildings;
use peyvand::ids::ExpenseId;
use peyvand::locale::Jalali;

use super::estate::mobile;
use super::paying::address;
use super::paying::issued;
use super::paying::pay;
use crate::support::house::House;

/// Lets days pass, and reminds each hour.
async fn live_days(house: &House, days: i64) {
    for _ in 0..days * 24 {
        house.wind(TimeDelta::hours(1));
        buildings::remind(&house.app).await.unwrap();
        house.work().await;
    }
}

async fn reminders(house: &House) -> i64 {
    house.count("select count(*) from notices where kind = 'payment_reminded'").await
}

#[tokio::test]
async fn who_owes_is_reminded_at_each_step_once_for_all_their_units() {
    let house = House::open().await;
    issued(&house).await;
    live_days(&house, 45).await;
    let days =
        "select array_agg((reminded_at at time zone 'Asia/Tehran')::date - episode order by 1)
        from charge_reminders group by resident_id";
    let days: Vec<Vec<i32>> = sqlx::query_scalar(days).fetch_all(house.db()).await.unwrap();
    assert_eq!(days, vec![vec![-3, 0, 3, 10, 20, 35]; 3]);
    assert_eq!(reminders(&house).await, 18);
    house.audit().await;
}

#[tokio::test]
async fn who_has_paid_is_not_reminded_any_more() {
    let house = House::open().await;
    issued(&house).await;
    let door = address(&house, 1).await;
    pay(&house, &door, "").await;
    let told = house.sms_to(&mobile(1)).await.len();
    live_days(&house, 30).await;
    assert_eq!(house.sms_to(&mobile(1)).await.len(), told);
    assert!(2 < house.sms_to(&mobile(2)).await.len(), "the others are");
}

#[tokio::test]
async fn nobody_is_reminded_at_night() {
    let house = House::open().await;
    issued(&house).await;
    house.wind(TimeDelta::days(40));
    let night = "select extract(hour from $1 at time zone 'Asia/Tehran')::bigint";
    let hour = async |house: &House| -> i64 {
        let now = house.app.clock.now();
        sqlx::query_scalar(night).bind(now).fetch_one(house.db()).await.unwrap()
    };
    while hour(&house).await != 22 {
        house.wind(TimeDelta::hours(1));
    }
    buildings::remind(&house.app).await.unwrap();
    assert_eq!(reminders(&house).await, 0);
    house.wind(TimeDelta::hours(11));
    buildings::remind(&house.app).await.unwrap();
    assert_eq!(reminders(&house).await, 3);
}

#[tokio::test]
async fn the_report_says_who_owes_and_what_came_in_and_went_out() {
    let house = House::open().await;
    let (shop, estate) = issued(&house).await;
    let door = address(&house, 1).await;
    let later = ExpenseId::new(house.app.clock.now());
    estate.spend(&house, &shop, (later, 7_654_320)).await;
    pay(&house, &door, "1200000").await;
    let report = estate.desk.get(&format!("{}/report", estate.path())).await.text();
    // 40,000,003 rial were charged, 47,654,323 spent, and 12,000,000 came.
    for said in ["۴٬۰۰۰٬۰۰۰٫۳", "۴٬۷۶۵٬۴۳۲٫۳", "۱٬۲۰۰٬۰۰۰", "Mina", "Reza"]
    {
        assert!(report.contains(said), "{said}: {report}");
    }
    let told = house.get(&format!("{door}/report")).await.text();
    assert!(told.contains("۱٬۲۰۰٬۰۰۰") && !told.contains("Mina"), "{told}");
}

#[tokio::test]
async fn the_last_day_of_payment_is_the_residents_to_its_end() {
    let house = House::open().await;
    let (shop, estate) = issued(&house).await;
    let door = address(&house, 1).await;
    let midnight = Jalali::new(1405, 9, 11).unwrap().start();
    for (moment, is_late) in [(midnight - TimeDelta::minutes(5), false), (midnight, true)] {
        house.wind(moment - house.app.clock.now());
        let desk = house.sign_in(&shop).await;
        assert_eq!(house.get(&door).await.text().contains("مهلت گذشته"), is_late);
        assert_eq!(desk.get(&estate.path()).await.html.contains("\"u bad\""), is_late);
        let report = desk.get(&format!("{}/report", estate.path())).await;
        let not_due = report.texts("[data-l='سررسید نشده']");
        assert_eq!(not_due.iter().all(|amount| amount == "۰"), is_late, "{not_due:?}");
    }
}

#[tokio::test]
async fn the_manager_sets_when_and_sees_first_who_will_be_reminded_and_what_it_costs() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let path = format!("{}/reminders", estate.path());
    let usual = estate.desk.get(&path).await;
    assert_eq!(
        usual.texts("section.flush li a").len(),
        15,
        "five for each of three in thirty days"
    );
    let rules =
        |act| [("is_on", "yes"), ("days", "1"), ("times_max", "3"), ("hour", "17"), ("act", act)];
    let seen = estate.desk.submit(&path, &rules("preview")).await;
    assert_eq!(seen.texts("section.flush li a"), ["Leila", "Mina", "Reza"], "one for each");
    assert!(seen.text().contains("۳ پیام"), "{}", seen.text());
    assert_eq!(house.count("select count(*) from reminder_rules").await, 0, "it was only a look");
    let saved = estate.desk.submit(&path, &rules("save")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    live_days(&house, 28).await;
    let at = "select count(*) from charge_reminders where day = 1
        and extract(hour from reminded_at at time zone 'Asia/Tehran') = 17";
    assert_eq!((reminders(&house).await, house.count(at).await), (3, 3));
    house.audit().await;
}

#[tokio::test]
async fn rules_that_are_none_come_back_with_what_was_typed() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let path = format!("{}/reminders", estate.path());
    let typed = [("times_max", "99"), ("hour", "12"), ("act", "save")];
    let page = estate.desk.submit(&path, &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute("#times_max", "value").as_deref(), Some("99"));
    assert_eq!(page.texts(".err").len(), 2, "no day, and too often");
    assert_eq!(house.count("select count(*) from reminder_rules").await, 0);
}

#[tokio::test]
async fn nobody_is_reminded_of_what_is_disputed_until_that_is_settled() {
    let house = House::open().await;
    let (shop, estate) = issued(&house).await;
    let path = estate.filled(&house, "/buildings/{building}/bills/{charge}/dispute").await;
    let reason = [("reason", "کنتور اشتباه خوانده شد")];
    let done = estate.desk.submit(&path, &reason).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let others = "select count(distinct resident_id) from charge_reminders";
    live_days(&house, 20).await;
    // Mina owns two units; the other is still asked for.
    assert_eq!(house.count(others).await, 3);
    let query = "select id from charges where debtor = 'Mina' order by id = (
        select charge_id from charge_disputes) limit 1";
    let other: uuid::Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    let desk = house.sign_in(&shop).await;
    desk.submit(&format!("{}/bills/{other}/dispute", estate.path()), &reason).await;
    let before = reminders(&house).await;
    live_days(&house, 20).await;
    assert_eq!(reminders(&house).await, before + 2, "one more for each of the other two");
    let desk = house.sign_in(&shop).await;
    assert_eq!(desk.submit(&format!("{path}/end"), &[]).await.status, StatusCode::SEE_OTHER);
    let noted = "select count(*) from acts where kind = 'dispute_closed'";
    assert_eq!(house.count(noted).await, 1);
    live_days(&house, 2).await;
    assert_eq!(reminders(&house).await, before + 3);
    house.audit().await;
}
