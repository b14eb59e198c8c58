//! A PostgreSQL server as whoever runs a house sets it up: with `initdb` or from a base backup, by the user of
//! the server, in a folder of its own.

use std::ffi::OsStr;
use std::fs::Permissions;
use std::os::unix::fs::MetadataExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use rustix::process::Pid;
use rustix::process::Signal;
use rustix::process::kill_process;
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use tempfile::TempDir;

use crate::support::program::until;
use crate::support::tools::postgres_program;

/// A server, whose folder goes with it.
pub struct Server {
    place: TempDir,
}

impl Server {
    /// An empty one, not started. Lines of `postgresql.conf` set it.
    pub fn new(settings: &str) -> Self {
        let server = Self::in_empty_folder();
        server.run("initdb", &["--auth=trust", "--username=postgres", "--pgdata", &server.data()]);
        server.set("postgresql.conf", settings);
        server
    }

    /// One whose data somebody else brings.
    pub fn in_empty_folder() -> Self {
        Self { place: open_folder() }
    }

    /// Adds lines to one of its files.
    pub fn set(&self, file: &str, lines: &str) {
        let file = Path::new(&self.data()).join(file);
        let before = std::fs::read_to_string(&file).unwrap_or_default();
        std::fs::write(&file, format!("{before}\n{lines}\n")).unwrap();
        self.own(&file);
    }

    /// Starts it, and waits until it takes writes.
    pub async fn start(&self) {
        let flags = format!("-c listen_addresses= -c unix_socket_directories={}", self.folder());
        let log = format!("{}/log", self.folder());
        self.run("pg_ctl", &["start", "--no-wait", "-D", &self.data(), "-l", &log, "-o", &flags]);
        until("the server takes writes", async || {
            let Ok(mut server) = self.options().connect().await else { return false };
            let asked = sqlx::query_scalar("select not pg_is_in_recovery()");
            asked.fetch_one(&mut server).await.unwrap_or(false)
        })
        .await;
    }

    /// SIGKILL to all of it.
    pub async fn fall(&self) {
        kill_process(postmaster(Path::new(&self.data())).unwrap(), Signal::KILL).unwrap();
        until("it is down", async || self.options().connect().await.is_err()).await;
    }

    pub fn options(&self) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(self.place.path())
            .port(5432)
            .username("postgres")
            .database("postgres")
    }

    /// Where its data are.
    pub fn data(&self) -> String {
        format!("{}/data", self.folder())
    }

    /// Where its data and its socket are.
    pub fn folder(&self) -> String {
        self.place.path().to_str().unwrap().to_owned()
    }

    /// Runs one of PostgreSQL's programs as the server's user.
    pub fn run(&self, name: &str, arguments: &[&str]) {
        let mut command = as_server(postgres_program(name));
        let told = command.args(arguments).current_dir(self.place.path()).output().unwrap();
        assert!(told.status.success(), "{name}: {}", String::from_utf8_lossy(&told.stderr));
    }

    /// What root has written belongs to the server's user.
    fn own(&self, file: &Path) {
        let folder = std::fs::metadata(self.data()).unwrap();
        std::os::unix::fs::chown(file, Some(folder.uid()), Some(folder.gid())).unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(pid) = postmaster(Path::new(&self.data())) {
            let _ = kill_process(pid, Signal::KILL);
        }
    }
}

/// A folder into which the server's user may write.
pub fn open_folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), Permissions::from_mode(0o777)).unwrap();
    folder
}

/// The first process of the server whose data are in a folder.
pub fn postmaster(data: &Path) -> Option<Pid> {
    let told = std::fs::read_to_string(data.join("postmaster.pid")).ok()?;
    Pid::from_raw(told.lines().next()?.parse().ok()?)
}

/// A program that is run by the server's user, for PostgreSQL refuses root.
pub fn as_server(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    if rustix::process::geteuid().is_root() {
        let known = std::fs::read_to_string("/etc/passwd").unwrap();
        let line = known.lines().find(|line| line.starts_with("postgres:"));
        let ids: Vec<u32> = line.unwrap().split(':').filter_map(|id| id.parse().ok()).collect();
        command.uid(ids[0]).gid(ids[1]);
    }
    command
}
