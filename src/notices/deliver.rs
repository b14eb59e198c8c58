//! Hands notices over to the carriers.

use askama::Template;
use thiserror::Error;

use super::Manner;
use super::Message;
use super::Said;
use super::State;
use super::To;
use super::store;
use crate::adapters::email::Letter;
use crate::adapters::sms::Handover;
use crate::adapters::sms::parts;
use crate::app::App;
use crate::ids::NoticeId;

/// Why a notice is not delivered yet.
#[derive(Debug, Error)]
pub enum DeliveryError {
    /// The carrier did not answer; it keeps a message once under our id, so it can be told again.
    #[error("the carrier did not answer")]
    Silent,
    /// The letter could not be drawn.
    #[error(transparent)]
    Letter(#[from] askama::Error),
    /// The database did not answer as it should.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

#[derive(Template)]
#[template(path = "notices/letter.html")]
struct LetterPage<'a> {
    manner: Manner,
    said: &'a Said,
}

/// Delivers one notice. One that was delivered, or is not worth sending any more, is left alone.
pub async fn deliver(app: &App, id: NoticeId) -> Result<(), DeliveryError> {
    let (db, now) = (&app.back_db, app.clock.now());
    let Some(notice) = store::take(db, id, now).await? else {
        return Ok(());
    };
    if notice.expires_at.is_some_and(|expires_at| expires_at <= now) {
        return Ok(store::end(db, id, State::Dropped, None, now).await?);
    }
    // A code that may have been sent is never sent again by the machine: two codes on one screen
    // look like an attack, and the person can ask for another.
    let is_code = matches!(notice.message, Message::Code { .. });
    if is_code && notice.was_sending {
        return Ok(store::end(db, id, State::Failed, Some("unknown"), now).await?);
    }

    let said = notice.message.say(app, notice.manner);
    let (handover, parts) = match &notice.to {
        To::Sms(mobile) => {
            let text = said.sms();
            (app.sms.send(id, mobile, &text).await, parts(&text))
        }
        To::Email(address) => {
            let html = LetterPage { manner: notice.manner, said: &said }.render()?;
            let letter = Letter { subject: said.subject.clone(), text: said.letter(), html };
            (app.mailer.send(id, address, &letter).await, 1)
        }
        To::Account => return Ok(()),
    };
    let now = app.clock.now();
    match handover {
        Handover::Taken { reference, delivered } => {
            let state = if delivered { State::Delivered } else { State::Sent };
            store::taken(db, id, state, (&reference, parts), now).await?;
            metrics::counter!("peyvand_notices_total", "state" => "taken").increment(1);
        }
        Handover::Refused(reason) => {
            store::end(db, id, State::Failed, Some(&reason), now).await?;
            metrics::counter!("peyvand_notices_total", "state" => "refused").increment(1);
        }
        Handover::Unknown if is_code => {
            store::end(db, id, State::Failed, Some("unknown"), now).await?;
        }
        Handover::Unknown => return Err(DeliveryError::Silent),
    }
    Ok(())
}
