//! Passing over a company that does not answer. Nobody is made to wait for one that was silent a moment
//! ago; it rests, longer with each further failure, and one that is down is tried by one caller at a
//! time, not by all (`money.md` F08). Each instance of the program learns it by itself; nothing of it is
//! worth a row.

use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

/// How much is forgiven, and how long a company rests.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// So many failures in a row, and it is down.
    pub down_after: u32,
    /// How long it rests after its first failure; each further one doubles it.
    pub first_rest: TimeDelta,
    /// It rests no longer than this.
    pub longest_rest: TimeDelta,
}

impl Patience {
    fn rest(self, failures: u32) -> TimeDelta {
        let doubled = self.first_rest * 2_i32.saturating_pow(failures.saturating_sub(1).min(10));
        doubled.min(self.longest_rest)
    }
}

/// What is remembered of one company's last answers.
#[derive(Debug)]
pub struct Breaker {
    patience: Patience,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    failures: u32,
    failing_since: Option<DateTime<Utc>>,
    rests_until: Option<DateTime<Utc>>,
}

impl Breaker {
    /// Of a company that has not failed yet.
    pub fn new(patience: Patience) -> Self {
        Self { patience, state: Mutex::default() }
    }

    /// When it is to be tried again; `None`: now.
    pub fn rests_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.lock().rests_until.filter(|until| now < *until)
    }

    /// Whether it is to be tried when nobody else can do it. A company that is down and has rested
    /// takes one try: the next caller waits for what becomes of that one.
    pub fn admits(&self, now: DateTime<Utc>) -> bool {
        let mut state = self.lock();
        if state.failures < self.patience.down_after {
            return true;
        }
        if state.rests_until.is_some_and(|until| now < until) {
            return false;
        }
        state.rests_until = Some(now + self.patience.rest(state.failures));
        true
    }

    /// It answered as it should.
    pub fn went_well(&self) {
        *self.lock() = State::default();
    }

    /// It did not answer, or not as it should.
    pub fn went_badly(&self, now: DateTime<Utc>) {
        let mut state = self.lock();
        state.failures = state.failures.saturating_add(1);
        state.failing_since.get_or_insert(now);
        state.rests_until = Some(now + self.patience.rest(state.failures));
    }

    /// Since when it has failed, once it counts as down.
    pub fn down_since(&self) -> Option<DateTime<Utc>> {
        let state = self.lock();
        state.failing_since.filter(|_| self.patience.down_after <= state.failures)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaker() -> Breaker {
        Breaker::new(Patience {
            down_after: 3,
            first_rest: TimeDelta::seconds(5),
            longest_rest: TimeDelta::minutes(1),
        })
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    #[test]
    fn one_silence_makes_it_second_choice_for_five_seconds_but_not_down() {
        let breaker = breaker();
        breaker.went_badly(at(0));
        assert_eq!(breaker.rests_until(at(4)), Some(at(5)));
        assert!(breaker.admits(at(4)));
        assert_eq!(breaker.rests_until(at(5)), None);
        assert_eq!(breaker.down_since(), None);
    }

    #[test]
    fn what_is_down_is_tried_by_one_caller_at_a_time_and_rests_a_minute_at_most() {
        let breaker = breaker();
        for second in 0..12 {
            breaker.went_badly(at(second));
        }
        assert_eq!(breaker.down_since(), Some(at(0)));
        assert!(!breaker.admits(at(70)));
        assert!(breaker.admits(at(71)), "it has rested");
        assert!(!breaker.admits(at(72)), "somebody tries it");
    }

    #[test]
    fn the_first_answer_ends_it() {
        let breaker = breaker();
        for second in 0..3 {
            breaker.went_badly(at(second));
        }
        assert!(!breaker.admits(at(3)));
        breaker.went_well();
        assert!(breaker.admits(at(3)));
        assert_eq!((breaker.rests_until(at(3)), breaker.down_since()), (None, None));
    }
}
