//! The faults of `money.md` C7 that a rail can bring about, each over Jibit's protocol against a book
//! of its own. What the house leaves behind is audited after each of them.

use std::sync::Arc;

use axum::http::Method;
use axum::http::StatusCode;
use chrono::TimeDelta;
use futures_util::future::join_all;
use peyvand::ids::TransferId;
use peyvand::tokens::Door;
use peyvand::transfers;
use sqlx::AssertSqlSafe;
use tokio::sync::Barrier;

use crate::crash;
use crate::support::depot::Depot;
use crate::support::fakes::jibit::Jibit;
use crate::support::fakes::wire::Whim;
use crate::support::house::House;
use crate::support::payouts::GIVEN;
use crate::support::payouts::OTHERS_IBAN;
use crate::support::payouts::PAYOUT_FEE;
use crate::support::program::Program;

/// Who wants to send one transfer in the same moment.
const SENDERS: usize = 20;

/// F68.
#[tokio::test]
async fn what_the_rail_accepted_without_a_word_is_asked_about_and_made_once() {
    let depot = Depot::open().await;
    depot.jibit.takes_as("TRANSFERRED");
    for _ in 0..3 {
        depot.jibit.next_at("/transfer/transfers", Whim::HangsUp);
        depot.pay().await;
        depot.house.live(TimeDelta::minutes(2)).await;
    }
    assert_eq!(depot.statuses().await, ["settled"; 3]);
    assert_eq!(depot.jibit.submissions(), 3, "each was told once");
    depot.books_agree().await;
}

/// F70.
#[tokio::test]
async fn what_is_under_way_over_a_holiday_stays_visible_and_is_not_sent_again() {
    let depot = Depot::open().await;
    depot.pay().await;
    depot.days(3).await;
    assert_eq!(depot.statuses().await, ["accepted"]);
    assert_eq!(depot.jibit.submissions(), 1);
    let page = depot.house.get(&depot.house.recipients_page().await).await;
    assert!(page.text().contains("پول در راه حساب شماست"), "{}", page.text());
    depot.hears("TRANSFERRED").await;
    assert_eq!(depot.statuses().await, ["settled"]);
    depot.books_agree().await;
}

/// F71.
#[tokio::test]
async fn money_that_came_back_after_two_days_is_booked_back_once_and_sent_anew_only_by_its_payer() {
    let depot = Depot::open().await;
    depot.pay().await;
    depot.hears("TRANSFERRED").await;
    depot.days(2).await;
    depot.hears("MANUALLY_FAILED").await;
    depot.days(1).await;
    assert_eq!(depot.statuses().await, ["returned"]);
    let mirrors = "select count(*) from journals where reverses is not null";
    assert_eq!(depot.house.count(mirrors).await, 1);
    assert_eq!(depot.house.in_payouts(&depot.shop).await, GIVEN + PAYOUT_FEE);
    let told = depot.house.sms_to(&depot.shop.mobile).await;
    assert!(told.last().unwrap().contains("انجام نشد"), "{told:?}");
    assert_eq!(depot.jibit.submissions(), 1, "nobody sends by himself");
    depot.books_agree().await;
}

/// F72. The program dies in the moment in which it has funded the payout and planned the transfer, and
/// nothing of it was committed; or all of it was.
#[tokio::test]
async fn a_death_between_the_credit_and_the_transfer_leaves_both_or_neither() {
    for fate in [crash::Fate::Lost, crash::Fate::Kept] {
        let jibit = Jibit::start().await;
        jibit.takes_as("TRANSFERRED");
        let house = House::open_with(&jibit.flags()).await;
        house.catch_up().await;
        let shop = house.shop().await;
        let depot = Depot { jibit, house, shop };
        depot.pay_unheard(GIVEN).await;
        let house = &depot.house;
        crash::set_trap(house, "insert", "transfers", "true").await;
        let mut lock = crash::hold(house).await;
        let flags = depot.jibit.flags();
        let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
        let program = Program::worker_with(house.database(), &flags);
        crash::stands_at_the_trap(house).await;
        program.kill();
        crash::settle_fate(house, &mut lock, fate).await;
        drop((lock, program));

        let (funded, planned) =
            ("select count(*) from payout_fundings", "select count(*) from transfers");
        assert_eq!(house.count(funded).await, house.count(planned).await, "{fate:?}");
        house.catch_up().await;
        house.live(TimeDelta::minutes(5)).await;
        assert_eq!(depot.statuses().await, ["settled"], "{fate:?}");
        assert_eq!(depot.jibit.submissions(), 1, "{fate:?}");
        depot.books_agree().await;
    }
}

