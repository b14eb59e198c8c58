//! Months whose costs nobody was ever asked for: they were spent before the first month that was issued, or in
//! one that was passed over or taken back. Each keeps a draft of its own, for its costs are divided among those
//! who were there in it.

use sqlx::query_as;

use crate::db::Pool;
use crate::ids::BuildingId;

/// A month that bears costs and is in no charge.
#[derive(Clone, Copy, Debug)]
pub(in crate::buildings) struct Uncharged {
    pub(in crate::buildings) period: i32,
    /// How many expenses it bears.
    pub(in crate::buildings) expenses: i64,
}

/// The months of the five years before one that bear costs and were not issued, the oldest first.
pub(in crate::buildings) async fn before(
    db: &Pool,
    building: BuildingId,
    period: i32,
) -> sqlx::Result<Vec<Uncharged>> {
    query_as!(
        Uncharged,
        r#"select month as "period!", count(*) as "expenses!"
        from expenses
        cross join generate_series(greatest(period, $2 - 60), least($2 - 1, case
            when repeats then coalesce(ended_before, $2) - 1 else period + months - 1
        end)) as month
        where expenses.building_id = $1 and deleted_at is null and not exists (
            select from charge_runs
            where charge_runs.building_id = $1 and charge_runs.period = month
            and reversed_at is null
        )
        group by month
        order by month"#,
        building.as_uuid(),
        period,
    )
    .fetch_all(db)
    .await
}
