//! Units by a table: each row one of them, new or as it is to be. What is wrong is said with its row; a unit
//! that is already as the table has it stays as it is, and those that the table leaves out stay too.

use std::collections::HashMap;
use std::collections::HashSet;

use super::BuildingError;
use super::Unit;
use super::UnitKind;
use super::building::AREA_MAX;
use super::building::PERSONS_MAX;
use super::import::Places;
use super::import::number_in;
use super::rehearsal::Rehearsal;
use super::store;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::ids::BuildingId;
use crate::ids::UnitId;
use crate::locale::Language;
use crate::locale::Voice;
use crate::locale::Words;
use crate::locale::ascii_digits;
use crate::locale::clean;
use crate::locale::words;
use crate::sheets;
use crate::sheets::Column;
use crate::sheets::Limits;
use crate::web::tables;

/// A table is no larger than this.
const LIMITS: Limits = Limits { rows: 20_001, columns: 20 };

/// The deepest floor, and the highest.
const FLOORS: (i32, i32) = (-20, 200);

/// A unit as a table has it.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) unit: Unit,
    pub(super) is_new: bool,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Cell {
    Block,
    Number,
    Floor,
    Kind,
    Area,
    Persons,
    Parkings,
    Share,
    Coefficient,
}

const CELLS: [Cell; 9] = [
    Cell::Block,
    Cell::Number,
    Cell::Floor,
    Cell::Kind,
    Cell::Area,
    Cell::Persons,
    Cell::Parkings,
    Cell::Share,
    Cell::Coefficient,
];

impl Cell {
    fn heading(self, w: &Words) -> String {
        match self {
            Cell::Block => w.buildings_block(),
            Cell::Number => w.buildings_unit_number(),
            Cell::Floor => w.tables_unit_floor(),
            Cell::Kind => w.buildings_kind(),
            Cell::Area => w.buildings_area(),
            Cell::Persons => w.buildings_persons(),
            Cell::Parkings => w.buildings_parkings(),
            Cell::Share => w.buildings_share(),
            Cell::Coefficient => w.buildings_coefficient(),
        }
    }

    fn example(self, w: &Words) -> String {
        match self {
            Cell::Block | Cell::Share => String::new(),
            Cell::Number | Cell::Floor | Cell::Parkings | Cell::Coefficient => "1".to_owned(),
            Cell::Kind => w.buildings_kind_flat(),
            Cell::Area => "85".to_owned(),
            Cell::Persons => "3".to_owned(),
        }
    }
}

/// The table to fill in.
pub(super) fn template(v: &Voice) -> Vec<Column> {
    let column = |cell: Cell| Column {
        heading: cell.heading(v.w),
        hint: if cell == Cell::Number { v.w.tables_needed() } else { String::new() },
        example: cell.example(v.w),
    };
    CELLS.map(column).into()
}

