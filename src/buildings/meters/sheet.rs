//! The table of meters and readings: its columns, and what its rows mean.

use super::How;
use super::MeterKind;
use super::NewMeter;
use super::NewReading;
use crate::buildings::building::noon;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::locale::Words;
use crate::sheets::Column;

/// A row that is understood and would do something.
#[derive(Debug)]
pub(in crate::buildings) struct Row {
    /// None: the main meter.
    pub(in crate::buildings) unit: Option<(String, String)>,
    pub(in crate::buildings) kind: MeterKind,
    pub(in crate::buildings) serial: Option<String>,
    /// The meter that it adds.
    pub(in crate::buildings) new: Option<NewMeter>,
    pub(in crate::buildings) reading: Option<NewReading>,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Cell {
    Block,
    Number,
    Kind,
    Serial,
    Measure,
    Day,
    Figure,
    Happened,
    Last,
    First,
}

pub(super) const CELLS: [Cell; 10] = [
    Cell::Block,
    Cell::Number,
    Cell::Kind,
    Cell::Serial,
    Cell::Measure,
    Cell::Day,
    Cell::Figure,
    Cell::Happened,
    Cell::Last,
    Cell::First,
];

impl Cell {
    pub(super) fn heading(self, w: &Words) -> String {
        match self {
            Cell::Block => w.buildings_block(),
            Cell::Number => w.buildings_unit_number(),
            Cell::Kind => w.meters_column_kind(),
            Cell::Serial => w.meters_serial(),
            Cell::Measure => w.meters_measure(),
            Cell::Day => w.meters_read_on(),
            Cell::Figure => w.meters_figure(),
            Cell::Happened => w.meters_column_happened(),
            Cell::Last => w.meters_old_last(),
            Cell::First => w.meters_new_first(),
        }
    }
}

/// The table to fill in.
pub(in crate::buildings) fn template(v: &Voice) -> Vec<Column> {
    let (w, day) = (v.w, Jalali::of(v.now));
    let column = |cell: Cell| {
        let (hint, example) = match cell {
            Cell::Number => (w.meters_column_number_hint(), "1".to_owned()),
            Cell::Kind => (w.tables_needed(), w.meters_water()),
            Cell::Day => (String::new(), written_day(day)),
            Cell::Figure => (String::new(), "1234".to_owned()),
            Cell::Happened => (w.meters_column_happened_hint(), String::new()),
            _ => <(String, String)>::default(),
        };
        Column { heading: cell.heading(w), hint, example }
    };
    CELLS.map(column).into()
}

fn written_day(day: Jalali) -> String {
    format!("{}/{:02}/{:02}", day.year, day.month, day.day)
}

/// What was understood of a table, as a table again: that, and nothing else, is done afterwards.
pub(in crate::buildings) fn rewritten(v: &Voice, rows: &[Row]) -> String {
    let w = v.w;
    let mut writer = csv::Writer::from_writer(vec![]);
    let mut written = writer.write_record(CELLS.map(|cell| cell.heading(w)));
    for row in rows {
        let (block, number) = row.unit.clone().unwrap_or_default();
        let reading = row.reading.as_ref();
        let (happened, last, first) = match reading.map(|reading| reading.how) {
            Some(How::Rollover) => (w.meters_column_round(), String::new(), String::new()),
            Some(How::Replaced { last, first }) => {
                (w.meters_column_replaced(), last.to_string(), first.to_string())
            }
            _ => Default::default(),
        };
        written = written.and(writer.write_record([
            block,
            number,
            row.kind.code().to_owned(),
            row.serial.clone().unwrap_or_default(),
            row.new.as_ref().map(|new| new.measure.clone()).unwrap_or_default(),
            reading.map(|read| written_day(Jalali::of(noon(read.read_on)))).unwrap_or_default(),
            reading.map(|read| read.figure.to_string()).unwrap_or_default(),
            happened,
            last,
            first,
        ]));
    }
    let bytes = written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}
