//! What can go wrong between a resident's click and the building's books: two who pay one bill, a bank
//! that is silent or changes its mind, a booking that breaks off.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::adapters::bank::Refusal;
use peyvand::ledger;
use peyvand::ledger::Account;
use peyvand::money::Money;

use super::estate::mobile;
use super::paying::address;
use super::paying::issued;
use super::paying::press;
use crate::support::house::House;
use crate::support::people::Sent;

const OWED: &str = "select coalesce(sum(rest), 0)::bigint from open_charges
    join residents on residents.id = resident_id where name = 'Leila'";
const CREDIT: &str = "select coalesce(sum(amount), 0)::bigint from party_credits";

/// A quarter of the month's cost: Leila's flat.
const BILL: i64 = 10_000_001;

/// Long enough for the first look back after a payment has ended.
const A_LOOK: TimeDelta = TimeDelta::minutes(6);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bill_that_two_neighbours_pay_at_once_is_paid_once_and_the_rest_is_credit() {
    let house = House::open().await;
    let (shop, _) = issued(&house).await;
    let beside = house.beside().await;
    let door = address(&house, 1).await;
    let (one, other) = (go_to_bank(&house, &door, "").await, go_to_bank(&house, &door, "").await);
    assert_ne!(one.id, other.id);
    for sent in [&one, &other] {
        house.bank.pay(&sent.page).await;
    }
    let backs = tokio::join!(house.get(&one.back), beside.get(&other.back));
    assert_eq!([backs.0.status, backs.1.status], [StatusCode::SEE_OTHER; 2]);
    house.work().await;

    assert_eq!((house.count(OWED).await, house.count(CREDIT).await), (0, BILL));
    assert_eq!(house.sms_to(&shop.mobile).await.len(), 2, "the manager hears of both");
    let page = house.get(&door).await.text();
    assert!(page.contains("بستانکاری شما"), "{page}");
    for sent in [&one, &other] {
        assert_eq!(house.get(&sent.receipt).await.status, StatusCode::OK);
    }
    house.audit().await;
}

#[tokio::test]
async fn the_same_click_twice_is_one_payment() {
    let house = House::open().await;
    issued(&house).await;
    let door = address(&house, 1).await;
    let page = house.get(&door).await;
    let of = |selector| page.attribute(selector, "value").unwrap();
    let (payment, shown) = (of("[name=payment]"), of("[name=shown]"));
    let item = of("[name=item]");
    let fields = [("payment", &*payment), ("shown", &shown), ("item", &item), ("amount", "")];
    let path = format!("{door}/pay");
    let (one, two) = tokio::join!(house.submit(&path, &fields), house.submit(&path, &fields));
    let again = house.submit(&path, &fields).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    for click in [one, two] {
        let is_told_to_wait = click.status == StatusCode::SERVICE_UNAVAILABLE;
        assert!(is_told_to_wait || click.location == again.location, "{click:?}");
    }
    assert_eq!(house.bank.orders().await, 1);
}

#[tokio::test]
async fn a_booking_that_breaks_off_leaves_nothing_half_done_and_is_made_good() {
    let house = House::open().await;
    issued(&house).await;
    let door = address(&house, 1).await;
    let sent = go_to_bank(&house, &door, "").await;
    house.bank.pay(&sent.page).await;
    house
        .run(
            "create function break_off() returns trigger language plpgsql
                as $$ begin raise 'broken off'; end $$;
            create trigger breaks before insert on allocations
                for each row execute function break_off()",
        )
        .await;
    house.get(&sent.back).await;
    assert_eq!(house.count(OWED).await, BILL);
    let booked = "select count(*) from journals where kind in ('payment', 'charge_payment')";
    assert_eq!(house.count(booked).await, 0, "the money is nowhere, rather than in one place");

    house.run("drop trigger breaks on allocations").await;
    house.live(TimeDelta::minutes(5)).await;
    assert_eq!((house.count(OWED).await, house.count(booked).await), (0, 2));
    house.audit().await;
}

