//! Whoever presses "pay" again and again does not shut out the person whom a link is for.

use axum::http::StatusCode;
use axum::http::header;
use chrono::TimeDelta;
use peyvand::ids::PaymentId;

use super::address;
use super::make;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::people::Link;

const BEGUN: StatusCode = StatusCode::SEE_OTHER;
const TOO_OFTEN: StatusCode = StatusCode::TOO_MANY_REQUESTS;

async fn begin(house: &House, link: Link) -> Page {
    let id = house.payment_on_page(link).await;
    house.press_pay(link, id).await
}

fn hidden(page: &Page, name: &str) -> String {
    page.attribute(&format!("input[name={name}]"), "value").unwrap_or_else(|| panic!("{page:?}"))
}

async fn answer(house: &House, link: Link, question: &Page, digits: &str) -> Page {
    let (payment, mark) = (hidden(question, "payment"), hidden(question, "mark"));
    let fields = [("payment", payment.as_str()), ("mark", &mark), ("digits", digits)];
    house.submit(&format!("{}/pay", house.door(link)), &fields).await
}

/// A link for one payment whose payer's number is 09351112233, with five payments under way.
async fn pressed(house: &House) -> Link {
    let link = house.link(&house.shop().await).await;
    for _ in 0..5 {
        assert_eq!(begin(house, link).await.status, BEGUN);
    }
    link
}

#[tokio::test]
async fn after_five_payments_under_way_the_payer_goes_on_by_four_digits_and_a_stranger_does_not() {
    let house = House::open().await;
    let link = pressed(&house).await;
    let asked = begin(&house, link).await;
    assert_eq!(asked.status, TOO_OFTEN);
    assert_eq!(asked.headers[header::RETRY_AFTER], "3");
    assert!(asked.text().contains("چهار رقم آخر موبایلی"), "{asked:?}");

    let soon = answer(&house, link, &asked, "2233").await;
    assert_eq!(soon.status, TOO_OFTEN, "three seconds are not over");
    assert_eq!(
        hidden(&soon, "payment"),
        hidden(&asked, "payment"),
        "and go on from where they were"
    );
    house.wind(TimeDelta::seconds(3));
    for digits in ["", "0000", "1112233", "09351112233", "۲۲۳"] {
        let wrong = answer(&house, link, &asked, digits).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{digits}");
        assert!(wrong.text().contains("این چهار رقم آخر"), "{wrong:?}");
    }
    house.wind(TimeDelta::hours(1));
    let link = pressed(&house).await;
    let asked = begin(&house, link).await;
    house.wind(TimeDelta::seconds(3));
    let begun = answer(&house, link, &asked, " ۲۲۳۳ ").await;
    assert_eq!(begun.status, BEGUN, "{begun:?}");
    let twice = answer(&house, link, &asked, "").await;
    assert_eq!(twice.location, begun.location, "a second click goes to the same page");
}

#[tokio::test]
async fn nobody_makes_up_how_long_they_have_waited() {
    let house = House::open().await;
    let link = pressed(&house).await;
    let id = PaymentId::new(house.app.clock.now() - TimeDelta::hours(1)).to_string();
    let path = format!("{}/pay", house.door(link));
    let mark = house.app.keys.mark("other", b"");
    for mark in ["", "x", &mark] {
        let fields = [("payment", id.as_str()), ("mark", mark), ("digits", "2233")];
        let page = house.submit(&path, &fields).await;
        assert_eq!(page.status, TOO_OFTEN, "{mark}");
        assert_ne!(hidden(&page, "payment"), id);
    }
}

