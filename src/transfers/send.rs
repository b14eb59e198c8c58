//! Sending, and finding out what became of it.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::HOLDER;
use super::IBAN;
use super::Status;
use super::Transfer;
use super::TransferError;
use super::limits;
use super::limits::WAIT;
use super::stops;
use super::store;
use super::store::Step;
use super::transfer::Next;
use super::web;
use crate::adapters::rail::Order;
use crate::adapters::rail::Rail;
use crate::adapters::rail::Refusal;
use crate::adapters::rail::Submission;
use crate::adapters::rail::Whereabouts;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::iban::Iban;
use crate::ids::TransferId;
use crate::ledger;
use crate::ledger::Account;
use crate::ledger::Journal;
use crate::locale::Jalali;
use crate::queue;
use crate::queue::Job;
use crate::sealed::Place;

/// The rail is asked for the first time after this.
const FIRST_LOOK: TimeDelta = TimeDelta::seconds(10);

/// A transfer that is unknown for so long wants a person (`money.md` E13).
const UNKNOWN_MAX: TimeDelta = TimeDelta::minutes(10);

/// Sends a planned transfer, once. `Some`: it has to wait; come again then.
///
/// Whoever claims it is the only sender there ever is. When it dies between claiming and hearing the
/// rail's answer, the rail is asked what became of it; it is not sent again.
pub async fn send(app: &App, id: TransferId) -> Result<Option<DateTime<Utc>>, TransferError> {
    let (db, now) = (&app.back_db, app.clock.now());
    let transfer = store::by_id(db, id).await?.ok_or(TransferError::NotFound)?;
    if transfer.status != Status::Planned {
        return Ok(None);
    }
    if let Some(until) = limits::held_until(app, &transfer, now).await? {
        return Ok(Some(until));
    }
    let rail = app.rails.by_name(&transfer.rail).ok_or(TransferError::NoRail)?;
    let sealed = store::sealed(db, id).await?;
    let open = |sealed: &[u8], column| app.sealer.open(sealed, Place { column, row: id.as_uuid() });
    let number = sealed.iban.as_deref().ok_or(TransferError::NotNow)?;
    let iban = Iban::parse(&open(number, IBAN)?).map_err(|_| crate::sealed::CannotOpen)?;
    let holder = sealed.holder.as_deref().map(|holder| open(holder, HOLDER)).transpose()?;
    let notify = app.address(&web::door(id).path(&app.keys));
    let order = Order {
        reference: &transfer.reference,
        iban: &iban,
        amount: transfer.amount,
        holder: holder.as_deref().map(String::as_str),
        description: &sealed.description,
        notify: Some(&notify),
    };
    let mut tx = db::begin(db).await?;
    // The senders of one workspace take turns here, so that together they keep to the day's limit.
    store::take_turns(&mut tx, transfer.workspace).await?;
    let day_max = app.config.transfers_daily_max();
    let today = store::sent_since(&mut *tx, transfer.workspace, Jalali::of(now).start()).await?;
    if day_max < today + transfer.amount {
        store::waits_no_more(&mut *tx, id).await?;
        tx.commit().await?;
        return Ok(Some(Jalali::of(now).next_day().start()));
    }
    let Some(call) = store::claim(&mut tx, &transfer, day_max, now).await? else {
        return Ok(None);
    };
    queue::add_at(&mut tx, &Job::AskRail { transfer: id }, now + FIRST_LOOK, now).await?;
    tx.commit().await?;

    let said = rail.submit(&order).await;
    hear(app, &transfer, rail, said, call).await
}

