//! The database is there and cannot do what it is asked: somebody holds a lock, all connections are taken,
//! its disk is full, or somebody has left a transaction behind.

use std::task::Poll;

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures_util::future::join_all;
use futures_util::poll;
use peyvand::db;
use peyvand::db::Pool;
use peyvand::payments::Status;
use peyvand::worker;
use tokio::task::yield_now;

use crate::support::bank::FEE;
use crate::support::fakes::gateways::Fake;
use crate::support::fakes::gateways::Kind;
use crate::support::fakes::gateways::Stage;
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

/// F45. There is no room on the disk, so the server refuses whatever writes, in the words that it has for that.
/// Pages are read as before, nobody is told that anything was done, and when there is room again the money that
/// was paid meanwhile is booked.
#[tokio::test]
async fn with_a_full_disk_nothing_is_half_done_and_with_room_again_all_of_it_is() {
    let fake = Fake::start(Kind::Zarinpal).await;
    let house = House::open_with(&fake.flags()).await;
    let shop = house.shop().await;
    let [paid, wanted] = [house.link(&shop).await, house.link(&shop).await];
    let id = house.payment_on_page(paid).await;
    house.press_pay(paid, id).await;
    fake.does(Stage::Paid);
    let back = fake.brings(&fake.line()).path;
    let next = house.payment_on_page(wanted).await;

    house.run(FULL).await;
    assert_eq!(house.get(&house.door(wanted)).await.status, StatusCode::OK);
    let pressed = house.press_pay(wanted, next).await;
    assert_eq!(pressed.status, StatusCode::SERVICE_UNAVAILABLE, "{pressed:?}");
    let returned = house.get(&back).await.status;
    let put_off = [StatusCode::SEE_OTHER, StatusCode::SERVICE_UNAVAILABLE].contains(&returned);
    assert!(put_off, "{returned}: they wait for the result, or come again");
    assert!(worker::work_off(&house.app).await.is_err(), "no work is taken that cannot be ended");
    assert_eq!(house.payment(id).await.status, Status::Sent);
    assert_eq!(fake.lines().len(), 1, "no gateway was asked for what we could not write down");

    house.run("drop function no_room() cascade").await;
    house.live(TimeDelta::minutes(2)).await;
    let payment = house.payment(id).await;
    assert_eq!(payment.status, Status::Confirmed);
    assert_eq!(house.balance(shop.workspace).await, RENT - payment.fee);
    assert_eq!(house.press_pay(wanted, next).await.status, StatusCode::SEE_OTHER);
}

/// The disk is full for every table.
const FULL: &str = "create function no_room() returns trigger language plpgsql as $$ begin
        raise 'could not extend file: No space left on device' using errcode = 'disk_full';
    end $$;
    do $$ declare name text; begin
        for name in select tablename from pg_tables where schemaname = 'public' loop
            execute format('create trigger no_room before insert or update or delete on %I
                for each statement execute function no_room()', name);
        end loop;
    end $$";

/// Begins a transaction of a pool's only connection, and goes away after one look whether it has begun.
async fn begin(pool: &Pool) -> Poll<()> {
    while pool.num_idle() == 0 {
        yield_now().await;
    }
    let mut leaving = Box::pin(db::begin(pool));
    poll!(leaving.as_mut()).map(drop)
}

/// F49. Somebody hangs up in the moment in which a transaction begins: what the next one writes over the same
/// connection is written.
#[tokio::test]
async fn a_transaction_that_was_left_while_it_began_swallows_nothing() {
    let house = House::open().await;
    house.shop().await;
    let pool = db::connect(house.database().options(), 1).await.unwrap();
    for name in ["Mina", "Zari", "Shirin"] {
        // As far as the question has been sent and nobody has heard the answer, which may be there at once.
        while begin(&pool).await.is_ready() {}
        let named = sqlx::query("update members set name = $1").bind(name);
        named.execute(&pool).await.unwrap();
        let seen: String =
            sqlx::query_scalar("select name from members").fetch_one(house.db()).await.unwrap();
        assert_eq!(seen, name);
    }
}
