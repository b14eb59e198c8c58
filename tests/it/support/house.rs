//! The whole product in one process, on a database of its own. What it leaves behind is checked when
//! it is dropped: every statement of the audit holds, no work died, and the bank's book and ours
//! agree.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use clap::Parser;
use peyvand::app::App;
use peyvand::clock::Clock;
use peyvand::config::Config;
use peyvand::db;
use peyvand::db::Pool;
use peyvand::ids::WorkspaceId;
use peyvand::ledger;
use peyvand::ledger::Account;
use peyvand::ledger::audit;
use peyvand::mobile::Mobile;
use peyvand::money::Money;
use peyvand::router;
use peyvand::worker;

use super::bank::Bank;
use super::database::TestDatabase;
use super::page::Visitor;

const CONNECTIONS: u32 = 8;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    config: Config,
}

/// A running house. It is itself a visitor: `house.get(..)` asks for a page.
pub struct House {
    pub app: App,
    pub bank: Bank,
    visitor: Visitor,
    database: Arc<TestDatabase>,
    /// How the program is set, besides what is usual for tests.
    arguments: Vec<String>,
    may_leave_dead_work: AtomicBool,
    is_unchecked: AtomicBool,
}

impl House {
    /// A house on a database of its own, on a Sunday in 1405.
    pub async fn open() -> Self {
        let database = Arc::new(TestDatabase::create().await);
        Self::on(database, Clock::fixed(morning()), vec![]).await
    }

    /// A house that is set otherwise.
    pub async fn open_with(arguments: &[String]) -> Self {
        let database = Arc::new(TestDatabase::create().await);
        Self::on(database, Clock::fixed(morning()), arguments.to_vec()).await
    }

    /// A house that is set otherwise, on a database of the test's own.
    pub async fn open_on(database: TestDatabase, arguments: &[String]) -> Self {
        Self::on(Arc::new(database), Clock::fixed(morning()), arguments.to_vec()).await
    }

    /// Another instance of the program on the same database, with the same time.
    pub async fn beside(&self) -> Self {
        self.beside_with(&self.arguments).await
    }

    /// The same, set otherwise.
    pub async fn beside_with(&self, arguments: &[String]) -> Self {
        Self::on(self.database.clone(), self.app.clock.clone(), arguments.to_vec()).await
    }

    /// The program on another database, with the same time.
    pub async fn restored_in(&self, database: TestDatabase) -> Self {
        Self::on(Arc::new(database), self.app.clock.clone(), self.arguments.clone()).await
    }

    async fn on(database: Arc<TestDatabase>, clock: Clock, arguments: Vec<String>) -> Self {
        let usual = ["peyvand", "--operators=09120000001"].into_iter();
        let config = Line::parse_from(usual.chain(arguments.iter().map(String::as_str))).config;
        let db = db::connect(database.options(), CONNECTIONS).await.unwrap();
        let back_db = db::connect(database.options(), CONNECTIONS).await.unwrap();
        let app = App::open(config, (db, back_db), clock.clone(), None).await.unwrap();
        let bank = Bank::new(app.back_db.clone(), clock);
        let visitor = Visitor::new(router::build(&app), &app);
        Self {
            app,
            bank,
            visitor,
            database,
            arguments,
            may_leave_dead_work: AtomicBool::new(false),
            is_unchecked: AtomicBool::new(false),
        }
    }

