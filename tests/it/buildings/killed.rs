//! `kill -9` in the middle of a month's bills, again and again.

use chrono::TimeDelta;
use peyvand::buildings;
use peyvand::buildings::NewBuilding;
use peyvand::buildings::NewExpense;
use peyvand::buildings::Person;
use peyvand::buildings::Scope;
use peyvand::ids::BuildingId;
use peyvand::ids::ExpenseId;
use peyvand::money::Money;
use sqlx::AssertSqlSafe;
use sqlx::PgConnection;

use super::estate::mobile;
use crate::support::house::House;
use crate::support::people::Shop;
use crate::support::program::Program;
use crate::support::program::until;

const UNITS: i64 = 1_200;
const OWNERS: u32 = 40;
const TOTAL: i64 = 7_777_777_777;

const WRITTEN: &str = "select count(*) from charges";

/// A bill that is not written yet, so many after the first of those.
fn unwritten(at: i64) -> String {
    format!(
        "select place::bigint from generate_series(0, {UNITS} - 1) as place
        where place not in (select place from charges) order by place offset {at} limit 1"
    )
}

/// Everybody who waits at the point.
const WAITING: &str = "select count(*) from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())";

/// F50.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_month_killed_twenty_times_is_issued_once_and_exactly() {
    let house = House::open_now().await;
    issue(&house, &house.shop().await).await;
    let mut lock = house.db().acquire().await.unwrap();
    for round in 0..20_i64 {
        let missing = UNITS - house.count(WRITTEN).await;
        let point = if round == 19 || missing == 0 {
            ("notices", "new.about is not null".to_owned(), "immediate")
        } else {
            let place = house.count(&unwritten(round * 7_919 % missing.min(500))).await;
            // Now and then what was written stays, and only nobody hears of it.
            let when = if matches!(round, 6 | 12) { "deferred" } else { "immediate" };
            ("charges", format!("new.place = {place}"), when)
        };
        kill_at(&house, &mut lock, &point).await;
    }
    drop(lock);
    house.catch_up().await;
    // The last one that was killed holds its job for a while.
    house.live(TimeDelta::minutes(2)).await;

    assert_eq!(house.count(WRITTEN).await, UNITS);
    assert_eq!(house.count("select sum(amount)::bigint from charges").await, TOTAL);
    let posted = "select count(*) from journals where kind = 'charge'";
    assert_eq!(house.count(posted).await, UNITS);
    let owed = "select sum(entries.amount)::bigint from entries
        join accounts on accounts.id = account_id where accounts.kind = 'debts'";
    assert_eq!(house.count(owed).await, TOTAL);
    for number in 1..=OWNERS {
        assert_eq!(house.sms_to(&mobile(number)).await.len(), 1, "{number}");
    }
    house.audit().await;
}

/// Lets a worker run into a point, and kills it there.
async fn kill_at(house: &House, lock: &mut PgConnection, point: &(&str, String, &str)) {
    let (table, rows, when) = point;
    let trap = format!(
        "create or replace function wait_here() returns trigger language plpgsql
            as $$ begin perform pg_advisory_xact_lock(1); return null; end $$;
        create constraint trigger waits after insert on {table} deferrable initially {when}
            for each row when ({rows}) execute function wait_here();
        update jobs set run_at = now() where kind = 'issue_charges' and state = 'queued'"
    );
    sqlx::raw_sql(AssertSqlSafe(trap)).execute(house.db()).await.unwrap();
    sqlx::query("select pg_advisory_lock(1)").execute(&mut *lock).await.unwrap();
    let worker = Program::worker(house.database());
    until("the worker stands at the point", async || 1 <= house.count(WAITING).await).await;
    worker.kill();
    sqlx::query("select pg_advisory_unlock(1)").execute(&mut *lock).await.unwrap();
    drop(worker);
    let busy = "select count(*) from pg_stat_activity where datname = current_database()
        and state <> 'idle' and pid <> pg_backend_pid()";
    until("the dead worker's transactions end", async || house.count(busy).await == 0).await;
    let end = format!("drop trigger waits on {table}");
    sqlx::raw_sql(AssertSqlSafe(end)).execute(house.db()).await.unwrap();
}

/// Freezes the month of a large building.
async fn issue(house: &House, shop: &Shop) {
    let now = house.app.clock.now();
    let (id, period) = (BuildingId::new(now), buildings::period_of(now));
    let new = NewBuilding {
        id,
        name: "Atisaz".to_owned(),
        address: None,
        blocks: vec![String::new()],
        floors: 60,
        on_floor: 20,
        area: 9_000,
        categories: std::array::from_fn(|place| format!("Cost {place}")),
    };
    buildings::create(&house.app, (shop.workspace, shop.owner), &new).await.unwrap();
    let people: Vec<Person> = (1..=UNITS).map(owner).collect();
    buildings::settle_in(&house.app, id, &people).await.unwrap();
    let categories = buildings::categories(house.db(), id).await.unwrap();
    let expense = NewExpense {
        id: ExpenseId::new(now),
        category: categories[0].id,
        title: "Water".to_owned(),
        supplier: None,
        amount: Money::rials(TOTAL),
        spent_on: now.date_naive(),
        period,
        months: 1,
        repeats: false,
        scope: Scope::All,
        keys: None,
        file: None,
    };
    buildings::add_expense(&house.app, (id, shop.owner), &expense).await.unwrap();
    let month = buildings::month(&house.app, id, period).await.unwrap();
    buildings::issue(&house.app, (id, shop.owner), &month.shown().unwrap()).await.unwrap();
}

/// Forty people own thirty units each.
fn owner(unit: i64) -> Person {
    let number = u32::try_from(unit).unwrap() % OWNERS + 1;
    Person {
        block: String::new(),
        number: unit.to_string(),
        is_owner: true,
        name: format!("Owner {number}"),
        mobile: Some(mobile(number)),
        email: None,
        area: None,
        persons: None,
        share: None,
        since: None,
    }
}
