//! `kill -9` at every step of a payment that pays its recipient itself: it went once, and both books say so.

use chrono::TimeDelta;

use crate::crash;
use crate::support::payouts::GIVEN;
use crate::support::program::Program;
use crate::support::sharing::Sharing;

/// The writes at which the worker is killed: event, table, and which of its rows.
const POINTS: [(&str, &str, &str); 6] = [
    ("insert", "jobs", "new.kind = 'payout_share'"),
    ("update", "payments", "new.taken_at is not null and new.status = 'sent'"),
    ("insert", "bank_calls", "new.op = 'verify'"),
    ("update", "payments", "new.status = 'confirmed'"),
    ("insert", "transfers", "true"),
    ("update", "jobs", "new.kind = 'payout_paid' and new.state = 'done'"),
];

#[tokio::test]
async fn killed_at_any_step_it_went_once_and_both_books_say_so() {
    for fate in [crash::Fate::Lost, crash::Fate::Kept] {
        for (event, table, rows) in POINTS {
            let it = Sharing::open().await;
            it.house.catch_up().await;
            it.at_the_bank().await;
            it.fake.does(crate::support::fakes::gateways::Stage::Paid);
            // Nobody comes back: all of it is the worker's.
            it.house.run("update jobs set run_at = now() where kind = 'ask_bank'").await;
            crash::set_trap(&it.house, event, table, rows).await;
            let mut lock = crash::hold(&it.house).await;
            let flags = it.flags();
            let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
            let program = Program::worker_with(it.house.database(), &flags);
            crash::stands_at_the_trap(&it.house).await;
            program.kill();
            crash::settle_fate(&it.house, &mut lock, fate).await;
            drop((lock, program));

            it.house.catch_up().await;
            it.house.live(TimeDelta::minutes(5)).await;
            assert_eq!(it.went(), [GIVEN.as_rials()], "{fate:?} {event} {table} {rows}");
            assert_eq!(it.statuses().await, ["confirmed"], "{fate:?} {event} {table} {rows}");
            it.agree().await;
        }
    }
}
