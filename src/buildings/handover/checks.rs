//! What a hand-over may say: numbers that a building can have, and names that are there.

use std::collections::HashMap;

use super::format::Handed;
use super::format::Unfit;
use crate::buildings::building::AREA_MAX;
use crate::buildings::building::PERSONS_MAX;
use crate::buildings::occupancy::WHOLE;

/// Units of one building, people, and items that are open.
const UNITS_MAX: usize = 20_000;
const ROWS_MAX: usize = 200_000;

/// No amount is larger, in rial.
const AMOUNT_MAX: i64 = 10_000_000_000_000;

/// Hundredths of what a unit weighs.
const COEFFICIENT_MAX: i32 = 1_000_000;

/// The forms of a late fee, as the file writes them.
const FORMS: [&str; 4] = ["fixed", "percent", "monthly", "yearly"];

pub(super) fn check(handed: &Handed) -> Result<(), Unfit> {
    let rules = [
        (!handed.units.is_empty() && handed.units.len() <= UNITS_MAX, "units"),
        (handed.people.len() <= ROWS_MAX && handed.stays.len() <= ROWS_MAX, "people"),
        (handed.debts.len() <= ROWS_MAX && handed.credits.len() <= ROWS_MAX, "debts"),
        ((-AMOUNT_MAX..=AMOUNT_MAX).contains(&handed.sum("fund")), "sums.fund"),
        (handed.debts.iter().all(|debt| is_amount(debt.rest)), "debts.rest"),
        (handed.credits.iter().all(|credit| is_amount(credit.amount)), "credits.amount"),
        (handed.units.iter().all(is_unit), "units"),
        (handed.late_fees.iter().all(|fee| FORMS.contains(&&*fee.form)), "late_fees.form"),
        (handed.late_fees.iter().all(|fee| 0 <= fee.points && 0 <= fee.grace_days), "late_fees"),
        (handed.early_discounts.iter().all(|one| 0 <= one.points), "early_discounts.points"),
        (handed.promises.len() <= 1 && handed.reminders.len() <= 1, "reminders"),
        (handed.late_fees.iter().filter(|fee| fee.ended_on.is_none()).count() <= 1, "late_fees"),
        (
            handed.early_discounts.iter().filter(|one| one.ended_on.is_none()).count() <= 1,
            "early_discounts",
        ),
        (counts_in_one_measure(handed), "meters.measure"),
        (handed.meters.iter().all(has_room), "meters.last"),
    ];
    match rules.into_iter().find(|(holds, _)| !holds) {
        Some((_, name)) => Err(Unfit::Broken(name.to_owned())),
        None => Ok(()),
    }
}

fn is_amount(amount: i64) -> bool {
    (1..=AMOUNT_MAX).contains(&amount)
}

fn is_unit(unit: &super::format::Unit) -> bool {
    (0..=AREA_MAX).contains(&unit.area)
        && (0..=PERSONS_MAX).contains(&unit.persons)
        && (0..=PERSONS_MAX).contains(&unit.parkings)
        && (0..=WHOLE).contains(&unit.share)
        && (0..=COEFFICIENT_MAX).contains(&unit.coefficient)
        && (-20..=200).contains(&unit.floor)
}

/// All meters of a kind count in the same.
fn counts_in_one_measure(handed: &Handed) -> bool {
    let mut measures: HashMap<&str, &str> = HashMap::new();
    handed.meters.iter().all(|meter| {
        *measures.entry(&meter.kind).or_insert(&meter.measure) == meter.measure.as_str()
    })
}

/// A meter shows what was read off it.
fn has_room(meter: &super::format::Meter) -> bool {
    let digits = u32::try_from(meter.digits).unwrap_or(0).min(9);
    meter.last.is_some() == meter.last_on.is_some()
        && meter.last.is_none_or(|last| (0..10_i64.pow(digits)).contains(&last))
}
