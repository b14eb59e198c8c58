//! More visitors than can be served: whoever finds no place hears so at once, and nobody else suffers for it.

use std::time::Duration;
use std::time::Instant;

use axum::http::StatusCode;
use axum::http::header;
use futures_util::future::join;
use futures_util::future::join_all;
use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::sleep;
use tokio::time::timeout;

use crate::support::house::House;
use crate::support::program::Program;
use crate::support::program::until;

/// What is told at once is told within this time, on whatever machine: a tenth of what a line may idle.
const AT_ONCE: Duration = Duration::from_secs(1);

/// A place is free again so soon after somebody has hung up.
const SOON: Duration = Duration::from_secs(1);

/// A line on which a page was asked for and answered, and which its visitor keeps. The place of the line before
/// may be free a moment after its visitor has seen its end.
async fn kept_line(program: &Program) -> TcpStream {
    loop {
        let mut line = program.line().await;
        line.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost:8600\r\n\r\n").await.unwrap();
        let mut answer = vec![0; 4096];
        let count = line.read(&mut answer).await.unwrap();
        if answer[..count].starts_with(b"HTTP/1.1 200") {
            return line;
        }
        sleep(Duration::from_millis(10)).await;
    }
}

/// All that comes back on a new line for a request, until the program hangs up.
async fn told(program: &Program, request: &[u8]) -> std::io::Result<String> {
    let mut line = program.line().await;
    line.write_all(request).await?;
    let mut answer = String::new();
    line.read_to_string(&mut answer).await?;
    Ok(answer)
}

#[tokio::test]
async fn whoever_finds_no_place_is_told_at_once_and_is_served_when_somebody_has_left() {
    let house = House::open_now().await;
    let program = Program::start(house.database(), &["--no-worker", "--connections-max=3"]).await;
    let mut kept = vec![];
    for _ in 0..3 {
        kept.push(kept_line(&program).await);
    }

    let page = b"GET /p/00000000000000000000000000 HTTP/1.1\r\nhost: localhost:8600\r\n\r\n";
    let began = Instant::now();
    let answer = timeout(AT_ONCE, told(&program, page)).await.expect("at once").unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 503 Service Unavailable\r\n"), "{head}");
    let said = |name: &str| {
        let lines = head.lines().filter_map(|line| line.split_once(": "));
        let mut found = lines.filter(|(found, _)| *found == name).map(|(_, value)| value);
        found.next().unwrap_or_else(|| panic!("no {name} in {head}"))
    };
    assert!((1..=10).contains(&said("retry-after").parse::<u32>().unwrap()), "{head}");
    assert_eq!(said("connection"), "close");
    assert_eq!(said("content-type"), "text/html; charset=utf-8");
    assert_eq!(said("content-length"), body.len().to_string());
    assert_eq!(said("cache-control"), "no-store");
    let healthy = house.get("/login").await;
    for name in ["content-security-policy", "x-content-type-options", "referrer-policy"] {
        assert_eq!(said(name), healthy.headers[name], "as on every other answer");
    }
    let places = ["سرور شلوغ است", "The server is busy"].map(|words| body.find(words).unwrap());
    assert!(places[0] < places[1], "Persian first: {body}");
    assert!(body.len() < 4096, "{} bytes", body.len());

    // Nobody has lost their place by it, and the first that is free is given to the next.
    kept[0].write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost:8600\r\n\r\n").await.unwrap();
    let mut answer = [0; 12];
    kept[0].read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
    assert!(began.elapsed() < Duration::from_secs(8), "no line has ended by itself meanwhile");
    drop(kept.pop());
    let began = Instant::now();
    until("the next is served", async || program.get("/healthz").await.status == 200).await;
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}

