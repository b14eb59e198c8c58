//! `kill -9` of the program at the moment in which its question reaches a gateway. The gateway does what it
//! was asked, and nobody is there to hear of it.

use std::sync::Arc;

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures_util::future::join_all;
use peyvand::ids::PaymentId;
use peyvand::payments::Status;

use super::Stall;
use crate::support::fakes::gateways::ALL;
use crate::support::fakes::gateways::Stage;
use crate::support::fakes::wire::Whim;
use crate::support::people::payers_mobile;
use crate::support::program::Program;
use crate::support::program::until;

/// F07.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_a_gateway_makes_a_page_the_program_takes_the_money_once() {
    join_all(ALL.map(|kind| async move {
        let stall = Stall::open(kind).await;
        stall.house.catch_up().await;
        let first = stall.house.payment_on_page(stall.link).await;
        let path = format!("{}/pay", stall.house.door(stall.link));
        fell_at(&stall, kind.starts_at(), async |program| {
            drop(program.try_submit(&path, &format!("payment={first}")).await);
        })
        .await;

        let id = press_until_at_bank(&stall, first).await;
        let ordered = stall.fake.lines().len();
        assert_eq!(ordered, 2, "{kind:?}: the page that nobody heard of, and the payer's");
        stall.fake.does(Stage::Paid);
        assert_eq!(stall.come_back().await.status, StatusCode::SEE_OTHER, "{kind:?}");
        has_one_payment(&stall, id).await;
    }))
    .await;
}

/// F38.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_a_gateway_verifies_the_program_knows_the_money_a_minute_later() {
    join_all(ALL.map(|kind| async move {
        let stall = Stall::open(kind).await;
        stall.house.catch_up().await;
        let id = stall.go().await;
        stall.fake.does(Stage::Paid);
        let brought = stall.fake.brings(&stall.fake.line());
        fell_at(&stall, kind.verifies_at(), async |program| {
            drop(match &brought.form {
                Some(form) => program.try_submit(&brought.path, form).await,
                None => program.try_get(&brought.path).await,
            });
        })
        .await;

        assert_eq!(stall.fake.line().stage, Stage::Verified, "{kind:?}: the gateway has done it");
        assert_ne!(stall.payment(id).await.status, Status::Confirmed, "{kind:?}: and told nobody");
        has_one_payment(&stall, id).await;
    }))
    .await;
}

/// Leads the program to a question, and kills it when the gateway hears that.
async fn fell_at(stall: &Stall, piece: &'static str, lead: impl AsyncFn(&Program)) {
    let flags = stall.fake.flags();
    // A worker would ask by itself, perhaps before there is an axe.
    let flags: Vec<&str> =
        ["--no-worker"].into_iter().chain(flags.iter().map(String::as_str)).collect();
    let program = Program::start(stall.house.database(), &flags).await;
    let axe = program.axe();
    stall.fake.next_at(piece, Whim::Meets(Arc::new(move || axe.fall())));
    lead(&program).await;
    until(&format!("{:?} has killed the program", stall.fake.kind), async || program.is_dead())
        .await;
    stall.house.catch_up().await;
}

/// A payer who presses the same button again and, where that does not help, the one that comes instead.
async fn press_until_at_bank(stall: &Stall, id: PaymentId) -> PaymentId {
    let pressed = stall.house.press_pay(stall.link, id).await;
    if stall.leads_to_bank(&pressed) {
        return id;
    }
    let other = pressed.attribute("input[name='payment']", "value").unwrap().parse().unwrap();
    let pressed = stall.house.press_pay(stall.link, other).await;
    assert!(stall.leads_to_bank(&pressed), "{:?}: {pressed:?}", stall.fake.kind);
    other
}

/// Without anybody's doing the money is in the wallet once, its payer has one receipt, and nothing is open.
async fn has_one_payment(stall: &Stall, id: PaymentId) {
    let kind = stall.fake.kind;
    stall.house.live(TimeDelta::minutes(2)).await;
    let payment = stall.payment(id).await;
    assert_eq!(payment.status, Status::Confirmed, "{kind:?}");
    assert_eq!(stall.wallet().await, payment.amount - payment.fee, "{kind:?}");
    assert_eq!(stall.house.sms_to(&payers_mobile()).await.len(), 1, "{kind:?}");
    stall.house.live(TimeDelta::minutes(30)).await;
    let open = "select count(*) from payments where status in ('opened', 'sending', 'sent')";
    assert_eq!(stall.house.count(open).await, 0, "{kind:?}");
    let lines = stall.fake.lines();
    let verified: Vec<_> = lines.iter().filter(|line| line.stage == Stage::Verified).collect();
    assert_eq!(verified.len(), 1, "{kind:?}: {lines:?}");
    assert_eq!(verified[0].reversed, 0, "{kind:?}: {lines:?}");
    assert_eq!(verified[0].order, payment.order_number.to_string(), "{kind:?}");
    assert_eq!(verified[0].paid, payment.amount.as_rials(), "{kind:?}");
}
