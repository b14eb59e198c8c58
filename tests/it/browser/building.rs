//! From an empty desk to a paid bill: a manager makes a building, brings its people in by a table, writes
//! a cost down and issues the month; a resident pays by one click, and it is seen on the facade.

use std::fmt::Write;

use super::driver::Browser;
use super::driver::Device;
use super::journey;
use super::town::Town;
use super::words::EN;
use super::words::FA;
use super::words::Words;

const RESIDENT: &str = "09351110003";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_building_from_nothing_to_a_paid_bill_in_persian() {
    travel("building-fa", &FA, ["آذر", "۱۰۰٬۰۰۰ تومان"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_building_from_nothing_to_a_paid_bill_in_english() {
    travel("building-en", &EN, ["Azar", "100,000 toman"]).await;
}

async fn travel(name: &str, w: &Words, [_, each]: [&str; 2]) {
    if !super::has_browser() {
        return;
    }
    let town = Town::open().await;
    let browser = Browser::start(name, &town.origin, Device::Phone, true).await;
    journey::sign_up(&browser, w).await;
    let home = make(&browser).await;
    bring_people(&browser, &home).await;
    spend(&browser, &home).await;
    issue(&browser, &home).await;
    pay(&browser, each).await;

    browser.go(&home).await;
    assert_eq!(count(&browser, ".facade .u.ok").await, 1);
    browser.picture("facade").await;
    assert_eq!(town.count("select count(*) from charges").await, 24);
    assert_eq!(browser.complaints().await, [] as [String; 0]);
    town.audit().await;
    browser.close().await;
    town.close().await;
}

/// Waits until a page has so many of something: a press is answered when it is answered.
async fn wait_for(browser: &Browser, css: &str, number: u64) {
    browser.until(&css, async || count(browser, css).await == number).await;
}

async fn count(browser: &Browser, css: &str) -> u64 {
    let script = format!("return document.querySelectorAll('{css}').length");
    browser.run(&script).await.as_u64().unwrap()
}

/// Twenty-four units by one form; gives the building's page.
async fn make(browser: &Browser) -> String {
    browser.go("/buildings").await;
    browser.press("a[href='/buildings/new']").await;
    browser.fill("name", "نسترن").await;
    browser.fill("area", "85").await;
    browser.press("form.card button.go").await;
    browser.expect(&["نسترن"]).await;
    wait_for(browser, ".facade .u", 24).await;
    browser.path().await
}

/// A table with an owner for each unit: first what it would do, then the doing.
async fn bring_people(browser: &Browser, home: &str) {
    let mut table = "block,unit,role,name,mobile\n".to_owned();
    for unit in 1..=24 {
        writeln!(table, ",{unit},owner,Owner {unit},0935111{unit:04}").unwrap();
    }
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    std::io::Write::write_all(&mut file, table.as_bytes()).unwrap();
    browser.go(&format!("{home}/people")).await;
    let field = browser.find("input[type=file]").await;
    field.send_keys(file.path().to_str().unwrap()).await.unwrap();
    browser.press("form.card button.go").await;
    browser.expect(&["Owner 24"]).await;
    browser.press("form.card button.go").await;
    browser.expect_path(&format!("{home}/units")).await;
    browser.expect(&["Owner 24"]).await;
}

async fn spend(browser: &Browser, home: &str) {
    browser.go(&format!("{home}/expenses")).await;
    browser.fill("title", "آب").await;
    browser.fill("amount", "2400000").await;
    browser.press("form.card button.go").await;
    wait_for(browser, ".list a[href*=\"/expenses/\"]", 1).await;
}

async fn issue(browser: &Browser, home: &str) {
    browser.go(&format!("{home}/charges")).await;
    browser.press("header.head a.go").await;
    wait_for(browser, "tbody tr", 24).await;
    browser.picture("month").await;
    browser.press("form.card button.go").await;
    browser.until(&home, async || browser.path().await == home).await;
}

/// The resident opens the address in the message, and one click leads to the bank.
async fn pay(browser: &Browser, each: &str) {
    browser.await_at(&journey::inbox(RESIDENT), &["/b/"]).await;
    browser.press("a[href*='/b/']").await;
    browser.expect(&[each]).await;
    browser.picture("bill").await;
    browser.press("button.pay").await;
    browser.expect_path("/sandbox/bank/").await;
    browser.press("button[value=pay]").await;
    browser.expect_path("/r/").await;
}

/// Twelve units on a floor, in each of the states, on a phone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_facade_of_twelve_units_on_a_floor_stays_on_the_phones_screen() {
    if !super::has_browser() {
        return;
    }
    let town = Town::open().await;
    let browser = Browser::start("facade-wide", &town.origin, Device::Phone, true).await;
    journey::sign_up(&browser, &FA).await;
    for (on_floor, columns) in [("12", 3..=6), ("1", 1..=1)] {
        browser.go("/buildings/new").await;
        browser.fill("name", "نسترن").await;
        browser.fill("floors", "3").await;
        browser.fill("on_floor", on_floor).await;
        browser.press("form.card button.go").await;
        let units = 3 * on_floor.parse::<u64>().unwrap();
        wait_for(&browser, ".facade .u.none", units).await;
        browser.picture(&format!("facade-{on_floor}")).await;
        let wide =
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        assert_eq!(browser.run(wide).await.as_i64(), Some(0), "{on_floor}");
        let cut = "return [...document.querySelectorAll('.facade .u')]
            .filter(unit => unit.clientWidth < unit.scrollWidth).length";
        assert_eq!(browser.run(cut).await.as_u64(), Some(0), "{on_floor}");
        let row = "const tops = [...document.querySelectorAll('.facade > li:first-child .u')]
            .map(unit => unit.getBoundingClientRect().top);
            return tops.filter(top => top === tops[0]).length";
        let in_a_row = browser.run(row).await.as_u64().unwrap();
        assert!(columns.contains(&in_a_row), "{on_floor}: {in_a_row}");
    }
    browser.close().await;
    town.close().await;
}
