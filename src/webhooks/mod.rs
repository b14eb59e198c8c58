//! Events for a workspace's programs, by the Standard Webhooks specification: signed, sent once at least,
//! and tried again for three days.
//!
//! What happens is written down by the database in its own transaction (`migrations/0252_webhooks.sql`);
//! this module says where it is to go, and brings it there. No event opens anything: it names what has
//! changed, and a program that wants more asks for it with its key.

mod attempts;
mod deliver;
mod endpoint;
mod sign;
mod store;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use serde_json::json;
use uuid::Uuid;

use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::DeliveryId;
use crate::ids::EndpointId;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::queue;

pub use attempts::Outcome;
pub use deliver::Calls;
pub use deliver::Next;
pub use deliver::call;
pub use endpoint::Endpoint;
pub use endpoint::TEST;
pub use endpoint::TYPES;
pub use store::Attempt;
pub use store::Delivery;
pub use store::Page;

/// A workspace has no more endpoints than this.
pub const ENDPOINTS_MAX: i64 = 10;

/// A secret that was changed signs beside the new one for so long.
const BOTH_SECRETS: TimeDelta = TimeDelta::hours(24);

/// A round in which an event is brought to one place: a person may have it sent once more, which is the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Round {
    /// The event on its way.
    pub delivery: DeliveryId,
    /// Which round, from 1.
    pub number: i32,
}

/// What is wanted of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Where events go; [`crate::outbound::Strangers::check`] has looked at it.
    pub url: String,
    /// Of which types; at least one, each of [`TYPES`].
    pub types: Vec<String>,
}

/// Makes an endpoint. The same again changes nothing. `false`: the workspace has as many as it may have.
pub async fn create(
    app: &App,
    id: EndpointId,
    (workspace, by): (WorkspaceId, MemberId),
    wish: &Wish,
) -> sqlx::Result<bool> {
    if store::by_id(&app.db, (id, workspace)).await?.is_some() {
        return Ok(true);
    }
    if ENDPOINTS_MAX <= store::count(&app.db, workspace).await? {
        return Ok(false);
    }
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    if store::insert(&mut tx, id, (workspace, by), wish, now).await? {
        acts::note(&mut tx, Act::EndpointAdded, (id.as_uuid(), &host(&wish.url)), now).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// The endpoints of a workspace, the oldest first.
pub async fn of_workspace(db: &Pool, workspace: WorkspaceId) -> sqlx::Result<Vec<Endpoint>> {
    store::of_workspace(db, workspace).await
}

/// One of them.
pub async fn by_id(
    db: &Pool,
    endpoint: (EndpointId, WorkspaceId),
) -> sqlx::Result<Option<Endpoint>> {
    store::by_id(db, endpoint).await
}

/// Changes where events go and which; an endpoint that was given up is tried again from now on.
pub async fn change(app: &App, id: EndpointId, wish: &Wish) -> sqlx::Result<()> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    store::change(&mut tx, id, wish).await?;
    acts::note(&mut tx, Act::EndpointChanged, (id.as_uuid(), &host(&wish.url)), now).await?;
    tx.commit().await
}

/// Takes an endpoint away: nothing goes there any more.
pub async fn remove(app: &App, endpoint: &Endpoint) -> sqlx::Result<()> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    store::remove(&mut tx, endpoint.id, now).await?;
    let about = (endpoint.id.as_uuid(), &*host(&endpoint.url));
    acts::note(&mut tx, Act::EndpointRemoved, about, now).await?;
    tx.commit().await
}

/// The secret under which events to an endpoint are signed, as its program keeps it.
pub fn secret(app: &App, endpoint: &Endpoint) -> String {
    sign::secret(&app.keys.webhook_key(endpoint.id, endpoint.secret_version))
}

/// Gives an endpoint a new secret. For a day events are signed with both. `false`: it has changed within
/// that day, and a third one would shut somebody out.
pub async fn rotate(app: &App, endpoint: &Endpoint) -> sqlx::Result<bool> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let is_new = store::rotate(&mut tx, endpoint, (now, now - BOTH_SECRETS)).await?;
    if is_new {
        let about = (endpoint.id.as_uuid(), &*host(&endpoint.url));
        acts::note(&mut tx, Act::SecretChanged, about, now).await?;
    }
    tx.commit().await?;
    Ok(is_new)
}

/// What the log of acts says of an address: its host, since the rest of it may be a secret.
fn host(url: &str) -> String {
    let url = url::Url::parse(url).ok();
    url.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

/// Sends a test event to one endpoint. The same id again is the same event.
pub async fn test(app: &App, endpoint: &Endpoint, id: Uuid) -> sqlx::Result<()> {
    let now = app.clock.now();
    let body = json!({
        "type": TEST,
        "timestamp": now,
        "api_version": "v1",
        "data": { "endpoint": endpoint.id },
    });
    let mut tx = db::begin(&app.db).await?;
    let delivery = DeliveryId::new(now);
    let body = body.to_string();
    if store::insert_test(&mut tx, (id, delivery), (endpoint, &body), now).await? {
        add_job(&mut tx, (delivery, 1), now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// The deliveries to an endpoint, the newest first, with one more than the page holds when there is more.
pub async fn deliveries(
    db: &Pool,
    endpoint: EndpointId,
    page: Page,
) -> sqlx::Result<Vec<Delivery>> {
    store::deliveries(db, endpoint, page).await
}

/// Sends an event to an endpoint once more, from the beginning of its three days. `false`: there is no
/// such delivery, or it is still under way.
pub async fn resend(
    app: &App,
    (endpoint, delivery): (EndpointId, DeliveryId),
) -> sqlx::Result<bool> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let round = store::begin_round(&mut tx, (endpoint, delivery), now).await?;
    if let Some(round) = round {
        add_job(&mut tx, (delivery, round), now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(round.is_some())
}

/// Gives an endpoint up, in the transaction that tells its people. `None`: somebody did so before.
pub async fn disable(
    tx: &mut Tx,
    id: EndpointId,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Endpoint>> {
    store::disable(tx, id, now).await
}

async fn add_job(
    tx: &mut Tx,
    (delivery, round): (DeliveryId, i32),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    queue::add(tx, &queue::Job::DeliverWebhook { delivery, round }, now).await
}
