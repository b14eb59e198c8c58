//! Residents who owe are reminded step by step, by day, and never after they have paid; and the report
//! says who they are.

use chrono::TimeDelta;
use peyvand::buildings;

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
    let due = "select min(due_on - (now() at time zone 'Asia/Tehran')::date)::bigint from charges";
    assert!(house.count(due).await != 0);
    live_days(&house, 45).await;
    // Three people: three days before, on the day, and 3, 10, 20 and 35 days after, as far as the
    // time has come; nobody twice for one step.
    let steps = house.count("select count(distinct step) from charge_reminders").await;
    assert!(3 <= steps, "{steps}");
    assert_eq!(reminders(&house).await, house.count("select count(*) from charge_reminders").await);
    let twice = "select count(*) from (
        select resident_id from charge_reminders group by resident_id, step having count(*) > 1
    ) as twice";
    assert_eq!(house.count(twice).await, 0);
    let people = "select count(distinct resident_id) from charge_reminders";
    assert_eq!(house.count(people).await, 3);
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
    let (_, estate) = issued(&house).await;
    let door = address(&house, 1).await;
    pay(&house, &door, "1200000").await;
    let report = estate.desk.get(&format!("{}/report", estate.path())).await.text();
    // 40,000,003 rial were charged and spent, and 12,000,000 came.
    for said in ["۴٬۰۰۰٬۰۰۰", "۱٬۲۰۰٬۰۰۰", "Mina", "Reza"] {
        assert!(report.contains(said), "{said}: {report}");
    }
    let told = house.get(&format!("{door}/report")).await.text();
    assert!(told.contains("۱٬۲۰۰٬۰۰۰") && !told.contains("Mina"), "{told}");
}
