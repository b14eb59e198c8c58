//! Meters: what was consumed between two readings, and what it costs.

use thiserror::Error;

use super::rials;
use crate::money::Money;

/// Two readings of one place, in the meter's smallest unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The meter went on.
    Plain {
        /// Before.
        from: u64,
        /// Now.
        to: u64,
    },
    /// The meter passed its last figure and began again at zero.
    Rollover {
        /// Before.
        from: u64,
        /// Now.
        to: u64,
        /// How many figures it shows.
        digits: u32,
    },
    /// Another meter was put in its place.
    Replaced {
        /// Before.
        from: u64,
        /// The last reading of the old meter.
        last: u64,
        /// The first reading of the new one.
        first: u64,
        /// Now.
        to: u64,
    },
}

/// Why two readings give no consumption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MeterMistake {
    /// The later reading is lower, and nothing says why.
    #[error("a reading is lower than the one before")]
    Lower,
    /// A reading has more figures than the meter.
    #[error("a reading has more figures than the meter")]
    TooLong,
}

/// What was consumed.
pub fn consumption(reading: Reading) -> Result<u64, MeterMistake> {
    match reading {
        Reading::Plain { from, to } => to.checked_sub(from).ok_or(MeterMistake::Lower),
        Reading::Rollover { from, to, digits } => {
            let end = 10_u64.checked_pow(digits).ok_or(MeterMistake::TooLong)?;
            if from.max(to) < end { Ok(end - from + to) } else { Err(MeterMistake::TooLong) }
        }
        Reading::Replaced { from, last, first, to } => {
            let old = last.checked_sub(from).ok_or(MeterMistake::Lower)?;
            Ok(old + to.checked_sub(first).ok_or(MeterMistake::Lower)?)
        }
    }
}

/// The price of a consumption by steps: each step says up to where it goes (`None`: without end) and
/// what a unit costs within it.
pub fn step_price(steps: &[(Option<u64>, Money)], units: u64) -> Money {
    let (mut begin, mut sum) = (0, 0_i128);
    for (end, price) in steps {
        let end = end.map_or(units, |end| end.min(units));
        sum += i128::from(end.saturating_sub(begin)) * i128::from(price.as_rials());
        begin = begin.max(end);
    }
    rials(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lower_reading_without_a_mark_is_refused() {
        assert_eq!(consumption(Reading::Plain { from: 10, to: 9 }), Err(MeterMistake::Lower));
        let replaced = Reading::Replaced { from: 10, last: 9, first: 0, to: 5 };
        assert_eq!(consumption(replaced), Err(MeterMistake::Lower));
    }

    #[test]
    fn a_meter_of_three_figures_shows_no_thousand() {
        let reading = Reading::Rollover { from: 1000, to: 1, digits: 3 };
        assert_eq!(consumption(reading), Err(MeterMistake::TooLong));
    }
}
