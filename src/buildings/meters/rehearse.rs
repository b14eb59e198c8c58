//! Reads a table of meters and readings. A meter that is not there yet is added; what is wrong is said
//! with its row, and readings that stand already do nothing.

use std::collections::HashMap;

use super::How;
use super::Meter;
use super::MeterKind;
use super::NewMeter;
use super::NewReading;
use super::Place;
use super::Reading;
use super::ReadingMistake;
use super::keep::Known;
use super::sheet::CELLS;
use super::sheet::Cell;
use super::sheet::Row;
use super::usual_measure;
use crate::buildings::Unit;
use crate::buildings::building::today;
use crate::buildings::import::Places;
use crate::buildings::import::day_in;
use crate::buildings::rehearsal::Rehearsal;
use crate::ids::MeterId;
use crate::ids::ReadingId;
use crate::ids::UnitId;
use crate::locale::Language;
use crate::locale::Voice;
use crate::locale::Words;
use crate::locale::clean;
use crate::locale::words;
use crate::sheets;
use crate::sheets::Limits;
use crate::web::tables;

/// A table is no larger than this.
const LIMITS: Limits = Limits { rows: 20_001, columns: 20 };

/// How many figures a meter shows of which nobody has said it.
const DIGITS: i16 = 5;

/// How words and mistakes of readings are said; the pages know.
pub(in crate::buildings) struct Said {
    pub(in crate::buildings) kind: fn(&Voice, MeterKind) -> String,
    pub(in crate::buildings) figure: fn(&Voice, &str) -> Result<i64, String>,
    pub(in crate::buildings) mistake: fn(&Voice, ReadingMistake) -> String,
}

/// Reads a table against the units of a building, its meters and what was read off them. Nothing is written.
pub(in crate::buildings) fn rehearse(
    (v, said): (&Voice, &Said),
    file: &[u8],
    (units, meters, readings): (&[Unit], &[Meter], &[Reading]),
) -> Rehearsal<Row> {
    let mut table = Table {
        v,
        said,
        places: Places::of(units),
        meters: meters.iter().filter_map(Standing::of).collect(),
        columns: None,
        rows: vec![],
        wrong: vec![],
    };
    let read = sheets::read(file, LIMITS, |row| table.take(&row));
    if read.is_err() {
        table.wrong.push((0, v.w.buildings_table_unreadable()));
    } else if table.rows.is_empty() && table.wrong.is_empty() {
        table.wrong.push((0, v.w.buildings_table_empty()));
    }
    table.done(readings)
}

/// A meter that is there, or would be.
#[derive(Clone, Debug)]
struct Standing {
    id: MeterId,
    unit: Option<UnitId>,
    kind: MeterKind,
    serial: Option<String>,
    measure: String,
    digits: i16,
}

impl Standing {
    fn of(meter: &Meter) -> Option<Self> {
        (meter.unit.is_some() || meter.is_main).then(|| Self {
            id: meter.id,
            unit: meter.unit,
            kind: meter.kind,
            serial: meter.serial.clone(),
            measure: meter.measure.clone(),
            digits: meter.digits,
        })
    }
}

/// The table while it is read.
struct Table<'a> {
    v: &'a Voice,
    said: &'a Said,
    places: Places<'a>,
    meters: Vec<Standing>,
    columns: Option<HashMap<Cell, usize>>,
    /// The rows that are understood, with their numbers.
    rows: Vec<(usize, Row)>,
    wrong: Vec<(usize, String)>,
}

