//! The audit finds what must not be: each of its statements is broken on purpose, past every guard,
//! by somebody with all rights on the database.

mod damages;
mod given_back;
mod paper_damages;
mod payout_damages;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::adapters::rail::sandbox::Mood;
use peyvand::adapters::rail::sandbox::Stage;
use peyvand::buildings;
use peyvand::ids::DecisionId;
use peyvand::ledger::audit;
use sqlx::AssertSqlSafe;

use self::damages::DAMAGES;
use crate::buildings::Estate;
use crate::buildings::depositing;
use crate::buildings::early;
use crate::buildings::for_the_owner;
use crate::buildings::funding;
use crate::buildings::giving_back;
use crate::buildings::leaving;
use crate::buildings::levying;
use crate::buildings::paying;
use crate::buildings::polling;
use crate::buildings::suppliers;
use crate::support::house::House;
use crate::support::payouts::CARD;
use crate::support::payouts::OTHERS_IBAN;
use crate::support::people::Shop;
use crate::terminals;

/// All of them.
fn damages() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    let of_rooms = [given_back::DAMAGES, paper_damages::DAMAGES, payout_damages::DAMAGES];
    DAMAGES.iter().chain(of_rooms.into_iter().flatten())
}

/// Turns off what would refuse the damage: triggers, foreign keys, and the triggers that stay on.
const PAST_THE_GUARDS: &str = "
    alter table entries disable trigger all;
    alter table journals disable trigger all;
    alter table month_closings disable trigger all;
    set local session_replication_role = replica;";

