//! The hours in which nobody is reminded of anything: before nine and after nine, in Tehran.

use chrono::DateTime;
use chrono::NaiveTime;
use chrono::TimeDelta;
use chrono::Utc;
use chrono_tz::Asia::Tehran;

const FROM_HOUR: i64 = 9;
const TO_HOUR: i64 = 21;

/// Until when a reminder has to wait; `None`: it may go.
pub(super) fn until(now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let since_midnight = now - midnight(now);
    if since_midnight < TimeDelta::hours(FROM_HOUR) {
        Some(midnight(now) + TimeDelta::hours(FROM_HOUR))
    } else if since_midnight < TimeDelta::hours(TO_HOUR) {
        None
    } else {
        Some(tomorrow(now) + TimeDelta::hours(FROM_HOUR))
    }
}

/// When the next day begins in Tehran.
pub(super) fn tomorrow(now: DateTime<Utc>) -> DateTime<Utc> {
    // More than a day after midnight, whatever the clocks do; then back to midnight.
    midnight(midnight(now) + TimeDelta::hours(26))
}

fn midnight(now: DateTime<Utc>) -> DateTime<Utc> {
    let local = now.with_timezone(&Tehran);
    let midnight = local.with_time(NaiveTime::MIN).earliest();
    midnight.map_or(now - TimeDelta::hours(12), |midnight| midnight.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reminders_go_from_nine_to_nine_in_tehran() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).expect("a moment").to_utc();
        let nine = at("2026-11-23T09:00:00+03:30");
        assert_eq!(until(at("2026-11-22T21:00:00+03:30")), Some(nine));
        assert_eq!(until(at("2026-11-23T00:00:00+03:30")), Some(nine));
        assert_eq!(until(at("2026-11-23T08:59:59+03:30")), Some(nine));
        assert_eq!(until(nine), None);
        assert_eq!(until(at("2026-11-23T20:59:59+03:30")), None);
        assert_eq!(tomorrow(nine), at("2026-11-24T00:00:00+03:30"));
    }
}