/// Writes down what the rail said when it was asked for a transfer.
async fn hear(
    app: &App,
    transfer: &Transfer,
    rail: &dyn Rail,
    said: Submission,
    call: uuid::Uuid,
) -> Result<Option<DateTime<Utc>>, TransferError> {
    let (db, now, id) = (&app.back_db, app.clock.now(), transfer.id);
    let mut tx = db::begin(db).await?;
    store::answer(&mut tx, call, code_of(said), now).await?;
    let from = &[Status::Sending];
    let waits = match said {
        Submission::Accepted => {
            store::mark(&mut tx, id, from, Step::of(Status::Accepted, "worker", now)).await?;
            false
        }
        Submission::Refused(refusal) => {
            refuse(&mut tx, transfer, from, (refusal, "worker"), now).await?;
            false
        }
        // Surely not made: it is as if it had never been sent.
        Submission::TooPoor | Submission::NotNow | Submission::Misconfigured => {
            let waits = said == Submission::TooPoor;
            let step = Step { waits, ..Step::of(Status::Planned, "worker", now) };
            store::mark(&mut tx, id, from, step).await?;
            true
        }
        Submission::Unknown => false,
    };
    tx.commit().await?;
    app.work_bell.notify_one();
    match said {
        Submission::TooPoor => {
            let detail = "our account at the rail is too low; transfers wait";
            alarms::raise(db, Kind::RailTooPoor, rail.name(), detail, now).await?;
        }
        Submission::Misconfigured => {
            let detail = "the rail does not take our orders";
            alarms::raise(db, Kind::RailMisconfigured, rail.name(), detail, now).await?;
        }
        Submission::Unknown => stops::after_silence(app, rail.name(), now).await?,
        Submission::Accepted => {
            // Whoever waited behind it for our money need not wait another minute.
            if let Some(next) = store::next_in_line(db, rail.name()).await? {
                queue::bring_forward(db, &Job::SendTransfer { transfer: next }, now).await?;
            }
        }
        Submission::Refused(_) | Submission::NotNow => (),
    }
    Ok(waits.then_some(now + WAIT))
}

/// Asks the rail what became of a transfer and books the answer; says when to ask again.
pub async fn ask_again(app: &App, id: TransferId) -> Result<Option<DateTime<Utc>>, TransferError> {
    let transfer = store::by_id(&app.back_db, id).await?.ok_or(TransferError::NotFound)?;
    if transfer.status != Status::Planned && transfer.ask_next(app.clock.now()).is_some() {
        question(app, &transfer, "reconciler").await?;
    }
    let transfer = store::by_id(&app.back_db, id).await?.ok_or(TransferError::NotFound)?;
    Ok(transfer.ask_next(app.clock.now()))
}

/// [`ask_again`] because a person of the house wants to know now.
pub async fn look_into(app: &App, id: TransferId) -> Result<Transfer, TransferError> {
    let transfer = store::by_id(&app.back_db, id).await?.ok_or(TransferError::NotFound)?;
    question(app, &transfer, "operator").await?;
    store::by_id(&app.back_db, id).await?.ok_or(TransferError::NotFound)
}

/// Asks the rail, with the question written down before.
pub(super) async fn question(
    app: &App,
    transfer: &Transfer,
    by: &'static str,
) -> Result<(), TransferError> {
    let rail = app.rails.by_name(&transfer.rail).ok_or(TransferError::NoRail)?;
    let call = store::ask(&app.back_db, transfer.id, app.clock.now()).await?;
    let answer = rail.inquire(&transfer.reference).await;
    follow(app, transfer, &answer, (call, by)).await
}

