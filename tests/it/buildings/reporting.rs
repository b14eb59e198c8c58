//! A resident says that they have paid from card to card, and the manager accepts or refuses it.

use axum::http::StatusCode;

use super::Estate;
use super::estate::mobile;
use super::paying::address;
use super::paying::issued;
use crate::support::house::House;
use crate::support::page::Page;

const OWED: &str = "select coalesce(sum(rest), 0)::bigint from open_charges
    join residents on residents.id = resident_id where name = 'Reza'";

const PICTURE: &[u8] = &[0xff, 0xd8, 0xff, 0xe0, 1, 2, 3];

/// Reza says that he has transferred an amount, in toman.
async fn tell(house: &House, door: &str, amount: &str, (reference, file): (&str, &[u8])) -> Page {
    let path = format!("{door}/transfer");
    let id = house.get(&path).await.attribute("[name=id]", "value").unwrap();
    let fields = [
        ("id", &*id),
        ("amount", amount),
        ("reference", reference),
        ("day_d", "1"),
        ("day_m", "9"),
        ("day_y", "1405"),
    ];
    let done = house.upload(&path, &fields, ("receipt.jpg", file)).await;
    // Sent twice, it is one.
    let again = house.upload(&path, &fields, ("receipt.jpg", file)).await;
    assert_eq!(again.status, done.status);
    done
}

/// The manager presses a button beside the only transfer that waits.
async fn decide(house: &House, estate: &Estate, act: &str, reason: &str) -> Page {
    let query = "select id from transfer_reports order by reported_at desc limit 1";
    let id: uuid::Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    let path = format!("{}/transfers/{id}", estate.path());
    let fields = [("act", act), ("reason", reason)];
    let done = estate.desk.submit(&path, &fields).await;
    house.work().await;
    done
}

#[tokio::test]
async fn what_a_resident_says_is_no_money_until_the_manager_has_accepted_it() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let (owed, door) = (house.count(OWED).await, address(&house, 2).await);
    let told = tell(&house, &door, "400000", ("778899", PICTURE)).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count("select count(*) from transfer_reports").await, 1);
    assert_eq!(house.count(OWED).await, owed);
    let home = estate.desk.get(&estate.path()).await.text();
    assert!(home.contains("۱ واریز منتظر تأیید شماست"), "{home}");
    let waiting = estate.desk.get(&format!("{}/transfers", estate.path())).await;
    let picture = waiting.attribute("a[href$='/file']", "href").unwrap();
    assert_eq!(estate.desk.get(&picture).await.status, StatusCode::OK);
    assert_eq!(house.get(&picture).await.status, StatusCode::SEE_OTHER, "for the manager alone");
    house.wind(chrono::TimeDelta::minutes(1));
    for _ in 0..2 {
        let done = decide(&house, &estate, "accept", "").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(house.count(OWED).await, owed - 4_000_000);
    let sms = house.sms_to(&mobile(2)).await.pop().unwrap();
    assert!(sms.contains("شمارهٔ رسید: ۱"), "{sms}");
    let shown = house.get(&format!("{door}/transfer")).await.text();
    assert!(shown.contains("کارت‌به‌کارت، رسید ۱"), "{shown}");
    house.audit().await;
}

#[tokio::test]
async fn a_transfer_that_did_not_come_is_refused_for_a_reason_and_cannot_be_accepted_any_more() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let (owed, door) = (house.count(OWED).await, address(&house, 2).await);
    tell(&house, &door, "400000", ("778899", b"")).await;
    let mute = decide(&house, &estate, "refuse", " ").await;
    assert_eq!(mute.status, StatusCode::UNPROCESSABLE_ENTITY);
    decide(&house, &estate, "refuse", "به حساب نرسیده است").await;
    decide(&house, &estate, "accept", "").await;
    assert_eq!(house.count(OWED).await, owed);
    let shown = house.get(&format!("{door}/transfer")).await.text();
    assert!(shown.contains("پذیرفته نشد: به حساب نرسیده است"), "{shown}");
    house.audit().await;
}

#[tokio::test]
async fn a_reference_that_is_on_the_books_already_is_pointed_out() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let door = address(&house, 2).await;
    tell(&house, &door, "100000", ("778899", b"")).await;
    decide(&house, &estate, "accept", "").await;
    house.wind(chrono::TimeDelta::minutes(1));
    tell(&house, &door, "100000", ("778899", b"")).await;
    let waiting = estate.desk.get(&format!("{}/transfers", estate.path())).await.text();
    assert!(waiting.contains("قبلاً ثبت شده است"), "{waiting}");
}

#[tokio::test]
async fn a_transfer_without_proof_or_of_a_day_to_come_is_sent_back_with_what_was_typed() {
    let house = House::open().await;
    issued(&house).await;
    let door = address(&house, 2).await;
    for (amount, proof) in [
        ("400000", ("", &b""[..])),
        ("zzz", ("778899", &b""[..])),
        ("400000", ("", &b"no picture at all"[..])),
    ] {
        let page = tell(&house, &door, amount, proof).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{amount} {proof:?}");
        assert_eq!(page.attribute("#amount", "value").as_deref(), Some(amount));
    }
    assert_eq!(house.count("select count(*) from transfer_reports").await, 0);
}
