//! A month is looked at before it is issued: until when it is to be paid, and what other keys would give.

use axum::http::StatusCode;

use super::Estate;
use super::estate::AZAR;
use super::paying::address;
use crate::support::house::House;
use crate::support::page::Page;

fn path(estate: &Estate) -> String {
    format!("{}/charges/{AZAR}", estate.path())
}

async fn look(estate: &Estate, asked: &str) -> Page {
    estate.desk.get(&format!("{}?{asked}", path(estate))).await
}

#[tokio::test]
async fn the_manager_says_until_when_a_month_is_to_be_paid() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    for wrong in
        ["due_d=5&due_m=9&due_y=1405", "due_d=31&due_m=9&due_y=1405", "due_d=1&due_m=12&due_y=1406"]
    {
        let page = look(&estate, wrong).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(page.attribute("[name=digest]", "value").is_none(), "{wrong} is not issued");
    }
    let usual = look(&estate, "").await.attribute("[name=digest]", "value").unwrap();
    let wrong = [("digest", &*usual), ("due_d", "5"), ("due_m", "9"), ("due_y", "1405")];
    let refused = estate.desk.submit(&path(&estate), &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = look(&estate, "due_d=25&due_m=9&due_y=1405").await;
    assert!(page.text().contains("۲۵ آذر"), "{}", page.text());
    let digest = page.attribute("[name=digest]", "value").unwrap();
    // Another day is another month than the one that was shown.
    let other = [("digest", &*digest), ("due_d", "26"), ("due_m", "9"), ("due_y", "1405")];
    let refused = estate.desk.submit(&path(&estate), &other).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = [("digest", &*digest), ("due_d", "25"), ("due_m", "9"), ("due_y", "1405")];
    let issued = estate.desk.submit(&path(&estate), &shown).await;
    assert_eq!(issued.status, StatusCode::SEE_OTHER, "{}", issued.text());
    house.work().await;
    let due = "select count(*) from charges where due_on = '2026-12-16'";
    assert_eq!(house.count(due).await, 4);
    let door = house.get(&address(&house, 1).await).await;
    assert!(door.text().contains("۲۵ آذر"), "{}", door.text());
    house.audit().await;
}

#[tokio::test]
async fn a_mix_of_keys_stands_beside_the_others_and_changes_nothing() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    house
        .run(
            "update units set area = 2500 * number_order, persons = 5 - number_order;
            update expenses set amount = 10000000",
        )
        .await;
    let page = look(&estate, "area=40&persons=40").await;
    let heading = "اگر همه بر مبنای ۴۰٪ متراژ؛ ۴۰٪ نفرات؛ ۲۰٪ تساوی";
    let mixed = page.texts(&format!("[data-l='{heading}']"));
    // Area 1:2:3:4 and persons 4:3:2:1 of four tenths each, and a quarter of two tenths.
    assert_eq!(mixed, ["۲۵۰٬۰۰۰"; 4], "{}", page.text());
    let mixed = look(&estate, "area=100&persons=0").await;
    let heading = "اگر همه بر مبنای ۱۰۰٪ متراژ";
    let mixed = mixed.texts(&format!("[data-l='{heading}']"));
    assert_eq!(mixed, ["۱۰۰٬۰۰۰", "۲۰۰٬۰۰۰", "۳۰۰٬۰۰۰", "۴۰۰٬۰۰۰"]);
    for wrong in ["area=60&persons=50", "area=-1", "area=many"] {
        assert_eq!(look(&estate, wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    assert_eq!(house.count("select count(*) from charge_runs").await, 0);
}
