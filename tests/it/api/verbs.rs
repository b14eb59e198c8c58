//! What programs do with links, payments, payouts, the wallet and buildings: the same as people on pages.

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;

use crate::buildings::Estate;
use crate::support::house::House;
use crate::support::people::RENT;

#[tokio::test]
async fn a_program_makes_a_link_whose_payer_pays_and_sees_the_money() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let until = house.app.clock.now() + TimeDelta::days(3);
    let link = machine
        .post(
            "/api/v1/links",
            json!({
                "title": "Order 347", "amount": 24_500_000, "reference": "347",
                "expires_at": until, "labels": ["shop"], "send_by": ["sms"],
                "payer": { "name": "Reza", "mobile": "+98 935 111 2233" },
            }),
        )
        .await;
    assert_eq!(link.status, StatusCode::CREATED, "{link:?}");
    assert_eq!(link.json["payer"]["mobile"], "09351112233");
    assert_eq!((&link.json["state"], &link.json["uses_max"]), (&json!("open"), &json!(1)));
    house.work().await;
    let url = link.json["url"].as_str().unwrap();
    let door = url.strip_prefix(&house.app.origin).unwrap();
    let sms = house.sms_to(&crate::support::people::payers_mobile()).await;
    assert!(sms.iter().any(|sms| sms.contains(url)), "{sms:?}");

    let page = house.get(door).await;
    let payment = page.attribute("input[name='payment']", "value").unwrap();
    let pressed = house.submit(&format!("{door}/pay"), &[("payment", &payment)]).await;
    let sent = house.sent(payment.parse().unwrap(), pressed.location.unwrap());
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;

    let shown = machine.get(&format!("/api/v1/links/{}", link.id())).await;
    assert_eq!((&shown.json["state"], &shown.json["uses_taken"]), (&json!("paid"), &json!(1)));
    let payments = machine.get(&format!("/api/v1/payments?link={}", link.id())).await;
    let paid = &payments.json["items"][0];
    assert_eq!((&paid["state"], &paid["amount"]), (&json!("paid"), &json!(24_500_000)));
    assert_eq!(paid["link"], json!(link.id()));
    let balance = house.balance(shop.workspace).await.as_rials();
    assert_eq!(machine.get("/api/v1/wallet").await.json["balance"], json!(balance));
    let entries = machine.get("/api/v1/wallet/entries").await;
    let items = entries.json["items"].as_array().unwrap();
    let sum: i64 = items.iter().map(|entry| entry["amount"].as_i64().unwrap()).sum();
    assert_eq!(sum, balance, "the movements are what the wallet holds");
    assert_eq!(entries.json["items"][0]["cause"], json!(payment));
}

