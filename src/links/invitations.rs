//! Sending a link to its payer.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::Channel;
use super::Link;
use super::LinkError;
use super::Standing;
use super::When;
use super::store;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::LinkId;
use crate::notices;
use crate::notices::Asked;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::NewNotice;
use crate::notices::Rewritten;
use crate::notices::Terms;
use crate::notices::To;
use crate::payments::Payer;
use crate::queue;
use crate::queue::Job;

/// The same link to the same reader is sent at most once in this time.
const COOL_DOWN: TimeDelta = TimeDelta::minutes(1);

/// Nobody is reminded sooner than this after they were asked.
const REMINDED_AFTER: TimeDelta = TimeDelta::hours(1);

/// What the payer is told of a link.
pub(super) fn message(link: &Link) -> Message {
    Message::PaymentAsked(asked(link))
}

fn asked(link: &Link) -> Asked {
    Asked {
        merchant: link.merchant.clone(),
        title: link.title.clone(),
        amount: link.amount.fixed(),
        until: link.expires_at,
        early: None,
        door: link.door(),
    }
}

/// How a merchant's payers are addressed.
pub(super) fn manner(link: &Link) -> Manner {
    Manner { language: link.language, unit: link.unit }
}

/// Writes the invitation for one channel, if there is a number or an address for it, at once or for a
/// later time; the other channel is taken when it fails. `false`: this reader was sent it less than a
/// minute ago.
pub(super) async fn write(
    tx: &mut Tx,
    link: &Link,
    payer: &Payer,
    (channel, not_before): When,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let minute = now.timestamp() / COOL_DOWN.num_seconds();
    let Some(to) = to(payer, channel) else { return Ok(true) };
    let reader = match &to {
        To::Sms(mobile) => mobile.as_str().to_owned(),
        To::Email(address) => address.clone(),
        To::Account => String::new(),
    };
    let notice = NewNotice {
        workspace: Some(link.workspace),
        to,
        manner: manner(link),
        message: message(link),
        about: Some(link.id.as_uuid()),
        dedup_key: format!("asked:{}:{reader}:{minute}", link.id),
        expires_at: link.expires_at,
    };
    let terms = Terms { not_before, other: self::to(payer, channel.other()) };
    let is_new = notices::write_on(tx, &notice, &terms, now).await?;
    if is_new {
        let first = not_before.unwrap_or(now) + REMINDED_AFTER;
        queue::add_at(tx, &Job::RemindOfLink { link: link.id }, first, now).await?;
    }
    Ok(is_new)
}

/// Lets messages that wait say what the link is by now, and go to whom it is for by now.
pub(super) async fn follow(
    tx: &mut Tx,
    (was, is): (&Link, &Link),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let thing = is.id.as_uuid();
    for message in [message(is), Message::PaymentReminded(asked(is))] {
        let new = Rewritten { manner: manner(is), message, expires_at: is.expires_at };
        notices::rewrite(tx, thing, new).await?;
    }
    for channel in [Channel::Sms, Channel::Email] {
        let (from, to) = (to(&was.payer, channel), to(&is.payer, channel));
        if let Some(from) = from.filter(|from| Some(from) != to.as_ref()) {
            notices::redirect(tx, thing, (&from, to.as_ref()), now).await?;
        }
    }
    Ok(())
}

/// Reminds everybody who was asked, if the merchant's rules say so at this moment. `Some`: when to
/// come again; `None`: there is nothing to pay any more, or no rule is left.
pub async fn remind(app: &App, id: LinkId) -> Result<Option<DateTime<Utc>>, LinkError> {
    let now = app.clock.now();
    let link = store::by_id(&app.back_db, id).await?.ok_or(LinkError::NotFound)?;
    let asked_at = notices::first_asked(&app.back_db, id.as_uuid()).await?;
    let Some(asked_at) = asked_at.filter(|_| link.standing(now) == Standing::Open) else {
        return Ok(None);
    };
    let settings = notices::settings(&app.back_db, link.workspace).await?;
    let (due, next) = settings.rules.now_and_next((asked_at, link.expires_at), now);
    if let Some(due) = due {
        let mut tx = db::begin(&app.back_db).await?;
        for to in notices::readers(&mut tx, id.as_uuid()).await? {
            let reader = to.address().map_or("", |(_, reader)| reader);
            let notice = NewNotice {
                workspace: Some(link.workspace),
                dedup_key: format!("reminded:{id}:{reader}:{}", due.timestamp()),
                to,
                manner: manner(&link),
                message: Message::PaymentReminded(asked(&link)),
                about: Some(id.as_uuid()),
                expires_at: link.expires_at,
            };
            notices::write(&mut tx, &notice, now).await?;
        }
        tx.commit().await?;
        app.work_bell.notify_one();
    }
    Ok(next)
}

/// Tells whom the link was made for, and everybody it was sent to, that there is nothing to pay any
/// more.
pub(super) async fn write_withdrawal(
    tx: &mut Tx,
    link: &Link,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut readers = notices::readers(tx, link.id.as_uuid()).await?;
    let channel = if link.payer.mobile.is_some() { Channel::Sms } else { Channel::Email };
    let payer = to(&link.payer, channel);
    readers.extend(payer.filter(|payer| !readers.contains(payer)));
    for to in readers {
        let reader = to.address().map_or("", |(_, reader)| reader).to_owned();
        let message =
            Message::Withdrawn { merchant: link.merchant.clone(), title: link.title.clone() };
        let notice = NewNotice {
            workspace: Some(link.workspace),
            to,
            manner: manner(link),
            message,
            about: Some(link.id.as_uuid()),
            dedup_key: format!("withdrawn:{}:{reader}", link.id),
            expires_at: None,
        };
        notices::write(tx, &notice, now).await?;
    }
    Ok(())
}

fn to(payer: &Payer, channel: Channel) -> Option<To> {
    match channel {
        Channel::Sms => payer.mobile.clone().map(To::Sms),
        Channel::Email => payer.email.clone().map(To::Email),
    }
}
