//! A rail that is silent, loses what it was told, or has no money of ours: nothing is sent twice, and
//! nothing gets lost.

use chrono::TimeDelta;
use futures_util::future::join_all;
use peyvand::adapters::rail::sandbox::Mood;
use peyvand::adapters::rail::sandbox::Stage;
use peyvand::ids::TransferId;
use peyvand::transfers;
use peyvand::transfers::Verdict;

use crate::support::house::House;
use crate::support::payouts::CARD;
use crate::support::people::Shop;

async fn paid(mood: Mood) -> (House, Shop) {
    let house = House::open().await;
    house.rail_is(mood).await;
    let shop = house.shop().await;
    house.payout(&shop).await;
    house.answer(CARD).await;
    house.pay_payout(&shop).await;
    (house, shop)
}

async fn transfer(house: &House) -> TransferId {
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from transfers").fetch_one(house.db()).await.unwrap();
    id.into()
}

async fn status(house: &House) -> String {
    sqlx::query_scalar("select status from transfers").fetch_one(house.db()).await.unwrap()
}

#[tokio::test]
async fn a_rail_that_accepted_and_was_silent_is_asked_and_never_told_again() {
    let (house, _) = paid(Mood::Silent).await;
    house.live(TimeDelta::hours(2)).await;
    assert_eq!(status(&house).await, "settled");
    let told = "select count(*) from rail_calls where op = 'submit'";
    assert_eq!(house.count(told).await, 1);
    assert_eq!(house.rail_book().await.len(), 1);
}

#[tokio::test]
async fn of_many_senders_one_sends() {
    let (house, _) = paid(Mood::Poor).await;
    house.rail_is(Mood::Slow).await;
    let (beside, id) = (house.beside().await, transfer(&house).await);
    let send = || transfers::send(&house.app, id);
    let all = join_all([send(), send(), send()]);
    let (ours, other) = tokio::join!(all, transfers::send(&beside.app, id));
    assert!(other.is_ok() && ours.iter().all(Result::is_ok));
    assert_eq!(house.rail_book().await.len(), 1);
}

#[tokio::test]
async fn a_sender_that_died_before_it_heard_the_rail_is_not_followed_by_another() {
    let (house, _) = paid(Mood::Poor).await;
    // As it stands in the database when a sender dies between claiming a transfer and hearing the rail.
    house
        .run(
            "update transfers set status = 'sending', changed_by = 'worker', sent_at = changed_at;
        insert into rail_calls (id, transfer_id, op, asked_at)
        select gen_random_uuid(), id, 'submit', changed_at from transfers",
        )
        .await;
    house.rail_is(Mood::Prompt).await;
    house.live(TimeDelta::hours(2)).await;
    assert!(house.rail_book().await.is_empty(), "nobody sends what may have been sent");
    assert_eq!(status(&house).await, "sending");
}

#[tokio::test]
async fn what_the_rail_never_heard_of_is_given_up_by_two_people_after_a_day_and_by_nobody_else() {
    let (house, shop) = paid(Mood::Lost).await;
    let (one, other) = (house.shop().await.owner, house.shop().await.owner);
    let id = transfer(&house).await;
    let early = transfers::was_never_made(&house.app, id, one).await.unwrap();
    assert_eq!(early, Verdict::TooEarly);

    house.live(TimeDelta::hours(25)).await;
    assert_eq!(house.alarms().await, ["transfer_unknown"]);
    assert_eq!(status(&house).await, "sending");
    for verdict in [Verdict::First, Verdict::First] {
        let said = transfers::was_never_made(&house.app, id, one).await.unwrap();
        assert_eq!(said, verdict, "one person alone decides nothing, however often");
    }
    let said = transfers::was_never_made(&house.app, id, other).await.unwrap();
    assert_eq!(said, Verdict::Decided);
    house.work().await;
    assert_eq!(status(&house).await, "refused");
    let told = house.sms_to(&shop.mobile).await;
    assert!(told.last().unwrap().contains("انجام نشد"), "{told:?}");
}

#[tokio::test]
async fn what_waits_for_our_money_at_the_rail_goes_when_it_is_there() {
    let (house, _) = paid(Mood::Poor).await;
    house.live(TimeDelta::minutes(5)).await;
    assert_eq!(status(&house).await, "planned");
    assert_eq!(house.alarms().await, ["rail_too_poor"]);
    house.rail_is(Mood::Prompt).await;
    house.live(TimeDelta::minutes(10)).await;
    assert_eq!(status(&house).await, "settled");
    assert_eq!(house.rail_book().await.len(), 1);
}

