//! The way to PostgreSQL: pools with limits that keep one slow request from holding up the rest.

use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::Connection;
use sqlx::PgConnection;
use sqlx::PgPool;
use sqlx::Postgres;
use sqlx::migrate::MigrateError;
use sqlx::migrate::Migrator;
use sqlx::pool::PoolConnection;
use sqlx::postgres::PgConnectOptions;
use sqlx::postgres::PgPoolOptions;

/// A pool of connections.
pub type Pool = PgPool;

/// A transaction; dropped without a commit, it is rolled back.
pub type Tx = sqlx::Transaction<'static, sqlx::Postgres>;

/// The schema, in the order in which the business grew.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// Opens a pool.
///
/// A borrowed connection is not asked whether it lives (that would be one more statement in each
/// request), and PostgreSQL itself ends a transaction that idles.
pub async fn connect(options: PgConnectOptions, connections_max: u32) -> sqlx::Result<Pool> {
    let options = options.application_name("peyvand").options([
        ("statement_timeout", "5s"),
        ("lock_timeout", "3s"),
        ("idle_in_transaction_session_timeout", "10s"),
        // Compiling a query costs more than our queries do.
        ("jit", "off"),
    ]);
    PgPoolOptions::new()
        .max_connections(connections_max)
        .acquire_timeout(Duration::from_secs(2))
        .test_before_acquire(false)
        .connect_with(options)
        .await
}

/// Begins a transaction. A task of its own does so to the end: somebody who leaves while one begins, as a
/// request does whose visitor hangs up, would leave it behind on the connection, for sqlx counts it only
/// when it has begun, and the next who borrowed the connection would write into what nobody ever commits.
/// This way the transaction of whoever has left is one that was dropped.
pub async fn begin(pool: &Pool) -> sqlx::Result<Tx> {
    let pool = pool.clone();
    let begun = tokio::spawn(async move {
        match pool.try_begin().await? {
            Some(tx) => Ok(tx),
            None => pool.begin().await,
        }
    });
    begun.await.map_err(|_| sqlx::Error::WorkerCrashed)?
}

/// Brings the schema up to date. A second program waits until the first one has done so, however long
/// that takes; and a slow step is not told with its whole text. Steps that this version does not know
/// are of a newer one, beside which it runs during a deployment.
pub async fn migrate(options: &PgConnectOptions) -> Result<(), MigrateError> {
    let patient = options.clone().options([("lock_timeout", "0"), ("statement_timeout", "0")]);
    let patient = patient.disable_statement_logging();
    let mut connection = PgConnection::connect_with(&patient).await?;
    let mut migrator = Migrator::with_migrations(MIGRATOR.iter().cloned().collect());
    migrator.set_ignore_missing(true).run(&mut connection).await
}

/// Borrows a connection. The wait for one is a large thing to set up, and mostly one lies ready.
pub async fn borrow(pool: &Pool) -> sqlx::Result<PoolConnection<Postgres>> {
    match pool.try_acquire() {
        Some(connection) => Ok(connection),
        None => Box::pin(pool.acquire()).await,
    }
}

/// Whether an error is the violation of the constraint with this name.
pub fn violates(error: &sqlx::Error, constraint: &str) -> bool {
    error.as_database_error().and_then(|error| error.constraint()) == Some(constraint)
}
