//! The table of a month before it is issued: some of its units, each with every line, how much more it is than
//! last month, and what it would be by other keys.

use std::collections::HashMap;

use super::month::Month;
use crate::buildings::Draft;
use crate::buildings::Key;
use crate::buildings::draft::Bill;
use crate::buildings::draft::Line;
use crate::buildings::draft::UnitInput;
use crate::buildings::explain::place;
use crate::ids::UnitId;
use crate::money::Money;
use crate::web::Visit;

/// What keys are set beside each other.
pub(super) const COMPARED: [Key; 3] = [Key::Area, Key::Equal, Key::Persons];

/// Units on a page of the table. A building of ten thousand is looked at page by page: whole, its table would be
/// larger than what a phone takes.
pub(super) const UNITS: usize = 200;

/// A unit's row of the draft.
pub(super) struct Row {
    pub(super) unit: String,
    /// Who gets a bill; of several each with their part.
    pub(super) who: Vec<(String, Option<String>)>,
    pub(super) lines: Vec<(String, Money)>,
    pub(super) total: Money,
    /// By how much more than last month.
    pub(super) more: Money,
    /// What it would be by other keys.
    pub(super) compared: Vec<Option<Money>>,
}

/// The rows of the units that are looked at, beside what each cost the month before.
pub(super) fn rows(
    v: &Visit,
    month: &Month,
    (draft, before): (&Draft, &HashMap<UnitId, Money>),
) -> Vec<Row> {
    let (inputs, look) = (&month.inputs, &month.wanted.look);
    let count = inputs.units.len();
    let by = |keys: &[(u64, Key)]| inputs.by(keys).draft().ok().map(|draft| draft.of_units(count));
    let mut others: Vec<_> = COMPARED.iter().map(|key| by(&[(100, *key)])).collect();
    others.push(by(&look.mix));
    let shown = inputs.units.iter().enumerate().skip(look.from).take(UNITS);
    let row = |(at, unit): (usize, &UnitInput)| {
        let lines = lines_of(draft, at);
        let line =
            |line: &Line| (inputs.sources[line.source].title.clone(), line.owner + line.occupant);
        let total = lines.iter().map(|line| line.owner + line.occupant).sum();
        Row {
            unit: place(v, &unit.block, &unit.number),
            who: who(v, bills_of(draft, at)),
            lines: lines.iter().map(line).collect(),
            total,
            more: total - before.get(&unit.id).copied().unwrap_or(Money::ZERO),
            compared: others.iter().map(|other| other.as_ref().map(|other| other[at])).collect(),
        }
    };
    shown.map(row).collect()
}

/// The lines of a unit, which stand together.
fn lines_of(draft: &Draft, unit: usize) -> &[Line] {
    let first = draft.lines.partition_point(|line| line.unit < unit);
    let after = draft.lines.partition_point(|line| line.unit <= unit);
    &draft.lines[first..after]
}

/// The bills of a unit, which stand together.
fn bills_of(draft: &Draft, unit: usize) -> &[Bill] {
    let first = draft.bills.partition_point(|bill| bill.unit < unit);
    let after = draft.bills.partition_point(|bill| bill.unit <= unit);
    &draft.bills[first..after]
}

/// Who gets a bill of a unit; of several each with their part.
fn who(v: &Visit, bills: &[Bill]) -> Vec<(String, Option<String>)> {
    let part = |bill: &Bill| (1 < bills.len()).then(|| v.amount(bill.total()));
    bills.iter().map(|bill| (bill.party.name.clone(), part(bill))).collect()
}
