//! Two PostgreSQL servers kept by Debian's Patroni with etcd, and haproxy before them, set as `deploy/` has it.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;

use rustix::process::Signal;
use rustix::process::kill_process;
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use tempfile::TempDir;
use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::proxy::path_of_administrators;
use super::server::as_server;
use super::server::open_folder;
use super::server::postmaster;
use crate::support::program::free_port;
use crate::support::program::until;
use crate::support::tools::postgres_program;

const PASSWORD: &str = "known to this test only";

/// The servers and what keeps them; all of it falls when it is dropped.
pub struct Patroni {
    place: TempDir,
    nodes: [Node; 2],
    first: u16,
    standby: u16,
    others: Vec<Child>,
}

struct Node {
    child: Child,
    data: PathBuf,
    port: u16,
    rest: u16,
}

impl Patroni {
    /// Starts both, and waits until the second one has what the first one has.
    pub async fn start() -> Self {
        let place = open_folder();
        let etcd = Etcd::start(&place);
        let one = Node::start(&place, "one", etcd.port);
        until("the first server leads", async || one.is("primary").await).await;
        let two = Node::start(&place, "two", etcd.port);
        until("the second one follows", async || two.is("synchronous").await).await;
        let (first, standby) = (free_port(), free_port());
        let haproxy = haproxy(&[&one, &two], first, standby);
        let nodes = [one, two];
        let patroni = Self { place, nodes, first, standby, others: vec![etcd.child, haproxy] };
        for (way, follows) in [(patroni.first(), false), (patroni.standby(), true)] {
            until("there is a way to it", async || leads_to(&way, follows).await).await;
        }
        patroni
    }

    /// The way to whichever server is the first.
    pub fn first(&self) -> PgConnectOptions {
        options(self.first)
    }

    /// The way to its standby.
    pub fn standby(&self) -> PgConnectOptions {
        options(self.standby)
    }

    /// The machine of the first server falls: PostgreSQL and Patroni at once.
    pub fn lose_the_first(&mut self) {
        let [one, _] = &mut self.nodes;
        one.child.kill().unwrap();
        kill_process(postmaster(&one.data).unwrap(), Signal::KILL).unwrap();
    }

    /// What Patroni and PostgreSQL wrote.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.place.path().join("two.log")).unwrap_or_default()
    }
}

impl Drop for Patroni {
    fn drop(&mut self) {
        for node in &mut self.nodes {
            drop(node.child.kill());
            drop(node.child.wait());
            if let Some(pid) = postmaster(&node.data) {
                let _ = kill_process(pid, Signal::KILL);
            }
        }
        for child in &mut self.others {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

impl Node {
    fn start(place: &TempDir, name: &str, etcd: u16) -> Self {
        let (port, rest) = (free_port(), free_port());
        let (listen, api) = (local(port), local(rest));
        let data = place.path().join(name);
        let config = place.path().join("patroni.yml");
        std::fs::copy(deployed("patroni.yml"), &config).unwrap();
        let binaries = postgres_program("postgres").parent().unwrap().to_owned();
        let log = std::fs::File::create(place.path().join(format!("{name}.log"))).unwrap();
        let child = as_server("patroni")
            .arg(&config)
            .env("PATRONI_NAME", name)
            .env("PATRONI_ETCD3_HOSTS", local(etcd))
            .envs([("PATRONI_RESTAPI_LISTEN", &api), ("PATRONI_RESTAPI_CONNECT_ADDRESS", &api)])
            .envs([("PATRONI_POSTGRESQL_LISTEN", &listen)])
            .envs([("PATRONI_POSTGRESQL_CONNECT_ADDRESS", &listen)])
            .env("PATRONI_POSTGRESQL_DATA_DIR", &data)
            .env("PATRONI_POSTGRESQL_BIN_DIR", binaries)
            .env("PATRONI_POSTGRESQL_PGPASS", place.path().join(format!("{name}.pgpass")))
            .envs([("PATRONI_SUPERUSER_USERNAME", "postgres")])
            .envs([("PATRONI_SUPERUSER_PASSWORD", PASSWORD)])
            .envs([("PATRONI_REPLICATION_USERNAME", "replication")])
            .envs([("PATRONI_REPLICATION_PASSWORD", PASSWORD)])
            .current_dir(place.path())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        Self { child, data, port, rest }
    }

    /// Whether Patroni says so.
    async fn is(&self, what: &str) -> bool {
        let asked = async {
            let mut stream = TcpStream::connect(local(self.rest)).await?;
            let line = format!("GET /{what} HTTP/1.0\r\n\r\n");
            stream.write_all(line.as_bytes()).await?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer).await?;
            std::io::Result::Ok(answer)
        };
        asked.await.is_ok_and(|answer| answer.split(' ').nth(1) == Some("200"))
    }
}

struct Etcd {
    child: Child,
    port: u16,
}

impl Etcd {
    fn start(place: &TempDir) -> Self {
        let (port, peers) = (free_port(), free_port());
        let (clients, peers) =
            (format!("http://{}", local(port)), format!("http://{}", local(peers)));
        let child = quiet("etcd")
            .arg("--data-dir")
            .arg(place.path().join("etcd"))
            .args(["--listen-client-urls", &clients, "--advertise-client-urls", &clients])
            .args(["--listen-peer-urls", &peers, "--initial-advertise-peer-urls", &peers])
            .args(["--initial-cluster", &format!("default={peers}")])
            .spawn()
            .unwrap();
        Self { child, port }
    }
}

fn haproxy([one, two]: &[&Node; 2], first: u16, standby: u16) -> Child {
    quiet("haproxy")
        .arg("-db")
        .arg("-f")
        .arg(deployed("haproxy-postgres.cfg"))
        .envs([("FIRST", local(first)), ("STANDBY", local(standby))])
        .envs([("ONE", local(one.port)), ("TWO", local(two.port))])
        .envs([("ONE_PATRONI", one.rest.to_string()), ("TWO_PATRONI", two.rest.to_string())])
        .spawn()
        .unwrap()
}

/// Whether a way leads to no other than the first server, or to no other than its standby: haproxy takes all of them
/// in turn until it has heard what they are.
async fn leads_to(way: &PgConnectOptions, follows: bool) -> bool {
    for _ in 0..4 {
        let Ok(mut server) = way.connect().await else { return false };
        let asked = sqlx::query_scalar("select pg_is_in_recovery()");
        if asked.fetch_one(&mut server).await.ok() != Some(follows) {
            return false;
        }
    }
    true
}

fn options(port: u16) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .host("127.0.0.1")
        .port(port)
        .username("postgres")
        .password(PASSWORD)
        .database("postgres")
}

fn quiet(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.env("PATH", path_of_administrators());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    command
}

fn local(port: u16) -> String {
    format!("127.0.0.1:{port}")
}

/// A file of the ones that are copied to where the house runs.
pub fn deployed(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy").join(file)
}
