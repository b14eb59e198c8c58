//! What programs send that is wrong (`money.md` D): B01, B05, B06, B10, B11, B17, B19, B30, B53, B63, B65.

use axum::http::Method;
use axum::http::StatusCode;
use serde_json::Value;
use serde_json::json;

use crate::support::house::House;

#[tokio::test]
async fn a_wrong_link_is_refused_where_it_is_wrong_and_nothing_changes() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let amount = |amount: Value| json!({ "title": "Order", "amount": amount });
    let with = |field: &str, value: Value| {
        let mut body = json!({ "title": "Order", "amount": 500_000 });
        body[field] = value;
        body
    };
    let wrong = [
        (json!({ "amount": 500_000 }), "/title"),
        (with("title", json!("")), "/title"),
        (with("title", json!(" \u{200c}")), "/title"),
        (with("title", json!("6037991234567893")), "/title"),
        (with("title", json!("x".repeat(81))), "/title"),
        (with("title", json!(["Order"])), "/title"),
        (amount(json!(0)), "/amount"),
        (amount(json!(-1)), "/amount"),
        (amount(json!(1)), "/amount"),
        (amount(json!(i64::MAX)), "/amount"),
        (amount(json!(1.5)), "/amount"),
        (amount(json!("500000")), "/amount"),
        (amount(json!(true)), "/amount"),
        (amount(json!([500_000])), "/amount"),
        (json!({ "title": "Order", "amount_min": 9_000_000, "amount_max": 10 }), "/amount_max"),
        (with("unit", json!("rial")), "/unit"),
        (with("currency", json!("USD")), "/currency"),
        (with("role", json!("admin")), "/role"),
        (with("state", json!("paid")), "/state"),
        (with("fee", json!(0)), "/fee"),
        (with("workspace_id", json!("x")), "/workspace_id"),
        (with("payer", json!({ "mobile": "+12025550123" })), "/payer/mobile"),
        (with("payer", json!({ "mobile": "O9123456789" })), "/payer/mobile"),
        (with("payer", json!({ "email": "nobody" })), "/payer/email"),
        (with("payer", json!({ "card": "x" })), "/payer/card"),
        (with("send_by", json!(["sms"])), "/payer/mobile"),
        (with("send_by", json!(["fax"])), "/send_by/0"),
        (with("expires_at", json!("2020-01-01T00:00:00Z")), "/expires_at"),
        (with("expires_at", json!("tomorrow")), "/expires_at"),
        (with("expires_at", json!("9999-01-01T00:00:00Z")), "/expires_at"),
        (with("uses_max", json!(0)), "/uses_max"),
        (with("return_to", json!("javascript:alert(1)")), "/return_to"),
        (json!([]), ""),
        (json!("Order"), ""),
        (json!(null), ""),
    ];
    for (body, pointer) in wrong {
        let reply = machine.post("/api/v1/links", body.clone()).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}: {reply:?}");
        assert_eq!((reply.problem(), reply.pointers()), ("mistakes", vec![pointer]), "{body}");
        assert!(reply.json["errors"][0]["detail"].as_str().is_some_and(|it| !it.is_empty()));
    }
    assert_eq!(house.count("select count(*) from links").await, 0);
}

#[tokio::test]
async fn what_is_no_json_of_ours_is_refused_with_a_problem() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let ask = async |kind: &str, body: Vec<u8>| {
        let name = uuid::Uuid::new_v4().to_string();
        let bearer = format!("Bearer {}", machine.secret);
        let headers = [
            ("authorization", bearer.as_str()),
            ("idempotency-key", &name),
            ("content-type", kind),
        ];
        machine.ask_as_it_is(Method::POST, "/api/v1/links", &headers, body).await
    };
    let json = "application/json";
    let good = br#"{"title": "Order", "amount": 500000}"#.to_vec();
    let twice = br#"{"title": "Order", "amount": 1, "amount": 500000}"#.to_vec();
    let cases = [
        (json, b"{".to_vec(), 400, "bad-request"),
        (json, b"".to_vec(), 400, "bad-request"),
        (json, b"amount=1&amount=2".to_vec(), 400, "bad-request"),
        (json, b"{\"title\": \"\xff\"}".to_vec(), 400, "bad-request"),
        (json, br#"{"title": "a\u0000b", "amount": 500000}"#.to_vec(), 400, "bad-request"),
        (json, br#"{"title": "a\ud800b", "amount": 500000}"#.to_vec(), 400, "bad-request"),
        (json, vec![b' '; 65 * 1024], 413, "too-large"),
        (json, twice, 422, "mistakes"),
        ("text/plain", good.clone(), 415, "unsupported-media-type"),
        ("", good.clone(), 415, "unsupported-media-type"),
        ("application/json; charset=utf-7", good.clone(), 415, "unsupported-media-type"),
        ("application/x-www-form-urlencoded", good.clone(), 415, "unsupported-media-type"),
    ];
    for (kind, body, status, problem) in cases {
        let said = format!("{kind} {}", String::from_utf8_lossy(&body[..body.len().min(60)]));
        let reply = ask(kind, body).await;
        assert_eq!((reply.status.as_u16(), reply.problem()), (status, problem), "{said}");
    }
    assert_eq!(house.count("select count(*) from links").await, 0);
    assert_eq!(ask("application/json; charset=UTF-8", good).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_problem_speaks_the_language_of_the_request() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let title = async |language: &str| {
        let headers = [("accept-language", language)];
        let reply = machine.ask_as_it_is(Method::GET, "/api/v1/links", &headers, "").await;
        assert_eq!(reply.header("content-language"), language.get(..2).unwrap());
        reply.json["title"].as_str().unwrap().to_owned()
    };
    assert!(title("en").await.starts_with("There is no key"));
    assert!(title("fa-IR").await.starts_with("کلیدی نیست"));
}

#[tokio::test]
async fn an_address_or_a_method_that_is_not_known_is_a_problem_too() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let nothing = machine.get("/api/v1/nothing").await;
    assert_eq!((nothing.status, nothing.problem()), (StatusCode::NOT_FOUND, "not-found"));
    for id in ["x", "1", "019aa000-0000-7000-8000-000000000000", "..%2f..%2fetc"] {
        let reply = machine.get(&format!("/api/v1/links/{id}")).await;
        assert_eq!((reply.status, reply.problem()), (StatusCode::NOT_FOUND, "not-found"), "{id}");
    }
    for method in [Method::PUT, Method::DELETE, Method::TRACE] {
        let reply = machine.ask(method.clone(), "/api/v1/links", &[], None).await;
        let expected = (StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed");
        assert_eq!((reply.status, reply.problem()), expected, "{method}");
    }
    let zero = machine.get("/api/v1/links?q=%00").await;
    assert_eq!((zero.status, zero.problem()), (StatusCode::BAD_REQUEST, "bad-request"));
}

#[tokio::test]
async fn a_browser_of_another_site_gets_no_leave_and_a_cookie_opens_nothing() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let headers = [("origin", "https://evil.test"), ("sec-fetch-site", "cross-site")];
    let reply = machine.ask(Method::GET, "/api/v1/links", &headers, None).await;
    assert_eq!(reply.status, StatusCode::OK, "a key is a key wherever it comes from");
    assert_eq!(reply.header("access-control-allow-origin"), "");
    assert_eq!(reply.header("set-cookie"), "");
    let owner = house.sign_in(&shop).await;
    assert_eq!(owner.get("/api/v1/links").await.status, StatusCode::UNAUTHORIZED);
}
