//! Who cannot pay at once promises to, and is believed as long as the promise is kept.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::buildings;
use peyvand::buildings::NewReceipt;
use peyvand::buildings::PromiseRules;
use peyvand::buildings::Way;
use peyvand::ids::SettlementId;
use peyvand::locale::Jalali;
use peyvand::money::Money;
use uuid::Uuid;

use super::Estate;
use super::paying::address;
use super::paying::issued;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::people::Shop;

const OWED: &str = "select coalesce(sum(rest), 0)::bigint from open_charges
    join residents on residents.id = resident_id where name = 'Reza'";
const KEPT: &str = "select count(*) from promises where outcome = 'kept'";
const BROKEN: &str = "select count(*) from promises where outcome = 'broken'";

/// The days on which Reza was reminded.
async fn reminded(house: &House) -> Vec<String> {
    let query = "select to_char(reminded_at at time zone 'Asia/Tehran', 'MM-DD')
        from charge_reminders join residents on residents.id = resident_id
        where name = 'Reza' order by reminded_at";
    sqlx::query_scalar(query).fetch_all(house.db()).await.unwrap()
}

/// Lets time pass until a day of the calendar, with the worker's round each morning.
async fn live_until(house: &House, (month, day): (u8, u8)) {
    let end = Jalali::new(1405, month, day).unwrap().start();
    while house.app.clock.now() < end {
        let next = Jalali::of(house.app.clock.now()).next_day();
        house.wind(next.start() + TimeDelta::hours(10) - house.app.clock.now());
        buildings::end_promises(&house.app).await.unwrap();
        buildings::charge_late_fees(&house.app).await.unwrap();
        buildings::remind(&house.app).await.unwrap();
        house.work().await;
    }
}

/// Sends the form of a promise.
async fn promise(house: &House, door: &str, (count, day, month): (&str, &str, &str)) -> Page {
    let page = house.get(&format!("{door}/promise")).await;
    let of = |selector| page.attribute(selector, "value").unwrap();
    let (id, shown) = (of("[name=id]"), of("[name=shown]"));
    let fields = [
        ("id", &*id),
        ("shown", &shown),
        ("count", count),
        ("day_d", day),
        ("day_m", month),
        ("day_y", "1405"),
    ];
    house.submit(&format!("{door}/promise"), &fields).await
}

/// Reza gives the manager an amount in cash.
pub async fn give(house: &House, (shop, estate): (&Shop, &Estate), amount: i64) {
    let query = "select id from residents where name = 'Reza'";
    let reza: Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    let now = house.app.clock.now();
    let receipt = NewReceipt {
        id: SettlementId::new(now),
        resident: reza.into(),
        way: Way::Cash,
        amount: Money::rials(amount),
        received_on: now.date_naive(),
        reference: None,
    };
    buildings::receive(&house.app, (estate.id, shop.owner), &receipt).await.unwrap();
    house.work().await;
}

/// A building that allows three parts within ninety-five days.
async fn allowed() -> (House, Shop, Estate, String) {
    let house = House::open().await;
    let (shop, estate) = issued(&house).await;
    let door = address(&house, 2).await;
    let rules = [("is_on", "yes"), ("parts_max", "3"), ("days_max", "95"), ("rests_fees", "yes")];
    let done = estate.desk.submit(&format!("{}/promises", estate.path()), &rules).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    (house, shop, estate, door)
}

#[tokio::test]
async fn who_keeps_a_promise_is_reminded_of_its_parts_only() {
    let (house, shop, estate, door) = allowed().await;
    assert!(house.get(&door).await.text().contains("الان نمی‌توانم بپردازم"));
    assert_eq!(promise(&house, &door, ("2", "20", "9")).await.status, StatusCode::SEE_OTHER);
    let shown = house.get(&door).await.text();
    assert!(shown.contains("قول داده‌اید") && shown.contains("پرداخت بعدی"), "{shown}");
    let desk = estate.desk.get(&format!("{}/promises", estate.path())).await.text();
    assert!(desk.contains("Reza"), "{desk}");
    let half = house.count(OWED).await / 2 + 1;
    live_until(&house, (9, 15)).await;
    assert_eq!(reminded(&house).await, Vec::<String>::new(), "the old last day does not count");
    give(&house, (&shop, &estate), half).await;
    live_until(&house, (10, 21)).await;
    // The second part is due on 20 Dey: three days before, and on the day; then it is broken.
    assert_eq!(reminded(&house).await, ["01-07", "01-10", "01-11"]);
    assert_eq!((house.count(KEPT).await, house.count(BROKEN).await), (0, 1));
    house.audit().await;
}

