//! Passing over a company that does not answer: after a few failures in a row it is left alone for a
//! while, so that what it cannot do holds up nobody else. Each process counts for itself.

use std::sync::atomic::AtomicI64;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

/// Counts one company's failures.
#[derive(Debug)]
pub struct Breaker {
    failures_max: u32,
    pause: TimeDelta,
    failures: AtomicU32,
    open_until_micros: AtomicI64,
}

impl Breaker {
    /// A breaker that opens for `pause` after so many failures in a row.
    pub fn new(failures_max: u32, pause: TimeDelta) -> Self {
        let open_until_micros = AtomicI64::new(i64::MIN);
        Self { failures_max, pause, failures: AtomicU32::new(0), open_until_micros }
    }

    /// When the company is to be tried again; `None`: now.
    pub fn open_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let until = self.open_until_micros.load(Ordering::Relaxed);
        DateTime::from_timestamp_micros(until).filter(|until| now < *until)
    }

    /// The company answered.
    pub fn went_well(&self) {
        self.failures.store(0, Ordering::Relaxed);
        self.open_until_micros.store(i64::MIN, Ordering::Relaxed);
    }

    /// The company did not answer, or not as it should. After the pause one failure opens it again.
    pub fn went_badly(&self, now: DateTime<Utc>) {
        let failures = self.failures.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        if self.failures_max <= failures {
            let until = (now + self.pause).timestamp_micros();
            self.open_until_micros.store(until, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_that_fails_in_a_row_is_left_alone_and_one_good_answer_closes_the_gap() {
        let (breaker, now) = (Breaker::new(2, TimeDelta::minutes(1)), DateTime::UNIX_EPOCH);
        breaker.went_badly(now);
        assert_eq!(breaker.open_until(now), None);
        breaker.went_badly(now);
        let later = now + TimeDelta::minutes(1);
        assert_eq!(breaker.open_until(now), Some(later));
        assert_eq!(breaker.open_until(later), None);
        breaker.went_badly(later);
        assert!(breaker.open_until(later).is_some(), "one more failure opens it again");
        breaker.went_well();
        assert_eq!(breaker.open_until(later), None);
    }
}
