//! The log of acts: every act of a workspace leaves a line, in the transaction that does it.

use axum::http::Method;
use chrono::TimeDelta;
use peyvand::access::Role;
use serde_json::json;

use super::Town;
use super::ask;
use super::outcome;
use super::roles::of_workspaces;
use super::routes::Outcome::Done;
use crate::support::house::House;

/// Acts that change nothing of weight: what somebody has read, asked or keeps for themselves.
const LIGHT: &[&str] = &[
    "/home/news/reading",
    "/accounting/views",
    "/links/selection",
    "/links/{link}/messages/{message}/withdrawal",
    "/payments/{payment}/question",
    "/payouts/{payout}/question",
    "/payouts/{payout}/proposal",
    "/payouts/{payout}/sending",
    "/settings/team/invitations/{invitation}/sending",
    "/settings/team/{member}/removal",
];

const LINES: &str = "select count(*) from acts where kind <> 'signed_in'";

#[tokio::test]
async fn every_act_of_a_workspace_leaves_a_line() {
    let town = Town::open().await;
    let mut silent = vec![];
    let acts =
        of_workspaces().filter(|(method, .., [_, _, own])| *method == Method::POST && *own == Done);
    let is_light = |route: &str| LIGHT.contains(&route);
    for (method, route, fields, _) in acts.filter(|(_, route, ..)| !is_light(route)) {
        let owner = town.house.sign_in(&town.shop).await;
        let before = town.house.count(LINES).await;
        let page = ask(&owner, method, &town.filled(route).await, fields).await;
        assert_eq!(outcome(&page), Some(Done), "{route}: {page:?}");
        if town.house.count(LINES).await <= before {
            silent.push(*route);
        }
    }
    // Some have nothing to do on this town: then nothing was changed, and nothing is told.
    let idle = [
        "/links/{link}/renewal",
        "/links/{link}/closure",
        "/buildings/{building}/bills/{charge}/dispute/end",
        "/payouts/{payout}/approval",
        "/buildings/{building}/approval",
        "/wallet/account/confirmation",
        "/wallet/account/end",
    ];
    silent.retain(|route| !idle.contains(route));
    assert!(silent.is_empty(), "these leave no line: {silent:#?}");
}

#[tokio::test]
async fn the_list_says_who_did_what_and_from_where_and_goes_out_as_a_file() {
    let house = House::open().await;
    let shop = house.shop().await;
    let cashier = house.colleague(&shop, Role::Cashier).await;
    let theirs = house.sign_in(&cashier).await;
    let form = [("title", "Tea"), ("kind", "fixed"), ("amount", "5000"), ("uses", "one")];
    theirs.submit("/links", &form).await;
    house.wind(TimeDelta::seconds(1));
    let owner = house.sign_in(&shop).await;
    owner
        .submit("/settings/team/invitations", &[("mobile", "09359990011"), ("role", "viewer")])
        .await;

    let all = owner.get("/accounting/acts").await;
    let rows = all.texts("tbody tr");
    assert_eq!(rows.len(), 2, "{all:?}");
    assert!(rows[0].contains("همکار دعوت کرد") && rows[0].contains("بیننده"), "{rows:?}");
    assert!(rows[1].contains("لینک پرداخت ساخت") && rows[1].contains("Tea"), "{rows:?}");
    assert!(rows[1].contains("127.0.0.1"), "{rows:?}");

    let only = format!("/accounting/acts?who={}", cashier.owner);
    assert_eq!(owner.get(&only).await.texts("tbody tr").len(), 1);
    assert_eq!(owner.get("/accounting/acts?what=invited").await.texts("tbody tr").len(), 1);
    assert!(owner.get("/accounting/acts?to=1404/01/01").await.texts("tbody tr").is_empty());
    assert_eq!(owner.get("/accounting/acts?from=1405/13/01").await.status, 422);

    let csv = owner.get(&format!("/accounting/acts.csv?who={}", cashier.owner)).await;
    assert_eq!(csv.html.lines().count(), 2, "{}", csv.html);
    assert!(csv.html.contains("Tea"), "{}", csv.html);
    assert_eq!(owner.get("/accounting/acts?what=exported").await.texts("tbody tr").len(), 1);
    assert_eq!(theirs.get("/accounting/acts").await.status, 403);
}

#[tokio::test]
async fn what_a_program_does_says_with_which_key_it_was_done() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let link = json!({ "title": "Tea", "amount": 500_000 });
    assert_eq!(machine.post("/api/v1/links", link).await.status, 201);
    let list = house.sign_in(&shop).await.get("/accounting/acts").await;
    let rows = list.texts("tbody tr");
    assert!(rows[0].contains("لینک پرداخت ساخت") && rows[0].contains("Web shop"), "{rows:?}");
}

#[tokio::test]
async fn an_amount_that_was_given_back_is_said_in_the_unit_of_the_workspace() {
    let house = House::open().await;
    let shop = house.shop().await;
    let [first, _] = house.paid_twice(house.link(&shop).await).await;
    let desk = house.sign_in(&shop).await;
    let part = [("id", ""), ("from", "/links"), ("amount", "1000")];
    desk.submit(&format!("/payments/{}/refund", first.id), &part).await;
    let list = desk.get("/accounting/acts?what=refunded").await;
    let rows = list.texts("tbody tr");
    assert!(rows[0].contains("۱٬۰۰۰ تومان"), "{rows:?}");
}

#[tokio::test]
async fn what_was_done_is_not_changed_and_what_failed_was_not_done() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let form = [("title", "Tea"), ("kind", "fixed"), ("amount", "5000"), ("uses", "one")];
    house
        .run(
            "create function fails() returns trigger language plpgsql
                as $$ begin raise exception 'no'; end $$;
            create constraint trigger fails after insert on links deferrable initially deferred
                for each row execute function fails()",
        )
        .await;
    assert_eq!(owner.submit("/links", &form).await.status, 500);
    assert_eq!(house.count("select count(*) from acts").await, 0, "rolled back with the link");
    house.run("drop trigger fails on links").await;
    owner.submit("/links", &form).await;
    assert_eq!(house.count("select count(*) from acts").await, 1);
    for change in ["update acts set ip = '::1'", "delete from acts", "truncate acts"] {
        assert!(sqlx::query(change).execute(house.db()).await.is_err(), "{change}");
    }
}
