//! Issuing a month: the inputs are frozen first, and then a job writes the bills, five hundred in a
//! transaction, two of which are under way at a time. Whoever dies in between is followed by somebody who
//! writes what is missing; what was written is never written again, because everything is named after what
//! it is.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::BuildingError;
use super::approvals;
use super::aside::aside;
use super::debts;
use super::draft::Bill;
use super::draft::Inputs;
use super::draft::Shown;
use super::draft::Source;
use super::early;
use super::fees;
use super::inputs;
use super::inputs::Frozen;
use super::levies;
use super::messages;
use super::meters;
use super::store;
use super::writing;
use super::writing::Row;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::RunId;
use crate::ledger;
use crate::money::Money;
use crate::queue;
use crate::queue::Job;

/// Bills in one transaction (`money.md` E6).
const CHUNK: usize = 500;

/// People who are told of their bills in one transaction.
const TOLD_AT_ONCE: usize = 1_000;

/// A month that was issued, or is being issued.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// Its name.
    pub(super) id: RunId,
    /// The month.
    pub(super) period: i32,
    /// The first, or the one after a wrong one.
    pub(super) version: i32,
    /// The last day of payment.
    pub(super) due_on: NaiveDate,
    /// All its bills together.
    pub(super) total: Money,
    /// How many bills it has.
    pub(super) bills: i32,
    /// How many of them are written.
    pub(super) written: i32,
    /// What of them is paid.
    pub(super) paid: Money,
    /// When it was done.
    pub(super) done_at: Option<DateTime<Utc>>,
    /// When it was taken back.
    pub(super) reversed_at: Option<DateTime<Utc>>,
}

macro_rules! runs {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Run,
            r#"select charge_runs.id, period, version, due_on, total as "total: Money", bills, written,
                (
                    select coalesce(sum(charges.paid), 0)::bigint from charges
                    where charges.run_id = charge_runs.id and charges.kind = 'principal'
                ) as "paid!: Money",
                done_at, reversed_at
            from charge_runs "# + $tail
            $(, $argument)*
        )
    };
}

/// The run of a month that was not taken back.
pub(super) async fn living(
    db: &Pool,
    building: BuildingId,
    period: i32,
) -> sqlx::Result<Option<Run>> {
    runs!(
        "where building_id = $1 and period = $2 and reversed_at is null",
        building.as_uuid(),
        period
    )
    .fetch_optional(db)
    .await
}

/// The newest run that was not taken back.
pub(super) async fn newest(db: &Pool, building: BuildingId) -> sqlx::Result<Option<Run>> {
    runs!(
        "where building_id = $1 and reversed_at is null order by period desc limit 1",
        building.as_uuid()
    )
    .fetch_optional(db)
    .await
}

/// The month after the newest that is issued; `None`: none is.
pub(super) async fn first_open(tx: &mut Tx, building: BuildingId) -> sqlx::Result<Option<i32>> {
    query_scalar!(
        "select max(period) + 1 from charge_runs where building_id = $1 and reversed_at is null",
        building.as_uuid(),
    )
    .fetch_one(&mut **tx)
    .await
}

/// All runs of a building, newest first; at most a hundred.
pub(super) async fn all(db: &Pool, building: BuildingId) -> sqlx::Result<Vec<Run>> {
    runs!("where building_id = $1 order by period desc, version desc limit 100", building.as_uuid())
        .fetch_all(db)
        .await
}

/// One run of a building.
pub(super) async fn one(
    db: &Pool,
    (building, run): (BuildingId, RunId),
) -> sqlx::Result<Option<Run>> {
    runs!("where building_id = $1 and id = $2", building.as_uuid(), run.as_uuid())
        .fetch_optional(db)
        .await
}

/// Whose month a run is.
pub(super) async fn building_of(db: &Pool, run: RunId) -> Result<BuildingId, BuildingError> {
    let building =
        query_scalar!("select building_id from charge_runs where id = $1", run.as_uuid());
    Ok(building.fetch_optional(db).await?.ok_or(BuildingError::NotFound)?.into())
}

/// What a run was computed from.
pub(super) async fn inputs(db: &Pool, run: RunId) -> Result<Inputs, BuildingError> {
    let text = query_scalar!("select inputs from charge_runs where id = $1", run.as_uuid())
        .fetch_optional(db)
        .await?
        .ok_or(BuildingError::NotFound)?;
    Ok(aside(move || serde_json::from_str(&text)).await??)
}

