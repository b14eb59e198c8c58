//! A bill, explained: for each line what was spent, by which key, with the weights of all units, so
//! that anyone can compute it again.

pub(super) mod planned;
mod weights;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use uuid::Uuid;

use super::BuildingError;
use super::Key;
use super::UnitKind;
use super::aside::aside;
use super::building::noon;
use super::building::today;
use super::days;
use super::debts;
use super::debts::Item;
use super::draft::Inputs;
use super::draft::Source;
use super::draft::UnitInput;
use super::early::EarlyDiscount;
use super::fees;
use super::fees::Decision;
use super::fees::Form;
use super::fees::Reckoning;
use super::given_back;
use super::openings;
use super::openings::Opening;
use super::rule::Rule;
use super::rule::Split;
use super::runs;
use super::scope::Only;
use crate::charges::Grace;
use crate::db::Pool;
use crate::ids::ExpenseId;
use crate::locale::Voice;
use crate::locale::isolate;
use crate::money::Money;

/// Units that a sentence names; of the others it says how many.
const NAMED_MAX: usize = 12;

/// A line of a bill.
pub(super) struct Explained {
    pub(super) title: String,
    pub(super) category: String,
    pub(super) supplier: Option<String>,
    /// The whole that was divided; zero where every unit pays by itself.
    pub(super) amount: Money,
    pub(super) mine: Money,
    pub(super) parts: Vec<Part>,
    /// Where there is a picture of the bill.
    pub(super) file: Option<Uuid>,
    /// In how many months it is paid, and which of them this is.
    pub(super) months: (i64, i64),
    /// Who bears it and for how many days, and what the meters said, in sentences.
    pub(super) said: Vec<String>,
    /// Of a fee: how it came about.
    pub(super) late: Option<Late>,
}

/// How a late fee came about.
pub(super) struct Late {
    /// What was decided, and when.
    pub(super) words: String,
    pub(super) decided: String,
    pub(super) through: String,
    /// What was owed, and for how many days that count.
    pub(super) pieces: Vec<(Money, String)>,
}

/// What went by one key.
pub(super) struct Part {
    pub(super) key: String,
    pub(super) amount: Money,
    /// What all units weigh together.
    pub(super) whole: String,
    /// What the floors left over, which went to the largest remainders rial by rial.
    pub(super) left_over: Money,
    /// What each unit is called, its weight, and its share.
    pub(super) rows: Vec<(String, String, Money)>,
}

/// The lines of an item, each explained. A bill calls its unit as it was called when the month was issued, and so
/// does the item from then on.
pub(super) async fn item(
    db: &Pool,
    v: &Voice,
    item: &mut Item,
) -> Result<Vec<Explained>, BuildingError> {
    if item.is_given_back {
        let given = given_back::of_charge(db, item.id).await?;
        return Ok(given.into_iter().map(|at| given_back_then(v, item, at)).collect());
    }
    let Some(run) = item.run else {
        let opening = openings::of_charge(db, item.id).await?;
        return Ok(opening.into_iter().map(|opening| from_before(v, opening)).collect());
    };
    if item.is_fee {
        let building = runs::building_of(db, run).await?;
        let reckoned = fees::reckoning(db, (building, item.id)).await?;
        return Ok(reckoned.into_iter().map(|reckoned| fee(v, item, reckoned)).collect());
    }
    let inputs = runs::inputs(db, run).await?;
    let lines = debts::lines(db, item.id).await?;
    let (v, of) = (*v, item.clone());
    let (then, lines) = aside(move || explained(&v, &inputs, &of, lines)).await?;
    (item.block, item.number) = then.unwrap_or_else(|| (item.block.clone(), item.number.clone()));
    Ok(lines)
}

/// What its unit was called and the lines of a bill, by what its month was computed from.
fn explained(
    v: &Voice,
    inputs: &Inputs,
    item: &Item,
    lines: Vec<(usize, Money)>,
) -> (Option<(String, String)>, Vec<Explained>) {
    let unit = unit_of(inputs, item);
    let explained = lines.into_iter().filter_map(|(place, mine)| {
        let source = inputs.sources.get(place)?;
        let borne = unit.map(|unit| days::said(v, inputs, (source, unit), item.resident));
        let mut line = line(v, inputs, (source, unit), mine);
        line.said.extend(borne.unwrap_or_default());
        Some(line)
    });
    let lines = explained.collect();
    (unit.map(|unit| (unit.block.clone(), unit.number.clone())), lines)
}

/// The unit of an item among those of its month, whatever it is called since; of a month that names units otherwise,
/// the one that is called as the item's is.
fn unit_of<'a>(inputs: &'a Inputs, item: &Item) -> Option<&'a UnitInput> {
    let of_id = inputs.units.iter().find(|unit| unit.id == item.unit);
    let is_called = |unit: &&UnitInput| (&unit.block, &unit.number) == (&item.block, &item.number);
    of_id.or_else(|| inputs.units.iter().find(is_called))
}

