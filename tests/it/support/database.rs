//! A database of its own for each test that needs one, with nothing to set up.
//!
//! All test processes of a user share one throwaway cluster, in memory where there is room.
//! Migrations run once for each state they have been in, into a template; a test gets a copy
//! of that within a few hundredths of a second.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::thread;

use peyvand::db;
use peyvand::db::MIGRATOR;
use peyvand::postgres;
use peyvand::postgres::Cluster;
use peyvand::postgres::Mode;
use sha2::Digest;
use sha2::Sha256;
use sqlx::AssertSqlSafe;
use sqlx::ConnectOptions;
use sqlx::Connection;
use sqlx::PgConnection;
use sqlx::postgres::PgConnectOptions;
use tokio::sync::OnceCell;
use uuid::Uuid;

/// The advisory lock on templates: shared to copy one, alone to make or remove one.
const TEMPLATES: i64 = 4711;

/// What docker gives to `/dev/shm` by default is less than a cluster needs.
const ROOM_KIB_MIN: u64 = 1024 * 1024;

/// Lives as long as the process, and so does its use of the cluster.
static CLUSTER: OnceCell<Arc<Cluster>> = OnceCell::const_new();

/// An empty database with all migrations, dropped with this value unless the test failed.
pub struct TestDatabase {
    place: Place,
    name: String,
    is_dropped: bool,
}

/// On which server it is.
enum Place {
    /// One that the product started.
    Private(Arc<Cluster>),
    /// One of the test's own, which goes when the test does.
    Elsewhere(Box<PgConnectOptions>),
}

impl TestDatabase {
    pub async fn create() -> Self {
        let cluster = CLUSTER.get_or_init(start).await.clone();
        let mut server = connect(&cluster).await;
        let template = template(&cluster, &mut server).await;
        let name = format!("test_{}", Uuid::now_v7().simple());
        let clone = format!("create database {name} template {template}{}", strategy(&server));
        run(&mut server, clone).await;
        server.close().await.unwrap(); // which gives the lock back
        Self { place: Place::Private(cluster), name, is_dropped: false }
    }

    /// The same on a cluster of the test's own, which may fall.
    pub async fn on(cluster: Arc<Cluster>) -> Self {
        let name = format!("test_{}", Uuid::now_v7().simple());
        cluster.ensure_database(&name).await.unwrap();
        db::migrate(&cluster.options(&name)).await.unwrap();
        Self { place: Place::Private(cluster), name, is_dropped: false }
    }

    /// An empty database, into which a backup is brought back.
    pub async fn empty() -> Self {
        let cluster = CLUSTER.get_or_init(start).await.clone();
        let mut server = connect(&cluster).await;
        let name = format!("test_{}", Uuid::now_v7().simple());
        run(&mut server, format!("create database {name} template template0")).await;
        server.close().await.unwrap();
        Self { place: Place::Private(cluster), name, is_dropped: false }
    }

    /// One that is there already, on a server of the test's own.
    pub fn at(server: PgConnectOptions, name: &str) -> Self {
        let place = Place::Elsewhere(Box::new(server.database(name)));
        Self { place, name: name.to_owned(), is_dropped: false }
    }

    pub fn options(&self) -> PgConnectOptions {
        match &self.place {
            Place::Private(cluster) => cluster.options(&self.name),
            Place::Elsewhere(options) => (**options).clone(),
        }
    }

    /// The address for another process, such as the program itself as `DATABASE_URL`.
    pub fn url(&self) -> String {
        match &self.place {
            Place::Private(cluster) => cluster.url(&self.name),
            Place::Elsewhere(options) => options.to_url_lossy().to_string(),
        }
    }

    /// Drops the database now, whoever is still connected.
    pub async fn drop_now(mut self) {
        self.is_dropped = true;
        if let Place::Private(cluster) = &self.place {
            drop_database(cluster, &self.name).await;
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let (Place::Private(cluster), false) = (&self.place, self.is_dropped) else { return };
        if thread::panicking() {
            eprintln!("the test's database stays for an hour: {}", self.url());
            return;
        }
        let (cluster, name) = (cluster.clone(), self.name.clone());
        let dropping = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(drop_database(&cluster, &name));
        });
        drop(dropping.join());
    }
}

/// The folder of the server programs, where they are in no usual place.
pub fn named_folder() -> Option<OsString> {
    env::var_os("PG_BIN_DIR")
}

