//! Money that is real but unwelcome: it waits until its merchant takes it or gives it back.

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures_util::future::join_all;
use peyvand::ledger;
use peyvand::ledger::Account;
use peyvand::links;
use peyvand::money::Money;
use peyvand::payments::Status;
use peyvand::payments::Suspense;

use crate::support::bank::FEE;
use crate::support::house::House;
use crate::support::people::RENT;
use crate::support::people::Sent;
use crate::support::people::Shop;

/// F59.
#[tokio::test]
async fn the_second_payer_of_a_single_link_waits_in_suspense_and_is_accepted_once() {
    let house = House::open().await;
    let (shop, second) = twice_paid(&house).await;
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
    assert_eq!(in_suspense(&house).await, RENT);

    let desk = house.sign_in(&shop).await;
    let path = format!("/payments/{}/acceptance", second.id);
    let press = || desk.submit(&path, &[("from", "/links")]);
    for pressed in join_all([press(), press(), press()]).await {
        assert_eq!(pressed.location.as_deref(), Some("/links"), "{pressed:?}");
    }
    press().await;

    assert_eq!(house.balance(shop.workspace).await, RENT + RENT - FEE - FEE);
    assert_eq!(in_suspense(&house).await, Money::ZERO);
    // Who has taken the money cannot give it back any more.
    desk.submit(&format!("/payments/{}/giving-back", second.id), &[("from", "/links")]).await;
    house.work().await;
    assert_eq!(house.balance(shop.workspace).await, RENT + RENT - FEE - FEE);
}

#[tokio::test]
async fn the_second_payers_money_goes_back_once_and_whole() {
    let house = House::open().await;
    let (shop, second) = twice_paid(&house).await;
    let desk = house.sign_in(&shop).await;
    let path = format!("/payments/{}/giving-back", second.id);
    let press = || desk.submit(&path, &[("from", "/links")]);
    for pressed in join_all([press(), press()]).await {
        assert_eq!(pressed.status, StatusCode::SEE_OTHER);
    }
    house.work().await;
    press().await;
    house.work().await;

    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
    assert_eq!(in_suspense(&house).await, Money::ZERO);
    assert_eq!(given_back(&house).await, 1);
    desk.submit(&format!("/payments/{}/acceptance", second.id), &[("from", "/links")]).await;
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
}

#[tokio::test]
async fn a_bank_that_is_silent_about_giving_back_is_told_again() {
    let house = House::open().await;
    let (shop, second) = twice_paid(&house).await;
    house
        .run(
            "create function be_silent() returns trigger language plpgsql
                as $$ begin raise 'silence'; end $$;
            create trigger silent before update of given_back_at on sandbox_bank_orders
                for each row execute function be_silent()",
        )
        .await;
    let desk = house.sign_in(&shop).await;
    let path = format!("/payments/{}/giving-back", second.id);
    desk.submit(&path, &[("from", "/links")]).await;
    house.live(TimeDelta::minutes(3)).await;
    assert_eq!(in_suspense(&house).await, RENT, "it is not ours and not back yet");

    house.run("drop trigger silent on sandbox_bank_orders").await;
    house.live(TimeDelta::minutes(1)).await;
    assert_eq!(in_suspense(&house).await, Money::ZERO);
    assert_eq!(given_back(&house).await, 1);
}

#[tokio::test]
async fn a_bank_that_refuses_to_give_back_calls_a_person() {
    let house = House::open().await;
    let (shop, second) = twice_paid(&house).await;
    house.run("update sandbox_bank_orders set state = 'refused'").await;
    let desk = house.sign_in(&shop).await;
    let path = format!("/payments/{}/giving-back", second.id);
    desk.submit(&path, &[("from", "/links")]).await;
    house.work().await;
    assert_eq!(house.alarms().await, ["give_back_refused"]);
    assert_eq!(in_suspense(&house).await, RENT);

    house.run("update sandbox_bank_orders set state = 'paid'").await;
    house.live(TimeDelta::hours(1)).await;
    assert_eq!(in_suspense(&house).await, Money::ZERO, "the bank is told again");
}

/// F59.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_ten_payers_at_once_three_take_the_three_uses() {
    let house = House::open().await;
    let beside = house.beside().await;
    let shop = house.shop().await;
    let link = house.link_of(&shop, Some(3), None).await;
    let mut payers = vec![];
    for _ in 0..10 {
        let sent = house.send(link).await;
        house.bank.pay(&sent.page).await;
        payers.push(sent);
    }
    let returns = payers.iter().enumerate().map(|(number, sent)| {
        let house = [&house, &beside][number % 2];
        house.get(&sent.back)
    });
    for back in join_all(returns).await {
        assert_eq!(back.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(house.balance(shop.workspace).await.as_rials(), 3 * (RENT - FEE).as_rials());
    assert_eq!(in_suspense(&house).await.as_rials(), 7 * RENT.as_rials());
}

#[tokio::test]
async fn money_for_a_withdrawn_request_waits() {
    let house = House::open().await;
    let shop = house.shop().await;
    let link = house.link(&shop).await;
    let sent = house.send(link).await;
    links::close(&house.app, (link.id, shop.workspace), shop.owner, true).await.unwrap();
    pay_and_return(&house, &sent).await;
    assert_eq!(reason(&house, &sent).await, Some(Suspense::Withdrawn));
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);
}

/// F58.
#[tokio::test]
async fn who_began_in_time_has_paid_in_time_and_who_began_late_waits() {
    let house = House::open().await;
    let shop = house.shop().await;
    let end = house.app.clock.now() + TimeDelta::minutes(1);
    let link = house.link_of(&shop, None, Some(end)).await;
    let in_time = house.send(link).await;
    house.wind(TimeDelta::minutes(1));
    assert_eq!(house.get(&house.door(link)).await.status, StatusCode::GONE);
    let late = house.send_late(link).await;
    house.wind(TimeDelta::minutes(1));
    for sent in [&in_time, &late] {
        pay_and_return(&house, sent).await;
    }
    assert_eq!(reason(&house, &in_time).await, None);
    assert_eq!(reason(&house, &late).await, Some(Suspense::Late));
    assert_eq!(house.balance(shop.workspace).await, RENT - FEE);
}

#[tokio::test]
async fn another_shop_cannot_decide() {
    let house = House::open().await;
    let (_, second) = twice_paid(&house).await;
    let stranger = house.sign_in(&house.shop().await).await;
    for act in ["acceptance", "giving-back", "question"] {
        let path = format!("/payments/{}/{act}", second.id);
        let refused = stranger.submit(&path, &[("from", "/links")]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{act}");
    }
    house.work().await;
    assert_eq!(in_suspense(&house).await, RENT);
}

/// A link for one payment that two people have paid; who came second.
async fn twice_paid(house: &House) -> (Shop, Sent) {
    let shop = house.shop().await;
    let [first, second] = house.paid_twice(house.link(&shop).await).await;
    assert_eq!(reason(house, &first).await, None);
    assert_eq!(reason(house, &second).await, Some(Suspense::Extra));
    (shop, second)
}

async fn pay_and_return(house: &House, sent: &Sent) {
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
}

async fn reason(house: &House, sent: &Sent) -> Option<Suspense> {
    let payment = house.payment(sent.id).await;
    assert_eq!(payment.status, Status::Confirmed);
    payment.suspense
}

async fn in_suspense(house: &House) -> Money {
    ledger::balance(house.db(), Account::Suspense.id()).await.unwrap()
}

async fn given_back(house: &House) -> i64 {
    let orders = "select count(*) from sandbox_bank_orders where given_back_at is not null";
    house.count(orders).await
}
