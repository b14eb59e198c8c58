//! Settling by plan: each day of it is taken once, whoever looks and whenever.

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures_util::future::join_all;
use peyvand::money::Money;
use peyvand::wallet;
use peyvand::worker;

use crate::support::bank::FEE;
use crate::support::house::House;
use crate::support::people::RENT;
use crate::support::people::Shop;

const EARNED: Money = Money::rials(RENT.as_rials() - FEE.as_rials());

/// A shop with money that is settled on Wednesdays; it is Sunday.
async fn with_plan(more: &[(&str, &str)]) -> (House, Shop) {
    let house = House::open().await;
    let shop = house.shop().await;
    house.own_account(&shop).await;
    house.earn(&shop, 1).await;
    worker::plan_housekeeping(&house.app).await.unwrap();
    let desk = house.sign_in(&shop).await;
    let fields = [&[("every", "week"), ("day", "4")], more].concat();
    let set = desk.submit("/wallet/plan", &fields).await;
    assert_eq!(set.location.as_deref(), Some("/wallet"), "{}", set.text());
    let shown = desk.get("/wallet").await.text();
    assert!(shown.contains("چهارشنبه"), "{shown}");
    let days = desk.get("/wallet/plan").await.text();
    assert!(days.contains("یکشنبه") && days.contains("جمعه"), "{days}");
    (house, shop)
}

async fn settlements(house: &House) -> i64 {
    house.count("select count(*) from wallet_settlements").await
}

#[tokio::test]
async fn a_wallet_is_settled_on_its_day_and_on_no_other() {
    let (house, shop) = with_plan(&[]).await;
    // Until half past seven on Wednesday in Tehran.
    house.wind(TimeDelta::hours(66));
    house.live(TimeDelta::minutes(10)).await;
    assert_eq!(settlements(&house).await, 0);
    house.live(TimeDelta::minutes(40)).await;
    assert_eq!(settlements(&house).await, 1);
    assert_eq!(house.balance(shop.workspace).await, Money::ZERO);
    // What is earned later on the day waits for the next one.
    house.earn(&shop, 1).await;
    house.live(TimeDelta::hours(3)).await;
    assert_eq!(settlements(&house).await, 1);
    assert_eq!(house.balance(shop.workspace).await, EARNED);
    let desk = house.sign_in(&shop).await;
    assert!(desk.get("/wallet").await.text().contains("واریز شد"));
}

#[tokio::test]
async fn a_day_on_which_no_worker_lived_is_made_up_for_once() {
    let (house, _) = with_plan(&[]).await;
    house.wind(TimeDelta::days(5));
    house.live(TimeDelta::hours(1)).await;
    assert_eq!(settlements(&house).await, 1);
    house.live(TimeDelta::hours(1)).await;
    assert_eq!(settlements(&house).await, 1);
    assert_eq!(house.rail_book().await.len(), 1);
}

#[tokio::test]
async fn of_many_workers_one_takes_the_turn() {
    let (house, _) = with_plan(&[]).await;
    let beside = house.beside().await;
    house.wind(TimeDelta::days(4));
    let here = join_all([wallet::take_turns(&house.app), wallet::take_turns(&house.app)]);
    let (here, there) = tokio::join!(here, wallet::take_turns(&beside.app));
    assert!(there.is_ok() && here.iter().all(Result::is_ok), "{here:?} {there:?}");
    assert_eq!(settlements(&house).await, 1);
}

#[tokio::test]
async fn a_worker_that_dies_in_the_middle_of_a_turn_has_not_taken_it() {
    let (house, shop) = with_plan(&[]).await;
    house.wind(TimeDelta::days(4));
    house
        .run(
            "create function die() returns trigger language plpgsql as
            $$ begin raise exception 'the power went'; end $$;
            create trigger die before insert on wallet_turns
            for each row execute function die();",
        )
        .await;
    assert!(wallet::take_turns(&house.app).await.is_err());
    assert_eq!(house.balance(shop.workspace).await, EARNED);
    house.run("drop trigger die on wallet_turns").await;
    house.live(TimeDelta::minutes(30)).await;
    assert_eq!(settlements(&house).await, 1);
    assert_eq!(house.rail_book().await.len(), 1);
}

#[tokio::test]
async fn a_plan_leaves_its_reserve_and_takes_nothing_below_its_least() {
    let (house, shop) = with_plan(&[("least", "2,000,000"), ("reserve", "400,000")]).await;
    house.wind(TimeDelta::days(4));
    house.live(TimeDelta::minutes(30)).await;
    assert_eq!(house.balance(shop.workspace).await, Money::rials(4_000_000));

    // A week later there is less than two million toman over the reserve.
    house.wind(TimeDelta::days(7));
    house.live(TimeDelta::minutes(30)).await;
    assert_eq!(settlements(&house).await, 1);
    let desk = house.sign_in(&shop).await;
    let shown = desk.get("/wallet").await.text();
    assert!(shown.contains("به اندازهٔ برنامه نبود"), "{shown}");
}

#[tokio::test]
async fn a_plan_that_makes_no_sense_comes_back_and_one_that_is_off_settles_nothing() {
    let (house, shop) = with_plan(&[]).await;
    let desk = house.sign_in(&shop).await;
    let page = desk.submit("/wallet/plan", &[("every", "week"), ("least", "zzz")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("دست‌کم یک روز"), "{}", page.text());
    assert_eq!(page.attribute("input[name=least]", "value").as_deref(), Some("zzz"));

    desk.submit("/wallet/plan", &[("every", "none")]).await;
    house.wind(TimeDelta::days(8));
    house.live(TimeDelta::minutes(30)).await;
    assert_eq!(settlements(&house).await, 0);
}
