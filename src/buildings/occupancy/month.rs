//! The people of a month, as its inputs freeze them.

use std::collections::HashMap;

use chrono::NaiveDate;
use chrono::TimeDelta;
use sqlx::PgConnection;

use super::Known;
use super::store;
use crate::buildings::Unit;
use crate::buildings::bearers::BillTo;
use crate::buildings::bearers::Stay;
use crate::buildings::bearers::days_of;
use crate::buildings::building::date_of;
use crate::buildings::building::month_of;
use crate::buildings::draft::PartyInput;
use crate::buildings::draft::UnitInput;
use crate::ids::BuildingId;
use crate::ids::UnitId;
use crate::locale::Jalali;

/// The people of a building in a month, as they are written down.
pub(in crate::buildings) struct People {
    first: NaiveDate,
    days: u8,
    stays: Vec<Known>,
    receivers: HashMap<UnitId, BillTo>,
}

impl People {
    pub(in crate::buildings) async fn of(
        db: &mut PgConnection,
        building: BuildingId,
        period: i32,
    ) -> sqlx::Result<Self> {
        let days = days_of(period);
        let (year, month) = month_of(period);
        let first = Jalali::new(year, month, 1).map(date_of).unwrap_or_default();
        let after = first + TimeDelta::days(days.into());
        let stays = store::stays_between(&mut *db, building, (first, after)).await?;
        let receivers = store::bills_to(db, building).await?;
        Ok(Self { first, days, stays, receivers })
    }

    /// Writes into the units of the month who is there on which of its days, and who receives their bill. Where
    /// the same owner and the same tenant are there from its first day to its last, their names say all.
    pub(in crate::buildings) fn in_units(self, units: &[Unit]) -> Vec<UnitInput> {
        let Self { first, days, stays, receivers } = self;
        let mut known = store::by_unit(stays);
        let of = |unit: &Unit| {
            let known = known.remove(&unit.id).unwrap_or_default();
            let bill_to = receivers.get(&unit.id).copied().unwrap_or_default();
            let (persons, person_days, empty_days) = count(unit, &known, (first, days));
            let counted = UnitInput { persons, person_days, empty_days, ..UnitInput::of(unit) };
            with(UnitInput { bill_to, ..counted }, &known, (first, days))
        };
        units.iter().map(of).collect()
    }
}

fn with(unit: UnitInput, known: &[Known], (first, days): (NaiveDate, u8)) -> UnitInput {
    let party = |one: &Known| PartyInput { resident: one.resident, name: one.name.clone() };
    let stays = known.iter().map(|one| Stay {
        party: party(one),
        is_owner: one.is_owner,
        share: u32::try_from(one.share).unwrap_or(0),
        from: if one.was_there { 1 } else { day(first, one.since, days) },
        until: one.until.map_or(days + 1, |until| day(first, until, days)),
    });
    let stays: Vec<Stay> = stays.collect();
    let last = |is_owner| {
        let there = |stay: &&Stay| stay.is_owner == is_owner && stay.until == days + 1;
        stays.iter().find(there).map(|stay| stay.party.clone())
    };
    let (owner, tenant) = (last(true), last(false));
    let of = |is_owner| stays.iter().filter(|stay| stay.is_owner == is_owner).count();
    let are_there = stays.iter().all(|stay| (stay.from, stay.until) == (1, days + 1));
    let is_plain = are_there && of(true) <= 1 && of(false) <= 1;
    UnitInput { owner, tenant, stays: if is_plain { vec![] } else { stays }, ..unit }
}

/// The day of a month that a date is, from 1 to the day after its last.
fn day(first: NaiveDate, date: NaiveDate, days: u8) -> u8 {
    let place = (date - first).num_days().clamp(0, i64::from(days));
    u8::try_from(place + 1).unwrap_or(1)
}

/// How many people live in a unit at the end of a month, for how many of its days all together, and on how many
/// it is empty.
fn count(unit: &Unit, known: &[Known], (first, days): (NaiveDate, u8)) -> (u32, u32, u32) {
    let (mut persons, mut person_days, mut empty_days) = (0, 0, 0);
    for place in 0..i64::from(days) {
        let date = first + TimeDelta::days(place);
        let tenant = known.iter().find(|one| !one.is_owner && one.is_there(date));
        let said = tenant.and_then(|one| one.persons).unwrap_or(unit.own_persons);
        persons = u32::try_from(said).unwrap_or(0);
        person_days += persons;
        empty_days += u32::from(said == 0 && tenant.is_none());
    }
    (persons, person_days, empty_days)
}
