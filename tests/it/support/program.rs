//! The program itself, as a process of its own on a test's database: it can be killed, and it shares
//! nothing with the test but the database.

use std::cell::RefCell;
use std::net::TcpListener;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use rustix::process::Pid;
use rustix::process::Signal;
use rustix::process::kill_process;
use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::database::TestDatabase;

/// How long a real process may take for what a test waits for.
const PATIENCE: Duration = Duration::from_mins(2);

/// A running `peyvand serve`, killed when it is dropped.
pub struct Program {
    child: RefCell<Child>,
    port: u16,
    log: tempfile::NamedTempFile,
}

/// Kills one program.
pub struct Axe(Pid);

impl Axe {
    /// SIGKILL.
    pub fn fall(&self) {
        kill_process(self.0, Signal::KILL).unwrap();
    }
}

/// What came back over the wire.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
}

impl Program {
    /// Starts it, and waits until it answers.
    pub async fn start(database: &TestDatabase, arguments: &[&str]) -> Self {
        Self::start_on(free_port(), database, arguments).await
    }

    /// The same on a port, where another one may have been before.
    pub async fn start_on(port: u16, database: &TestDatabase, arguments: &[&str]) -> Self {
        let listen = format!("--listen=127.0.0.1:{port}");
        // The address is the one of a house in the test's own process: tokens and pages of the bank
        // are the same in both.
        let usual = ["--public-url=http://localhost:8600", &listen];
        let program = Self::spawn(database, port, &[&["serve"], &usual[..], arguments].concat());
        program.answers().await;
        program
    }

    /// Starts it on an address of its own, as a person's browser finds it: `serve`, or `demo`, which
    /// fills the database first.
    pub async fn open(database: &TestDatabase, command: &str) -> Self {
        let port = free_port();
        let place = match command {
            "demo" => format!("--port={port}"),
            _ => format!("--listen=127.0.0.1:{port}"),
        };
        let url = format!("--public-url={}", origin(port));
        let program = Self::spawn(database, port, &[command, &place, &url]);
        program.answers().await;
        program
    }

    /// The address that a browser opens.
    pub fn origin(&self) -> String {
        origin(self.port)
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The same, set otherwise.
    pub async fn open_with(database: &TestDatabase, command: &str, arguments: &[&str]) -> Self {
        let port = free_port();
        let (listen, url) =
            (format!("--listen=127.0.0.1:{port}"), format!("--public-url={}", origin(port)));
        let program = Self::spawn(database, port, &[&[command, &listen, &url], arguments].concat());
        program.answers().await;
        program
    }

    async fn answers(&self) {
        until("the program answers", async || {
            self.try_get("/healthz").await.is_ok_and(|reply| reply.status == 200)
        })
        .await;
    }

    /// Starts a worker, which has no pages.
    pub fn worker(database: &TestDatabase) -> Self {
        Self::worker_with(database, &[])
    }

    /// Starts a worker that is set otherwise.
    pub fn worker_with(database: &TestDatabase, arguments: &[&str]) -> Self {
        let usual = ["worker", "--public-url=http://localhost:8600"];
        Self::spawn(database, 0, &[&usual[..], arguments].concat())
    }

    /// Starts a worker that trusts a certificate of the test's.
    pub fn worker_that_trusts(
        database: &TestDatabase,
        arguments: &[&str],
        certificate: &str,
    ) -> Self {
        let usual = ["worker", "--public-url=http://localhost:8600"];
        let trust = [("SSL_CERT_FILE", certificate)];
        Self::spawn_with(database, 0, &[&usual[..], arguments].concat(), &trust)
    }

    fn spawn(database: &TestDatabase, port: u16, arguments: &[&str]) -> Self {
        Self::spawn_with(database, port, arguments, &[])
    }

    fn spawn_with(
        database: &TestDatabase,
        port: u16,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let log = tempfile::NamedTempFile::new().unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_peyvand"))
            .args(arguments)
            .env("DATABASE_URL", database.url())
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log.reopen().unwrap())
            .spawn()
            .unwrap();
        Self { child: RefCell::new(child), port, log }
    }

    /// What it has written into its log.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log.path()).unwrap()
    }

    /// SIGTERM: it is to end in good order.
    pub fn terminate(&self) {
        self.signal(Signal::TERM);
    }

    /// What kills it from wherever it is called.
    pub fn axe(&self) -> Axe {
        Axe(self.pid())
    }

    /// Whether it was killed.
    pub fn is_dead(&self) -> bool {
        self.child.borrow_mut().try_wait().unwrap().is_some_and(|status| status.code().is_none())
    }

    /// Whether it has ended, and well.
    pub fn has_ended(&self) -> bool {
        self.child.borrow_mut().try_wait().unwrap().is_some_and(|status| status.success())
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.try_get(path).await.unwrap()
    }

    pub async fn try_get(&self, path: &str) -> std::io::Result<Reply> {
        self.exchange("GET", path, "").await
    }

    /// Sends a form as the program's own page would.
    pub async fn try_submit(&self, path: &str, form: &str) -> std::io::Result<Reply> {
        self.exchange("POST", path, form).await
    }

    /// SIGKILL, so that nothing of it can clean up.
    pub fn kill(&self) {
        self.signal(Signal::KILL);
    }

    fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.borrow().id()).unwrap()).unwrap()
    }

    /// A line to it, on which nothing has been asked yet.
    pub async fn line(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.port)).await.unwrap()
    }

    async fn exchange(&self, method: &str, path: &str, form: &str) -> std::io::Result<Reply> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost:8600\r\nconnection: close\r\n\
             sec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             content-length: {}\r\n\r\n{form}",
            form.len()
        );
        stream.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| std::io::Error::other("no answer"))?;
        Ok(Reply { status })
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let child = self.child.get_mut();
        drop(child.kill());
        drop(child.wait());
    }
}

/// Waits, within bounds, until something is so.
pub async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let began = Instant::now();
    while !is_so().await {
        assert!(began.elapsed() < PATIENCE, "not within {PATIENCE:?}: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn origin(port: u16) -> String {
    format!("http://localhost:{port}")
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}
