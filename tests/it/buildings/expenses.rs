//! What a building spends, as its manager types it.

use axum::http::StatusCode;
use peyvand::buildings;
use peyvand::buildings::BuildingError;
use peyvand::ids::ExpenseId;
use peyvand::locale::Language;
use peyvand::locale::Voice;
use peyvand::money::Unit;

use super::Estate;
use super::estate::AZAR;
use super::paying::issued;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;

/// Types an expense of the first category, of Azar 1405.
async fn spend(desk: &Visitor, building: &str, block: &str) -> Page {
    let path = format!("{building}/expenses");
    let category = desk.get(&path).await.attribute("#category option", "value").unwrap();
    let fields = [
        ("title", "برق راهرو"),
        ("amount", "100000"),
        ("category", category.as_str()),
        ("day_d", "1"),
        ("day_m", "9"),
        ("day_y", "1405"),
        ("block", block),
    ];
    desk.upload(&path, &fields, ("", b"")).await
}

#[tokio::test]
async fn an_expense_is_borne_by_a_block_that_the_building_has_or_by_all() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let form =
        [("name", "نسترن"), ("blocks", "۲"), ("floors", "۱"), ("on_floor", "۱"), ("area", "۸۵")];
    let building = desk.submit("/buildings", &form).await.location.unwrap();
    let page = spend(&desk, &building, "3").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attributes("#block option", "value"), ["", "1", "2"]);
    assert_eq!(house.count("select count(*) from expenses").await, 0);

    assert_eq!(spend(&desk, &building, "۲").await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count("select count(*) from expenses where block = '2'").await, 1);
    let month = desk.get(&format!("{building}/charges/{AZAR}")).await;
    assert!(month.text().contains("۱۰۰٬۰۰۰"), "{}", month.text());
}

#[tokio::test]
async fn an_expense_of_a_month_that_is_issued_is_borne_by_the_next_and_its_manager_is_told() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let kept = spend(&estate.desk, &estate.path(), "").await;
    let told = estate.desk.get(&kept.location.unwrap()).await.text();
    assert!(told.contains("در شارژ دی ۱۴۰۵ تقسیم می‌شود"), "{told}");
    let next = estate.desk.get(&format!("{}/charges/{}", estate.path(), AZAR + 1)).await;
    assert!(next.text().contains("برق راهرو"), "{}", next.text());
}

#[tokio::test]
async fn a_month_is_not_issued_without_what_was_spent_after_it_was_computed() {
    let house = House::open().await;
    let shop = house.shop().await;
    let estate = Estate::open(&house, &shop).await;
    let v = Voice::new(Language::Fa, Unit::Toman, house.app.clock.now());
    let month = buildings::month(&house.app, &v, estate.id, AZAR).await.unwrap();
    let late = ExpenseId::new(house.app.clock.now());
    estate.spend(&house, &shop, (late, 1_000_000)).await;
    let issued = buildings::issue(&house.app, (estate.id, shop.owner), &month).await;
    assert!(matches!(issued, Err(BuildingError::NotAsShown)));
}