#[tokio::test]
async fn nothing_is_sent_while_a_stop_stands() {
    let house = House::open().await;
    transfers::stop(house.db(), "all", "a drill", None, house.app.clock.now()).await.unwrap();
    let shop = house.shop().await;
    house.payout(&shop).await;
    house.answer(CARD).await;
    house.pay_payout(&shop).await;
    house.live(TimeDelta::minutes(5)).await;
    assert!(house.rail_book().await.is_empty());
    assert!(transfers::lift(house.db(), "all").await.unwrap());
    house.live(TimeDelta::minutes(5)).await;
    assert_eq!(house.rail_book().await.len(), 1);
}

#[tokio::test]
async fn a_stop_of_one_workspace_or_of_another_rail_holds_up_nobody_else() {
    let house = House::open().await;
    let (shop, other) = (house.shop().await, house.shop().await);
    let now = house.app.clock.now();
    transfers::stop(house.db(), &shop.workspace.to_string(), "a drill", None, now).await.unwrap();
    transfers::stop(house.db(), "jibit", "a drill", None, now).await.unwrap();
    for shop in [&shop, &other] {
        house.payout(shop).await;
        house.answer(CARD).await;
        house.pay_payout(shop).await;
    }
    house.live(TimeDelta::minutes(5)).await;
    let sent: Vec<uuid::Uuid> =
        sqlx::query_scalar("select workspace_id from transfers where status = 'settled'")
            .fetch_all(house.db())
            .await
            .unwrap();
    assert_eq!(sent, [other.workspace.as_uuid()]);
}

#[tokio::test]
async fn a_new_workspace_sends_nothing_on_its_first_day() {
    let house = House::open_with(&["--transfers-cool-off-hours=24".to_owned()]).await;
    let shop = house.shop().await;
    house.payout(&shop).await;
    house.answer(CARD).await;
    house.pay_payout(&shop).await;
    house.live(TimeDelta::hours(23)).await;
    assert!(house.rail_book().await.is_empty());
    house.live(TimeDelta::hours(2)).await;
    assert_eq!(house.rail_book().await.len(), 1);
}

#[tokio::test]
async fn senders_who_meet_keep_to_the_limit_of_the_day_together() {
    let house = House::open_with(&["--transfers-daily-max=150000000".to_owned()]).await;
    let shop = house.shop().await;
    house.rail_is(Mood::Poor).await;
    for _ in 0..4 {
        house.payout(&shop).await;
        house.answer(CARD).await;
        house.pay_payout(&shop).await;
    }
    house.rail_is(Mood::Prompt).await;
    // As if nobody had waited for another.
    house.run("update transfers set waits_since = null").await;
    let beside = house.beside().await;
    let ids: Vec<uuid::Uuid> =
        sqlx::query_scalar("select id from transfers").fetch_all(house.db()).await.unwrap();
    let sent = ids.iter().flat_map(|id| {
        [&house.app, &beside.app].map(|app| transfers::send(app, TransferId::from(*id)))
    });
    assert!(join_all(sent).await.iter().all(Result::is_ok));
    assert_eq!(house.rail_book().await.len(), 2, "two of 62 million are within 150 million");
    house.live(TimeDelta::days(1)).await;
    assert_eq!(house.rail_book().await.len(), 4, "the others go tomorrow");
}

#[tokio::test]
async fn a_rail_that_falls_silent_four_times_is_stopped_by_itself() {
    let house = House::open().await;
    house.rail_is(Mood::Silent).await;
    let shop = house.shop().await;
    for _ in 0..5 {
        house.payout(&shop).await;
        house.answer(CARD).await;
        let page = house.payers_page(&shop).await;
        let bank = house.press_send(&page).await.location.unwrap();
        house.bank.pay(&bank).await;
        house.wind(TimeDelta::minutes(1));
        house.work().await;
    }
    house.live(TimeDelta::minutes(2)).await;
    assert_eq!(house.rail_book().await.len(), 4, "the fifth is not sent");
    assert!(house.alarms().await.contains(&"transfers_stopped".to_owned()));
}

#[tokio::test]
async fn a_transfer_that_is_under_way_for_days_stays_under_way() {
    let (house, shop) = paid(Mood::Slow).await;
    house.wind(TimeDelta::days(3));
    house.work().await;
    assert_eq!(status(&house).await, "accepted");
    house.rail_lets(Stage::Settled).await;
    house.live(TimeDelta::hours(2)).await;
    assert_eq!(status(&house).await, "settled");
    let told = house.sms_to(&shop.mobile).await;
    assert!(told.last().unwrap().contains("واریز شد"), "{told:?}");
}
