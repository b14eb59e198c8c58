//! `kill -9` at every step of a payment's way (E2 of `money.md`), and what is there a minute after
//! the restart: nothing lost, nothing double.
//!
//! The real program runs on a test's database in which one write, at its commit, waits for a lock
//! that the test holds. When the program stands there it is killed, with one of two fates for the
//! write: it is lost, or it is kept though nobody was told. Then the world goes on (a payer presses
//! again, or does nothing), with a new instance whose clock the test winds.

use std::thread;

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::ids::PaymentId;
use peyvand::money::Money;
use sqlx::AssertSqlSafe;
use sqlx::PgConnection;
use sqlx::Postgres;
use sqlx::pool::PoolConnection;
use tokio::runtime::Builder;

use crate::support::bank::FEE;
use crate::support::house::House;
use crate::support::people::Link;
use crate::support::people::RENT;
use crate::support::people::Sent;
use crate::support::people::Shop;
use crate::support::people::payers_mobile;
use crate::support::program::Program;
use crate::support::program::until;

/// Programs that are run and killed at the same time.
const AT_ONCE: usize = 8;

/// What leads the program to a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// A payer presses "pay".
    Pay,
    /// A payer comes back from the bank, having paid.
    Return,
    /// The worker tells of a payment that is confirmed.
    Tell,
    /// The worker gives a second payer's money back.
    GiveBack,
}

/// A write at which the program is killed: way, event, table, and which of its rows.
type Point = (Way, &'static str, &'static str, &'static str);

const POINTS: [Point; 18] = [
    (Way::Pay, "insert", "payments", "new.status = 'opened'"),
    (Way::Pay, "insert", "link_payments", "true"),
    (Way::Pay, "update", "payments", "new.status = 'sending'"),
    (Way::Pay, "insert", "sandbox_bank_orders", "true"),
    (Way::Pay, "update", "payments", "new.status = 'sent'"),
    (Way::Return, "insert", "bank_calls", "new.op = 'verify'"),
    (Way::Return, "update", "sandbox_bank_orders", "new.verified_at is not null"),
    (Way::Return, "update", "payments", "new.status = 'confirmed'"),
    (Way::Return, "insert", "journals", "true"),
    (Way::Tell, "update", "jobs", "new.kind = 'link_paid' and new.lease_token is not null"),
    (Way::Tell, "insert", "notices", "true"),
    (Way::Tell, "update", "jobs", "new.kind = 'link_paid' and new.state = 'done'"),
    (Way::Tell, "update", "notices", "new.state = 'sending'"),
    (Way::Tell, "insert", "sandbox_messages", "true"),
    (Way::Tell, "update", "notices", "new.state = 'delivered'"),
    (Way::Tell, "update", "jobs", "new.kind = 'deliver_notice' and new.state = 'done'"),
    (Way::GiveBack, "update", "sandbox_bank_orders", "new.given_back_at is not null"),
    (Way::GiveBack, "update", "suspense_decisions", "new.done_at is not null"),
];

/// What becomes of the write at which the program died.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Lost,
    Kept,
}

