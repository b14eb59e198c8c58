//! Meters of units and of the building, and what was read off them.
//!
//! What was consumed follows from a reading and the one before it. A figure that is lower than the one
//! before is refused until somebody says why: the counter went round, another meter was put in its
//! place, or it was mistyped. A reading counts for its month, or, where that is issued, for the first
//! month that is not; so everything that was consumed is divided once, however often somebody reads.

mod count;
mod keep;
mod mend;
mod rehearse;
mod sheet;
mod store;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;

use crate::charges;
use crate::charges::MeterMistake;
use crate::ids::MeterId;
use crate::ids::ReadingId;
use crate::ids::UnitId;
use crate::locale::Words;

pub(super) use count::metered;
pub(super) use keep::bring;
pub(super) use keep::change_meter;
pub(super) use keep::remove_meter;
pub(super) use mend::State as ReadingState;
pub(super) use mend::correct;
pub(super) use mend::delete;
pub(super) use mend::history;
pub(super) use mend::is_divided;
pub(super) use rehearse::Said;
pub(super) use rehearse::rehearse;
pub(super) use sheet::Row;
pub(super) use sheet::rewritten;
pub(super) use sheet::template;
pub(super) use store::freeze;
pub(super) use store::meters;
pub(super) use store::of_reading;
pub(super) use store::of_unit;
pub(super) use store::one;
pub(super) use store::photo;
pub(super) use store::readings;

pub use keep::add_meter;
pub use keep::read_meters;

/// The largest figure of a meter has so many digits.
pub(super) const DIGITS_MAX: i16 = 9;

/// What a meter counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum MeterKind {
    /// Water.
    Water,
    /// Gas.
    Gas,
    /// Electricity.
    Electricity,
    /// Heat.
    Heat,
    /// Something else.
    Other,
}

impl MeterKind {
    /// All of them.
    pub const ALL: [MeterKind; 5] = [
        MeterKind::Water,
        MeterKind::Gas,
        MeterKind::Electricity,
        MeterKind::Heat,
        MeterKind::Other,
    ];

    /// As forms and the database write it.
    pub fn code(self) -> &'static str {
        match self {
            MeterKind::Water => "water",
            MeterKind::Gas => "gas",
            MeterKind::Electricity => "electricity",
            MeterKind::Heat => "heat",
            MeterKind::Other => "other",
        }
    }

    /// The kind that a form names.
    pub fn parse(code: &str) -> Option<MeterKind> {
        MeterKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What a meter counts the consumption of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Of each unit that has no meter of the kind yet.
    Each,
    /// Of one unit.
    Unit(UnitId),
    /// Of the whole building: everything goes through it.
    Main,
    /// Of the common parts alone. Nothing is divided by it.
    Common,
}

/// A meter about to be added.
#[derive(Clone, Debug)]
pub struct NewMeter {
    /// Chosen before the form was shown.
    pub id: MeterId,
    /// Whose.
    pub place: Place,
    /// What it counts.
    pub kind: MeterKind,
    /// In what.
    pub measure: String,
    /// The number on it.
    pub serial: Option<String>,
    /// How many figures it shows.
    pub digits: i16,
}

/// Why a meter is not added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeterRefusal {
    /// There is a main meter of this kind.
    MainStands,
    /// The building's meters of this kind count in something else.
    CountsIn(String),
}

/// A meter, with what was last read off it.
#[derive(Clone, Debug)]
pub(super) struct Meter {
    pub(super) id: MeterId,
    /// None: of the building.
    pub(super) unit: Option<UnitId>,
    pub(super) block: Option<String>,
    pub(super) number: Option<String>,
    pub(super) is_main: bool,
    pub(super) kind: MeterKind,
    pub(super) measure: String,
    pub(super) serial: Option<String>,
    pub(super) digits: i16,
    pub(super) removed_at: Option<DateTime<Utc>>,
    pub(super) last_on: Option<NaiveDate>,
    pub(super) last: Option<i64>,
}

/// How a figure follows from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The meter went on.
    Plain,
    /// The counter began again at zero.
    Rollover,
    /// Another meter was put in its place.
    Replaced {
        /// The last figure of the old one.
        last: i64,
        /// The first figure of the new one.
        first: i64,
    },
}

