//! What a unit weighs for a key, in what the key counts.

use super::planned::area;
use super::planned::people;
use crate::buildings::Key;
use crate::buildings::rule::Split;
use crate::locale::Voice;
use crate::locale::isolate;

/// A weight, or the sum of some, with what it is counted in.
pub(super) fn said(v: &Voice, (key, split): (Key, &Split), weight: u64) -> String {
    let number = || v.number(i64::try_from(weight).unwrap_or(i64::MAX));
    match key {
        Key::Equal => number(),
        Key::Area => area(v, weight),
        Key::Persons => people(v, weight),
        Key::PersonDays => v.w.costs_person_days(number()),
        Key::Share => v.w.costs_millionths(number()),
        Key::Coefficient => v.hundredths(weight),
        Key::Meter => match &split.metered {
            Some(metered) => v.w.costs_measured(number(), isolate(&metered.measure)),
            None => number(),
        },
    }
}
