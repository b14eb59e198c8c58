//! A bounded load generator for this machine only: one blocking thread for each connection, HTTP/1.1
//! kept alive, nothing shared between the threads but a counter.
//!
//! ```text
//! lg --url http://127.0.0.1:PORT/p/{} [--tokens FILE [--from N]] [--seq N]
//!    [--conns 8] [--secs 5] [--warm 0.5] [--rate 0] [--count N]
//!    [--method GET] [--expect 200] [--hdr 'name: value']... [--pid name=PID]...
//! ```
//!
//! `{}` becomes a line of FILE in a scattered order; with --from each line once, in order; with --seq
//! a number. At rate 0 every thread asks again as soon as it was answered; at a rate the latency
//! counts from the moment at which a request was due, so a slow server cannot hide its queue.
//! Prints one line of JSON, with the CPU microseconds a request cost in each tree of processes.

use std::env;
use std::fs;
use std::io;
use std::io::Read;
use std::io::Write;
use std::net::SocketAddr;
use std::net::TcpStream;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::Barrier;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;
use std::time::Duration;
use std::time::Instant;

const SECS_MAX: f64 = 60.0;
const CONNS_MAX: usize = 512;
const PATIENCE: Duration = Duration::from_secs(30);

/// Linux counts the CPU time of a process in hundredths of a second.
const TICK_US: f64 = 10_000.0;

/// Spreads consecutive numbers over the lines of a file.
const SCATTER: u64 = 2_654_435_761;