/// F73. Two people of the house and two workers want it sent in the same moment.
#[tokio::test]
async fn of_all_who_want_to_send_at_once_one_does() {
    let depot = Depot::open().await;
    depot.jibit.has_left(0);
    for _ in 0..10 {
        depot.pay().await;
    }
    assert_eq!(depot.jibit.lines().len(), 0, "everything waits");
    depot.jibit.has_left(1_000_000_000_000);
    depot.house.wind(TimeDelta::minutes(2));
    let beside = depot.house.beside().await;
    for id in depot.transfers().await {
        let barrier = Arc::new(Barrier::new(SENDERS));
        let senders = (0..SENDERS).map(|place| {
            let app = if place % 2 == 0 { &depot.house.app } else { &beside.app };
            let (app, barrier) = (app.clone(), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                transfers::send(&app, id).await.is_ok()
            })
        });
        let sent = join_all(senders.collect::<Vec<_>>()).await;
        assert!(sent.into_iter().all(|sent| sent.unwrap()));
    }
    assert_eq!(depot.jibit.lines().len(), 10);
    let told = "select count(*) from rail_calls where outcome = 'accepted' and op = 'submit'";
    assert_eq!(depot.house.count(told).await, 10);
    depot.hears("TRANSFERRED").await;
}

/// F74. One of ten is refused; the nine others go, and nothing is repeated.
#[tokio::test]
async fn one_that_is_refused_holds_up_none_of_the_others() {
    let depot = Depot::open().await;
    depot.jibit.takes_as("TRANSFERRED");
    for place in 0..10 {
        if place == 6 {
            let no = serde_json::json!({"errors": [{"code": "transfers.0.destination.not_valid"}]});
            depot.jibit.next_at("/transfer/transfers", Whim::Says(400, no, ""));
        }
        depot.pay().await;
    }
    depot.house.live(TimeDelta::minutes(5)).await;
    let statuses = depot.statuses().await;
    let expected = |place| if place == 6 { "refused" } else { "settled" };
    assert_eq!(statuses, (0..10).map(expected).collect::<Vec<_>>());
    assert_eq!(depot.jibit.submissions(), 10);
    assert_eq!(depot.house.in_payouts(&depot.shop).await, GIVEN + PAYOUT_FEE, "the payer's again");
    depot.books_agree().await;
}

/// F75, at the rail's door: what waits for our money goes in the order in which it was planned.
#[tokio::test]
async fn what_waits_for_our_money_fails_not_and_goes_first_come_first_served() {
    let depot = Depot::open().await;
    depot.jibit.takes_as("TRANSFERRED");
    depot.jibit.has_left(GIVEN.as_rials() - 1);
    for _ in 0..3 {
        depot.pay().await;
        depot.house.live(TimeDelta::minutes(2)).await;
    }
    assert_eq!(depot.statuses().await, ["planned"; 3]);
    assert_eq!(depot.house.alarms().await, ["rail_too_poor"]);
    // Enough for two: the third waits on, though it is asked for like the others.
    depot.jibit.has_left(2 * GIVEN.as_rials());
    depot.house.live(TimeDelta::minutes(10)).await;
    assert_eq!(depot.statuses().await, ["settled", "settled", "planned"]);
    depot.jibit.has_left(5_000_000_000);
    depot.house.live(TimeDelta::minutes(10)).await;
    assert_eq!(depot.statuses().await, ["settled"; 3]);
    transfers::watch(&depot.house.app).await.unwrap();
    assert_eq!(depot.house.alarms().await, [""; 0]);
    depot.books_agree().await;
}

/// F75, behind the rail's door.
#[tokio::test]
async fn what_the_rail_itself_holds_for_want_of_money_calls_a_person_and_goes_later() {
    let depot = Depot::open().await;
    depot.jibit.takes_as("ON_HOLD_BALANCES_NOT_ENOUGH");
    depot.pay().await;
    depot.house.live(TimeDelta::minutes(5)).await;
    assert_eq!(depot.statuses().await, ["accepted"]);
    assert_eq!(depot.house.alarms().await, ["rail_too_poor"]);
    depot.hears("TRANSFERRED").await;
    assert_eq!(depot.statuses().await, ["settled"]);
    assert_eq!(depot.jibit.submissions(), 1);
    depot.books_agree().await;
}

