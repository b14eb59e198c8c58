//! Hands notices over to the carriers.
//!
//! Before a carrier is told, the row says which one; after it has answered, the row says what. What
//! was handed over and has no answer is asked about before anything else happens to it.

use askama::Template;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use thiserror::Error;

use super::Manner;
use super::Said;
use super::To;
use super::class::Class;
use super::ending;
use super::handing;
use super::handing::Intent;
use super::handing::Waiting;
use super::quiet;
use super::readers;
use super::spending;
use crate::adapters::email::Letter;
use crate::adapters::handover::Handover;
use crate::adapters::handover::LookUp;
use crate::adapters::handover::Refusal;
use crate::adapters::sms::Sms;
use crate::adapters::sms::SmsSender;
use crate::adapters::sms::parts;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::ids::NoticeId;
use crate::locale;
use crate::mobile::Mobile;
use crate::money::Money;

/// After a silence the carrier is asked after this time.
const ASKED_AFTER: TimeDelta = TimeDelta::seconds(10);

/// A carrier that does not know a message so long after it was handed over never had it.
const VISIBLE_AFTER: TimeDelta = TimeDelta::minutes(1);

/// A message is handed over at most so often, even where a carrier says that it never had it.
const HANDOVERS_MAX: i16 = 2;

/// Why a notice is not delivered yet.
#[derive(Debug, Error)]
pub enum DeliveryError {
    /// No carrier could be reached, or took anything; surely nothing was sent.
    #[error("no carrier takes it")]
    NobodyTakesIt,
    /// The carrier does not say whether it has the message.
    #[error("the carrier does not say whether it has the message")]
    Silent,
    /// The letter could not be drawn.
    #[error(transparent)]
    Letter(#[from] askama::Error),
    /// The database did not answer as it should.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

type Result<T> = std::result::Result<T, DeliveryError>;

/// What is to follow.
enum Next {
    /// It is over.
    Done,
    /// Come again then.
    Again(DateTime<Utc>),
    /// It may be handed over.
    HandOver,
}

#[derive(Template)]
#[template(path = "notices/letter.html")]
struct LetterPage<'a> {
    manner: Manner,
    said: &'a Said,
    stop: Option<(String, String)>,
}

/// Whether what a message is about still calls for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// It does.
    Stands,
    /// It does not: what was asked for is paid, withdrawn or over.
    IsOver,
}

/// A notice that is not over; `None`: it is, and there is nothing to deliver.
pub async fn waiting(app: &App, id: NoticeId) -> sqlx::Result<Option<Waiting>> {
    handing::look(&app.back_db, id).await
}

/// Delivers a notice; `Some`: come again then. What is not called for any more is dropped, if nobody
/// has it yet.
pub async fn deliver(app: &App, waiting: &Waiting, call: Call) -> Result<Option<DateTime<Utc>>> {
    let next = if waiting.was_handed_over() { ask(app, waiting).await? } else { Next::HandOver };
    let next = match next {
        Next::HandOver => check(app, waiting, call).await?,
        over => over,
    };
    let next = match (next, &waiting.to) {
        (Next::HandOver, To::Sms(mobile)) => send_sms(app, waiting, mobile).await?,
        (Next::HandOver, To::Email(address)) => send_email(app, waiting, address).await?,
        (over, _) => over,
    };
    Ok(match next {
        Next::Again(at) => Some(at),
        Next::Done | Next::HandOver => None,
    })
}

