//! The program as the machine sees it: what it writes into its log, how it ends, and what it refuses.

use std::process::Command;
use std::process::Output;

use peyvand::db::Pool;
use peyvand::payments::Status;
use peyvand::tokens::Door;

use crate::support::house::House;
use crate::support::people::payer;
use crate::support::program::Program;
use crate::support::program::until;

/// Runs the program to its end with these arguments, on the house's database.
fn run(house: &House, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_peyvand"))
        .args(arguments)
        .env("DATABASE_URL", house.database().url())
        .output()
        .unwrap()
}

/// F39.
#[tokio::test]
async fn a_program_that_is_told_to_stop_finishes_the_money_work_in_flight() {
    let house = House::open_now().await;
    let shop = house.shop().await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    // The booking takes a second, so that the program is told to stop in its middle.
    house
        .run(
            "create function dawdle() returns trigger language plpgsql
                as $$ begin perform pg_sleep(1); return new; end $$;
            create trigger dawdles before update on payments for each row
                when (new.status = 'confirmed') execute function dawdle()",
        )
        .await;
    let program = Program::start(house.database(), &["--no-worker"]).await;
    let asked = program.try_get(&sent.back);
    let end = async {
        let busy = "select count(*) from pg_stat_activity where wait_event = 'PgSleep'
            and datname = current_database()";
        until("the booking is under way", async || 1 <= house.count(busy).await).await;
        program.terminate();
    };
    let (reply, ()) = tokio::join!(asked, end);
    assert_eq!(reply.unwrap().status, 303, "who waits for the answer gets it");
    until("the program has ended", async || program.has_ended()).await;
    assert_eq!(house.payment(sent.id).await.status, Status::Confirmed);
    house.work().await;
}

#[tokio::test]
async fn pages_without_a_worker_leave_the_work_and_a_worker_does_it() {
    let house = House::open_now().await;
    let shop = house.shop().await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    let pages = Program::start(house.database(), &["--no-worker"]).await;
    assert_eq!(pages.get(&sent.back).await.status, 303);
    let told = "select count(*) from sandbox_messages";
    assert_eq!(house.count(told).await, 0);
    let worker = Program::worker(house.database());
    until("the worker has told", async || 2 <= house.count(told).await).await;
    drop((pages, worker));
}

#[tokio::test]
async fn a_log_holds_no_secret_and_nothing_about_people() {
    let house = House::open_now().await;
    let shop = house.shop().await;
    let link = house.link(&shop).await;
    let program = Program::start(house.database(), &["--log=debug,sqlx=debug"]).await;
    let door = house.door(link);
    program.get(&door).await;
    let id = house.payment_on_page(link).await;
    let form = format!("payment={id}&amount=&name=&mobile=");
    assert_eq!(program.try_submit(&format!("{door}/pay"), &form).await.unwrap().status, 303);
    let page = house.payment(id).await.bank_page.unwrap();
    house.bank.pay(&page).await;
    let sent = house.sent(id, page);
    program.get(&sent.back).await;
    program.get(&sent.receipt).await;
    program.get("/p/00000000000000000000000000").await;
    let code = format!("mobile={}", shop.mobile.as_str());
    program.try_submit("/login/code", &code).await.unwrap();
    let told = "select count(*) from sandbox_messages";
    until("everybody is told", async || 3 <= house.count(told).await).await;

    let log = program.log();
    assert!(log.contains("/p/{token}/pay"), "the log says which route was asked: {log}");
    let payment = house.payment(id).await;
    let mut secrets = vec![
        last(&door).to_owned(),
        last(&sent.back).to_owned(),
        last(&sent.receipt).to_owned(),
        shop.mobile.as_str().to_owned(),
        payer().mobile.unwrap().as_str().to_owned(),
        payment.card.unwrap(),
    ];
    secrets.extend(codes(house.db()).await);
    for secret in secrets {
        assert!(!log.contains(&secret), "the log holds {secret}");
    }
    // Other listeners write paths; our own line of a request never does.
    let asked: Vec<&str> = log.lines().filter(|line| line.contains("answered status=")).collect();
    assert!(6 <= asked.len(), "one line for each request: {log}");
    let secret_part = last(&door);
    assert!(asked.iter().all(|line| line.contains("route=") && !line.contains(secret_part)));
}

