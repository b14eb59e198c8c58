//! People by a table: each row somebody in a unit. Its columns are known by their headings, in either language;
//! where there are none, by their places.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::foresight::Does;
use super::foresight::Foresight;
use super::foresight::Leaver;
use crate::buildings::Unit;
use crate::buildings::building::AREA_MAX;
use crate::buildings::building::PERSONS_MAX;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::debts::Resident;
use crate::buildings::import::Person;
use crate::buildings::import::Places;
use crate::buildings::import::day_in;
use crate::buildings::import::is_owner;
use crate::buildings::import::names_in;
use crate::buildings::import::number_in;
use crate::buildings::import::share_in;
use crate::buildings::occupancy::AHEAD;
use crate::buildings::occupancy::Known;
use crate::buildings::rehearsal::Rehearsal;
use crate::ids::UnitId;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::locale::Words;
use crate::locale::clean;
use crate::mobile::Mobile;
use crate::mobile::MobileMistake;
use crate::sheets;
use crate::sheets::Column;
use crate::sheets::Limits;
use crate::web::email;
use crate::web::tables;

/// A table of people is no larger than this.
const LIMITS: Limits = Limits { rows: 20_001, columns: 20 };

/// A column has no more names than this in a language.
const NAMES_MAX: usize = 12;

/// A row that is understood, and what it would do.
#[derive(Debug)]
pub(in crate::buildings) struct Row {
    /// As the program that made the table counts it.
    pub(in crate::buildings) number: usize,
    pub(in crate::buildings) unit: UnitId,
    pub(in crate::buildings) person: Person,
    pub(in crate::buildings) does: Does,
}

/// A building as a table finds it.
#[derive(Clone, Copy)]
pub(in crate::buildings) struct Standing<'a> {
    pub(in crate::buildings) units: &'a [Unit],
    /// Everybody who was ever on one of them or is to come.
    pub(in crate::buildings) known: &'a [Known],
    pub(in crate::buildings) residents: &'a [Resident],
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Cell {
    Block,
    Number,
    Role,
    Name,
    Mobile,
    Email,
    Area,
    Persons,
    Share,
    Since,
}

/// In the order in which they stand where nothing is written above them.
const CELLS: [Cell; 10] = [
    Cell::Block,
    Cell::Number,
    Cell::Role,
    Cell::Name,
    Cell::Mobile,
    Cell::Email,
    Cell::Area,
    Cell::Persons,
    Cell::Share,
    Cell::Since,
];

/// Without these a row says nothing.
const NEEDED: [Cell; 3] = [Cell::Number, Cell::Role, Cell::Name];

impl Cell {
    fn heading(self, w: &Words) -> String {
        match self {
            Cell::Block => w.buildings_block(),
            Cell::Number => w.buildings_unit_number(),
            Cell::Role => w.buildings_role(),
            Cell::Name => w.buildings_person_name(),
            Cell::Mobile => w.buildings_mobile(),
            Cell::Email => w.buildings_email(),
            Cell::Area => w.buildings_area(),
            Cell::Persons => w.buildings_persons(),
            Cell::Share => w.people_share(),
            Cell::Since => w.people_since(),
        }
    }

    /// What else people write above it.
    fn other_names(self, w: &Words) -> String {
        match self {
            Cell::Block => w.people_columns_block(),
            Cell::Number => w.people_columns_number(),
            Cell::Role => w.people_columns_role(),
            Cell::Name => w.people_columns_name(),
            Cell::Mobile => w.people_columns_mobile(),
            Cell::Email => w.people_columns_email(),
            Cell::Area => w.people_columns_area(),
            Cell::Persons => w.people_columns_persons(),
            Cell::Share => w.people_columns_share(),
            Cell::Since => w.people_columns_since(),
        }
    }

    /// The names that people give it, the template's first.
    fn name(self, place: usize, w: &Words) -> String {
        let others = place.checked_sub(1).map(|place| (place, names_in(&self.other_names(w))));
        let other = others.and_then(|(place, names)| names.into_iter().nth(place));
        other.unwrap_or_else(|| self.heading(w))
    }