#[tokio::test]
async fn a_program_changes_what_may_change_and_cancels() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let made = machine.post("/api/v1/links", json!({ "title": "Order", "amount": 500_000 })).await;
    let path = format!("/api/v1/links/{}", made.id());
    let changed = machine.patch(&path, json!({ "title": "Order 9", "amount": 600_000 })).await;
    assert_eq!(changed.status, StatusCode::OK, "{changed:?}");
    assert_eq!(
        (&changed.json["title"], &changed.json["amount"]),
        (&json!("Order 9"), &json!(600_000))
    );
    assert_eq!(house.count("select count(*) from link_edits").await, 1, "and it is written down");
    // Somebody has begun to pay: the amount stays, and the rest may change.
    let door = made.json["url"].as_str().unwrap().strip_prefix(&house.app.origin).unwrap();
    let payment = house.get(door).await.attribute("input[name='payment']", "value").unwrap();
    house.submit(&format!("{door}/pay"), &[("payment", &payment)]).await;
    let begun = machine.patch(&path, json!({ "amount": 700_000 })).await;
    assert_eq!((begun.status, begun.problem()), (StatusCode::CONFLICT, "conflict"));
    assert_eq!(machine.patch(&path, json!({ "description": "Two" })).await.status, StatusCode::OK);

    let cancelled = machine.post(&format!("{path}/cancellation"), json!({})).await;
    assert_eq!(cancelled.json["state"], "cancelled", "{cancelled:?}");
    let twice = machine.post(&format!("{path}/cancellation"), json!({})).await;
    assert_eq!((twice.status, &twice.json), (StatusCode::OK, &cancelled.json));
    let late = machine.patch(&path, json!({ "title": "Too late" })).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_list_comes_a_page_at_a_time_and_shows_everything_once() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    for number in 0..7 {
        house.wind(TimeDelta::seconds(1));
        let body = json!({ "title": format!("Order {number}"), "amount": 500_000 });
        machine.post("/api/v1/links", body).await;
    }
    let (mut titles, mut path) = (vec![], "/api/v1/links?limit=3".to_owned());
    for _ in 0..3 {
        let page = machine.get(&path).await;
        let items = page.json["items"].as_array().unwrap();
        titles.extend(items.iter().map(|item| item["title"].as_str().unwrap().to_owned()));
        let Some(cursor) = page.json["next_cursor"].as_str() else { break };
        path = format!("/api/v1/links?limit=3&cursor={cursor}");
    }
    let expected: Vec<_> = (0..7).rev().map(|number| format!("Order {number}")).collect();
    assert_eq!(titles, expected);
    for wrong in ["limit=0", "limit=101", "limit=x", "cursor=x", "state=x", "colour=red", "link=1"]
    {
        let refused = machine.get(&format!("/api/v1/links?{wrong}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert_eq!(refused.pointers(), [wrong.split('=').next().unwrap()], "{wrong}");
    }
}

#[tokio::test]
async fn a_program_gives_money_back_and_never_more_than_was_paid() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let sent = house.send(house.link(&shop).await).await;
    let path = format!("/api/v1/payments/{}/refunds", sent.id);
    let early = machine.post(&path, json!({ "amount": 1_000_000 })).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "nothing is paid yet: {early:?}");
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    let more = machine.post(&path, json!({ "amount": RENT.as_rials() + 10 })).await;
    assert_eq!((more.status, more.pointers()), (StatusCode::UNPROCESSABLE_ENTITY, vec!["/amount"]));
    let card = json!({ "amount": 1_000_000, "reason": "6037991234567893" });
    assert_eq!(machine.post(&path, card).await.pointers(), ["/reason"]);
    let whole =
        machine.post(&path, json!({ "amount": RENT.as_rials(), "reason": "Sold out" })).await;
    assert_eq!((whole.status, &whole.json["state"]), (StatusCode::CREATED, &json!("pending")));
    house.work().await;
    assert_eq!(machine.get(&path).await.json["items"][0]["state"], "done");
    assert_eq!(house.balance(shop.workspace).await.as_rials(), 0);
    let payment = machine.get(&format!("/api/v1/payments/{}", sent.id)).await;
    assert_eq!(payment.json["refunded"], json!(RENT.as_rials()));
    assert_eq!(machine.post(&path, json!({ "amount": 10 })).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_program_asks_a_recipient_and_takes_the_question_back() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let body = json!({
        "title": "Three covers", "amount": 62_000_000,
        "recipient": { "name": "Amin", "mobile": "09121110099" },
    });
    let made = machine.post("/api/v1/payouts", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    assert_eq!(
        (&made.json["state"], &made.json["fee"]),
        (&json!("awaiting_recipient"), &json!(124_000))
    );
    house.work().await;
    let listed = machine.get("/api/v1/payouts").await;
    assert_eq!(listed.json["items"][0]["id"], made.json["id"]);
    let nobody = json!({ "title": "x", "amount": 62_000_000, "recipient": { "name": "Amin" } });
    assert_eq!(machine.post("/api/v1/payouts", nobody).await.pointers(), ["/recipient/mobile"]);
    let path = format!("/api/v1/payouts/{}/cancellation", made.id());
    for _ in 0..2 {
        let cancelled = machine.post(&path, json!({})).await;
        assert_eq!(
            (cancelled.status, &cancelled.json["state"]),
            (StatusCode::OK, &json!("cancelled"))
        );
    }
}

#[tokio::test]
async fn an_accountants_program_reads_a_building_to_the_last_debt() {
    let house = House::open().await;
    let shop = house.shop().await;
    let estate = Estate::open(&house, &shop).await.issued(&house).await;
    house.work().await;
    let machine = house.machine(&shop).await;
    let buildings = machine.get("/api/v1/buildings").await;
    let building = &buildings.json["items"][0];
    let path = format!("/api/v1/buildings/{}", building["id"].as_str().unwrap());
    let units = machine.get(&format!("{path}/units")).await;
    assert_eq!(
        i64::try_from(units.json["items"].as_array().unwrap().len()).unwrap(),
        building["units"].as_i64().unwrap()
    );
    let charges = machine.get(&format!("{path}/charges?limit=100")).await;
    let charges = charges.json["items"].as_array().unwrap();
    let rest: i64 = charges.iter().map(|charge| charge["rest"].as_i64().unwrap()).sum();
    let debts = machine.get(&format!("{path}/debts")).await;
    let debts = debts.json["items"].as_array().unwrap();
    let owed: i64 = debts.iter().map(|debt| debt["amount"].as_i64().unwrap()).sum();
    assert_eq!((rest, owed), (building["owed"].as_i64().unwrap(), rest));
    assert!(0 < owed);
    drop(estate);

    let body = json!({ "name": "Sarv", "floors": 3, "units_on_floor": 2, "area": 80 });
    let made = machine.post("/api/v1/buildings", body).await;
    assert_eq!((made.status, &made.json["units"]), (StatusCode::CREATED, &json!(6)), "{made:?}");
    let tall = json!({ "name": "Sarv", "floors": 61, "units_on_floor": 0 });
    let tall = machine.post("/api/v1/buildings", tall).await;
    assert_eq!(tall.pointers(), ["/floors", "/units_on_floor"], "{tall:?}");
}