fn main() -> ExitCode {
    let arguments = Arguments(env::args().collect());
    match run(&arguments) {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("lg: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Arguments(Vec<String>);

impl Arguments {
    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let pairs = self.0.iter().zip(self.0.iter().skip(1));
        pairs.filter(move |(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    fn text<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next()
    }

    fn number<T: std::str::FromStr>(&self, name: &str, default: T) -> Result<T, String> {
        match self.text(name) {
            Some(text) => text.parse().map_err(|_| format!("{name} is not a number: {text}")),
            None => Ok(default),
        }
    }
}

/// What takes the place of `{}`.
enum Fill {
    Nothing,
    Number(u64),
    AnyLine(Vec<String>),
    EachLine(Vec<String>, usize),
}

impl Fill {
    fn of(arguments: &Arguments) -> Result<Self, String> {
        let Some(file) = arguments.text("--tokens") else {
            return Ok(match arguments.text("--seq") {
                Some(_) => Fill::Number(arguments.number("--seq", 0)?),
                None => Fill::Nothing,
            });
        };
        let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        let lines: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        match arguments.text("--from") {
            Some(_) => Ok(Fill::EachLine(lines, arguments.number("--from", 0)?)),
            None if lines.is_empty() => Err(format!("{file} is empty")),
            None => Ok(Fill::AnyLine(lines)),
        }
    }

    /// `None`: every line has been used.
    fn take(&self, ticket: u64) -> Option<String> {
        let at = usize::try_from(ticket).ok()?;
        match self {
            Fill::Nothing => Some(String::new()),
            Fill::Number(first) => Some((first + ticket).to_string()),
            Fill::AnyLine(lines) => {
                let scattered = ticket.wrapping_mul(SCATTER) % lines.len() as u64;
                Some(lines[scattered as usize].clone())
            }
            Fill::EachLine(lines, first) => lines.get(first + at).cloned(),
        }
    }
}

struct Plan {
    address: SocketAddr,
    method: String,
    path: String,
    head: String,
    fill: Fill,
    expect: u16,
    conns: usize,
    rate: f64,
    count: u64,
}

impl Plan {
    fn of(arguments: &Arguments) -> Result<Self, String> {
        let url = arguments.text("--url").and_then(|url| url.strip_prefix("http://"));
        let (host, path) = url.and_then(|url| url.split_once('/')).ok_or("--url http://…/…")?;
        let address: SocketAddr = host.parse().map_err(|_| "the host is not IP:PORT")?;
        if !address.ip().is_loopback() {
            return Err("lg asks this machine only".to_owned());
        }
        let method = arguments.text("--method").unwrap_or("GET").to_owned();
        let mut head = format!("host: {host}\r\n");
        arguments.all("--hdr").for_each(|line| head.extend([line, "\r\n"]));
        if method != "GET" {
            head.push_str("content-length: 0\r\n");
        }
        let conns = arguments.number("--conns", 8)?;
        if CONNS_MAX < conns {
            return Err(format!("at most {CONNS_MAX} connections"));
        }
        Ok(Self {
            address,
            method,
            path: format!("/{path}"),
            head,
            fill: Fill::of(arguments)?,
            expect: arguments.number("--expect", 200)?,
            conns,
            rate: arguments.number("--rate", 0.0)?,
            count: arguments.number("--count", u64::MAX)?,
        })
    }
}

/// What one thread saw, or all of them.
#[derive(Default)]
struct Seen {
    latencies: Vec<u32>,
    ok: u64,
    bad: u64,
    bytes: u64,
}

fn run(arguments: &Arguments) -> Result<String, String> {
    let plan = Arc::new(Plan::of(arguments)?);
    let (secs, warm) = (arguments.number("--secs", 5.0)?, arguments.number("--warm", 0.5)?);
    if SECS_MAX < secs + warm {
        return Err(format!("at most {SECS_MAX} seconds"));
    }
    let tickets = Arc::new(AtomicU64::new(0));
    if 0.0 < warm {
        phase(&plan, &tickets, warm);
    }
    let warmed = tickets.load(Relaxed);
    let before = cpu(arguments)?;
    let began = Instant::now();
    let mut seen = phase(&plan, &tickets, secs);
    let elapsed = began.elapsed().as_secs_f64();
    let after = cpu(arguments)?;

    let asked = (seen.ok + seen.bad).max(1) as f64;
    seen.latencies.sort_unstable();
    let mut line = format!(
        r#"{{"rps":{:.1},"ok":{},"bad":{},"used":{},"bytes":{:.0}"#,
        asked / elapsed,
        seen.ok,
        seen.bad,
        warmed.max(tickets.load(Relaxed)),
        seen.bytes as f64 / asked,
    );
    for (name, share) in [("p50_us", 0.5), ("p90_us", 0.9), ("p99_us", 0.99)] {
        let at = (seen.latencies.len() as f64 * share) as usize;
        let latency = seen.latencies.get(at).or(seen.latencies.last()).copied().unwrap_or(0);
        line.push_str(&format!(r#","{name}":{latency}"#));
    }
    for ((name, before), (_, after)) in before.into_iter().zip(after) {
        line.push_str(&format!(r#","{name}_us":{:.1}"#, (after - before) / asked));
    }
    Ok(line + "}")
}

fn phase(plan: &Arc<Plan>, tickets: &Arc<AtomicU64>, secs: f64) -> Seen {
    let (first, start) = (tickets.load(Relaxed), Arc::new(Barrier::new(plan.conns)));
    let threads: Vec<_> = (0..plan.conns)
        .map(|_| {
            let (plan, tickets, start) = (plan.clone(), tickets.clone(), start.clone());
            thread::spawn(move || {
                start.wait();
                ask_until_the_end(&plan, &tickets, first, secs)
            })
        })
        .collect();
    let mut all = Seen::default();
    for seen in threads.into_iter().filter_map(|thread| thread.join().ok()) {
        all.latencies.extend(seen.latencies);
        all.ok += seen.ok;
        all.bad += seen.bad;
        all.bytes += seen.bytes;
    }
    all
}

fn ask_until_the_end(plan: &Plan, tickets: &AtomicU64, first: u64, secs: f64) -> Seen {
    let (mut connection, mut seen) = (Connection::default(), Seen::default());
    let began = Instant::now();
    loop {
        let due = if plan.rate > 0.0 {
            // A ticket that nobody draws is a token that nobody uses.
            let next = tickets.load(Relaxed) - first;
            Duration::from_secs_f64(next as f64 / plan.rate)
        } else {
            began.elapsed()
        };
        if secs <= due.as_secs_f64() || secs + 20.0 <= began.elapsed().as_secs_f64() {
            return seen;
        }
        let ticket = tickets.fetch_add(1, Relaxed);
        if plan.count <= ticket - first {
            return seen;
        }
        let Some(token) = plan.fill.take(ticket) else { return seen };
        let due = if plan.rate > 0.0 {
            let due = began + Duration::from_secs_f64((ticket - first) as f64 / plan.rate);
            thread::sleep(due.saturating_duration_since(Instant::now()));
            due
        } else {
            Instant::now()
        };
        match connection.ask(plan, &token) {
            Ok((status, bytes)) if status == plan.expect => {
                seen.ok += 1;
                seen.bytes += bytes as u64;
            }
            Ok((_, bytes)) => {
                seen.bad += 1;
                seen.bytes += bytes as u64;
            }
            Err(_) => {
                seen.bad += 1;
                connection = Connection::default();
                thread::sleep(Duration::from_millis(5));
            }
        }
        let micros = due.elapsed().as_micros().min(u128::from(u32::MAX));
        seen.latencies.push(micros as u32);
    }
}

#[derive(Default)]
struct Connection {
    stream: Option<TcpStream>,
    answer: Vec<u8>,
}

impl Connection {
    /// Asks once: the status, and the bytes of the whole answer.
    fn ask(&mut self, plan: &Plan, token: &str) -> io::Result<(u16, usize)> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(plan.address)?;
                stream.set_nodelay(true)?;
                stream.set_read_timeout(Some(PATIENCE))?;
                stream
            }
        };
        let path = plan.path.replacen("{}", token, 1);
        let request = format!("{} {path} HTTP/1.1\r\n{}\r\n", plan.method, plan.head);
        stream.write_all(request.as_bytes())?;
        self.answer.clear();
        let body = loop {
            self.read(&mut stream)?;
            if let Some(at) = self.answer.windows(4).position(|part| part == b"\r\n\r\n") {
                break at + 4;
            }
        };
        let head = String::from_utf8_lossy(&self.answer[..body]).to_ascii_lowercase();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
        if let Some(length) = length.and_then(|length| length.trim().parse::<usize>().ok()) {
            while self.answer.len() < body + length {
                self.read(&mut stream)?;
            }
        } else if head.contains("transfer-encoding: chunked") {
            while !self.answer.ends_with(b"0\r\n\r\n") {
                self.read(&mut stream)?;
            }
        }
        if !head.contains("connection: close") {
            self.stream = Some(stream);
        }
        Ok((status, self.answer.len()))
    }

    fn read(&mut self, stream: &mut TcpStream) -> io::Result<()> {
        let mut part = [0; 65536];
        match stream.read(&mut part)? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            count => {
                self.answer.extend_from_slice(&part[..count]);
                Ok(())
            }
        }
    }
}

/// The CPU microseconds of each named tree of processes until now.
fn cpu(arguments: &Arguments) -> Result<Vec<(String, f64)>, String> {
    let named = arguments.all("--pid").map(|named| {
        let (name, pid) = named.split_once('=').ok_or("--pid name=PID")?;
        let pid = pid.parse().map_err(|_| format!("{pid} is no process"))?;
        Ok((name.to_owned(), tree_us(pid)))
    });
    named.collect()
}

struct Process {
    pid: u32,
    parent: u32,
    ticks: u64,
}

/// A process with its children, living and dead.
fn tree_us(root: u32) -> f64 {
    let files = fs::read_dir("/proc").into_iter().flatten().flatten();
    let all: Vec<Process> = files
        .filter_map(|file| {
            let pid = file.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
            // The name of a program may hold spaces; it ends with the last parenthesis.
            let fields: Vec<&str> = stat[stat.rfind(')')? + 2..].split(' ').collect();
            let ticks = fields.get(11..15)?.iter().filter_map(|field| field.parse::<u64>().ok());
            Some(Process { pid, parent: fields[1].parse().ok()?, ticks: ticks.sum() })
        })
        .collect();
    let mut tree = vec![root];
    let mut next = 0;
    while let Some(parent) = tree.get(next).copied() {
        tree.extend(all.iter().filter(|process| process.parent == parent).map(|child| child.pid));
        next += 1;
    }
    let ticks: u64 =
        all.iter().filter(|process| tree.contains(&process.pid)).map(|process| process.ticks).sum();
    ticks as f64 * TICK_US
}
