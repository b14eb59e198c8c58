//! The database is there and does not answer in time: somebody holds a lock, or all connections are taken.

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures_util::future::join_all;
use peyvand::payments::Status;

use crate::support::bank::FEE;
use crate::support::house::House;
use crate::support::people::RENT;

/// F47. Somebody works on the table of payments: nobody waits for them, and what was paid meanwhile is booked
/// after it.
#[tokio::test]
async fn whoever_holds_a_table_holds_up_nobody_for_long_and_loses_no_money() {
    let house = House::open().await;
    let shop = house.shop().await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    let mut held = house.db().begin().await.unwrap();
    sqlx::query("lock table payments in access exclusive mode").execute(&mut *held).await.unwrap();
    let back = house.get(&sent.back).await;
    assert_eq!(
        back.status,
        StatusCode::SEE_OTHER,
        "they wait for the result, not for us: {back:?}"
    );
    held.rollback().await.unwrap();
    house.live(TimeDelta::minutes(2)).await;
    assert_eq!(house.payment(sent.id).await.status, Status::Confirmed);
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
}

/// F48. Slow pages have every connection that pages may have: the next page is put off, and the work on money
/// has connections of its own.
#[tokio::test]
async fn when_pages_have_every_connection_the_money_is_booked_all_the_same() {
    let house = House::open().await;
    let shop = house.shop().await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    let most = house.app.db.options().get_max_connections();
    let slow = join_all((0..most).map(|_| house.app.db.acquire())).await;
    assert!(slow.iter().all(Result::is_ok));
    let page = house.get("/login").await;
    assert!(page.status.is_success() || page.status == StatusCode::SERVICE_UNAVAILABLE, "{page:?}");
    let put_off = house.get(&sent.receipt).await;
    assert_eq!(put_off.status, StatusCode::SERVICE_UNAVAILABLE, "{put_off:?}");
    house.live(TimeDelta::minutes(2)).await;
    assert_eq!(house.payment(sent.id).await.status, Status::Confirmed);
    drop(slow);
    assert_eq!(house.get(&sent.receipt).await.status, StatusCode::OK);
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
}
