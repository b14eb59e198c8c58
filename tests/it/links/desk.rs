//! The merchant's list and page of links.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::mobile::Mobile;

use super::address;
use super::make;
use crate::support::house::House;

#[tokio::test]
async fn a_merchant_is_told_within_a_minute_that_a_link_has_expired() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    make(&desk, &[("expiry", "span"), ("span", "۲"), ("span_unit", "hours")]).await;
    house.live(TimeDelta::hours(2) - TimeDelta::seconds(1)).await;
    assert_eq!(house.sms_to(&shop.mobile).await.len(), 0);
    house.live(TimeDelta::minutes(1)).await;
    let texts = house.sms_to(&shop.mobile).await;
    assert_eq!(texts.len(), 1);
    assert!(texts[0].starts_with("مهلت «سفارش ۳۴۷» گذشت و پرداخت نشد."), "{}", texts[0]);
    house.live(TimeDelta::hours(3)).await;
    assert_eq!(house.sms_to(&shop.mobile).await.len(), 1, "once is enough");
}

#[tokio::test]
async fn a_paid_or_closed_link_does_not_expire() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let page = make(&desk, &[("expiry", "1d")]).await;
    let path = page.attribute("a[href$='/closure']", "href").unwrap();
    desk.submit(&path, &[]).await;
    house.live(TimeDelta::days(1) + TimeDelta::minutes(1)).await;
    assert_eq!(house.sms_to(&shop.mobile).await.len(), 0);
}

#[tokio::test]
async fn closing_a_link_tells_its_payer_when_the_merchant_wants_it() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let page = make(&desk, &[("mobile", "09351112233")]).await;
    let path = page.attribute("a[href$='/closure']", "href").unwrap();
    let question = desk.get(&path).await;
    assert!(question.text().contains("لینک «سفارش ۳۴۷» را لغو می‌کنید؟"));
    desk.submit(&path, &[("tell", "yes")]).await;
    house.work().await;
    let texts = house.sms_to(&Mobile::parse("09351112233").unwrap()).await;
    assert_eq!(texts.len(), 1);
    assert!(texts[0].contains("لازم نیست چیزی بپردازید"), "{}", texts[0]);
}

#[tokio::test]
async fn a_link_is_sent_again_to_the_number_named_now_but_not_twice_in_a_minute() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let page = make(&desk, &[("mobile", "09120000000"), ("by", "sms")]).await;
    house.work().await;
    let path = page.attribute("form[action$='/messages']", "action").unwrap();
    let link = path.trim_end_matches("/messages");
    assert!(desk.get(link).await.text().contains("نرسید"), "the first number does not exist");

    let again = [("mobile", "۰۹۳۵ ۱۱۱ ۲۲۳۳"), ("by", "sms")];
    house.wind(TimeDelta::minutes(1));
    for _ in 0..2 {
        assert_eq!(desk.submit(&path, &again).await.status, StatusCode::SEE_OTHER);
    }
    house.work().await;
    let texts = house.sms_to(&Mobile::parse("09351112233").unwrap()).await;
    assert_eq!(texts.len(), 1);
    assert!(texts[0].ends_with(&address(&page)), "{}", texts[0]);
    let wrong = desk.submit(&path, &[("mobile", "12"), ("by", "sms")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_list_shows_each_link_once_newest_first_whatever_page_it_is_on() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    for number in 1..=45 {
        house.wind(TimeDelta::minutes(2));
        make(&desk, &[("title", &format!("فاکتور {number:02}"))]).await;
    }
    let (mut seen, mut path) = (vec![], "/links".to_owned());
    loop {
        let page = desk.get(&path).await;
        let rows = page.html.matches("<bdi>فاکتور ").count();
        assert!(rows <= 20, "{rows} rows on a page");
        seen.extend(
            (1..=45).rev().filter(|number| page.html.contains(&format!("فاکتور {number:02}"))),
        );
        match page.attribute("a[rel=next]", "href") {
            Some(next) => path = next,
            None => break,
        }
    }
    assert_eq!(seen, (1..=45).rev().collect::<Vec<_>>());
}

#[tokio::test]
async fn a_search_finds_by_the_beginnings_of_words_and_by_state() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    make(&desk, &[("title", "کتاب کلیله و دمنه"), ("to", "نرگس رضایی")]).await;
    make(&desk, &[("title", "کارگاه نوشتن"), ("to", "حامد نوری"), ("reference", "A-208")]).await;
    let found = async |query: &str| {
        let page = desk.get(&format!("/links?{query}")).await.text();
        (page.contains("کلیله"), page.contains("کارگاه"))
    };
    assert_eq!(found("q=رضا").await, (true, false));
    assert_eq!(found("q=208").await, (false, true));
    assert_eq!(found("q=نرگس+نوری").await, (false, false));
    assert_eq!(found("state=open").await, (true, true));
    assert_eq!(found("state=paid").await, (false, false));
    assert_eq!(found("q=%27+%7C+%21").await, (true, true), "marks are no words");
}