fn line(
    v: &Voice,
    inputs: &Inputs,
    (source, unit): (&Source, Option<&UnitInput>),
    mine: Money,
) -> Explained {
    let (parts, months, said) = match &source.rule {
        Rule::Extra(_) => (vec![], (1, 1), vec![]),
        Rule::Fixed(plan) => (vec![], (1, 1), planned::said(v, (plan, source.planned), unit)),
        Rule::Split(split) => {
            let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            let decided = source.levied.map(|levied| v.day_full(noon(levied.decided_on)));
            let decided = decided.map(|day| v.w.levies_decided_on(day));
            let mut said: Vec<String> = decided.into_iter().collect();
            said.extend(terms(v, split, &inputs.units));
            said.extend(metered(v, split, unit));
            (parts(v, inputs, source), (count(split.months), count(split.turn + 1)), said)
        }
    };
    Explained {
        title: called(v, source),
        category: match source.rule {
            Rule::Extra(_) => v.w.people_extra_of_unit(),
            _ => source.category.clone(),
        },
        supplier: source.supplier.clone(),
        amount: source.amount,
        mine,
        parts,
        file: of_source(source).filter(|_| source.has_file),
        months,
        said,
        late: None,
    }
}

/// How a source is called by whoever reads of it: what the house itself has named is in their language.
pub(super) fn called(v: &Voice, source: &Source) -> String {
    match source.rule {
        Rule::Fixed(_) => v.w.buildings_fixed_charge(),
        Rule::Split(_) | Rule::Extra(_) => source.title.clone(),
    }
}

/// What a picture of a bill, or of minutes, is called after.
fn of_source(source: &Source) -> Option<Uuid> {
    let levy = source.levied.map(|levied| levied.levy.as_uuid());
    source.expense.map(ExpenseId::as_uuid).or(levy)
}

fn from_before(v: &Voice, opening: Opening) -> Explained {
    let recorded = v.day_full(opening.recorded_at);
    Explained {
        title: opening.note.unwrap_or_else(|| v.w.debts_opening_debt()),
        category: v.w.debts_opening_recorded(&opening.recorded_by, recorded),
        supplier: None,
        amount: Money::ZERO,
        mine: opening.amount,
        parts: vec![],
        file: None,
        months: (1, 1),
        said: vec![],
        late: None,
    }
}

fn given_back_then(v: &Voice, item: &Item, at: DateTime<Utc>) -> Explained {
    Explained {
        title: v.w.given_back_item(),
        category: v.w.given_back_item_why(v.day_full(at)),
        supplier: None,
        amount: Money::ZERO,
        mine: item.amount,
        parts: vec![],
        file: None,
        months: (1, 1),
        said: vec![],
        late: None,
    }
}

fn fee(v: &Voice, item: &Item, reckoned: Reckoning) -> Explained {
    let days = |days: u32| v.number(days.into());
    let pieces = reckoned.pieces.iter().map(|piece| (piece.principal, days(piece.days)));
    let decided = v.day_full(noon(reckoned.decision.decided_on));
    Explained {
        title: v.w.debts_fees(),
        category: fee_rule(v, &reckoned.decision),
        supplier: None,
        amount: Money::ZERO,
        mine: item.amount,
        parts: vec![],
        file: None,
        months: (1, 1),
        said: vec![],
        late: Some(Late {
            decided: v.w.buildings_by_and_when(v.w.debts_fee_by_decision(), decided),
            through: v.w.debts_fee_through(v.day_full(noon(reckoned.through))),
            pieces: pieces.collect(),
            words: reckoned.decision.words,
        }),
    }
}

/// What being late costs by a decision, in a sentence.
pub(super) fn fee_rule(v: &Voice, decision: &Decision) -> String {
    let rate = match decision.form {
        Form::Fixed(amount) => v.w.debts_fee_rule_fixed(v.amount_unit(amount)),
        Form::Percent(points) => v.w.debts_fee_rule_percent(v.points(points)),
        Form::Monthly(points) => v.w.debts_fee_rule_monthly(v.points(points)),
        Form::Yearly(points) => v.w.debts_fee_rule_yearly(v.points(points)),
    };
    let (Grace::Shift(free) | Grace::Cliff(free)) = decision.grace;
    let rule = match free {
        0 => rate,
        free => v.w.debts_fee_rule_grace(rate, v.number(free.into())),
    };
    match decision.cap {
        Some(cap) => v.w.debts_fee_rule_cap(rule, v.points(cap)),
        None => rule,
    }
}

/// Which units bear it, where not all do, and whether it goes by keys of its own.
fn terms(v: &Voice, split: &Split, units: &[UnitInput]) -> Vec<String> {
    let only = match (&split.block, &split.only) {
        (Some(block), _) => Some(v.w.levies_scope_block(v.digits(block))),
        (None, Some(Only { kind: Some(kind), .. })) => Some(of_kind(v, *kind)),
        (None, Some(only)) => {
            let chosen = units.iter().filter(|unit| only.has(unit));
            Some(names(v, chosen.map(|unit| place(v, &unit.block, &unit.number)).collect()))
        }
        (None, None) => None,
    };
    let own = split.has_own_keys.then(|| v.w.levies_has_own_key());
    only.map(|units| v.w.levies_borne_only(units)).into_iter().chain(own).collect()
}

