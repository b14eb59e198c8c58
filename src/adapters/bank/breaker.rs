//! Whether a gateway gives pages at the moment. Nobody is made to wait for one that was silent a moment
//! ago, and one that is down is tried now and then by one payer, not by all (`money.md` F08). Each
//! instance of the program learns it by itself; nothing of it is worth a row.

use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

/// So many tries in a row without a page, and a gateway is down.
const DOWN_AFTER: u32 = 3;

/// How long a gateway rests after a try without a page; each further one doubles it.
const FIRST_REST: TimeDelta = TimeDelta::seconds(5);
const LONGEST_REST: TimeDelta = TimeDelta::minutes(1);

/// What is remembered of a gateway's last tries.
#[derive(Debug, Default)]
pub(super) struct Breaker(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    failing_since: Option<DateTime<Utc>>,
    rests_until: Option<DateTime<Utc>>,
}

impl State {
    fn rests(&self, now: DateTime<Utc>) -> bool {
        self.rests_until.is_some_and(|until| now < until)
    }
}

impl Breaker {
    /// Whether it gave a page when it was last asked, or has rested long enough.
    pub(super) fn is_well(&self, now: DateTime<Utc>) -> bool {
        !self.lock().rests(now)
    }

    /// Whether a payer is to be sent here when nobody else gives pages. A gateway that is down and has
    /// rested takes one: the next one waits for what becomes of that one.
    pub(super) fn admits(&self, now: DateTime<Utc>) -> bool {
        let mut state = self.lock();
        if state.failures < DOWN_AFTER {
            return true;
        }
        if state.rests(now) {
            return false;
        }
        state.rests_until = Some(now + rest(state.failures));
        true
    }

    /// It gave a page, or another answer that shows it alive.
    pub(super) fn answered(&self) {
        *self.lock() = State::default();
    }

    /// It gave no page, by no fault of the order.
    pub(super) fn failed(&self, now: DateTime<Utc>) {
        let mut state = self.lock();
        state.failures += 1;
        state.failing_since.get_or_insert(now);
        state.rests_until = Some(now + rest(state.failures));
    }

    /// Since when it has given no page, once it counts as down.
    pub(super) fn down_since(&self) -> Option<DateTime<Utc>> {
        let state = self.lock();
        state.failing_since.filter(|_| DOWN_AFTER <= state.failures)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn rest(failures: u32) -> TimeDelta {
    let doubled = FIRST_REST * 2_i32.saturating_pow(failures.saturating_sub(1).min(10));
    doubled.min(LONGEST_REST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    #[test]
    fn one_silence_makes_it_second_choice_for_five_seconds_but_not_down() {
        let breaker = Breaker::default();
        breaker.failed(at(0));
        assert!(!breaker.is_well(at(4)) && breaker.admits(at(4)));
        assert!(breaker.is_well(at(5)));
        assert_eq!(breaker.down_since(), None);
    }

    #[test]
    fn what_is_down_is_tried_by_one_payer_at_a_time_and_rests_a_minute_at_most() {
        let breaker = Breaker::default();
        for second in 0..12 {
            breaker.failed(at(second));
        }
        assert_eq!(breaker.down_since(), Some(at(0)));
        assert!(!breaker.admits(at(70)));
        assert!(breaker.admits(at(71)), "it has rested");
        assert!(!breaker.admits(at(72)), "somebody tries it");
    }

    #[test]
    fn the_first_answer_ends_it() {
        let breaker = Breaker::default();
        for second in 0..3 {
            breaker.failed(at(second));
        }
        assert!(!breaker.admits(at(3)));
        breaker.answered();
        assert!(breaker.is_well(at(3)) && breaker.admits(at(3)));
        assert_eq!(breaker.down_since(), None);
    }
}
