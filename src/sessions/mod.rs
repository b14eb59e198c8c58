//! Who is at the door: a cookie's digest, the member behind it, and the workspace they look at.
//!
//! The cookie is 256 random bits; the database knows their digest only. A session is new after each
//! sign-in, so one that was planted before is worth nothing.

mod store;

use std::ops::Deref;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;

use crate::access::Right;
use crate::access::Role;
use crate::config::Operators;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::locale::Language;
use crate::mobile::Mobile;
use crate::money::Unit;
use crate::tokens;
use crate::tokens::TokenDigest;

/// A session that nobody uses ends after this time.
pub const IDLE_MAX: TimeDelta = TimeDelta::minutes(30);

/// The same for people of the house, who see more than one shop.
pub const OPERATOR_IDLE_MAX: TimeDelta = TimeDelta::minutes(15);

/// A session ends after this time in any case.
pub const AGE_MAX: TimeDelta = TimeDelta::hours(12);

/// For how long a password or code that was just given counts as fresh.
pub const PROOF_AGE_MAX: TimeDelta = TimeDelta::minutes(5);

/// A signed-in member at the door. Whoever only lives in a building has no workspace.
#[derive(Clone, Debug)]
pub struct Person {
    /// The digest of their session, which names it.
    pub digest: TokenDigest,
    /// Who it is.
    pub member: MemberId,
    /// Their name.
    pub member_name: String,
    /// Their mobile, of which they have shown that it is theirs.
    pub mobile: Mobile,
    /// The language they chose.
    pub language: Language,
    /// The workspace they look at, where they have one.
    pub place: Option<Place>,
    /// A sentence for the next page.
    pub flash: Option<Flash>,
    /// When the member last proved who they are.
    pub proven_at: DateTime<Utc>,
    seen_at: DateTime<Utc>,
}

/// A workspace that is looked at.
#[derive(Clone, Debug)]
pub struct Place {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// Its name.
    pub workspace_name: String,
    /// In which language it writes to its customers.
    pub workspace_language: Language,
    /// How it writes amounts.
    pub unit: Unit,
    /// What the member is there at this moment.
    pub role: Role,
}

impl Person {
    /// Whether the member may do something in the workspace they look at.
    pub fn may(&self, right: Right) -> bool {
        self.place.as_ref().is_some_and(|place| place.role.may(right))
    }

    /// Whether the member has just proved who they are (step-up, `money.md` E9).
    pub fn is_proven(&self, now: DateTime<Utc>) -> bool {
        now - self.proven_at <= PROOF_AGE_MAX
    }
}

/// A signed-in member at the desk of a workspace.
#[derive(Clone, Debug)]
pub struct Session {
    person: Person,
    /// The workspace they look at.
    pub workspace: WorkspaceId,
    /// Its name.
    pub workspace_name: String,
    /// In which language it writes to its customers.
    pub workspace_language: Language,
    /// How it writes amounts.
    pub unit: Unit,
    /// What the member is there at this moment.
    pub role: Role,
}

impl Session {
    /// Whose links the member sees: their own; `None`: everybody's.
    pub fn links_of(&self) -> Option<MemberId> {
        self.role.sees_own_links_only().then_some(self.person.member)
    }

    /// The session of somebody who has a workspace; `None`: they have none.
    pub fn of(person: &Person) -> Option<Self> {
        let place = person.place.clone()?;
        Some(Self {
            person: person.clone(),
            workspace: place.workspace,
            workspace_name: place.workspace_name,
            workspace_language: place.workspace_language,
            unit: place.unit,
            role: place.role,
        })
    }
}

impl Deref for Session {
    type Target = Person;
    fn deref(&self) -> &Person {
        &self.person
    }
}

/// A sentence for the page after a redirect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    /// How it looks.
    pub kind: Tone,
    /// The sentence, in the reader's language.
    pub text: String,
}

/// How a sentence looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Something went well.
    Ok,
    /// Something wants attention.
    Warn,
    /// Something went wrong.
    Bad,
}

impl Tone {
    /// The class in the stylesheet.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Ok => "ok",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
        }
    }
}

/// One open session, as its member sees it in a list.
#[derive(Debug)]
pub struct Device {
    /// The session's digest.
    pub digest: Vec<u8>,
    /// What the browser called itself.
    pub device: String,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub seen_at: DateTime<Utc>,
}

/// Opens a session and returns the secret for the cookie. Who has a workspace looks at one.
pub async fn open(
    tx: &mut Tx,
    member: MemberId,
    workspace: Option<WorkspaceId>,
    device: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<String> {
    let secret = tokens::random();
    let device: String = device.chars().take(200).collect();
    let digest = tokens::digest(&secret);
    store::insert(tx, &digest, (member, workspace), &device, (now, now + AGE_MAX)).await?;
    Ok(secret)
}

/// The live session behind a cookie. Once a minute it is noted that it is used; `shows_page` ends the
/// life of its flash, which a form that is sent leaves to the page that follows.
pub async fn find(
    db: &Pool,
    secret: &str,
    now: DateTime<Utc>,
    operators: &Operators,
    shows_page: bool,
) -> sqlx::Result<Option<Person>> {
    let digest = tokens::digest(secret);
    let Some(session) = store::find(db, &digest, now, now - IDLE_MAX).await? else {
        return Ok(None);
    };
    if operators.include(&session.mobile) && OPERATOR_IDLE_MAX <= now - session.seen_at {
        return Ok(None);
    }
    let shows_flash = shows_page && session.flash.is_some();
    if shows_flash || TimeDelta::minutes(1) <= now - session.seen_at {
        store::touch(db, &digest, now, shows_flash).await?;
    }
    Ok(Some(session))
}

/// Leaves a sentence for the next page.
pub async fn leave_flash(db: &Pool, session: &Person, flash: &Flash) -> sqlx::Result<()> {
    store::leave_flash(db, &session.digest, serde_json::to_value(flash).unwrap_or_default()).await
}

/// Leaves a sentence about what a transaction does, within it.
pub async fn leave_flash_with(tx: &mut Tx, session: &Person, flash: &Flash) -> sqlx::Result<()> {
    let flash = serde_json::to_value(flash).unwrap_or_default();
    store::leave_flash_with(tx, &session.digest, flash).await
}

/// Looks at another workspace from now on. The caller has checked that the member may.
pub async fn look_at(db: &Pool, session: &Person, workspace: WorkspaceId) -> sqlx::Result<()> {
    store::look_at(db, &session.digest, workspace).await
}

/// Ends one session.
pub async fn close(db: &Pool, digest: &[u8], member: MemberId) -> sqlx::Result<()> {
    store::close(db, digest, member).await
}

/// Ends all sessions of a member: signing out everywhere, or a new password.
pub async fn close_all(tx: &mut Tx, member: MemberId) -> sqlx::Result<()> {
    store::close_all(tx, member).await
}

/// Lets the sessions of a member look at a workspace no longer, because they have left it.
pub async fn turn_away(tx: &mut Tx, member: MemberId, workspace: WorkspaceId) -> sqlx::Result<()> {
    store::turn_away(tx, member, workspace).await
}

/// The open sessions of a member, the last used first.
pub async fn of_member(
    db: &Pool,
    member: MemberId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Device>> {
    store::of_member(db, member, now, now - IDLE_MAX).await
}

/// Forgets sessions that ended before a moment.
pub async fn forget_ended(db: &Pool, before: DateTime<Utc>) -> sqlx::Result<()> {
    store::forget_ended(db, before).await
}
