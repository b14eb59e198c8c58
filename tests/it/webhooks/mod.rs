//! Events for a workspace's programs: written with what happens, signed, tried for three days.

mod addresses;
mod events;

use data_encoding::BASE64;
use hmac::Hmac;
use hmac::KeyInit;
use hmac::Mac;
use peyvand::ids::EndpointId;
use peyvand::webhooks;
use peyvand::webhooks::Endpoint;
use peyvand::webhooks::TYPES;
use peyvand::webhooks::Wish;
use serde_json::Value;
use serde_json::json;
use sha2::Sha256;

use crate::support::fakes::wire::Request;
use crate::support::fakes::wire::Server;
use crate::support::house::House;
use crate::support::people::Shop;

/// A shop whose program listens on loopback.
struct Wired {
    house: House,
    shop: Shop,
    server: Server,
    id: EndpointId,
}

impl Wired {
    async fn open() -> Self {
        let server = Server::start(|_| (200, json!({}))).await;
        let place = server.base().trim_start_matches("http://").to_owned();
        let house = House::open_with(&[format!("--webhook-inside={place}")]).await;
        let shop = house.shop().await;
        let id = EndpointId::new(house.app.clock.now());
        let types = TYPES.map(str::to_owned).to_vec();
        let wish = Wish { url: format!("{}/hook", server.base()), types };
        let owner = (shop.workspace, shop.owner);
        assert!(webhooks::create(&house.app, id, owner, &wish).await.unwrap());
        Self { house, shop, server, id }
    }

    async fn endpoint(&self) -> Endpoint {
        let name = (self.id, self.shop.workspace);
        webhooks::by_id(self.house.db(), name).await.unwrap().unwrap()
    }

    async fn secret(&self) -> String {
        webhooks::secret(&self.house.app, &self.endpoint().await)
    }

    /// The types of the events that arrived, in their order.
    fn types(&self) -> Vec<String> {
        let events = self.server.requests();
        events.iter().map(|it| it.json()["type"].as_str().unwrap().to_owned()).collect()
    }

    /// What arrived last.
    fn last(&self) -> (Request, Value) {
        let last = self.server.requests().pop().expect("something arrived");
        let json = last.json();
        (last, json)
    }
}

/// Whether one of the signatures of a request is by this secret.
fn is_signed_by(request: &Request, secret: &str) -> bool {
    let key = BASE64.decode(secret.strip_prefix("whsec_").unwrap().as_bytes()).unwrap();
    let mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    let (id, at) = (&request.headers["webhook-id"], &request.headers["webhook-timestamp"]);
    let signed = format!("{id}.{at}.{}", request.body);
    let own = format!("v1,{}", BASE64.encode(&mac.chain_update(signed).finalize().into_bytes()));
    request.headers["webhook-signature"].split(' ').any(|it| it == own)
}