    /// Somebody else's browser.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(router::build(&self.app), &self.app)
    }

    /// A house at the database's own time, beside a program that goes by that.
    pub async fn open_now() -> Self {
        let house = Self::open().await;
        house.catch_up().await;
        house
    }

    /// Winds the clock to the database's own time.
    pub async fn catch_up(&self) {
        let now: DateTime<Utc> =
            sqlx::query_scalar("select now()").fetch_one(self.db()).await.unwrap();
        self.wind(now - self.app.clock.now());
    }

    pub fn database(&self) -> &TestDatabase {
        &self.database
    }

    #[expect(clippy::misnamed_getters, reason = "tests look from behind, as the worker does")]
    pub fn db(&self) -> &Pool {
        &self.app.back_db
    }

    /// Does all work that is due.
    pub async fn work(&self) -> usize {
        worker::work_off(&self.app).await.unwrap()
    }

    /// Lets time pass, and does the work that falls due, minute by minute.
    pub async fn live(&self, span: TimeDelta) {
        let end = self.app.clock.now() + span;
        while self.app.clock.now() < end {
            self.wind((end - self.app.clock.now()).min(TimeDelta::minutes(1)));
            self.work().await;
        }
    }

    /// Lets time pass while nobody works.
    pub fn wind(&self, by: TimeDelta) {
        self.app.clock.wind(by);
    }

    pub async fn balance(&self, workspace: WorkspaceId) -> Money {
        ledger::balance(self.db(), Account::Wallet(workspace).id()).await.unwrap()
    }

    /// The texts of all SMS to a number, oldest first.
    pub async fn sms_to(&self, mobile: &Mobile) -> Vec<String> {
        sqlx::query_scalar(
            "select body from sandbox_messages
            where channel = 'sms' and recipient = $1 order by received_at, id",
        )
        .bind(mobile.as_str())
        .fetch_all(self.db())
        .await
        .unwrap()
    }

    /// A number from the database.
    pub async fn count(&self, query: &str) -> i64 {
        let query = sqlx::AssertSqlSafe(query.to_owned());
        sqlx::query_scalar(query).fetch_one(self.db()).await.unwrap()
    }

    /// Runs statements as an administrator of the database would.
    pub async fn run(&self, statements: &'static str) {
        sqlx::raw_sql(statements).execute(self.db()).await.unwrap();
    }

    /// The kinds of the open alarms.
    pub async fn alarms(&self) -> Vec<String> {
        let open = peyvand::alarms::open(self.db()).await.unwrap();
        open.into_iter().map(|alarm| alarm.kind.code().to_owned()).collect()
    }

    /// A digest of every row of every table but the log of views, with the transaction that wrote it: it
    /// changes with any write, be it of the same values.
    pub async fn fingerprint(&self) -> String {
        let tables: Vec<String> = sqlx::query_scalar(
            "select format('select xmin::text || t::text as row from %I as t', tablename)
            from pg_tables
            where schemaname = 'public' and tablename <> 'link_views' order by tablename",
        )
        .fetch_all(self.db())
        .await
        .unwrap();
        let rows = tables.join(" union all ");
        let digest = format!("select md5(string_agg(row, '' order by row)) from ({rows}) as rows");
        sqlx::query_scalar(sqlx::AssertSqlSafe(digest)).fetch_one(self.db()).await.unwrap()
    }

    /// Asserts that everything adds up at this moment.
    pub async fn audit(&self) {
        let broken = broken(self.db(), self.app.clock.now()).await;
        assert!(broken.is_empty(), "does not add up: {broken:#?}");
    }

    /// This test kills work on purpose.
    pub fn may_leave_dead_work(&self) {
        self.may_leave_dead_work.store(true, Ordering::Relaxed);
    }

    /// This test damages the books on purpose.
    pub fn leave_unchecked(&self) {
        self.is_unchecked.store(true, Ordering::Relaxed);
    }
}

impl Deref for House {
    type Target = Visitor;
    fn deref(&self) -> &Visitor {
        &self.visitor
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if thread::panicking() || self.is_unchecked.load(Ordering::Relaxed) {
            return;
        }
        let (options, now) = (self.database.options(), self.app.clock.now());
        let may_leave_dead_work = self.may_leave_dead_work.load(Ordering::Relaxed);
        let check = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let db = db::connect(options, 1).await.unwrap();
                let mut broken = broken(&db, now).await;
                if !may_leave_dead_work {
                    broken.extend(dead_work(&db).await);
                }
                db.close().await;
                broken
            })
        });
        let broken = check.join().expect("what the house leaves behind can be checked");
        assert!(broken.is_empty(), "the house leaves behind: {broken:#?}");
    }
}

/// The moment at which tests begin: Sunday, 1 Azar 1405, half past one in Tehran.
pub fn morning() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-22T10:00:00Z").unwrap().to_utc()
}

async fn broken(db: &Pool, now: DateTime<Utc>) -> Vec<String> {
    let findings = audit::run(db, now).await.unwrap();
    let outside = outside_books(db).await;
    findings.iter().map(ToString::to_string).chain(outside).collect()
}

async fn dead_work(db: &Pool) -> Vec<String> {
    let dead = peyvand::queue::dead(db).await.unwrap();
    dead.iter().map(|job| format!("dead {}: {:?}", job.kind, job.last_error)).collect()
}

/// P15 of `money.md`, which only a test can know: what the bank was asked about, took and did not
/// give back is what we have credited and not given back, but for what a person has to look at. The
/// books of the fakes are compared by their own tests.
async fn outside_books(db: &Pool) -> Vec<String> {
    sqlx::query_scalar(
        "select format('P15: order %s, at the bank %s, with us %s', order_number, taken, booked)
        from (
            select order_number, paid_amount - refunded as taken
            from sandbox_bank_orders
            cross join lateral (
                select coalesce(sum(amount), 0) as refunded from sandbox_bank_refunds
                where sandbox_bank_refunds.reference = sandbox_bank_orders.reference
            ) as refunds
            where verified_at is not null and given_back_at is null and paid_amount <> refunded
        ) as theirs
        full join (
            select order_number, amount - refunded as booked
            from payments
            cross join lateral (
                select coalesce(sum(refunds.amount), 0) as refunded from refunds
                where payment_id = payments.id and done_at is not null
            ) as refunds
            where amount <> refunded and status = 'confirmed' and gateway = 'sandbox' and not exists (
                select from suspense_decisions
                where payment_id = payments.id and decision = 'given_back' and done_at is not null
            )
        ) as ours using (order_number)
        where taken is distinct from booked and not exists (
            select from payments
            join alarms on alarms.about = payments.id::text and solved_at is null
            where payments.order_number = coalesce(ours.order_number, theirs.order_number)
        )",
    )
    .fetch_all(db)
    .await
    .unwrap()
}
