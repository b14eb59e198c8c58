//! Sending a link to its payer.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::Channel;
use super::Link;
use crate::db::Tx;
use crate::notices;
use crate::notices::Asked;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::NewNotice;
use crate::notices::To;
use crate::payments::Payer;

/// The same link to the same reader is sent at most once in this time.
const COOL_DOWN: TimeDelta = TimeDelta::minutes(1);

/// What the payer is told of a link.
pub(super) fn message(link: &Link) -> Message {
    Message::PaymentAsked(Asked {
        merchant: link.merchant.clone(),
        title: link.title.clone(),
        amount: link.amount.fixed(),
        until: link.expires_at,
        door: link.door(),
    })
}

/// How a merchant's payers are addressed.
pub(super) fn manner(link: &Link) -> Manner {
    Manner { language: link.language, unit: link.unit }
}

/// Writes the invitation for one channel, if there is a number or an address for it. `false`: this
/// reader was sent it less than a minute ago.
pub(super) async fn write(
    tx: &mut Tx,
    link: &Link,
    payer: &Payer,
    channel: Channel,
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
    notices::write(tx, &notice, now).await
}

/// Tells whom the link was made for that there is nothing to pay any more.
pub(super) async fn write_withdrawal(
    tx: &mut Tx,
    link: &Link,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let channel = if link.payer.mobile.is_some() { Channel::Sms } else { Channel::Email };
    let Some(to) = to(&link.payer, channel) else { return Ok(()) };
    let notice = NewNotice {
        workspace: Some(link.workspace),
        to,
        manner: manner(link),
        message: Message::Withdrawn { merchant: link.merchant.clone(), title: link.title.clone() },
        about: Some(link.id.as_uuid()),
        dedup_key: format!("withdrawn:{}", link.id),
        expires_at: None,
    };
    notices::write(tx, &notice, now).await?;
    Ok(())
}

fn to(payer: &Payer, channel: Channel) -> Option<To> {
    match channel {
        Channel::Sms => payer.mobile.clone().map(To::Sms),
        Channel::Email => payer.email.clone().map(To::Email),
    }
}
