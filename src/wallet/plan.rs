//! When a wallet is settled without being asked.

use chrono::DateTime;
use chrono::Datelike;
use chrono::NaiveDate;
use chrono::NaiveTime;
use chrono::TimeDelta;
use chrono::TimeZone;
use chrono::Utc;
use chrono_tz::Asia::Tehran;

use super::store;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::money::Money;

/// The hour of Tehran at which a day's turn comes: what is sent then goes with the second run of PAYA.
const HOUR: u32 = 8;

/// The days of the week, Saturday first.
pub(super) const DAYS: std::ops::Range<i16> = 0..7;

/// A plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// On which days, Saturday being 0.
    pub weekdays: Vec<i16>,
    /// Nothing is settled unless there is at least so much over the reserve.
    pub least: Money,
    /// So much stays in the wallet.
    pub reserve: Money,
    /// Since when it is so.
    pub set_at: DateTime<Utc>,
}

impl Plan {
    /// Whether every day is one of its days.
    pub fn is_daily(&self) -> bool {
        DAYS.len() <= self.weekdays.len()
    }

    /// The newest of its days whose hour has come since it was set; days before that one that nobody
    /// looked at are not made up for.
    pub(super) fn due(&self, now: DateTime<Utc>) -> Option<NaiveDate> {
        let today = now.with_timezone(&Tehran).date_naive();
        let days = (0..7).map(|back| today - TimeDelta::days(back));
        let mut days = days.filter(|day| self.is_on(*day) && hour_of(*day) <= now);
        days.next().filter(|day| self.set_at < hour_of(*day))
    }

    /// When its next turn comes.
    pub(super) fn next(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let today = now.with_timezone(&Tehran).date_naive();
        let days = (0..8).map(|on| today + TimeDelta::days(on));
        days.filter(|day| self.is_on(*day)).map(hour_of).find(|at| now < *at)
    }

    fn is_on(&self, day: NaiveDate) -> bool {
        let weekday = (day.weekday().num_days_from_monday() + 2) % 7;
        self.weekdays.iter().any(|on| u32::try_from(*on) == Ok(weekday))
    }
}

fn hour_of(day: NaiveDate) -> DateTime<Utc> {
    let hour = NaiveTime::from_hms_opt(HOUR, 0, 0).unwrap_or_default();
    let local = Tehran.from_local_datetime(&day.and_time(hour)).earliest();
    local.map_or(DateTime::UNIX_EPOCH, |local| local.with_timezone(&Utc))
}

/// Sets the plan of a workspace from now on; `None` ends it.
pub async fn set_plan(
    app: &App,
    (workspace, member): (WorkspaceId, MemberId),
    plan: Option<&Plan>,
) -> sqlx::Result<()> {
    let mut tx = db::begin(&app.db).await?;
    match plan {
        Some(plan) => store::set_plan(&mut tx, (workspace, member), plan).await?,
        None => store::end_plan(&mut tx, workspace).await?,
    }
    let about = (workspace.as_uuid(), "");
    acts::note(&mut tx, Act::SettlingChanged, about, app.clock.now()).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tehran(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(&format!("{text}:00+03:30"))
            .expect("a moment")
            .with_timezone(&Utc)
    }

    fn plan(weekdays: &[i16], set_at: &str) -> Plan {
        Plan {
            weekdays: weekdays.to_vec(),
            least: Money::ZERO,
            reserve: Money::ZERO,
            set_at: tehran(set_at),
        }
    }

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    #[test]
    fn a_turn_comes_at_eight_on_its_day_and_not_for_a_day_before_the_plan() {
        // 2026-11-28 is a Saturday.
        let saturdays = plan(&[0], "2026-11-25T12:00");
        assert_eq!(saturdays.due(tehran("2026-11-27T12:00")), None, "the Saturday before");
        assert_eq!(saturdays.due(tehran("2026-11-28T07:59")), None);
        assert_eq!(saturdays.due(tehran("2026-11-28T08:00")), day("2026-11-28"));
        assert_eq!(plan(&[0], "2026-11-28T09:00").due(tehran("2026-11-28T10:00")), None);
        assert_eq!(saturdays.next(tehran("2026-11-28T08:00")), Some(tehran("2026-12-05T08:00")));
    }

    #[test]
    fn after_days_without_a_worker_only_the_newest_turn_is_taken() {
        let daily = plan(&[0, 1, 2, 3, 4, 5, 6], "2026-11-20T12:00");
        assert_eq!(daily.due(tehran("2026-11-25T12:00")), day("2026-11-25"));
        assert_eq!(daily.due(tehran("2026-11-25T07:00")), day("2026-11-24"));
        let saturdays = plan(&[0], "2026-11-20T12:00");
        assert_eq!(saturdays.due(tehran("2026-11-24T12:00")), day("2026-11-21"));
    }
}
