//! Moves, shares and who receives a bill, as a manager types them.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use chrono::NaiveDate;
use serde::Deserialize;

use super::form::Reader;
use crate::buildings::Unit;
use crate::buildings::bearers::BillTo;
use crate::buildings::building::PERSONS_MAX;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::import::Person;
use crate::buildings::import::share_in;
use crate::buildings::occupancy::AHEAD;
use crate::buildings::occupancy::Known;
use crate::buildings::occupancy::Newcomer;
use crate::buildings::occupancy::Refusal;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::mobile::Mobile;
use crate::mobile::MobileMistake;
use crate::web::Visit;
use crate::web::email;

/// A move that is written down now happened no longer ago, in years.
const YEARS: i32 = 30;

/// The years in which somebody may come or leave.
pub(super) fn years(v: &Visit) -> RangeInclusive<i32> {
    let this = Jalali::of(v.now).year;
    this - YEARS..=Jalali::of(noon(today(v.now) + AHEAD)).year
}

/// A day of moving: none that there is not, and none far ahead. Where nothing is chosen it is today.
pub(super) fn day_of(
    reader: &mut Reader,
    field: &'static str,
    (day, month, year): (&str, &str, &str),
) -> Option<NaiveDate> {
    let now = today(reader.v.now);
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return Some(now);
    }
    let day = reader.day(field, (day, month, year))?;
    if now + AHEAD < day {
        let last = reader.v.day_full(noon(now + AHEAD));
        reader.mistakes.add(field, reader.v.w.people_too_far_ahead(last));
        return None;
    }
    Some(day)
}

/// Why a move is not written down, in a sentence.
pub(super) fn said(v: &Voice, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Clashes(name, since) => v.w.people_clashes(name, v.day_full(noon(*since))),
        Refusal::BeforeTheyCame(since) => v.w.people_before_they_came(v.day_full(noon(*since))),
        Refusal::Nobody => v.w.people_nobody_rents(),
        Refusal::TooMuch => v.w.people_more_than_whole(),
        Refusal::Meets => v.w.people_days_meet(),
    }
}

/// Somebody who comes, or the tenant who leaves.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct OccupantForm {
    /// `leave`, or empty.
    pub(super) act: String,
    pub(super) role: String,
    pub(super) name: String,
    pub(super) mobile: String,
    pub(super) email: String,
    /// That they are somebody whom the building knows under another name.
    pub(super) same: String,
    pub(super) persons: String,
    pub(super) since_d: String,
    pub(super) since_m: String,
    pub(super) since_y: String,
    /// Whether they are there longer than anybody has written down.
    pub(super) before: String,
    pub(super) until_d: String,
    pub(super) until_m: String,
    pub(super) until_y: String,
    /// How many people stay when the tenant leaves.
    pub(super) behind: String,
}

impl OccupantForm {
    /// With today where no day is chosen.
    pub(super) fn filled(mut self, v: &Visit, unit: &Unit) -> Self {
        if self.role.is_empty() {
            let role = if unit.owner_id.is_some() { "tenant" } else { "owner" };
            role.clone_into(&mut self.role);
        }
        let today = Jalali::of(v.now);
        for (d, m, y) in [
            (&mut self.since_d, &mut self.since_m, &mut self.since_y),
            (&mut self.until_d, &mut self.until_m, &mut self.until_y),
        ] {
            if d.is_empty() && m.is_empty() && y.is_empty() {
                (*d, *m, *y) =
                    (today.day.to_string(), today.month.to_string(), today.year.to_string());
            }
        }
        self
    }

    /// Where the day stands.
    pub(super) fn day_field(&self) -> &'static str {
        if self.act == "leave" { "until" } else { "since" }
    }

    pub(super) fn day(&self, reader: &mut Reader) -> Option<NaiveDate> {
        if self.act == "leave" {
            day_of(reader, "until", (&self.until_d, &self.until_m, &self.until_y))
        } else {
            day_of(reader, "since", (&self.since_d, &self.since_m, &self.since_y))
        }
    }

    /// How many people stay behind; `None`: nobody said.
    pub(super) fn behind(&self, reader: &mut Reader) -> Option<i32> {
        (!self.behind.trim().is_empty())
            .then(|| reader.number("behind", &self.behind, (1, 0, PERSONS_MAX)))
    }

    pub(super) fn person(&self, reader: &mut Reader, unit: &Unit) -> Person {
        let persons = (!self.persons.trim().is_empty())
            .then(|| reader.number("persons", &self.persons, (1, 0, PERSONS_MAX)));
        let fields = [("name", &*self.name), ("mobile", &self.mobile), ("email", &self.email)];
        Person { is_owner: self.role != "tenant", persons, ..person(reader, unit, fields) }
    }
}

