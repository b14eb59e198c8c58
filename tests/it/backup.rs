//! The drill: a backup is taken while money is on its way, brought back elsewhere, and serves; or a standby
//! takes over that lacks what happened last.

use std::process::Command;

use chrono::TimeDelta;
use peyvand::ledger::audit;
use peyvand::payments::Status;
use peyvand::worker;
use tempfile::TempDir;

use crate::buildings::Estate;
use crate::support::database::TestDatabase;
use crate::support::depot::Depot;
use crate::support::fakes::gateways::Fake;
use crate::support::fakes::gateways::Kind;
use crate::support::fakes::gateways::Stage;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::payouts::GIVEN;
use crate::support::tools::postgres_program;

/// F53.
#[tokio::test]
async fn a_backup_brought_back_elsewhere_adds_up_and_serves_the_same_pages() {
    let house = House::open().await;
    let shop = house.shop().await;
    let link = house.link(&shop).await;
    let [paid, late] = house.paid_twice(link).await;
    Estate::open(&house, &shop).await.issued(&house).await;
    house.work().await;
    let balance = house.balance(shop.workspace).await;

    let backup = Backup::of(&house);
    // What comes after the backup is not in it.
    house.link(&shop).await;

    let restored = backup.brought_back(&house).await;
    let findings = audit::run(restored.db(), restored.app.clock.now()).await.unwrap();
    assert!(findings.is_empty(), "{findings:#?}");
    assert_eq!(restored.balance(shop.workspace).await, balance);
    assert_eq!(restored.count("select count(*) from links").await, 1);

    // Addresses that were sent before go on working, and so does the money on its way.
    for path in [&paid.receipt, &late.receipt, &house.door(link)] {
        let pages = [house.get(path).await, restored.get(path).await];
        assert_eq!(pages[0].text(), pages[1].text(), "{path}");
    }
    let owner = restored.sign_in(&shop).await;
    let accepted = owner.submit(&format!("/payments/{}/acceptance", late.id), FROM).await;
    assert_eq!(accepted.status, 303, "{accepted:?}");
    restored.work().await;
    is_richer(&owner.get("/accounting").await);
    assert!(balance < restored.balance(shop.workspace).await);
}

/// F44, at the gateway: of two payments the standby knows one, as it was before it was booked. That is booked
/// again, once; for the money that it knows nothing of, a person is called.
#[tokio::test]
async fn a_standby_without_the_last_second_books_what_it_knows_and_calls_somebody_for_the_rest() {
    let fake = Fake::start(Kind::Zarinpal).await;
    let primary = House::open_with(&fake.flags()).await;
    let shop = primary.shop().await;
    let known = primary.link(&shop).await;
    let id = primary.payment_on_page(known).await;
    primary.press_pay(known, id).await;
    fake.does(Stage::Paid);
    let back = fake.brings(&fake.line()).path;
    let standby = Backup::of(&primary);
    primary.get(&back).await;
    assert_eq!(primary.payment(id).await.status, Status::Confirmed);
    let unknown = primary.link(&shop).await;
    primary.press_pay(unknown, primary.payment_on_page(unknown).await).await;
    fake.does(Stage::Paid);

    let standby = standby.brought_back(&primary).await;
    worker::plan_housekeeping(&standby.app).await.unwrap();
    standby.live(TimeDelta::minutes(6)).await;
    let payment = standby.payment(id).await;
    assert_eq!(payment.status, Status::Confirmed);
    assert_eq!(standby.balance(shop.workspace).await, payment.amount - payment.fee);
    assert_eq!(standby.count("select count(*) from journals").await, 1);
    assert_eq!(standby.alarms().await, ["money_without_page"]);
}

/// F44 and F53, at the rail: what went out in the last second is asked for once more under the same name,
/// which the rail has already.
#[tokio::test]
async fn a_standby_without_the_last_second_sends_no_money_twice() {
    let depot = Depot::open().await;
    depot.jibit.takes_as("TRANSFERRED");
    depot.pay_unheard(GIVEN).await;
    let standby = Backup::of(&depot.house);
    depot.house.work().await;
    assert_eq!((depot.jibit.submissions(), depot.jibit.lines().len()), (1, 1));

    let standby = standby.brought_back(&depot.house).await;
    standby.live(TimeDelta::minutes(5)).await;
    let status = "select count(*) from transfers where status = 'settled'";
    assert_eq!(standby.count(status).await, 1, "the rail says that it has it");
    assert_eq!(depot.jibit.lines().len(), 1, "and has it once");
}

/// A copy of a database, in a file.
struct Backup {
    folder: TempDir,
}

impl Backup {
    fn of(house: &House) -> Self {
        let backup = Self { folder: tempfile::tempdir().unwrap() };
        let dump = ["--format=custom", "--no-owner", "--file", &backup.file()];
        run("pg_dump", &[&dump[..], &["--dbname", &house.database().url()]].concat());
        backup
    }

    fn file(&self) -> String {
        self.folder.path().join("peyvand.dump").to_str().unwrap().to_owned()
    }

    /// The program on what is in it.
    async fn brought_back(&self, house: &House) -> House {
        let place = TestDatabase::empty().await;
        let restore =
            ["--exit-on-error", "--no-owner", "--single-transaction", "--dbname", &place.url()];
        run("pg_restore", &[&restore[..], &[&self.file()]].concat());
        house.restored_in(place).await
    }
}

const FROM: &[(&str, &str)] = &[("from", "/links")];

fn is_richer(page: &Page) {
    assert_eq!(page.status, 200, "{page:?}");
}

/// Runs a program of PostgreSQL's, from the newest version that is here.
fn run(name: &str, arguments: &[&str]) {
    let told = Command::new(postgres_program(name)).args(arguments).output().unwrap();
    assert!(told.status.success(), "{name}: {}", String::from_utf8_lossy(&told.stderr));
}