/// F52.
#[tokio::test]
async fn every_statement_has_a_damage_that_it_finds() {
    let (history, bills, in_vain, own) =
        tokio::join!(with_history(), with_bills(), House::settled_in_vain(), with_terminal());
    let mut missed = vec![];
    for &(statement, damage) in damages() {
        let is_of_bills = statement.starts_with('C') && statement != "C9";
        let house = match statement {
            _ if is_of_bills => &bills,
            _ if statement.starts_with('W') => &in_vain,
            _ if statement.starts_with('T') => &own,
            _ => &history,
        };
        missed.extend(plant(house, statement, damage).await);
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn no_statement_is_without_a_damage() {
    let damaged: BTreeSet<&str> = damages().map(|(statement, _)| *statement).collect();
    assert_eq!(damaged.len(), audit::count());
}

#[tokio::test]
async fn a_house_with_a_history_has_nothing_to_find() {
    let house = with_history().await;
    assert!(found(&house).await.is_empty());
}

/// Says what went wrong, if the damage cannot be done or is not found. It is undone afterwards.
async fn plant(house: &House, statement: &str, damage: &str) -> Option<String> {
    let mut tx = house.db().begin().await.unwrap();
    let whole = format!("{PAST_THE_GUARDS} {damage}");
    if let Err(error) = sqlx::raw_sql(AssertSqlSafe(whole)).execute(&mut *tx).await {
        return Some(format!("{statement}: {error}: {damage}"));
    }
    let found = audit::find(&mut tx, "", house.app.clock.now()).await.unwrap();
    let found: BTreeSet<&str> = found.iter().map(|finding| finding.statement).collect();
    tx.rollback().await.unwrap();
    (!found.contains(statement)).then(|| format!("{statement} is not in {found:?}: {damage}"))
}

/// A link that two people paid, whose second payment was accepted, and a payer at the bank.
async fn with_history() -> House {
    let house = House::open().await;
    let shop = house.shop().await;
    let [first, second] = house.paid_twice(house.link(&shop).await).await;
    let desk = house.sign_in(&shop).await;
    let part = [("id", ""), ("from", "/links"), ("amount", "1000")];
    desk.submit(&format!("/payments/{}/refund", first.id), &part).await;
    house.work().await;
    let accept = format!("/payments/{}/acceptance", second.id);
    desk.submit(&accept, &[("from", "/links")]).await;
    house.work().await;
    pay_out(&house, &shop).await;
    house.send(house.link(&shop).await).await;
    close_blocks(&house).await;
    let desk = house.sign_in(&shop).await;
    // The month before the one in which tests begin.
    let closed = desk.submit("/accounting/closings", &[("month", "16867")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    house
}

/// What the machine does every five minutes.
async fn close_blocks(house: &House) {
    let now = house.app.clock.now();
    peyvand::ledger::close_blocks(house.db(), now).await.unwrap();
    peyvand::acts::close_blocks(house.db(), now).await.unwrap();
}

/// A payout whose money came back and reached another account.
async fn pay_out(house: &House, shop: &Shop) {
    let path = format!("/payouts/{}", house.payout(shop).await);
    house.rail_is(Mood::Slow).await;
    house.answer(CARD).await;
    house.pay_payout(shop).await;
    for stage in [Stage::Settled, Stage::Returned] {
        house.rail_lets(stage).await;
        house.wind(TimeDelta::hours(7));
        house.work().await;
    }
    let desk = house.sign_in(shop).await;
    desk.submit(&format!("{path}/question"), &[]).await;
    house.work().await;
    house.answer(OTHERS_IBAN).await;
    let shown = desk.get(&path).await;
    let seen = shown.attribute("input[name=seen]", "value").unwrap();
    desk.submit(&format!("{path}/sending"), &[("seen", &seen)]).await;
    house.work().await;
    house.rail_lets(Stage::Settled).await;
    house.wind(TimeDelta::hours(1));
    house.work().await;
}

/// A shop that was paid at a terminal of its own: a second payer waits for a word, a third pays again,
/// and one stands before the bank's page. A payout was paid for at the house's.
async fn with_terminal() -> House {
    let house = House::open().await;
    let shop = house.shop().await;
    let terminal = terminals::add(&house, &shop, "sandbox", "0009999").await;
    let desk = house.sign_in(&shop).await;
    desk.submit(&format!("/settings/gateways/{terminal}/test"), &[]).await;
    let [first, _] = house.paid_twice(house.link(&shop).await).await;
    let whole = [("id", ""), ("from", "/links"), ("amount", "2450000")];
    desk.submit(&format!("/payments/{}/refund", first.id), &whole).await;
    house.work().await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    house.payout(&shop).await;
    house.answer(CARD).await;
    house.pay_payout(&shop).await;
    house.send(house.link(&shop).await).await;
    house
}

/// A building whose month is issued, with a resident who paid too much, the others
/// reminded and late, one who promised to pay, and balances from before.
async fn with_bills() -> House {
    let house = House::open().await;
    let shop = house.shop().await;
    let estate = Estate::open(&house, &shop).await.metered(&house).await;
    let id = DecisionId::new(house.app.clock.now());
    early::offered(&house, (estate.id, shop.owner), (id, 0)).await;
    levying::decided(&house, (estate.id, shop.owner)).await;
    estate.extra(&house).await;
    let mut estate = estate.issued(&house).await;
    estate.decided(&house).await;
    estate.brought(&house).await;
    funding::held(&house, (estate.id, shop.owner)).await;
    estate.filled(&house, "/buildings/{building}/settlements/{settlement}").await;
    paying::pay(&house, &paying::address(&house, 2).await, "1500000").await;
    for_the_owner::reza_pays_for_leila(&house, &estate).await;
    estate.desk = house.sign_in(&shop).await;
    leaving::reza_is_cleared(&house, &estate).await;
    depositing::a_statement_is_booked(&house, &estate).await;
    suppliers::is_paid(&house, &shop, &estate).await;
    estate.desk = house.sign_in(&shop).await;
    giving_back::given_and_come_back(&house, &shop, &estate).await;
    estate.desk = house.sign_in(&shop).await;
    polling::a_poll_is_counted(&house, &estate).await;
    house.wind(TimeDelta::days(7));
    buildings::charge_late_fees(&house.app).await.unwrap();
    buildings::remind(&house.app).await.unwrap();
    house.work().await;
    estate.allow_promises(&house).await;
    let query = "select id from residents where name = 'Mina'";
    let mina: uuid::Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    estate.promised(&house, mina.into()).await;
    house
}

async fn found(house: &House) -> BTreeSet<&'static str> {
    let findings = audit::run(house.db(), house.app.clock.now()).await.unwrap();
    findings.into_iter().map(|finding| finding.statement).collect()
}
