//! Making, starting, joining and leaving a cluster.

use std::ffi::OsStr;
use std::ffi::OsString;
use std::fs;
use std::fs::File;
use std::fs::TryLockError;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use rustix::process::Pid;
use rustix::process::Signal;
use rustix::process::kill_process;
use sqlx::AssertSqlSafe;
use sqlx::ConnectOptions;
use sqlx::Connection;
use sqlx::PgConnection;
use sqlx::postgres::PgConnectOptions;
use sqlx::postgres::PgSslMode;
use tokio::task::spawn_blocking;
use tokio::time::sleep;
use tokio::time::timeout;

use crate::postgres::Mode;
use crate::postgres::PostgresError;
use crate::postgres::binaries;
use crate::postgres::binaries::Binaries;
use crate::postgres::folder::Base;
use crate::postgres::folder::Home;

const SUPERVISOR: &str = include_str!("supervisor.sh");

/// The name of the socket's file comes from it; nobody listens on the network.
const PORT: u16 = 5432;

const PAUSE: Duration = Duration::from_millis(20);

/// For how long a server that ends at once is started again: the processes of a killed
/// predecessor need a moment to notice.
const RETRY: Duration = Duration::from_secs(5);

/// For how long a server that runs may be silent.
const SILENCE_MAX: Duration = Duration::from_mins(1);

/// For how long recovery after a crash may take, and so the waiting for another who starts.
const RECOVERY_MAX: Duration = Duration::from_mins(10);

/// A use of a private cluster: while any is held, in any process, the server runs.
///
/// Dropping it is enough to leave; the server then stops by itself unless others use it.
/// [`Cluster::stop`] waits for that.
pub struct Cluster {
    home: Home,
    users: File,
    supervisor: Option<Child>,
}

/// Joins the cluster in a folder; makes the cluster and starts its server as needed.
///
/// # Errors
/// See [`PostgresError`]; most often there are no server programs on the machine.
pub async fn start(
    (data_dir, bin_dir): (&Path, Option<&OsStr>),
    mode: Mode,
) -> Result<Cluster, PostgresError> {
    let base = Base::prepare(data_dir)?;
    let majors = base.majors();
    let binaries = binaries::find(bin_dir, &majors)?;
    if !majors.is_empty() && !majors.contains(&binaries.major) {
        tracing::warn!(
            ?majors,
            major = binaries.major,
            "the data here belongs to another version of PostgreSQL, so an empty database is made"
        );
    }

    let home = base.of_major(binaries.major)?;
    let users_lock = home.users_lock();
    let users = home.open(&users_lock)?;
    acquire(&users_lock, || users.try_lock_shared()).await?; // waits for a supervisor that stops
    let mut cluster = Cluster { home, users, supervisor: None };
    if cluster.answer().await != Answer::Ready {
        cluster.launch(&binaries, mode).await?;
    }
    Ok(cluster)
}

impl Cluster {
    /// How the program connects to a database of the cluster.
    pub fn options(&self, database: &str) -> PgConnectOptions {
        // All that the environment could say otherwise (PGHOST, PGPORT …) is said here.
        PgConnectOptions::new_without_pgpass()
            .socket(self.home.socket())
            .port(PORT)
            .username("postgres")
            .database(database)
            .ssl_mode(PgSslMode::Disable)
    }

    /// The same as an address, for `psql` and other tools.
    pub fn url(&self, database: &str) -> String {
        let socket = self.home.socket().as_os_str().as_encoded_bytes();
        let [database, socket] = [database.as_bytes(), socket].map(|text| {
            let form: String = url::form_urlencoded::byte_serialize(text).collect();
            form.replace('+', "%20") // libpq takes a plus for a plus
        });
        format!("postgres://postgres@localhost:{PORT}/{database}?host={socket}")
    }

    /// Where the cluster lives: not in the folder asked for when the server's user cannot enter.
    pub fn data(&self) -> PathBuf {
        self.home.data()
    }

