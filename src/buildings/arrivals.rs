//! People come into units: from a table or a form. Who is known by their mobile is the same person; the same
//! people again change nothing.

use std::collections::HashMap;

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_scalar;
use uuid::Uuid;

use super::BuildingError;
use super::Unit;
use super::building::today;
use super::import::Person;
use super::import::Places;
use super::occupancy;
use super::occupancy::Known;
use super::occupancy::Newcomer;
use super::occupancy::Refusal;
use super::occupancy::WHOLE;
use super::store;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::charges;
use crate::db;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::ResidentId;
use crate::ids::UnitId;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::tokens::Door;

/// Puts people into their units; gives how many came that were not there before.
/// [`BuildingError::Clashes`]: later people are written down for one of the units.
pub(super) async fn apply(
    app: &App,
    building: BuildingId,
    people: &[Person],
) -> Result<usize, BuildingError> {
    let now = app.clock.now();
    let units = store::units(&app.db, building, today(now)).await?;
    let places = Places::of(&units);
    let mut tx = db::begin(&app.db).await?;
    store::lock(&mut tx, building).await?;
    let mut of_units: Vec<(&Unit, bool, Vec<&Person>)> = vec![];
    let mut known: HashMap<(UnitId, bool), usize> = HashMap::new();
    for person in people {
        let unit = places.find(&person.block, &person.number).ok_or(BuildingError::NotFound)?;
        // Owners share a unit; one tenant follows another.
        let place = known.get(&(unit.id, person.is_owner)).filter(|_| person.is_owner);
        if let Some(place) = place {
            of_units[*place].2.push(person);
        } else {
            known.insert((unit.id, person.is_owner), of_units.len());
            of_units.push((unit, person.is_owner, vec![person]));
        }
    }
    let mut came = 0;
    for (unit, is_owner, people) in of_units {
        for person in &people {
            if person.area.is_some() || person.persons.is_some() {
                store::measure(&mut tx, unit.id, (person.area, person.persons)).await?;
            }
        }
        let settled = put(&mut tx, app, (building, unit.id, is_owner), &people).await?;
        came += settled.map_err(|_| BuildingError::Clashes(unit.number.clone()))?;
    }
    acts::note(&mut tx, Act::PeopleImported, (building.as_uuid(), ""), now).await?;
    tx.commit().await?;
    Ok(came)
}

/// These come into a unit as its owners, or one as its tenant; who was there in that role leaves. Gives how
/// many came that were not there.
async fn put(
    tx: &mut Tx,
    app: &App,
    (building, unit, is_owner): (BuildingId, UnitId, bool),
    people: &[&Person],
) -> sqlx::Result<Result<usize, Refusal>> {
    let now = app.clock.now();
    let mut known = occupancy::of_unit(&mut **tx, unit).await?;
    known.retain(|one| one.is_owner == is_owner);
    let there: Vec<Known> = known.iter().filter(|one| one.until.is_none()).cloned().collect();
    let ids: Vec<Uuid> = there.iter().map(|one| one.resident.as_uuid()).collect();
    let mut newcomers = vec![];
    for (person, share) in people.iter().zip(shares(people)) {
        let resident = find_or_make(tx, app, building, person, (&ids, now)).await?;
        newcomers.push(Newcomer {
            resident: resident.into(),
            share,
            persons: None,
            since: person.since.unwrap_or(today(now)),
            was_there: person.since.is_none(),
        });
    }
    let is_there = |new: &&Newcomer| there.iter().any(|one| one.resident == new.resident);
    let came = newcomers.iter().filter(|new| !is_there(new)).count();
    let says_shares = people.iter().any(|person| person.share.is_some());
    if came == 0 && (!says_shares || there.len() == newcomers.len()) {
        let put_right = put_right(tx, &there, (people, &newcomers), says_shares).await?;
        return Ok(put_right.map(|()| 0));
    }
    let on = people.iter().filter_map(|person| person.since).max().unwrap_or(today(now));
    if !known.is_empty() {
        for new in &mut newcomers {
            new.since = on;
        }
    }
    Ok(occupancy::settle(tx, (unit, is_owner), on, &newcomers, now).await?.map(|()| came))
}

/// People who are there already: their shares as the table has them, and the day on which they came, where
/// nobody had said it.
async fn put_right(
    tx: &mut Tx,
    there: &[Known],
    (people, newcomers): (&[&Person], &[Newcomer]),
    says_shares: bool,
) -> sqlx::Result<Result<(), Refusal>> {
    let mut right = vec![];
    for (person, new) in people.iter().zip(newcomers) {
        let Some(stands) = there.iter().find(|one| one.resident == new.resident) else { continue };
        let mut one = stands.clone();
        if says_shares {
            one.share = new.share;
        }
        if let Some(since) = person.since.filter(|_| one.was_there) {
            (one.since, one.was_there) = (since, false);
        }
        if one != *stands {
            right.push(one);
        }
    }
    occupancy::correct_all(tx, &right).await
}

/// What each owns of a unit, in millionths: as the table says, and the others equal parts of the rest.
fn shares(people: &[&Person]) -> Vec<i32> {
    let said: i64 = people.iter().filter_map(|person| person.share).map(i64::from).sum();
    let silent = people.iter().filter(|person| person.share.is_none()).count();
    let rest = Money::rials((i64::from(WHOLE) - said).max(0));
    let parts = charges::split(rest, &vec![1; silent]).unwrap_or_default();
    let mut parts = parts.into_iter().map(|part| i32::try_from(part.as_rials()).unwrap_or(0));
    let share = |person: &&Person| person.share.or_else(|| parts.next()).unwrap_or(0);
    people.iter().map(share).collect()
}

/// A person is known by the mobile; one without is whoever is there under the same name.
pub(super) async fn find_or_make(
    tx: &mut Tx,
    app: &App,
    building: BuildingId,
    person: &Person,
    (there, now): (&[Uuid], DateTime<Utc>),
) -> sqlx::Result<Uuid> {
    let mobile = person.mobile.as_ref().map(Mobile::as_str);
    let known = query_scalar!(
        "select id from residents
        where building_id = $1 and (mobile = $2 or id = any($3) and name = $4
            and (mobile is null or $2::text is null))
        order by (mobile is not distinct from $2) desc
        limit 1",
        building.as_uuid(),
        mobile,
        there,
        person.name,
    )
    .fetch_optional(&mut **tx)
    .await?;
    if let Some(known) = known {
        query!(
            "update residents
            set name = $2, mobile = coalesce($3, mobile), email = coalesce($4, email)
            where id = $1 and (name, mobile, email)
                is distinct from ($2, coalesce($3, mobile), coalesce($4, email))",
            known,
            person.name,
            mobile,
            person.email,
        )
        .execute(&mut **tx)
        .await?;
        return Ok(known);
    }
    let id = ResidentId::new(now);
    let digest = app.keys.digest(&Door::Resident { resident: id });
    query!(
        "insert into residents (id, building_id, name, mobile, email, token_digest)
        values ($1, $2, $3, $4, $5, $6)",
        id.as_uuid(),
        building.as_uuid(),
        person.name,
        mobile,
        person.email,
        digest.as_slice(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(id.as_uuid())
}