/// A form, and a picture with it, that were on their way: the answer is heard all the same, and not lost
/// because the line was broken off under what the visitor was still sending.
#[tokio::test]
async fn whoever_was_sending_something_long_hears_the_answer_too() {
    let house = House::open_now().await;
    let program = Program::start(house.database(), &["--no-worker", "--connections-max=1"]).await;
    let kept = kept_line(&program).await;
    let (host, body) = ("host: localhost:8600", vec![b'x'; 200_000]);
    let head =
        format!("POST /p/x/pay HTTP/1.1\r\n{host}\r\ncontent-length: {}\r\n\r\n", body.len());
    for _ in 0..20 {
        let mut line = program.line().await;
        line.write_all(head.as_bytes()).await.unwrap();
        for part in body.chunks(20_000) {
            line.write_all(part).await.unwrap();
            sleep(Duration::from_millis(2)).await;
        }
        let mut answer = String::new();
        line.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    }
    drop(kept);
}

/// Hundreds at once, of whom most do not hang up: each is told, and those who have a place are served meanwhile.
#[tokio::test]
async fn a_crowd_before_the_door_is_told_to_the_last_and_takes_nothing_from_who_is_inside() {
    let house = House::open_now().await;
    let program = Program::start(house.database(), &["--no-worker", "--connections-max=1"]).await;
    let mut kept = kept_line(&program).await;
    let crowd = join_all((0..400).map(|_| async {
        let mut line = program.line().await;
        line.write_all(b"GET / HTTP/1.1\r\nhost: localhost:8600\r\n\r\n").await.unwrap();
        let mut answer = [0; 12];
        line.read_exact(&mut answer).await.unwrap();
        // It stays open until all have heard it.
        (answer, line)
    }));
    let crowd = timeout(Duration::from_secs(5), crowd).await.expect("nobody is left waiting");
    assert!(crowd.iter().all(|(answer, _)| answer == b"HTTP/1.1 503"));
    kept.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost:8600\r\n\r\n").await.unwrap();
    let mut answer = [0; 12];
    kept.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
    let metrics = told(&program, b"GET /healthz HTTP/1.1\r\n\r\n").await.unwrap();
    assert!(metrics.starts_with("HTTP/1.1 503"), "the place inside is still taken");
}

#[tokio::test]
async fn a_line_on_which_nobody_asks_anything_gives_its_place_to_others() {
    let house = House::open_now().await;
    let program = Program::start(house.database(), &["--no-worker", "--connections-max=2"]).await;
    // One has asked, the other never.
    let lines = (kept_line(&program).await, program.line().await);
    let began = Instant::now();
    until("the first is free", async || program.get("/healthz").await.status == 200).await;
    assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
    drop(lines);
}

/// All connections to the database are taken, and payers come in a crowd. So many wait, and are served as soon
/// as it can be; the rest hear at once, in their language, that they may come again.
#[tokio::test]
async fn of_payers_in_a_crowd_no_more_wait_than_are_soon_served() {
    let house = House::open().await;
    let shop = house.shop().await;
    let door = house.door(house.link(&shop).await);
    assert_eq!(house.get(&door).await.status, StatusCode::OK);
    let most = house.app.db.options().get_max_connections();
    let taken = join_all((0..most).map(|_| house.app.db.acquire())).await;
    let began = Instant::now();
    let crowd = join_all((0..300).map(|_| async {
        let page = house.get(&door).await;
        (page, began.elapsed())
    }));
    let freed = async {
        sleep(Duration::from_millis(100)).await;
        let freed = began.elapsed();
        let surplus = house.get(&format!("{door}?lang=en")).await;
        assert!(surplus.text().contains("The server is busy"), "{surplus:?}");
        drop(taken);
        freed
    };
    let (crowd, freed) = join(crowd, freed).await;
    let (served, refused): (Vec<_>, Vec<_>) =
        crowd.into_iter().partition(|(page, _)| page.status == StatusCode::OK);
    assert!(200 <= served.len() && served.len() < 290, "{} were served", served.len());
    for (page, after) in refused {
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{page:?}");
        assert_eq!(page.headers[header::RETRY_AFTER], "3");
        assert!(page.text().contains("سرور شلوغ است"), "{page:?}");
        assert!(after < freed, "they did not wait for the database: {after:?}, {freed:?}");
    }
    assert_eq!(house.get(&door).await.status, StatusCode::OK);
}
