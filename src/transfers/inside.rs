//! Money that a gateway settled to its recipient inside the payment for it. No rail is asked: the row is born
//! *settled*, in the transaction that funds what it is for, so that the limits of a day, the receipts, the lists
//! and the audit know it like any transfer. It leaves the house out of what the gateway owes it.
//!
//! The gateway's bank brings it with the runs of PAYA, of which nobody tells us; both are told that it arrived
//! when the next run is over. No gateway says either when an account's bank sends such money back: whoever hears
//! of that is a person.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;

use super::HOLDER;
use super::IBAN;
use super::NewTransfer;
use super::Status;
use super::TransferError;
use super::limits;
use super::stops;
use super::store;
use crate::app::App;
use crate::db::Tx;
use crate::ids::PaymentId;
use crate::ids::TransferId;
use crate::ids::WorkspaceId;
use crate::ledger;
use crate::ledger::Account;
use crate::ledger::Journal;
use crate::locale::Jalali;
use crate::money::Money;
use crate::queue;
use crate::queue::Job;
use crate::sealed::Place;

/// A payment inside which money went to somebody, and the gateway that settled it.
#[derive(Clone, Copy, Debug)]
pub struct Inside<'a> {
    /// The payment.
    pub payment: PaymentId,
    /// The gateway's name in the books.
    pub gateway: &'a str,
}

/// Writes down that money went, and books it, in the caller's transaction. `false`: a transfer for the same
/// purpose lives, or this one is written down.
pub async fn record(
    tx: &mut Tx,
    app: &App,
    (new, inside): (&NewTransfer<'_>, Inside<'_>),
    now: DateTime<Utc>,
) -> Result<bool, TransferError> {
    let id = TransferId::new(now);
    let seal = |text: &str, column| app.sealer.seal(text, Place { column, row: id.as_uuid() });
    let row = store::New {
        id,
        rail: inside.gateway,
        iban: seal(new.iban.as_str(), IBAN),
        holder: new.holder.map(|holder| seal(holder, HOLDER)),
    };
    if !insert(tx, new, (&row, inside.payment), now).await? {
        return Ok(false);
    }
    let journal = Journal::of("transfer", &id, now)
        .debit(new.debit_account, new.amount + new.fee)
        .credit(Account::GatewayClearing(inside.gateway).id(), new.amount)
        .credit(Account::PayoutFees.id(), new.fee);
    ledger::post(tx, &journal).await?;
    let moved = Job::TransferMoved { transfer: id, to: Status::Settled.code().to_owned() };
    queue::add_at(tx, &moved, app.paya.expected(now), now).await?;
    Ok(true)
}

async fn insert(
    tx: &mut Tx,
    new: &NewTransfer<'_>,
    (row, payment): (&store::New<'_>, PaymentId),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into transfers (
            id, workspace_id, purpose, try_number, rail, reference, amount, fee, debit_account,
            iban, holder, agreed_digest, description, status, changed_at, changed_by, planned_at,
            sent_at, settled_at, inside
        )
        select $1, $2, $3, try_number, $4, 'po-' || $3::uuid || '-' || try_number, $5, $6, $7, $8,
            $9, $10, $11, 'settled', $12, 'room', $12, $12, $12, $13
        from (
            select (coalesce(max(try_number), 0) + 1)::smallint as try_number
            from transfers where purpose = $3
        ) as tries
        on conflict do nothing",
        row.id.as_uuid(),
        new.workspace.as_uuid(),
        new.purpose,
        row.rail,
        new.amount.as_rials(),
        new.fee.as_rials(),
        new.debit_account.as_uuid(),
        row.iban,
        row.holder,
        &new.agreed_digest,
        new.description,
        now,
        payment.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Why money may not go inside a payment at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// A stop stands.
    Stopped,
    /// The workspace is new, or has sent all that it may on this day.
    Until(DateTime<Utc>),
}

/// What holds so much of a workspace's money back that would go inside a payment at a gateway; `None`: it may go.
/// Until the end of the transaction no other of its money is let go.
pub async fn held(
    tx: &mut Tx,
    app: &App,
    (workspace, amount): (WorkspaceId, Money),
    (gateway, now): (&str, DateTime<Utc>),
) -> sqlx::Result<Option<Held>> {
    store::take_turns(tx, workspace).await?;
    if stops::stand(&mut **tx, workspace, gateway).await? {
        return Ok(Some(Held::Stopped));
    }
    let begins = limits::begins_in(&mut **tx, app, workspace).await?;
    if now < begins {
        return Ok(Some(Held::Until(begins)));
    }
    let today = store::sent_since(&mut **tx, workspace, Jalali::of(now).start()).await?;
    let fits = today + amount <= app.config.transfers_daily_max();
    Ok((!fits).then(|| Held::Until(Jalali::of(now).next_day().start())))
}