#[tokio::test]
async fn while_the_bank_is_silent_the_page_says_so_and_the_debt_stands() {
    let house = House::open().await;
    issued(&house).await;
    let door = address(&house, 1).await;
    let sent = go_to_bank(&house, &door, "").await;
    house.bank.pay(&sent.page).await;
    house.bank.fall_silent(&sent.page).await;
    house.get(&sent.back).await;
    let page = house.get(&door).await;
    assert!(page.text().contains("در دست بررسی"), "{}", page.text());
    assert!(page.html.contains(&sent.receipt));
    assert_eq!(house.count(OWED).await, BILL);

    house.live(TimeDelta::minutes(2)).await;
    let page = house.get(&door).await.text();
    assert!(!page.contains("در دست بررسی") && page.contains("بدهی ندارید"), "{page}");
    assert_eq!(house.count(OWED).await, 0);
}

#[tokio::test]
async fn money_that_the_bank_finds_too_late_waits_in_suspense_and_pays_no_bill() {
    let house = House::open().await;
    issued(&house).await;
    let door = address(&house, 1).await;
    let sent = go_to_bank(&house, &door, "").await;
    house.bank.decline(&sent.page, Refusal::NoFunds).await;
    house.get(&sent.back).await;
    house.bank.change_mind(&sent.page).await;
    house.live(A_LOOK).await;
    let waits = ledger::balance(house.db(), Account::Suspense.id()).await.unwrap();
    assert_eq!(waits, Money::rials(BILL));
    assert_eq!((house.count(OWED).await, house.count(CREDIT).await), (BILL, 0));
    house.audit().await;
}

#[tokio::test]
async fn money_that_the_bank_takes_back_is_owed_again() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let door = address(&house, 1).await;
    let sent = go_to_bank(&house, &door, "").await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    assert_eq!(house.count(OWED).await, 0);
    house.bank.change_mind(&sent.page).await;
    house.live(A_LOOK).await;

    assert_eq!((house.count(OWED).await, house.count(CREDIT).await), (BILL, 0));
    assert!(house.get(&door).await.attribute("[name=item]", "value").is_some());
    assert!(!estate.desk.get(&estate.path()).await.html.contains("\"u ok\""));
    house.audit().await;
}

#[tokio::test]
async fn credit_that_was_used_is_taken_from_what_it_paid_when_the_bank_takes_it_back() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let door = address(&house, 1).await;
    // Leila pays 500,000 toman too much, and then her month is issued anew: all of it is credit and is
    // used at once.
    let sent = go_to_bank(&house, &door, "1500000").await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    let run: uuid::Uuid =
        sqlx::query_scalar("select id from charge_runs").fetch_one(house.db()).await.unwrap();
    estate.desk.submit(&format!("{}/runs/{run}/reversal", estate.path()), &[]).await;
    estate.issue(super::estate::AZAR).await;
    house.work().await;
    assert_eq!((house.count(OWED).await, house.count(CREDIT).await), (0, 15_000_000 - BILL));
    let told = house.sms_to(&mobile(1)).await.len();
    house.bank.change_mind(&sent.page).await;
    house.live(A_LOOK).await;

    assert_eq!((house.count(OWED).await, house.count(CREDIT).await), (BILL, 0));
    assert_eq!(house.sms_to(&mobile(1)).await.len(), told, "whoever did nothing is told nothing");
    house.audit().await;
}

/// Presses "pay" on a resident's page and stands before the bank.
pub async fn go_to_bank(house: &House, door: &str, amount: &str) -> Sent {
    // The newest is told by its moment.
    house.wind(TimeDelta::milliseconds(1));
    let pressed = press(house, door, amount).await;
    let page = pressed.location.unwrap_or_default();
    let id = sqlx::query_scalar::<_, uuid::Uuid>("select id from payments where bank_page = $1")
        .bind(&page)
        .fetch_one(house.db())
        .await
        .unwrap();
    house.sent(id.into(), page)
}
