//! PostgreSQL falls while payers come back, in the moment in which their gateway hears the question whether they
//! have paid; and stands up again under a program that was never told.

use std::sync::Arc;

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures_util::future::join_all;
use peyvand::db::Pool;
use peyvand::ids::PaymentId;
use peyvand::money::Money;
use peyvand::payments::Status;
use peyvand::postgres;
use peyvand::postgres::Mode;
use peyvand::worker;
use rustix::process::Signal;
use sqlx::ConnectOptions;
use tokio_util::sync::CancellationToken;

use crate::postgres::axe;
use crate::postgres::folder;
use crate::support::database::TestDatabase;
use crate::support::database::named_folder;
use crate::support::fakes::gateways::Fake;
use crate::support::fakes::gateways::Kind;
use crate::support::fakes::gateways::Stage;
use crate::support::fakes::wire::Whim;
use crate::support::house::House;
use crate::support::people::RENT;
use crate::support::people::Shop;
use crate::support::people::payers_mobile;
use crate::support::program::until;

/// How it falls: sessions are ended, or cut, or nobody is asked.
const FALLS: [Signal; 3] = [Signal::INT, Signal::QUIT, Signal::KILL];

/// Who comes back in one moment.
const PAYERS: usize = 4;

/// The pages of a house have so many connections, and a dead one is noticed by whoever borrows it.
const DEAD_MAX: u32 = 8;

/// F43.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_falls_and_rises_under_the_program_and_no_money_is_lost_or_booked_twice() {
    let place = folder();
    let start = || async {
        postgres::start((place.path(), named_folder().as_deref()), Mode::Durable).await.unwrap()
    };
    let first = Arc::new(start().await);
    let mut risen = vec![];
    let fake = Fake::start(Kind::Zarinpal).await;
    let house = House::open_on(TestDatabase::on(first.clone()).await, &fake.flags()).await;
    let shop = house.shop().await;
    let end = CancellationToken::new();
    let work = tokio::spawn(worker::run(house.app.clone(), end.clone()));
    let mut known = vec![];
    for how in FALLS {
        let payers = paid(&house, &shop, &fake).await;
        let cluster = risen.last().unwrap_or(&*first);
        fake.next_at(fake.kind.verifies_at(), Whim::Meets(Arc::new(axe(cluster, how))));
        let pages = join_all(payers.iter().map(|(_, back)| house.get(back))).await;
        for page in pages {
            let is_put_off = page.status == StatusCode::SERVICE_UNAVAILABLE;
            assert!(is_put_off || page.status == StatusCode::SEE_OTHER, "{page:?}");
        }
        until("it is down", async || cluster.options("postgres").connect().await.is_err()).await;
        risen.push(start().await);
        let mut failed = 0;
        while house.get("/readyz").await.status != StatusCode::OK {
            failed += 1;
            assert!(failed <= DEAD_MAX, "each dead connection is met once");
        }
        meet_the_dead(&house.app.back_db).await;
        for id in &known {
            assert_eq!(house.payment(*id).await.status, Status::Confirmed, "it was booked");
        }
        house.live(TimeDelta::minutes(2)).await;
        for (id, _) in payers {
            assert_eq!(house.payment(id).await.status, Status::Confirmed, "after {how:?}");
            known.push(id);
        }
    }
    end.cancel();
    work.await.unwrap();
    house.work().await;
    both_books_agree(&house, &shop, &fake).await;
    drop((house, first));
    let last = risen.pop().unwrap();
    drop(risen);
    last.stop().await.unwrap();
}

/// Borrows each connection once, as the work does sooner or later, and so finds out which are dead.
async fn meet_the_dead(pool: &Pool) {
    for _ in 0..=pool.size() {
        drop(sqlx::query("select 1").execute(pool).await);
    }
}

/// Payers who have paid at the gateway and are on their way back; where they come back to.
async fn paid(house: &House, shop: &Shop, fake: &Fake) -> Vec<(PaymentId, String)> {
    let mut payers = vec![];
    for _ in 0..PAYERS {
        let link = house.link(shop).await;
        let id = house.payment_on_page(link).await;
        assert_eq!(house.press_pay(link, id).await.status, StatusCode::SEE_OTHER);
        fake.does(Stage::Paid);
        payers.push((id, fake.brings(&fake.line()).path));
    }
    payers
}

/// What the gateway has verified is what we have credited, order by order, and each payer has one receipt.
async fn both_books_agree(house: &House, shop: &Shop, fake: &Fake) {
    let lines = fake.lines();
    assert_eq!(lines.len(), FALLS.len() * PAYERS);
    assert!(lines.iter().all(|line| line.stage == Stage::Verified && line.reversed == 0));
    let mut theirs: Vec<(String, i64)> =
        lines.into_iter().map(|line| (line.order, line.paid)).collect();
    theirs.sort();
    let ours = "select order_number::text, amount from payments where status = 'confirmed'
        order by order_number::text";
    let ours: Vec<(String, i64)> = sqlx::query_as(ours).fetch_all(house.db()).await.unwrap();
    assert_eq!(theirs, ours);
    let fees = house.count("select sum(fee)::bigint from payments").await;
    let sum: Money = theirs.iter().map(|_| RENT).sum();
    assert_eq!(house.balance(shop.workspace).await, sum - Money::rials(fees));
    assert_eq!(house.sms_to(&payers_mobile()).await.len(), theirs.len());
    house.audit().await;
}
