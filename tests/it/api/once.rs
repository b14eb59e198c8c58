//! The same request twice (`money.md` E4).

use axum::http::Method;
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;

use crate::support::house::House;
use crate::support::people::RENT;

const LINKS: &str = "select count(*) from links";

#[tokio::test]
async fn the_same_request_again_is_the_same_answer_and_done_once() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let body = json!({ "title": "Order 347", "amount": 24_500_000 });
    let first = machine.post_as("order-347", "/api/v1/links", body.clone()).await;
    assert_eq!(first.status, StatusCode::CREATED, "{first:?}");
    house.wind(TimeDelta::days(30));
    let second = machine.post_as("order-347", "/api/v1/links", body).await;
    assert_eq!((second.status, &second.json), (StatusCode::CREATED, &first.json));
    assert_eq!(second.header("idempotency-replayed"), "true");
    assert_eq!(house.count(LINKS).await, 1);

    let other = json!({ "title": "Order 348", "amount": 24_500_000 });
    let other = machine.post_as("order-347", "/api/v1/links", other).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(other.problem(), "idempotency-key-reused");
    assert_eq!(house.count(LINKS).await, 1);
}

#[tokio::test]
async fn a_wrong_request_is_answered_as_before_too() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let body = json!({ "title": " ", "amount": 24_500_000 });
    let first = machine.post_as("a", "/api/v1/links", body.clone()).await;
    let second = machine.post_as("a", "/api/v1/links", body).await;
    assert_eq!(
        (first.status, first.pointers()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["/title"])
    );
    assert_eq!((second.status, &second.json), (first.status, &first.json));
    assert_eq!(second.problem(), "mistakes");
}

#[tokio::test]
async fn of_twenty_at_the_same_moment_one_makes_the_link_and_the_others_wait() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let body = json!({ "title": "Order 347", "amount": 24_500_000 });
    let asked = (0..20).map(|_| machine.post_as("one", "/api/v1/links", body.clone()));
    let replies = futures_util::future::join_all(asked).await;
    for reply in &replies {
        match reply.status {
            StatusCode::CREATED => (),
            StatusCode::CONFLICT => {
                assert_eq!(reply.problem(), "in-flight");
                assert!(1 <= reply.header("retry-after").parse::<u32>().unwrap());
            }
            _ => panic!("{reply:?}"),
        }
    }
    assert!(replies.iter().any(|reply| reply.status == StatusCode::CREATED));
    assert_eq!(house.count(LINKS).await, 1);
}

#[tokio::test]
async fn what_a_crash_cut_short_is_finished_by_the_next_one_and_not_done_twice() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let body = json!({ "title": "Order 347", "amount": 24_500_000 });
    let first = machine.post_as("one", "/api/v1/links", body.clone()).await;
    // The link was made, and the program died before it could keep its answer.
    house.run("update api_requests set status = null, answer = null").await;
    let early = machine.post_as("one", "/api/v1/links", body.clone()).await;
    assert_eq!((early.status, early.problem()), (StatusCode::CONFLICT, "in-flight"));
    assert!((1..=60).contains(&early.header("retry-after").parse::<u32>().unwrap()));

    house.wind(TimeDelta::seconds(61));
    let finished = machine.post_as("one", "/api/v1/links", body).await;
    assert_eq!((finished.status, finished.id()), (StatusCode::CREATED, first.id()));
    assert_eq!(house.count(LINKS).await, 1);
}

#[tokio::test]
async fn a_refund_that_a_crash_cut_short_is_given_once() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let sent = house.send(house.link(&shop).await).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    let path = format!("/api/v1/payments/{}/refunds", sent.id);
    let body = json!({ "amount": RENT.as_rials() });
    let first = machine.post_as("back", &path, body.clone()).await;
    assert_eq!(first.status, StatusCode::CREATED, "{first:?}");
    house.run("update api_requests set status = null, answer = null").await;
    house.wind(TimeDelta::seconds(61));
    let again = machine.post_as("back", &path, body).await;
    assert_eq!(again.status, StatusCode::CREATED, "{again:?}");
    assert_eq!(again.id(), first.id());
    house.work().await;
    assert_eq!(house.count("select count(*) from refunds").await, 1);
    assert_eq!(machine.get(&format!("/api/v1/refunds/{}", first.id())).await.json["state"], "done");
}

#[tokio::test]
async fn a_post_without_a_name_is_refused_and_does_nothing() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let body = json!({ "title": "Order 347", "amount": 24_500_000 }).to_string();
    let long = "x".repeat(201);
    for names in [
        vec![],
        vec![("idempotency-key", "")],
        vec![("idempotency-key", "a b")],
        vec![("idempotency-key", long.as_str())],
    ] {
        let reply = machine.ask(Method::POST, "/api/v1/links", &names, Some(body.clone())).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST);
        assert_eq!(reply.problem(), "idempotency-key-missing");
    }
    assert_eq!(house.count(LINKS).await, 0);
}

#[tokio::test]
async fn two_workspaces_may_use_the_same_name() {
    let house = House::open().await;
    let (one, other) = (house.shop().await, house.shop().await);
    let body = json!({ "title": "Order 347", "amount": 24_500_000 });
    for shop in [&one, &other] {
        let machine = house.machine(shop).await;
        let reply = machine.post_as("order-347", "/api/v1/links", body.clone()).await;
        assert_eq!(reply.status, StatusCode::CREATED);
        assert_eq!(reply.header("idempotency-replayed"), "");
    }
    assert_eq!(house.count(LINKS).await, 2);
}
