//! The table of a month before it is issued: some of its units, each with every line, how much more it is than
//! last month, and what it would be by other keys.

use std::collections::HashMap;
use std::collections::HashSet;

use super::warnings;
use super::warnings::Warning;
use crate::buildings::BuildingError;
use crate::buildings::Draft;
use crate::buildings::Key;
use crate::buildings::draft::Bill;
use crate::buildings::draft::Inputs;
use crate::buildings::draft::Line;
use crate::buildings::draft::UnitInput;
use crate::buildings::explain::called;
use crate::buildings::explain::place;
use crate::ids::ResidentId;
use crate::ids::UnitId;
use crate::locale::Voice;
use crate::money::Money;
use crate::tokens::TokenDigest;

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

/// What a page says of a month: of all units together, and of some of them each by itself.
pub(super) struct Sheet {
    /// Of everything that it is computed from.
    pub(super) digest: TokenDigest,
    /// How many units there are.
    pub(super) units: usize,
    pub(super) total: Money,
    /// Who gets the bills, one after the other, and of which unit.
    pub(super) people: Vec<(ResidentId, UnitId)>,
    /// What the manager should know of it.
    pub(super) warnings: Vec<Warning>,
    /// Nothing can be issued before something is put right.
    pub(super) is_stuck: bool,
    pub(super) rows: Vec<Row>,
}

impl Sheet {
    /// Computes a month, and the one before it for comparison. The units that are looked at stand from a place on,
    /// and are also divided by a mix of keys.
    pub(super) fn of(
        v: &Voice,
        (inputs, before): (&Inputs, Option<&Inputs>),
        looked: (usize, &[(u64, Key)]),
    ) -> Result<Self, BuildingError> {
        let (drafted, warnings) = drafted(v, inputs)?;
        let is_divided = drafted.is_some();
        let draft = drafted.unwrap_or_default();
        let bill_of = |bill: &Bill| (bill.party.resident, inputs.units[bill.unit].id);
        Ok(Self {
            digest: inputs.digest()?,
            units: inputs.units.len(),
            total: draft.total(),
            people: draft.bills.iter().map(bill_of).collect(),
            warnings,
            is_stuck: !is_divided || !draft.nobody.is_empty() || draft.bills.is_empty(),
            rows: rows(v, (inputs, before), &draft, looked)?,
        })
    }
}

/// The draft, and what the manager should know of it; none, when a cost has nobody to bear it.
fn drafted(v: &Voice, inputs: &Inputs) -> Result<(Option<Draft>, Vec<Warning>), BuildingError> {
    match inputs.draft() {
        Ok(draft) => {
            let warnings = warnings::of_draft(v, inputs, &draft);
            Ok((Some(draft), warnings))
        }
        Err(BuildingError::NobodyBears(place)) => {
            Ok((None, warnings::of_none(v, inputs, inputs.sources.get(place))))
        }
        Err(error) => Err(error),
    }
}

/// The rows of the units that are looked at, beside what each cost the month before.
fn rows(
    v: &Voice,
    (inputs, before): (&Inputs, Option<&Inputs>),
    draft: &Draft,
    (from, mix): (usize, &[(u64, Key)]),
) -> Result<Vec<Row>, BuildingError> {
    let shown = inputs.units.iter().enumerate().skip(from).take(UNITS);
    let ids: HashSet<UnitId> = shown.clone().map(|(_, unit)| unit.id).collect();
    let before = match before {
        Some(before) => {
            let amounts = before.draft()?.of_units(before.units.len());
            let all = before.units.iter().map(|unit| unit.id).zip(amounts);
            all.filter(|(unit, _)| ids.contains(unit)).collect()
        }
        None => HashMap::new(),
    };
    let by = |keys: &[(u64, Key)]| inputs.of_units_by(keys).ok();
    let mut others: Vec<_> = COMPARED.iter().map(|key| by(&[(100, *key)])).collect();
    others.push(by(mix));
    let row = |(at, unit): (usize, &UnitInput)| {
        let lines = lines_of(draft, at);
        let line =
            |line: &Line| (called(v, &inputs.sources[line.source]), line.owner + line.occupant);
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
    Ok(shown.map(row).collect())
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
fn who(v: &Voice, bills: &[Bill]) -> Vec<(String, Option<String>)> {
    let part = |bill: &Bill| (1 < bills.len()).then(|| v.amount(bill.total()));
    bills.iter().map(|bill| (bill.party.name.clone(), part(bill))).collect()
}
