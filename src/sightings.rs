//! Who has looked at what, counted in memory and written down together a moment later: looking costs
//! the looker no statement. What a crash forgets is a few seconds of looks.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::PoisonError;

use chrono::DateTime;
use chrono::Utc;
use uuid::Uuid;

/// Things that are counted between two writings; more looks than at so many things are not counted.
const THINGS_MAX: usize = 20_000;

/// The looks at one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looks {
    /// By people.
    pub persons: i32,
    /// By programs.
    pub machines: i32,
    /// The first by a person.
    pub first_person: Option<DateTime<Utc>>,
    /// The last by a person.
    pub last_person: Option<DateTime<Utc>>,
    /// The last by anybody.
    pub last: DateTime<Utc>,
}

/// The looks that are not written down yet.
#[derive(Debug, Default)]
pub struct Sightings(Mutex<HashMap<Uuid, Looks>>);

impl Sightings {
    /// Counts a look. `true`: it is the first one since the last writing, which is now due.
    pub fn count(&self, thing: Uuid, is_person: bool, at: DateTime<Utc>) -> bool {
        let mut things = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let was_empty = things.is_empty();
        if THINGS_MAX <= things.len() && !things.contains_key(&thing) {
            return false;
        }
        let none =
            Looks { persons: 0, machines: 0, first_person: None, last_person: None, last: at };
        let looks = things.entry(thing).or_insert(none);
        looks.last = looks.last.max(at);
        if is_person {
            looks.persons = looks.persons.saturating_add(1);
            looks.first_person.get_or_insert(at);
            looks.last_person = Some(at);
        } else {
            looks.machines = looks.machines.saturating_add(1);
        }
        was_empty
    }

    /// Hands out what was counted, and begins anew.
    pub fn take(&self) -> HashMap<Uuid, Looks> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_are_counted_apart_and_no_flood_fills_the_memory() {
        let (seen, at) = (Sightings::default(), DateTime::UNIX_EPOCH);
        assert!(
            seen.count(Uuid::from_u128(1), false, at),
            "the first one says that a writing is due"
        );
        assert!(!seen.count(Uuid::from_u128(1), true, at));
        for thing in 0..2 * THINGS_MAX {
            seen.count(Uuid::from_u128(u128::try_from(thing).expect("a small number")), false, at);
        }
        let looks = seen.take();
        assert_eq!(looks.len(), THINGS_MAX);
        let one = looks[&Uuid::from_u128(1)];
        assert_eq!((one.persons, one.machines, one.first_person), (1, 2, Some(at)));
        assert!(seen.take().is_empty());
    }
}