async fn start() -> Arc<Cluster> {
    let cluster =
        postgres::start((&folder(), named_folder().as_deref()), Mode::Throwaway).await.unwrap();
    sweep(&mut connect(&cluster).await).await;
    Arc::new(cluster)
}

fn folder() -> PathBuf {
    let name = format!("peyvand-tests-{}", rustix::process::geteuid().as_raw());
    let memory = Path::new("/dev/shm");
    if memory.join(&name).exists() || has_room(memory) {
        memory.join(name)
    } else {
        env::temp_dir().join(name)
    }
}

fn has_room(folder: &Path) -> bool {
    let free = || {
        let told = Command::new("df").arg("-Pk").arg(folder).output().ok()?;
        let told = String::from_utf8(told.stdout).ok()?;
        told.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
    };
    folder.is_dir() && free().is_some_and(|kib: u64| ROOM_KIB_MIN <= kib)
}

/// The template for the migrations as they are now, with the lock held that keeps it there.
async fn template(cluster: &Cluster, server: &mut PgConnection) -> String {
    let mut hash = Sha256::new();
    MIGRATOR.iter().for_each(|migration| hash.update(&migration.checksum));
    let name = format!("template_{}", data_encoding::HEXLOWER.encode(&hash.finalize()[..8]));
    loop {
        run(server, format!("select pg_advisory_lock_shared({TEMPLATES})")).await;
        if is_complete(server, &name).await {
            return name;
        }
        run(server, format!("select pg_advisory_unlock_shared({TEMPLATES})")).await;
        run(server, format!("select pg_advisory_lock({TEMPLATES})")).await;
        if !is_complete(server, &name).await {
            build(cluster, server, &name).await;
        }
        run(server, format!("select pg_advisory_unlock({TEMPLATES})")).await;
    }
}

async fn is_complete(server: &mut PgConnection, template: &str) -> bool {
    let marked = "select exists (select from pg_database where datname = $1 and datistemplate)";
    sqlx::query_scalar(marked).bind(template).fetch_one(server).await.unwrap()
}

async fn build(cluster: &Cluster, server: &mut PgConnection, name: &str) {
    run(server, format!("drop database if exists {name} with (force)")).await;
    run(server, format!("create database {name}")).await;
    let mut template = cluster.options(name).connect().await.unwrap();
    MIGRATOR.run(&mut template).await.unwrap();
    template.close().await.unwrap(); // nobody may be in a template that is copied
    run(server, format!("alter database {name} is_template true")).await;
}

/// Removes what dead runs have left: databases after an hour, templates after a day.
async fn sweep(server: &mut PgConnection) {
    let lock = format!("select pg_try_advisory_lock({TEMPLATES})");
    let is_ours: bool =
        sqlx::query_scalar(AssertSqlSafe(lock)).fetch_one(&mut *server).await.unwrap();
    if !is_ours {
        return; // another process is at work; the next run sweeps
    }
    let stale: Vec<String> = sqlx::query_scalar(
        "select datname::text
         from pg_database,
              pg_stat_file('base/' || oid || '/PG_VERSION', true) as file
         where datname like 'test\\_%' and file.modification < now() - interval '1 hour'
            or datname like 'template\\_%' and file.modification < now() - interval '1 day'",
    )
    .fetch_all(&mut *server)
    .await
    .unwrap();
    for name in stale {
        run(server, format!("alter database {name} is_template false")).await;
        run(server, format!("drop database if exists {name} with (force)")).await;
    }
    run(server, format!("select pg_advisory_unlock({TEMPLATES})")).await;
}

/// How to copy: as files is twice as fast; before version 15 there was no other way, nor a word.
fn strategy(server: &PgConnection) -> &'static str {
    if server.server_version_num().is_some_and(|number| 150_000 <= number) {
        " strategy file_copy"
    } else {
        ""
    }
}

async fn drop_database(cluster: &Cluster, name: &str) {
    let mut server = connect(cluster).await;
    run(&mut server, format!("drop database if exists {name} with (force)")).await;
    server.close().await.unwrap();
}

async fn connect(cluster: &Cluster) -> PgConnection {
    cluster.options("postgres").connect().await.unwrap()
}

async fn run(server: &mut PgConnection, statement: String) {
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(server).await.unwrap();
}
