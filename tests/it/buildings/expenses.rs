//! What a building spends, as its manager types it.

use axum::http::StatusCode;
use peyvand::buildings;
use peyvand::buildings::BuildingError;
use peyvand::ids::ExpenseId;

use super::Estate;
use super::estate::AZAR;
use super::paying::address;
use super::paying::issued;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;

/// Types an expense of the first category, of Azar 1405.
async fn spend(desk: &Visitor, building: &str, block: &str) -> Page {
    spend_with(desk, building, (0, block), b"").await
}

/// The same of another category, with a picture of its bill.
async fn spend_with(
    desk: &Visitor,
    building: &str,
    (category, block): (usize, &str),
    file: &[u8],
) -> Page {
    let path = format!("{building}/expenses");
    let category = desk.get(&path).await.attributes("#category option", "value").remove(category);
    let scope = if block.is_empty() { String::new() } else { format!("block-{block}") };
    let fields = [
        ("title", "برق راهرو"),
        ("amount", "100000"),
        ("category", category.as_str()),
        ("day_d", "1"),
        ("day_m", "9"),
        ("day_y", "1405"),
        ("scope", &*scope),
    ];
    desk.upload(&path, &fields, ("bill.jpg", file)).await
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
    assert_eq!(page.attributes("#scope option", "value"), ["", "block-1", "block-2", "units"]);
    assert_eq!(house.count("select count(*) from expenses").await, 0);

    assert_eq!(spend(&desk, &building, "۲").await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count("select count(*) from expenses where block = '2'").await, 1);
    let month = desk.get(&format!("{building}/charges/{AZAR}")).await;
    assert!(month.text().contains("۱۰۰٬۰۰۰"), "{}", month.text());
    let units = month.texts("th[scope=row]");
    assert_eq!(units, ["بلوک ۱، واحد ۱", "بلوک ۲، واحد ۱"]);
    assert!(month.text().contains("بلوک ۲، واحد ۱ کسی را ندارد"), "{}", month.text());
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
    let month = buildings::month(&house.app, estate.id, AZAR).await.unwrap();
    let late = ExpenseId::new(house.app.clock.now());
    estate.spend(&house, &shop, (late, 1_000_000)).await;
    let issued =
        buildings::issue(&house.app, (estate.id, shop.owner), &month.shown().unwrap()).await;
    assert!(matches!(issued, Err(BuildingError::NotAsShown)));
}

#[tokio::test]
async fn whoever_sends_too_large_a_file_is_told_so() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let mut picture = b"\xff\xd8\xff".to_vec();
    picture.resize(6 * 1024 * 1024, 0);
    let page = spend_with(&estate.desk, &estate.path(), (0, ""), &picture).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("فایل از ۵ مگابایت بزرگ‌تر است"), "{}", page.text());
    assert_eq!(page.attribute("#title", "value").as_deref(), Some("برق راهرو"));
    let people = format!("{}/people", estate.path());
    let page = estate.desk.upload(&people, &[], ("people.csv", &picture)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("فایل از ۵ مگابایت بزرگ‌تر است"), "{}", page.text());
}

#[tokio::test]
async fn the_picture_of_a_bill_is_for_those_who_bear_a_part_of_it() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    // Works are the owners'; Reza rents.
    spend_with(&estate.desk, &estate.path(), (8, ""), b"\xff\xd8\xff").await;
    estate.issued(&house).await;
    let query = "select id from expenses where title = 'برق راهرو'";
    let expense: uuid::Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    for (number, status) in [(1, StatusCode::OK), (2, StatusCode::NOT_FOUND)] {
        let door = address(&house, number).await;
        assert_eq!(house.get(&format!("{door}/files/{expense}")).await.status, status);
        let other = format!("{door}/files/something");
        assert_eq!(house.get(&other).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn an_expense_is_changed_until_a_month_divides_it_and_again_when_that_is_taken_back() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await.issued(&house).await;
    let path = format!("{}/expenses/{}", estate.path(), estate.expense);
    let shown = estate.desk.get(&path).await;
    assert!(shown.attribute("#amount", "value").is_none());
    assert!(shown.text().contains("اول شارژ آن ماه را برگردانید"), "{}", shown.text());
    assert_eq!(change(&estate, "120000").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = estate.desk.submit(&format!("{path}/deletion"), &[]).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept = "select count(*) from expenses where amount = 40000003 and deleted_at is null";
    assert_eq!(house.count(kept).await, 1);

    let run = estate.filled(&house, "/buildings/{building}/runs/{run}/reversal").await;
    estate.desk.submit(&run, &[]).await;
    assert_eq!(change(&estate, "120000").await.status, StatusCode::SEE_OTHER);
    let history = estate.desk.get(&path).await.text();
    assert!(history.contains("مبلغ: از ۴٬۰۰۰٬۰۰۰٫۳ تومان به ۱۲۰٬۰۰۰ تومان"), "{history}");
    let month = estate.desk.get(&format!("{}/charges/{AZAR}", estate.path())).await.text();
    assert!(month.contains("۱۲۰٬۰۰۰"), "{month}");
}

#[tokio::test]
async fn a_sum_that_is_no_whole_toman_is_opened_and_saved_as_it_was() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let path = format!("{}/expenses/{}", estate.path(), estate.expense);
    let typed = estate.desk.get(&path).await.attribute("#amount", "value").unwrap();
    assert_eq!(typed, "۴۰٬۰۰۰٬۰۰۳ ریال");
    let saved = change(&estate, &typed).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let kept = "select count(*) from expenses where amount = 40000003";
    assert_eq!(house.count(kept).await, 1);
    let history = estate.desk.get(&path).await.text();
    assert!(!history.contains("مبلغ: از"), "{history}");
}

/// Changes the first expense, whose category is the first.
async fn change(estate: &Estate, amount: &str) -> Page {
    let list = estate.desk.get(&format!("{}/expenses", estate.path())).await;
    let category = list.attribute("#category option", "value").unwrap();
    let fields = [
        ("title", "Water"),
        ("amount", amount),
        ("category", &*category),
        ("day_d", "1"),
        ("day_m", "9"),
        ("day_y", "1405"),
    ];
    let path = format!("{}/expenses/{}", estate.path(), estate.expense);
    estate.desk.upload(&path, &fields, ("", b"")).await
}

#[tokio::test]
async fn an_expense_that_was_deleted_counts_nowhere_and_its_address_is_gone() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let path = format!("{}/expenses/{}", estate.path(), estate.expense);
    let done = estate.desk.submit(&format!("{path}/deletion"), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(estate.desk.get(&path).await.status, StatusCode::NOT_FOUND);
    let pages = ["", "/expenses", "/report"];
    for page in pages.map(|page| format!("{}{page}", estate.path())) {
        let text = estate.desk.get(&page).await.text();
        assert!(!text.contains("۴٬۰۰۰٬۰۰۰٫۳"), "{page}: {text}");
    }
    let month = estate.desk.get(&format!("{}/charges/{AZAR}", estate.path())).await;
    assert!(!month.text().contains("Water"), "{}", month.text());
    let by = "select count(*) from expense_changes where after is null";
    assert_eq!(house.count(by).await, 1);
}

#[tokio::test]
async fn what_comes_each_month_is_among_what_this_month_cost() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    house.run("update expenses set repeats = true, spent_on = spent_on - 30").await;
    let home = estate.desk.get(&estate.path()).await.text();
    assert!(home.contains("۱ فقره"), "{home}");
}