    /// Makes a database unless it is there, also when others make it at the same time.
    pub async fn ensure_database(&self, name: &str) -> Result<(), PostgresError> {
        let mut server = self.options("postgres").connect().await?;
        let there: bool =
            sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
                .bind(name)
                .fetch_one(&mut server)
                .await?;
        if !there {
            let create = format!("create database \"{}\"", name.replace('"', "\"\""));
            match sqlx::query(AssertSqlSafe(create)).execute(&mut server).await {
                // duplicate_database, or the unique index when both were at it
                Err(sqlx::Error::Database(error))
                    if matches!(error.code().as_deref(), Some("42P04" | "23505")) => {}
                done => {
                    done?;
                }
            }
        }
        Ok(server.close().await?)
    }

    /// Leaves the cluster and, when nobody else uses it, waits until its server is down.
    /// Close all pools before: their connections are cut.
    pub async fn stop(mut self) -> Result<(), PostgresError> {
        match self.users.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(()), // others stay
            Err(TryLockError::Error(error)) => {
                return Err(PostgresError::at(&self.home.users_lock())(error));
            }
        }
        if self.answer().await == Answer::None {
            return Ok(()); // it is down; the process in its file may be anybody's by now
        }
        let pid_file = self.pid_file();
        if let Some(server) = postmaster(&pid_file) {
            let asked = kill_process(server, Signal::INT); // "fast": ends sessions, flushes all
            asked.map_err(|error| PostgresError::at(&pid_file)(error.into()))?;
        }
        let began = Instant::now();
        while pid_file.exists() || self.is_supervised() {
            if SILENCE_MAX < began.elapsed() {
                return Err(self.silent(SILENCE_MAX));
            }
            sleep(PAUSE).await;
        }
        Ok(())
    }

    async fn launch(&mut self, binaries: &Binaries, mode: Mode) -> Result<(), PostgresError> {
        let start_lock = self.home.start_lock();
        let starting = self.home.open(&start_lock)?;
        acquire(&start_lock, || starting.try_lock()).await?;
        if !self.home.data().exists() {
            self.init(binaries, mode, &starting).await?;
        }
        let log = self.home.log();
        if self.answer().await == Answer::None && log.exists() {
            let previous = log.with_extension("previous.log");
            fs::rename(&log, &previous).map_err(PostgresError::at(&log))?;
        }

        let began = Instant::now();
        loop {
            match self.answer().await {
                Answer::Ready => return Ok(()),
                Answer::NotYet if began.elapsed() < RECOVERY_MAX => {}
                Answer::NotYet => return Err(self.silent(RECOVERY_MAX)),
                Answer::None if self.supervisor.is_none() => {
                    self.supervisor = Some(self.supervise(binaries, mode)?);
                }
                Answer::None if self.is_supervised() => {
                    if SILENCE_MAX < began.elapsed() {
                        return Err(self.silent(SILENCE_MAX));
                    }
                }
                Answer::None if began.elapsed() < RETRY => {
                    self.supervisor = None;
                    sleep(PAUSE * 10).await;
                }
                Answer::None => return Err(self.ended()),
            }
            sleep(PAUSE).await;
        }
    }

    /// Builds the cluster aside and moves it into place, so that what is in place is complete.
    async fn init(
        &self,
        binaries: &Binaries,
        mode: Mode,
        starting: &File,
    ) -> Result<(), PostgresError> {
        let site = self.home.building_site()?;
        let initdb = binaries.program("initdb");
        let ctype = if cfg!(target_os = "macos") { "en_US.UTF-8" } else { "C.UTF-8" };
        let mut command = self.home.command(&initdb);
        command.arg("--pgdata").arg(&site).args(["--username=postgres", "--auth=trust"]);
        command.args(["--encoding=UTF8", "--locale=C", "--lc-ctype", ctype, "--no-instructions"]);
        if mode == Mode::Throwaway {
            command.arg("--no-sync");
        }
        // With our lock as its input, initdb keeps others out even if we are killed meanwhile.
        let lock = starting.try_clone().map_err(PostgresError::at(&self.home.start_lock()))?;
        command.stdin(lock);

        let ran = spawn_blocking(move || command.output())
            .await
            .unwrap_or_else(|panic| Err(io::Error::other(panic)));
        let output = ran.map_err(PostgresError::at(&initdb))?;
        if !output.status.success() {
            let told = String::from_utf8_lossy(&output.stderr);
            return Err(PostgresError::Init(told.trim().to_owned()));
        }
        fs::rename(&site, self.home.data()).map_err(PostgresError::at(&site))
    }

    /// Starts the server under its supervisor, in a process group of its own: Ctrl-C at the
    /// terminal is for us alone, and the server must outlive our last transactions.
    fn supervise(&self, binaries: &Binaries, mode: Mode) -> Result<Child, PostgresError> {
        let shell = Path::new("/bin/sh");
        let linger_seconds = if mode == Mode::Durable { "0" } else { "5" };
        let mut command = self.home.command(shell);
        command.args(["-c", SUPERVISOR, "supervisor"]);
        command.arg(self.home.users_lock()).arg(self.pid_file()).arg(linger_seconds);
        command.arg(binaries.program("postgres")).arg("-D").arg(self.home.data());
        for setting in self.settings(mode) {
            command.arg("-c").arg(setting);
        }
        command.stdout(Stdio::null()).stderr(self.home.open(&self.home.log())?).process_group(0);
        command.spawn().map_err(PostgresError::at(shell))
    }

    fn settings(&self, mode: Mode) -> Vec<OsString> {
        let mut folder = OsString::from("unix_socket_directories=\"");
        folder.push(self.home.socket());
        folder.push("\"");
        let always =
            ["listen_addresses=", "max_connections=200", "shared_buffers=128MB", "timezone=UTC"];
        let durability: &[&str] = match mode {
            Mode::Durable => &["fsync=on", "synchronous_commit=on", "full_page_writes=on"],
            Mode::Throwaway => &[
                "fsync=off",
                "synchronous_commit=off",
                "full_page_writes=off",
                "max_wal_size=256MB", // it lives in memory
            ],
        };
        let settings = always.iter().chain(durability).map(OsString::from);
        settings.chain([folder, format!("port={PORT}").into()]).collect()
    }

    async fn answer(&self) -> Answer {
        let options = self.options("postgres");
        let Ok(connected) = timeout(RETRY, PgConnection::connect_with(&options)).await else {
            return Answer::NotYet;
        };
        match connected {
            Ok(server) => {
                drop(server.close().await);
                Answer::Ready
            }
            // cannot_connect_now: it starts, recovers or stops
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("57P03") => {
                Answer::NotYet
            }
            Err(sqlx::Error::Database(_)) => Answer::Ready, // say, too many connections
            Err(_) => Answer::None,
        }
    }

    fn pid_file(&self) -> PathBuf {
        self.home.data().join("postmaster.pid")
    }

    fn is_supervised(&mut self) -> bool {
        self.supervisor.as_mut().is_some_and(|child| matches!(child.try_wait(), Ok(None)))
    }

    fn silent(&self, waited: Duration) -> PostgresError {
        PostgresError::Silent { seconds: waited.as_secs(), log: self.home.log() }
    }

    fn ended(&self) -> PostgresError {
        let log = self.home.log();
        let told = fs::read(&log).unwrap_or_default();
        let told = String::from_utf8_lossy(&told);
        let reason = told.lines().rfind(|line| line.contains("FATAL")).or(told.lines().last());
        PostgresError::Ended { reason: reason.unwrap_or("without a word").to_owned(), log }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Ready,
    NotYet,
    None,
}

/// Waits for a lock without blocking the thread.
async fn acquire(
    path: &Path,
    attempt: impl Fn() -> Result<(), TryLockError>,
) -> Result<(), PostgresError> {
    let began = Instant::now();
    loop {
        match attempt() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(PostgresError::at(path)(error)),
            Err(TryLockError::WouldBlock) if began.elapsed() < RECOVERY_MAX => sleep(PAUSE).await,
            Err(TryLockError::WouldBlock) => {
                let seconds = RECOVERY_MAX.as_secs();
                return Err(PostgresError::Busy { seconds, path: path.to_owned() });
            }
        }
    }
}

/// The server's first process, as the server wrote it down.
fn postmaster(pid_file: &Path) -> Option<Pid> {
    let text = fs::read_to_string(pid_file).ok()?;
    Pid::from_raw(text.lines().next()?.trim().parse().ok()?)
}
