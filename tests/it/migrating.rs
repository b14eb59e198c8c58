//! A new version is put in the place of an old one: the schema is changed whole or goes on from where it was, and
//! both versions run beside each other.

use std::process::Command;

use axum::http::StatusCode;
use peyvand::db::MIGRATOR;
use sqlx::ConnectOptions;
use sqlx::PgConnection;

use crate::support::database::TestDatabase;
use crate::support::house::House;
use crate::support::program::Program;
use crate::support::program::until;

/// Everything that a migration makes, in words.
const SCHEMA: &str = "select string_agg(line, e'\\n' order by line) from (
        select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default)
        from information_schema.columns where table_schema = 'public'
        union all select indexdef from pg_indexes where schemaname = 'public'
        union all select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
        from pg_constraint where connamespace = 'public'::regnamespace
        union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
        union all select concat_ws(' ', proname, md5(prosrc)) from pg_proc
        where pronamespace = 'public'::regnamespace
    ) as lines(line)";

/// F54. The program is killed in the middle of the steps, more than once; the next one goes on from there.
#[tokio::test]
async fn a_migration_that_was_killed_is_ended_by_the_next_and_the_schema_is_the_same() {
    let whole = TestDatabase::create().await;
    let place = TestDatabase::empty().await;
    let mut db = place.options().connect().await.unwrap();
    let all = i64::try_from(MIGRATOR.iter().count()).unwrap();
    for part in [all / 5, all / 2] {
        let mut migrating = migrate(&place).spawn().unwrap();
        until("some steps are done", async || part <= steps(&mut db).await).await;
        migrating.kill().unwrap();
        migrating.wait().unwrap();
    }
    assert!(steps(&mut db).await < all, "it was killed in the middle");
    assert!(migrate(&place).status().unwrap().success());
    assert_eq!(steps(&mut db).await, all);
    assert_eq!(schema(&mut db).await, schema(&mut whole.options().connect().await.unwrap()).await);
}

/// F54. A newer version has added what this one does not know, and this one starts once more beside it.
#[tokio::test]
async fn the_old_version_starts_and_serves_beside_a_newer_one() {
    let house = House::open_now().await;
    let shop = house.shop().await;
    let link = house.link(&shop).await;
    house
        .run(
            "alter table links add column of_the_newer_version text not null default '';
            insert into _sqlx_migrations
                (version, description, success, checksum, execution_time)
            values (9999, 'of the newer version', true, 'x', 0)",
        )
        .await;
    let old = Program::start(house.database(), &[]).await;
    assert_eq!(old.get("/readyz").await.status, 200);
    assert_eq!(old.get(&house.door(link)).await.status, 200);
    let id = house.payment_on_page(link).await;
    let path = format!("{}/pay", house.door(link));
    assert_eq!(old.try_submit(&path, &format!("payment={id}")).await.unwrap().status, 303);
    assert_eq!(house.get(&house.door(link)).await.status, StatusCode::OK);
}

fn migrate(place: &TestDatabase) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_peyvand"));
    command.arg("migrate").env("DATABASE_URL", place.url());
    command
}

/// How many steps are done; none before there is a list of them.
async fn steps(db: &mut PgConnection) -> i64 {
    let done = "select count(*) from _sqlx_migrations where success";
    sqlx::query_scalar(done).fetch_one(db).await.unwrap_or_default()
}

async fn schema(db: &mut PgConnection) -> String {
    sqlx::query_scalar(SCHEMA).fetch_one(db).await.unwrap()
}
