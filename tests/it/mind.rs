//! A bank that changes its mind after a payment has ended: the books follow it, and a person is told.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::adapters::bank::Refusal;
use peyvand::ids::WorkspaceId;
use peyvand::ledger;
use peyvand::ledger::Account;
use peyvand::ledger::Journal;
use peyvand::money::Money;
use peyvand::payments;
use peyvand::payments::Status;

use crate::ops::operator;
use crate::support::bank::FEE;
use crate::support::house::House;
use crate::support::people::RENT;
use crate::support::people::Sent;
use crate::support::people::Shop;
use crate::support::program::until;

const MIRRORS: &str = "select count(*) from journals where reverses is not null";

/// Long enough for the first look back, and for the nights after it.
const A_LOOK: TimeDelta = TimeDelta::minutes(6);
const NIGHTS: TimeDelta = TimeDelta::hours(60);

/// F32.
#[tokio::test]
async fn money_that_the_bank_takes_back_leaves_the_wallet_once_and_a_person_is_told() {
    let house = House::open().await;
    let (shop, sent) = paid(&house).await;
    house.bank.change_mind(&sent.page).await;
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE, "nobody has asked yet");
    house.live(A_LOOK).await;

    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);
    assert_eq!(house.alarms().await, ["bank_took_back"]);
    assert_eq!(house.payment(sent.id).await.status, Status::Confirmed, "an end is an end");
    assert!(house.get(&sent.receipt).await.text().contains("بانک پس گرفته است"));
    house.audit().await;
    let link: String = sqlx::query_scalar("select link_id::text from link_payments")
        .fetch_one(house.db())
        .await
        .unwrap();
    let owner = house.sign_in(&shop).await;
    for path in ["/accounting", "/accounting/statement", &format!("/links/{link}")] {
        let text = owner.get(path).await.text();
        assert!(text.contains("بانک پس گرفت"), "{path}: {text}");
    }

    house.live(NIGHTS).await;
    payments::look_into(&house.app, sent.id).await.unwrap();
    assert_eq!(house.count(MIRRORS).await, 1);
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);
}

#[tokio::test]
async fn a_bank_that_takes_money_back_at_night_is_asked_in_the_night() {
    let house = House::open().await;
    let (shop, sent) = paid(&house).await;
    house.live(A_LOOK).await;
    house.bank.change_mind(&sent.page).await;
    house.live(TimeDelta::hours(1)).await;
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE, "it is not asked all the time");
    house.live(TimeDelta::hours(13)).await;
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);
}

#[tokio::test]
async fn a_bank_that_stands_by_its_word_is_asked_three_times_more_and_never_again() {
    let house = House::open().await;
    let (_, sent) = paid(&house).await;
    house.live(TimeDelta::days(4)).await;
    let asked = "select count(*) from bank_calls where op = 'inquire' and outcome = 'moved'";
    assert_eq!(house.count(asked).await, 3);
    let job = format!("select count(*) from jobs where dedup_key = 'ask:{}'", sent.id);
    assert_eq!(house.count(&(job + " and state = 'queued'")).await, 0);
}

#[tokio::test]
async fn what_was_spent_of_money_that_is_taken_back_is_owed_and_paid_off_by_the_next_payment() {
    let house = House::open().await;
    let (shop, sent) = paid(&house).await;
    let other = house.shop().await;
    let outlay = RENT - FEE - Money::rials(1_000);
    spend(&house, &shop, &other, outlay).await;
    house.bank.change_mind(&sent.page).await;
    house.live(A_LOOK).await;

    assert_eq!(house.balance(shop.workspace).await, Money::ZERO, "and not below it");
    assert_eq!(owed(&house, shop.workspace).await, outlay);
    house.audit().await;

    let next = house.send(house.link(&shop).await).await;
    house.bank.pay(&next.page).await;
    house.get(&next.back).await;
    for _ in 0..2 {
        payments::collect_debts(&house.app).await.unwrap();
    }
    assert_eq!(owed(&house, shop.workspace).await, Money::ZERO);
    assert_eq!(house.balance(shop.workspace).await, Money::rials(1_000));
    let statement = house.sign_in(&shop).await.get("/accounting/statement").await.text();
    assert!(
        statement.contains("بدهی بابت پول پس‌گرفته") && statement.contains("پرداخت بدهی"),
        "{statement}"
    );
}

#[tokio::test]
async fn accepted_money_that_the_bank_takes_back_leaves_wallet_and_suspense_as_they_were() {
    let house = House::open().await;
    let shop = house.shop().await;
    let [_, second] = house.paid_twice(house.link(&shop).await).await;
    let desk = house.sign_in(&shop).await;
    let accept = format!("/payments/{}/acceptance", second.id);
    desk.submit(&accept, &[("from", "/links")]).await;
    house.bank.change_mind(&second.page).await;
    house.live(A_LOOK).await;
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
    assert_eq!(in_suspense(&house).await, Money::ZERO);
    assert_eq!(house.count(MIRRORS).await, 2, "each of its journals has its mirror");
}