#[tokio::test]
async fn payments_that_nobody_ends_are_forgotten_after_a_quarter_of_an_hour_until_there_are_thirty()
{
    let house = House::open().await;
    let link = pressed(&house).await;
    house.wind(TimeDelta::minutes(14));
    assert_eq!(begin(&house, link).await.status, TOO_OFTEN);
    house.wind(TimeDelta::minutes(1));
    for _ in 0..5 {
        for _ in 0..5 {
            assert_eq!(begin(&house, link).await.status, BEGUN);
        }
        house.wind(TimeDelta::minutes(61));
    }
    let asked = begin(&house, link).await;
    assert_eq!(asked.status, TOO_OFTEN, "the thirty-first of a day");
    house.wind(TimeDelta::seconds(3));
    assert_eq!(answer(&house, link, &asked, "2233").await.status, BEGUN);
    house.wind(TimeDelta::days(1));
    assert_eq!(begin(&house, link).await.status, BEGUN);
}

#[tokio::test]
async fn where_no_number_is_known_three_seconds_are_enough_and_a_link_for_many_asks_nobody() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    for (uses, is_asked) in [("one", true), ("many", false)] {
        let link = address(&make(&desk, &[("uses", uses)]).await);
        let begin = async || {
            let payment = hidden(&house.get(&link).await, "payment");
            house.submit(&format!("{link}/pay"), &[("payment", &payment)]).await
        };
        for _ in 0..5 {
            assert_eq!(begin().await.status, BEGUN);
        }
        let asked = begin().await;
        assert_eq!(asked.status == TOO_OFTEN, is_asked, "{asked:?}");
        if is_asked {
            assert_eq!(asked.attribute("input[name=digits]", "name"), None);
            house.wind(TimeDelta::seconds(3));
            let (payment, mark) = (hidden(&asked, "payment"), hidden(&asked, "mark"));
            let fields = [("payment", payment.as_str()), ("mark", mark.as_str())];
            assert_eq!(house.submit(&format!("{link}/pay"), &fields).await.status, BEGUN);
        }
    }
}

#[tokio::test]
async fn a_payer_begins_ten_payments_an_hour_and_keeps_what_was_typed() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let link = address(&make(&desk, &[("kind", "open"), ("uses", "many")]).await);
    let press = async |payment: &str, amount: &str| {
        let fields = [("payment", payment), ("amount", amount), ("name", "نرگس")];
        house.submit(&format!("{link}/pay"), &fields).await
    };
    let begin =
        async |amount: &str| press(&hidden(&house.get(&link).await, "payment"), amount).await;
    let first = begin("100000").await;
    assert!(first.headers.contains_key(header::SET_COOKIE), "by which the next press is known");
    for _ in 1..10 {
        assert_eq!(begin("100000").await.status, BEGUN);
    }
    let shut = begin("۱۲۳٬۴۵۶").await;
    assert_eq!(shut.status, TOO_OFTEN);
    assert_eq!(shut.headers[header::RETRY_AFTER], "361");
    assert!(shut.text().contains("۶ دقیقه"), "{shut:?}");
    assert_eq!(hidden(&shut, "amount"), "۱۲۳٬۴۵۶");
    assert_eq!(hidden(&shut, "name"), "نرگس");
    let other = house.visitor();
    let fields = [("payment", &*hidden(&house.get(&link).await, "payment")), ("amount", "100000")];
    assert_eq!(
        other.submit(&format!("{link}/pay"), &fields).await.status,
        BEGUN,
        "and another may"
    );
    let again = press(&hidden(&shut, "payment"), "100000").await;
    assert_eq!(again.status, TOO_OFTEN, "what was not begun is not begun by pressing again");
    house.wind(TimeDelta::minutes(6));
    assert_eq!(begin("100000").await.status, BEGUN);
}

#[tokio::test]
async fn an_address_of_the_net_begins_sixty_payments_an_hour() {
    let house = House::open().await;
    let shop = house.shop().await;
    for _ in 0..6 {
        let link = house.link_of(&shop, None, None).await;
        for _ in 0..10 {
            assert_eq!(begin(&house, link).await.status, BEGUN);
        }
    }
    let link = house.link(&shop).await;
    let shut = begin(&house, link).await;
    assert_eq!(
        (shut.status, &shut.headers[header::RETRY_AFTER]),
        (TOO_OFTEN, &"61".parse().unwrap())
    );
    house.wind(TimeDelta::minutes(1));
    assert_eq!(begin(&house, link).await.status, BEGUN);
}