/// Freezes a month as it was shown and leaves the rest to a job. The same month on the same inputs again is
/// the same run; on others, or when the month is not any more what was shown, it is
/// [`BuildingError::NotAsShown`]. One that has to be approved first is [`BuildingError::NotApproved`].
pub async fn issue(
    app: &App,
    (building, member): (BuildingId, MemberId),
    shown: &Shown,
) -> Result<RunId, BuildingError> {
    let now = app.clock.now();
    let id = RunId::new(now);
    let mut tx = db::begin(&app.db).await?;
    store::lock(&mut tx, building).await?;
    if let Some((run, issued)) = living_digest(&mut tx, (building, shown.period)).await? {
        return if issued == shown.digest { Ok(run) } else { Err(BuildingError::NotAsShown) };
    }
    let month = inputs::as_shown(&mut tx, building, shown).await?;
    let frozen = Frozen::of(month).await?;
    approvals::check(&mut tx, (building, shown.period), &shown.digest, now).await?;
    query!(
        "insert into charge_runs (id, building_id, period, version, due_on, inputs, digest, total,
            bills, issued_by, begun_at)
        select $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5, $6, $7, $8, $9, $10
        from charge_runs where building_id = $2 and period = $3",
        id.as_uuid(),
        building.as_uuid(),
        shown.period,
        shown.due_on,
        frozen.text,
        &shown.digest,
        frozen.total.as_rials(),
        frozen.bills,
        member.as_uuid(),
        now,
    )
    .execute(&mut *tx)
    .await?;
    early::freeze(&mut tx, id).await?;
    insert_expenses(&mut tx, id, &frozen.sources).await?;
    levies::freeze(&mut tx, id, &frozen.sources).await?;
    meters::freeze(&mut tx, id, frozen.sources.iter().map(|source| &source.rule)).await?;
    queue::add(&mut tx, &Job::IssueCharges { run: id }, now).await?;
    acts::note(&mut tx, Act::ChargesIssued, (building.as_uuid(), ""), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(id)
}

