//! People who come by a table.

use axum::http::StatusCode;
use peyvand::buildings;
use peyvand::buildings::Person;

use super::Estate;
use super::estate::mobile;
use super::estate::people;
use crate::support::house::House;

#[tokio::test]
async fn a_block_is_found_in_the_digits_of_any_language() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let form = [("name", "نسترن"), ("blocks", "2"), ("floors", "1"), ("on_floor", "1")];
    let building = desk.submit("/buildings", &form).await.location.unwrap();
    let table = "block,unit,role,name\n۲,۱,owner,Sara\n".as_bytes();
    let page = desk.upload(&format!("{building}/people"), &[], ("people.csv", table)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
}

#[tokio::test]
async fn a_unit_does_not_grow_beyond_what_its_own_form_allows() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    for row in [",1,owner,Leila,,,100001,1", ",1,owner,Leila,,,85,1001"] {
        let table = format!("block,unit,role,name,mobile,email,area,persons\n{row}\n");
        let path = format!("{}/people", estate.path());
        let page = estate.desk.upload(&path, &[], ("people.csv", table.as_bytes())).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{row}");
    }
}

#[tokio::test]
async fn two_rows_of_one_unit_both_count() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let [owner, tenant] = [1, 2].map(|place| people()[place].clone());
    let rows = [Person { area: Some(9_900), ..owner }, Person { persons: Some(4), ..tenant }];
    buildings::settle_in(&house.app, estate.id, &rows).await.unwrap();
    let grown = "select count(*) from units where number = '2' and (area, persons) = (9900, 4)";
    assert_eq!(house.count(grown).await, 1);
}

#[tokio::test]
async fn somebody_whose_mobile_is_told_later_is_the_one_who_has_it() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let nima = |place: usize, mobile| {
        [Person { name: "Nima".to_owned(), mobile, ..people()[place].clone() }]
    };
    for row in [nima(3, None), nima(4, Some(mobile(9))), nima(3, Some(mobile(9)))] {
        assert_eq!(buildings::settle_in(&house.app, estate.id, &row).await.unwrap(), 1);
    }
    let his = "select count(*) from occupancies
        join residents on residents.id = resident_id
        where until is null and mobile = '09350000009'";
    assert_eq!(house.count(his).await, 2);
}
