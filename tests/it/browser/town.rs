//! The real program on a database of its own, and a look behind the scenes for what a test must know
//! and a person would read in a message.

use peyvand::app::App;
use peyvand::clock::Clock;
use peyvand::config::Config;
use peyvand::db;
use peyvand::db::Pool;
use peyvand::ledger::audit;

use crate::support::database::TestDatabase;
use crate::support::program::Program;

#[derive(clap::Parser)]
struct Line {
    #[command(flatten)]
    config: Config,
}

/// A running program.
pub(super) struct Town {
    /// The same house in the test's own process, on the same database and with the same keys.
    pub app: App,
    pub origin: String,
    program: Option<Program>,
    database: Option<TestDatabase>,
}

impl Town {
    /// An empty house that serves.
    pub(super) async fn open() -> Self {
        Self::with("serve").await
    }

    /// The demo with its shop.
    pub(super) async fn demo() -> Self {
        Self::with("demo").await
    }

    async fn with(command: &str) -> Self {
        let database = TestDatabase::create().await;
        let program = Program::open(&database, command).await;
        let origin = program.origin();
        let url = format!("--public-url={origin}");
        let config = <Line as clap::Parser>::parse_from(["peyvand", &url]).config;
        let pool = db::connect(database.options(), 4).await.unwrap();
        let app = App::open(config, (pool.clone(), pool), Clock::machine(), None).await.unwrap();
        Self { app, origin, program: Some(program), database: Some(database) }
    }

    pub(super) fn db(&self) -> &Pool {
        &self.app.db
    }

    /// What a query counts.
    pub(super) async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(self.db()).await.unwrap()
    }

    /// Every statement that must always hold, does.
    pub(super) async fn audit(&self) {
        let findings = audit::run(self.db(), self.app.clock.now()).await.unwrap();
        assert!(findings.is_empty(), "{findings:?}");
    }

    /// Ends the program, and its database with it.
    pub(super) async fn close(mut self) {
        drop(self.program.take());
        self.app.db.close().await;
        if let Some(database) = self.database.take() {
            database.drop_now().await;
        }
    }
}