/// F38, F41.
#[test]
fn killed_at_any_step_nothing_is_lost_and_nothing_double_a_minute_later() {
    let cases: Vec<(Point, Fate)> = [Fate::Lost, Fate::Kept]
        .iter()
        .flat_map(|fate| POINTS.map(|point| (point, *fate)))
        .collect();
    let mut failed = vec![];
    for some in cases.chunks(AT_ONCE) {
        let running = some.iter().map(|(point, fate)| {
            let (point, fate) = (*point, *fate);
            let thread = thread::spawn(move || {
                let runtime = Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(kill_at(point, fate));
            });
            (point, fate, thread)
        });
        for (point, fate, thread) in running.collect::<Vec<_>>() {
            failed.extend(thread.join().err().map(|_| (point, fate)));
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

async fn kill_at(point: Point, fate: Fate) {
    let (way, event, table, rows) = point;
    let house = House::open_now().await;
    let shop = house.shop().await;
    let link = house.link(&shop).await;
    let begun = Begun::prepare(&house, &shop, link, way).await;
    set_trap(&house, event, table, rows).await;
    let mut lock = hold(&house).await;
    let program = Program::start(house.database(), &[]).await;
    let kill = async {
        stands_at_the_trap(&house).await;
        program.kill();
    };
    tokio::join!(begun.drive(&house, &program), kill);
    settle_fate(&house, &mut lock, fate).await;
    drop((lock, program));

    house.catch_up().await;
    begun.go_on(&house, link).await;
    check(&house, &shop, way).await;
}

/// Whoever commits such a write waits for a lock first.
pub async fn set_trap(house: &House, event: &str, table: &str, rows: &str) {
    let trap = format!(
        "create function wait_here() returns trigger language plpgsql
            as $$ begin perform pg_advisory_xact_lock(1); return null; end $$;
        create constraint trigger waits after {event} on {table} deferrable initially deferred
            for each row when ({rows}) execute function wait_here()"
    );
    sqlx::raw_sql(AssertSqlSafe(trap)).execute(house.db()).await.unwrap();
}

/// Takes the lock; it is given back by [`settle_fate`].
pub async fn hold(house: &House) -> PoolConnection<Postgres> {
    let mut lock = house.db().acquire().await.unwrap();
    sqlx::query("select pg_advisory_lock(1)").execute(&mut *lock).await.unwrap();
    lock
}

/// Waits until somebody waits for the lock.
pub async fn stands_at_the_trap(house: &House) {
    let waiting = "select count(*) from pg_locks where locktype = 'advisory' and not granted
        and objid = 1 and database = (select oid from pg_database where datname = current_database())";
    until("the program stands at the point", async || 1 <= house.count(waiting).await).await;
}

/// Lets what waits be committed, or takes its connection away before that.
pub async fn settle_fate(house: &House, lock: &mut PgConnection, fate: Fate) {
    let waiting = "select pid from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())";
    let pids: Vec<i32> = sqlx::query_scalar(waiting).fetch_all(house.db()).await.unwrap();
    assert!(!pids.is_empty(), "nothing waits any more");
    if fate == Fate::Lost {
        for pid in &pids {
            let end = "select pg_terminate_backend($1, 5000)";
            sqlx::query(end).bind(pid).execute(house.db()).await.unwrap();
        }
    }
    sqlx::query("select pg_advisory_unlock(1)").execute(lock).await.unwrap();
    let alive = format!(
        "select count(*) from pg_stat_activity where pid in ({})",
        pids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    );
    until("the dead program's connections end", async || house.count(&alive).await == 0).await;
}

/// What has happened before the program is led to its point.
enum Begun {
    /// A page with a button.
    Page(String, PaymentId),
    /// A payer who has paid and not come back.
    Paid(Sent),
    /// All that is left is work.
    Work,
}

impl Begun {
    async fn prepare(house: &House, shop: &Shop, link: Link, way: Way) -> Self {
        match way {
            Way::Pay => {
                let id = house.payment_on_page(link).await;
                Begun::Page(format!("{}/pay", house.door(link)), id)
            }
            Way::Return => {
                let sent = house.send(link).await;
                house.bank.pay(&sent.page).await;
                Begun::Paid(sent)
            }
            Way::Tell | Way::GiveBack => {
                Self::let_pay(house, shop, link, way).await;
                Begun::Work
            }
        }
    }

    /// One payer whose payment nobody has told of; or two, and the second gets the money back.
    async fn let_pay(house: &House, shop: &Shop, link: Link, way: Way) {
        let count = if way == Way::GiveBack { 2 } else { 1 };
        let mut payers = vec![];
        for _ in 0..count {
            payers.push(house.send(link).await);
        }
        for sent in &payers {
            house.bank.pay(&sent.page).await;
            house.get(&sent.back).await;
        }
        if way == Way::GiveBack {
            house.work().await;
            let path = format!("/payments/{}/giving-back", payers[1].id);
            house.sign_in(shop).await.submit(&path, &[("from", "/links")]).await;
        }
    }

    /// Leads the program to its point; it dies there, so whatever it would answer is not heard.
    async fn drive(&self, house: &House, program: &Program) {
        match self {
            Begun::Page(path, id) => {
                drop(program.try_submit(path, &format!("payment={id}")).await);
            }
            Begun::Paid(sent) => drop(program.try_get(&sent.back).await),
            Begun::Work => house.app.work_bell.notify_one(),
        }
    }

    /// The world after the restart.
    async fn go_on(&self, house: &House, link: Link) {
        if let Begun::Page(_, id) = self {
            let page = press_until_at_bank(house, link, *id).await;
            house.bank.pay(&page).await;
            let order = house.bank.line(&page).await;
            house.get(order.callback.strip_prefix(&house.app.origin).unwrap()).await;
        }
        house.live(TimeDelta::minutes(1)).await;
        assert_eq!(open_notices(house).await, 0);
        if let Begun::Page(..) = self {
            // What never showed a page of the bank ends by itself.
            house.live(TimeDelta::minutes(15)).await;
        }
    }
}

/// A payer who presses the same button again and, where that does not help, the one on the page that
/// comes instead.
async fn press_until_at_bank(house: &House, link: Link, id: PaymentId) -> String {
    let pressed = house.press_pay(link, id).await;
    if pressed.status == StatusCode::SEE_OTHER {
        return pressed.location.unwrap();
    }
    assert_eq!(pressed.status, StatusCode::SERVICE_UNAVAILABLE, "{pressed:?}");
    let other = pressed.attribute("input[name='payment']", "value").unwrap();
    assert_ne!(other, id.to_string());
    house.press_pay(link, other.parse().unwrap()).await.location.unwrap()
}

/// Nothing lost, nothing double; the rest is asserted when the house is dropped.
async fn check(house: &House, shop: &Shop, way: Way) {
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
    let open = "select count(*) from payments where status in ('opened', 'sending', 'sent')";
    assert_eq!(house.count(open).await, 0);
    let paid = "select count(*) from sandbox_bank_orders
        where state = 'paid' and given_back_at is null";
    assert_eq!(house.count(paid).await, 1, "what the bank took is what we have credited");
    // Two receipts, and the word that the second payer's money is on its way back.
    let messages = if way == Way::GiveBack { 3 } else { 1 };
    assert_eq!(house.sms_to(&payers_mobile()).await.len(), messages);
    let suspense = "select coalesce(sum(amount), 0)::bigint from entries
        join accounts on accounts.id = entries.account_id where accounts.kind = 'suspense'";
    assert_eq!(Money::rials(house.count(suspense).await), Money::ZERO);
}

async fn open_notices(house: &House) -> i64 {
    house.count("select count(*) from notices where state in ('queued', 'sending')").await
}