#[tokio::test]
async fn a_promise_is_kept_when_its_last_part_has_come() {
    let (house, shop, estate, door) = allowed().await;
    promise(&house, &door, ("1", "20", "9")).await;
    live_until(&house, (9, 18)).await;
    give(&house, (&shop, &estate), house.count(OWED).await).await;
    live_until(&house, (9, 25)).await;
    assert_eq!((house.count(KEPT).await, house.count(BROKEN).await), (1, 0));
    assert_eq!(reminded(&house).await, ["12-08"]);
    house.audit().await;
}

#[tokio::test]
async fn a_broken_promise_ends_and_everything_is_as_it_was_before() {
    let (house, shop, estate, door) = allowed().await;
    promise(&house, &door, ("1", "20", "9")).await;
    live_until(&house, (10, 1)).await;
    assert_eq!(house.count(BROKEN).await, 1);
    // 17 and 20 Azar for the promise; on the 21st what was missed of the old debt, and on the 30th.
    assert_eq!(reminded(&house).await, ["12-08", "12-11", "12-12", "12-21"]);
    let again = house.get(&format!("{door}/promise")).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert!(!house.get(&door).await.text().contains("الان نمی‌توانم بپردازم"));
    give(&house, (&shop, &estate), 1000).await;
    house.audit().await;
}

#[tokio::test]
async fn no_fee_grows_while_a_promise_is_kept_and_its_days_never_count() {
    let (house, shop, estate, door) = allowed().await;
    let now = house.app.clock.now();
    let new = buildings::NewDecision {
        id: peyvand::ids::DecisionId::new(now),
        words: "One percent a month".to_owned(),
        decided_on: now.date_naive(),
        form: buildings::FeeForm::Monthly(100),
        grace: peyvand::charges::Grace::Shift(0),
        cap: None,
        valid_from: now.date_naive(),
    };
    buildings::decide_late_fees(&house.app, (estate.id, shop.owner), &new).await.unwrap();
    promise(&house, &door, ("1", "20", "9")).await;
    live_until(&house, (9, 20)).await;
    let fees = "select coalesce(sum(amount), 0)::bigint from charges
        where kind = 'fee' and debtor = 'Reza'";
    assert_eq!(house.count(fees).await, 0);
    live_until(&house, (9, 30)).await;
    // From the 21st on, when the promise was found broken.
    let piece = peyvand::charges::Piece {
        principal: Money::rials(
            house.count(&OWED.replace("name =", "kind = 'principal' and name =")).await,
        ),
        days: 10,
    };
    let fee = peyvand::charges::fee(peyvand::charges::Rate::Monthly(100), &[piece]);
    assert_eq!(house.count(fees).await, fee.as_rials());
    house.audit().await;
}

#[tokio::test]
async fn a_promise_is_what_the_building_allows_and_about_what_was_shown() {
    let (house, shop, estate, door) = allowed().await;
    let wrong =
        [("0", "20", "9"), ("4", "20", "9"), ("1", "1", "9"), ("1", "31", "9"), ("3", "1", "11")];
    for wrong in wrong {
        let page = promise(&house, &door, wrong).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        assert_eq!(page.texts(".err").len(), 1, "{wrong:?}");
    }
    let page = house.get(&format!("{door}/promise")).await;
    let shown = page.attribute("[name=shown]", "value").unwrap();
    give(&house, (&shop, &estate), 1000).await;
    let fields =
        [("shown", &*shown), ("count", "1"), ("day_d", "20"), ("day_m", "9"), ("day_y", "1405")];
    let old = house.submit(&format!("{door}/promise"), &fields).await;
    assert_eq!(old.status, StatusCode::CONFLICT);
    assert_eq!(house.count("select count(*) from promises").await, 0);
    let off = PromiseRules::default();
    buildings::set_promises(&house.app, (estate.id, shop.owner), &off).await.unwrap();
    assert_eq!(house.get(&format!("{door}/promise")).await.status, StatusCode::NOT_FOUND);
}