/// Somebody as typed in three fields: name, mobile, e-mail.
pub(super) fn person(
    reader: &mut Reader,
    unit: &Unit,
    [(name_field, name), (mobile_field, mobile), (email_field, address)]: [(&'static str, &str); 3],
) -> Person {
    let v = reader.v;
    let mobile = match Mobile::parse(mobile) {
        Ok(mobile) => Some(mobile),
        Err(MobileMistake::Missing) => None,
        Err(MobileMistake::NotAMobile) => {
            reader.mistakes.add(mobile_field, v.w.buildings_not_a_mobile());
            None
        }
    };
    let address =
        reader.mistakes.take(email_field, email::parse(address), |_| v.w.buildings_not_an_email());
    Person {
        block: unit.block.clone(),
        number: unit.number.clone(),
        is_owner: true,
        name: reader.text(name_field, name, (1, 80)),
        mobile,
        email: address.flatten(),
        area: None,
        persons: None,
        share: None,
        since: None,
    }
}

/// Who owns how much of a unit from a day on.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnersForm {
    /// The fields of the shares as typed, by their names.
    pub(super) shares: HashMap<String, String>,
    pub(super) new_name: String,
    pub(super) new_mobile: String,
    pub(super) new_email: String,
    pub(super) new_share: String,
    /// That who comes is somebody whom the building knows under another name.
    pub(super) new_same: String,
    pub(super) from_d: String,
    pub(super) from_m: String,
    pub(super) from_y: String,
}

impl OwnersForm {
    pub(super) fn of(mut fields: HashMap<String, String>) -> Self {
        let mut take = |name: &str| fields.remove(name).unwrap_or_default();
        Self {
            new_name: take("new_name"),
            new_mobile: take("new_mobile"),
            new_email: take("new_email"),
            new_share: take("new_share"),
            new_same: take("new_same"),
            from_d: take("from_d"),
            from_m: take("from_m"),
            from_y: take("from_y"),
            shares: fields,
        }
    }

    /// With the owners as they are and today, where nothing is typed.
    pub(super) fn filled(mut self, v: &Visit, there: &[Known]) -> Self {
        for (place, one) in there.iter().enumerate() {
            let typed = self.shares.entry(format!("share_{place}"));
            typed.or_insert_with(|| v.digits(&written(one.share)));
        }
        if self.from_d.is_empty() && self.from_m.is_empty() && self.from_y.is_empty() {
            let today = Jalali::of(v.now);
            self.from_d = today.day.to_string();
            self.from_m = today.month.to_string();
            self.from_y = today.year.to_string();
        }
        self
    }

    /// The day, and those of the owners who are there that stay; a share that is empty is one who leaves.
    pub(super) fn parse(
        &self,
        reader: &mut Reader,
        there: &[Known],
    ) -> (Option<NaiveDate>, Vec<Newcomer>) {
        let on = day_of(reader, "from", (&self.from_d, &self.from_m, &self.from_y));
        let mut owners = vec![];
        for (place, one) in there.iter().enumerate() {
            let as_it_is = reader.v.digits(&written(one.share));
            let typed = self.shares.get(&format!("share_{place}")).unwrap_or(&as_it_is);
            // What was written for reading says no less than what is known.
            let share = match share_in(typed) {
                Ok(_) if as_it_is == *typed => Some(one.share),
                Ok(share) => share,
                Err(()) => {
                    reader.mistakes.add("shares", reader.v.w.people_not_a_share());
                    None
                }
            };
            owners.extend(share.map(|share| Newcomer {
                resident: one.resident,
                share,
                persons: None,
                since: on.unwrap_or(one.since),
                was_there: false,
            }));
        }
        if owners.is_empty() && self.new_name.trim().is_empty() && reader.mistakes.is_empty() {
            reader.mistakes.add("shares", reader.v.w.people_nobody_owns());
        }
        (on, owners)
    }

    /// Who comes to them, and with what; `None`: nobody, or something is wrong with it. A share that is left open
    /// is what the others leave.
    pub(super) fn newcomer(
        &self,
        reader: &mut Reader,
        unit: &Unit,
    ) -> Option<(Person, Option<i32>)> {
        let is_blank = [&self.new_name, &self.new_mobile, &self.new_email, &self.new_share]
            .iter()
            .all(|field| field.trim().is_empty());
        if is_blank {
            return None;
        }
        let fields = [
            ("new_name", &*self.new_name),
            ("new_mobile", &self.new_mobile),
            ("new_email", &self.new_email),
        ];
        let person = person(reader, unit, fields);
        let not_a_share = reader.v.w.people_not_a_share();
        let share = reader.mistakes.take("new_share", share_in(&self.new_share), |()| not_a_share);
        share.filter(|_| reader.mistakes.is_empty()).map(|share| (person, share))
    }
}

/// A share as people write it: «33.3333» percent, without zeros at its end.
pub(super) fn written(share: i32) -> String {
    let text = format!("{}.{:04}", share / 10_000, share % 10_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Who receives the bill of a unit: `each`, `tenant`, or the id of an owner.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct BillToForm {
    to: String,
}

impl BillToForm {
    /// `None`: nobody of the unit.
    pub(super) fn parse(&self, owners: &[Known]) -> Option<BillTo> {
        match self.to.as_str() {
            "each" => Some(BillTo::Each),
            "tenant" => Some(BillTo::Tenant),
            id => {
                let is_named = |one: &&Known| one.resident.to_string() == id;
                owners.iter().find(is_named).map(|one| BillTo::Owner(one.resident))
            }
        }
    }
}
