//! Pictures of bills and of minutes.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use uuid::Uuid;

use crate::db::Pool;
use crate::db::Tx;
use crate::ids;
use crate::ids::BuildingId;
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

/// The picture of an expense's bill, or of the minutes behind a levy; for a resident, if they bear a part of it.
pub(super) async fn of_source(
    db: &Pool,
    (building, source): (BuildingId, Uuid),
    resident: Option<ResidentId>,
) -> sqlx::Result<Option<(String, Vec<u8>)>> {
    let row = query!(
        "select building_files.kind, bytes from (
            select building_id, file_id from expenses where id = $1
            union all
            select building_id, file_id from levies where id = $1
        ) as sources
        join building_files on building_files.id = sources.file_id
        where sources.building_id = $2 and ($3::uuid is null or exists (
            select from (
                select run_id, source from charge_run_expenses where expense_id = $1
                union all
                select run_id, source from charge_run_levies where levy_id = $1
            ) as divided
            join charge_lines using (source)
            join charges on charges.id = charge_lines.charge_id and charges.run_id = divided.run_id
            join parties on parties.id = charges.party_id
            where parties.resident_id = $3
        ))",
        source,
        building.as_uuid(),
        resident.map(ResidentId::as_uuid),
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.kind, row.bytes)))
}
