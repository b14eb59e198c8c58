//! Pictures of bills.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use uuid::Uuid;

use crate::db::Pool;
use crate::db::Tx;
use crate::ids;
use crate::ids::BuildingId;
use crate::ids::ExpenseId;
use crate::ids::ResidentId;

/// A picture of a bill, kept once and never changed.
pub(super) async fn insert(
    tx: &mut Tx,
    building: BuildingId,
    (kind, bytes): (&str, &[u8]),
    now: DateTime<Utc>,
) -> sqlx::Result<Uuid> {
    let id = ids::at(now);
    query!(
        "insert into building_files (id, building_id, kind, bytes) values ($1, $2, $3, $4)",
        id,
        building.as_uuid(),
        kind,
        bytes,
    )
    .execute(&mut **tx)
    .await?;
    Ok(id)
}

/// The picture of an expense's bill; for a resident, if they bear a part of it.
pub(super) async fn of_expense(
    db: &Pool,
    (building, expense): (BuildingId, ExpenseId),
    resident: Option<ResidentId>,
) -> sqlx::Result<Option<(String, Vec<u8>)>> {
    let row = query!(
        "select building_files.kind, bytes from building_files
        join expenses on expenses.file_id = building_files.id
        where expenses.id = $1 and expenses.building_id = $2 and ($3::uuid is null or exists (
            select from charge_run_expenses
            join charge_lines using (source)
            join charges on charges.id = charge_lines.charge_id
                and charges.run_id = charge_run_expenses.run_id
            join parties on parties.id = charges.party_id
            where charge_run_expenses.expense_id = expenses.id and parties.resident_id = $3
        ))",
        expense.as_uuid(),
        building.as_uuid(),
        resident.map(ResidentId::as_uuid),
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.kind, row.bytes)))
}
