//! Where the data are.

use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use secrecy::ExposeSecret;
use secrecy::SecretString;
use sqlx::postgres::PgConnectOptions;

use super::ConfigError;

/// The servers of the house.
#[derive(Args, Clone, Debug)]
pub struct Databases {
    /// A PostgreSQL server to use; without it a private one is started.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub(super) database_url: Option<SecretString>,

    /// A copy of the database from which reports are read; without it they are read from the database.
    #[arg(long, env = "REPORTS_DATABASE_URL", hide_env_values = true)]
    reports_database_url: Option<SecretString>,

    /// Where the private PostgreSQL server keeps its data.
    #[arg(long, env = "PEYVAND_DATA_DIR", default_value = ".peyvand")]
    pub data_dir: PathBuf,

    /// The folder of `initdb` and `postgres` for the private server, when they are in no usual place.
    #[arg(long, env = "PG_BIN_DIR")]
    pub pg_bin_dir: Option<OsString>,

    /// Connections to the database for pages, and as many again for the worker.
    #[arg(long, env = "DATABASE_CONNECTIONS", default_value_t = 10)]
    pub database_connections: u32,
}

impl Databases {
    /// Where the database is, when it is not a private one.
    pub fn given(&self) -> Result<Option<PgConnectOptions>, ConfigError> {
        place_of("DATABASE_URL", self.database_url.as_ref())
    }

    /// Where the copy is from which reports are read.
    pub fn for_reports(&self) -> Result<Option<PgConnectOptions>, ConfigError> {
        place_of("REPORTS_DATABASE_URL", self.reports_database_url.as_ref())
    }
}

fn place_of(
    name: &'static str,
    address: Option<&SecretString>,
) -> Result<Option<PgConnectOptions>, ConfigError> {
    let place = address.map(|url| PgConnectOptions::from_str(url.expose_secret()));
    place.transpose().map_err(|_| ConfigError::NoDatabase(name))
}
