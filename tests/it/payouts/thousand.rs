//! A thousand payouts, while workers are killed and many send at once: the rail's book has each of them
//! exactly once.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use chrono::TimeDelta;
use futures_util::StreamExt;
use futures_util::stream;
use peyvand::ids::TransferId;
use peyvand::money::Money;
use peyvand::transfers;
use peyvand::transfers::Verdict;

use crate::support::depot::Depot;
use crate::support::fakes::jibit::Jibit;
use crate::support::fakes::wire::Whim;
use crate::support::house::House;
use crate::support::program::Program;
use crate::support::program::until;

/// How many; `PAYOUTS=1000` is the whole, which a machine with two busy cores does in some minutes.
const USUAL: usize = 250;

/// Programs that work at the same time, and how often one of them is killed.
const WORKERS: usize = 2;
const KILLS: usize = 6;

/// Tasks that send beside the workers, whatever is planned.
const SENDERS: usize = 3;

const AMOUNT: Money = Money::rials(1_000_000);

#[tokio::test]
async fn of_a_thousand_payouts_each_is_in_the_rails_book_once_whoever_dies() {
    let count = std::env::var("PAYOUTS").ok().and_then(|count| count.parse().ok()).unwrap_or(USUAL);
    let depot = open().await;
    let house = &depot.house;
    let pay = (0..count).map(|_| depot.pay_unheard(AMOUNT));
    stream::iter(pay).buffer_unordered(8).collect::<Vec<_>>().await;

    depot.jibit.takes_as("TRANSFERRED");
    for _ in 0..2 {
        depot.jibit.next_at("/transfer/transfers", Whim::HangsUp);
    }
    send_and_kill(&depot, count).await;
    converge(&depot, count).await;

    let lines = depot.jibit.lines();
    let settled = "select count(*) from transfers where status = 'settled'";
    assert_eq!(house.count(settled).await, i64::try_from(lines.len()).unwrap());
    depot.books_agree().await;
    // Who died between writing down that it sends and sending has sent nothing, and nobody did it for
    // him: two people said so, and the money is its payer's.
    let never_made = "select count(*) from transfers where refusal = 'never_made'";
    let never_made = usize::try_from(house.count(never_made).await).unwrap();
    assert_eq!(lines.len() + never_made, count);
    assert!(never_made <= KILLS * 4, "at most what the dead held: {never_made}");
    assert_eq!(depot.jibit.submissions(), lines.len(), "nothing was told twice");
}

async fn open() -> Depot {
    let jibit = Jibit::start().await;
    let house = House::open_with(&flags(&jibit)).await;
    house.catch_up().await;
    let shop = house.shop().await;
    Depot { jibit, house, shop }
}

fn flags(jibit: &Jibit) -> Vec<String> {
    let more = ["--transfers-daily-max=100000000000", "--rail-balance-low=0"].map(str::to_owned);
    [jibit.flags(), more.to_vec()].concat()
}

/// Two workers and three senders at once, while one worker after the other is killed and another takes
/// its place.
async fn send_and_kill(depot: &Depot, count: usize) {
    let house = &depot.house;
    let flags = flags(&depot.jibit);
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    let start = || Program::worker_with(house.database(), &flags);
    let mut workers: Vec<Program> = (0..WORKERS).map(|_| start()).collect();
    let is_over = Arc::new(AtomicBool::new(false));
    let senders: Vec<_> = (0..SENDERS)
        .map(|place| tokio::spawn(keep_sending(house.app.clone(), place, is_over.clone())))
        .collect();
    let made = async || depot.jibit.lines().len();
    for kill in 1..=KILLS {
        let enough = count * kill / (KILLS + 2);
        until("some more are made", async || enough <= made().await).await;
        let place = kill % WORKERS;
        workers[place].kill();
        workers[place] = start();
    }
    let open = "select count(*) from jobs where kind = 'payout_paid' and state = 'queued'
        and lease_token is null";
    until("nothing is left to plan", async || house.count(open).await == 0).await;
    is_over.store(true, Ordering::Relaxed);
    for sender in senders {
        sender.await.unwrap();
    }
}

/// Sends whatever is planned, as if nobody else did.
async fn keep_sending(app: peyvand::app::App, place: usize, is_over: Arc<AtomicBool>) {
    while !is_over.load(Ordering::Relaxed) {
        let planned: Vec<uuid::Uuid> = sqlx::query_scalar(
            "select id from transfers where status = 'planned' order by md5(id::text || $1) limit 20",
        )
        .bind(place.to_string())
        .fetch_all(&app.back_db)
        .await
        .unwrap();
        for id in planned {
            transfers::send(&app, TransferId::from(id)).await.unwrap();
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

/// What the dead left behind is done by the living, and what the rail never heard of is given up by two
/// people after its day.
async fn converge(depot: &Depot, count: usize) {
    let house = &depot.house;
    house.catch_up().await;
    house.live(TimeDelta::minutes(6)).await;
    house.wind(TimeDelta::hours(25));
    house.work().await;
    let (one, other) = (house.shop().await.owner, house.shop().await.owner);
    let unknown = transfers::unknown(house.db()).await.unwrap();
    for transfer in unknown {
        for operator in [one, other] {
            let said = transfers::was_never_made(&house.app, transfer.id, operator).await.unwrap();
            assert_ne!(said, Verdict::TooEarly);
        }
    }
    house.work().await;
    let ended = "select count(*) from transfers where status in ('settled', 'refused')";
    assert_eq!(house.count(ended).await, i64::try_from(count).unwrap());
}
