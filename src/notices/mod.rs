//! What people are told: SMS, e-mail, and notes in the account.
//!
//! A notice is written in the transaction that it tells of, as data; a job delivers it afterwards. So
//! nobody is told of something that was rolled back, and nothing that happened stays untold.

mod deliver;
mod message;
mod store;

use chrono::DateTime;
use chrono::Utc;
use uuid::Uuid;

use crate::app::App;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::NoticeId;
use crate::ids::WorkspaceId;
use crate::locale::Language;
use crate::mobile::Mobile;
use crate::money::Unit;
use crate::queue;
use crate::queue::Job;
use crate::queue::Priority;

pub use deliver::deliver;
pub use message::Asked;
pub use message::Expired;
pub use message::Message;
pub use message::Paid;
pub use message::Receipt;
pub use message::Said;
pub use store::Note;
pub use store::Sending;
pub use store::State;

/// Where a notice goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    /// A mobile, by SMS.
    Sms(Mobile),
    /// An address, by e-mail.
    Email(String),
    /// The workspace's own account.
    Account,
}

/// How the reader is addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Manner {
    /// The language.
    pub language: Language,
    /// How amounts are written.
    pub unit: Unit,
}

/// A notice about to be written.
#[derive(Clone, Debug)]
pub struct NewNotice {
    /// Whose notice it is; one-time codes are nobody's.
    pub workspace: Option<WorkspaceId>,
    /// Where it goes.
    pub to: To,
    /// How the reader is addressed.
    pub manner: Manner,
    /// What it says.
    pub message: Message,
    /// The thing it is about, on whose page its delivery is shown.
    pub about: Option<Uuid>,
    /// What makes the same notice written twice one notice.
    pub dedup_key: String,
    /// When it is not worth sending any more.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Writes a notice and, unless it stays in the account, the job that delivers it. `false`: the same
/// notice was written before.
pub async fn write(tx: &mut Tx, notice: &NewNotice, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let id = NoticeId::new(now);
    if !store::insert(tx, id, notice, now).await? {
        return Ok(false);
    }
    if notice.to != To::Account {
        let urgency = match notice.message {
            Message::Code { .. } => Priority::Code,
            _ => Priority::Notice,
        };
        queue::add_urgent(tx, &Job::DeliverNotice { notice: id }, urgency, now).await?;
    }
    Ok(true)
}

/// What a message would say, for a preview.
pub fn say(app: &App, manner: Manner, message: &Message) -> Said {
    message.say(app, manner)
}

/// The sendings about a thing, newest first; at most fifty.
pub async fn about(db: &Pool, thing: Uuid) -> sqlx::Result<Vec<Sending>> {
    store::about(db, thing).await
}

/// The newest notes in an account; at most `count`.
pub async fn in_account(db: &Pool, workspace: WorkspaceId, count: i64) -> sqlx::Result<Vec<Note>> {
    store::in_account(db, workspace, count).await
}

/// Marks all notes in an account as read.
pub async fn mark_read(db: &Pool, workspace: WorkspaceId, now: DateTime<Utc>) -> sqlx::Result<()> {
    store::mark_read(db, workspace, now).await
}
