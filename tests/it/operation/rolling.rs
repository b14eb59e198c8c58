//! A new version takes the place of the old one, one instance after the other.

use peyvand::payments::Status;

use super::payers::Payers;
use super::proxy::Proxy;
use crate::support::house::House;
use crate::support::program::Program;
use crate::support::program::until;
use crate::support::tools::has;

/// The proxy looks each second, so this one is seen to leave.
const SETTINGS: [&str; 2] = ["--proxies=1", "--leave-seconds=3"];

/// Each instance is exchanged so often.
const ROUNDS: usize = 2;

#[tokio::test]
async fn instances_are_exchanged_one_after_the_other_and_no_payer_notices() {
    if !has("haproxy") {
        return;
    }
    let house = House::open_now().await;
    let shop = house.shop().await;
    let database = house.database();
    let mut instances =
        [Program::start(database, &SETTINGS).await, Program::start(database, &SETTINGS).await];
    let proxy = Proxy::before([instances[0].port(), instances[1].port()]).await;
    let payers = Payers::of(&house, proxy.port(), house.link_of(&shop, None, None).await);
    let exchange = async {
        until("the last one has payers", async || has_payers(&instances[1])).await;
        for place in [0, 1].repeat(ROUNDS) {
            instances[place].terminate();
            until("it has ended well", async || instances[place].has_ended()).await;
            let port = instances[place].port();
            instances[place] = Program::start_on(port, database, &SETTINGS).await;
            // Before the next one leaves, the proxy has to know that this one is there.
            until("the new one has payers", async || has_payers(&instances[place])).await;
        }
        payers.send_home();
    };
    tokio::join!(payers.pay_on(), exchange);

    let troubles = payers.troubles();
    assert!(troubles.is_empty(), "{} of them, first {}", troubles.len(), troubles[0]);
    let paid = payers.paid();
    assert!(2 * ROUNDS < paid.len(), "{}", paid.len());
    for id in paid {
        assert_eq!(house.payment(id).await.status, Status::Confirmed);
    }
    drop(instances);
    house.catch_up().await;
    house.work().await;
    house.audit().await;
}

fn has_payers(instance: &Program) -> bool {
    instance.log().contains("/p/{token}")
}