impl Table<'_> {
    fn take(&mut self, row: &sheets::Row) {
        let Some(columns) = self.columns.take() else {
            let columns = tables::columns(&row.cells, &CELLS, Cell::heading);
            // Without the units' numbers each row would make a main meter.
            let needed = [Cell::Number, Cell::Kind].into_iter();
            let missing: Vec<String> = needed
                .filter(|cell| !columns.contains_key(cell))
                .map(|cell| cell.heading(self.v.w))
                .collect();
            if missing.is_empty() {
                self.columns = Some(columns);
            } else if self.wrong.is_empty() {
                self.wrong.push((0, self.v.w.tables_missing(missing.join("، "))));
            }
            return;
        };
        let cell = |cell: Cell| {
            let text = columns.get(&cell).and_then(|place| row.cells.get(*place));
            text.map(|text| clean(text)).unwrap_or_default()
        };
        match self.row(&cell) {
            Ok(found) => self.rows.push((row.number, found)),
            Err(sentence) => self.wrong.push((row.number, sentence)),
        }
        self.columns = Some(columns);
    }

    fn row(&mut self, cell: &impl Fn(Cell) -> String) -> Result<Row, String> {
        let w = self.v.w;
        let kind = self.kind(&cell(Cell::Kind))?;
        let number = cell(Cell::Number);
        let unit = if number.is_empty() || is_said(Words::meters_column_main, &number) {
            None
        } else {
            let found = self.places.find(&cell(Cell::Block), &number);
            Some(found.ok_or_else(|| w.buildings_no_such_unit(self.v.digits(&number)))?)
        };
        let name = unit.map(|unit| (unit.block.clone(), unit.number.clone()));
        let serial = Some(cell(Cell::Serial)).filter(|serial| !serial.is_empty());
        if serial.as_ref().is_some_and(|serial| 30 < serial.chars().count()) {
            return Err(w.buildings_too_long(self.v.number(30)));
        }
        let measure = Some(cell(Cell::Measure)).filter(|measure| !measure.is_empty());
        let (meter, new) = self.meter((unit.map(|unit| unit.id), kind), serial, measure)?;
        let reading = self.reading(meter.id, cell)?;
        Ok(Row { unit: name, kind, serial: meter.serial, new, reading })
    }

    /// The kind that a cell names, in either language.
    fn kind(&self, text: &str) -> Result<MeterKind, String> {
        let names = |kind: &MeterKind| {
            let word = |language| {
                let said = Voice::new(language, self.v.unit, self.v.now);
                (self.said.kind)(&said, *kind).to_lowercase()
            };
            let said = [Language::Fa, Language::En].map(word);
            said.contains(&text.to_lowercase()) || kind.code() == text.to_lowercase()
        };
        let all = || MeterKind::ALL.map(|kind| (self.said.kind)(self.v, kind)).join("، ");
        let kind = MeterKind::ALL.into_iter().find(names);
        kind.ok_or_else(|| self.v.w.meters_kind_wrong(all()))
    }

    /// The meter that a row is about; one that is not there yet is added. Which of several is never guessed.
    fn meter(
        &mut self,
        (unit, kind): (Option<UnitId>, MeterKind),
        serial: Option<String>,
        measure: Option<String>,
    ) -> Result<(Standing, Option<NewMeter>), String> {
        let w = self.v.w;
        let of_kind = self.meters.iter().find(|meter| meter.kind == kind);
        if let (Some(stands), Some(said)) = (of_kind, &measure)
            && stands.measure != *said
        {
            let kind = (self.said.kind)(self.v, kind);
            return Err(w.meters_counts_in(kind, &stands.measure));
        }
        let here: Vec<&Standing> =
            self.meters.iter().filter(|meter| (meter.unit, meter.kind) == (unit, kind)).collect();
        let found = match (here.as_slice(), &serial) {
            ([], _) => None,
            ([one], None) => Some(*one),
            (_, None) => return Err(w.meters_which_of_several()),
            (here, Some(said)) => {
                let same = here.iter().find(|meter| meter.serial.as_ref() == Some(said));
                let nameless = here.iter().find(|meter| meter.serial.is_none());
                Some(*same.or(nameless).ok_or_else(|| w.meters_other_serial(said))?)
            }
        };
        if let Some(found) = found {
            return Ok((found.clone(), None));
        }
        let measure = measure.or_else(|| of_kind.map(|stands| stands.measure.clone()));
        let measure = measure.or_else(|| usual_measure(w, kind));
        let measure = measure.filter(|measure| measure.chars().count() <= 20);
        let measure = measure.ok_or_else(|| w.meters_measure_missing())?;
        let id = MeterId::new(self.v.now);
        let place = unit.map_or(Place::Main, Place::Unit);
        let new = NewMeter {
            id,
            place,
            kind,
            measure: measure.clone(),
            serial: serial.clone(),
            digits: DIGITS,
        };
        let stands = Standing { id, unit, kind, serial, measure, digits: DIGITS };
        self.meters.push(stands.clone());
        Ok((stands, Some(new)))
    }

    /// What a row says was read; nothing: it is about the meter alone.
    fn reading(
        &self,
        meter: MeterId,
        cell: &impl Fn(Cell) -> String,
    ) -> Result<Option<NewReading>, String> {
        let (v, w) = (self.v, self.v.w);
        if cell(Cell::Figure).is_empty() {
            return Ok(None);
        }
        let figure = |of: Cell| (self.said.figure)(v, &cell(of));
        let read_on = day_in(&cell(Cell::Day)).ok_or_else(|| w.buildings_no_such_day())?;
        if today(v.now) < read_on {
            return Err(w.buildings_day_to_come());
        }
        let how = match cell(Cell::Happened) {
            said if said.is_empty() => How::Plain,
            said if is_said(Words::meters_column_round, &said) => How::Rollover,
            said if is_said(Words::meters_column_replaced, &said) => {
                How::Replaced { last: figure(Cell::Last)?, first: figure(Cell::First)? }
            }
            _ => return Err(w.meters_column_happened_hint()),
        };
        let (id, figure) = (ReadingId::new(v.now), figure(Cell::Figure)?);
        Ok(Some(NewReading { id, meter, read_on, figure, how, file: None }))
    }

    /// What the rows would do: the meters first, and then one day after the other.
    fn done(self, readings: &[Reading]) -> Rehearsal<Row> {
        let digits: HashMap<MeterId, i16> =
            self.meters.iter().map(|meter| (meter.id, meter.digits)).collect();
        let mut known = Known::of(readings);
        let mut done = Rehearsal { wrong: self.wrong, ..Rehearsal::default() };
        let mut read = vec![];
        for (number, mut row) in self.rows {
            let reading = row.reading.take();
            let (unit, kind, serial) = (row.unit.clone(), row.kind, row.serial.clone());
            let of = Row { unit, kind, serial, new: None, reading: None };
            match (row.new.is_some(), reading) {
                (false, None) => done.known += 1,
                (false, Some(reading)) => read.push((number, reading, row)),
                (true, None) => done.rows.push(row),
                (true, Some(reading)) => {
                    read.push((number, reading, of));
                    done.rows.push(row);
                }
            }
        }
        read.sort_by_key(|(_, reading, _)| reading.read_on);
        for (number, reading, row) in read {
            let digits = digits.get(&reading.meter).copied().unwrap_or(DIGITS);
            match known.take(&reading, digits) {
                Ok(true) => done.rows.push(Row { reading: Some(reading), ..row }),
                Ok(false) => done.known += 1,
                Err(mistake) => done.wrong.push((number, (self.said.mistake)(self.v, mistake))),
            }
        }
        done.wrong.sort_by_key(|(number, _)| *number);
        done
    }
}

/// Whether a cell says a word, in either language.
fn is_said(word: fn(&Words) -> String, text: &str) -> bool {
    let said = [Language::Fa, Language::En].map(|language| word(words(language)).to_lowercase());
    said.contains(&text.to_lowercase())
}