impl How {
    /// From what the database writes.
    fn of((mark, old_last, new_first): (&str, Option<i64>, Option<i64>)) -> Self {
        match (mark, old_last, new_first) {
            ("rollover", ..) => How::Rollover,
            (_, Some(last), Some(first)) => How::Replaced { last, first },
            _ => How::Plain,
        }
    }

    /// As the database writes it.
    fn parts(self) -> (&'static str, Option<i64>, Option<i64>) {
        match self {
            How::Plain => ("plain", None, None),
            How::Rollover => ("rollover", None, None),
            How::Replaced { last, first } => ("replaced", Some(last), Some(first)),
        }
    }
}

/// A reading about to be written down.
#[derive(Clone, Debug)]
pub struct NewReading {
    /// Chosen before the form was shown.
    pub id: ReadingId,
    /// Of which meter.
    pub meter: MeterId,
    /// On which day.
    pub read_on: NaiveDate,
    /// What the meter showed; not negative.
    pub figure: i64,
    /// How that follows from the reading before.
    pub how: How,
    /// The picture of the dial: kind and bytes.
    pub file: Option<(&'static str, Vec<u8>)>,
}

/// A reading.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) id: ReadingId,
    pub(super) meter: MeterId,
    pub(super) read_on: NaiveDate,
    /// The month that it counts for.
    pub(super) period: i32,
    pub(super) figure: i64,
    pub(super) how: How,
    pub(super) has_file: bool,
    /// Who read it.
    pub(super) by: String,
    pub(super) written_at: DateTime<Utc>,
}

/// Why a reading is not written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadingMistake {
    /// It is lower than the one before, and nothing says why.
    Lower(i64),
    /// It is no lower than the one before, so the counter did not go round.
    NotRound(i64),
    /// The figures of the old meter or of the new one go backwards.
    Backwards,
    /// It is higher than the one after.
    Higher(i64),
    /// The meter shows fewer figures.
    TooLong(i16),
    /// There is a reading of this day or of a later one.
    NotAfter(NaiveDate),
    /// There is a reading of this day or of an earlier one.
    NotBefore(NaiveDate),
    /// The meter was read on this day, and showed another figure.
    Stands(i64),
}

/// What meters of a kind count in where nobody says it; of other things somebody has to.
pub(super) fn usual_measure(w: &Words, kind: MeterKind) -> Option<String> {
    match kind {
        MeterKind::Water | MeterKind::Gas => Some(w.meters_cubic_metre()),
        MeterKind::Electricity | MeterKind::Heat => Some(w.meters_kilowatt_hour()),
        MeterKind::Other => None,
    }
}

/// What was consumed between two figures, in what the meter counts in.
pub(super) fn consumed(from: i64, (to, how): (i64, How), digits: i16) -> Result<u64, MeterMistake> {
    let whole = |figure: i64| u64::try_from(figure).unwrap_or(0);
    let (from, to) = (whole(from), whole(to));
    let digits = u32::try_from(digits).unwrap_or(0);
    let end = 10_u64.saturating_pow(digits);
    let reading = match how {
        How::Plain => charges::Reading::Plain { from, to },
        How::Rollover => charges::Reading::Rollover { from, to, digits },
        How::Replaced { last, first } => {
            let (last, first) = (whole(last), whole(first));
            charges::Reading::Replaced { from, last, first, to }
        }
    };
    if to < end { charges::consumption(reading) } else { Err(MeterMistake::TooLong) }
}

/// Whether a figure can stand after another, and why not.
fn follows(
    before: Option<i64>,
    (figure, how): (i64, How),
    digits: i16,
) -> Result<(), ReadingMistake> {
    // Of a first reading nothing follows but that it fits the meter.
    let from = before.unwrap_or(figure);
    let how = if before.is_none() { How::Plain } else { how };
    if how == How::Rollover && from <= figure {
        return Err(ReadingMistake::NotRound(from));
    }
    match (consumed(from, (figure, how), digits), how) {
        (Ok(_), _) => Ok(()),
        (Err(MeterMistake::TooLong), _) => Err(ReadingMistake::TooLong(digits)),
        (Err(MeterMistake::Lower), How::Replaced { .. }) => Err(ReadingMistake::Backwards),
        (Err(MeterMistake::Lower), _) => Err(ReadingMistake::Lower(from)),
    }
}