/// Asks the carrier what became of a message that it may have.
async fn ask(app: &App, waiting: &Waiting) -> Result<Next> {
    // A code that may have been sent is never sent again by the machine: two codes on one screen
    // look like an attack, and the person can ask for another.
    if waiting.message.class() == Class::Code {
        ending::fail(app, waiting, &Refusal::Other("unknown".to_owned())).await?;
        return Ok(Next::Done);
    }
    let found = match &waiting.to {
        To::Sms(mobile) => match app.sms.by_name(waiting.carrier()) {
            Some(carrier) => {
                let (text, template) = (waiting.say(app).sms(), waiting.template(app));
                let sms =
                    Sms { id: waiting.id, to: mobile, text: &text, template: template.as_ref() };
                carrier.look_up(&sms).await
            }
            // The house has given this carrier up; nobody can be asked.
            None => LookUp::CannotSay,
        },
        To::Email(_) => app.post.carrier().look_up(waiting.id).await,
        To::Account => return Ok(Next::Done),
    };
    let now = app.clock.now();
    match found {
        LookUp::Kept(taken) => {
            ending::take(app, waiting, &taken).await?;
            Ok(Next::Done)
        }
        LookUp::NotThere => match waiting.handed_at {
            Some(at) if now < at + VISIBLE_AFTER => Ok(Next::Again(at + VISIBLE_AFTER)),
            _ if HANDOVERS_MAX <= waiting.handovers => {
                ending::fail(app, waiting, &Refusal::Other("lost twice".to_owned())).await?;
                Ok(Next::Done)
            }
            _ => Ok(Next::HandOver),
        },
        LookUp::CannotSay => {
            ending::give_up(app, waiting).await?;
            Ok(Next::Done)
        }
        LookUp::Silent => Err(DeliveryError::Silent),
    }
}

/// What speaks against sending it now.
async fn check(app: &App, waiting: &Waiting, call: Call) -> Result<Next> {
    let (now, class) = (app.clock.now(), waiting.message.class());
    let is_too_late = waiting.expires_at.is_some_and(|expires_at| expires_at <= now);
    let is_unasked = class.is_unasked();
    if is_too_late || call == Call::IsOver {
        ending::drop(app, waiting).await?;
        return Ok(Next::Done);
    }
    if let (true, Some(reason)) = (is_unasked, &waiting.refuses) {
        ending::fail(app, waiting, &Refusal::Other(reason.clone())).await?;
        return Ok(Next::Done);
    }
    if is_unasked && waiting.is_held {
        return Ok(Next::Again(now + TimeDelta::minutes(10)));
    }
    match (class, quiet::until(now)) {
        (Class::Reminder | Class::News, Some(until)) => Ok(Next::Again(until)),
        _ => Ok(Next::HandOver),
    }
}

/// Tries the carriers one after the other, until one has answered.
async fn send_sms(app: &App, waiting: &Waiting, mobile: &Mobile) -> Result<Next> {
    let (text, template) = (waiting.say(app).sms(), waiting.template(app));
    let sms = Sms { id: waiting.id, to: mobile, text: &text, template: template.as_ref() };
    let count = parts(&text);
    let price = app.config.messages.sms_price(count);
    if let Some(scope) = spending::reserve(app, waiting, price).await? {
        return over_the_limit(app, waiting, &scope).await;
    }
    let (mut pause, mut handovers) = (None, waiting.handovers);
    for carrier in app.sms.in_order(app.clock.now()) {
        let intent = Intent { carrier: carrier.name(), parts: count, price, handovers };
        handovers = waiting.handovers + 1;
        if !handing::hand_over(app, waiting, &intent).await? {
            spending::release(app, waiting, price).await?;
            return Ok(Next::Done);
        }
        match ended(app, waiting, carrier, carrier.send(&sms).await).await? {
            Ok(next) => return Ok(next),
            Err(after) => pause = pause.or(after),
        }
    }
    handing::take_back(app, waiting).await?;
    spending::release(app, waiting, price).await?;
    match pause {
        Some(after) => Ok(Next::Again(app.clock.now() + after)),
        None => Err(DeliveryError::NobodyTakesIt),
    }
}

