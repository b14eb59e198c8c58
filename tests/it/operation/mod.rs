//! The house as it is run for good: several instances behind one proxy, on a database that has a standby, with
//! the files of `deploy/` as they are.
//!
//! Needs Debian's `haproxy`, `patroni` with `python3-etcd`, and `etcd-server`. Where they are missing a notice is
//! printed and the test ends; in CI that is a failure.

mod failover;
mod monitor;
mod patroni;
mod payers;
mod proxy;
mod rolling;
mod server;
mod wal;

use peyvand::db;
use sqlx::ConnectOptions;
use sqlx::Connection;
use sqlx::postgres::PgConnectOptions;

/// The name of the database on a server of a test's own.
const NAME: &str = "peyvand";

/// Makes it, with its schema.
async fn create(server: &PgConnectOptions) {
    let mut connection = server.connect().await.unwrap();
    sqlx::raw_sql("create database peyvand").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    db::migrate(&server.clone().database(NAME)).await.unwrap();
}
