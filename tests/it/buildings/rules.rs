//! By what costs are divided, as their manager changes it.

use axum::http::StatusCode;

use super::Estate;
use super::paying::issued;
use crate::support::house::House;

#[tokio::test]
async fn a_wrong_rule_comes_back_with_what_was_typed_and_the_sentence_beside_it() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let path = estate.filled(&house, "/buildings/{building}/categories/{category}").await;
    let wrong = [("key", "persons"), ("percent", "170"), ("owner_percent", "30")];
    let page = estate.desk.submit(&path, &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute("#percent", "value").as_deref(), Some("170"));
    assert_eq!(page.attribute("#percent", "aria-invalid").as_deref(), Some("true"));
    assert_eq!(page.attribute("#owner_percent", "value").as_deref(), Some("30"));

    let right = [("key", "persons"), ("percent", "۷۰"), ("other_key", "area"), ("vacant", "1")];
    assert_eq!(estate.desk.submit(&path, &right).await.status, StatusCode::SEE_OTHER);
    let kept = "select count(*) from cost_categories
        where (key, percent, other_key, vacant_persons) = ('persons', 70, 'area', 1)";
    assert_eq!(house.count(kept).await, 1);
}

#[tokio::test]
async fn who_changes_one_rate_of_the_fixed_charge_does_not_lose_the_others() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let path = format!("{}/plan", estate.path());
    let first = [("base", "700,000"), ("person", "50000"), ("note", "مجمع اردیبهشت")];
    assert_eq!(estate.desk.submit(&path, &first).await.status, StatusCode::SEE_OTHER);
    let page = estate.desk.get(&path).await;
    let shown = |name: &str| page.attribute(&format!("#{name}"), "value").unwrap();
    let (base, person) = (shown("base"), shown("person"));
    let second =
        [("base", base.as_str()), ("person", &person), ("parking", "20000"), ("note", "هیئت‌مدیره")];
    assert_eq!(estate.desk.submit(&path, &second).await.status, StatusCode::SEE_OTHER);
    let kept = "select count(*) from fixed_plans
        where version = 2 and (base, person, parking) = (7000000, 500000, 200000)";
    assert_eq!(house.count(kept).await, 1);
}
