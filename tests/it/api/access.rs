//! Every route of the API, asked without a key, with a key that may do everything else, with the key of
//! another workspace, and with the right one.

use axum::http::Method;
use axum::http::StatusCode;
use peyvand::api_keys::Scope;
use serde_json::Value;
use serde_json::json;

use crate::access::programs::API;
use crate::buildings::Estate;
use crate::support::house::House;
use crate::support::machine::Machine;
use crate::support::machine::Reply;
use crate::support::machine::all_scopes;
use crate::support::people::Shop;

#[tokio::test]
async fn every_route_serves_the_key_that_may_and_no_other() {
    let house = House::open().await;
    let (shop, other) = (house.shop().await, house.shop().await);
    let machine = house.machine(&shop).await;
    let stranger = house.machine(&other).await;
    let things = Things::of(&house, &shop, &machine).await;
    for (method, route, scope, body) in API {
        let scope = Scope::parse(scope).unwrap();
        let (path, body) = (things.filled(route), serde_json::from_str(body).ok());
        let asked = format!("{method} {path}");

        let nobody = machine.ask_as_it_is(method.clone(), &path, &[], "").await;
        let expected = (StatusCode::UNAUTHORIZED, "unauthorized");
        assert_eq!((nobody.status, nobody.problem()), expected, "{asked}");

        let others = all_scopes().into_iter().filter(|it| *it != scope).collect();
        let short = house.machine_that_may(&shop, others).await;
        let refused = ask(&short, method, &path, body.clone()).await;
        let expected = (StatusCode::FORBIDDEN, "missing-scope");
        assert_eq!((refused.status, refused.problem()), expected, "{asked}");
        house.run("update api_keys set revoked_at = now(), revoked_by = made_by where scopes <> (select scopes from api_keys order by cardinality(scopes) desc limit 1)").await;

        if route.contains('{') {
            let reply = ask(&stranger, method, &path, body.clone()).await;
            let expected = (StatusCode::NOT_FOUND, "not-found");
            assert_eq!((reply.status, reply.problem()), expected, "{asked}");
        }
        let served = ask(&machine, method, &path, body).await;
        assert!(served.status.is_success(), "{asked}: {served:?}");
        let kind = served.header("content-type");
        assert!(kind == "application/json" || served.json.is_null(), "{asked}: {kind}");
    }
}

async fn ask(machine: &Machine, method: &Method, path: &str, body: Option<Value>) -> Reply {
    match *method {
        Method::POST => machine.post(path, body.unwrap_or(json!({}))).await,
        _ => machine.ask(method.clone(), path, &[], body.map(|body| body.to_string())).await,
    }
}

/// One of everything that the API has an address for.
struct Things(Vec<(&'static str, String)>);

impl Things {
    async fn of(house: &House, shop: &Shop, machine: &Machine) -> Self {
        let estate = Estate::open(house, shop).await.issued(house).await;
        let sent = house.send(house.link(shop).await).await;
        house.bank.pay(&sent.page).await;
        house.get(&sent.back).await;
        house.work().await;
        let refunds = format!("/api/v1/payments/{}/refunds", sent.id);
        let refund = machine.post(&refunds, json!({ "amount": 1_000_000 })).await.id();
        house.work().await;
        let link =
            machine.post("/api/v1/links", json!({ "title": "x", "amount": 500_000 })).await.id();
        let payout = house.payout(shop).await;
        // Where nobody listens; what is sent there is tried in vain.
        let hook = json!({ "url": "https://nobody.invalid/", "types": ["payment.paid"] });
        let webhook = machine.post("/api/v1/webhooks", hook).await.id();
        let of_building = |route: &'static str| {
            let estate = &estate;
            async move { estate.filled(house, route).await }
        };
        Self(vec![
            ("{link}", link.to_string()),
            ("{payment}", sent.id.to_string()),
            ("{refund}", refund.to_string()),
            ("{payout}", payout.to_string()),
            ("{webhook}", webhook.to_string()),
            ("{building}", of_building("{building}").await),
            ("{unit}", of_building("{unit}").await),
            ("{charge}", of_building("{charge}").await),
        ])
    }

    fn filled(&self, route: &str) -> String {
        self.0.iter().fold(route.to_owned(), |route, (name, id)| route.replace(name, id))
    }
}
