//! The drill: a backup is taken while money is on its way, brought back elsewhere, and serves.

use std::path::PathBuf;
use std::process::Command;

use peyvand::ledger::audit;

use crate::buildings::Estate;
use crate::support::database::TestDatabase;
use crate::support::house::House;
use crate::support::page::Page;

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

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("peyvand.dump");
    let dump = ["--format=custom", "--no-owner", "--file", file.to_str().unwrap()];
    run("pg_dump", &[&dump[..], &["--dbname", &house.database().url()]].concat());
    // What comes after the backup is not in it.
    house.link(&shop).await;

    let place = TestDatabase::empty().await;
    let restore =
        ["--exit-on-error", "--no-owner", "--single-transaction", "--dbname", &place.url()];
    run("pg_restore", &[&restore[..], &[file.to_str().unwrap()]].concat());
    let restored = house.restored_in(place).await;
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

const FROM: &[(&str, &str)] = &[("from", "/links")];

fn is_richer(page: &Page) {
    assert_eq!(page.status, 200, "{page:?}");
}

/// Runs a program of PostgreSQL's, from the newest version that is here.
fn run(name: &str, arguments: &[&str]) {
    let told = Command::new(program(name)).args(arguments).output().unwrap();
    assert!(told.status.success(), "{name}: {}", String::from_utf8_lossy(&told.stderr));
}

fn program(name: &str) -> PathBuf {
    if let Some(folder) = std::env::var_os("PG_BIN_DIR") {
        return PathBuf::from(folder).join(name);
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path())))
        .max_by_key(|(version, _)| *version);
    newest.map_or_else(|| PathBuf::from(name), |(_, folder)| folder.join("bin").join(name))
}
