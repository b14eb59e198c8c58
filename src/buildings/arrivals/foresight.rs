//! What a table of people would do, row by row, before anything is written: the same that the doing does, in
//! the same order, with what would be wrong with it.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::shares;
use super::table::Row;
use super::table::Standing;
use crate::buildings::Unit;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::debts::Resident;
use crate::buildings::explain::names;
use crate::buildings::explain::place;
use crate::buildings::import::Person;
use crate::buildings::import::is_same_name;
use crate::buildings::import::shares_mistake;
use crate::buildings::occupancy::Known;
use crate::buildings::rehearsal::Rehearsal;
use crate::ids::ResidentId;
use crate::ids::UnitId;
use crate::locale::Voice;

/// What a row would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::buildings) enum Does {
    /// Somebody comes whom the building has never known.
    Comes,
    /// Somebody comes whom the building knows from elsewhere or from before.
    Returns,
    /// Who is there stays; something about them or the unit is put right.
    Changes,
    /// Nothing.
    Stays,
}

/// Somebody who would leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::buildings) struct Leaver {
    pub(in crate::buildings) unit: UnitId,
    pub(in crate::buildings) is_owner: bool,
    pub(in crate::buildings) name: String,
}

/// A person of the building, or one who first stands in some row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Known(ResidentId),
    New(usize),
}

/// Somebody on a unit, as it would be after the rows before.
#[derive(Clone, Debug)]
struct Stand {
    who: Who,
    name: String,
    share: i32,
    since: NaiveDate,
    until: Option<NaiveDate>,
    was_there: bool,
}

/// A unit in one of its roles.
type Home = (UnitId, bool);

/// The building, as it would be after the rows before.
pub(super) struct Foresight<'a> {
    v: &'a Voice,
    units: HashMap<UnitId, &'a Unit>,
    residents: HashMap<ResidentId, &'a Resident>,
    of_mobile: HashMap<&'a str, &'a Resident>,
    stands: HashMap<Home, Vec<Stand>>,
    /// The mobiles of the table: who has one, what they are called, and in which row.
    said: HashMap<String, (Who, String, usize)>,
    leavers: Vec<Leaver>,
}

impl<'a> Foresight<'a> {
    pub(super) fn of(v: &'a Voice, standing: Standing<'a>) -> Self {
        let Standing { units, known, residents } = standing;
        let of_mobile =
            residents.iter().filter_map(|one| Some((one.mobile.as_ref()?.as_str(), one)));
        let mut stands: HashMap<Home, Vec<Stand>> = HashMap::new();
        for one in known {
            stands.entry((one.unit, one.is_owner)).or_default().push(Stand::of(one));
        }
        Self {
            v,
            units: units.iter().map(|unit| (unit.id, unit)).collect(),
            residents: residents.iter().map(|one| (one.id, one)).collect(),
            of_mobile: of_mobile.collect(),
            stands,
            said: HashMap::new(),
            leavers: vec![],
        }
    }

    /// Writes into the rows what each would do, and what is wrong with them; gives who would leave.
    pub(super) fn foresee(mut self, done: &mut Rehearsal<Row>) -> Vec<Leaver> {
        // The other owners of a unit may stand in a row that could not be read.
        let is_whole = done.wrong.is_empty();
        for group in groups(&done.rows) {
            let mut whos = vec![];
            for place in &group {
                match self.who(&done.rows[*place]) {
                    Ok(who) => whos.push(who),
                    Err(sentence) => done.wrong.push((done.rows[*place].number, sentence)),
                }
            }
            if whos.len() < group.len() {
                continue;
            }
            let rows: Vec<&Row> = group.iter().map(|place| &done.rows[*place]).collect();
            match self.group(&rows, &whos, is_whole) {
                Ok(all) => {
                    for (place, does) in group.into_iter().zip(all) {
                        done.rows[place].does = does;
                    }
                }
                Err(mistake) => done.wrong.push(mistake),
            }
        }
        self.leavers
    }

