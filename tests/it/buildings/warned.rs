//! What a draft warns of leads to where it is mended, and from there back to the draft.

use axum::http::StatusCode;

use super::Estate;
use super::estate::AZAR;
use crate::support::house::House;

fn draft(building: &str) -> String {
    format!("{building}/charges/{AZAR}")
}

/// Where the warnings of Azar's draft lead to.
async fn ways(estate: &Estate) -> Vec<String> {
    let draft = estate.desk.get(&draft(&estate.path())).await;
    draft.attributes(".flash.warn a", "href")
}

#[tokio::test]
async fn a_unit_without_people_is_filled_from_the_draft_and_the_draft_is_there_again() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    house
        .run("delete from occupancies using units where unit_id = units.id and number = '4'")
        .await;
    let way = ways(&estate).await.remove(0);
    assert!(way.contains("/units/") && way.contains("/people?draft="), "{way}");
    let people = estate.desk.get(&way).await;
    let back = people.attributes("main a", "href");
    assert!(back.contains(&draft(&estate.path())), "{back:?}");
    assert!(people.text().contains("برگشت به پیش‌نمایش آذر ۱۴۰۵"), "{}", people.text());

    let action = people.attribute("form[action*='/occupant']", "action").unwrap();
    let fields = [
        ("role", "owner"),
        ("name", "Nima"),
        ("mobile", "09350000009"),
        ("since_d", "1"),
        ("since_m", "9"),
        ("since_y", "1405"),
        ("before", "yes"),
    ];
    let wrong = estate.desk.submit(&action, &fields[..1]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.attribute("form[action*='draft=']", "action").is_some(), "the way is kept");
    let done = estate.desk.submit(&action, &fields).await;
    assert_eq!(done.location, Some(draft(&estate.path())));
    assert!(ways(&estate).await.is_empty());
    assert!(estate.desk.get(&draft(&estate.path())).await.text().contains("Nima"));
}

#[tokio::test]
async fn whoever_cannot_be_reached_is_named_and_leads_to_the_people_of_their_unit() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    house.run("update residents set mobile = null where name = 'Reza'").await;
    let page = estate.desk.get(&draft(&estate.path())).await;
    assert_eq!(page.texts(".flash.warn a"), ["Reza"]);
    let way = page.attribute(".flash.warn a", "href").unwrap();
    assert!(estate.desk.get(&way).await.text().contains("Reza"), "{way}");
}

#[tokio::test]
async fn a_cost_without_weights_leads_to_its_key_and_to_the_units() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    house.run("update cost_categories set key = 'share'").await;
    let found = ways(&estate).await;
    let category = found.iter().find(|way| way.contains("/categories/")).unwrap();
    assert!(found.iter().any(|way| way.contains("/expenses/")), "{found:?}");
    assert!(found.iter().any(|way| way.contains("/units?draft=")), "{found:?}");
    let fields =
        [("key", "equal"), ("percent", "100"), ("other_key", "equal"), ("owner_percent", "0")];
    let done = estate.desk.submit(category, &fields).await;
    assert_eq!(done.location, Some(draft(&estate.path())), "{}", done.text());
    assert!(ways(&estate).await.is_empty());
}