/// Both want the payment at the same moment; whoever comes second sees what the first one did.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn money_that_is_accepted_while_the_bank_takes_it_back_is_nobodys_twice() {
    let house = House::open().await;
    let shop = house.shop().await;
    let [_, second] = house.paid_twice(house.link(&shop).await).await;
    house.work().await;
    house.bank.change_mind(&second.page).await;
    let desk = house.sign_in(&shop).await;
    house.wind(A_LOOK);
    let mut row = house.db().begin().await.unwrap();
    let lock = sqlx::query("select from payments where id = $1 for no key update");
    lock.bind(second.id).execute(&mut *row).await.unwrap();
    let accept = format!("/payments/{}/acceptance", second.id);
    let accepted = desk.submit(&accept, &[("from", "/links")]);
    let let_go = async {
        let waiting = "select (
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
        ) + (select count(*) from suspense_decisions)";
        until("both have come", async || house.count(waiting).await == 2).await;
        row.commit().await.unwrap();
    };
    let (_, _, ()) = tokio::join!(house.work(), accepted, let_go);
    house.live(A_LOOK).await;
    assert_eq!(in_suspense(&house).await, Money::ZERO);
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
    house.audit().await;
}

#[tokio::test]
async fn undecided_money_that_the_bank_takes_back_cannot_be_accepted_any_more() {
    let house = House::open().await;
    let shop = house.shop().await;
    let [_, second] = house.paid_twice(house.link(&shop).await).await;
    house.bank.change_mind(&second.page).await;
    house.live(A_LOOK).await;
    assert_eq!(in_suspense(&house).await, Money::ZERO);
    let desk = house.sign_in(&shop).await;
    let accept = format!("/payments/{}/acceptance", second.id);
    let refused = desk.submit(&accept, &[("from", "/links")]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
}

#[tokio::test]
async fn money_that_a_bank_finds_after_it_refused_waits_and_only_goes_back() {
    let house = House::open().await;
    let (_, shop) = operator(&house).await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.decline(&sent.page, Refusal::NoFunds).await;
    house.get(&sent.back).await;
    house.bank.change_mind(&sent.page).await;
    house.live(A_LOOK).await;

    assert_eq!(house.payment(sent.id).await.status, Status::Refused, "an end is an end");
    assert_eq!(in_suspense(&house).await, RENT);
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);
    assert_eq!(house.alarms().await, ["bank_changed_its_mind"]);
    house.audit().await;

    let give = format!("/ops/payments/{}/giving-back", sent.id);
    let operator = house.sign_in(&shop).await;
    let page = operator.get("/ops").await;
    assert_eq!(
        page.attribute(&format!("form[action='{give}']"), "method").as_deref(),
        Some("post")
    );
    for _ in 0..2 {
        operator.submit(&give, &[]).await;
        house.work().await;
    }
    assert_eq!(in_suspense(&house).await, Money::ZERO);
    assert_eq!(house.alarms().await, Vec::<String>::new());
    let back = "select count(*) from sandbox_bank_orders where given_back_at is not null";
    assert_eq!(house.count(back).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_that_hear_of_it_at_once_mirror_it_once() {
    let house = House::open().await;
    let beside = house.beside().await;
    let (shop, sent) = paid(&house).await;
    house.bank.change_mind(&sent.page).await;
    let ask = async |house: &House| payments::look_into(&house.app, sent.id).await.unwrap();
    tokio::join!(ask(&house), ask(&beside), ask(&house), ask(&beside));
    assert_eq!(house.count(MIRRORS).await, 1);
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);
}

/// A payer of a new link whose money is the merchant's.
async fn paid(house: &House) -> (Shop, Sent) {
    let shop = house.shop().await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    (shop, sent)
}

async fn spend(house: &House, from: &Shop, to: &Shop, amount: Money) {
    let journal = Journal::of("test_spending", &from.workspace, house.app.clock.now())
        .debit(Account::Wallet(from.workspace).id(), amount)
        .credit(Account::Wallet(to.workspace).id(), amount);
    let mut tx = house.db().begin().await.unwrap();
    ledger::post(&mut tx, &journal).await.unwrap();
    tx.commit().await.unwrap();
}

/// What a workspace owes the house; a debt is a debit.
async fn owed(house: &House, workspace: WorkspaceId) -> Money {
    -ledger::balance(house.db(), Account::Receivable(workspace).id()).await.unwrap()
}

async fn in_suspense(house: &House) -> Money {
    ledger::balance(house.db(), Account::Suspense.id()).await.unwrap()
}
