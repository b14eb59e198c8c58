//! What is let off to whoever pays early: nothing unless the building decided so, and then what was offered.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::buildings;
use peyvand::buildings::NewEarlyDiscount;
use peyvand::ids::BuildingId;
use peyvand::ids::DecisionId;
use peyvand::ids::ExpenseId;
use peyvand::ids::MemberId;

use super::Estate;
use super::estate::AZAR;
use super::estate::mobile;
use super::money::go_to_bank;
use super::paying::address;
use super::paying::pay;
use super::paying::press;
use crate::support::house::House;
use crate::support::people::Shop;

const OWED: &str = "select coalesce(sum(rest), 0)::bigint from open_charges
    join residents on residents.id = resident_id where name = 'Leila'";
const CREDIT: &str = "select coalesce(sum(amount), 0)::bigint from party_credits";
const LET_OFF: &str = "select coalesce(sum(amount), 0)::bigint from settlements
    where way = 'early' and reversed_at is null";

/// A quarter of the month's cost: Leila's flat. Four percent of it, rounded down.
const BILL: i64 = 10_000_001;
const OFF: i64 = 400_000;

/// Four percent of what falls due from today on, for whoever pays so many days before the last day.
pub async fn offered(
    house: &House,
    maker: (BuildingId, MemberId),
    (id, days_before): (DecisionId, u16),
) {
    let now = house.app.clock.now();
    let new = NewEarlyDiscount {
        id,
        words: "Four percent off for whoever pays early".to_owned(),
        decided_on: now.date_naive(),
        points: 400,
        days_before,
        valid_from: now.date_naive(),
    };
    buildings::decide_early_discount(&house.app, maker, &new).await.expect("it is written down");
}

/// A month of which everybody is offered four percent through the fifth.
async fn begun() -> (House, Shop, Estate) {
    let house = House::open().await;
    let shop = house.shop().await;
    let estate = Estate::open(&house, &shop).await;
    let id = DecisionId::new(house.app.clock.now());
    offered(&house, (estate.id, shop.owner), (id, 5)).await;
    let estate = estate.issued(&house).await;
    (house, shop, estate)
}

#[tokio::test]
async fn who_pays_the_whole_bill_early_pays_less_and_owes_nothing() {
    let (house, _, estate) = begun().await;
    let asked = house.sms_to(&mobile(1)).await.pop().expect("she is asked");
    assert!(asked.contains("تا ۵ آذر") && asked.contains("با تخفیف: ۹۶۰٬۰۰۰٫۱ تومان"), "{asked}");
    let door = address(&house, 1).await;
    let shown = house.get(&door).await.text();
    assert!(shown.contains("کامل بپردازید: ۴۰٬۰۰۰ تومان تخفیف"), "{shown}");
    assert!(shown.contains("همه را امروز بپردازید: ۹۶۰٬۰۰۰٫۱ تومان"), "{shown}");
    pay(&house, &door, "").await;
    let taken = format!("select count(*) from payments where amount = {}", BILL - OFF);
    assert_eq!(house.count(&taken).await, 1, "the bank took no more");
    assert_eq!((house.count(OWED).await, house.count(CREDIT).await), (0, 0));
    assert_eq!(house.count(LET_OFF).await, OFF);
    let report = estate.desk.get(&format!("{}/report", estate.path())).await.text();
    assert!(report.contains("۴۰٬۰۰۰"), "{report}");
    house.audit().await;
}

#[tokio::test]
async fn after_the_last_day_of_the_offer_the_whole_is_owed_and_an_old_page_is_drawn_anew() {
    let (house, ..) = begun().await;
    let door = address(&house, 1).await;
    let old = house.get(&door).await;
    house.wind(TimeDelta::days(5));
    assert!(!house.get(&door).await.text().contains("تخفیف"));
    let of = |name: &str| old.attribute(&format!("[name={name}]"), "value").expect("it is there");
    let fields = ["payment", "shown", "off", "item"].map(|name| (name, of(name)));
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let again = house.submit(&format!("{door}/pay"), &fields).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert_eq!(house.count("select count(*) from payments").await, 0);
    pay(&house, &door, "").await;
    let taken = format!("select count(*) from payments where amount = {BILL}");
    assert_eq!((house.count(&taken).await, house.count(LET_OFF).await), (1, 0));
    house.audit().await;
}

