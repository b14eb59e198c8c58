//! A statement of the building's account, from its bank: each deposit is held against what residents have
//! reported and what they owe. What is certain is proposed, what is not is asked about, and nothing is booked
//! until the manager confirms it; then it is money that was given by hand, with its numbered receipt. What is
//! of nobody waits until the manager knows whose it is (`assign`).

mod assign;
mod matching;
mod sheet;
mod store;

use std::collections::HashMap;

use chrono::DateTime;
use chrono::Utc;

use super::BuildingError;
use super::NewReceipt;
use super::Way;
use super::debts;
use super::debts::Resident;
use super::rehearsal::Rehearsal;
use super::reported;
use super::settlements;
use super::store as buildings;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::ReportId;
use crate::ids::ResidentId;
use crate::ids::SettlementId;
use crate::locale::Voice;
use crate::money::Unit as MoneyUnit;

pub(super) use assign::assign;
pub(super) use assign::set_aside;
pub(super) use assign::take_up;
pub(super) use matching::Known;
pub(super) use matching::Target;
pub(super) use matching::Verdict;
pub(super) use sheet::Deposit;
pub(super) use sheet::rewritten;
pub(super) use sheet::template;
pub(super) use store::Account;
pub(super) use store::Kept;
pub(super) use store::accounts;
pub(super) use store::kept;
pub(super) use store::known;
pub(super) use store::one;

/// A deposit, and whose it is.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) deposit: Deposit,
    pub(super) verdict: Verdict,
}

impl Judged {
    /// What it may be, the likeliest first.
    pub(super) fn targets(&self) -> &[Target] {
        match &self.verdict {
            Verdict::Matched(target) => std::slice::from_ref(target),
            Verdict::Ambiguous(targets) => targets,
            Verdict::Known | Verdict::Aside | Verdict::Unknown => &[],
        }
    }
}

/// Says of a deposit that was kept whose it may be.
pub(super) fn judge_one(known: &Known, deposit: &Deposit) -> Judged {
    let verdict = matching::judge(known, std::slice::from_ref(deposit)).pop();
    Judged { deposit: deposit.clone(), verdict: verdict.unwrap_or(Verdict::Unknown) }
}

/// Holds a statement against what a building knows. Nothing is written.
pub(super) fn rehearse(
    v: &Voice,
    (unit, file): (MoneyUnit, &[u8]),
    known: &Known,
) -> Rehearsal<Judged> {
    let read = sheet::read(v, unit, file);
    let verdicts = matching::judge(known, &read.rows);
    let rows: Vec<Judged> = read
        .rows
        .into_iter()
        .zip(verdicts)
        .map(|(deposit, verdict)| Judged { deposit, verdict })
        .collect();
    let on_the_books = rows.iter().filter(|row| row.verdict == Verdict::Known).count();
    Rehearsal { known: on_the_books, rows, wrong: read.wrong }
}

/// Books of a statement what is certain, and keeps the rest; gives how many were booked.
/// [`BuildingError::NotAsShown`]: it cannot be read.
pub async fn bring_statement(
    app: &App,
    v: &Voice,
    maker: (BuildingId, MemberId),
    (name, unit, file): (&str, MoneyUnit, &[u8]),
) -> Result<usize, BuildingError> {
    let rehearsal = rehearse(v, (unit, file), &known(app, maker.0).await?);
    if !rehearsal.wrong.is_empty() {
        return Err(BuildingError::NotAsShown);
    }
    let certain = |row: Judged| match row.verdict {
        Verdict::Matched(target) => (row.deposit, Some(target)),
        _ => (row.deposit, None),
    };
    let rows: Vec<(Deposit, Option<Target>)> = rehearsal.rows.into_iter().map(certain).collect();
    book(app, maker, name, &rows).await
}

/// Keeps the deposits of a statement and books those that were confirmed; gives how many were. The same
/// statement again changes nothing. [`BuildingError::NotAsShown`]: one of them is on the books by now, or is
/// not what it was; then nothing is booked.
pub(super) async fn book(
    app: &App,
    (building, member): (BuildingId, MemberId),
    file: &str,
    rows: &[(Deposit, Option<Target>)],
) -> Result<usize, BuildingError> {
    let now = app.clock.now();
    // Read before the transaction begins: one act never waits for a second connection.
    let reports = reported::waiting(&app.db, building).await?;
    let reports: HashMap<ReportId, ResidentId> =
        reports.into_iter().map(|report| (report.id, report.resident)).collect();
    let residents = debts::of_building(&app.db, building).await?;
    let residents: HashMap<ResidentId, Resident> =
        residents.into_iter().map(|resident| (resident.id, resident)).collect();
    let mut tx = db::begin(&app.db).await?;
    buildings::lock(&mut tx, building).await?;
    let deposits: Vec<&Deposit> = rows.iter().map(|(deposit, _)| deposit).collect();
    let kept = store::keep(&mut tx, (building, member), (file, &deposits), now).await?;
    let mut confirmed: Vec<(&Deposit, Target, &Resident)> = vec![];
    for (deposit, target) in rows {
        let Some(target) = *target else { continue };
        let resident = match target {
            Target::Report(report) => reports.get(&report).copied(),
            Target::Debt(resident) => Some(resident),
        };
        let resident = resident.and_then(|resident| residents.get(&resident));
        confirmed.push((deposit, target, resident.ok_or(BuildingError::NotAsShown)?));
    }
    // Residents are held in the order of their ids, as everywhere.
    confirmed.sort_by_key(|(.., resident)| resident.id.as_uuid());
    for (deposit, target, resident) in &confirmed {
        book_one(&mut tx, (building, member), (deposit, *target, resident), now).await?;
    }
    if 0 < kept || !confirmed.is_empty() {
        acts::note(&mut tx, Act::StatementBrought, (building.as_uuid(), file), now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(confirmed.len())
}

/// Books a deposit as money of a resident that came to the account.
/// [`BuildingError::NotAsShown`]: it is on the books, or what was reported is decided by now.
async fn book_one(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    (deposit, target, resident): (&Deposit, Target, &Resident),
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    let receipt = NewReceipt {
        id: SettlementId::new(now),
        resident: resident.id,
        way: Way::Card,
        amount: deposit.amount,
        received_on: deposit.paid_on,
        reference: deposit.reference.clone(),
    };
    settlements::receive_on(tx, (building, member), (resident, &receipt), now).await?;
    if let Target::Report(report) = target {
        reported::decide_by(tx, (member, report), receipt.id, now).await?;
    }
    if store::mark_booked(tx, (building, deposit), receipt.id).await? {
        Ok(())
    } else {
        Err(BuildingError::NotAsShown)
    }
}
