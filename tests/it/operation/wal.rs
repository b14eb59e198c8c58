//! The drill of the write-ahead log: a base backup and what was archived after it bring back everything that
//! was told to anybody, also what happened after the backup.

use peyvand::ledger::audit;
use peyvand::payments::Status;
use sqlx::ConnectOptions;
use tempfile::TempDir;

use super::NAME;
use super::server::Server;
use super::server::open_folder;
use crate::support::database::TestDatabase;
use crate::support::house::House;
use crate::support::people::Sent;
use crate::support::people::Shop;
use crate::support::program::until;

#[tokio::test]
async fn a_base_backup_and_the_archived_log_bring_back_what_was_paid_after_the_backup() {
    let archive = Archive::new();
    let first = Server::new(&archive.kept());
    first.start().await;
    super::create(&first.options()).await;
    let house = House::open_on(TestDatabase::at(first.options(), NAME), &[]).await;
    let shop = house.shop().await;
    let before = paid(&house, &shop).await;
    let base = Server::in_empty_folder();
    let place = ["-h", &first.folder(), "-U", "postgres", "-D", &base.data()];
    first.run("pg_basebackup", &[&place[..], &["--checkpoint=fast"]].concat());
    let after = paid(&house, &shop).await;
    let (balance, shown) = (house.balance(shop.workspace).await, house.get(&after.receipt).await);

    // What a quiet minute (`archive_timeout`) would do; then the machine is gone.
    let mut server = first.options().connect().await.unwrap();
    let last: String = sqlx::query_scalar("select pg_walfile_name(pg_switch_wal())")
        .fetch_one(&mut server)
        .await
        .unwrap();
    until("the last piece is in the archive", async || archive.has(&last)).await;
    drop(server);
    house.leave_unchecked();
    first.fall().await;

    base.set("postgresql.auto.conf", &archive.brought_back());
    base.set("recovery.signal", "");
    base.start().await;
    let again = house.restored_in(TestDatabase::at(base.options(), NAME)).await;
    for sent in [&before, &after] {
        assert_eq!(again.payment(sent.id).await.status, Status::Confirmed);
    }
    assert_eq!(again.balance(shop.workspace).await, balance);
    assert_eq!(again.get(&after.receipt).await.text(), shown.text());
    let findings = audit::run(again.db(), again.app.clock.now()).await.unwrap();
    assert!(findings.is_empty(), "{findings:#?}");
    again.work().await;
}

async fn paid(house: &House, shop: &Shop) -> Sent {
    let sent = house.send(house.link(shop).await).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    sent
}

/// Where the pieces of the log are kept.
struct Archive(TempDir);

impl Archive {
    fn new() -> Self {
        Self(open_folder())
    }

    fn path(&self) -> &str {
        self.0.path().to_str().unwrap()
    }

    /// As the README has it.
    fn kept(&self) -> String {
        let path = self.path();
        format!("archive_mode = on\narchive_command = 'test ! -f {path}/%f && cp %p {path}/%f'")
    }

    fn brought_back(&self) -> String {
        format!("restore_command = 'cp {}/%f %p'", self.path())
    }

    fn has(&self, piece: &str) -> bool {
        self.0.path().join(piece).exists()
    }
}