/// The table with the units as they are, to be changed and sent again.
pub(super) fn written(v: &Voice, units: &[Unit]) -> String {
    let mut writer = csv::Writer::from_writer(vec![]);
    let mut done = writer.write_record(CELLS.map(|cell| cell.heading(v.w)));
    let parts = |number: i32| format!("{}.{:02}", number / 100, number % 100);
    for unit in units {
        done = done.and(writer.write_record([
            unit.block.clone(),
            unit.number.clone(),
            unit.floor.to_string(),
            unit.kind.code().to_owned(),
            parts(unit.area),
            unit.persons.to_string(),
            unit.parkings.to_string(),
            unit.share.to_string(),
            parts(unit.coefficient),
        ]));
    }
    let bytes = done.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Reads a table against the units of a building. Nothing is written.
pub(super) fn rehearse(v: &Voice, file: &[u8], units: &[Unit]) -> Rehearsal<Row> {
    let places = Places::of(units);
    let (seen, done) = (HashSet::new(), Rehearsal::default());
    let mut table = Table { v, places, columns: None, seen, done };
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
    v: &'a Voice,
    places: Places<'a>,
    columns: Option<HashMap<Cell, usize>>,
    seen: HashSet<UnitName>,
    done: Rehearsal<Row>,
}

/// Block and number.
type UnitName = (String, String);

impl Table<'_> {
    fn take(&mut self, row: &sheets::Row) {
        let Some(columns) = &self.columns else {
            let columns = tables::columns(&row.cells, &CELLS, Cell::heading);
            if columns.contains_key(&Cell::Number) {
                self.columns = Some(columns);
            } else if self.done.wrong.is_empty() {
                let missing = Cell::Number.heading(self.v.w);
                self.done.wrong.push((0, self.v.w.tables_missing(missing)));
            }
            return;
        };
        let cell = |cell: Cell| {
            let text = columns.get(&cell).and_then(|place| row.cells.get(*place));
            text.map(|text| clean(text)).unwrap_or_default()
        };
        match self.unit(cell) {
            Ok(unit) if !self.seen.insert((unit.block.clone(), unit.number.clone())) => {
                self.done.wrong.push((row.number, self.v.w.tables_unit_twice()));
            }
            Ok(unit) => match self.places.find(&unit.block, &unit.number) {
                Some(stands) if is_same(stands, &unit) => self.done.known += 1,
                stands => self.done.rows.push(Row { unit, is_new: stands.is_none() }),
            },
            Err(sentence) => self.done.wrong.push((row.number, sentence)),
        }
    }

    /// The unit of a row: as it stands, with what the row says of it.
    fn unit(&self, cell: impl Fn(Cell) -> String) -> Result<Unit, String> {
        let w = self.v.w;
        let (block, number) = (ascii_digits(&cell(Cell::Block)), ascii_digits(&cell(Cell::Number)));
        if number.is_empty() || 10 < number.chars().count() {
            return Err(w.tables_unit_number_wrong());
        }
        if 20 < block.chars().count() {
            return Err(w.buildings_too_long(self.v.number(20)));
        }
        let stands = self.places.find(&block, &number);
        let mut unit = stands.cloned().unwrap_or_else(|| self.blank(block, number));
        if let Some(floor) = self.floor(&cell(Cell::Floor))? {
            unit.floor = floor;
        }
        if let Some(kind) = self.kind(&cell(Cell::Kind))? {
            unit.kind = kind;
        }
        let number = |of: Cell, limit: (i32, i32), stands: i32| -> Result<i32, String> {
            Ok(self.number(&cell(of), limit)?.unwrap_or(stands))
        };
        unit.area = number(Cell::Area, (100, AREA_MAX), unit.area)?;
        unit.persons = number(Cell::Persons, (1, PERSONS_MAX), unit.persons)?;
        unit.parkings = number(Cell::Parkings, (1, 1000), unit.parkings)?;
        unit.share = number(Cell::Share, (1, 1_000_000), unit.share)?;
        unit.coefficient = number(Cell::Coefficient, (100, 100_000), unit.coefficient)?;
        if stands.is_none() && cell(Cell::Area).is_empty() {
            return Err(w.tables_unit_area_missing());
        }
        Ok(unit)
    }

    /// A unit of which nobody has said anything.
    fn blank(&self, block: String, number: String) -> Unit {
        Unit {
            id: UnitId::new(self.v.now),
            block,
            floor: 1,
            number,
            kind: UnitKind::Flat,
            area: 0,
            persons: 1,
            own_persons: 1,
            parkings: 0,
            share: 0,
            coefficient: 100,
            owner_id: None,
            owner: None,
            co_owners: 0,
            tenant_id: None,
            tenant: None,
        }
    }

    fn floor(&self, text: &str) -> Result<Option<i32>, String> {
        let text = ascii_digits(text).replace('−', "-");
        if text.is_empty() {
            return Ok(None);
        }
        let (min, max) = FLOORS;
        let floor = text.parse().ok().filter(|floor| (min..=max).contains(floor));
        let said = || {
            let (min, max) = (self.v.number(min.into()), self.v.number(max.into()));
            self.v.w.buildings_number_between(min, max)
        };
        floor.map(Some).ok_or_else(said)
    }

    /// The kind that a cell names, in either language.
    fn kind(&self, text: &str) -> Result<Option<UnitKind>, String> {
        if text.is_empty() {
            return Ok(None);
        }
        let names = |kind: &UnitKind| {
            let said = [Language::Fa, Language::En].map(|language| word(words(language), *kind));
            said.iter().any(|said| said.to_lowercase() == text.to_lowercase())
                || kind.code() == text.to_lowercase()
        };
        let kind = UnitKind::ALL.into_iter().find(names);
        let all = || UnitKind::ALL.map(|kind| word(self.v.w, kind)).join("، ");
        kind.map(Some).ok_or_else(|| self.v.w.tables_unit_kind_wrong(all()))
    }

    fn number(&self, text: &str, (parts, max): (i32, i32)) -> Result<Option<i32>, String> {
        let number = number_in(text, parts).map_err(|()| self.v.w.buildings_not_a_number())?;
        if number.is_some_and(|number| max < number) {
            let (min, max) = (self.v.number(0), self.v.number(i64::from(max / parts)));
            return Err(self.v.w.buildings_number_between(min, max));
        }
        Ok(number)
    }
}

/// What a unit is, in a word.
pub(super) fn word(w: &Words, kind: UnitKind) -> String {
    match kind {
        UnitKind::Flat => w.buildings_kind_flat(),
        UnitKind::Shop => w.buildings_kind_shop(),
        UnitKind::Office => w.buildings_kind_office(),
        UnitKind::Parking => w.buildings_kind_parking(),
        UnitKind::Storage => w.buildings_kind_storage(),
    }
}

/// Whether a unit is as a table has it.
fn is_same(one: &Unit, other: &Unit) -> bool {
    let said = |unit: &Unit| {
        let weights = [unit.area, unit.persons, unit.parkings, unit.share, unit.coefficient];
        (unit.floor, unit.kind, weights)
    };
    said(one) == said(other)
}

/// Takes units in and changes those that differ; gives how many came and how many changed. What the
/// table left as it was is not touched, whatever became of it since.
pub(super) async fn apply(
    app: &App,
    building: BuildingId,
    rows: &[Row],
) -> Result<(usize, usize), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    store::lock(&mut tx, building).await?;
    let (mut came, mut changed) = (0, 0);
    for Row { unit, is_new } in rows {
        if *is_new {
            came += usize::from(store::insert_unit(&mut tx, building, unit).await?);
        } else {
            store::update_unit(&mut tx, building, unit).await?;
            changed += 1;
        }
    }
    if !rows.is_empty() {
        let said = rows.len().to_string();
        acts::note(&mut tx, Act::UnitChanged, (building.as_uuid(), &said), now).await?;
    }
    tx.commit().await?;
    Ok((came, changed))
}
