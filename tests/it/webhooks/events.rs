//! What is told, how it is signed, and what becomes of it when nobody listens.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::webhooks;
use peyvand::webhooks::Page;
use serde_json::json;

use super::Wired;
use super::is_signed_by;
use crate::buildings::Estate;
use crate::support::fakes::wire::Whim;
use crate::support::payouts::CARD;

#[tokio::test]
async fn a_payment_is_told_once_and_signed() {
    let wired = Wired::open().await;
    let house = &wired.house;
    let link = house.link(&wired.shop).await;
    let sent = house.send(link).await;
    house.bank.pay(&sent.page).await;
    for _ in 0..3 {
        house.get(&sent.back).await;
        house.work().await;
    }
    assert_eq!(wired.types(), ["payment.paid"]);
    let (request, event) = wired.last();
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/hook"));
    assert_eq!(event["data"]["payment"], json!(sent.id));
    assert_eq!(event["data"]["link"], json!(link.id));
    assert_eq!(event["data"]["amount"], json!(24_500_000));
    assert_eq!(event["timestamp"], json!("2026-11-22T10:00:00.000000Z"));
    assert!(is_signed_by(&request, &wired.secret().await), "{request:?}");
    assert!(!is_signed_by(&request, "whsec_AAAA"));
}

#[tokio::test]
async fn money_that_waits_and_money_that_goes_back_is_told_too() {
    let wired = Wired::open().await;
    let house = &wired.house;
    let [first, second] = house.paid_twice(house.link(&wired.shop).await).await;
    house.work().await;
    let owner = house.sign_in(&wired.shop).await;
    owner.submit(&format!("/payments/{}/suspense", second.id), &[("decision", "accepted")]).await;
    let machine = house.machine(&wired.shop).await;
    let path = format!("/api/v1/payments/{}/refunds", first.id);
    machine.post(&path, json!({ "amount": 1_000_000 })).await;
    house.work().await;
    let mut types = wired.types();
    types.sort();
    assert_eq!(types.iter().filter(|it| *it == "payment.paid").count(), 1, "{types:?}");
    assert!(types.contains(&"payment.waiting".to_owned()), "{types:?}");
    assert!(types.contains(&"refund.done".to_owned()), "{types:?}");
}

#[tokio::test]
async fn a_payout_is_told_step_by_step_and_a_charge_until_it_is_paid() {
    let wired = Wired::open().await;
    let house = &wired.house;
    house.payout(&wired.shop).await;
    house.answer(CARD).await;
    house.work().await;
    assert_eq!(wired.types(), ["payout.answered"]);
    let estate = Estate::open(house, &wired.shop).await.issued(house).await;
    house.work().await;
    let issued = wired.types().iter().filter(|it| *it == "charge.issued").count();
    assert_eq!(i64::try_from(issued).unwrap(), house.count("select count(*) from charges").await);
    assert_eq!(wired.last().1["data"]["building"], json!(estate.id));
}

#[tokio::test]
async fn what_was_rolled_back_is_not_told_and_who_listens_to_nothing_costs_no_row() {
    let wired = Wired::open().await;
    let house = &wired.house;
    let other = house.shop().await;
    let sent = house.send(house.link(&other).await).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    assert_eq!(wired.types(), [] as [String; 0], "another shop's payment");
    assert_eq!(house.count("select count(*) from webhook_events").await, 0);

    let sent = house.send(house.link(&wired.shop).await).await;
    let mut tx = house.db().begin().await.unwrap();
    sqlx::query(
        "update payments set status = 'refused', changed_at = now(), changed_by = 'operator'
        where id = $1",
    )
    .bind(sent.id)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.rollback().await.unwrap();
    house.work().await;
    assert_eq!(wired.types(), [] as [String; 0]);
}

#[tokio::test]
async fn a_program_that_is_down_for_two_days_hears_of_everything_with_one_id() {
    let wired = Wired::open().await;
    let house = &wired.house;
    wired.server.always(Some(Whim::Status(503)));
    let sent = house.send(house.link(&wired.shop).await).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    for _ in 0..48 {
        house.wind(TimeDelta::hours(1));
        house.work().await;
    }
    assert!(wired.endpoint().await.failing_since.is_some());
    wired.server.always(None);
    for _ in 0..24 {
        house.wind(TimeDelta::hours(1));
        house.work().await;
    }
    let requests = wired.server.requests();
    assert!((6..=20).contains(&requests.len()), "{} attempts", requests.len());
    let one = &requests[0];
    for request in &requests {
        assert_eq!(request.headers["webhook-id"], one.headers["webhook-id"]);
        assert_eq!(request.body, one.body, "to the last letter");
    }
    assert!(is_signed_by(requests.last().unwrap(), &wired.secret().await));
    let endpoint = wired.endpoint().await;
    assert_eq!((endpoint.failing_since, endpoint.disabled_at), (None, None));
    let before = requests.len();
    house.wind(TimeDelta::days(2));
    house.work().await;
    assert_eq!(wired.server.requests().len(), before, "what has arrived is not sent again");
}

/// Forty events of one shop, as forty payments would write them.
const FORTY: &str = "select write_webhook_event(
        workspace_id, 'payment.paid', 'event ' || at, jsonb_build_object('at', at), created_at
    ) from webhook_endpoints, generate_series(1, 40) as at";

