//! The private cluster from outside: started, joined, left and killed.

use std::fs;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use peyvand::postgres;
use peyvand::postgres::Cluster;
use peyvand::postgres::Mode;
use rustix::process::Pid;
use rustix::process::Signal;
use rustix::process::kill_process;
use sqlx::ConnectOptions;
use sqlx::Connection;
use sqlx::PgConnection;
use tempfile::TempDir;

use crate::support::database::TestDatabase;
use crate::support::database::named_folder;

#[tokio::test]
async fn a_new_folder_becomes_a_cluster_that_keeps_its_data() {
    let folder = folder();
    let cluster =
        postgres::start((folder.path(), named_folder().as_deref()), Mode::Durable).await.unwrap();
    cluster.ensure_database("it's a \"shop\"").await.unwrap();
    cluster.ensure_database("it's a \"shop\"").await.unwrap();
    let mut shop = cluster.options("it's a \"shop\"").connect().await.unwrap();
    sqlx::raw_sql("create table kept ()").execute(&mut shop).await.unwrap();
    let settings = "select array[current_setting('fsync'), current_setting('timezone'),
        current_setting('listen_addresses'), current_setting('server_encoding')]";
    let settings: Vec<String> = sqlx::query_scalar(settings).fetch_one(&mut shop).await.unwrap();
    assert_eq!(settings, ["on", "UTC", "", "UTF8"]);
    cluster.stop().await.unwrap();

    let cluster =
        postgres::start((folder.path(), named_folder().as_deref()), Mode::Durable).await.unwrap();
    let mut shop = connect(&cluster.url("it's a \"shop\"")).await;
    sqlx::raw_sql("select from kept").execute(&mut shop).await.unwrap();
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn the_server_runs_until_its_last_user_leaves() {
    let folder = folder();
    let named = named_folder();
    let start = || postgres::start((folder.path(), named.as_deref()), Mode::Durable);
    let (first, second) = tokio::try_join!(start(), start()).unwrap();
    let server = server_of(&first);

    first.stop().await.unwrap();
    assert!(is_alive(&second).await);
    assert_eq!(server_of(&second), server);
    drop(second);
    until_gone(&server);

    let third = start().await.unwrap();
    assert!(is_alive(&third).await);
    third.stop().await.unwrap();
}

#[tokio::test]
async fn a_killed_server_recovers_at_the_next_start() {
    let folder = folder();
    let cluster =
        postgres::start((folder.path(), named_folder().as_deref()), Mode::Durable).await.unwrap();
    cluster.ensure_database("kept").await.unwrap();
    kill(&server_of(&cluster));
    drop(cluster);

    let cluster =
        postgres::start((folder.path(), named_folder().as_deref()), Mode::Durable).await.unwrap();
    cluster.options("kept").connect().await.unwrap();
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn a_path_may_be_longer_than_a_socket_allows_and_hold_any_character() {
    let folder = folder();
    let deep = folder.path().join("پوشه").join("x".repeat(120));
    for path in [deep, folder.path().join("a \"b\""), folder.path().join("a, b + c")] {
        let cluster =
            postgres::start((&path, named_folder().as_deref()), Mode::Durable).await.unwrap();
        assert!(is_alive(&cluster).await);
        connect(&cluster.url("postgres")).await;
        let socket = cluster.options("postgres").get_socket().cloned().unwrap();
        cluster.stop().await.unwrap();
        fs::remove_dir(socket).unwrap(); // for it may be outside of our folder
    }
}

#[tokio::test]
async fn each_test_has_a_database_of_its_own() {
    let (one, two) = tokio::join!(TestDatabase::create(), TestDatabase::create());
    let mut at_one = one.options().connect().await.unwrap();
    let mut at_two = connect(&two.url()).await;
    sqlx::raw_sql("create table mine ()").execute(&mut at_one).await.unwrap();
    assert!(sqlx::raw_sql("select from mine").execute(&mut at_two).await.is_err());
    let migrations = "select count(*) from _sqlx_migrations where success";
    let migrations: i64 = sqlx::query_scalar(migrations).fetch_one(&mut at_two).await.unwrap();
    assert_eq!(usize::try_from(migrations).unwrap(), peyvand::db::MIGRATOR.iter().count());

    let gone = one.options();
    one.drop_now().await;
    assert!(gone.connect().await.is_err());
    let gone = two.options();
    drop(two);
    assert!(gone.connect().await.is_err());
}

// With the program itself.

#[test]
fn without_server_programs_the_program_says_in_one_sentence_what_to_install() {
    let [folder, empty] = [folder(), folder()];
    let mut migrate = program("migrate", folder.path());
    let output = migrate.env("PG_BIN_DIR", empty.path()).output().unwrap();
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&output.stderr);
    for word in ["PG_BIN_DIR=", "apt install postgresql", "dnf", "brew", "DATABASE_URL"] {
        assert!(told.contains(word), "{word} is missing in: {told}");
    }
}

