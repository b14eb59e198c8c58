//! The way to PostgreSQL: pools with limits that keep one slow request from holding up the rest.

use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
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
    pool(connections_max).connect_with(with_limits(options)).await
}

fn with_limits(options: PgConnectOptions) -> PgConnectOptions {
    options.application_name("peyvand").options([
        ("statement_timeout", "5s"),
        ("lock_timeout", "3s"),
        ("idle_in_transaction_session_timeout", "10s"),
        // Compiling a query costs more than our queries do.
        ("jit", "off"),
    ])
}

fn pool(connections_max: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections_max)
        .acquire_timeout(Duration::from_secs(2))
        .test_before_acquire(false)
}

/// Opens a pool whose server may be there or not: nobody is asked before the first query.
pub fn connect_later(options: PgConnectOptions, connections_max: u32) -> Pool {
    pool(connections_max).connect_lazy_with(with_limits(options))
}

/// Begins a transaction. A task of its own does so to the end: somebody who leaves while one begins, as a
/// request does whose visitor hangs up, would leave it behind on the connection, for sqlx counts it only
/// when it has begun, and the next who borrowed the connection would write into what nobody ever commits.
/// This way the transaction of whoever has left is one that was dropped.
pub async fn begin(pool: &Pool) -> sqlx::Result<Tx> {
    let pool = pool.clone();
    to_the_end(async move {
        match pool.try_begin().await? {
            Some(tx) => Ok(tx),
            None => pool.begin().await,
        }
    })
    .await
}

/// Begins a transaction that reads one moment of the database and writes nothing, in the same way.
pub async fn snapshot(pool: &Pool) -> sqlx::Result<Tx> {
    let pool = pool.clone();
    to_the_end(
        async move { pool.begin_with("begin isolation level repeatable read, read only").await },
    )
    .await
}

async fn to_the_end(
    begins: impl Future<Output = sqlx::Result<Tx>> + Send + 'static,
) -> sqlx::Result<Tx> {
    tokio::spawn(begins).await.map_err(|_| sqlx::Error::WorkerCrashed)?
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

/// Connections that one kind of look-up has for itself, a few at most. A pool asks each connection that comes
/// back whether it lives, and that costs nearly as much as a look-up; here one goes from hand to hand.
#[derive(Debug)]
pub struct Kept {
    pool: Pool,
    most: usize,
    idle: Mutex<Vec<PgConnection>>,
}

impl Kept {
    /// None at first; they are opened as a pool opens its own, beside those. When more than `most` are needed
    /// at the same time, more are opened and closed again.
    pub fn of(pool: Pool, most: usize) -> Self {
        Self { pool, most, idle: Mutex::default() }
    }

    /// Asks something that only reads; whoever asks takes the connection and gives it back with the answer, or
    /// drops it. One that was kept may have died since, as all of them have when the database was started
    /// anew: then it is asked once more, on a fresh one.
    pub async fn ask<T, Q>(&self, question: impl Fn(PgConnection) -> Q) -> sqlx::Result<T>
    where
        Q: Future<Output = sqlx::Result<(T, PgConnection)>>,
    {
        let kept = self.idle().pop();
        if let Some(connection) = kept {
            if let Ok((answer, connection)) = question(connection).await {
                self.keep(connection);
                return Ok(answer);
            }
            self.idle().clear();
        }
        let fresh = borrow(&self.pool).await?.detach();
        let (answer, connection) = question(fresh).await?;
        self.keep(connection);
        Ok(answer)
    }

    fn keep(&self, connection: PgConnection) {
        let mut idle = self.idle();
        if idle.len() < self.most {
            idle.push(connection);
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<PgConnection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether an error is the violation of the constraint with this name.
pub fn violates(error: &sqlx::Error, constraint: &str) -> bool {
    error.as_database_error().and_then(|error| error.constraint()) == Some(constraint)
}
