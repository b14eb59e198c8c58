//! The list: whose it is, what it finds, and how its pages follow each other.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chrono::TimeDelta;

use super::accounts;
use super::busy;
use super::codes;
use super::day;
use super::paid;
use super::tiles;
use super::write;
use crate::support::house::House;

#[tokio::test]
async fn nobody_sees_the_payments_of_another_workspace() {
    let house = House::open().await;
    let (_, links, _) = busy(&house).await;
    let other = house.shop().await;
    let stranger = house.sign_in(&other).await;
    for state in ["booked", "suspended", "given_back", "waiting", "failed", "all"] {
        for link in ["", &links[0].to_string()] {
            for q in ["", "rent", "4000000001", "700000000001"] {
                let query = format!("from=1300/1/1&state={state}&link={link}&q={q}");
                let page = accounts(&stranger, &query).await;
                assert!(codes(&page).is_empty(), "{query}");
                assert!(tiles(&page).iter().all(|figure| *figure == 0), "{query}");
            }
        }
    }
    let file = stranger.get("/accounting.csv?from=1300/1/1&state=all").await;
    assert_eq!(file.html.lines().count(), 1, "only the head: {}", file.html);
    let home = stranger.get("/home?lang=en").await;
    assert!(home.text().contains("Make your first payment link"));
    house.leave_unchecked();
}

#[tokio::test]
async fn a_mistake_stands_beside_its_field_and_nothing_is_looked_for() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    for (query, field) in [
        ("from=1404/12/30", "from"),
        ("from=tomorrow", "from"),
        ("to=1405/13/01", "to"),
        ("from=1405/9/2&to=1405/9/1", "to"),
    ] {
        let page = owner.get(&format!("/accounting?{query}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        let said = page.attribute(&format!("#{field}"), "aria-describedby");
        assert_eq!(said, Some(format!("{field}-err")), "{query}");
        assert!(tiles(&page).is_empty());
    }
    let typed = owner.get("/accounting?from=1404/12/30").await;
    assert_eq!(typed.attribute("#from", "value").as_deref(), Some("1404/12/30"));
    assert_eq!(owner.get("/accounting.csv?from=x").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_pages_of_a_list_show_each_payment_once() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let link = house.link_of(&shop, None, None).await.id;
    // Many in one microsecond: the time alone does not order them.
    for number in 0..47 {
        let at = day(1405, 8, 10) + TimeDelta::seconds(number / 30);
        write(&house, &shop, number, &paid(link, at, 1_000_000)).await;
    }
    let mut seen = BTreeSet::new();
    let mut path = "/accounting?lang=en&from=1405/8/1&state=all".to_owned();
    let mut pages = 0;
    loop {
        let page = owner.get(&path).await;
        for code in codes(&page) {
            assert!(seen.insert(code.clone()), "{code} is shown twice");
        }
        pages += 1;
        match page.attribute(".pager a[rel=next]", "href") {
            Some(next) => path = format!("{next}&lang=en"),
            None => break,
        }
    }
    assert_eq!((seen.len(), pages), (47, 3));
    house.leave_unchecked();
}

#[tokio::test]
async fn a_search_finds_words_of_payer_title_and_codes() {
    let house = House::open().await;
    let (shop, ..) = busy(&house).await;
    let owner = house.sign_in(&shop).await;
    for (q, count) in [
        ("4000000004", 1),
        ("۴۰۰۰۰۰۰۰۰۴", 1),
        ("700000000004", 1),
        ("Book", 20),
        ("رضايي", 30),
        ("workshop نرگس", 20),
        ("زضایی", 0),
        ("%", 60),
        ("'; drop table payments; --", 0),
    ] {
        let encoded: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
        let page = accounts(&owner, &format!("from=1405/7/1&state=all&q={encoded}")).await;
        let wanted = if count == 1 { "1 row".to_owned() } else { format!("{count} rows") };
        let html = scraper::Html::parse_document(&page.html);
        let said = scraper::Selector::parse("section[aria-labelledby=rows] header span").unwrap();
        let said: String = html.select(&said).flat_map(|span| span.text()).collect();
        assert_eq!(said.trim(), wanted, "{q}");
    }
    house.leave_unchecked();
}

#[tokio::test]
async fn a_search_looks_through_every_state() {
    let house = House::open().await;
    let (shop, ..) = busy(&house).await;
    let owner = house.sign_in(&shop).await;
    for (state, number) in [
        ("booked", 4_000_000_000_i64),
        ("booked", 4_000_000_006),
        ("failed", 4_000_000_003),
        ("suspended", 4_000_000_005),
        ("given_back", 4_000_000_007),
        ("waiting", 4_000_000_008),
    ] {
        for asked in [state, "all"] {
            let page = accounts(&owner, &format!("from=1405/7/1&state={asked}&q={number}")).await;
            assert_eq!(codes(&page), [number.to_string()], "{asked}");
        }
        let other = if state == "failed" { "booked" } else { "failed" };
        let page = accounts(&owner, &format!("from=1405/7/1&state={other}&q={number}")).await;
        assert!(codes(&page).is_empty(), "{number} is not {other}");
    }
    house.leave_unchecked();
}

#[tokio::test]
async fn looking_changes_nothing() {
    let house = House::open().await;
    let (shop, ..) = busy(&house).await;
    let owner = house.sign_in(&shop).await;
    let before = house.fingerprint().await;
    for path in
        ["/home", "/accounting", "/accounting?state=all&from=1405/1/1", "/accounting?from=x"]
    {
        owner.get(path).await;
        owner.head(path).await;
    }
    assert_eq!(house.fingerprint().await, before);
    house.leave_unchecked();
}
