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

#[tokio::test]
async fn a_month_of_many_units_is_looked_at_page_by_page() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    house
        .run(
            "insert into units (id, building_id, floor, number, number_order, kind, area, persons,
                parkings, share, coefficient)
            select gen_random_uuid(), building_id, 100 + floor, (100 + number)::text, 100 + number,
                'flat', 8000, 1, 0, 0, 100
            from (select distinct building_id from units) as estate,
                generate_series(1, 296) as number, lateral (select number / 4 as floor) as floors",
        )
        .await;
    let units = |page: &Page| page.texts("tbody [role=rowheader]").len();
    let first = look(&estate, "due_d=25&due_m=9&due_y=1405&area=40&persons=40").await;
    assert_eq!(units(&first), 200);
    assert!(first.attribute("[rel=prev]", "href").is_none());
    let next = first.attribute("[rel=next]", "href").expect("there is another page");
    let second = estate.desk.get(&next).await;
    assert_eq!(units(&second), 100);
    assert!(second.attribute("[rel=next]", "href").is_none());
    // What was asked is kept, and what is issued is the whole month.
    assert!(second.text().contains("۴۰٪ متراژ") && second.text().contains("۲۵ آذر"));
    let total = |page: &Page| page.texts(".tiles dd").first().cloned();
    assert_eq!(total(&second), total(&first));
    let back = second.attribute("[rel=prev]", "href").expect("there is a page before");
    assert_eq!(units(&estate.desk.get(&back).await), 200);
}