#[test]
fn a_second_program_on_the_folder_works_and_the_first_one_stays() {
    let folder = folder();
    let mut first = serve(folder.path());
    let server = Server::in_folder(folder.path());
    assert!(program("migrate", folder.path()).status().unwrap().success());
    assert!(first.try_wait().unwrap().is_none());
    assert_eq!(Server::in_folder(folder.path()), server);
    end(&mut first);
    until_gone(&server);
}

#[test]
fn a_killed_program_takes_its_server_along_and_can_start_again_at_once() {
    let folder = folder();
    assert!(program("migrate", folder.path()).status().unwrap().success());
    for _ in 0..3 {
        let mut killed = serve(folder.path());
        let server = Server::in_folder(folder.path());
        end(&mut killed);
        assert!(program("migrate", folder.path()).status().unwrap().success());
        until_gone(&server);
    }
}

fn program(subcommand: &str, folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_peyvand"));
    command.arg(subcommand).env("PEYVAND_DATA_DIR", folder).env_remove("DATABASE_URL");
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}

fn serve(folder: &Path) -> Child {
    // Any free port will do: nobody asks for a page here.
    program("serve", folder).env("LISTEN", "127.0.0.1:0").stderr(Stdio::null()).spawn().unwrap()
}

/// SIGKILL, so that nothing of ours can clean up.
fn end(program: &mut Child) {
    program.kill().unwrap();
    program.wait().unwrap();
}

// What the tests look at.

/// A server's first process and the file that it removes at its end.
#[derive(Debug, PartialEq)]
struct Server {
    pid: i32,
    pid_file: PathBuf,
}

impl Server {
    /// Waits until a program has started it.
    fn in_folder(folder: &Path) -> Self {
        let running = || {
            let mut homes = fs::read_dir(folder).ok()?.flatten();
            homes.find_map(|home| Self::of(&home.path().join("data")))
        };
        let mut found = None;
        within_seconds(60, || {
            found = running();
            found.is_some()
        });
        found.unwrap()
    }

    fn of(data: &Path) -> Option<Self> {
        let pid_file = data.join("postmaster.pid");
        let text = fs::read_to_string(&pid_file).ok()?;
        // Its last line tells the state.
        let is_ready = text.lines().last()?.trim() == "ready";
        Some(Self { pid: text.lines().next()?.parse().ok()?, pid_file }).filter(|_| is_ready)
    }
}

fn server_of(cluster: &Cluster) -> Server {
    Server::of(&cluster.data()).unwrap()
}

fn kill(server: &Server) {
    signal(server.pid, Signal::KILL);
}

fn signal(pid: i32, signal: Signal) {
    kill_process(Pid::from_raw(pid).unwrap(), signal).unwrap();
}

/// What brings the server of a cluster down, from wherever it is called.
pub fn axe(cluster: &Cluster, how: Signal) -> impl Fn() + Send + Sync + use<> {
    let server = server_of(cluster);
    move || signal(server.pid, how)
}

/// Waits until a server has stopped cleanly, be it that another one runs by now.
fn until_gone(server: &Server) {
    within_seconds(60, || {
        let text = fs::read_to_string(&server.pid_file).unwrap_or_default();
        text.lines().next() != Some(&server.pid.to_string())
    });
}

fn within_seconds(seconds: u64, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(seconds), "not within {seconds} seconds");
        std::thread::sleep(Duration::from_millis(20));
    }
}

async fn is_alive(cluster: &Cluster) -> bool {
    cluster.options("postgres").connect().await.is_ok()
}

async fn connect(url: &str) -> PgConnection {
    PgConnection::connect(url).await.unwrap()
}

/// A folder that the server's user can enter when we are root.
pub fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    folder
}