    fn example(self, w: &Words) -> String {
        match self {
            Cell::Number => "1".to_owned(),
            Cell::Role => w.buildings_owner(),
            Cell::Name => w.buildings_person_example(),
            Cell::Mobile => "09121234567".to_owned(),
            Cell::Area => "85".to_owned(),
            Cell::Persons => "3".to_owned(),
            Cell::Share => "50".to_owned(),
            Cell::Since => "1405/07/01".to_owned(),
            Cell::Block | Cell::Email => String::new(),
        }
    }
}

/// The table to fill in.
pub(in crate::buildings) fn template(v: &Voice) -> Vec<Column> {
    let column = |cell: Cell| Column {
        heading: cell.heading(v.w),
        hint: if NEEDED.contains(&cell) { v.w.tables_needed() } else { String::new() },
        example: cell.example(v.w),
    };
    CELLS.map(column).into()
}

/// What was understood of a table, as a table again: that, and nothing else, is done afterwards.
pub(in crate::buildings) fn rewritten(v: &Voice, rows: &[Row]) -> String {
    let mut writer = csv::Writer::from_writer(vec![]);
    let mut written = writer.write_record(CELLS.map(|cell| cell.heading(v.w)));
    for Row { person, .. } in rows {
        let role = if person.is_owner { "owner" } else { "tenant" };
        let area = person.area.map(|area| format!("{}.{:02}", area / 100, area % 100));
        written = written.and(writer.write_record([
            person.block.as_str(),
            &person.number,
            role,
            &person.name,
            person.mobile.as_ref().map_or("", |mobile| mobile.as_str()),
            person.email.as_deref().unwrap_or_default(),
            &area.unwrap_or_default(),
            &person.persons.map(|count| count.to_string()).unwrap_or_default(),
            &person.share.map(|share| format!("{share}/1000000")).unwrap_or_default(),
            &person.since.map(|day| Jalali::of(noon(day)).to_string()).unwrap_or_default(),
        ]));
    }
    let bytes = written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Reads a table against a building, and says what each row would do and who would leave. Nothing is written.
/// Where no row would do anything and nobody would leave, all of them are known.
pub(in crate::buildings) fn rehearse(
    v: &Voice,
    file: &[u8],
    standing: Standing,
) -> (Rehearsal<Row>, Vec<Leaver>) {
    let places = Places::of(standing.units);
    let mut table = Table { v, places, columns: None, done: Rehearsal::default() };
    let read = sheets::read(file, LIMITS, |row| table.take(&row));
    let mut done = table.done;
    let leavers = Foresight::of(v, standing).foresee(&mut done);
    if read.is_err() {
        done.wrong.push((0, v.w.buildings_table_unreadable()));
    } else if done.rows.is_empty() && done.wrong.is_empty() {
        done.wrong.push((0, v.w.buildings_table_empty()));
    } else if leavers.is_empty() && done.rows.iter().all(|row| row.does == Does::Stays) {
        done.known = done.rows.len();
        done.rows.clear();
    }
    done.wrong.sort_by_key(|(number, _)| *number);
    (done, leavers)
}

/// The table while it is read.
struct Table<'a> {
    v: &'a Voice,
    places: Places<'a>,
    columns: Option<HashMap<Cell, usize>>,
    done: Rehearsal<Row>,
}

