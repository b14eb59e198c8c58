//! Formal demands by article 10 bis of the law on owning flats: whoever does not pay within ten days after
//! one was served may be cut off from shared services, and the debt may be executed. The paper is printed
//! and served outside; here stands when, and how the days count.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;

use crate::db::Pool;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::ResidentId;
use crate::money::Money;

/// So long the law gives to pay after a demand was served.
const DAYS: TimeDelta = TimeDelta::days(10);

/// A demand that was served.
#[derive(Clone, Debug)]
pub(super) struct Demand {
    pub(super) amount: Money,
    pub(super) served_on: NaiveDate,
    pub(super) recorded_by: String,
}

impl Demand {
    /// The last of the ten days; the day of serving is not one of them.
    pub(super) fn last_day(&self) -> NaiveDate {
        self.served_on + DAYS
    }
}

/// The demands that were served on somebody, the newest first.
pub(super) async fn of_resident(db: &Pool, resident: ResidentId) -> sqlx::Result<Vec<Demand>> {
    query_as!(
        Demand,
        r#"select amount as "amount: Money", served_on, members.name as recorded_by
        from formal_demands
        join members on members.id = formal_demands.recorded_by
        where resident_id = $1
        order by served_on desc, recorded_at desc"#,
        resident.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// Writes down that a demand was served. The same day again changes nothing.
pub(super) async fn record(
    db: &Pool,
    (building, resident): (BuildingId, ResidentId),
    (amount, served_on): (Money, NaiveDate),
    (member, now): (MemberId, DateTime<Utc>),
) -> sqlx::Result<()> {
    query!(
        "insert into formal_demands
            (id, building_id, resident_id, amount, served_on, recorded_by, recorded_at)
        select $1, $2, $3, $4, $5, $6, $7
        where not exists (
            select from formal_demands where resident_id = $3 and served_on = $5
        )",
        crate::ids::at(now),
        building.as_uuid(),
        resident.as_uuid(),
        amount.as_rials(),
        served_on,
        member.as_uuid(),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ten_days_begin_on_the_day_after_the_demand_was_served() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
        let demand = Demand {
            amount: Money::rials(1),
            served_on: day("2026-12-01"),
            recorded_by: String::new(),
        };
        assert_eq!(demand.last_day(), day("2026-12-11"));
    }
}
