//! What being late costs: nothing, unless the building decided so; and then what the decision says.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::buildings;
use peyvand::charges;
use peyvand::charges::Piece;
use peyvand::charges::Rate;
use peyvand::money::Money;

use super::Estate;
use super::paying::address;
use super::paying::issued;
use super::promising::give;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::people::Shop;

const OWED: &str = "select coalesce(sum(rest), 0)::bigint from open_charges
    join residents on residents.id = resident_id where name = 'Reza' and kind = 'principal'";
const FEES: &str = "select coalesce(sum(rest), 0)::bigint from open_charges
    join residents on residents.id = resident_id where name = 'Reza' and kind = 'fee'";
const ALL_FEES: &str = "select count(*) from charges where kind = 'fee'";

type Fields = Vec<(&'static str, &'static str)>;

/// Three percent a month after five free days, up to a fifth of the debt, from this day on.
fn fields() -> Fields {
    vec![
        ("words", "مصوبهٔ مجمع: سه درصد در ماه پس از پنج روز"),
        ("decided_d", "1"),
        ("decided_m", "9"),
        ("decided_y", "1405"),
        ("form", "monthly"),
        ("percent", "۳"),
        ("grace", "shift"),
        ("grace_days", "5"),
        ("cap", "20"),
        ("from_d", "1"),
        ("from_m", "9"),
        ("from_y", "1405"),
    ]
}

async fn decide(estate: &Estate, fields: Fields) -> Page {
    estate.desk.submit(&format!("{}/late-fees", estate.path()), &fields).await
}

/// Lets days pass, with a worker that looks so often each day, but for those on which it is down.
async fn live_days(house: &House, days: i64, (looks, every): (usize, i64)) {
    for day in 1..=days {
        house.wind(TimeDelta::days(1));
        for _ in 0..if day % every == 0 || day == days { looks } else { 0 } {
            buildings::charge_late_fees(&house.app).await.unwrap();
        }
    }
}

/// Three percent a month of a debt, for days.
fn fee(principal: i64, days: u32) -> i64 {
    let piece = Piece { principal: Money::rials(principal), days };
    charges::fee(Rate::Monthly(300), &[piece]).as_rials()
}

async fn begun() -> (House, Shop, Estate) {
    let house = House::open().await;
    let (shop, estate) = issued(&house).await;
    assert_eq!(decide(&estate, fields()).await.status, StatusCode::SEE_OTHER);
    (house, shop, estate)
}

#[tokio::test]
async fn without_a_decision_nobody_ever_bears_a_fee() {
    let house = House::open().await;
    issued(&house).await;
    live_days(&house, 90, (1, 10)).await;
    assert_eq!(house.count(ALL_FEES).await, 0);
}

#[tokio::test]
async fn a_fee_is_what_the_decision_says_however_often_and_seldom_the_worker_looks() {
    for looks in [(1, 1), (3, 1), (2, 7), (1, 100)] {
        let (house, ..) = begun().await;
        let owed = house.count(OWED).await;
        // The bill is due on the tenth, and five days are free.
        live_days(&house, 14, looks).await;
        assert_eq!(house.count(ALL_FEES).await, 0, "{looks:?}");
        live_days(&house, 20, looks).await;
        assert_eq!(house.count(FEES).await, fee(owed, 20), "{looks:?}");
        assert_eq!(house.count(OWED).await, owed, "no fee is a part of the debt itself");
        house.audit().await;
    }
}

#[tokio::test]
async fn the_resident_sees_the_fee_as_a_line_of_its_own_with_its_reckoning() {
    let (house, shop, estate) = begun().await;
    let door = address(&house, 2).await;
    live_days(&house, 20, (1, 1)).await;
    let page = house.get(&door).await;
    assert!(page.text().contains("جریمهٔ دیرکرد شارژ آذر"), "{}", page.text());
    let query = "select charges.id from charges where kind = 'fee' and debtor = 'Reza'";
    let item: uuid::Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    for page in [
        house.get(&format!("{door}/bills/{item}")).await,
        house.sign_in(&shop).await.get(&format!("{}/bills/{item}", estate.path())).await,
    ] {
        for said in ["مصوبهٔ مجمع: سه درصد", "۳٪ در ماه", "پس از ۵ روز", "تا سقف ۲۰٪"]
        {
            assert!(page.text().contains(said), "{said}: {}", page.text());
        }
        assert_eq!(page.texts("td[data-l='روز دیرکرد']"), ["۶"]);
    }
    let desk = house.sign_in(&shop).await;
    let report = desk.get(&format!("{}/report", estate.path())).await;
    assert!(report.texts("[data-l='جریمهٔ دیرکرد']").iter().any(|amount| amount != "۰"));
}

