//! What was said about a building when it was made is put right.

use axum::http::StatusCode;
use uuid::Uuid;

use super::Estate;
use super::moving::page_of;
use super::paying::address;
use crate::support::house::House;

async fn id(house: &House, query: &'static str) -> Uuid {
    sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap()
}

async fn acts(house: &House, kind: &str) -> i64 {
    house.count(&format!("select count(*) from acts where kind = '{kind}'")).await
}

#[tokio::test]
async fn what_a_building_is_called_and_where_it_stands_is_put_right() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let path = format!("{}/about", estate.path());
    let named = async |name: &str, address: &str| {
        estate.desk.submit(&path, &[("name", name), ("address", address)]).await
    };
    let nameless = named("  ", "Shariati 12").await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(nameless.attribute("#address", "value").as_deref(), Some("Shariati 12"));
    assert_eq!(named("نسترن", "شریعتی ۱۲").await.status, StatusCode::SEE_OTHER);
    let list = estate.desk.get("/buildings").await.text();
    assert!(list.contains("نسترن") && list.contains("شریعتی ۱۲"), "{list}");
    assert!(!list.contains("Nastaran"), "{list}");
    assert_eq!(acts(&house, "building_changed").await, 1);
    let form = estate.desk.get(&path).await;
    assert_eq!(form.attribute("#name", "value").as_deref(), Some("نسترن"));
}

#[tokio::test]
async fn a_unit_too_many_is_taken_out_and_one_with_a_history_stays() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await.metered(&house).await;
    let unit = page_of(&house, &estate, "1", "").await;
    assert!(estate.desk.get(&unit).await.text().contains("نمی‌شود برداشت"));
    let stays = estate.desk.submit(&format!("{unit}/removal"), &[]).await;
    assert_eq!(stays.status, StatusCode::UNPROCESSABLE_ENTITY);
    for why in ["افراد", "کنتور"] {
        assert!(stays.text().contains(why), "{why}: {}", stays.text());
    }
    let table = "unit number,area in m²\n9,85\n".as_bytes();
    let path = format!("{}/unit-table", estate.path());
    let shown = estate.desk.upload(&path, &[], ("a.csv", table)).await;
    let meant = shown.texts("textarea[name=rehearsed]").remove(0);
    estate.desk.upload(&path, &[("rehearsed", &*meant)], ("none.csv", b"")).await;
    let unit = page_of(&house, &estate, "9", "").await;
    assert!(estate.desk.get(&unit).await.text().contains("برداشتن واحد"));
    let gone = estate.desk.submit(&format!("{unit}/removal"), &[]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text());
    assert_eq!(gone.location.as_deref(), Some(&*format!("{}/units", estate.path())));
    assert_eq!(estate.desk.get(&unit).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.count("select count(*) from units").await, 4);
    assert_eq!(acts(&house, "unit_removed").await, 1);
}

#[tokio::test]
async fn a_unit_that_was_billed_stays_when_nobody_lives_there_any_more() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await.issued(&house).await;
    house.run("delete from occupancies").await;
    let unit = page_of(&house, &estate, "2", "/removal").await;
    let stays = estate.desk.submit(&unit, &[]).await;
    assert_eq!(stays.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stays.text().contains("قبض یا پول"), "{}", stays.text());
}

#[tokio::test]
async fn a_unit_that_alone_bears_a_cost_stays() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    house.run("delete from occupancies").await;
    house
        .run(
            "update expenses set only_units = array[units.id] from units
            where units.number = '2' and units.building_id = expenses.building_id",
        )
        .await;
    let unit = page_of(&house, &estate, "2", "/removal").await;
    let stays = estate.desk.submit(&unit, &[]).await;
    assert_eq!(stays.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", stays.text());
    assert!(stays.text().contains("فقط با چند واحد"), "{}", stays.text());
    house.run("update expenses set only_units = null").await;
    assert_eq!(estate.desk.submit(&unit, &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_kind_of_cost_is_added_and_called_otherwise_and_a_bill_keeps_the_name_it_had() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let new = format!("{}/categories/new", estate.path());
    let rule =
        [("key", "persons"), ("percent", "100"), ("other_key", "equal"), ("fund", "reserve")];
    let named = |name| [&rule[..], &[("name", name)]].concat();
    let nameless = estate.desk.submit(&new, &named("")).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nameless.attribute("#name", "aria-invalid").is_some());
    let taken = estate.desk.submit(&new, &named("Cost 3")).await;
    assert!(taken.texts("#name-err").concat().contains("همین نام"), "{}", taken.text());
    assert_eq!(estate.desk.submit(&new, &named("استخر")).await.status, StatusCode::SEE_OTHER);
    let costs = estate.desk.get(&format!("{}/expenses", estate.path())).await;
    assert!(costs.texts("#category option").contains(&"استخر".to_owned()), "{}", costs.text());
    let kept = "select count(*) from cost_categories
        where (name, key, fund, place) = ('استخر', 'persons', 'reserve', 9)";
    assert_eq!(house.count(kept).await, 1);

    let estate = estate.issued(&house).await;
    let water = id(&house, "select id from cost_categories where place = 0").await;
    let path = format!("{}/categories/{water}", estate.path());
    let taken = estate.desk.submit(&path, &named("استخر")).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", taken.text());
    assert_eq!(estate.desk.submit(&path, &named("آب شهری")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(estate.desk.get(&path).await.texts("h1").concat(), "آب شهری");
    let charge = id(&house, "select id from charges where debtor = 'Mina' limit 1").await;
    let bill = estate.desk.get(&format!("{}/bills/{charge}", estate.path())).await.text();
    assert!(bill.contains("Cost 0") && !bill.contains("آب شهری"), "{bill}");
    assert_eq!(acts(&house, "rules_changed").await, 2);
}

#[tokio::test]
async fn a_bill_calls_its_unit_as_it_was_called_when_it_was_issued() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    house.run("update cost_categories set owner_percent = 30 where place = 0").await;
    let to = page_of(&house, &estate, "2", "/bill-to").await;
    estate.desk.submit(&to, &[("to", "tenant")]).await;
    let estate = estate.issued(&house).await;
    let unit = page_of(&house, &estate, "2", "").await;
    let form = [("number", "77"), ("kind", "flat"), ("area", "85"), ("persons", "1")];
    let done = estate.desk.submit(&unit, &[&form[..], &[("coefficient", "1")]].concat()).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let charge = id(&house, "select id from charges where debtor = 'Reza' limit 1").await;
    let door = address(&house, 2).await;
    for bill in [
        estate.desk.get(&format!("{}/bills/{charge}", estate.path())).await,
        house.get(&format!("{door}/bills/{charge}")).await,
    ] {
        let said = bill.text();
        assert!(said.contains("واحد ۲") && !said.contains("۷۷"), "{said}");
        assert!(said.contains("طبق تنظیم این واحد"), "it explains whose it is: {said}");
    }
    // Of a month that was frozen with other names of units the one that is called so is meant.
    house.run("update units set number = '2' where number = '77'").await;
    house
        .run(
            "update charge_runs set inputs = replace(inputs, (
                select id::text from units where number = '2'
            ), '00000000-0000-0000-0000-000000000000')",
        )
        .await;
    let said = house.get(&format!("{door}/bills/{charge}")).await.text();
    assert!(said.contains("طبق تنظیم این واحد"), "{said}");
    house.leave_unchecked();
}
