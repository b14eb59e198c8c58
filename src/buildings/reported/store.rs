//! The SQL of reported transfers.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;

use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::NewReceipt;
use crate::buildings::Way;
use crate::buildings::debts;
use crate::buildings::debts::Resident;
use crate::buildings::files;
use crate::buildings::settlements;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::ReportId;
use crate::ids::ResidentId;
use crate::ids::SettlementId;
use crate::money::Money;

/// A transfer that somebody says they have made.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Report {
    pub(in crate::buildings) id: ReportId,
    pub(in crate::buildings) resident: ResidentId,
    pub(in crate::buildings) name: String,
    pub(in crate::buildings) amount: Money,
    pub(in crate::buildings) paid_on: NaiveDate,
    pub(in crate::buildings) reference: Option<String>,
    pub(in crate::buildings) has_file: bool,
    pub(in crate::buildings) reported_at: DateTime<Utc>,
    /// The number of its receipt, once it was accepted.
    pub(in crate::buildings) receipt: Option<i32>,
    /// Why it was refused, once it was.
    pub(in crate::buildings) refusal: Option<String>,
    /// Whether money with the same reference is on the books already.
    pub(in crate::buildings) is_known: bool,
}

macro_rules! reports {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Report,
            r#"select transfer_reports.id, transfer_reports.resident_id as "resident",
                residents.name, transfer_reports.amount as "amount: Money", paid_on,
                transfer_reports.reference, file_id is not null as "has_file!", reported_at,
                settlements.number as "receipt?", refusal,
                exists (
                    select from settlements as others
                    where others.building_id = transfer_reports.building_id
                    and others.reference = transfer_reports.reference
                    and others.reversed_at is null
                    and others.id is distinct from transfer_reports.settlement_id
                ) as "is_known!"
            from transfer_reports
            join residents on residents.id = transfer_reports.resident_id
            left join settlements on settlements.id = transfer_reports.settlement_id "# + $tail
            $(, $argument)*
        )
    };
}

/// What somebody has reported, the newest first; at most twenty.
pub(super) async fn of_resident(db: &Pool, resident: ResidentId) -> sqlx::Result<Vec<Report>> {
    reports!(
        "where transfer_reports.resident_id = $1 order by reported_at desc limit 20",
        resident.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// What waits for the manager of a building, the oldest first.
pub(in crate::buildings) async fn waiting(
    db: &Pool,
    building: BuildingId,
) -> sqlx::Result<Vec<Report>> {
    reports!(
        "where transfer_reports.building_id = $1 and decided_at is null order by reported_at",
        building.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// A transfer about to be reported.
pub(super) struct NewReport {
    pub(super) id: ReportId,
    pub(super) amount: Money,
    pub(super) paid_on: NaiveDate,
    pub(super) reference: Option<String>,
    /// What kind of file it is, and its bytes.
    pub(super) file: Option<(&'static str, Vec<u8>)>,
}

/// Writes down what somebody says. The same again changes nothing.
pub(super) async fn report(
    app: &App,
    resident: &Resident,
    new: &NewReport,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let done = query!(
        "insert into transfer_reports
            (id, building_id, resident_id, amount, paid_on, reference, reported_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (id) do nothing",
        new.id.as_uuid(),
        resident.building.as_uuid(),
        resident.id.as_uuid(),
        new.amount.as_rials(),
        new.paid_on,
        new.reference,
        now,
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(());
    }
    if let Some((kind, bytes)) = &new.file {
        let file = files::insert(&mut tx, resident.building, (kind, bytes), now).await?;
        query!("update transfer_reports set file_id = $2 where id = $1", new.id.as_uuid(), file)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Accepts a transfer: it is laid on what its resident owes, and they get a numbered receipt. Done twice
/// is done once; [`BuildingError::NotAsShown`]: it was refused.
pub(in crate::buildings) async fn accept(
    app: &App,
    (building, member): (BuildingId, MemberId),
    id: ReportId,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let report = one(&app.db, (building, id)).await?.ok_or(BuildingError::NotFound)?;
    let resident = debts::by_id(&app.db, report.resident).await?.ok_or(BuildingError::NotFound)?;
    let mut tx = db::begin(&app.db).await?;
    let state = query!(
        "select refusal, settlement_id from transfer_reports where id = $1 for no key update",
        id.as_uuid(),
    )
    .fetch_one(&mut *tx)
    .await?;
    if state.refusal.is_some() {
        return Err(BuildingError::NotAsShown);
    }
    if state.settlement_id.is_some() {
        return Ok(());
    }
    let receipt = NewReceipt {
        id: SettlementId::new(now),
        resident: report.resident,
        way: Way::Card,
        amount: report.amount,
        received_on: report.paid_on,
        reference: report.reference,
    };
    settlements::receive_on(&mut tx, (building, member), (&resident, &receipt), now).await?;
    decide_by(&mut tx, (member, id), receipt.id, now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// A transfer is accepted as this money. [`BuildingError::NotAsShown`]: it was decided before.
pub(in crate::buildings) async fn decide_by(
    tx: &mut Tx,
    (member, report): (MemberId, ReportId),
    settlement: SettlementId,
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    let done = query!(
        "update transfer_reports set decided_at = $2, decided_by = $3, settlement_id = $4
        where id = $1 and decided_at is null",
        report.as_uuid(),
        now,
        member.as_uuid(),
        settlement.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 { Err(BuildingError::NotAsShown) } else { Ok(()) }
}

/// Refuses a transfer for a reason, which its resident sees. One that was decided stays as it is.
pub(in crate::buildings) async fn refuse(
    app: &App,
    (building, member): (BuildingId, MemberId),
    (id, reason): (ReportId, &str),
) -> Result<(), BuildingError> {
    one(&app.db, (building, id)).await?.ok_or(BuildingError::NotFound)?;
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    query!(
        "update transfer_reports set decided_at = $2, decided_by = $3, refusal = $4
        where id = $1 and decided_at is null",
        id.as_uuid(),
        now,
        member.as_uuid(),
        reason,
    )
    .execute(&mut *tx)
    .await?;
    acts::note(&mut tx, Act::TransferRefused, (id.as_uuid(), reason), now).await?;
    tx.commit().await?;
    Ok(())
}

async fn one(db: &Pool, (building, id): (BuildingId, ReportId)) -> sqlx::Result<Option<Report>> {
    reports!(
        "where transfer_reports.building_id = $1 and transfer_reports.id = $2",
        building.as_uuid(),
        id.as_uuid()
    )
    .fetch_optional(db)
    .await
}

/// The picture of a transfer.
pub(in crate::buildings) async fn file_of(
    db: &Pool,
    (building, id): (BuildingId, ReportId),
) -> sqlx::Result<Option<(String, Vec<u8>)>> {
    let row = query!(
        "select kind, bytes from building_files
        join transfer_reports on transfer_reports.file_id = building_files.id
        where transfer_reports.building_id = $1 and transfer_reports.id = $2",
        building.as_uuid(),
        id.as_uuid(),
    );
    Ok(row.fetch_optional(db).await?.map(|row| (row.kind, row.bytes)))
}
