//! What people are told: SMS, e-mail, and notes in the account.
//!
//! A notice is written in the transaction that it tells of, as data; a job delivers it afterwards. So
//! nobody is told of something that was rolled back, and nothing that happened stays untold.

mod announced;
mod by_hand;
mod charge_paid;
mod class;
mod code;
mod decided;
mod deliver;
mod ending;
mod expired;
mod for_owner_news;
mod handing;
mod holds;
mod home_request;
mod invited;
mod leaving_news;
mod message;
mod month_news;
mod payout;
mod poll;
mod quiet;
mod readers;
mod refund_refused;
mod reminders;
mod rewriting;
mod safe;
mod said;
mod settings;
mod spending;
mod store;
mod texts;
mod tracking;
mod wallet;
mod webhook;

use std::collections::HashSet;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use uuid::Uuid;

use crate::app::App;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::NoticeId;
use crate::ids::WorkspaceId;
use crate::locale::Language;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::money::Unit;
use crate::queue;
use crate::queue::Job;

pub use announced::Announced;
pub use by_hand::ByHand;
pub use charge_paid::ChargePaid;
pub use decided::Decided;
pub use deliver::Call;
pub use deliver::deliver;
pub use deliver::waiting;
pub use expired::Expired;
pub use for_owner_news::ForOwnerEvent;
pub use for_owner_news::ForOwnerNews;
pub use handing::Waiting;
pub use holds::release;
pub use home_request::HomeRequest;
pub use home_request::RequestNews;
pub use invited::Invited;
pub use leaving_news::LeavingEvent;
pub use leaving_news::LeavingNews;
pub use message::Asked;
pub use message::Message;
pub use message::Paid;
pub use message::Receipt;
pub use month_news::MonthEvent;
pub use month_news::MonthNews;
pub use payout::PayoutEvent;
pub use payout::PayoutNews;
pub use poll::PollNews;
pub use readers::Reason;
pub use readers::reader_of;
pub use readers::refusal;
pub use readers::set_wish;
pub use refund_refused::RefundRefused;
pub use reminders::Rules;
pub use rewriting::Rewritten;
pub use rewriting::redirect;
pub use rewriting::rewrite;
pub use safe::is_plain;
pub use safe::plain;
pub use said::Said;
pub use settings::Settings;
pub use settings::save as save_settings;
pub use settings::settings;
pub use store::Note;
pub use store::Sending;
pub use store::State;
pub use texts::TextMistake;
pub use texts::Texts;
pub use texts::Variable;
pub use texts::check as check_text;
pub use tracking::ask_carriers;
pub use wallet::WalletNews;

/// What a message said is kept this long after anything has last happened to it.
const WORDS_KEPT: TimeDelta = TimeDelta::days(30);

/// From so many messages are the words taken in one statement.
const EMPTIED_AT_ONCE: i64 = 1_000;

/// What messages have cost on a day is kept this long.
const SPENDING_KEPT: TimeDelta = TimeDelta::days(400);

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

impl To {
    /// The channel and the number or address; `None` for the account.
    pub fn address(&self) -> Option<(&'static str, &str)> {
        match self {
            To::Sms(mobile) => Some(("sms", mobile.as_str())),
            To::Email(address) => Some(("email", address)),
            To::Account => None,
        }
    }
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

/// When and how else a notice is delivered.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// Not before this time; `None`: at once.
    pub not_before: Option<DateTime<Utc>>,
    /// The other way to the same reader, taken when the first fails.
    pub other: Option<To>,
}

/// Writes a notice and, unless it stays in the account, the job that delivers it at once. `false`: the
/// same notice was written before.
pub async fn write(tx: &mut Tx, notice: &NewNotice, now: DateTime<Utc>) -> sqlx::Result<bool> {
    write_on(tx, notice, &Terms::default(), now).await
}

/// Writes a notice on terms. `false`: the same notice was written before.
pub async fn write_on(
    tx: &mut Tx,
    notice: &NewNotice,
    terms: &Terms,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    Ok(write_all(tx, &[(notice, terms)], now).await? == 1)
}

/// Writes notices on terms, many at once; returns how many were not written before.
pub async fn write_all(
    tx: &mut Tx,
    notices: &[(&NewNotice, &Terms)],
    now: DateTime<Utc>,
) -> sqlx::Result<usize> {
    let rows: Vec<store::Row> =
        notices.iter().map(|(notice, terms)| store::Row::of(notice, terms, now)).collect();
    let written: HashSet<NoticeId> = store::insert(tx, &rows, now).await?.into_iter().collect();
    let new = rows.iter().zip(notices).filter(|(row, _)| written.contains(&row.id));
    let deliver = |(row, (notice, terms)): (&store::Row, &(&NewNotice, &Terms))| {
        let (urgency, at) = (notice.message.class().priority(), terms.not_before.unwrap_or(now));
        let job = Job::DeliverNotice { notice: row.id };
        (notice.to != To::Account).then(|| queue::Row::of(&job, urgency, at, now))
    };
    let jobs: Vec<queue::Row> = new.filter_map(deliver).collect();
    if !jobs.is_empty() {
        queue::add_all(tx, &jobs).await?;
    }
    Ok(written.len())
}

/// What a message would say in our words.
pub fn say(app: &App, manner: Manner, message: &Message) -> Said {
    message.say(app, manner, &Texts::default())
}

/// What a message of a workspace would say, and the e-mail of the same.
pub async fn preview(
    app: &App,
    workspace: WorkspaceId,
    (manner, message): (Manner, &Message),
) -> sqlx::Result<Said> {
    let settings = settings(&app.db, workspace).await?;
    Ok(message.say(app, manner, &settings.texts))
}

/// What a message would say with texts that somebody is about to choose.
pub fn try_texts(app: &App, manner: Manner, message: &Message, texts: &Texts) -> Said {
    message.say(app, manner, texts)
}

/// When somebody was first asked for a thing; `None`: nobody was.
pub async fn first_asked(db: &Pool, thing: Uuid) -> sqlx::Result<Option<DateTime<Utc>>> {
    store::first_asked(db, thing).await
}

/// Who was asked for a thing, each by each way once; what failed or was dropped does not count.
pub async fn readers(tx: &mut Tx, thing: Uuid) -> sqlx::Result<Vec<To>> {
    store::readers(tx, thing).await
}

/// What the SMS of a workspace have cost today.
pub async fn spent_today(
    db: &Pool,
    workspace: WorkspaceId,
    now: DateTime<Utc>,
) -> sqlx::Result<Money> {
    spending::of_workspace(db, workspace, now).await
}

/// Forgets what is kept no longer (`money.md` E13): what messages said that went thirty days ago, and
/// what days of long ago have cost.
pub async fn forget(db: &Pool, now: DateTime<Utc>) -> sqlx::Result<()> {
    while store::empty(db, now - WORDS_KEPT, EMPTIED_AT_ONCE).await?
        == EMPTIED_AT_ONCE.unsigned_abs()
    {}
    spending::forget(db, now - SPENDING_KEPT).await
}

/// Takes back a request whose time has not come yet. `false`: it has gone, or is none about this thing.
pub async fn withdraw(
    db: &Pool,
    request: (NoticeId, Uuid),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    store::withdraw(db, request, now).await
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
