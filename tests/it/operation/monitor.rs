//! What a monitor reads of the running program, and the board that shows it.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use peyvand::alarms;
use peyvand::alarms::Kind;
use serde_json::Value;

use super::payers::Payers;
use super::proxy::visitor;
use crate::support::house::House;
use crate::support::program::Program;
use crate::support::program::until;

/// The board as it is handed to whoever runs the house.
const BOARD: &str = include_str!("../../../deploy/grafana.json");

/// What this program has not counted yet: it turned nobody away, called no other company and raised no alarm (the
/// test did).
const RARE: [&str; 4] = [
    "peyvand_turned_away_total",
    "peyvand_calls_total",
    "peyvand_call_seconds_bucket",
    "peyvand_alarms_total",
];

#[tokio::test]
async fn a_monitor_sees_what_waits_what_went_through_and_that_nothing_is_shown_which_is_gone() {
    let house = House::open_now().await;
    let shop = house.shop().await;
    let program = Program::start(house.database(), &["--metrics-token=monitor"]).await;
    let link = house.link_of(&shop, None, None).await;
    let under_way = house.send(link).await;
    let now = house.app.clock.now();
    alarms::raise(house.db(), Kind::GatewaySilent, "sandbox", "a test", now).await.unwrap();

    let seen = read(&program).await;
    assert_eq!(value(&seen, "peyvand_database_up"), Some(1), "{seen}");
    let sent = r#"peyvand_payments_waiting{company="sandbox",state="sent"}"#;
    assert_eq!(value(&seen, sent), Some(1), "{seen}");
    let silent = r#"peyvand_alarms_waiting{state="gateway_silent"}"#;
    assert_eq!(value(&seen, silent), Some(1), "{seen}");

    house.bank.pay(&under_way.page).await;
    house.get(&under_way.back).await;
    alarms::solve_about(house.db(), Kind::GatewaySilent, "sandbox", now).await.unwrap();
    let payers = Payers::of(&house, program.port(), link);
    payers.pay(&visitor(&house, program.port(), 1)).await.unwrap();
    let confirmed = r#"peyvand_payments_total{gateway="sandbox",end="confirmed"}"#;
    let jobs = "peyvand_jobs_total";
    until("its messages are handed over", async || {
        let seen = read(&program).await;
        seen.contains(jobs) && seen.contains("peyvand_notices_total")
    })
    .await;
    let seen = read(&program).await;
    assert_eq!(value(&seen, confirmed), Some(1), "{seen}");
    assert_eq!([value(&seen, sent), value(&seen, silent)], [None, None], "{seen}");
    board_shows(&seen);
    drop(program);
    house.catch_up().await;
    house.work().await;
    house.audit().await;
}

/// The board asks for what is there, and all that is there stands on the board.
fn board_shows(seen: &str) {
    let measured: BTreeSet<&str> = seen
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split(['{', ' ']).next())
        .chain(seen.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next()))
        .filter(|name| name.starts_with("peyvand_"))
        .collect();
    let board: Value = serde_json::from_str(BOARD).unwrap();
    let targets = board["panels"].as_array().unwrap().iter();
    let targets = targets.filter_map(|panel| panel["targets"].as_array()).flatten();
    let asked: Vec<&str> = targets.map(|target| target["expr"].as_str().unwrap()).collect();
    let word = |c: char| !(c.is_ascii_lowercase() || c == '_');
    let shown: BTreeSet<&str> = asked
        .iter()
        .flat_map(|asked| asked.split(word))
        .filter(|name| name.starts_with("peyvand_"))
        .collect();
    let unmeasured: Vec<_> =
        shown.iter().filter(|name| !measured.contains(*name) && !RARE.contains(name)).collect();
    assert!(unmeasured.is_empty(), "on the board, and measured by nobody: {unmeasured:?}");
    let stem = |name: &str| {
        let ends = ["_bucket", "_sum", "_count"];
        ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name).to_owned()
    };
    let shown: BTreeSet<String> = shown.into_iter().map(stem).collect();
    let unseen: Vec<_> = measured.iter().filter(|name| !shown.contains(&stem(name))).collect();
    assert!(unseen.is_empty(), "measured, and not on the board: {unseen:?}");
}

/// The value of a line.
fn value(seen: &str, name: &str) -> Option<i64> {
    seen.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
}

/// What the monitor reads, which knows the token.
async fn read(program: &Program) -> String {
    let address = format!("{}/metrics", program.origin());
    let asked = reqwest::Client::new().get(&address).bearer_auth("monitor").send();
    let answer = asked.await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    answer.text().await.unwrap()
}