/// The units of a kind.
pub(super) fn of_kind(v: &Voice, kind: UnitKind) -> String {
    match kind {
        UnitKind::Flat => v.w.levies_scope_flats(),
        UnitKind::Shop => v.w.levies_scope_shops(),
        UnitKind::Office => v.w.levies_scope_offices(),
        UnitKind::Parking => v.w.levies_scope_parkings(),
        UnitKind::Storage => v.w.levies_scope_storages(),
    }
}

/// The names of units; where they are many, of some of them, and how many more there are.
pub(super) fn names(v: &Voice, mut all: Vec<String>) -> String {
    let more = i64::try_from(all.len().saturating_sub(NAMED_MAX)).unwrap_or(i64::MAX);
    all.truncate(NAMED_MAX);
    let said = all.join(&v.w.buildings_and());
    match more {
        0 => said,
        more => v.w.meters_and_more(said, v.number(more)),
    }
}

/// What each meter of a unit said, and the main one.
fn metered(v: &Voice, split: &Split, unit: Option<&UnitInput>) -> Vec<String> {
    let (Some(metered), Some(unit)) = (&split.metered, unit) else { return vec![] };
    let count = |count: u64| v.digits(&count.to_string());
    let reading = |(day, figure): (NaiveDate, u64)| {
        v.w.meters_figure_on(count(figure), v.day_full(noon(day)))
    };
    let mine = metered.units.iter().filter(|consumed| consumed.unit == Some(unit.id));
    let mut said: Vec<String> = mine
        .map(|consumed| {
            let (from, to) = (reading(consumed.from), reading(consumed.to));
            v.w.meters_consumed(from, to, count(consumed.amount), isolate(&metered.measure))
        })
        .collect();
    if said.is_empty() {
        said.push(v.w.meters_nothing_read());
    }
    if let (Some(main), Some(rest)) = (&metered.main, metered.rest()) {
        said.push(v.w.meters_main_said(count(main.amount), isolate(&metered.measure), count(rest)));
    }
    said
}

/// What a building lets off to whoever pays early.
pub(super) fn early_rule(v: &Voice, decision: &EarlyDiscount) -> String {
    let percent = v.points(u32::try_from(decision.points).unwrap_or(0));
    match decision.days_before {
        0 => v.w.debts_early_rule_last(percent),
        days => v.w.debts_early_rule(percent, v.number(days.into())),
    }
}

/// What is offered for a bill; nothing, where nothing is any more.
pub(super) fn offer(v: &Voice, item: &Item) -> Option<String> {
    let (off, until) = item.early(today(v.now))?;
    Some(v.w.debts_early_offer(v.day_full(noon(until)), v.amount_unit(off)))
}

fn parts(v: &Voice, inputs: &Inputs, source: &Source) -> Vec<Part> {
    let Rule::Split(split) = &source.rule else { return vec![] };
    let weighed = split.weights(&inputs.units);
    let Ok(mixed) = split.divide(source.amount, &inputs.units) else { return vec![] };
    let each = split.keys.iter().zip(weighed).zip(mixed.components).zip(mixed.rows);
    each.map(|((((_, key), (_, weights)), amount), shares)| {
        let whole: u64 = weights.iter().sum();
        let floor = |weight: &u64| {
            let part = i128::from(amount.as_rials()) * i128::from(*weight);
            i64::try_from(part.div_euclid(i128::from(whole.max(1)))).unwrap_or(0)
        };
        let left_over = amount.as_rials() - weights.iter().map(floor).sum::<i64>();
        let said = |weight: u64| weights::said(v, (*key, split), weight);
        let rows = inputs.units.iter().zip(weights).zip(shares);
        let row = |((unit, weight), share): ((&UnitInput, u64), Money)| {
            (place(v, &unit.block, &unit.number), said(weight), share)
        };
        Part {
            key: key_word(v, *key),
            amount,
            whole: said(whole),
            left_over: Money::rials(left_over),
            rows: rows.map(row).collect(),
        }
    })
    .collect()
}

/// How a unit is called; where there are blocks, its number alone names several.
pub(super) fn place(v: &Voice, block: &str, number: &str) -> String {
    let number = v.digits(number);
    if block.is_empty() {
        v.w.buildings_unit_of(number)
    } else {
        v.w.buildings_unit_in_block(v.digits(block), number)
    }
}

/// How a key is called.
pub(super) fn key_word(v: &Voice, key: Key) -> String {
    match key {
        Key::Equal => v.w.buildings_key_equal(),
        Key::Area => v.w.buildings_key_area(),
        Key::Persons => v.w.buildings_key_persons(),
        Key::PersonDays => v.w.people_key_person_days(),
        Key::Share => v.w.buildings_key_share(),
        Key::Coefficient => v.w.buildings_key_coefficient(),
        Key::Meter => v.w.meters_key(),
    }
}
