//! The keys by which programs act for a workspace.
//!
//! A key is computed from its id with a key of the house, so the database knows its digest only. It is
//! to programs what a session is to people, and stands on the same floor: who asks is found out below
//! everything that is asked for.

mod scope;
mod store;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use crate::db::Pool;
use crate::db::Tx;
use crate::ids::ApiKeyId;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::money::Unit;
use crate::tokens;
use crate::tokens::Keys;

pub use scope::Resource;
pub use scope::Scope;

/// A workspace has no more living keys than this.
pub const LIVING_MAX: i64 = 20;

/// A key's name is no longer than this.
pub const NAME_CHARS_MAX: usize = 60;

/// The use of a key is noted no more often than this.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// A key about to be made.
#[derive(Clone, Debug)]
pub struct NewApiKey {
    /// Chosen before the form was shown, so that sending the form twice makes one key.
    pub id: ApiKeyId,
    /// Whose it is.
    pub workspace: WorkspaceId,
    /// Who makes it; what the key does is done in their name.
    pub by: MemberId,
    /// What it is called; 1 to 60 characters.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
}

/// A key, as its owner sees it in a list.
#[derive(Clone, Debug)]
pub struct ApiKey {
    /// Its name among ours.
    pub id: ApiKeyId,
    /// What its owner calls it.
    pub name: String,
    /// The last four letters of it.
    pub tail: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// Who made it.
    pub made_by: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub used_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A living key with whom it acts for.
#[derive(Clone, Debug)]
pub struct Bearer {
    /// The key.
    pub key: ApiKeyId,
    /// The workspace.
    pub workspace: WorkspaceId,
    /// What the workspace is called.
    pub workspace_name: String,
    /// How it writes amounts to its people.
    pub unit: Unit,
    /// Whoever made the key.
    pub member: MemberId,
    /// What it may do.
    pub scopes: Vec<Scope>,
    used_at: Option<DateTime<Utc>>,
}

impl Bearer {
    /// Whether the key may do this.
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }
}

/// What became of making a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It is there, by this form.
    Made,
    /// This form made one long ago, or another form used its id.
    Before,
    /// The workspace has as many as it may have.
    TooMany,
}

/// The secret of a key, as a program sends it.
pub fn secret(keys: &Keys, id: ApiKeyId) -> String {
    keys.api_key(id)
}

/// Makes a key. The same form sent twice within `again` makes it once, and both times it is
/// [`Made::Made`].
pub async fn make(
    tx: &mut Tx,
    keys: &Keys,
    new: &NewApiKey,
    (now, again): (DateTime<Utc>, TimeDelta),
) -> sqlx::Result<Made> {
    if LIVING_MAX <= store::count_living(&mut **tx, new.workspace).await? {
        return Ok(Made::TooMany);
    }
    let secret = secret(keys, new.id);
    let tail = &secret[secret.len() - 4..];
    if store::insert(tx, new, (&tokens::digest(&secret), tail), now).await? {
        return Ok(Made::Made);
    }
    let is_same = store::is_made_since(&mut **tx, new, now - again).await?;
    Ok(if is_same { Made::Made } else { Made::Before })
}

/// The keys of a workspace, the newest first; revoked ones too, at most a hundred.
pub async fn of_workspace(db: &Pool, workspace: WorkspaceId) -> sqlx::Result<Vec<ApiKey>> {
    store::of_workspace(db, workspace).await
}

/// Revokes a key for good. `false`: the workspace has no such living key.
pub async fn revoke(
    tx: &mut Tx,
    (key, workspace): (ApiKeyId, WorkspaceId),
    by: MemberId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    store::revoke(tx, (key, workspace), by, now).await
}

/// Who a secret belongs to; `None`: it is none of ours, or was revoked. Once a minute it is noted that
/// the key is used.
pub async fn find(db: &Pool, secret: &str, now: DateTime<Utc>) -> sqlx::Result<Option<Bearer>> {
    let Some(bearer) = store::find(db, &tokens::digest(secret)).await? else { return Ok(None) };
    if bearer.used_at.is_none_or(|used_at| NOTED_EVERY <= now - used_at) {
        store::touch(db, bearer.key, now).await?;
    }
    Ok(Some(bearer))
}