#[tokio::test]
async fn who_went_to_the_bank_in_time_is_let_off_though_the_money_came_after_midnight() {
    let (house, ..) = begun().await;
    let door = address(&house, 1).await;
    // Half past one in the afternoon of the first; ten hours later it is the evening of the fifth.
    house.wind(TimeDelta::days(4) + TimeDelta::hours(10));
    let sent = go_to_bank(&house, &door, "").await;
    house.wind(TimeDelta::hours(1));
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    assert_eq!((house.count(OWED).await, house.count(LET_OFF).await), (0, OFF));
    house.audit().await;
}

#[tokio::test]
async fn a_part_is_not_the_whole_until_the_rest_comes_in_time_too() {
    let (house, ..) = begun().await;
    let door = address(&house, 1).await;
    pay(&house, &door, "500000").await;
    assert_eq!((house.count(OWED).await, house.count(LET_OFF).await), (BILL - 5_000_000, 0));
    pay(&house, &door, "").await;
    assert_eq!((house.count(OWED).await, house.count(LET_OFF).await), (0, OFF));
    let taken = format!("select count(*) from payments where amount = {}", BILL - 5_000_000 - OFF);
    assert_eq!(house.count(&taken).await, 1);
    house.audit().await;
}

#[tokio::test]
async fn money_that_the_bank_takes_back_takes_the_discount_with_it() {
    let (house, ..) = begun().await;
    let door = address(&house, 1).await;
    // Two parts make the whole, and it is the first of them that goes.
    let first = go_to_bank(&house, &door, "500000").await;
    house.bank.pay(&first.page).await;
    house.get(&first.back).await;
    house.work().await;
    pay(&house, &door, "").await;
    assert_eq!((house.count(OWED).await, house.count(LET_OFF).await), (0, OFF));
    house.bank.change_mind(&first.page).await;
    house.live(TimeDelta::minutes(6)).await;
    assert_eq!((house.count(OWED).await, house.count(LET_OFF).await), (5_000_000 + OFF, 0));
    house.audit().await;
}

#[tokio::test]
async fn a_receipt_that_was_wrong_takes_the_discount_with_it_and_nobody_takes_it_back_alone() {
    let (house, shop, estate) = begun().await;
    let query = "select id from residents where name = 'Leila'";
    let leila: uuid::Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.expect("Leila");
    let page = format!("{}/residents/{leila}", estate.path());
    // Written down a week later, of a day in time.
    house.wind(TimeDelta::days(7));
    let desk = house.sign_in(&shop).await;
    let id = desk.get(&page).await.attribute("[name=id]", "value").expect("a form");
    let day = [("day_d", "5"), ("day_m", "9"), ("day_y", "1405")];
    let money = [("id", &*id), ("way", "cash"), ("amount", "960001")];
    let written = desk.submit(&format!("{page}/receipts"), &[&money[..], &day[..]].concat()).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER, "{written:?}");
    assert_eq!((house.count(OWED).await, house.count(LET_OFF).await), (0, OFF));
    assert_eq!(house.count(CREDIT).await, 9, "there is no smaller coin than a toman");
    let given = "select id from settlements where way = 'early'";
    let given: uuid::Uuid = sqlx::query_scalar(given).fetch_one(house.db()).await.expect("it");
    let alone = format!("{}/settlements/{given}", estate.path());
    assert!(desk.get(&alone).await.text().contains("تخفیف خوش‌حسابی"));
    let refused = desk.submit(&format!("{alone}/reversal"), &[("reason", "x")]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    house.wind(TimeDelta::minutes(1));
    let void = format!("{}/settlements/{id}/reversal", estate.path());
    desk.submit(&void, &[("reason", "اشتباه بود")]).await;
    assert_eq!((house.count(OWED).await, house.count(LET_OFF).await), (BILL, 0));
    house.audit().await;
}

#[tokio::test]
async fn what_was_paid_in_advance_pays_the_next_bill_early() {
    let (house, _, estate) = begun().await;
    let door = address(&house, 1).await;
    pay(&house, &door, "1500000").await;
    let ahead = 15_000_000 - (BILL - OFF);
    assert_eq!((house.count(OWED).await, house.count(CREDIT).await), (0, ahead));
    let run: uuid::Uuid = sqlx::query_scalar("select id from charge_runs")
        .fetch_one(house.db())
        .await
        .expect("the month");
    estate.desk.submit(&format!("{}/runs/{run}/reversal", estate.path()), &[]).await;
    assert_eq!((house.count(LET_OFF).await, house.count(CREDIT).await), (0, 15_000_000));
    house.audit().await;
    house.wind(TimeDelta::minutes(1));
    estate.issue(AZAR).await;
    house.work().await;
    assert_eq!((house.count(OWED).await, house.count(LET_OFF).await), (0, OFF));
    assert_eq!(house.count(CREDIT).await, ahead);
    house.audit().await;
}

