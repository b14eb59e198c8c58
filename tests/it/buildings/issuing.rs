//! A month from its preview to the bills, and back.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::buildings;
use peyvand::ids::ExpenseId;

use super::Estate;
use super::estate::AZAR;
use super::estate::mobile;
use super::estate::people;
use crate::support::house::House;
use crate::support::program::until;

#[tokio::test]
async fn a_building_of_twenty_four_units_is_made_by_one_form() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let form = [("name", "نسترن"), ("blocks", "۱"), ("floors", "۶"), ("on_floor", "۴")];
    let made = desk.submit("/buildings", &form).await;
    let home = desk.get(&made.location.unwrap()).await;
    assert_eq!(home.html.matches("class=\"u ").count(), 24);
    assert_eq!(house.count("select count(*) from units").await, 24);
}

#[tokio::test]
async fn a_building_without_a_name_or_of_too_many_floors_is_not_made() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    for form in [
        [("name", ""), ("floors", "6")],
        [("name", "A"), ("floors", "600")],
        [("name", "A"), ("floors", "-1")],
        [("name", "A"), ("floors", "six")],
    ] {
        let page = desk.submit("/buildings", &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
    }
    assert_eq!(house.count("select count(*) from buildings").await, 0);
}

#[tokio::test]
async fn the_same_people_twice_change_nothing() {
    let house = House::open().await;
    let shop = house.shop().await;
    let estate = Estate::open(&house, &shop).await;
    let before = house.fingerprint().await;
    assert_eq!(buildings::settle_in(&house.app, estate.id, &people()).await.unwrap(), 0);
    assert_eq!(house.fingerprint().await, before);
}

#[tokio::test]
async fn a_month_is_divided_to_the_last_rial_and_each_person_hears_of_it_once() {
    let house = House::open().await;
    let shop = house.shop().await;
    let estate = Estate::open(&house, &shop).await;
    assert_eq!(estate.issue(AZAR).await.status, StatusCode::SEE_OTHER);
    house.work().await;

    let sum = "select sum(amount)::bigint from charges";
    assert_eq!(house.count(sum).await, 40_000_003);
    let three = "select count(*) from charges where amount = 10000001";
    assert_eq!(house.count(three).await, 3, "the rials left over go one each to the first units");
    // Mina owns two units and gets one message; Leila's second unit is rented by Reza.
    for number in 1..=3 {
        assert_eq!(house.sms_to(&mobile(number)).await.len(), 1, "{number}");
    }
    assert!(house.sms_to(&mobile(3)).await[0].contains("/b/"));
}

/// F60.
#[tokio::test]
async fn a_month_is_issued_once_however_often_it_is_confirmed() {
    let house = House::open().await;
    let shop = house.shop().await;
    let estate = Estate::open(&house, &shop).await;
    let path = format!("{}/charges/{AZAR}", estate.path());
    let digest = estate.desk.get(&path).await.attribute("[name=digest]", "value").unwrap();
    let fields = [("digest", digest.as_str())];
    let (one, two) =
        tokio::join!(estate.desk.submit(&path, &fields), estate.desk.submit(&path, &fields));
    assert_eq!([one.status, two.status], [StatusCode::SEE_OTHER; 2]);
    house.work().await;
    assert_eq!(house.count("select count(*) from charge_runs").await, 1);
    assert_eq!(house.count("select count(*) from charges").await, 4);
}

#[tokio::test]
async fn what_has_changed_since_it_was_shown_is_not_issued() {
    let house = House::open().await;
    let shop = house.shop().await;
    let estate = Estate::open(&house, &shop).await;
    let path = format!("{}/charges/{AZAR}", estate.path());
    let digest = estate.desk.get(&path).await.attribute("[name=digest]", "value").unwrap();
    let expense = ExpenseId::new(house.app.clock.now());
    estate.spend(&house, &shop, (expense, 1_000_000)).await;
    let page = estate.desk.submit(&path, &[("digest", &digest)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.count("select count(*) from charge_runs").await, 0);
}

#[tokio::test]
async fn a_wrong_month_is_mirrored_and_issued_again() {
    let house = House::open().await;
    let shop = house.shop().await;
    let estate = Estate::open(&house, &shop).await;
    estate.issue(AZAR).await;
    house.work().await;
    let run = house.count("select count(*) from charge_runs where done_at is not null").await;
    assert_eq!(run, 1);
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from charge_runs").fetch_one(house.db()).await.unwrap();
    let back = estate.desk.submit(&format!("{}/runs/{id}/reversal", estate.path()), &[]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    let owed = "select coalesce(sum(rest), 0)::bigint from open_charges";
    assert_eq!(house.count(owed).await, 0);
    house.audit().await;

    estate.issue(AZAR).await;
    house.work().await;
    assert_eq!(house.count(owed).await, 40_000_003);
    assert_eq!(house.count("select max(version)::bigint from charge_runs").await, 2);
}

#[tokio::test]
async fn a_month_waits_while_it_is_decided_what_a_residents_money_is_laid_on() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    estate.issue(AZAR).await;
    let mut other = house.db().begin().await.unwrap();
    let lock = "select from residents where name = 'Leila' for no key update";
    sqlx::query(lock).execute(&mut *other).await.unwrap();
    let waits = "select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'";
    let done = "select count(*) from charge_runs where done_at is not null";
    let watch = async {
        let is_seen = async || 0 < house.count(waits).await + house.count(done).await;
        until("the month waits, or is issued", is_seen).await;
        assert_eq!(house.count(done).await, 0);
        other.rollback().await.unwrap();
    };
    tokio::join!(house.work(), watch);
    assert_eq!(house.count(done).await, 1);
}

#[tokio::test]
async fn a_month_that_is_issued_late_gives_a_week_to_pay() {
    let house = House::open().await;
    let shop = house.shop().await;
    let estate = Estate::open(&house, &shop).await;
    house.wind(TimeDelta::days(20));
    let estate = Estate { desk: house.sign_in(&shop).await, ..estate };
    estate.issued(&house).await;
    let due = "select count(*) from charge_runs where due_on = '2026-12-19'";
    assert_eq!(house.count(due).await, 1);
}

#[tokio::test]
async fn a_unit_that_changes_its_place_is_compared_with_itself() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    house
        .run(
            "update expenses set repeats = true;
            update units set area = area * 2 where number = '1'",
        )
        .await;
    let estate = estate.issued(&house).await;
    house.run("update units set number_order = 99 where number = '1'").await;
    let next = estate.desk.get(&format!("{}/charges/{}", estate.path(), AZAR + 1)).await;
    assert_eq!(next.texts("[data-l='تفاوت با ماه پیش']"), ["۰"; 4]);
}