#[tokio::test]
async fn what_is_paid_bears_no_fee_any_more_and_a_fee_bears_none() {
    let (house, shop, estate) = begun().await;
    let owed = house.count(OWED).await;
    live_days(&house, 24, (1, 1)).await;
    let before = house.count(FEES).await;
    assert_eq!(before, fee(owed, 10));
    // Paid is the debt first, and the fee stays what it was.
    give(&house, (&shop, &estate), owed).await;
    live_days(&house, 60, (1, 1)).await;
    assert_eq!((house.count(OWED).await, house.count(FEES).await), (0, before));
    let query = "select charges.id from charges where kind = 'fee' and debtor = 'Reza'";
    let item: uuid::Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    let desk = house.sign_in(&shop).await;
    let path = format!("{}/bills/{item}/waiver", estate.path());
    let form = desk.get(&path).await;
    let of = |selector| form.attribute(selector, "value").unwrap();
    let (id, amount) = (of("[name=id]"), of("#amount"));
    let fields = [("id", &*id), ("amount", &amount), ("reason", "مصوبهٔ ۳ بهمن")];
    assert_eq!(desk.submit(&path, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count(FEES).await, 0);
    house.audit().await;
}

#[tokio::test]
async fn a_fee_stays_within_its_bounds_and_goes_with_its_month() {
    let (house, shop, estate) = begun().await;
    let owed = house.count(OWED).await;
    live_days(&house, 400, (1, 20)).await;
    assert_eq!(house.count(FEES).await, (owed * 2 + 5) / 10);
    let run = estate.filled(&house, "/buildings/{building}/runs/{run}/reversal").await;
    let desk = house.sign_in(&shop).await;
    assert_eq!(desk.submit(&run, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count("select count(*) from open_charges").await, 0);
    house.audit().await;
}

#[tokio::test]
async fn a_decision_that_ended_lets_no_fee_grow_and_the_next_begins_where_it_ended() {
    let (house, shop, estate) = begun().await;
    live_days(&house, 20, (1, 1)).await;
    let (desk, path) = (house.sign_in(&shop).await, format!("{}/late-fees", estate.path()));
    let second = desk.submit(&path, &fields()).await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY, "one holds already");
    let query = "select id from late_fee_decisions";
    let id: uuid::Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    for _ in 0..2 {
        desk.submit(&format!("{path}/{id}/end"), &[]).await;
    }
    let before = house.count(FEES).await;
    live_days(&house, 20, (1, 1)).await;
    assert_eq!(house.count(FEES).await, before);
    let desk = house.sign_in(&shop).await;
    let early = desk.submit(&path, &fields()).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "for the same bills");
    let mut later = fields();
    later.retain(|(name, _)| !name.starts_with("from"));
    later.extend([("from_d", "22"), ("from_m", "9"), ("from_y", "1405")]);
    assert_eq!(desk.submit(&path, &later).await.status, StatusCode::SEE_OTHER);
    house.audit().await;
}

#[tokio::test]
async fn a_decision_without_words_or_rate_or_before_its_day_is_none() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let but = |name: &str, value: &'static str| -> Fields {
        let mut fields = fields();
        fields.iter_mut().filter(|field| field.0 == name).for_each(|field| field.1 = value);
        fields
    };
    let wrong = [
        but("words", " "),
        but("percent", ""),
        but("percent", "zzz"),
        but("grace_days", "999"),
        but("cap", "120"),
        but("decided_d", "2"),
        but("from_m", "8"),
        but("decided_d", "31"),
        but("form", "fixed"),
    ];
    for fields in wrong {
        let page = decide(&estate, fields.clone()).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(page.attribute("#grace_days", "value").is_some(), "what was typed is kept");
    }
    assert_eq!(house.count("select count(*) from late_fee_decisions").await, 0);
}