    /// Who a row is about. One mobile is one person, in the building and in the table.
    fn who(&mut self, row: &Row) -> Result<Who, String> {
        let (v, person) = (self.v, &row.person);
        let mobile = person.mobile.as_ref().map(crate::mobile::Mobile::as_str);
        if let Some((who, name, first)) = mobile.and_then(|mobile| self.said.get(mobile)) {
            return if is_same_name(name, &person.name) {
                Ok(*who)
            } else {
                Err(v.w.people_row_mobile_twice(v.digits(&first.to_string()), name))
            };
        }
        let who = match mobile.and_then(|mobile| self.of_mobile.get(mobile)) {
            Some(known) if is_same_name(&known.name, &person.name) => Who::Known(known.id),
            Some(known) => {
                let homes = self.homes(known.id);
                return Err(v.w.people_row_mobile_is_known(&known.name, homes, &person.name));
            }
            None => self.nameless(row).unwrap_or(Who::New(row.number)),
        };
        if let Some(mobile) = mobile {
            self.said.insert(mobile.to_owned(), (who, person.name.clone(), row.number));
        }
        Ok(who)
    }

    /// Who is there under the same name, where one of the two has no mobile.
    fn nameless(&self, row: &Row) -> Option<Who> {
        let there = self.stands.get(&(row.unit, row.person.is_owner))?;
        let is_they = |stand: &&Stand| {
            let Who::Known(id) = stand.who else { return false };
            let mobile = self.residents.get(&id).and_then(|one| one.mobile.as_ref());
            stand.until.is_none()
                && stand.name == row.person.name
                && (mobile.is_none() || row.person.mobile.is_none())
        };
        there.iter().find(is_they).map(|stand| stand.who)
    }

    /// What somebody is to the building now.
    fn homes(&self, resident: ResidentId) -> String {
        let lives = |stands: &[Stand]| {
            stands.iter().any(|one| one.who == Who::Known(resident) && one.until.is_none())
        };
        let homes = self.stands.iter().filter(|(_, stands)| lives(stands));
        let homes = homes.filter_map(|((unit, is_owner), _)| {
            let unit = self.units.get(unit)?;
            Some((*is_owner, unit.block.clone(), unit.number.clone()))
        });
        said_homes(self.v, homes.collect())
    }

    /// What the rows of one home would do.
    fn group(
        &mut self,
        rows: &[&Row],
        whos: &[Who],
        is_whole: bool,
    ) -> Result<Vec<Does>, (usize, String)> {
        let Some(first) = rows.first() else { return Ok(vec![]) };
        let home = (first.unit, first.person.is_owner);
        self.nobody_twice(rows, whos)?;
        let said: Vec<Option<i32>> = rows.iter().map(|row| row.person.share).collect();
        let says_shares = said.iter().any(Option::is_some);
        if let Some(sentence) = shares_mistake(self.v, &said).filter(|_| says_shares && is_whole) {
            return Err((rows.last().unwrap_or(first).number, sentence));
        }
        let people: Vec<&Person> = rows.iter().map(|row| &row.person).collect();
        let parts = shares(&people);
        let there: Vec<Stand> = self.stands.get(&home).cloned().unwrap_or_default();
        let there: Vec<Stand> = there.into_iter().filter(|one| one.until.is_none()).collect();
        let stands = |who: &Who| there.iter().find(|one| one.who == *who);
        let is_settled = whos.iter().all(|who| stands(who).is_some())
            && (!says_shares || there.len() == whos.len());
        if !is_settled {
            self.settle(home, rows, (whos, &parts))?;
        }
        let does = rows.iter().zip(whos).zip(&parts).map(|((row, who), part)| {
            let Some(stand) = stands(who) else {
                return if matches!(who, Who::Known(_)) { Does::Returns } else { Does::Comes };
            };
            let has_other_share = (says_shares || !is_settled) && stand.share != *part;
            let has_a_day = is_settled && stand.was_there && row.person.since.is_some();
            if has_other_share || has_a_day || self.says_more(row, *who) {
                Does::Changes
            } else {
                Does::Stays
            }
        });
        Ok(does.collect())
    }

