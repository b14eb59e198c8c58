//! A resident pays by the address in the message, and it is laid on what they owe.

use axum::http::StatusCode;
use peyvand::adapters::bank::sandbox::Mood;

use super::Estate;
use super::estate::AZAR;
use super::estate::mobile;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::people::Shop;

/// The path in the last message to a number.
pub async fn address(house: &House, number: u32) -> String {
    let text = house.sms_to(&mobile(number)).await.pop().unwrap();
    let (_, token) = text.rsplit_once("/b/").unwrap();
    format!("/b/{}", token.trim())
}

/// Presses "pay" with all items chosen.
pub async fn press(house: &House, door: &str, amount: &str) -> Page {
    let page = house.get(door).await;
    let of = |selector| page.attribute(selector, "value").unwrap();
    let (payment, shown) = (of("[name=payment]"), of("[name=shown]"));
    let (item, off) = (of("[name=item]"), of("[name=off]"));
    let fields = [
        ("payment", payment.as_str()),
        ("shown", shown.as_str()),
        ("off", off.as_str()),
        ("item", item.as_str()),
        ("amount", amount),
    ];
    house.submit(&format!("{door}/pay"), &fields).await
}

/// Pays an amount; nothing is everything.
pub async fn pay(house: &House, door: &str, amount: &str) {
    let sent = press(house, door, amount).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{sent:?}");
    house.bank.pay(&sent.location.unwrap()).await;
    house.live(chrono::TimeDelta::minutes(3)).await;
}

pub async fn issued(house: &House) -> (Shop, Estate) {
    let shop = house.shop().await;
    let estate = Estate::open(house, &shop).await;
    estate.issue(AZAR).await;
    house.work().await;
    (shop, estate)
}

#[tokio::test]
async fn who_pays_is_seen_on_the_facade_and_the_manager_hears_of_it() {
    let house = House::open().await;
    let (shop, estate) = issued(&house).await;
    let door = address(&house, 1).await;
    let facade = async || estate.desk.get(&estate.path()).await.html.matches("\"u ok\"").count();
    assert_eq!(facade().await, 0);
    pay(&house, &door, "").await;
    assert_eq!(facade().await, 1);
    assert!(house.get(&door).await.attribute("[name=item]", "value").is_none());
    assert_eq!(house.sms_to(&shop.mobile).await.len(), 1);
    house.audit().await;
}

#[tokio::test]
async fn a_resident_whose_bank_gives_no_page_is_told_so_on_the_bill() {
    let house = House::open().await;
    issued(&house).await;
    let door = address(&house, 1).await;
    house.bank.feel(Mood::Down).await;
    // From the fourth on the bank is not even asked.
    for time in 1..=4 {
        let told = press(&house, &door, "").await;
        assert_eq!(told.status, StatusCode::SERVICE_UNAVAILABLE, "{time}");
        assert!(told.text().contains("صفحهٔ بانک باز نشد و پولی از شما کم نشد"), "{time}: {told:?}");
    }
    house.bank.feel(Mood::Well).await;
    house.wind(chrono::TimeDelta::minutes(1));
    pay(&house, &door, "").await;
}

#[tokio::test]
async fn a_part_leaves_the_rest_and_too_much_is_credit_of_the_next_month() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let door = address(&house, 2).await;
    let owed = "select coalesce(sum(rest), 0)::bigint from open_charges
        join residents on residents.id = resident_id where name = 'Reza'";
    let whole = house.count(owed).await;
    pay(&house, &door, "400000").await;
    assert_eq!(house.count(owed).await, whole - 4_000_000);
    pay(&house, &door, "700000").await;
    assert_eq!(house.count(owed).await, 0);
    let credit = "select sum(amount)::bigint from party_credits";
    assert_eq!(house.count(credit).await, 11_000_000 - whole);
    house.audit().await;

    let id: uuid::Uuid =
        sqlx::query_scalar("select id from charge_runs").fetch_one(house.db()).await.unwrap();
    estate.desk.submit(&format!("{}/runs/{id}/reversal", estate.path()), &[]).await;
    assert_eq!(house.count(credit).await, 11_000_000, "what was paid is Reza's again");
    house.audit().await;
    estate.issue(AZAR).await;
    house.work().await;
    assert_eq!(house.count(credit).await, 11_000_000 - whole, "and is used before he is asked");
}

