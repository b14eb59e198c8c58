//! The only place that reads the time. Every instance goes by the database's clock, so that two
//! machines five minutes apart agree on what has expired; tests wind the clock by hand.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::sync::atomic::Ordering;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

/// A handle on the time; clones show the same time.
#[derive(Clone, Debug)]
pub struct Clock {
    base: Base,
    ahead_micros: Arc<AtomicI64>,
}

#[derive(Clone, Copy, Debug)]
enum Base {
    Machine,
    Fixed(DateTime<Utc>),
}

impl Clock {
    /// The machine's clock, to be corrected with [`Clock::agree_with`].
    pub fn machine() -> Self {
        Self { base: Base::Machine, ahead_micros: Arc::default() }
    }

    /// A clock that stands still until it is wound.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self { base: Base::Fixed(at), ahead_micros: Arc::default() }
    }

    /// The present moment, in whole microseconds as the database keeps it.
    pub fn now(&self) -> DateTime<Utc> {
        let base = match self.base {
            Base::Machine => machine_time(),
            Base::Fixed(at) => at,
        };
        let now = base + TimeDelta::microseconds(self.ahead_micros.load(Ordering::Relaxed));
        DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
    }

    /// Takes over another clock's time, as the database told it a moment ago.
    pub fn agree_with(&self, told: DateTime<Utc>) {
        if let Base::Machine = self.base {
            let ahead = (told - machine_time()).num_microseconds().unwrap_or_default();
            self.ahead_micros.store(ahead, Ordering::Relaxed);
        }
    }

    /// Moves the time on (or, with a negative span, back).
    pub fn wind(&self, by: TimeDelta) {
        let micros = by.num_microseconds().unwrap_or_default();
        self.ahead_micros.fetch_add(micros, Ordering::Relaxed);
    }
}

#[expect(clippy::disallowed_methods, reason = "everybody else takes the time from here")]
fn machine_time() -> DateTime<Utc> {
    Utc::now()
}