/// What follows from one carrier's answer; `Err`: it surely has not sent it, and the next one is
/// tried, or the same one after a time.
async fn ended(
    app: &App,
    waiting: &Waiting,
    carrier: &dyn SmsSender,
    answer: Handover,
) -> sqlx::Result<std::result::Result<Next, Option<TimeDelta>>> {
    let now = app.clock.now();
    let went_well = matches!(answer, Handover::Taken(_) | Handover::Refused(_));
    app.sms.note(carrier.name(), went_well, now);
    match answer {
        Handover::Taken(taken) => {
            ending::take(app, waiting, &taken).await?;
            Ok(Ok(Next::Done))
        }
        Handover::Refused(refusal) => {
            ending::fail(app, waiting, &refusal).await?;
            Ok(Ok(Next::Done))
        }
        Handover::Misconfigured(code) => {
            alarms::raise(&app.back_db, Kind::CarrierMisconfigured, carrier.name(), &code, now)
                .await?;
            Ok(Err(None))
        }
        Handover::Busy { after } => Ok(Err(after)),
        Handover::Unknown if waiting.message.class() == Class::Code => {
            ending::fail(app, waiting, &Refusal::Other("unknown".to_owned())).await?;
            Ok(Ok(Next::Done))
        }
        Handover::Unknown => Ok(Ok(Next::Again(now + ASKED_AFTER))),
    }
}

/// The day's money is spent. A code is worthless tomorrow, and a request is better not sent at all
/// than at midnight; the rest waits.
async fn over_the_limit(app: &App, waiting: &Waiting, scope: &str) -> Result<Next> {
    let now = app.clock.now();
    let detail = "the day's money for SMS is spent";
    alarms::raise(&app.back_db, Kind::MessageMoneySpent, scope, detail, now).await?;
    match waiting.message.class() {
        Class::Code | Class::Request | Class::Reminder | Class::News => {
            ending::fail(app, waiting, &Refusal::Other("day limit".to_owned())).await?;
            Ok(Next::Done)
        }
        Class::Receipt | Class::Notice => Ok(Next::Again(quiet::tomorrow(now))),
    }
}

async fn send_email(app: &App, waiting: &Waiting, address: &str) -> Result<Next> {
    let now = app.clock.now();
    if let Some(until) = app.post.closed_until(now) {
        return Ok(Next::Again(until));
    }
    let letter = letter(app, waiting)?;
    let carrier = app.post.carrier();
    let handovers = waiting.handovers;
    let intent = Intent { carrier: carrier.name(), parts: 1, price: Money::ZERO, handovers };
    if !handing::hand_over(app, waiting, &intent).await? {
        return Ok(Next::Done);
    }
    let answer = carrier.send(waiting.id, address, &letter).await;
    let now = app.clock.now();
    app.post.note(matches!(answer, Handover::Taken(_) | Handover::Refused(_)), now);
    match answer {
        Handover::Taken(taken) => ending::take(app, waiting, &taken).await?,
        Handover::Refused(refusal) => ending::fail(app, waiting, &refusal).await?,
        Handover::Unknown => return Ok(Next::Again(now + ASKED_AFTER)),
        Handover::Busy { .. } | Handover::Misconfigured(_) => {
            handing::take_back(app, waiting).await?;
            if let Handover::Misconfigured(code) = answer {
                let kind = Kind::CarrierMisconfigured;
                alarms::raise(&app.back_db, kind, carrier.name(), &code, now).await?;
            }
            return Err(DeliveryError::NobodyTakesIt);
        }
    }
    Ok(Next::Done)
}

fn letter(app: &App, waiting: &Waiting) -> Result<Letter> {
    let said = waiting.say(app);
    let is_unasked = waiting.message.class().is_unasked();
    let address = is_unasked.then(|| readers::stop_address(app, waiting.id));
    let w = locale::words(waiting.manner.language);
    let stop = address.clone().map(|address| (w.notices_stop(), address));
    let text = match &stop {
        Some((word, address)) => format!("{}\n\n{word}:\n{address}", said.letter()),
        None => said.letter(),
    };
    let html = LetterPage { manner: waiting.manner, said: &said, stop }.render()?;
    Ok(Letter { subject: said.subject, text, html, stop: address })
}
