//! What the meters say for a month.

use std::collections::HashSet;

use chrono::NaiveDate;
use sqlx::PgConnection;
use sqlx::query;

use super::How;
use super::MeterKind;
use super::consumed;
use super::store;
use crate::buildings::rule::Consumed;
use crate::buildings::rule::Metered;
use crate::buildings::rule::Read;
use crate::ids::BuildingId;
use crate::ids::MeterId;
use crate::ids::UnitId;

/// What went through the meters of a kind, by the readings that count for a month. A first reading says
/// nothing about consumption; it is what the next one is counted from.
pub(in crate::buildings) async fn metered(
    db: &mut PgConnection,
    building: BuildingId,
    (kind, period): (MeterKind, i32),
) -> sqlx::Result<Metered> {
    let mut in_use = store::meters(&mut *db, building).await?;
    in_use.retain(|meter| meter.kind == kind);
    let counted = counted(db, building, (kind, period)).await?;
    let read: HashSet<MeterId> = counted.iter().map(|(id, ..)| *id).collect();
    let is_unread = |meter: MeterId| !read.contains(&meter);
    let mut unread: Vec<UnitId> =
        in_use.iter().filter(|meter| is_unread(meter.id)).filter_map(|meter| meter.unit).collect();
    unread.dedup();
    let is_main_unread = in_use.iter().any(|meter| meter.is_main && is_unread(meter.id));
    let measure = in_use.first().map(|meter| meter.measure.clone()).unwrap_or_default();
    let (units, others): (Vec<_>, Vec<_>) =
        counted.into_iter().partition(|(_, _, consumed)| consumed.unit.is_some());
    Ok(Metered {
        kind,
        measure,
        units: units.into_iter().map(|(.., consumed)| consumed).collect(),
        unread,
        main: others.into_iter().find(|(_, is_main, _)| *is_main).map(|(.., consumed)| consumed),
        is_main_unread,
    })
}

/// What each meter counted, with whether it is a main one.
async fn counted(
    db: &mut PgConnection,
    building: BuildingId,
    (kind, period): (MeterKind, i32),
) -> sqlx::Result<Vec<(MeterId, bool, Consumed)>> {
    let rows = query!(
        r#"select id as "id!", meter_id as "meter!", unit_id as "unit: UnitId", is_main as "is_main!", serial, digits as "digits!",
            read_on as "read_on!", figure as "figure!", mark as "mark!", old_last, new_first,
            before_on as "before_on!", before as "before!"
        from (
            select meter_readings.id, meter_id, unit_id, is_main, serial, digits, read_on, period,
                figure, mark, old_last, new_first, block, floor, number_order,
                lag(read_on) over by_day as before_on, lag(figure) over by_day as before
            from meter_readings
            join meters on meters.id = meter_id
            left join units on units.id = unit_id
            where meters.building_id = $1 and meters.kind = $2 and deleted_at is null
            window by_day as (partition by meter_id order by read_on)
        ) as followed
        where period = $3 and before is not null
        order by block, floor, number_order, unit_id, meter_id, read_on"#,
        building.as_uuid(),
        kind.code(),
        period,
    )
    .fetch_all(db)
    .await?;
    let whole = |figure: i64| u64::try_from(figure).unwrap_or(0);
    let mut meters: Vec<(MeterId, bool, Consumed)> = vec![];
    for row in rows {
        let how = How::of((&row.mark, row.old_last, row.new_first));
        // What does not follow from the reading before was never written down.
        let amount = consumed(row.before, (row.figure, how), row.digits).unwrap_or(0);
        let to: (NaiveDate, u64) = (row.read_on, whole(row.figure));
        let read = Read { id: row.id.into(), figure: to.1 };
        let meter = MeterId::from(row.meter);
        match meters.last_mut() {
            Some((id, _, consumed)) if *id == meter => {
                consumed.to = to;
                consumed.amount += amount;
                consumed.readings.push(read);
            }
            _ => {
                let (unit, serial) = (row.unit, row.serial);
                let from = (row.before_on, whole(row.before));
                let readings = vec![read];
                let consumed = Consumed { unit, serial, from, to, amount, readings };
                meters.push((meter, row.is_main, consumed));
            }
        }
    }
    Ok(meters)
}
