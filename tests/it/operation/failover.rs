//! The machine of the first PostgreSQL server falls while people pay.

use peyvand::payments::Status;
use sqlx::ConnectOptions;

use super::NAME;
use super::patroni::Patroni;
use super::payers::Payers;
use super::proxy::Proxy;
use crate::support::database::TestDatabase;
use crate::support::house::House;
use crate::support::program::Program;
use crate::support::program::until;
use crate::support::tools::has;

/// So many have paid before it falls, and as many after.
const SEEN: usize = 20;

#[tokio::test]
async fn the_standby_takes_over_while_people_pay_and_nobody_who_was_told_so_has_not_paid() {
    if !["haproxy", "patroni", "etcd"].into_iter().all(has) {
        return;
    }
    let mut servers = Patroni::start().await;
    super::create(&servers.first()).await;
    let database = TestDatabase::at(servers.first(), NAME);
    let house = House::open_on(TestDatabase::at(servers.first(), NAME), &[]).await;
    house.catch_up().await;
    let shop = house.shop().await;
    let link = house.link_of(&shop, None, None).await;
    let reports = TestDatabase::at(servers.standby(), NAME).url();
    let settings = ["--proxies=1", "--reports-database-url", &reports];
    let instances =
        [Program::start(&database, &settings).await, Program::start(&database, &settings).await];
    let proxy = Proxy::before([instances[0].port(), instances[1].port()]).await;
    let payers = Payers::of(&house, proxy.port(), link);

    let fall = async {
        until("people pay", async || SEEN <= payers.paid().len()).await;
        servers.lose_the_first();
        let before = payers.paid().len();
        until("people pay again", async || before + SEEN <= payers.paid().len()).await;
        payers.send_home();
    };
    tokio::join!(payers.pay_on(), fall);

    // The test's own connections have died, too; each dead one is met once.
    until("the books can be read", async || {
        servers.first().database(NAME).connect().await.is_ok()
            && house.get("/readyz").await.status == 200
    })
    .await;
    let again = house.restored_in(database).await;
    for id in payers.paid() {
        assert_eq!(again.payment(id).await.status, Status::Confirmed, "{}", servers.log());
    }
    drop(instances);
    again.catch_up().await;
    again.work().await;
    again.audit().await;
}
