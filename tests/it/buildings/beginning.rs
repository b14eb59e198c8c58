//! What was spent before anything was issued, and what a month that was passed over has cost: no expense is lost
//! without a word.

use axum::http::StatusCode;

use super::Estate;
use super::estate::AZAR;
use crate::support::house::House;
use crate::support::page::Page;

/// Types an expense of the first category, of the fifth of a month of 1405.
async fn spend(estate: &Estate, (title, month): (&str, &str), more: &[(&str, &str)]) -> Page {
    let path = format!("{}/expenses", estate.path());
    let category = estate.desk.get(&path).await.attribute("#category option", "value").unwrap();
    let mut fields = vec![
        ("title", title),
        ("amount", "100000"),
        ("category", category.as_str()),
        ("day_d", "5"),
        ("day_m", month),
        ("day_y", "1405"),
    ];
    fields.extend(more);
    estate.desk.upload(&path, &fields, ("", b"")).await
}

fn draft(estate: &Estate, period: i32) -> String {
    format!("{}/charges/{period}", estate.path())
}

#[tokio::test]
async fn what_was_spent_before_a_building_began_is_offered_as_a_draft_of_its_month() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let kept = spend(&estate, ("گاز آبان", "8"), &[]).await;
    let list = estate.desk.get(&kept.location.unwrap()).await.text();
    assert!(list.contains("هزینه ثبت شد و در شارژ آبان ۱۴۰۵ تقسیم می‌شود"), "{list}");
    assert!(list.contains("هنوز در شارژی نیامده"), "{list}");

    let aban = draft(&estate, AZAR - 1);
    for page in [estate.path(), format!("{}/charges", estate.path()), draft(&estate, AZAR)] {
        let shown = estate.desk.get(&page).await;
        let text = shown.text();
        assert!(text.contains("هزینه‌های ۱ ماه هنوز در هیچ شارژی نیامده است"), "{page}: {text}");
        assert!(shown.attributes(".flash a", "href").contains(&aban), "{page}");
    }
    let home = estate.desk.get(&estate.path()).await;
    assert_eq!(home.attribute("header.head a.go", "href"), Some(aban.clone()));
    assert!(home.text().contains("صدور شارژ آبان ۱۴۰۵"), "{}", home.text());

    let shown = estate.desk.get(&aban).await.text();
    assert!(shown.contains("گاز آبان") && !shown.contains("Water"), "{shown}");
    assert!(!shown.contains("هنوز در هیچ شارژی"), "its own costs stand in it: {shown}");
    assert_eq!(estate.issue(AZAR - 1).await.status, StatusCode::SEE_OTHER);
    house.work().await;
    let charged = "select sum(amount)::bigint from charges";
    assert_eq!(house.count(charged).await, 1_000_000);

    let home = estate.desk.get(&estate.path()).await;
    assert!(!home.text().contains("هنوز در هیچ شارژی"), "{}", home.text());
    assert_eq!(home.attribute("header.head a.go", "href"), Some(draft(&estate, AZAR)));
    let list = estate.desk.get(&format!("{}/expenses", estate.path())).await.text();
    assert!(list.contains("شارژ آبان ۱۴۰۵"), "{list}");
    house.audit().await;
}

#[tokio::test]
async fn a_month_that_was_passed_over_or_taken_back_is_named_until_it_is_issued() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let next = spend(&estate, ("نگهبان دی", "10"), &[]).await;
    assert_eq!(next.status, StatusCode::SEE_OTHER, "{}", next.text());
    let named = async || {
        let home = estate.desk.get(&estate.path()).await;
        home.attributes(".flash .dots a", "href")
    };
    assert!(named().await.is_empty(), "what is to come waits for its month");
    estate.issue(AZAR + 1).await;
    house.work().await;
    assert_eq!(named().await, [draft(&estate, AZAR)], "Azar was passed over");
    let home = estate.desk.get(&estate.path()).await;
    assert_eq!(home.attribute("header.head a.go", "href"), Some(draft(&estate, AZAR + 2)));

    estate.issue(AZAR).await;
    house.work().await;
    assert!(named().await.is_empty());
    let run = "select id from charge_runs where period = (select min(period) from charge_runs)";
    let run: uuid::Uuid = sqlx::query_scalar(run).fetch_one(house.db()).await.unwrap();
    estate.desk.submit(&format!("{}/runs/{run}/reversal", estate.path()), &[]).await;
    assert_eq!(named().await, [draft(&estate, AZAR)], "Azar was taken back");
    let months = estate.desk.get(&format!("{}/charges", estate.path())).await;
    assert!(months.attributes(".list a", "href").contains(&draft(&estate, AZAR)));
    house.audit().await;
}

#[tokio::test]
async fn an_expense_comes_again_each_month_or_is_divided_over_months_and_not_both() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let both = [("repeats", "yes"), ("months", "3")];
    let page = spend(&estate, ("سرایدار", "9"), &both).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("هر بار کامل حساب می‌شود"), "{}", page.text());
    assert_eq!(page.attribute("#months", "value").as_deref(), Some("3"));
    assert_eq!(house.count("select count(*) from expenses").await, 1);

    let again = [("repeats", "yes"), ("months", "1")];
    assert_eq!(spend(&estate, ("سرایدار", "9"), &again).await.status, StatusCode::SEE_OTHER);
    let next = estate.desk.get(&draft(&estate, AZAR + 1)).await;
    assert_eq!(next.texts(".tiles dd").first().map(String::as_str), Some("۱۰۰٬۰۰۰ تومان"));
}