/// F77.
#[tokio::test]
async fn a_call_of_the_rail_that_is_forged_doubled_or_stale_only_makes_us_ask() {
    let depot = Depot::open().await;
    depot.pay().await;
    let house = &depot.house;
    house.live(TimeDelta::minutes(2)).await;
    let address = depot.jibit.line().notify;
    let path = address.strip_prefix(&house.app.origin).unwrap().to_owned();
    let id = depot.transfers().await[0];
    assert_eq!(path, Door::RailCall { transfer: id }.path(&house.app.keys));
    let asked = async || house.count("select count(*) from rail_calls where op = 'inquire'").await;
    let call = async |path: &str, body: &str| {
        house.visitor().ask(Method::POST, path, Some(body.to_owned())).await.status
    };

    let before = asked().await;
    let forged = format!("/rail/{id}/{}", "0".repeat(26));
    let other = Door::RailCall { transfer: TransferId::new(house.app.clock.now()) };
    for path in [forged, other.path(&house.app.keys).replace("rail/", "rail/x")] {
        assert_eq!(call(&path, "state=TRANSFERRED").await, StatusCode::NOT_FOUND);
    }
    house.work().await;
    assert_eq!(asked().await, before, "who does not know the address makes us ask nothing");

    // It says that the money left, which it did not: what counts is what the rail says when we ask.
    for _ in 0..5 {
        let status = call(&path, "state=TRANSFERRED&bankTransferID=1").await;
        assert_eq!(status, StatusCode::NO_CONTENT);
    }
    house.work().await;
    assert_eq!((asked().await, depot.statuses().await), (before + 1, vec!["accepted".to_owned()]));

    depot.jibit.lets("TRANSFERRED");
    call(&path, "").await;
    house.work().await;
    assert_eq!(depot.statuses().await, ["settled"], "without waiting for the next hour");
    // An old one comes late: nothing goes backwards.
    call(&path, "state=IN_PROGRESS").await;
    house.work().await;
    assert_eq!(depot.statuses().await, ["settled"]);
    depot.books_agree().await;
}

/// F78. The money of a payout that failed goes out again, and the rail is silent: the same machine, and
/// never more leaves than was paid.
#[tokio::test]
async fn a_second_sending_that_nobody_answers_is_asked_about_and_no_more_leaves_than_was_paid() {
    let depot = Depot::open().await;
    let payout = depot.pay().await;
    depot.hears("TRANSFERRED").await;
    depot.hears("MANUALLY_FAILED").await;
    let house = &depot.house;
    let path = format!("/payouts/{payout}");
    let desk = house.sign_in(&depot.shop).await;
    desk.submit(&format!("{path}/question"), &[]).await;
    house.work().await;
    house.answer(OTHERS_IBAN).await;
    let seen = desk.get(&path).await.attribute("input[name=seen]", "value").unwrap();
    depot.jibit.takes_as("TRANSFERRED");
    depot.jibit.next_at("/transfer/transfers", Whim::HangsUp);
    desk.submit(&format!("{path}/sending"), &[("seen", &seen)]).await;
    house.work().await;
    assert_eq!(depot.statuses().await, ["returned", "sending"]);
    desk.submit(&format!("{path}/end"), &[]).await;
    house.live(TimeDelta::hours(1)).await;
    assert_eq!(depot.statuses().await, ["returned", "settled"]);
    assert_eq!(depot.jibit.submissions(), 2);
    assert_eq!(house.in_payouts(&depot.shop).await, peyvand::money::Money::ZERO);
    assert_eq!(house.balance(depot.shop.workspace).await, peyvand::money::Money::ZERO);
    depot.books_agree().await;
}

#[tokio::test]
async fn a_statement_that_does_not_hold_stops_everything_until_a_person_has_looked() {
    let depot = Depot::open().await;
    depot.pay().await;
    depot.hears("TRANSFERRED").await;
    depot.house.leave_unchecked();
    let damage =
        "alter table journals disable trigger all; alter table entries disable trigger all;
        set session_replication_role = replica;
        delete from journals where kind = 'transfer'; set session_replication_role = origin";
    sqlx::raw_sql(AssertSqlSafe(damage)).execute(depot.house.db()).await.unwrap();
    transfers::watch(&depot.house.app).await.unwrap();
    assert!(depot.house.alarms().await.contains(&"books_broken".to_owned()));
    let stops = transfers::stops(depot.house.db()).await.unwrap();
    assert_eq!(stops.len(), 1);
    assert!(stops[0].scope == "all" && stops[0].reason.contains("O5"), "{stops:?}");
    depot.pay().await;
    depot.house.live(TimeDelta::minutes(3)).await;
    assert_eq!(depot.jibit.lines().len(), 1, "the next one waits");
}