async fn insert_expenses(tx: &mut Tx, run: RunId, sources: &[Source]) -> sqlx::Result<()> {
    let (mut places, mut expenses) = (vec![], vec![]);
    for (place, source) in (0_i32..).zip(sources) {
        if let Some(expense) = source.expense {
            places.push(place);
            expenses.push(expense.as_uuid());
        }
    }
    query!(
        "insert into charge_run_expenses (run_id, source, expense_id)
        select $1, place, expense from unnest($2::integer[], $3::uuid[]) as divided (place, expense)",
        run.as_uuid(),
        &places,
        &expenses,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The run of a month, with the digest of what it was computed from.
pub(super) async fn living_digest(
    tx: &mut Tx,
    (building, period): (BuildingId, i32),
) -> sqlx::Result<Option<(RunId, Vec<u8>)>> {
    let run = query!(
        "select id, digest from charge_runs
        where building_id = $1 and period = $2 and reversed_at is null",
        building.as_uuid(),
        period,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(run.map(|run| (run.id.into(), run.digest)))
}

/// Goes on with a run from where it stands, to its end. Done twice is done once.
pub async fn issue_on(app: &App, run: RunId) -> Result<(), BuildingError> {
    let Some(building) = open(&app.back_db, run).await? else { return Ok(()) };
    let inputs = inputs(&app.back_db, run).await?;
    let drafted = aside(move || {
        let bills = inputs.draft()?.bills;
        Ok::<_, BuildingError>(Month { building, run, inputs, bills })
    });
    let month = drafted.await??;
    // While one half waits for the database, the other makes its next chunk ready.
    tokio::try_join!(write_half(app, &month, 0), write_half(app, &month, 1))?;
    let residents = debts::of_run(&app.back_db, run).await?;
    tokio::try_join!(tell_half(app, &month, &residents, 0), tell_half(app, &month, &residents, 1))?;
    aside(move || drop(month)).await?;
    end(app, run).await
}

/// A month whose bills are being written.
struct Month {
    building: BuildingId,
    run: RunId,
    inputs: Inputs,
    bills: Vec<Bill>,
}

/// Writes every second chunk of a run's bills. A chunk is there whole or not at all; one that somebody wrote
/// before, or writes at this moment, is not written again.
async fn write_half(app: &App, month: &Month, half: usize) -> Result<(), BuildingError> {
    let Month { building, run, inputs, bills } = month;
    for (at, chunk) in bills.chunks(CHUNK).enumerate().skip(half).step_by(2) {
        let now = app.clock.now();
        let mut tx = db::begin(&app.back_db).await?;
        let rows = chunk.iter().zip(at * CHUNK..);
        let rows: Vec<Row> = rows.map(|(bill, place)| Row::of(*run, inputs, bill, place)).collect();
        if writing::is_to_write(&mut tx, &rows).await? {
            writing::write(&mut tx, (*building, *run), inputs, &rows, now).await?;
            note_written(&mut tx, *run, rows.len()).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}

/// Tells every second part of the residents of a run whose bills are all written. Whoever was told before
/// is not told again.
async fn tell_half(
    app: &App,
    month: &Month,
    residents: &[Uuid],
    half: usize,
) -> Result<(), BuildingError> {
    for some in residents.chunks(TOLD_AT_ONCE).skip(half).step_by(2) {
        let mut tx = db::begin(&app.back_db).await?;
        messages::write_issued(&mut tx, (month.run, some), &month.inputs, app.clock.now()).await?;
        tx.commit().await?;
        app.work_bell.notify_one();
    }
    Ok(())
}

/// Ends a run of which everybody was told.
async fn end(app: &App, run: RunId) -> Result<(), BuildingError> {
    query!(
        "update charge_runs set done_at = $2 where id = $1 and done_at is null",
        run.as_uuid(),
        app.clock.now(),
    )
    .execute(&app.back_db)
    .await?;
    Ok(())
}

/// Whose month a run is that is not done; `None`: it is done, or there is none.
async fn open(db: &Pool, run: RunId) -> sqlx::Result<Option<BuildingId>> {
    let building = query_scalar!(
        r#"select building_id as "building: BuildingId" from charge_runs
        where id = $1 and done_at is null"#,
        run.as_uuid(),
    );
    building.fetch_optional(db).await
}

/// Whose month a run is and whether it is done, under the lock of its end.
async fn lock(tx: &mut Tx, run: RunId) -> sqlx::Result<Option<(BuildingId, bool)>> {
    let row = query!(
        r#"select building_id as "building: BuildingId", done_at is not null as "is_done!"
        from charge_runs where id = $1 and reversed_at is null for no key update"#,
        run.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| (row.building, row.is_done)))
}

/// Notes that more bills are written, with the last of them. Whether this is on the disk is waited for when
/// the run is done: what the disk lost of it is written again.
async fn note_written(tx: &mut Tx, run: RunId, more: usize) -> sqlx::Result<()> {
    query!(
        "update charge_runs set written = written + $2
        where id = $1 and set_config('synchronous_commit', 'off', true) is not null",
        run.as_uuid(),
        i32::try_from(more).unwrap_or(i32::MAX),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes a wrong run back: each of its journals is mirrored, and what was paid for it becomes credit
/// of the same party. The month may be issued again afterwards.
pub(super) async fn reverse(
    app: &App,
    (building, run): (BuildingId, RunId),
    member: MemberId,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    if lock(&mut tx, run).await? != Some((building, true)) {
        return Err(BuildingError::NotAsShown);
    }
    // A payment is laid on items under this lock, so it sees the items before or after.
    query!(
        "select id from residents where id in (
            select resident_id from parties
            join charges on charges.party_id = parties.id
            where charges.run_id = $1
        ) order by id for no key update",
        run.as_uuid(),
    )
    .fetch_all(&mut *tx)
    .await?;
    let charges = query_scalar!("select id from charges where run_id = $1", run.as_uuid())
        .fetch_all(&mut *tx)
        .await?;
    writing::take_back(&mut tx, &charges, member, now).await?;
    let keys: Vec<String> = charges.iter().map(Uuid::to_string).collect();
    ledger::mirror_all(&mut tx, ("charge", "charge_reversed"), &keys, now).await?;
    fees::reverse(&mut tx, run, now).await?;
    query!("update charge_runs set reversed_at = $2 where id = $1", run.as_uuid(), now)
        .execute(&mut *tx)
        .await?;
    acts::note(&mut tx, Act::ChargesReversed, (building.as_uuid(), ""), now).await?;
    tx.commit().await?;
    Ok(())
}
