//! What is printed: the notice in the lobby, which names nobody, and the formal demand with its ten days.

use axum::http::StatusCode;
use chrono::TimeDelta;

use super::estate::mobile;
use super::paying::issued;
use crate::support::house::House;

#[tokio::test]
async fn the_notice_has_a_code_for_each_unit_and_names_nobody() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let path = estate.filled(&house, "/buildings/{building}/runs/{run}/notice").await;
    let notice = estate.desk.get(&path).await;
    assert_eq!(notice.status, StatusCode::OK);
    assert_eq!(notice.texts("ul.codes li").len(), 4);
    for name in ["Leila", "Reza", "Mina"] {
        assert!(!notice.html.contains(name), "{name}");
    }
}

#[tokio::test]
async fn the_code_of_a_unit_sends_the_link_to_the_number_on_the_books_and_shows_nothing() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let path = estate.filled(&house, "/u/{token}").await;
    let page = house.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.html.contains("Leila") && !page.html.contains("تومان"), "{}", page.text());
    let before = house.sms_to(&mobile(1)).await.len();
    for _ in 0..3 {
        assert_eq!(house.submit(&path, &[]).await.status, StatusCode::OK);
    }
    house.work().await;
    let told = house.sms_to(&mobile(1)).await;
    assert_eq!(told.len(), before + 1, "once a day, however often the code is read");
    assert!(told[before].contains("/b/"), "{told:?}");
    let others = house.sms_to(&mobile(3)).await.len();
    assert_eq!(others, 1, "and nobody else is told anything");
    let wrong = house.get("/u/ZZZZZZZZZZZZZZZZZZZZZZZZZZ").await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_formal_demand_lists_what_is_open_and_counts_its_ten_days() {
    let house = House::open().await;
    let (shop, estate) = issued(&house).await;
    let path = estate.filled(&house, "/buildings/{building}/residents/{resident}/demand").await;
    let paper = estate.desk.get(&path).await;
    assert!(paper.text().contains("مادهٔ ۱۰ مکرر"), "{}", paper.text());
    assert_eq!(paper.texts("tbody tr").len(), 2, "Mina owns two units");
    let day = |day: &'static str| [("day_d", day), ("day_m", "9"), ("day_y", "1405")];
    for wrong in ["2", "31"] {
        let page = estate.desk.submit(&path, &day(wrong)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    for _ in 0..2 {
        let done = estate.desk.submit(&path, &day("1")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(house.count("select count(*) from formal_demands").await, 1);
    let shown = estate.desk.get(&path).await.text();
    assert!(shown.contains("۱۱ آذر") && shown.contains("۱۰ روز مانده"), "{shown}");
    house.wind(TimeDelta::days(11));
    let desk = house.sign_in(&shop).await;
    let over = desk.get(&path).await.text();
    assert!(over.contains("تمام شد"), "{over}");
}
