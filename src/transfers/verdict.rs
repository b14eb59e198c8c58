//! What the rail does not know was never made, when its blind time is over and two people of the house
//! say so (`money.md` E5). Only then may the money go another way.

use super::Status;
use super::TransferError;
use super::send;
use super::store;
use crate::adapters::rail::Refusal;
use crate::adapters::rail::Whereabouts;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::db;
use crate::ids::MemberId;
use crate::ids::TransferId;

/// What a person's word did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It waits for a second person.
    First,
    /// It is decided: the transfer was never made.
    Decided,
    /// The rail knows it now, or its blind time is not over: nobody can say that yet.
    TooEarly,
}

/// Takes a person's word that a transfer was never made. The rail is asked once more first, and its
/// word goes before theirs.
pub async fn was_never_made(
    app: &App,
    id: TransferId,
    operator: MemberId,
) -> Result<Verdict, TransferError> {
    let now = app.clock.now();
    let transfer = send::look_into(app, id).await?;
    let rail = app.rails.by_name(&transfer.rail).ok_or(TransferError::NoRail)?;
    let blind_until = transfer.sent_at.map(|sent_at| sent_at + rail.blind_time());
    let is_due = blind_until.is_some_and(|until| until <= now);
    let answer = rail.inquire(&transfer.reference).await;
    if transfer.status != Status::Sending || !is_due || answer != Whereabouts::NotFound {
        return Ok(Verdict::TooEarly);
    }
    let mut tx = db::begin(&app.db).await?;
    let transfer = store::lock(&mut tx, id).await?.ok_or(TransferError::NotFound)?;
    let verdicts = store::judge(&mut tx, id, operator, now).await?;
    let decided = 2 <= verdicts;
    if decided {
        let why = (Refusal::NeverMade, "operator");
        send::refuse(&mut tx, &transfer, &[Status::Sending], why, now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    if !decided {
        return Ok(Verdict::First);
    }
    alarms::solve_about(&app.db, Kind::TransferUnknown, id, now).await?;
    Ok(Verdict::Decided)
}