#[tokio::test]
async fn a_bill_explains_itself_to_its_resident_and_to_nobody_else() {
    let house = House::open().await;
    issued(&house).await;
    let (leila, reza) = (address(&house, 1).await, address(&house, 2).await);
    let item = house.get(&leila).await.attribute("[name=item]", "value").unwrap();
    let bill = house.get(&format!("{leila}/bills/{item}")).await;
    assert!(
        bill.text().contains("Water") && bill.text().contains("۳۴۰ متر مربع"),
        "{}",
        bill.text()
    );
    let stranger = house.get(&format!("{reza}/bills/{item}")).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_debt_that_changed_is_shown_anew_and_the_old_one_is_never_charged() {
    let house = House::open().await;
    let (_, _estate) = issued(&house).await;
    let door = address(&house, 1).await;
    let drawn = house.get(&door).await;
    let of = |selector| drawn.attribute(selector, "value").unwrap();
    let (payment, shown, item) = (of("[name=payment]"), of("[name=shown]"), of("[name=item]"));
    pay(&house, &door, "100000").await;
    let fields = [("payment", &*payment), ("shown", &*shown), ("item", &*item), ("amount", "")];
    let page = house.submit(&format!("{door}/pay"), &fields).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert_ne!(page.attribute("[name=shown]", "value"), Some(shown));
    assert_eq!(house.count("select count(*) from payments").await, 1);
}

#[tokio::test]
async fn an_old_debt_is_paid_however_many_bills_were_settled_since() {
    let house = House::open().await;
    issued(&house).await;
    house.leave_unchecked();
    house
        .run(
            "with runs as (
                insert into charge_runs (id, building_id, period, version, due_on, inputs, digest,
                    total, bills, issued_by, begun_at, done_at)
                select gen_random_uuid(), building_id, period + n, 1, due_on + n, inputs, digest,
                    total, bills, issued_by, begun_at, done_at
                from charge_runs, generate_series(1, 200) as n
                returning id, due_on
            ), settled as (
                insert into charges
                    (id, building_id, run_id, party_id, place, kind, amount, due_on, debtor)
                select gen_random_uuid(), building_id, runs.id, party_id, 0, kind, 10, runs.due_on,
                    debtor
                from charges, runs where debtor = 'Leila'
                returning id
            )
            insert into allocations (id, charge_id, amount, allocated_at)
            select gen_random_uuid(), id, 10, now() from settled",
        )
        .await;
    let door = address(&house, 1).await;
    assert_eq!(press(&house, &door, "").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn whoever_owes_is_seen_however_many_bills_are_open() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    house.leave_unchecked();
    house
        .run(
            "with runs as (
                insert into charge_runs (id, building_id, period, version, due_on, inputs, digest,
                    total, bills, issued_by, begun_at, done_at)
                select gen_random_uuid(), building_id, period - n, 1, due_on - n, inputs, digest,
                    total, bills, issued_by, begun_at, done_at
                from charge_runs, generate_series(1, 1000) as n
                returning id, due_on
            )
            insert into charges
                (id, building_id, run_id, party_id, place, kind, amount, due_on, debtor)
            select gen_random_uuid(), building_id, runs.id, party_id, 0, kind, 10, runs.due_on, debtor
            from charges, runs where debtor = 'Mina'",
        )
        .await;
    assert!(!estate.desk.get(&estate.path()).await.html.contains("\"u ok\""));
    let report = estate.desk.get(&format!("{}/report", estate.path())).await.text();
    assert!(report.contains("Reza") && report.contains("Leila"), "{report}");
}
