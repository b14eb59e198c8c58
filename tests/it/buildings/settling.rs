//! Money that residents give by hand, and debts that are let off.

use axum::http::StatusCode;

use super::Estate;
use super::estate::AZAR;
use super::estate::mobile;
use super::paying::address;
use super::paying::issued;
use crate::support::house::House;
use crate::support::page::Page;

const OWED: &str = "select coalesce(sum(rest), 0)::bigint from open_charges
    join residents on residents.id = resident_id where name = 'Reza'";
const CREDIT: &str = "select coalesce(sum(amount), 0)::bigint from party_credits";

/// The manager's page about Reza.
async fn page_of_reza(house: &House, estate: &Estate) -> String {
    let query = "select id from residents where name = 'Reza'";
    let reza: uuid::Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    format!("{}/residents/{reza}", estate.path())
}

/// Writes down what Reza gave in cash, in toman.
async fn receive(house: &House, estate: &Estate, amount: &str, day: &str) -> Page {
    let path = page_of_reza(house, estate).await;
    let id = estate.desk.get(&path).await.attribute("[name=id]", "value").unwrap();
    let day = [("day_d", day), ("day_m", "9"), ("day_y", "1405")];
    let fields = [[("id", &*id), ("way", "cash"), ("amount", amount)], day].concat();
    let done = estate.desk.submit(&format!("{path}/receipts"), &fields).await;
    // Sent twice, it is one.
    let again = estate.desk.submit(&format!("{path}/receipts"), &fields).await;
    assert_eq!(again.status, done.status);
    house.work().await;
    done
}

#[tokio::test]
async fn what_is_given_in_cash_pays_the_debt_and_has_a_numbered_receipt() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let (owed, door) = (house.count(OWED).await, address(&house, 2).await);
    house.wind(chrono::TimeDelta::minutes(1));
    assert_eq!(receive(&house, &estate, "400000", "1").await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count(OWED).await, owed - 4_000_000);
    house.wind(chrono::TimeDelta::minutes(1));
    assert_eq!(receive(&house, &estate, "700000", "1").await.status, StatusCode::SEE_OTHER);
    assert_eq!((house.count(OWED).await, house.count(CREDIT).await), (0, 11_000_000 - owed));
    let told = house.sms_to(&mobile(2)).await;
    assert!(told[told.len() - 1].contains("شمارهٔ رسید: ۲"), "{told:?}");
    assert_eq!(told.len(), 3);
    let shown = house.get(&door).await.text();
    assert!(shown.contains("نقد، رسید ۱") && shown.contains("نقد، رسید ۲"), "{shown}");
    let report = estate.desk.get(&format!("{}/report", estate.path())).await.text();
    assert!(report.contains("۱٬۱۰۰٬۰۰۰"), "{report}");
    let wallet = "select count(*) from entries
        join accounts on accounts.id = account_id where accounts.kind = 'wallet'";
    assert_eq!(house.count(wallet).await, 0, "it is in no wallet of ours");
    house.audit().await;
}

#[tokio::test]
async fn a_receipt_that_was_wrong_is_mirrored_for_a_reason_and_the_debt_is_what_it_was() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let owed = house.count(OWED).await;
    receive(&house, &estate, "1500000", "1").await;
    let query = "select id from settlements";
    let id: uuid::Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    let path = format!("{}/settlements/{id}/reversal", estate.path());
    let mute = estate.desk.submit(&path, &[("reason", " ")]).await;
    assert_eq!(mute.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.count(OWED).await, 0);
    house.wind(chrono::TimeDelta::minutes(1));
    for _ in 0..2 {
        let done = estate.desk.submit(&path, &[("reason", "مبلغ واحد دیگری بود")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
    }
    house.work().await;
    assert_eq!((house.count(OWED).await, house.count(CREDIT).await), (owed, 0));
    let told = house.sms_to(&mobile(2)).await.pop().unwrap();
    assert!(told.contains("رسید شمارهٔ ۱") && told.contains("باطل شد"), "{told}");
    let page = estate.desk.get(&format!("{}/settlements/{id}", estate.path())).await.text();
    assert!(page.contains("مبلغ واحد دیگری بود"), "{page}");
    house.audit().await;
}

#[tokio::test]
async fn money_of_a_day_that_is_still_to_come_was_not_received() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let page = receive(&house, &estate, "400000", "2").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute("#amount", "value").as_deref(), Some("400000"));
    assert_eq!(house.count("select count(*) from settlements").await, 0);
}

/// Lets Reza off an amount of his bill, in toman.
async fn waive(house: &House, estate: &Estate, amount: &str, reason: &str) -> Page {
    let query = "select id from open_charges where resident_id
        = (select id from residents where name = 'Reza')";
    let item: uuid::Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    let path = format!("{}/bills/{item}/waiver", estate.path());
    let id = estate.desk.get(&path).await.attribute("[name=id]", "value").unwrap();
    let fields = [("id", &*id), ("amount", amount), ("reason", reason)];
    estate.desk.submit(&path, &fields).await
}

#[tokio::test]
async fn a_debt_is_let_off_for_a_reason_and_never_by_more_than_is_left_of_it() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let (owed, door) = (house.count(OWED).await, address(&house, 2).await);
    for (amount, reason) in [("300000", ""), ("99000000", "مصوبهٔ ۱ آذر")] {
        let page = waive(&house, &estate, amount, reason).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{amount}");
    }
    assert_eq!(house.count(OWED).await, owed);
    let done = waive(&house, &estate, "300000", "مصوبهٔ ۱ آذر").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count(OWED).await, owed - 3_000_000);
    assert!(house.get(&door).await.text().contains("بخشودگی"));
    let report = estate.desk.get(&format!("{}/report", estate.path())).await;
    assert!(report.texts("[data-l='بخشودگی']").contains(&"۳۰۰٬۰۰۰".to_owned()));
    house.audit().await;
}

#[tokio::test]
async fn what_was_let_off_of_a_month_that_is_taken_back_is_nobodys_credit() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    waive(&house, &estate, "300000", "مصوبهٔ ۱ آذر").await;
    receive(&house, &estate, "100000", "1").await;
    let run = estate.filled(&house, "/buildings/{building}/runs/{run}/reversal").await;
    let mina = 1000;
    let done = estate.desk.submit(&run, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count(CREDIT).await, 1_000_000 + mina);
    house.audit().await;
    estate.issue(AZAR).await;
    house.work().await;
    assert_eq!(house.count(CREDIT).await, 0);
    house.audit().await;
}