#[tokio::test]
async fn while_something_older_stays_open_nothing_is_let_off() {
    let (house, shop, estate) = begun().await;
    house.wind(TimeDelta::days(31));
    let id = ExpenseId::new(house.app.clock.now());
    estate.spend(&house, &shop, (id, 40_000_000)).await;
    house.run("update expenses set period = 16869 where amount = 40000000").await;
    let estate = Estate { desk: house.sign_in(&shop).await, ..estate };
    let month = estate.desk.get(&format!("{}/charges/{}", estate.path(), AZAR + 1)).await;
    assert_eq!(month.status, StatusCode::OK, "{month:?}");
    estate.issue(AZAR + 1).await;
    house.work().await;
    let door = address(&house, 1).await;
    // The newest stands first, and only that is chosen.
    press(&house, &door, "").await;
    let taken = "select amount from payments order by opened_at desc limit 1";
    assert_eq!(house.count(taken).await, 10_000_000, "no discount is promised");
    let page = house.get(&door).await;
    let of = |name: &str| page.attribute(&format!("[name={name}]"), "value").expect("it is there");
    let (payment, shown, off) = (of("payment"), of("shown"), of("off"));
    assert_eq!(off, "400000", "for both together there is one");
    let items: Vec<uuid::Uuid> = sqlx::query_scalar(
        "select open_charges.id from open_charges
        join residents on residents.id = resident_id where name = 'Leila'",
    )
    .fetch_all(house.db())
    .await
    .expect("two bills");
    let items: Vec<String> = items.iter().map(ToString::to_string).collect();
    let both = [("item", items[0].as_str()), ("item", items[1].as_str())];
    let rest = [("payment", &*payment), ("shown", &*shown), ("off", &*off)];
    let sent = house.submit(&format!("{door}/pay"), &[&both[..], &rest[..]].concat()).await;
    house.bank.pay(&sent.location.expect("the bank")).await;
    house.live(TimeDelta::minutes(3)).await;
    assert_eq!((house.count(OWED).await, house.count(CREDIT).await), (0, 0));
    assert_eq!(house.count(LET_OFF).await, 400_000);
    house.audit().await;
}

#[tokio::test]
async fn a_decision_is_read_with_its_mistakes_and_its_end_keeps_what_was_offered() {
    let house = House::open().await;
    let shop = house.shop().await;
    let estate = Estate::open(&house, &shop).await;
    let path = format!("{}/early-discounts", estate.path());
    let good = [
        ("words", "مصوبهٔ مجمع: چهار درصد تخفیف"),
        ("decided_d", "1"),
        ("decided_m", "9"),
        ("decided_y", "1405"),
        ("percent", "۴"),
        ("days_before", "۵"),
        ("from_d", "1"),
        ("from_m", "9"),
        ("from_y", "1405"),
    ];
    for (wrong, field) in [
        (("words", ""), "words"),
        (("percent", "60"), "percent"),
        (("percent", ""), "percent"),
        (("days_before", "61"), "days_before"),
        (("decided_d", "2"), "decided"),
        (("from_m", "8"), "from"),
    ] {
        let fields = good.map(|(name, value)| if name == wrong.0 { wrong } else { (name, value) });
        let page = estate.desk.submit(&path, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        let told = page.attribute(&format!(".errors a[href^='#{field}']"), "href");
        assert!(told.is_some(), "{wrong:?}: {}", page.text());
    }
    assert_eq!(house.count("select count(*) from early_discounts").await, 0);
    assert_eq!(estate.desk.submit(&path, &good).await.status, StatusCode::SEE_OTHER);
    let second = estate.desk.submit(&path, &good).await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY, "one for each bill");

    let estate = estate.issued(&house).await;
    let id: uuid::Uuid = sqlx::query_scalar("select id from early_discounts")
        .fetch_one(house.db())
        .await
        .expect("it is written down");
    estate.desk.submit(&format!("{path}/{id}/end"), &[]).await;
    let shown = estate.desk.get(&path).await.text();
    assert!(shown.contains("۴٪ تخفیف، تا ۵ روز پیش از مهلت"), "{shown}");
    pay(&house, &address(&house, 1).await, "").await;
    assert_eq!(house.count(LET_OFF).await, OFF, "what was offered stays");
    let next = "select count(*) from early_discounts where ended_on is null";
    assert_eq!(house.count(next).await, 0);
    house.audit().await;
}