    /// Each owner of a unit stands in one row; of two of one name a mobile tells who is who.
    fn nobody_twice(&self, rows: &[&Row], whos: &[Who]) -> Result<(), (usize, String)> {
        for (place, row) in rows.iter().enumerate() {
            let mut before = rows.iter().zip(whos).take(place);
            let is_they = |(one, who): &(&&Row, &Who)| {
                let has_none = one.person.mobile.is_none() || row.person.mobile.is_none();
                **who == whos[place] || has_none && is_same_name(&one.person.name, &row.person.name)
            };
            if let Some((one, _)) = before.find(is_they) {
                let first = self.v.digits(&one.number.to_string());
                return Err((row.number, self.v.w.people_row_owner_twice(first)));
            }
        }
        Ok(())
    }

    /// Who comes and who leaves, where not the same people are there afterwards.
    fn settle(
        &mut self,
        home: Home,
        rows: &[&Row],
        (whos, parts): (&[Who], &[i32]),
    ) -> Result<(), (usize, String)> {
        let now = today(self.v.now);
        let on = rows.iter().filter_map(|row| row.person.since).max().unwrap_or(now);
        let all = self.stands.entry(home).or_default();
        let is_later = |one: &&Stand| {
            !one.was_there && on < one.since || one.until.is_some_and(|until| on < until)
        };
        if let Some(later) = all.iter().find(is_later) {
            let since = self.v.day_full(noon(later.since));
            return Err((rows[0].number, self.v.w.people_clashes(&later.name, since)));
        }
        for one in all.iter_mut().filter(|one| one.until.is_none()) {
            let stays =
                whos.iter().zip(parts).any(|(who, part)| (*who, *part) == (one.who, one.share));
            if !stays {
                one.until = Some(on);
                if !whos.contains(&one.who) {
                    let (unit, is_owner) = home;
                    self.leavers.push(Leaver { unit, is_owner, name: one.name.clone() });
                }
            }
        }
        for ((row, who), share) in rows.iter().zip(whos).zip(parts) {
            if !all.iter().any(|one| one.until.is_none() && one.who == *who) {
                let (name, was_there) = (row.person.name.clone(), false);
                all.push(Stand {
                    who: *who,
                    name,
                    share: *share,
                    since: on,
                    until: None,
                    was_there,
                });
            }
        }
        Ok(())
    }

    /// Whether a row says something else of its unit, or more of its person, than is known.
    fn says_more(&self, row: &Row, who: Who) -> bool {
        let person = &row.person;
        let of_unit = self.units.get(&row.unit).is_some_and(|unit| {
            person.area.is_some_and(|area| area != unit.area)
                || person.persons.is_some_and(|persons| persons != unit.persons)
        });
        let known = if let Who::Known(id) = who { self.residents.get(&id) } else { None };
        let of_person = known.is_some_and(|known| {
            person.email.is_some() && person.email != known.email
                || person.mobile.is_some() && person.mobile != known.mobile
        });
        of_unit || of_person
    }
}

impl Stand {
    fn of(known: &Known) -> Self {
        Self {
            who: Who::Known(known.resident),
            name: known.name.clone(),
            share: known.share,
            since: known.since,
            until: known.until,
            was_there: known.was_there,
        }
    }
}

/// The rows that come into a unit together: its owners; one tenant follows another.
fn groups(rows: &[Row]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = vec![];
    let mut of_owners: HashMap<UnitId, usize> = HashMap::new();
    for (place, row) in rows.iter().enumerate() {
        let of_owner = of_owners.get(&row.unit).filter(|_| row.person.is_owner);
        if let Some(group) = of_owner {
            groups[*group].push(place);
            continue;
        }
        if row.person.is_owner {
            of_owners.insert(row.unit, groups.len());
        }
        groups.push(vec![place]);
    }
    groups
}

/// What somebody is to a building, in words: of which units they are owner or tenant.
pub(in crate::buildings) fn said_homes(
    v: &Voice,
    mut homes: Vec<(bool, String, String)>,
) -> String {
    homes.sort();
    let said = homes.into_iter().map(|(is_owner, block, number)| {
        let place = place(v, &block, &number);
        if is_owner { v.w.people_owner_in(place) } else { v.w.people_tenant_in(place) }
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() { v.w.people_in_no_unit() } else { names(v, said) }
}