/// Does what follows from the rail's answer, in one transaction with the answer itself.
async fn follow(
    app: &App,
    transfer: &Transfer,
    answer: &Whereabouts,
    (call, by): (uuid::Uuid, &'static str),
) -> Result<(), TransferError> {
    let (id, now) = (transfer.id, app.clock.now());
    let mut tx = db::begin(&app.back_db).await?;
    // The decision is made about the row as it stands now, which nobody else changes meanwhile.
    let transfer = store::lock(&mut tx, id).await?.ok_or(TransferError::NotFound)?;
    store::answer(&mut tx, call, whereabouts_code(answer), now).await?;
    let next = transfer.after(answer);
    let under_way = &[Status::Sending, Status::Accepted];
    match &next {
        Next::Accept => {
            let step = Step::of(Status::Accepted, by, now);
            store::mark(&mut tx, id, &[Status::Sending], step).await?;
        }
        Next::Settle(tracking) => {
            let step = Step { tracking: tracking.as_deref(), ..Step::of(Status::Settled, by, now) };
            if store::mark(&mut tx, id, under_way, step).await? {
                ledger::post(&mut tx, &settled(&transfer, now)).await?;
                moved(&mut tx, id, Status::Settled, now).await?;
            }
        }
        Next::Return => {
            let step = Step::of(Status::Returned, by, now);
            if store::mark(&mut tx, id, &[Status::Settled], step).await? {
                let mirror = ledger::mirror(&mut tx, (KIND, &id), (RETURN_KIND, &id), now);
                mirror.await?;
                moved(&mut tx, id, Status::Returned, now).await?;
            }
        }
        Next::Refuse(refusal) => {
            refuse(&mut tx, &transfer, under_way, (*refusal, by), now).await?;
        }
        Next::Alarm | Next::AskAgainLater | Next::Nothing => (),
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    raise(app, &transfer, &next, now).await?;
    if *answer == Whereabouts::WaitsForFunds {
        let detail = "the rail holds transfers until there is enough of our money";
        alarms::raise(&app.back_db, Kind::RailTooPoor, &transfer.rail, detail, now).await?;
    }
    Ok(())
}

async fn raise(
    app: &App,
    transfer: &Transfer,
    next: &Next,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let unknown_for = transfer.sent_at.map_or(TimeDelta::zero(), |sent_at| now - sent_at);
    match next {
        Next::Alarm => {
            let detail = "the rail contradicts what it said before";
            alarms::raise(&app.back_db, Kind::RailChangedItsMind, transfer.id, detail, now).await
        }
        Next::AskAgainLater if transfer.status == Status::Sending && UNKNOWN_MAX <= unknown_for => {
            let detail = "the rail does not say what became of a transfer";
            alarms::raise(&app.back_db, Kind::TransferUnknown, transfer.id, detail, now).await
        }
        // It is known now, so nobody has to look any more.
        Next::Accept | Next::Settle(_) | Next::Refuse(_) if transfer.status == Status::Sending => {
            alarms::solve_about(&app.back_db, Kind::TransferUnknown, transfer.id, now).await
        }
        Next::Return => {
            let detail = "the recipient's bank sent the money back";
            alarms::raise(&app.back_db, Kind::TransferReturned, transfer.id, detail, now).await
        }
        _ => Ok(()),
    }
}

/// Ends a transfer that was not made. `false`: it had ended before.
pub(super) async fn refuse(
    tx: &mut Tx,
    transfer: &Transfer,
    from: &[Status],
    (refusal, by): (Refusal, &'static str),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let step = Step { refusal: Some(refusal.code()), ..Step::of(Status::Refused, by, now) };
    let done = store::mark(tx, transfer.id, from, step).await?;
    if done {
        moved(tx, transfer.id, Status::Refused, now).await?;
    }
    Ok(done)
}

async fn moved(
    tx: &mut Tx,
    transfer: TransferId,
    to: Status,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let to = to.code().to_owned();
    queue::add(tx, &Job::TransferMoved { transfer, to }, now).await
}

const KIND: &str = "transfer";
const RETURN_KIND: &str = "transfer_returned";

/// The books of money that left: whose it was owes it no more, the rail has it, the house keeps its
/// fee.
fn settled(transfer: &Transfer, now: DateTime<Utc>) -> Journal {
    Journal::of(KIND, &transfer.id, now)
        .debit(transfer.debit_account, transfer.amount + transfer.fee)
        .credit(Account::RailClearing(&transfer.rail).id(), transfer.amount)
        .credit(Account::PayoutFees.id(), transfer.fee)
}

fn code_of(said: Submission) -> &'static str {
    match said {
        Submission::Accepted => "accepted",
        Submission::Refused(_) => "refused",
        Submission::TooPoor => "too_poor",
        Submission::NotNow => "not_now",
        Submission::Misconfigured => "misconfigured",
        Submission::Unknown => "unknown",
    }
}

fn whereabouts_code(answer: &Whereabouts) -> &'static str {
    match answer {
        Whereabouts::NotFound => "not_found",
        Whereabouts::UnderWay => "under_way",
        Whereabouts::WaitsForFunds => "waits_for_funds",
        Whereabouts::Settled(_) => "settled",
        Whereabouts::Returned => "returned",
        Whereabouts::Refused(_) => "refused",
        Whereabouts::Unknown => "unknown",
    }
}
