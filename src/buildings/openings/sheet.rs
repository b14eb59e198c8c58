//! Debts and credits from before by a table: each row one of one unit. What is wrong is said with its
//! row, and rows that stand already do nothing.

use std::collections::HashMap;
use std::collections::HashSet;

use chrono::NaiveDate;

use super::NewOpening;
use super::Opening;
use crate::buildings::Unit;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::import::Places;
use crate::buildings::import::day_in;
use crate::buildings::import::is_owner;
use crate::buildings::rehearsal::Rehearsal;
use crate::ids::OpeningId;
use crate::ids::ResidentId;
use crate::ids::UnitId;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::locale::Words;
use crate::locale::clean;
use crate::money::Money;
use crate::money::MoneyMistake;
use crate::money::Unit as MoneyUnit;
use crate::sheets;
use crate::sheets::Column;
use crate::sheets::Limits;
use crate::web::tables;

/// A table is no larger than this: a row for each day of each party of a large building.
const LIMITS: Limits = Limits { rows: 20_001, columns: 20 };

/// What it is for is said in so many letters at most.
pub(in crate::buildings) const NOTE_CHARS_MAX: usize = 120;

/// A row that is understood.
#[derive(Debug)]
pub(in crate::buildings) struct Row {
    pub(in crate::buildings) new: NewOpening,
    pub(in crate::buildings) block: String,
    pub(in crate::buildings) number: String,
    pub(in crate::buildings) is_owner: bool,
    pub(in crate::buildings) name: String,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Cell {
    Block,
    Number,
    Role,
    Debt,
    Credit,
    Since,
    Note,
}

const CELLS: [Cell; 7] =
    [Cell::Block, Cell::Number, Cell::Role, Cell::Debt, Cell::Credit, Cell::Since, Cell::Note];

impl Cell {
    fn heading(self, w: &Words) -> String {
        match self {
            Cell::Block => w.buildings_block(),
            Cell::Number => w.buildings_unit_number(),
            Cell::Role => w.buildings_role(),
            Cell::Debt => w.debts_opening_owed(),
            Cell::Credit => w.debts_opening_ahead(),
            Cell::Since => w.debts_opening_since(),
            Cell::Note => w.debts_opening_note(),
        }
    }
}

/// The table to fill in.
pub(in crate::buildings) fn template(v: &Voice) -> Vec<Column> {
    let w = v.w;
    let day = Jalali::of(v.now);
    let column = |cell: Cell| match cell {
        Cell::Debt | Cell::Credit => Column {
            heading: format!("{} ({})", cell.heading(w), v.unit_name()),
            hint: w.debts_opening_one_of_two(),
            example: if cell == Cell::Debt { "2450000".to_owned() } else { String::new() },
        },
        Cell::Since => Column {
            heading: cell.heading(w),
            hint: w.debts_opening_since_hint(),
            example: format!("{}/{:02}/{:02}", day.year, day.month, day.day),
        },
        Cell::Number | Cell::Role => Column {
            heading: cell.heading(w),
            hint: w.tables_needed(),
            example: if cell == Cell::Number { "1".to_owned() } else { w.buildings_owner() },
        },
        Cell::Block | Cell::Note => {
            Column { heading: cell.heading(w), hint: String::new(), example: String::new() }
        }
    };
    CELLS.map(column).into()
}

/// A day of a party, which has one amount at most.
type Day = (UnitId, ResidentId, NaiveDate);

/// Reads a table against the units of a building and what stands there already. Nothing is written.
pub(in crate::buildings) fn rehearse(
    v: &Voice,
    file: &[u8],
    (units, living): (&[Unit], &[Opening]),
) -> Rehearsal<Row> {
    let stands =
        living.iter().map(|one| ((one.unit, one.resident, one.since), (one.is_credit, one.amount)));
    let mut table = Table {
        v: *v,
        places: Places::of(units),
        stands: stands.collect(),
        columns: None,
        seen: HashSet::new(),
        done: Rehearsal::default(),
    };
    let read = sheets::read(file, LIMITS, |row| table.take(&row));
    let mut done = table.done;
    if read.is_err() {
        done.wrong.push((0, v.w.buildings_table_unreadable()));
    } else if done.rows.is_empty() && done.wrong.is_empty() && done.known == 0 {
        done.wrong.push((0, v.w.buildings_table_empty()));
    }
    done
}

/// The table while it is read.
struct Table<'a> {
    v: Voice,
    places: Places<'a>,
    stands: HashMap<Day, (bool, Money)>,
    columns: Option<HashMap<Cell, usize>>,
    seen: HashSet<Day>,
    done: Rehearsal<Row>,
}