#[tokio::test]
async fn each_request_is_one_line_that_a_machine_can_read() {
    let house = House::open_now().await;
    let program = Program::start(house.database(), &["--log-format=json"]).await;
    program.get("/p/00000000000000000000000000?mobile=09121112233").await;
    let log = program.log();
    let lines: Vec<serde_json::Value> =
        log.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let asked = lines.iter().find(|line| line["span"]["route"] == "/p/{token}");
    let asked = asked.unwrap_or_else(|| panic!("no line of the request: {log}"));
    assert_eq!(asked["level"], "INFO");
    assert_eq!(asked["status"], 404);
    assert_eq!(asked["span"]["method"], "GET");
    assert!(asked["span"]["id"].as_str().is_some_and(|id| id.starts_with("E-")), "{asked}");
    assert!(asked["millis"].is_u64(), "{asked}");
    assert!(!log.contains("09121112233") && !log.contains("0000000000000000"), "{log}");
}

#[tokio::test]
async fn a_stolen_database_opens_nothing() {
    let house = House::open().await;
    let shop = house.shop().await;
    let link = house.link(&shop).await;
    let sent = house.send(link).await;
    let mobile = shop.mobile.as_str().to_owned();
    house.visitor().submit("/login/code", &[("mobile", &mobile)]).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;

    let rows = everything(house.db()).await;
    let mut secrets = codes(house.db()).await;
    assert_eq!(secrets.len(), 1, "a code was sent");
    let payment = sent.id;
    let doors = [Door::Return { payment }, Door::Receipt { payment }];
    secrets.extend(doors.iter().map(|door| house.app.keys.token(door)));
    secrets.push(last(&house.door(link)).to_owned());
    for secret in secrets {
        let found: Vec<&String> = rows.iter().filter(|row| row.contains(&secret)).collect();
        assert!(found.is_empty(), "{secret} is in {found:?}");
    }
}

#[tokio::test]
async fn an_audit_ends_well_only_when_everything_adds_up() {
    let house = House::open_now().await;
    let shop = house.shop().await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    assert!(run(&house, &["audit"]).status.success());

    house.run("update balances set posted = posted + 1").await;
    house.leave_unchecked();
    let audit = run(&house, &["audit"]);
    assert!(!audit.status.success());
    let said = String::from_utf8(audit.stdout).unwrap();
    assert!(said.contains("L6") && said.contains("\"posted\": 1"), "{said}");
}

#[tokio::test]
async fn production_with_a_sandbox_does_not_start_and_says_which_variable_is_wrong() {
    let house = House::open().await;
    let own = "--secret-key=0123456789abcdef0123456789abcdef";
    let https = "--public-url=https://pay.example.ir";
    let started = run(&house, &["serve", "--app-env=production", own, https]);
    assert!(!started.status.success());
    let said = String::from_utf8(started.stderr).unwrap();
    assert_eq!(said, "peyvand: GATEWAY is the sandbox; production needs a real provider\n");
}

#[tokio::test]
async fn a_number_of_the_house_that_is_none_is_refused_at_the_start() {
    let house = House::open().await;
    let started = run(&house, &["audit", "--operators=09120000001,0912"]);
    assert!(!started.status.success());
    let said = String::from_utf8(started.stderr).unwrap();
    assert!(said.contains("OPERATORS") && said.contains("\"0912\" is no Iranian mobile"), "{said}");
    assert!(run(&house, &["audit", "--operators=+989120000001, ۰۹۱۲۰۰۰۰۰۰۲"]).status.success());
}

/// The part of an address after its last slash.
fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

/// The one-time codes in the pretend carrier's book.
async fn codes(db: &Pool) -> Vec<String> {
    let lines: Vec<String> = sqlx::query_scalar(
        "select substring(body from '#([0-9]{6})') from sandbox_messages where body ~ '#[0-9]{6}'",
    )
    .fetch_all(db)
    .await
    .unwrap();
    lines
}

/// Every row of every table as text, without the books of the pretend companies and without what the
/// bank itself must be given.
async fn everything(db: &Pool) -> Vec<String> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select format('select t::text from %I as t', tablename) from pg_tables
        where schemaname = 'public' and tablename not like 'sandbox%'",
    )
    .fetch_all(db)
    .await
    .unwrap();
    let all = tables.join(" union all ");
    sqlx::query_scalar(sqlx::AssertSqlSafe(all)).fetch_all(db).await.unwrap()
}
