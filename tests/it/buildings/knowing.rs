//! One mobile is one person of a building: who writes it beside another name is asked, and nobody is called
//! otherwise by the way.

use axum::http::StatusCode;

use super::Estate;
use super::moving::page_of;
use crate::support::house::House;
use crate::support::page::Page;

const FROM: [(&str, &str); 3] = [("from_d", "1"), ("from_m", "9"), ("from_y", "1405")];

/// Sara comes to own the first unit, with Mina's mobile.
async fn sara_comes(house: &House, estate: &Estate, same: &str) -> Page {
    let path = page_of(house, estate, "1", "/occupant").await;
    let who = [("role", "owner"), ("name", "Sara"), ("mobile", "09350000003"), ("same", same)];
    let on = [("since_d", "1"), ("since_m", "9"), ("since_y", "1405")];
    estate.desk.submit(&path, &[&who[..], &on].concat()).await
}

async fn called(house: &House, name: &str) -> i64 {
    house.count(&format!("select count(*) from residents where name = '{name}'")).await
}

/// The owners of a unit, by name.
async fn owners(house: &House, number: &str) -> String {
    let query =
        "select string_agg(name || ' ' || occupancies.share, ', ' order by name) from occupancies
        join residents on residents.id = resident_id
        join units on units.id = unit_id
        where until is null and role = 'owner' and number = $1";
    sqlx::query_scalar(query).bind(number).fetch_one(house.db()).await.unwrap()
}

#[tokio::test]
async fn whose_mobile_it_is_is_asked_and_whoever_is_the_same_keeps_the_name() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let before = house.fingerprint().await;
    let asked = sara_comes(&house, &estate, "").await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = asked.texts("#mobile-err").concat();
    assert!(said.contains("از Mina است (مالک واحد ۳؛ مالک واحد ۴)"), "{said}");
    assert_eq!(asked.attribute("#name", "value").as_deref(), Some("Sara"), "what was typed stays");
    assert_eq!(house.fingerprint().await, before);
    let keeps = asked.attribute("[name=same][value^=keeps]", "value").unwrap();
    // An answer about somebody else is none.
    let other = format!("keeps:{}", uuid::Uuid::nil());
    assert_eq!(sara_comes(&house, &estate, &other).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = sara_comes(&house, &estate, &keeps).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert_eq!([called(&house, "Mina").await, called(&house, "Sara").await], [1, 0]);
    assert_eq!(owners(&house, "1").await, "Mina 1000000");
}

#[tokio::test]
async fn whoever_is_the_same_is_called_otherwise_where_that_is_said() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let asked = sara_comes(&house, &estate, "").await;
    let renames = asked.attribute("[name=same][value^=renames]", "value").unwrap();
    assert_eq!(sara_comes(&house, &estate, &renames).await.status, StatusCode::SEE_OTHER);
    assert_eq!([called(&house, "Mina").await, called(&house, "Sara").await], [0, 1]);
    assert_eq!(owners(&house, "3").await, "Sara 1000000", "in all units of hers");
}

#[tokio::test]
async fn two_owners_of_a_unit_do_not_have_one_mobile() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let path = page_of(&house, &estate, "4", "/owners").await;
    let half = [("share_0", "50"), ("new_share", "50")];
    let with = async |name: &str, same: &str| {
        let new = [("new_name", name), ("new_mobile", "09350000003"), ("new_same", same)];
        estate.desk.submit(&path, &[&half[..], &new, &FROM].concat()).await
    };
    let before = house.fingerprint().await;
    let asked = with("Sara", "").await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.texts("#new_mobile-err").concat().contains("از Mina است"), "{}", asked.text());
    let keeps = asked.attribute("[name=new_same][value^=keeps]", "value").unwrap();
    for twice in [with("Mina", "").await, with("Sara", &keeps).await] {
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = twice.texts("#new_mobile-err").concat();
        assert!(said.contains("مالک همین واحد است"), "{said}");
    }
    assert_eq!(house.fingerprint().await, before);
    // Leila is known from another unit, and comes to own a half of this one.
    let leila = [("new_name", "Leila"), ("new_mobile", "09350000001")];
    let done = estate.desk.submit(&path, &[&half[..], &leila, &FROM].concat()).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert_eq!(owners(&house, "4").await, "Leila 500000, Mina 500000");
}

#[tokio::test]
async fn shares_that_leave_something_of_a_unit_to_nobody_are_refused() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let path = page_of(&house, &estate, "4", "/owners").await;
    let little = estate.desk.submit(&path, &[&[("share_0", "60")], &FROM[..]].concat()).await;
    assert_eq!(little.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(little.texts("#shares-err").concat().contains("۶۰٪"), "{}", little.text());
    let open = [("new_name", "Ana"), ("new_mobile", "09350000006")];
    let nothing = estate.desk.submit(&path, &[&open, &FROM[..]].concat()).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.texts("#new_share-err").concat().contains("چیزی نمی‌ماند"));
    let thirds = [("share_0", "33.3"), ("new_share", "66.6")];
    let done = estate.desk.submit(&path, &[&thirds[..], &open, &FROM].concat()).await;
    assert_eq!(
        done.status,
        StatusCode::SEE_OTHER,
        "what was rounded is the whole: {}",
        done.text()
    );
}

#[tokio::test]
async fn what_somebody_is_called_is_put_right_where_they_themselves_are() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let query = "select occupancies.id from occupancies join units on units.id = unit_id
        where role = 'owner' and number = '3'";
    let stay: uuid::Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    let path = page_of(&house, &estate, "3", &format!("/stays/{stay}")).await;
    let shown = estate.desk.get(&path).await;
    assert_eq!(shown.attribute("#name", "value").as_deref(), Some("Mina"));
    let with = async |name: &str, mobile: &str| {
        let who = [("name", name), ("mobile", mobile), ("email", "mina@example.com")];
        let is = [("is", "there"), ("before", "yes"), ("share", "100")];
        let on = [("since_d", "1"), ("since_m", "9"), ("since_y", "1405")];
        estate.desk.submit(&path, &[&who[..], &is, &on].concat()).await
    };
    let taken = with("Mina Moradi", "09350000001").await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.texts("#mobile-err").concat().contains("از Leila است"), "{}", taken.text());
    let nameless = with("", "09350000003").await;
    assert!(nameless.attribute("#name", "aria-invalid").is_some());
    let done = with("Mina Moradi", "09350000033").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let kept = "select count(*) from residents where (name, mobile, email)
        = ('Mina Moradi', '09350000033', 'mina@example.com')";
    assert_eq!(house.count(kept).await, 1);
    assert_eq!(owners(&house, "4").await, "Mina Moradi 1000000", "in her other unit, too");
}
