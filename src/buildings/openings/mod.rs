//! What units bring from before their building came here: a debt with its last day of payment, or money that
//! was paid in advance. A manager writes it down, unit by unit or as a table; it is booked under a kind of
//! journal of its own, and mirrored when it was wrong.
//!
//! A debt becomes an item without a month, so it is asked for, aged and paid as any other; no late fee
//! grows on it, because those are decided for bills.

mod sheet;
mod store;

use std::collections::HashSet;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::query;
use sqlx::query_scalar;
use uuid::Uuid;

use super::BuildingError;
use super::writing;
use super::writing::named;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::OpeningId;
use crate::ids::ResidentId;
use crate::ids::UnitId;
use crate::ledger;
use crate::ledger::Account;
use crate::ledger::Journal;
use crate::money::Money;

pub(super) use sheet::NOTE_CHARS_MAX;
pub(super) use sheet::Row;
pub(super) use sheet::rehearse;
pub(super) use sheet::rewritten;
pub(super) use sheet::template;
pub(super) use store::Opening;
pub(super) use store::living;
pub(super) use store::of_charge;
pub(super) use store::of_unit;
pub(super) use store::one;
pub(super) use store::sum;

/// Something from before, about to be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOpening {
    /// Chosen before the form was shown, or made for the row of a table.
    pub id: OpeningId,
    /// Which unit brings it.
    pub unit: UnitId,
    /// Who owes it, or has paid it.
    pub resident: ResidentId,
    /// Whether it was paid in advance; else it is owed.
    pub is_credit: bool,
    /// How much; more than nothing.
    pub amount: Money,
    /// Of a debt the last day of payment, of a credit the day on which it was paid.
    pub since: NaiveDate,
    /// What it is for.
    pub note: Option<String>,
}

impl NewOpening {
    /// Who owes for the unit.
    fn party(&self) -> Uuid {
        named("party", self.unit.as_uuid(), self.resident.as_uuid())
    }

    fn account(&self) -> Account<'static> {
        Account::Debts(self.party())
    }

    /// What the party owes more, against what was before.
    fn journal(&self, building: BuildingId, now: DateTime<Utc>) -> Journal {
        let (party, before) = (self.account().id(), Account::BuildingOpening(building).id());
        let (debtor, creditor) = if self.is_credit { (before, party) } else { (party, before) };
        Journal::of("opening", &self.id, now)
            .debit(debtor, self.amount)
            .credit(creditor, self.amount)
    }
}

/// Writes down what units bring from before; gives how much of it was not there. The same of the same day
/// again changes nothing; another amount of a day that has one is [`BuildingError::NotAsShown`], and then
/// nothing is written.
pub async fn bring(
    app: &App,
    (building, member): (BuildingId, MemberId),
    openings: &[NewOpening],
) -> Result<usize, BuildingError> {
    let mut tx = db::begin(&app.db).await?;
    let came = bring_on(&mut tx, (building, member), openings, app.clock.now()).await?;
    tx.commit().await?;
    Ok(came)
}

/// The same in the caller's transaction.
pub(super) async fn bring_on(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    openings: &[NewOpening],
    now: DateTime<Utc>,
) -> Result<usize, BuildingError> {
    let mut residents: Vec<Uuid> = openings.iter().map(|one| one.resident.as_uuid()).collect();
    residents.sort_unstable();
    query!(
        "select id from residents where id = any($1) order by id for no key update",
        &residents,
    )
    .fetch_all(&mut **tx)
    .await?;
    let accounts: Vec<Account> = openings.iter().map(NewOpening::account).collect();
    ledger::open_accounts(tx, &accounts, now).await?;
    ledger::open_account(tx, &Account::BuildingOpening(building), now).await?;
    store::insert_parties(tx, building, openings).await?;
    let came = store::insert(tx, (building, member), openings, now).await?;
    if store::another_stands(tx, openings).await? {
        return Err(BuildingError::NotAsShown);
    }
    store::write_items(tx, &came, now).await?;
    let came: HashSet<Uuid> = came.into_iter().collect();
    let journals: Vec<Journal> = openings
        .iter()
        .filter(|one| came.contains(&one.id.as_uuid()))
        .map(|one| one.journal(building, now))
        .collect();
    ledger::post_all(tx, &journals).await?;
    if !came.is_empty() {
        acts::note(tx, Act::OpeningsWritten, (building.as_uuid(), ""), now).await?;
    }
    Ok(came.len())
}

/// Takes back what was written down wrongly: its journal is mirrored, what was paid for a debt becomes
/// credit of the same party, and what was used of a credit is owed again. Done twice is done once.
pub(super) async fn reverse(
    app: &App,
    opening: &Opening,
    (member, reason): (MemberId, &str),
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    query!("select id from residents where id = $1 for no key update", opening.resident.as_uuid())
        .fetch_one(&mut *tx)
        .await?;
    if !store::mark_reversed(&mut tx, opening.id, (member, reason), now).await? {
        return Ok(());
    }
    if opening.is_credit {
        store::take_credit(&mut tx, opening, now).await?;
    } else {
        let items = items(&mut tx, opening.id).await?;
        writing::take_back(&mut tx, &items, member, now).await?;
    }
    let (original, mirror) = (("opening", &opening.id), ("opening_reversed", &opening.id));
    ledger::mirror(&mut tx, original, mirror, now).await?;
    acts::note(&mut tx, Act::OpeningVoided, (opening.id.as_uuid(), reason), now).await?;
    tx.commit().await?;
    Ok(())
}

async fn items(tx: &mut Tx, opening: OpeningId) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!("select id from charges where opening_id = $1", opening.as_uuid())
        .fetch_all(&mut **tx)
        .await
}