impl Table<'_> {
    fn take(&mut self, row: &sheets::Row) {
        if self.columns.is_none() && !self.take_headings(row) {
            return;
        }
        let Some(columns) = &self.columns else { return };
        let cell = |cell: Cell| {
            let text = columns.get(&cell).and_then(|place| row.cells.get(*place));
            text.map(|text| clean(text)).unwrap_or_default()
        };
        match self.person(cell) {
            Ok((unit, person)) => {
                let (number, does) = (row.number, Does::Stays);
                self.done.rows.push(Row { number, unit, person, does });
            }
            Err(sentence) => self.done.wrong.push((row.number, sentence)),
        }
    }

    /// Takes the first row: whether it says somebody already, because nothing is written above.
    fn take_headings(&mut self, row: &sheets::Row) -> bool {
        let cells: Vec<(Cell, usize)> =
            CELLS.iter().flat_map(|cell| (0..NAMES_MAX).map(|place| (*cell, place))).collect();
        let found = tables::columns(&row.cells, &cells, |(cell, place), w| cell.name(place, w));
        let mut columns: HashMap<Cell, usize> = HashMap::new();
        for ((cell, _), place) in found {
            let first = columns.entry(cell).or_insert(place);
            *first = place.min(*first);
        }
        if columns.is_empty() {
            self.columns = Some(CELLS.into_iter().zip(0..).collect());
            let cell =
                |place: usize| row.cells.get(place).map(|text| clean(text)).unwrap_or_default();
            return self.places.find(&cell(0), &cell(1)).is_some() || is_owner(&cell(2)).is_some();
        }
        let missing = NEEDED.iter().filter(|cell| !columns.contains_key(cell));
        let missing: Vec<String> = missing.map(|cell| cell.heading(self.v.w)).collect();
        if missing.is_empty() {
            self.columns = Some(columns);
        } else if self.done.wrong.is_empty() {
            self.done.wrong.push((0, self.v.w.tables_missing(missing.join("، "))));
        }
        false
    }

    fn person(&self, cell: impl Fn(Cell) -> String) -> Result<(UnitId, Person), String> {
        let (v, w) = (self.v, self.v.w);
        let number = cell(Cell::Number);
        let Some(unit) = self.places.find(&cell(Cell::Block), &number) else {
            return Err(w.buildings_no_such_unit(v.digits(&number)));
        };
        let is_owner = is_owner(&cell(Cell::Role)).ok_or_else(|| w.buildings_role_unknown())?;
        let name = cell(Cell::Name);
        if name.is_empty() || 80 < name.chars().count() {
            return Err(w.buildings_person_name_missing());
        }
        let mobile = match Mobile::parse(&cell(Cell::Mobile)) {
            Ok(mobile) => Some(mobile),
            Err(MobileMistake::Missing) => None,
            Err(MobileMistake::NotAMobile) => return Err(w.buildings_not_a_mobile()),
        };
        let email = email::parse(&cell(Cell::Email)).map_err(|_| w.buildings_not_an_email())?;
        let share = share_in(&cell(Cell::Share)).map_err(|()| w.people_not_a_share())?;
        let person = Person {
            block: unit.block.clone(),
            number: unit.number.clone(),
            is_owner,
            name,
            mobile,
            email,
            area: number_up_to(v, &cell(Cell::Area), (100, AREA_MAX))?,
            persons: number_up_to(v, &cell(Cell::Persons), (1, PERSONS_MAX))?,
            share: share.filter(|_| is_owner),
            since: since_in(v, &cell(Cell::Since))?,
        };
        Ok((unit.id, person))
    }
}

/// A number that may be missing and is no larger than its unit's own form allows.
fn number_up_to(v: &Voice, text: &str, (parts, max): (i32, i32)) -> Result<Option<i32>, String> {
    let number = number_in(text, parts).map_err(|()| v.w.buildings_not_a_number())?;
    if number.is_some_and(|number| max < number) {
        let (min, max) = (v.number(0), v.number(i64::from(max / parts)));
        return Err(v.w.buildings_number_between(min, max));
    }
    Ok(number)
}

/// A day that may be missing, and lies not far ahead.
fn since_in(v: &Voice, text: &str) -> Result<Option<NaiveDate>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let day = day_in(text).ok_or_else(|| v.w.buildings_no_such_day())?;
    let last = today(v.now) + AHEAD;
    if last < day {
        return Err(v.w.people_too_far_ahead(v.day_full(noon(last))));
    }
    Ok(Some(day))
}
