//! The least work that an axum, sqlx and askama server can do for each kind of request. It checks
//! nothing, keeps no secret and tells nobody: the product is measured against it.
//!
//! ```text
//! GET  /p/{token}      a page of 7 KB from one SELECT
//! POST /links          makes a link from JSON by one INSERT
//! POST /settle1/{id}   settles a payment: five writes in one statement
//! POST /settleb/{id}   the same, concurrent calls gathered into one statement and one commit
//! ```
//!
//! Environment: DATABASE_URL, PORT, WORKERS (2), POOL (8).

use std::env;
use std::error::Error;
use std::str::FromStr;

use askama::Template;
use axum::Json;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::get;
use axum::routing::post;
use axum::serve::ListenerExt;
use serde::Deserialize;
use serde::Serialize;
use sqlx::PgPool;
use sqlx::Row;
use sqlx::postgres::PgPoolOptions;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::signal::unix::SignalKind;
use tokio::signal::unix::signal;
use tokio::sync::mpsc;
use tokio::sync::oneshot;

#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

const FIND: &str = "select link.title, link.description, link.amount_minor, link.currency,
    link.state, merchant.name
from link join merchant on merchant.id = link.merchant_id
where link.token = $1";

const MAKE: &str = "insert into link
    (token, merchant_id, title, description, amount_minor, currency, state)
values (replace(gen_random_uuid()::text, '-', ''), $1, $2, $3, $4, $5, 1)
returning id, token";

const SETTLE_ONE: &str = "with a as (
    update attempt set state = 2, updated_at = now() where id = $1 and state = 1
    returning id, link_id, amount_minor
), j as (
    insert into journal (kind, ref_id) select 1, id from a returning id
), e as (
    insert into entry (journal_id, account_id, amount_minor)
    select j.id, v.acc, v.amt
    from a, j, lateral
        (values (1::bigint, a.amount_minor), (2 + a.link_id % 1000, -a.amount_minor)) v (acc, amt)
), o as (
    insert into outbox (topic, payload)
    select 'paid', jsonb_build_object('link', a.link_id, 'amount', a.amount_minor) from a
)
update link set state = 2, paid_at = now() from a where link.id = a.link_id";

const SETTLE_MANY: &str = "with a as (
    update attempt set state = 2, updated_at = now() where id = any ($1) and state = 1
    returning id, link_id, amount_minor
), j as (
    insert into journal (kind, ref_id) select 1, id from a returning id, ref_id
), e as (
    insert into entry (journal_id, account_id, amount_minor)
    select j.id, v.acc, v.amt
    from a join j on j.ref_id = a.id, lateral
        (values (1::bigint, a.amount_minor), (2 + a.link_id % 1000, -a.amount_minor)) v (acc, amt)
), o as (
    insert into outbox (topic, payload)
    select 'paid', jsonb_build_object('link', a.link_id, 'amount', a.amount_minor) from a
), l as (
    update link set state = 2, paid_at = now() from a where link.id = a.link_id
)
select id from a";

/// Settlements gathered into one statement.
const BATCH_MAX: usize = 64;

#[derive(Template)]
#[template(path = "pay.html")]
struct PayPage<'a> {
    merchant: &'a str,
    title: &'a str,
    description: &'a str,
    amount: String,
    currency: &'a str,
    token: &'a str,
    state: i16,
}

#[derive(Clone)]
struct App {
    db: PgPool,
    settlements: mpsc::Sender<(i64, oneshot::Sender<bool>)>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let workers = set("WORKERS", 2);
    let runtime = Builder::new_multi_thread().worker_threads(workers).enable_all().build()?;
    runtime.block_on(serve())
}

