//! A building begins by the file of its hand-over, in one transaction. Everything gets a name of ours: what it
//! was called elsewhere says nothing here.

use std::collections::BTreeMap;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use data_encoding::HEXLOWER;
use serde::Serialize;
use serde_json::Value;
use sqlx::query;
use sqlx::query_scalar;
use uuid::Uuid;

use super::format::Handed;
use super::format::Meter;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::Fund;
use crate::buildings::NewDecision;
use crate::buildings::NewEarlyDiscount;
use crate::buildings::NewFundOpening;
use crate::buildings::NewOpening;
use crate::buildings::PromiseRules;
use crate::buildings::ReminderRules;
use crate::buildings::building::noon;
use crate::buildings::building::number_order;
use crate::buildings::building::period_of;
use crate::buildings::early;
use crate::buildings::fees;
use crate::buildings::fund_openings;
use crate::buildings::openings;
use crate::buildings::promises;
use crate::buildings::reminders;
use crate::buildings::report;
use crate::buildings::store as buildings;
use crate::buildings::writing::named;
use crate::db::Tx;
use crate::ids;
use crate::ids::BuildingId;
use crate::ids::DecisionId;
use crate::ids::FundOpeningId;
use crate::ids::MemberId;
use crate::ids::OpeningId;
use crate::ids::ResidentId;
use crate::ids::WorkspaceId;
use crate::locale::Voice;
use crate::locale::clean;
use crate::money::Money;
use crate::tokens::Door;

/// Writes the building. [`BuildingError::NotAsShown`]: what the file says in sum is not what its rows come to.
pub(super) async fn arrive(
    tx: &mut Tx,
    (app, v): (&App, &Voice),
    (workspace, member): (WorkspaceId, MemberId),
    (building, mut handed): (BuildingId, Handed),
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    let (name, address) = (clean(&handed.building.name), handed.building.address.as_deref());
    let address = address.map(clean).filter(|address| !address.is_empty());
    let called = (building, name.as_str(), address.as_deref());
    buildings::insert_bare(tx, (workspace, member), called, now).await?;
    rename(app, building, &mut handed, now);
    insert_people(tx, building, &handed).await?;
    insert_costs(tx, (building, member), &handed, now).await?;
    insert_meters(tx, (building, member), &handed.meters, now).await?;
    // What waits for the end of a transaction otherwise is asked now, so that a rehearsal hears of it.
    sqlx::raw_sql("set constraints all immediate; set constraints all deferred")
        .execute(&mut **tx)
        .await?;
    write_rules(tx, (building, member), &handed, now).await?;
    write_balances(tx, v, (building, member), &handed, now).await?;
    agree(tx, building, &handed, now).await
}

/// Gives everything a name of ours.
fn rename(app: &App, building: BuildingId, handed: &mut Handed, now: DateTime<Utc>) {
    let name = |kind: &str, old: &Uuid| named(kind, building.as_uuid(), *old);
    let (unit, person) = (|old: &Uuid| name("unit", old), |old: &Uuid| name("resident", old));
    for one in &mut handed.units {
        one.id = unit(&one.id);
        one.bill_to_person = one.bill_to_person.as_ref().map(person);
        (one.block, one.number) = (clean(&one.block), clean(&one.number));
        one.number_order = number_order(&one.number);
    }
    for one in &mut handed.people {
        one.id = person(&one.id);
        one.name = clean(&one.name);
        let door = Door::Resident { resident: ResidentId::from(one.id) };
        one.door = HEXLOWER.encode(app.keys.digest(&door).as_slice());
    }
    for one in &mut handed.stays {
        (one.id, one.unit, one.person) = (ids::at(now), unit(&one.unit), person(&one.person));
    }
    for one in &mut handed.debts {
        (one.unit, one.person) = (unit(&one.unit), person(&one.person));
    }
    for one in &mut handed.credits {
        (one.unit, one.person) = (unit(&one.unit), person(&one.person));
    }
    for (place, one) in handed.categories.iter_mut().enumerate() {
        (one.id, one.place, one.name) = (ids::at(now), place, clean(&one.name));
    }
    for (place, one) in handed.plans.iter_mut().enumerate() {
        (one.version, one.note) = (place + 1, clean(&one.note));
    }
    for one in &mut handed.extras {
        (one.id, one.unit, one.title) = (ids::at(now), unit(&one.unit), clean(&one.title));
    }
    for one in &mut handed.meters {
        (one.id, one.reading) = (ids::at(now), ids::at(now));
        one.unit = one.unit.as_ref().map(unit);
        one.period = one.last_on.map_or(0, |day| period_of(noon(day)));
    }
}

