//! The start page.

use chrono::TimeDelta;

use super::check_books;
use super::day;
use super::paid;
use super::tiles;
use super::write;
use crate::support::house::House;

#[tokio::test]
async fn the_start_page_counts_today_and_thirty_days() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let link = house.link_of(&shop, None, None).await.id;
    let today = day(1405, 9, 1);
    for (number, (days, rials)) in
        [(0, 1_000_000), (29, 2_000_000), (30, 1_500_000), (59, 500_000), (60, 9_000_000)]
            .into_iter()
            .enumerate()
    {
        let at = today - TimeDelta::days(days);
        let number = i64::try_from(number).unwrap();
        write(&house, &shop, number, &paid(link, at, rials)).await;
    }
    let home = owner.get("/home?lang=en").await;
    let shown = tiles(&home);
    let balance = house.balance(shop.workspace).await;
    assert_eq!(shown[..3], [balance.as_rials() / 10, 100_000, 300_000]);
    assert!(home.text().contains("50% more than the 30 days before"), "{home:?}");
    let bars = scraper::Selector::parse("svg.bars rect").unwrap();
    assert_eq!(scraper::Html::parse_document(&home.html).select(&bars).count(), 30);
    check_books(&house).await;
}

#[tokio::test]
async fn news_stay_new_until_they_are_seen() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    let fresh = owner.get("/home?lang=en").await;
    assert!(fresh.text().contains("Mark all as seen"), "{fresh:?}");
    let done = owner.submit("/home/news/reading", &[]).await;
    assert_eq!(done.location.as_deref(), Some("/home"));
    let seen = owner.get("/home?lang=en").await;
    assert!(!seen.text().contains("Mark all as seen") && seen.text().contains("News"), "{seen:?}");
}
