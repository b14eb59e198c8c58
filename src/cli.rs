//! The subcommands: what a person types.

mod door;
mod logs;
mod serve;

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use clap::Subcommand;
use sqlx::postgres::PgConnectOptions;

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::db;
use crate::db::Pool;
use crate::demo;
use crate::ledger::audit;
use crate::postgres;
use crate::postgres::Cluster;

/// The name of our database in the private cluster.
const DATABASE: &str = "peyvand";

/// Collect and send money by link.
#[derive(Parser, Debug)]
#[command(name = "peyvand", version, args_conflicts_with_subcommands = true)]
pub struct Line {
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    serve: Serve,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Serve the pages and do the work behind them (the default).
    Serve(Serve),
    /// Serve with a sandbox bank and a believable shop to play with.
    Demo(Demo),
    /// Do the work behind the pages, without pages.
    Worker(Only),
    /// Bring the database's schema up to date.
    Migrate(Only),
    /// Check that the books and everything beside them add up.
    Audit(Only),
}

#[derive(clap::Args, Debug)]
struct Serve {
    /// Leave the work to `peyvand worker`.
    #[arg(long)]
    no_worker: bool,
    #[command(flatten)]
    config: Config,
}

#[derive(clap::Args, Debug)]
struct Demo {
    /// Forget what was there and begin anew.
    #[arg(long)]
    reset: bool,
    /// The port to listen on.
    #[arg(long, default_value_t = 8600)]
    port: u16,
    #[command(flatten)]
    config: Config,
}

#[derive(clap::Args, Debug)]
struct Only {
    #[command(flatten)]
    config: Config,
}

/// Runs the command; a failure is one line on the error output.
pub fn run(line: Line) -> ExitCode {
    let command = line.command.unwrap_or(Command::Serve(line.serve));
    let config = match &command {
        Command::Serve(serve) => &serve.config,
        Command::Demo(demo) => &demo.config,
        Command::Worker(only) | Command::Migrate(only) | Command::Audit(only) => &only.config,
    };
    let config = config.clone();
    let done = config.check().map_err(anyhow::Error::from).and_then(|()| {
        let counters = logs::begin(&config)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(async move {
            match command {
                Command::Serve(Serve { no_worker, config }) => {
                    let (house, app) = House::open(config, Some(counters)).await?;
                    serve::pages(&app, !no_worker, String::new()).await?;
                    house.close(app).await
                }
                Command::Demo(demo) => Box::pin(play(demo, counters)).await,
                Command::Worker(Only { config }) => {
                    let (house, app) = House::open(config, Some(counters)).await?;
                    serve::work(&app).await?;
                    house.close(app).await
                }
                Command::Migrate(Only { config }) => {
                    let (house, app) = House::open(config, None).await?;
                    say("The schema is up to date.")?;
                    house.close(app).await
                }
                Command::Audit(Only { config }) => Box::pin(check_books(config)).await,
            }
        })
    });
    match done {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "peyvand: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn play(
    demo: Demo,
    counters: metrics_exporter_prometheus::PrometheusHandle,
) -> anyhow::Result<ExitCode> {
    let Demo { reset, port, mut config } = demo;
    anyhow::ensure!(config.is_sandbox(), "the demo needs APP_ENV=development");
    config.listen.set_port(port);
    config.operators.add(demo::mobile()?);
    let database = Database::reach(&config).await?;
    if reset {
        database.forget().await?;
    }
    let (house, app) = House::open_on(database, config, Some(counters)).await?;
    let greeting = demo::fill(&app).await?;
    serve::pages(&app, true, greeting).await?;
    house.close(app).await
}

async fn check_books(config: Config) -> anyhow::Result<ExitCode> {
    let (house, app) = House::open(config, None).await?;
    let findings = audit::run(&app.back_db, app.clock.now()).await?;
    for finding in &findings {
        say(&finding.to_string())?;
    }
    say(&format!("{} statements checked, {} broken.", audit::count(), findings.len()))?;
    let code = if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    house.close(app).await?;
    Ok(code)
}

/// Writes a line to the standard output.
fn say(line: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{line}")
}

/// A database to open: a server that was named, or a private one.
struct Database {
    options: PgConnectOptions,
    cluster: Option<Cluster>,
}

impl Database {
    async fn reach(config: &Config) -> anyhow::Result<Self> {
        if let Some(options) = config.databases.given()? {
            return Ok(Self { options, cluster: None });
        }
        let cluster = postgres::start(
            (&config.databases.data_dir, config.databases.pg_bin_dir.as_deref()),
            postgres::Mode::Durable,
        )
        .await?;
        cluster.ensure_database(DATABASE).await?;
        tracing::info!(folder = %cluster.data().display(), "data lives in a private PostgreSQL");
        Ok(Self { options: cluster.options(DATABASE), cluster: Some(cluster) })
    }

    /// Takes everything out of the database.
    async fn forget(&self) -> anyhow::Result<()> {
        let db = db::connect(self.options.clone(), 1).await?;
        sqlx::raw_sql("drop schema public cascade; create schema public").execute(&db).await?;
        db.close().await;
        Ok(())
    }
}

/// The running house: what has to be closed in order at the end.
struct House {
    database: Database,
}

impl House {
    async fn open(
        config: Config,
        counters: Option<metrics_exporter_prometheus::PrometheusHandle>,
    ) -> anyhow::Result<(Self, App)> {
        let database = Database::reach(&config).await?;
        Self::open_on(database, config, counters).await
    }

    async fn open_on(
        database: Database,
        config: Config,
        counters: Option<metrics_exporter_prometheus::PrometheusHandle>,
    ) -> anyhow::Result<(Self, App)> {
        let connections = config.databases.database_connections;
        let db = db::connect(database.options.clone(), connections).await;
        let db = db.context("the database does not answer")?;
        let back_db = db::connect(database.options.clone(), connections).await?;
        db::migrate(&database.options)
            .await
            .context("the schema could not be brought up to date")?;
        let clock = Clock::machine();
        agree(&clock, &back_db).await?;
        let app = App::open(config, (db, back_db), clock, counters).await?;
        Ok((Self { database }, app))
    }

    async fn close(self, app: App) -> anyhow::Result<ExitCode> {
        app.db.close().await;
        app.back_db.close().await;
        if let Some(cluster) = self.database.cluster {
            cluster.stop().await?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Sets the clock by the database's.
async fn agree(clock: &Clock, db: &Pool) -> sqlx::Result<()> {
    let told = sqlx::query_scalar!(r#"select clock_timestamp() as "now!""#).fetch_one(db).await?;
    clock.agree_with(told);
    Ok(())
}
