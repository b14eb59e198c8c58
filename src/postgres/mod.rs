//! A database server of our own, for whoever has set no `DATABASE_URL`.
//!
//! A fresh clone should run with nothing to set up, and the ledger needs a real server: locks,
//! `skip locked`, `listen`. So we take the server programs that the machine has, make a private
//! cluster in the data folder and listen on a Unix socket only: no port, no password.
//!
//! Everybody who uses a cluster holds a shared lock on its `users.lock`. The first one starts
//! the server under `supervisor.sh`, later ones find it running and join, and once the lock is
//! free the supervisor stops the server. As the kernel frees locks of the dead, this holds
//! however a user ends.

mod binaries;
mod cluster;
mod folder;

use std::io;
use std::path::Path;
use std::path::PathBuf;

pub use cluster::Cluster;
pub use cluster::start;

/// What the data of a cluster is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Committed is committed, also when the power fails.
    Durable,
    /// For tests: nothing is flushed, and the server lingers a few seconds for the next test.
    Throwaway,
}

/// Why there is no private cluster; each is one sentence for the person at the terminal.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the sentence beside each variant is its documentation")]
pub enum PostgresError {
    #[error(
        "PostgreSQL's server programs (version {} or newer) were not found{found}: install them \
         (Debian, Ubuntu: apt install postgresql; Fedora: dnf install postgresql-server; \
         macOS: brew install postgresql@17), point PG_BIN_DIR at the folder of initdb, \
         or set DATABASE_URL to a server",
        binaries::OLDEST
    )]
    NoBinaries { found: String },
    #[error("PostgreSQL does not run as root, and there is no user postgres or nobody to become")]
    NoAccount,
    #[error(
        "{} belongs to another user: run as that user, or choose another PEYVAND_DATA_DIR",
        .0.display()
    )]
    Foreign(PathBuf),
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("initdb could not make a database cluster: {0}")]
    Init(String),
    #[error("PostgreSQL ended at once ({reason}); its log is {}", log.display())]
    Ended { reason: String, log: PathBuf },
    #[error("PostgreSQL did not answer for {seconds} seconds; its log is {}", log.display())]
    Silent { seconds: u64, log: PathBuf },
    #[error("another process has held {} for {seconds} seconds", path.display())]
    Busy { seconds: u64, path: PathBuf },
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl PostgresError {
    /// Adds to an error of the file system what it was about.
    fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::File { path: path.to_owned(), source }
    }
}