impl Table<'_> {
    fn take(&mut self, row: &sheets::Row) {
        let Some(columns) = &self.columns else {
            if self.done.wrong.is_empty() {
                self.take_headings(row);
            }
            return;
        };
        let cell = |cell: Cell| {
            let place = columns.get(&cell);
            place
                .and_then(|place| row.cells.get(*place))
                .map(|text| clean(text))
                .unwrap_or_default()
        };
        match self.row(cell) {
            Ok(Some(found)) => self.count(row.number, found),
            Ok(None) => (),
            Err(sentence) => self.done.wrong.push((row.number, sentence)),
        }
    }

    fn count(&mut self, number: usize, row: Row) {
        let day = (row.new.unit, row.new.resident, row.new.since);
        if !self.seen.insert(day) {
            self.done.wrong.push((number, self.v.w.debts_opening_twice()));
            return;
        }
        match self.stands.get(&day) {
            Some(stands) if *stands == (row.new.is_credit, row.new.amount) => self.done.known += 1,
            Some(_) => self.done.wrong.push((number, self.v.w.debts_opening_stands())),
            None => self.done.rows.push(row),
        }
    }

    /// The first row says what stands where, and in which unit; a unit that is strange is no unit of ours.
    fn take_headings(&mut self, row: &sheets::Row) {
        let w = self.v.w;
        let columns = tables::columns(&row.cells, &CELLS, Cell::heading);
        let has = |cell: &Cell| columns.contains_key(cell);
        let mut missing: Vec<String> = [Cell::Number, Cell::Role, Cell::Since]
            .into_iter()
            .filter(|cell| !has(cell))
            .map(|cell| cell.heading(w))
            .collect();
        if !has(&Cell::Debt) && !has(&Cell::Credit) {
            missing.push(Cell::Debt.heading(w));
        }
        if !missing.is_empty() {
            self.done.wrong.push((0, w.tables_missing(missing.join("، "))));
            return;
        }
        let amounts = [Cell::Debt, Cell::Credit].into_iter().filter_map(|cell| columns.get(&cell));
        let units = amounts.map(|place| tables::unit_of(&row.cells[*place]));
        match units.collect::<Result<Vec<Option<MoneyUnit>>, String>>() {
            Err(strange) => self.done.wrong.push((0, w.tables_strange_unit(strange))),
            Ok(units) => {
                let said: Vec<MoneyUnit> = units.into_iter().flatten().collect();
                if said.first() != said.last() {
                    self.done.wrong.push((0, w.debts_opening_two_units()));
                    return;
                }
                self.v.unit = said.first().copied().unwrap_or(self.v.unit);
                self.columns = Some(columns);
            }
        }
    }

    /// A row without an amount says nothing.
    fn row(&self, cell: impl Fn(Cell) -> String) -> Result<Option<Row>, String> {
        let w = self.v.w;
        let (debt, credit) = (self.amount(&cell(Cell::Debt))?, self.amount(&cell(Cell::Credit))?);
        let (is_credit, amount) = match (debt, credit) {
            (None, None) => return Ok(None),
            (Some(_), Some(_)) => return Err(w.debts_opening_one_of_two()),
            (Some(amount), None) => (false, amount),
            (None, Some(amount)) => (true, amount),
        };
        let number = cell(Cell::Number);
        let Some(unit) = self.places.find(&cell(Cell::Block), &number) else {
            return Err(w.buildings_no_such_unit(self.v.digits(&number)));
        };
        let is_owner = is_owner(&cell(Cell::Role)).ok_or_else(|| w.buildings_role_unknown())?;
        let (resident, name) =
            if is_owner { (unit.owner_id, &unit.owner) } else { (unit.tenant_id, &unit.tenant) };
        let (Some(resident), Some(name)) = (resident, name) else {
            return Err(w.debts_opening_nobody());
        };
        let since = day_in(&cell(Cell::Since)).ok_or_else(|| w.buildings_no_such_day())?;
        if is_credit && today(self.v.now) < since {
            return Err(w.buildings_day_to_come());
        }
        let note = Some(cell(Cell::Note)).filter(|note| !note.is_empty());
        if note.as_ref().is_some_and(|note| NOTE_CHARS_MAX < note.chars().count()) {
            let max = i64::try_from(NOTE_CHARS_MAX).unwrap_or(i64::MAX);
            return Err(w.buildings_too_long(self.v.number(max)));
        }
        Ok(Some(Row {
            new: NewOpening {
                id: OpeningId::new(self.v.now),
                unit: unit.id,
                resident,
                is_credit,
                amount,
                since,
                note,
            },
            block: unit.block.clone(),
            number: unit.number.clone(),
            is_owner,
            name: name.clone(),
        }))
    }

    /// An amount; an empty cell and a zero are none.
    fn amount(&self, text: &str) -> Result<Option<Money>, String> {
        match Money::parse(text, self.v.unit) {
            Ok(amount) => Ok(Some(amount)),
            Err(MoneyMistake::Missing | MoneyMistake::Zero) => Ok(None),
            Err(_) => Err(self.v.w.buildings_amount_wrong()),
        }
    }
}

/// What was understood of a table, as a table again: that, and nothing else, is done afterwards.
pub(in crate::buildings) fn rewritten(v: &Voice, rows: &[Row]) -> String {
    let mut writer = csv::Writer::from_writer(vec![]);
    let heading = |cell: Cell| match cell {
        Cell::Debt | Cell::Credit => format!("{} (IRR)", cell.heading(v.w)),
        other => other.heading(v.w),
    };
    let mut written = writer.write_record(CELLS.map(heading));
    for row in rows {
        let day = Jalali::of(noon(row.new.since));
        let amount = row.new.amount.as_rials().to_string();
        let (debt, credit) =
            if row.new.is_credit { ("", amount.as_str()) } else { (amount.as_str(), "") };
        written = written.and(writer.write_record([
            row.block.as_str(),
            &row.number,
            if row.is_owner { "owner" } else { "tenant" },
            debt,
            credit,
            &format!("{}/{:02}/{:02}", day.year, day.month, day.day),
            row.new.note.as_deref().unwrap_or_default(),
        ]));
    }
    let bytes = written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}