fn set<T: FromStr>(name: &str, default: T) -> T {
    env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

async fn serve() -> Result<(), Box<dyn Error>> {
    let pool = PgPoolOptions::new().min_connections(1).max_connections(set("POOL", 8));
    let db = pool.test_before_acquire(false).connect(&env::var("DATABASE_URL")?).await?;
    let (settlements, waiting) = mpsc::channel(4096);
    tokio::spawn(settle_batches(db.clone(), waiting));
    let router = Router::new()
        .route("/p/{token}", get(page))
        .route("/links", post(make))
        .route("/settle1/{id}", post(settle_one))
        .route("/settleb/{id}", post(settle_batched))
        .with_state(App { db, settlements });
    let listener = TcpListener::bind(("127.0.0.1", set("PORT", 8600))).await?;
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let mut terminate = signal(SignalKind::terminate())?;
    let stop = async move {
        terminate.recv().await;
    };
    Ok(axum::serve(listener, router).with_graceful_shutdown(stop).await?)
}

async fn page(
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Html<String>, StatusCode> {
    let found = sqlx::query(FIND).bind(&token).fetch_optional(&app.db).await;
    let row = found.map_err(failed)?.ok_or(StatusCode::NOT_FOUND)?;
    let page = PayPage {
        title: row.get(0),
        description: row.get(1),
        amount: grouped(row.get(2)),
        currency: row.get(3),
        state: row.get(4),
        merchant: row.get(5),
        token: &token,
    };
    page.render().map(Html).map_err(failed)
}

#[derive(Deserialize)]
struct NewLink {
    merchant_id: i64,
    title: String,
    description: String,
    amount_minor: i64,
    currency: String,
}

#[derive(Serialize)]
struct Made {
    id: i64,
    token: String,
}

async fn make(State(app): State<App>, Json(new): Json<NewLink>) -> Result<Json<Made>, StatusCode> {
    let row = sqlx::query(MAKE)
        .bind(new.merchant_id)
        .bind(&new.title)
        .bind(&new.description)
        .bind(new.amount_minor)
        .bind(&new.currency)
        .fetch_one(&app.db)
        .await
        .map_err(failed)?;
    Ok(Json(Made { id: row.get(0), token: row.get(1) }))
}

async fn settle_one(State(app): State<App>, Path(id): Path<i64>) -> Result<StatusCode, StatusCode> {
    let done = sqlx::query(SETTLE_ONE).bind(id).execute(&app.db).await.map_err(failed)?;
    Ok(settled(done.rows_affected() == 1))
}

async fn settle_batched(
    State(app): State<App>,
    Path(id): Path<i64>,
) -> Result<StatusCode, StatusCode> {
    let (tell, told) = oneshot::channel();
    app.settlements.send((id, tell)).await.map_err(failed)?;
    told.await.map(settled).map_err(failed)
}

/// What queued up while the last batch ran is the next batch; nobody waits for company.
async fn settle_batches(db: PgPool, mut waiting: mpsc::Receiver<(i64, oneshot::Sender<bool>)>) {
    let mut batch = Vec::with_capacity(BATCH_MAX);
    while waiting.recv_many(&mut batch, BATCH_MAX).await > 0 {
        let (ids, callers): (Vec<i64>, Vec<_>) = batch.drain(..).unzip();
        let Ok(rows) = sqlx::query(SETTLE_MANY).bind(&ids).fetch_all(&db).await else { continue };
        let done: Vec<i64> = rows.iter().map(|row| row.get(0)).collect();
        for (id, caller) in ids.into_iter().zip(callers) {
            let _ = caller.send(done.contains(&id));
        }
    }
}

fn settled(now: bool) -> StatusCode {
    if now { StatusCode::NO_CONTENT } else { StatusCode::CONFLICT }
}

fn failed<E>(_: E) -> StatusCode {
    StatusCode::INTERNAL_SERVER_ERROR
}

fn grouped(minor: i64) -> String {
    let whole = (minor / 100).to_string();
    let mut out = String::with_capacity(whole.len() + 8);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    format!("{out},{:02}", minor % 100)
}
