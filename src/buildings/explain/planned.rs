//! A line of the fixed charge, explained: its rates, each with what it is multiplied by in this unit.

use crate::buildings::building::noon;
use crate::buildings::draft::Plan;
use crate::buildings::draft::UnitInput;
use crate::buildings::range;
use crate::buildings::rule::Planned;
use crate::buildings::rule::base;
use crate::charges;
use crate::charges::Base;
use crate::locale::Voice;
use crate::money::Money;

/// What the plan asks of a unit, part by part, and which version of it that is.
pub(super) fn said(
    v: &Voice,
    (plan, planned): (&Plan, Option<Planned>),
    unit: Option<&UnitInput>,
) -> Vec<String> {
    let mut said = unit.map(|unit| reckoned(v, plan, base(unit))).unwrap_or_default();
    said.extend(planned.map(|planned| version(v, planned)));
    said
}

/// Which version of the plan it is, from which month on, and when it was written down.
pub(in crate::buildings) fn version(v: &Voice, planned: Planned) -> String {
    let month = range::name(v, planned.valid_from);
    let day = v.day_full(noon(planned.written_on));
    v.w.costs_plan_version(v.number(planned.version.into()), month, day)
}

fn reckoned(v: &Voice, plan: &Plan, unit: Base) -> Vec<String> {
    let (exact, billed) = charges::fixed(plan, unit);
    let mut said = rates(v, plan, Some(unit));
    if exact != billed {
        let step = v.amount_unit(plan.round_up);
        said.push(v.w.costs_plan_rounded(v.amount_unit(exact), step));
    }
    said.push(v.w.costs_plan_sum(v.amount_unit(billed)));
    said
}

/// The rates that a plan has; of a unit, with what each comes to.
pub(in crate::buildings) fn rates(v: &Voice, plan: &Plan, unit: Option<Base>) -> Vec<String> {
    let w = v.w;
    let part = |rate: Plan| unit.map(|unit| charges::fixed(&rate, unit).0);
    let times = |rate: String, (count, sum): (Option<String>, Option<Money>)| match count.zip(sum) {
        Some((count, sum)) => w.costs_plan_times(rate, count, v.amount_unit(sum)),
        None => rate,
    };
    let parts = [
        (plan.base, w.buildings_plan_base(), (None, None)),
        (
            plan.square_metre,
            w.buildings_plan_metre(),
            (
                unit.map(|unit| area(v, unit.area.into())),
                part(Plan { square_metre: plan.square_metre, ..Plan::default() }),
            ),
        ),
        (
            plan.person,
            w.buildings_plan_person(),
            (
                unit.map(|unit| people(v, unit.persons.into())),
                part(Plan { person: plan.person, ..Plan::default() }),
            ),
        ),
        (
            plan.parking,
            w.buildings_plan_parking(),
            (
                unit.map(|unit| v.number(unit.parkings.into())),
                part(Plan { parking: plan.parking, ..Plan::default() }),
            ),
        ),
    ];
    let parts = parts.into_iter().filter(|(rate, ..)| *rate != Money::ZERO);
    parts
        .map(|(rate, word, counted)| w.costs_plan_part(word, times(v.amount_unit(rate), counted)))
        .collect()
}

/// An area in hundredths of a square metre, as people say it.
pub(in crate::buildings) fn area(v: &Voice, hundredths: u64) -> String {
    v.w.costs_square_metres(v.hundredths(hundredths))
}

pub(super) fn people(v: &Voice, count: u64) -> String {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    v.w.people_count(count, v.number(count))
}
