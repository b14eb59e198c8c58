//! Whose a line of a bill is, in sentences: for how many days of the month, by which share, and by whose
//! wish.

use super::bearers::Bearers;
use super::bearers::BillTo;
use super::bearers::Span;
use super::bearers::days_of;
use super::draft::Inputs;
use super::draft::Source;
use super::draft::UnitInput;
use crate::charges;
use crate::ids::ResidentId;
use crate::locale::Voice;
use crate::money::Money;

/// Why a line of a unit is a resident's, and how much of it; nothing, where the unit has one owner and one
/// tenant all month, each with their own bill.
pub(super) fn said(
    v: &Voice,
    inputs: &Inputs,
    (source, unit): (&Source, &UnitInput),
    resident: ResidentId,
) -> Vec<String> {
    let place = inputs.units.iter().position(|one| one.id == unit.id);
    let share = source.shares(&inputs.units).ok().zip(place);
    let Some(whole) = share.and_then(|(shares, place)| shares.get(place).copied()) else {
        return vec![];
    };
    if unit.is_plain() {
        return vec![];
    }
    let (owner, occupant) = charges::borne(whole, source.owner_percent);
    let bearers = Bearers::of(unit, days_of(inputs.period), source.borne_on);
    let mut said = vec![];
    for (amount, spans, is_owners) in
        [(owner, &bearers.owner, true), (occupant, &bearers.occupant, false)]
    {
        if amount != Money::ZERO {
            let part = part(v, (amount, is_owners), spans, resident);
            let day = source.borne_on.filter(|_| !is_owners && !part.is_empty());
            said.extend(part);
            said.extend(day.map(|day| v.w.people_borne_on(v.number(day.into()))));
        }
    }
    match unit.bill_to {
        BillTo::Tenant if owner != Money::ZERO && !said.is_empty() => {
            said.push(v.w.people_all_to_tenant());
        }
        BillTo::Owner(id) if id == resident => said.push(v.w.people_all_to_owner()),
        _ => (),
    }
    said
}

/// How much of one part of a line is a resident's.
fn part(
    v: &Voice,
    (amount, is_owners): (Money, bool),
    spans: &[Span],
    resident: ResidentId,
) -> Vec<String> {
    let days = |spans: &mut dyn Iterator<Item = &Span>| -> i64 {
        i64::try_from(spans.map(|span| span.days).sum::<u64>()).unwrap_or(0)
    };
    let is_in = |span: &&Span| span.people.iter().any(|(party, _)| party.resident == resident);
    let (mine, all) = (days(&mut spans.iter().filter(is_in)), days(&mut spans.iter()));
    if mine == 0 {
        return vec![];
    }
    let part = if is_owners { v.w.people_part_of_owner() } else { v.w.people_part_of_occupant() };
    let amount = v.amount_unit(amount);
    let whole = if mine == all {
        v.w.people_part_whole(part, amount)
    } else {
        v.w.people_part_by_days(part, amount, v.number(mine), v.number(all))
    };
    let mut said = vec![whole];
    for span in spans.iter().filter(is_in).filter(|span| 1 < span.people.len()) {
        let whole: u64 = span.people.iter().map(|(_, share)| share).sum();
        let mine = span.people.iter().filter(|(party, _)| party.resident == resident);
        let mine: u64 = mine.map(|(_, share)| share).sum();
        let points = u32::try_from(mine * 10_000 / whole.max(1)).unwrap_or(0);
        let sentence = v.w.people_part_by_share(v.points(points));
        if !said.contains(&sentence) {
            said.push(sentence);
        }
    }
    said
}
