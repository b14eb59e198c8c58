//! Clocks that are wrong, that are set on or back, and a year that ends.

use axum::http::StatusCode;
use chrono::DateTime;
use chrono::TimeDelta;
use peyvand::clock::Clock;
use peyvand::money::Money;
use peyvand::payments::Status;

use crate::buildings::Estate;
use crate::support::bank::FEE;
use crate::support::house::House;
use crate::support::people::RENT;

/// F56. Two machines are five minutes out, each to its side.
#[test]
fn a_machine_whose_clock_is_wrong_goes_by_the_databases() {
    for minutes in [5, -5] {
        let clock = Clock::machine();
        let told = clock.now() + TimeDelta::minutes(minutes);
        clock.agree_with(told);
        let apart = clock.now() - told;
        assert!(TimeDelta::zero() <= apart && apart < TimeDelta::minutes(1), "{apart}");
    }
}

/// F56. The database's clock is set while payers are at the bank: who paid in time has paid, nobody is kept
/// waiting for the time that was taken back, and no page says that something will have happened.
#[tokio::test]
async fn a_clock_that_is_set_on_or_back_takes_no_payment_away() {
    let house = House::open().await;
    let shop = house.shop().await;
    let mut sum = Money::ZERO;
    for hours in [2, -2, -24, 0] {
        let until = house.app.clock.now() + TimeDelta::hours(1);
        let link = house.link_of(&shop, Some(1), Some(until)).await;
        let sent = house.send(link).await;
        house.bank.pay(&sent.page).await;
        house.wind(TimeDelta::hours(hours));
        assert_eq!(house.get(&sent.back).await.status, StatusCode::SEE_OTHER, "{hours} h");
        house.work().await;
        let payment = house.payment(sent.id).await;
        assert_eq!((payment.status, payment.suspense), (Status::Confirmed, None), "{hours} h");
        sum = sum + RENT - FEE;
        assert_eq!(house.balance(shop.workspace).await, sum, "{hours} h");
        let owner = house.sign_in(&shop).await;
        for path in ["/home".to_owned(), format!("/links/{}", link.id), sent.receipt] {
            let page = owner.get(&path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}: {page:?}");
            assert!(!page.text().contains("−"), "{path}: {}", page.text());
        }
    }
    // Spent is what was tried just now, whatever the clock said when the rest was.
    for _ in 0..3 {
        let code = house.visitor().submit("/login/code", &[("mobile", shop.mobile.as_str())]).await;
        assert_ne!(code.status, StatusCode::TOO_MANY_REQUESTS, "{code:?}");
        house.wind(TimeDelta::hours(-26));
    }
    house.wind(TimeDelta::days(8));
    house.live(TimeDelta::minutes(10)).await;
    house.audit().await;
}

/// F56. The last day of a leap year is one day later than usual, and the year ends at midnight in Tehran.
#[tokio::test]
async fn a_leap_year_of_a_building_ends_on_its_thirtieth_of_esfand() {
    let house = House::open().await;
    let shop = house.shop().await;
    let estate = Estate::open(&house, &shop).await;
    // A building of which nothing is issued begins with its oldest costs, and these are of other years.
    house.run("update expenses set deleted_at = created_at").await;
    let year_ends = DateTime::parse_from_rfc3339("2030-03-20T20:29:00Z").unwrap().to_utc();
    house.wind(year_ends - house.app.clock.now());
    for period in [1408 * 12 + 11, 1409 * 12] {
        let charges = house.sign_in(&shop).await.get(&format!("{}/charges", estate.path())).await;
        let next = charges.attribute("a[href*='/charges/']", "href").unwrap();
        assert!(next.ends_with(&format!("/charges/{period}")), "{period}: {next}");
        house.wind(TimeDelta::minutes(2));
    }
}