#[tokio::test]
async fn of_events_that_are_told_together_each_arrives_once_and_only_what_failed_comes_again() {
    let wired = Wired::open().await;
    let house = &wired.house;
    house.run(FORTY).await;
    wired.server.next(Whim::Status(503));
    wired.server.next(Whim::HangsUpBefore);
    house.work().await;
    let told = || wired.server.requests();
    let open = "select count(*) from webhook_deliveries where delivered_at is null";
    assert_eq!((told().len(), house.count(open).await), (40, 2), "one round for each");

    house.live(TimeDelta::minutes(1)).await;
    let mut ids: Vec<String> = told().iter().map(|it| it.headers["webhook-id"].clone()).collect();
    assert_eq!(ids.len(), 42, "what had arrived is not told again");
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), house.count(open).await), (40, 0));
    let page = Page { after: None, rows: 50 };
    let log = webhooks::deliveries(house.db(), wired.id, page).await.unwrap();
    let mut attempts: Vec<i64> = log.iter().map(|delivery| delivery.attempts).collect();
    attempts.sort_unstable();
    assert_eq!(attempts[37..], [1, 2, 2], "{attempts:?}");
    assert_eq!(wired.endpoint().await.failing_since, None);
    let waiting = "select count(*) from jobs where kind = 'deliver_webhook' and state <> 'done'";
    assert_eq!(house.count(waiting).await, 0);
}

#[tokio::test]
async fn an_endpoint_that_is_dead_for_three_days_is_given_up_and_its_owner_told() {
    let wired = Wired::open().await;
    let house = &wired.house;
    wired.server.always(Some(Whim::HangsUp));
    let sent = house.send(house.link(&wired.shop).await).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    for _ in 0..75 {
        house.wind(TimeDelta::hours(1));
        house.work().await;
    }
    let endpoint = wired.endpoint().await;
    assert!(endpoint.disabled_at.is_some());
    let host = endpoint.host();
    let told = house.sms_to(&wired.shop.mobile).await;
    assert_eq!(told.iter().filter(|sms| sms.contains(host)).count(), 1, "{told:?}");
    let tried = wired.server.requests().len();
    let sent = house.send(house.link(&wired.shop).await).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    assert_eq!(wired.server.requests().len(), tried, "nothing goes there any more");

    // The owner puts the program right and saves the address again, and has the event sent once more.
    wired.server.always(None);
    let owner = house.sign_in(&wired.shop).await;
    let page = format!("/settings/webhooks/{}", wired.id);
    let fields = [("url", endpoint.url.as_str()), ("types", "payment.paid")];
    assert_eq!(owner.submit(&page, &fields).await.status, StatusCode::SEE_OTHER);
    let shown = owner.get(&page).await;
    let again = shown.attribute("form[action*='/deliveries/']", "action").unwrap();
    owner.submit(&again, &[]).await;
    house.work().await;
    assert_eq!(wired.server.requests().len(), tried + 1);
    let all = Page { after: None, rows: 10 };
    let log = webhooks::deliveries(house.db(), wired.id, all).await.unwrap();
    assert!(log[0].delivered_at.is_some(), "{log:?}");
}

#[tokio::test]
async fn an_endpoint_that_says_it_is_gone_is_given_up_at_once() {
    let wired = Wired::open().await;
    let house = &wired.house;
    wired.server.always(Some(Whim::Status(410)));
    let owner = house.sign_in(&wired.shop).await;
    owner.submit(&format!("/settings/webhooks/{}/test", wired.id), &[]).await;
    house.work().await;
    assert_eq!(wired.server.requests().len(), 1);
    assert!(wired.endpoint().await.disabled_at.is_some());
}

#[tokio::test]
async fn a_new_secret_and_the_old_one_both_sign_for_a_day() {
    let wired = Wired::open().await;
    let house = &wired.house;
    let owner = house.sign_in(&wired.shop).await;
    let old = wired.secret().await;
    let page = format!("/settings/webhooks/{}", wired.id);
    owner.submit(&format!("{page}/secret"), &[]).await;
    let new = wired.secret().await;
    assert_ne!(old, new);
    assert_eq!(owner.get(&page).await.attribute("#secret", "value"), Some(new.clone()));
    owner.submit(&format!("{page}/test"), &[]).await;
    house.work().await;
    let (request, event) = wired.last();
    assert_eq!(event["type"], "webhook.test");
    assert!(is_signed_by(&request, &old) && is_signed_by(&request, &new));
    owner.submit(&format!("{page}/secret"), &[]).await;
    assert_eq!(wired.secret().await, new, "a third secret would shut somebody out");
    house.wind(TimeDelta::hours(25));
    let owner = house.sign_in(&wired.shop).await;
    owner.submit(&format!("{page}/test"), &[]).await;
    house.work().await;
    let (request, _) = wired.last();
    assert!(!is_signed_by(&request, &old) && is_signed_by(&request, &new));
}

#[tokio::test]
async fn the_test_button_works_five_times_an_hour() {
    let wired = Wired::open().await;
    let house = &wired.house;
    let owner = house.sign_in(&wired.shop).await;
    let path = format!("/settings/webhooks/{}/test", wired.id);
    for _ in 0..5 {
        assert_eq!(owner.submit(&path, &[]).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(owner.submit(&path, &[]).await.status, StatusCode::TOO_MANY_REQUESTS);
    house.work().await;
    assert_eq!(wired.types().len(), 5);
}

#[tokio::test]
async fn a_worker_that_died_in_the_middle_is_followed_by_one_that_sends_the_same() {
    let wired = Wired::open().await;
    let house = &wired.house;
    let sent = house.send(house.link(&wired.shop).await).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    // As if the first had died before it could write down what came of it.
    house
        .run(
            "update webhook_attempts set answered_at = null, outcome = null, status = null;
            update webhook_deliveries set delivered_at = null;
            update jobs set state = 'queued' where kind = 'deliver_webhook'",
        )
        .await;
    house.work().await;
    let requests = wired.server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].headers["webhook-id"], requests[1].headers["webhook-id"]);
    assert_eq!(requests[0].body, requests[1].body);
}
