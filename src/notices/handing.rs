//! The SQL of handing over: what waits, who is told, and what is taken back.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::types::Json;
use uuid::Uuid;

use super::Manner;
use super::Message;
use super::Said;
use super::Texts;
use super::To;
use super::store::Written;
use crate::adapters::sms::Template;
use crate::app::App;
use crate::db::Pool;
use crate::ids::NoticeId;
use crate::ids::WorkspaceId;
use crate::mobile::Mobile;
use crate::money::Money;

/// A notice that is not over.
pub struct Waiting {
    pub(super) id: NoticeId,
    pub(super) workspace: Option<WorkspaceId>,
    pub(super) to: To,
    pub(super) manner: Manner,
    pub(super) message: Message,
    pub(super) about: Option<Uuid>,
    pub(super) expires_at: Option<DateTime<Utc>>,
    /// Who was handed it, and did not say how that ended.
    pub(super) carrier: Option<String>,
    pub(super) handed_at: Option<DateTime<Utc>>,
    pub(super) handovers: i16,
    /// The other way to its reader.
    pub(super) other: Option<To>,
    /// Why its reader is not to be written to.
    pub(super) refuses: Option<String>,
    /// Whether the requests of its workspace are held.
    pub(super) is_held: bool,
    pub(super) texts: Texts,
}

impl Waiting {
    /// What it asks its reader to pay for or to look at; `None`: nothing that could be over by now.
    pub fn asks_for(&self) -> Option<Uuid> {
        self.about.filter(|_| self.message.class().is_unasked())
    }

    pub(super) fn was_handed_over(&self) -> bool {
        self.carrier.is_some()
    }

    pub(super) fn carrier(&self) -> &str {
        self.carrier.as_deref().unwrap_or_default()
    }

    /// The message in words.
    pub(super) fn say(&self, app: &App) -> Said {
        self.message.say(app, self.manner, &self.texts)
    }

    /// The message as a carrier's service line has it. What a workspace says in its own words is on
    /// no such line.
    pub(super) fn template(&self, app: &App) -> Option<Template> {
        if self.texts.has(&self.message) { None } else { self.message.template(app, self.manner) }
    }
}

/// Whom a message is about to be handed to.
pub(super) struct Intent {
    pub(super) carrier: &'static str,
    pub(super) parts: usize,
    /// What the day was charged for it.
    pub(super) price: Money,
    /// How often it was handed over as far as we know; when somebody else did it in the meantime, it
    /// is theirs.
    pub(super) handovers: i16,
}

/// The way that a channel and a recipient are.
pub(super) fn way(channel: &str, recipient: &str) -> To {
    match channel {
        "sms" => Mobile::parse(recipient).map_or(To::Account, To::Sms),
        "email" => To::Email(recipient.to_owned()),
        _ => To::Account,
    }
}

/// A notice that is not over, with all that speaks for and against sending it.
pub(super) async fn look(db: &Pool, id: NoticeId) -> sqlx::Result<Option<Waiting>> {
    look_in(db, id, &["queued", "sending"]).await
}

/// A notice that a carrier has taken.
pub(super) async fn look_at_sent(db: &Pool, id: NoticeId) -> sqlx::Result<Option<Waiting>> {
    look_in(db, id, &["sent"]).await
}

async fn look_in(db: &Pool, id: NoticeId, states: &[&str]) -> sqlx::Result<Option<Waiting>> {
    let row = query!(
        r#"select notices.workspace_id as "workspace: WorkspaceId", notices.channel,
            notices.recipient, notices.message as "message!: Json<Written>", notices.about,
            notices.expires_at, notices.carrier, notices.handed_at, notices.handovers,
            notices.other_channel, notices.other_recipient,
            message_refusers.reason as "refuses?",
            exists (
                select from message_holds
                where message_holds.workspace_id = notices.workspace_id and released_at is null
            ) as "is_held!",
            message_settings.texts as "texts?: Json<Texts>"
        from notices
        left join message_refusers on message_refusers.channel = notices.channel
            and message_refusers.recipient = notices.recipient
        left join message_settings on message_settings.workspace_id = notices.workspace_id
        where notices.id = $1 and notices.state = any($2) and notices.message is not null"#,
        id.as_uuid(),
        states as _,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| {
        let Json(Written { manner, message }) = row.message;
        let other = row.other_channel.zip(row.other_recipient);
        Waiting {
            id,
            workspace: row.workspace,
            to: way(&row.channel, &row.recipient),
            manner,
            message,
            about: row.about,
            expires_at: row.expires_at,
            carrier: row.carrier,
            handed_at: row.handed_at,
            handovers: row.handovers,
            other: other.map(|(channel, recipient)| way(&channel, &recipient)),
            refuses: row.refuses,
            is_held: row.is_held,
            texts: row.texts.map(|Json(texts)| texts).unwrap_or_default(),
        }
    }))
}

/// Writes down that a carrier is told now. `false`: somebody else has the message.
pub(super) async fn hand_over(app: &App, waiting: &Waiting, intent: &Intent) -> sqlx::Result<bool> {
    let done = query!(
        "update notices
        set state = 'sending', carrier = $2, parts = $3, reserved = $4, handovers = $5,
            handed_at = $6, changed_at = $6
        where id = $1 and state in ('queued', 'sending') and handovers = $7",
        waiting.id.as_uuid(),
        intent.carrier,
        i16::try_from(intent.parts).unwrap_or(i16::MAX),
        intent.price.as_rials(),
        waiting.handovers + 1,
        app.clock.now(),
        intent.handovers,
    )
    .execute(&app.back_db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Writes down that no carrier has taken it: it waits as it did before.
pub(super) async fn take_back(app: &App, waiting: &Waiting) -> sqlx::Result<()> {
    query!(
        "update notices
        set state = 'queued', carrier = null, reserved = 0, handovers = $2, handed_at = $3,
            changed_at = $4
        where id = $1 and state = 'sending' and handovers = $2::smallint + 1",
        waiting.id.as_uuid(),
        waiting.handovers,
        waiting.handed_at,
        app.clock.now(),
    )
    .execute(&app.back_db)
    .await?;
    Ok(())
}
