//! Who did what, when and from where (the audit log of a workspace).
//!
//! Who acts is told once, at the door, and holds for the request: an act is then a line of its own in
//! the transaction that does it, wherever in the house that is, without each function on the way having
//! to hand the actor on. What the machine does by itself is nobody's act and leaves no line here.

mod act;
mod blocks;
mod store;

use std::cell::RefCell;
use std::future::Future;
use std::net::IpAddr;

use chrono::DateTime;
use chrono::Utc;
use uuid::Uuid;

use crate::db::Tx;
use crate::ids;
use crate::ids::ApiKeyId;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;

pub use act::Act;
pub use blocks::close_blocks;
pub use store::Asked;
pub use store::Line;
pub use store::list;

tokio::task_local! {
    static ACTOR: RefCell<Option<Actor>>;
}

/// Who acts in this request.
#[derive(Clone, Copy, Debug)]
pub struct Actor {
    /// The member.
    pub member: MemberId,
    /// The workspace they look at, where they have one.
    pub workspace: Option<WorkspaceId>,
    /// The key with which a program acts in the member's name.
    pub key: Option<ApiKeyId>,
    /// From where.
    pub ip: IpAddr,
}

/// Runs a request, in which somebody may come in.
pub async fn watch<F: Future>(request: F) -> F::Output {
    ACTOR.scope(RefCell::new(None), request).await
}

/// Runs what a member does, outside of a request.
pub async fn by<F: Future>(actor: Actor, deed: F) -> F::Output {
    ACTOR.scope(RefCell::new(Some(actor)), deed).await
}

/// Says who acts in this request from now on. Outside of a request nobody does.
pub fn comes_in(actor: Actor) {
    let _nobody = ACTOR.try_with(|who| *who.borrow_mut() = Some(actor));
}

/// Writes an act of whoever came in: what, to which thing, and a few words more, which may be none.
pub async fn note(
    tx: &mut Tx,
    act: Act,
    (about, said): (Uuid, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let Some(actor) = ACTOR.try_with(|who| *who.borrow()).ok().flatten() else { return Ok(()) };
    let said: String = said.chars().take(SAID_CHARS_MAX).collect();
    let said = Some(said.as_str()).filter(|said| !said.is_empty());
    store::insert(tx, (ids::at(now), act), &actor, (about, said), now).await
}

/// What is said of an act is no longer than this.
const SAID_CHARS_MAX: usize = 200;
