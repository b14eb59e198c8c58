//! Who may begin one more payment on a link that takes one. A stranger or a scanner who presses "pay"
//! again and again must not shut out the one person whom the link is for (`money.md` E8): after so
//! many payments the page asks for three seconds and, where the payer's number is known, for its last
//! four digits, and whoever gives both goes on.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use uuid::Uuid;

use super::Link;
use super::store;
use crate::app::App;
use crate::ids;
use crate::ids::PaymentId;
use crate::locale::ascii_digits;
use crate::locale::clean;
use crate::tokens::TokenDigest;
use crate::web::Visit;
use crate::web::limits;
use crate::web::limits::Limit;
use crate::web::limits::Nearby;

/// Payments that may be under way on one link before the page asks.
const LIVE_MAX: i64 = 5;

/// Payments of a day on one link before the page asks.
const DAY_MAX: i64 = 30;

/// For so long a payment that was begun counts as under way.
pub(super) const LIFE: TimeDelta = TimeDelta::minutes(15);

/// The time between the question and an answer that counts.
pub(super) const PAUSE: TimeDelta = TimeDelta::seconds(3);

/// Answers from one address of the net, for four digits can be guessed.
const ANSWERS: Limit = Limit::new("pay_answer", 10, TimeDelta::hours(1));

/// Payments that one payer begins on one link (`money.md` E11). Many stand behind one address of a
/// mobile carrier, so a payer is told from others by the browser's own secret; who brings none has the
/// limit of the address.
static OF_PAYER: Nearby = Nearby::new(Limit::new("pay_payer", 10, TimeDelta::hours(1)));

/// The first press of each payment; pressing once more for the same payment begins no other.
static PRESSED: Nearby = Nearby::new(Limit::new("pressed", 1, TimeDelta::hours(1)));

/// What a question page of ours is known by.
const MARK: &str = "gate";

/// What has been begun on a link.
pub(super) struct Pressed {
    /// Payments under way.
    pub(super) live: i64,
    /// Payments of a day.
    pub(super) day: i64,
    /// Whether the payment asked about is one of them.
    pub(super) is_known: bool,
}

/// Whether a payment may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gate {
    /// It may.
    Open,
    /// The question was not put yet, or answered too soon.
    Asks,
    /// The digits are others.
    Wrong,
    /// Too many answers; the seconds until the next.
    Wait(i64),
}

/// The mark that makes a payment's id one of a question page of ours, so that nobody makes up how
/// long they have waited.
pub(super) fn mark(app: &App, id: PaymentId) -> String {
    app.keys.mark(MARK, id.as_uuid().as_bytes())
}

/// Whether a payment came from a question page of ours.
pub(super) fn is_marked(app: &App, id: PaymentId, mark: &str) -> bool {
    app.keys.is_mark(mark, MARK, id.as_uuid().as_bytes())
}

/// Looks whether a payment may begin, with the digits and the mark that came along.
pub(super) async fn look(
    app: &App,
    visit: &Visit,
    link: &Link,
    id: PaymentId,
    (digits, mark): (&str, &str),
) -> sqlx::Result<Gate> {
    // A link for many is pressed by many; there the limits of an address stand alone.
    if link.uses_max != Some(1) {
        return Ok(Gate::Open);
    }
    let pressed = store::pressed(&app.db, link.id, id, visit.now).await?;
    if pressed.is_known || pressed.live < LIVE_MAX && pressed.day < DAY_MAX {
        return Ok(Gate::Open);
    }
    let has_waited = id.as_uuid() < ids::first_of(visit.now - PAUSE + TimeDelta::milliseconds(1));
    if !has_waited || !is_marked(app, id, mark) {
        return Ok(Gate::Asks);
    }
    let Some(mobile) = &link.payer.mobile else { return Ok(Gate::Open) };
    let who = format!("{}:{}", link.id, visit.ip);
    match limits::wait_seconds(app, &ANSWERS, who).await? {
        0 if last_four(digits).is_some_and(|typed| mobile.as_str().ends_with(&typed)) => {
            Ok(Gate::Open)
        }
        0 => Ok(Gate::Wrong),
        wait => Ok(Gate::Wait(wait)),
    }
}

/// Counts a payment of a payer; the seconds to wait, if it is one too many.
pub(super) fn count(link: &Link, id: PaymentId, payer: &TokenDigest, now: DateTime<Utc>) -> i64 {
    if PRESSED.wait_seconds(id.as_uuid(), now) != 0 {
        return 0;
    }
    let who = Uuid::from_slice(&payer[..16]).unwrap_or_default().as_u128();
    let who = Uuid::from_u128(who ^ link.id.as_uuid().as_u128());
    let wait = OF_PAYER.wait_seconds(who, now);
    if wait != 0 {
        // What was not begun is not begun again either.
        PRESSED.forget(id.as_uuid());
    }
    wait
}

/// Four digits as they were typed.
fn last_four(typed: &str) -> Option<String> {
    let typed = ascii_digits(&clean(typed));
    (typed.len() == 4 && typed.bytes().all(|letter| letter.is_ascii_digit())).then_some(typed)
}
