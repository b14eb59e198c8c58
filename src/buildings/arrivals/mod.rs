//! People come into units: from a table or a form. One mobile is one person of a building, and what they are
//! called is put right where somebody means to, never by the way; the same people again change nothing.

mod foresight;
mod table;

use std::collections::HashMap;

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use uuid::Uuid;

use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::Unit;
use crate::buildings::building::today;
use crate::buildings::import::Person;
use crate::buildings::import::Places;
use crate::buildings::import::is_same_name;
use crate::buildings::occupancy;
use crate::buildings::occupancy::Known;
use crate::buildings::occupancy::Newcomer;
use crate::buildings::occupancy::Refusal;
use crate::buildings::occupancy::WHOLE;
use crate::buildings::store;
use crate::charges;
use crate::db;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::ResidentId;
use crate::ids::UnitId;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::tokens::Door;

pub(super) use foresight::Does;
pub(super) use foresight::Leaver;
pub(super) use foresight::said_homes;
pub(super) use table::Row;
pub(super) use table::Standing;
pub(super) use table::rehearse;
pub(super) use table::rewritten;
pub(super) use table::template;

/// Who has a mobile already that was written beside another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Holder {
    pub(super) id: ResidentId,
    pub(super) name: String,
}

/// That somebody who was written down under another name is a person whom the building knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Same {
    /// And is called as before.
    Keeps(ResidentId),
    /// And is called as is written now.
    Renames(ResidentId),
}

impl Same {
    /// As a form writes it.
    pub(super) fn code(self) -> String {
        match self {
            Same::Keeps(resident) => format!("keeps:{resident}"),
            Same::Renames(resident) => format!("renames:{resident}"),
        }
    }

    /// What a form says; nothing: nobody has said it.
    pub(super) fn parse(code: &str) -> Option<Self> {
        let (what, resident) = code.split_once(':')?;
        let resident = resident.parse().ok()?;
        match what {
            "keeps" => Some(Same::Keeps(resident)),
            "renames" => Some(Same::Renames(resident)),
            _ => None,
        }
    }
}

/// Puts people into their units; gives how many came that were not there before.
/// [`BuildingError::Clashes`]: later people are written down for one of the units. [`BuildingError::KnownAs`]: a
/// mobile is of somebody else, or one person comes twice at once.
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
        came += put(&mut tx, app, (building, unit, is_owner), &people).await?;
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
    (building, unit, is_owner): (BuildingId, &Unit, bool),
    people: &[&Person],
) -> Result<usize, BuildingError> {
    let now = app.clock.now();
    let clash = |_| BuildingError::Clashes(unit.number.clone());
    let mut known = occupancy::of_unit(&mut **tx, unit.id).await?;
    known.retain(|one| one.is_owner == is_owner);
    let there: Vec<Known> = known.iter().filter(|one| one.until.is_none()).cloned().collect();
    let ids: Vec<Uuid> = there.iter().map(|one| one.resident.as_uuid()).collect();
    let mut newcomers: Vec<Newcomer> = vec![];
    for (person, share) in people.iter().zip(shares(people)) {
        let found = find_or_make(tx, app, building, person, (&ids, None, now)).await?;
        let resident = found.map_err(|holder| BuildingError::KnownAs(holder.name))?;
        if newcomers.iter().any(|new| new.resident == resident) {
            return Err(BuildingError::KnownAs(person.name.clone()));
        }
        newcomers.push(Newcomer {
            resident,
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
        put_right(tx, &there, (people, &newcomers), says_shares).await?.map_err(clash)?;
        return Ok(0);
    }
    let on = people.iter().filter_map(|person| person.since).max().unwrap_or(today(now));
    if !known.is_empty() {
        for new in &mut newcomers {
            new.since = on;
        }
    }
    let settled = occupancy::settle(tx, (unit.id, is_owner), on, &newcomers, now).await?;
    settled.map_err(clash)?;
    Ok(came)
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

/// A person is known by the mobile; one without is whoever is there under the same name. Somebody who has the
/// mobile and is called otherwise is another, unless it was said that they are the same.
pub(super) async fn find_or_make(
    tx: &mut Tx,
    app: &App,
    building: BuildingId,
    person: &Person,
    (there, same, now): (&[Uuid], Option<Same>, DateTime<Utc>),
) -> sqlx::Result<Result<ResidentId, Holder>> {
    let mobile = person.mobile.as_ref().map(Mobile::as_str);
    let known = query_as!(
        Holder,
        "select id, name from residents
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
    let Some(known) = known else {
        return Ok(Ok(make(tx, app, building, person, now).await?));
    };
    let name = match same {
        Some(Same::Renames(resident)) if resident == known.id => Some(person.name.as_str()),
        Some(Same::Keeps(resident)) if resident == known.id => None,
        _ if is_same_name(&known.name, &person.name) => None,
        _ => return Ok(Err(known)),
    };
    query!(
        "update residents
        set name = coalesce($2, name), mobile = coalesce($3, mobile), email = coalesce($4, email)
        where id = $1 and (name, mobile, email)
            is distinct from (coalesce($2, name), coalesce($3, mobile), coalesce($4, email))",
        known.id.as_uuid(),
        name,
        mobile,
        person.email,
    )
    .execute(&mut **tx)
    .await?;
    Ok(Ok(known.id))
}

async fn make(
    tx: &mut Tx,
    app: &App,
    building: BuildingId,
    person: &Person,
    now: DateTime<Utc>,
) -> sqlx::Result<ResidentId> {
    let id = ResidentId::new(now);
    let digest = app.keys.digest(&Door::Resident { resident: id });
    query!(
        "insert into residents (id, building_id, name, mobile, email, token_digest)
        values ($1, $2, $3, $4, $5, $6)",
        id.as_uuid(),
        building.as_uuid(),
        person.name,
        person.mobile.as_ref().map(Mobile::as_str),
        person.email,
        digest.as_slice(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(id)
}

/// What somebody is called and how they are reached is put right; it holds for all their units. A mobile of
/// somebody else stays theirs.
pub(super) async fn correct(
    tx: &mut Tx,
    building: BuildingId,
    resident: ResidentId,
    (name, mobile, email): (&str, Option<&Mobile>, Option<&str>),
) -> sqlx::Result<Result<(), Holder>> {
    let mobile = mobile.map(Mobile::as_str);
    let holder = query_as!(
        Holder,
        "select id, name from residents where building_id = $1 and mobile = $2 and id <> $3",
        building.as_uuid(),
        mobile,
        resident.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    if let Some(holder) = holder {
        return Ok(Err(holder));
    }
    query!(
        "update residents set name = $3, mobile = $4, email = $5
        where building_id = $1 and id = $2 and (name, mobile, email) is distinct from ($3, $4, $5)",
        building.as_uuid(),
        resident.as_uuid(),
        name,
        mobile,
        email,
    )
    .execute(&mut **tx)
    .await?;
    Ok(Ok(()))
}

/// What somebody is to a building now: of which units they are owner or tenant, with block and number.
pub(super) async fn homes(
    tx: &mut Tx,
    resident: ResidentId,
) -> sqlx::Result<Vec<(bool, String, String)>> {
    let rows = query!(
        r#"select role = 'owner' as "is_owner!", units.block, units.number from occupancies
        join units on units.id = unit_id
        where resident_id = $1 and until is null
        order by units.block, units.floor, units.number_order, units.id"#,
        resident.as_uuid(),
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.is_owner, row.block, row.number)).collect())
}
