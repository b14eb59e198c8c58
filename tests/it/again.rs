//! Addresses that are opened anew, in another language, or from the wrong place: nobody ends at a wall.

use axum::http::Method;
use axum::http::StatusCode;
use axum::http::header;
use peyvand::money::Money;
use peyvand::worker;

use crate::support::house::House;
use crate::support::people::Shop;

/// What a browser says when a person opens an address.
const BROWSER: &[(&str, &str)] = &[("accept", "text/html,application/xhtml+xml")];

#[tokio::test]
async fn the_address_of_a_forms_answer_leads_back_to_the_form_and_keeps_the_language_that_was_asked_for()
 {
    let house = House::open().await;
    let shop = house.shop().await;
    let door = house.door(house.link(&shop).await);
    let (stranger, owner) = (house.visitor(), house.sign_in(&shop).await);
    let pay = format!("{door}/pay?lang=en");
    let page = stranger.look_as(Method::GET, &pay, BROWSER).await;
    assert_eq!((page.status, page.location.as_deref()), (StatusCode::SEE_OTHER, Some(&*door)));
    let kept = page.headers.get(header::SET_COOKIE).and_then(|cookie| cookie.to_str().ok());
    assert!(kept.unwrap_or_default().starts_with("lang=en;"), "{kept:?}");
    let page = owner.look_as(Method::GET, "/to/x/kept/end", BROWSER).await;
    assert_eq!(page.location.as_deref(), Some("/to/x/kept"));
    // A program is told that this is no way.
    assert_eq!(stranger.get(&pay).await.status, StatusCode::METHOD_NOT_ALLOWED);
    let put = stranger.look_as(Method::PUT, &pay, BROWSER).await;
    assert_eq!(put.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_payer_is_spoken_to_in_the_merchants_language_until_they_choose_their_own() {
    let house = House::open().await;
    let shop = house.shop().await;
    let link = house.link(&shop).await;
    let door = house.door(link);
    let sent = house.send(link).await;
    house.run("update workspaces set language = 'en'").await;
    let payer = house.visitor();
    for path in [&door, &sent.receipt] {
        assert_eq!(
            payer.get(path).await.attribute("html", "lang").as_deref(),
            Some("en"),
            "{path}"
        );
        assert_eq!(payer.get("/check").await.attribute("html", "lang").as_deref(), Some("fa"));
    }
    payer.get(&format!("{door}?lang=fa")).await;
    for path in [&door, &sent.receipt] {
        assert_eq!(
            payer.get(path).await.attribute("html", "lang").as_deref(),
            Some("fa"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_link_of_another_workspace_of_mine_is_offered_there_and_a_strangers_is_not_there() {
    let house = House::open().await;
    let (shop, other) = (house.shop().await, house.shop().await);
    let link = house.link(&shop).await;
    let short = format!("/l/{}", peyvand::tokens::short(link.id.as_uuid()));
    let owner = house.sign_in(&shop).await;
    let page = format!("/links/{}", link.id);
    assert_eq!(owner.get(&short).await.location.as_deref(), Some(&*page));
    owner.submit("/workspaces", &[("name", "Cakes")]).await;
    let asked = owner.get(&short).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.text().contains("Sarv"), "{asked:?}");
    assert_eq!(owner.get(&page).await.status, StatusCode::NOT_FOUND, "looking changes nothing");
    let act = asked.attribute("main form", "action").unwrap();
    let gone = owner.submit(&act, &[("next", &page)]).await;
    assert_eq!(gone.location.as_deref(), Some(&*page));
    assert_eq!(owner.get(&page).await.status, StatusCode::OK);
    assert_eq!(house.sign_in(&other).await.get(&short).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_business_cannot_be_called_like_a_bank_and_keeps_what_was_typed() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    for name in ["بانك ملت", "Bank Mellat", "شاپرک", "Pеyvand", "Sarv 😀"] {
        let fields = [("name", name), ("language", "fa"), ("unit", "toman")];
        for (path, fields) in [("/settings", &fields[..]), ("/workspaces", &fields[..1])] {
            let page = owner.submit(path, fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {name}");
            let typed = page.attribute("input[name=name]", "value");
            assert_eq!(typed.as_deref(), Some(name), "{path}");
        }
    }
    assert_eq!(house.count("select count(*) from workspaces where name = 'Sarv'").await, 1);
    assert_eq!(house.count("select count(*) from workspaces").await, 1);
}

#[tokio::test]
async fn an_address_and_headers_that_no_browser_sends_are_refused_before_they_are_read() {
    let house = House::open().await;
    let visitor = house.visitor();
    let long = format!("/?q={}", "a".repeat(9 * 1024));
    assert_eq!(visitor.get(&long).await.status, StatusCode::URI_TOO_LONG);
    let many = format!("/?{}", "a=1&".repeat(1_000));
    assert_eq!(visitor.get(&many).await.status, StatusCode::BAD_REQUEST);
    let cookie = format!("a={}", "b".repeat(64 * 1024));
    let page = visitor.look_as(Method::GET, "/", &[("cookie", &cookie)]).await;
    assert_eq!(page.status, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    assert_eq!(visitor.get("/?q=a").await.status, StatusCode::OK);
}

#[tokio::test]
async fn books_that_break_a_statement_call_a_person_of_the_house_within_a_day() {
    let house = House::open().await;
    let Shop { workspace, .. } = house.shop().await;
    assert_eq!(house.balance(workspace).await, Money::ZERO);
    worker::plan_housekeeping(&house.app).await.unwrap();
    house.work().await;
    assert_eq!(house.alarms().await, [""; 0]);
    house.leave_unchecked();
    house.run("update balances set posted = posted + 1").await;
    house.wind(chrono::TimeDelta::days(1));
    house.work().await;
    assert!(house.alarms().await.contains(&"books_broken".to_owned()));
}