fn rows<T: Serialize>(rows: &[T]) -> Result<Value, BuildingError> {
    Ok(serde_json::to_value(rows)?)
}

async fn insert_people(
    tx: &mut Tx,
    building: BuildingId,
    handed: &Handed,
) -> Result<(), BuildingError> {
    query!(
        "insert into residents (id, building_id, name, mobile, email, token_digest)
        select id, $1, name, mobile, email, decode(door, 'hex')
        from jsonb_to_recordset($2)
            as rows (id uuid, name text, mobile text, email text, door text)",
        building.as_uuid(),
        rows(&handed.people)?,
    )
    .execute(&mut **tx)
    .await?;
    query!(
        "insert into units (id, building_id, block, floor, number, number_order, kind, area,
            persons, parkings, share, coefficient, bill_to, bill_to_resident)
        select id, $1, block, floor, number, number_order, kind, area, persons, parkings, share,
            coefficient, coalesce(bill_to, 'each'), bill_to_person
        from jsonb_to_recordset($2) as rows (id uuid, block text, floor integer, number text,
            number_order integer, kind text, area integer, persons integer, parkings integer,
            share integer, coefficient integer, bill_to text, bill_to_person uuid)",
        building.as_uuid(),
        rows(&handed.units)?,
    )
    .execute(&mut **tx)
    .await?;
    query!(
        "insert into occupancies
            (id, unit_id, resident_id, role, share, persons, since, until, was_there)
        select id, unit, person, role, coalesce(share, 1000000), persons, since, until, was_there
        from jsonb_to_recordset($1) as rows (id uuid, unit uuid, person uuid, role text,
            share integer, persons integer, since date, until date, was_there boolean)",
        rows(&handed.stays)?,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn insert_costs(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    handed: &Handed,
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    query!(
        "insert into cost_categories (id, building_id, place, name, key, percent, other_key,
            owner_percent, vacant_persons, borne_on, fund, meter_kind)
        select id, $1, place, name, key, percent, other_key, owner_percent, vacant_persons,
            borne_on, fund, meter_kind
        from jsonb_to_recordset($2) as rows (id uuid, place integer, name text, key text,
            percent integer, other_key text, owner_percent integer, vacant_persons integer,
            borne_on integer, fund text, meter_kind text)",
        building.as_uuid(),
        rows(&handed.categories)?,
    )
    .execute(&mut **tx)
    .await?;
    query!(
        "insert into fixed_plans (building_id, version, valid_from, base, square_metre, person,
            parking, round_up, note, created_at, created_by)
        select $1, version, valid_from, base, square_metre, person, parking, round_up, note, $3, $4
        from jsonb_to_recordset($2) as rows (version integer, valid_from integer, base bigint,
            square_metre bigint, person bigint, parking bigint, round_up bigint, note text)",
        building.as_uuid(),
        rows(&handed.plans)?,
        now,
        member.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    query!(
        "insert into unit_extras
            (id, unit_id, title, amount, owner_bears, since, until, created_by, created_at)
        select id, unit, title, amount, owner_bears, since, until, $2, $3
        from jsonb_to_recordset($1) as rows (id uuid, unit uuid, title text, amount bigint,
            owner_bears boolean, since integer, until integer)",
        rows(&handed.extras)?,
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Meters with what was last read off them, from which the next reading counts.
async fn insert_meters(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    meters: &[Meter],
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    let meters = rows(meters)?;
    query!(
        "insert into meters
            (id, building_id, unit_id, is_main, kind, measure, serial, digits, added_by, added_at)
        select id, $1, unit, is_main, kind, measure, serial, digits, $3, $4
        from jsonb_to_recordset($2) as rows (id uuid, unit uuid, is_main boolean, kind text,
            measure text, serial text, digits smallint)",
        building.as_uuid(),
        meters,
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    query!(
        "insert into meter_readings
            (id, meter_id, read_on, period, figure, mark, read_by, written_at)
        select reading, id, last_on, period, last, 'plain', $2, $3
        from jsonb_to_recordset($1)
            as rows (id uuid, reading uuid, last_on date, period integer, last bigint)
        where last is not null",
        meters,
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What was decided and stands, from the day of the hand-over on. Nobody is reminded until the new manager has
/// looked: that is switched off.
async fn write_rules(
    tx: &mut Tx,
    maker: (BuildingId, MemberId),
    handed: &Handed,
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    for fee in handed.late_fees.iter().filter(|fee| fee.ended_on.is_none()) {
        let new = NewDecision {
            id: DecisionId::new(now),
            words: clean(&fee.words),
            decided_on: fee.decided_on,
            form: fees::form_of(&fee.form, Money::rials(fee.amount), fee.points),
            grace: fees::grace_of(&fee.grace, fee.grace_days),
            cap: fee.cap.and_then(|cap| u32::try_from(cap).ok()),
            valid_from: fee.valid_from.max(handed.on),
        };
        fees::record_on(tx, maker, &new, now).await?;
    }
    for early in handed.early_discounts.iter().filter(|early| early.ended_on.is_none()) {
        let new = NewEarlyDiscount {
            id: DecisionId::new(now),
            words: clean(&early.words),
            decided_on: early.decided_on,
            points: u32::try_from(early.points).unwrap_or(0),
            days_before: u16::try_from(early.days_before).unwrap_or(0),
            valid_from: early.valid_from.max(handed.on),
        };
        early::record_on(tx, maker, &new, now).await?;
    }
    if let Some(one) = handed.promises.first() {
        let rules = PromiseRules {
            is_on: one.is_on,
            parts_max: one.parts_max,
            days_max: one.days_max,
            rests_fees: one.rests_fees,
        };
        promises::set_on(tx, maker, &rules, now).await?;
    }
    let usual = ReminderRules { is_on: false, ..ReminderRules::default() };
    let rules = handed.reminders.first().map_or_else(
        || usual.clone(),
        |one| ReminderRules {
            days: one.days.split(' ').filter_map(|day| day.parse().ok()).collect(),
            then_every: one.then_every,
            times_max: one.times_max,
            hour: one.hour,
            least: Money::rials(one.least),
            ..usual.clone()
        },
    );
    reminders::set_on(tx, maker, &rules, now).await?;
    Ok(())
}

/// What everybody owes and has paid in advance, and what is in the fund. Items of one person that fall due on one
/// day become one.
async fn write_balances(
    tx: &mut Tx,
    v: &Voice,
    maker: (BuildingId, MemberId),
    handed: &Handed,
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    let note = v.w.handover_brought_by(v.day_full(noon(handed.on)));
    let mut sums: BTreeMap<_, i64> = BTreeMap::new();
    for debt in &handed.debts {
        let sum = sums.entry((debt.unit, debt.person, debt.due_on)).or_default();
        *sum = sum.checked_add(debt.rest).ok_or(BuildingError::NotAsShown)?;
    }
    let opening = |(unit, person, since): (Uuid, Uuid, _), is_credit, amount| NewOpening {
        id: OpeningId::new(now),
        unit: unit.into(),
        resident: person.into(),
        is_credit,
        amount: Money::rials(amount),
        since,
        note: Some(note.clone()),
    };
    let mut openings: Vec<NewOpening> =
        sums.iter().map(|(whose, amount)| opening(*whose, false, *amount)).collect();
    for credit in &handed.credits {
        // Of one person and one day there is one.
        let mut since = handed.on;
        while sums.contains_key(&(credit.unit, credit.person, since)) {
            since -= TimeDelta::days(1);
        }
        openings.push(opening((credit.unit, credit.person, since), true, credit.amount));
    }
    openings::bring_on(tx, maker, &openings, now).await?;
    let fund = Money::rials(handed.sum("fund"));
    if fund != Money::ZERO {
        let new = NewFundOpening {
            id: FundOpeningId::new(now),
            fund: Fund::Operating,
            amount: fund,
            held_on: handed.on,
            note: Some(note),
        };
        fund_openings::bring_on(tx, maker, &new, now).await?;
    }
    Ok(())
}

/// Whether what was written comes to what the file says in sum. Credit may have been laid on what the same person
/// owes, so the two are held together.
async fn agree(
    tx: &mut Tx,
    building: BuildingId,
    handed: &Handed,
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    let owed = query_scalar!(
        r#"select (coalesce((
            select sum(rest) from open_charges where open_charges.building_id = $1
        ), 0) - coalesce((
            select sum(amount) from party_credits
            join parties on parties.id = party_id
            where parties.building_id = $1
        ), 0))::bigint as "owed!""#,
        building.as_uuid(),
    )
    .fetch_one(&mut **tx)
    .await?;
    let said = handed.sum("debts").checked_sub(handed.sum("credits"));
    let fund = report::fund_end(tx, building, now).await?;
    if said == Some(owed) && fund.as_rials() == handed.sum("fund") {
        Ok(())
    } else {
        Err(BuildingError::NotAsShown)
    }
}
