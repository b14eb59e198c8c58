//! Codes in a flood (`money.md` E11). Somebody who has codes sent to thousands of numbers costs money,
//! disturbs people, and may be paid for it by a carrier; a limit on each number and network does not
//! see that. What is unusual for the whole site does, and then only numbers that have an account are
//! sent codes.

use chrono::DateTime;
use chrono::DurationRound;
use chrono::TimeDelta;
use chrono::Utc;

use super::store;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;

/// So many codes in an hour are no flood, whatever the same hour of last week was like: a young house
/// has no last week.
const QUIET_HOUR_MAX: i64 = 300;

/// How many times the same hour of last week is too much.
const SURGE: i64 = 3;

/// Over so many codes it is asked how many were written by whoever got them.
pub(super) const SAMPLE: i64 = 200;

/// Of that many, fewer are a sign that nobody reads them: 20 in 100.
const WRITTEN_MIN: i64 = SAMPLE / 5;

/// What is known of the codes of late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Recent {
    /// Sent in this hour.
    pub(super) this_hour: i64,
    /// Sent in the same hour a week ago.
    pub(super) last_week: i64,
    /// The last codes whose time is over, at most [`SAMPLE`].
    pub(super) sampled: i64,
    /// How many of these were written by whoever got them.
    pub(super) written: i64,
}

impl Recent {
    fn is_flood(self) -> bool {
        let is_surge = (SURGE * self.last_week).max(QUIET_HOUR_MAX) <= self.this_hour;
        is_surge || SAMPLE <= self.sampled && self.written < WRITTEN_MIN
    }
}

/// Zero, or the seconds until a number that has no account is sent codes again. A person of the house
/// is called.
pub(super) async fn wait_seconds(app: &App) -> sqlx::Result<i64> {
    let now = app.clock.now();
    if !store::recent_codes(&app.db, hour_of(now), now).await?.is_flood() {
        return Ok(0);
    }
    let detail = "far more one-time codes than usual, or hardly any of them is written";
    alarms::raise(&app.db, Kind::CodesPumped, "all", detail, now).await?;
    Ok((hour_of(now) + TimeDelta::hours(1) - now).num_seconds() + 1)
}

/// The hour that a moment is in.
pub(super) fn hour_of(moment: DateTime<Utc>) -> DateTime<Utc> {
    moment.duration_trunc(TimeDelta::hours(1)).unwrap_or(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_what_is_unusual_and_what_nobody_reads() {
        let calm = Recent { this_hour: 299, last_week: 0, sampled: 200, written: 40 };
        assert!(!calm.is_flood());
        assert!(Recent { this_hour: 300, ..calm }.is_flood());
        assert!(!Recent { this_hour: 300, last_week: 101, ..calm }.is_flood());
        assert!(Recent { this_hour: 303, last_week: 101, ..calm }.is_flood());
        assert!(Recent { written: 39, ..calm }.is_flood());
        assert!(!Recent { sampled: 199, written: 0, ..calm }.is_flood(), "too few to tell");
    }
}
