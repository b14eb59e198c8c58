//! Where events do not go (`money.md` B90 to B115): refused when an address is saved, and again when it is
//! called. `src/outbound/strangers.rs` has the list of what an address says by itself.

use axum::http::StatusCode;
use serde_json::Value;
use serde_json::json;

use super::Wired;
use crate::support::fakes::wire::Server;
use crate::support::fakes::wire::Whim;

#[tokio::test]
async fn an_address_that_leads_inside_is_refused_on_the_page_and_by_the_api() {
    let wired = Wired::open().await;
    let house = &wired.house;
    let owner = house.sign_in(&wired.shop).await;
    let machine = house.machine(&wired.shop).await;
    let before = house.count("select count(*) from webhook_endpoints").await;
    let long = format!("https://example.ir/{}", "a".repeat(60_000));
    for url in [
        "http://example.ir/",
        "https://example.ir:22/",
        "https://example.ir:25/",
        "https://example.ir:5432/",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://192.168.0.1/",
        "https://100.64.0.1/",
        "https://169.254.169.254/",
        "https://0.0.0.0/",
        "https://[::1]/",
        "https://[fc00::1]/",
        "https://[fe80::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://2130706433/",
        "https://0177.0.0.1/",
        "https://user@example.ir/",
        "https://example.ir./",
        "https://еxample.ir/",
        &long,
        "javascript:alert(1)",
        "",
    ] {
        let fields = [("url", url), ("types", "payment.paid")];
        let page = owner.submit("/settings/webhooks", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{url}");
        let body = json!({ "url": url, "types": ["payment.paid"] });
        let reply = machine.post("/api/v1/webhooks", body).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{url}");
        assert_eq!(reply.pointers(), ["/url"], "{url}");
    }
    for types in [json!([]), json!(["payment.stolen"]), json!(["webhook.test"])] {
        let body = json!({ "url": "https://example.ir/", "types": types });
        let reply = machine.post("/api/v1/webhooks", body).await;
        assert_eq!(reply.pointers(), ["/types"]);
    }
    assert_eq!(house.count("select count(*) from webhook_endpoints").await, before);
}

#[tokio::test]
async fn an_address_that_has_become_forbidden_is_not_called() {
    let wired = Wired::open().await;
    let house = &wired.house;
    // As if it had been saved under other rules.
    house.run("update webhook_endpoints set url = 'http://127.0.0.1:22/hook'").await;
    let owner = house.sign_in(&wired.shop).await;
    owner.submit(&format!("/settings/webhooks/{}/test", wired.id), &[]).await;
    house.work().await;
    assert_eq!(wired.server.requests().len(), 0);
    let outcome = "select count(*) from webhook_attempts where outcome = 'forbidden'";
    assert_eq!(house.count(outcome).await, 1);
    house.run("update webhook_endpoints set removed_at = now()").await;
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let wired = Wired::open().await;
    let house = &wired.house;
    let inside = Server::start(|_| (200, json!({}))).await;
    let header = format!("location: {}/\r\n", inside.base());
    wired.server.next(Whim::Says(302, Value::Null, Box::leak(header.into_boxed_str())));
    let owner = house.sign_in(&wired.shop).await;
    owner.submit(&format!("/settings/webhooks/{}/test", wired.id), &[]).await;
    house.work().await;
    assert_eq!((wired.server.requests().len(), inside.requests().len()), (1, 0));
    let refused =
        "select count(*) from webhook_attempts where outcome = 'refused' and status = 302";
    assert_eq!(house.count(refused).await, 1);
    house.run("update webhook_endpoints set removed_at = now()").await;
}
