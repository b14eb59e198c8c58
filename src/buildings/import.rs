//! People into their units: one by one, or as a table. The same people again change nothing.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::Unit;
use super::building::AREA_MAX;
use super::building::PERSONS_MAX;
use super::building::date_of;
use super::building::noon;
use super::building::today;
use super::occupancy::AHEAD;
use super::occupancy::WHOLE;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::locale::ascii_digits;
use crate::locale::clean;
use crate::mobile::Mobile;
use crate::mobile::MobileMistake;
use crate::sheets;
use crate::sheets::Column;
use crate::sheets::Limits;
use crate::web::email;

/// A table of people is no larger than this.
const LIMITS: Limits = Limits { rows: 20_001, columns: 20 };

/// Somebody in a unit, as a row of a table says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The unit's block.
    pub block: String,
    /// The unit's number.
    pub number: String,
    /// Whether they own it or rent it.
    pub is_owner: bool,
    /// What they are called.
    pub name: String,
    /// Their mobile.
    pub mobile: Option<Mobile>,
    /// Their address.
    pub email: Option<String>,
    /// The unit's area in hundredths, where the table says it.
    pub area: Option<i32>,
    /// How many people live there, where the table says it.
    pub persons: Option<i32>,
    /// What an owner has of the unit, in millionths, where the table says it.
    pub share: Option<i32>,
    /// The day on which they came, where the table says it.
    pub since: Option<NaiveDate>,
}

/// What a table would do.
#[derive(Debug, Default)]
pub(super) struct Rehearsal {
    /// The people it names.
    pub(super) people: Vec<Person>,
    /// What is wrong with it: the row, and a sentence.
    pub(super) wrong: Vec<(usize, String)>,
}

/// The columns of the table.
pub(super) fn columns(v: &Voice) -> Vec<Column> {
    let column =
        |heading: String, example: String| Column { heading, hint: String::new(), example };
    vec![
        column(v.w.buildings_block(), String::new()),
        column(v.w.buildings_unit_number(), "1".to_owned()),
        column(v.w.buildings_role(), v.w.buildings_owner()),
        column(v.w.buildings_person_name(), v.w.buildings_person_example()),
        column(v.w.buildings_mobile(), "09121234567".to_owned()),
        column(v.w.buildings_email(), String::new()),
        column(v.w.buildings_area(), "85".to_owned()),
        column(v.w.buildings_persons(), "3".to_owned()),
        column(v.w.people_share(), String::new()),
        column(v.w.people_since(), String::new()),
    ]
}

/// The units of a building by what people call them: block and number, in digits of any language.
pub(super) struct Places<'a>(HashMap<(String, String), &'a Unit>);

impl<'a> Places<'a> {
    pub(super) fn of(units: &'a [Unit]) -> Self {
        let name = |unit: &Unit| (ascii_digits(&unit.block), ascii_digits(&unit.number));
        Self(units.iter().map(|unit| (name(unit), unit)).collect())
    }

    pub(super) fn find(&self, block: &str, number: &str) -> Option<&'a Unit> {
        self.0.get(&(ascii_digits(block), ascii_digits(number))).copied()
    }
}

/// Reads a table against the units of a building. Nothing is written.
pub(super) fn rehearse(v: &Voice, file: &[u8], units: &[Unit]) -> Rehearsal {
    let (mut rehearsal, places) = (Rehearsal::default(), Places::of(units));
    let read = sheets::read(file, LIMITS, |row| {
        if row.number == 1 {
            return;
        }
        match person(v, &row.cells, &places) {
            Ok(person) => rehearsal.people.push(person),
            Err(sentence) => rehearsal.wrong.push((row.number, sentence)),
        }
    });
    if read.is_err() {
        rehearsal.wrong.push((0, v.w.buildings_table_unreadable()));
    } else if rehearsal.people.is_empty() && rehearsal.wrong.is_empty() {
        rehearsal.wrong.push((0, v.w.buildings_table_empty()));
    }
    rehearsal
}

fn person(v: &Voice, cells: &[String], places: &Places) -> Result<Person, String> {
    let cell = |place: usize| cells.get(place).map(|text| clean(text)).unwrap_or_default();
    let Some(unit) = places.find(&cell(0), &cell(1)) else {
        return Err(v.w.buildings_no_such_unit(v.digits(&cell(1))));
    };
    let is_owner = match cell(2) {
        role if role == v.w.buildings_owner() || role == "owner" => true,
        role if role == v.w.buildings_tenant() || role == "tenant" => false,
        _ => return Err(v.w.buildings_role_unknown()),
    };
    let name = cell(3);
    if name.is_empty() || 80 < name.chars().count() {
        return Err(v.w.buildings_person_name_missing());
    }
    let mobile = match Mobile::parse(&cell(4)) {
        Ok(mobile) => Some(mobile),
        Err(MobileMistake::Missing) => None,
        Err(MobileMistake::NotAMobile) => return Err(v.w.buildings_not_a_mobile()),
    };
    let email = email::parse(&cell(5)).map_err(|_| v.w.buildings_not_an_email())?;
    Ok(Person {
        block: unit.block.clone(),
        number: unit.number.clone(),
        is_owner,
        name,
        mobile,
        email,
        area: number_up_to(v, &cell(6), (100, AREA_MAX))?,
        persons: number_up_to(v, &cell(7), (1, PERSONS_MAX))?,
        share: share_in(&cell(8)).map_err(|()| v.w.people_not_a_share())?.filter(|_| is_owner),
        since: since_in(v, &cell(9))?,
    })
}

/// A number that may be missing and is no larger than its unit's own form allows.
fn number_up_to(v: &Voice, text: &str, (parts, max): (i32, i32)) -> Result<Option<i32>, String> {
    let number = number_in(text, parts).map_err(|()| v.w.buildings_not_a_number())?;
    if number.is_some_and(|number| max < number) {
        let (min, max) = (v.number(0), v.number(i64::from(max / parts)));
        return Err(v.w.buildings_number_between(min, max));
    }
    Ok(number)
}

/// A day that may be missing, and lies not far ahead.
fn since_in(v: &Voice, text: &str) -> Result<Option<NaiveDate>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let day = Jalali::parse(text).map(date_of).ok_or_else(|| v.w.buildings_no_such_day())?;
    let last = today(v.now) + AHEAD;
    if last < day {
        return Err(v.w.people_too_far_ahead(v.day_full(noon(last))));
    }
    Ok(Some(day))
}

/// A part of a unit, in millionths: «1/3», «33.3%», «33.3». Empty: nobody said it.
pub(super) fn share_in(text: &str) -> Result<Option<i32>, ()> {
    let text = ascii_digits(text).replace(['٪', '%', ' '], "").replace('٫', ".");
    if text.is_empty() {
        return Ok(None);
    }
    let share = match text.split_once('/') {
        Some((part, whole)) => {
            let number =
                |text: &str| text.parse::<i64>().ok().filter(|n| (1..=1_000_000).contains(n));
            let (part, whole) = number(part).zip(number(whole)).ok_or(())?;
            // Half up, as every single value is rounded (`charges.md`).
            i32::try_from((2 * part * i64::from(WHOLE) + whole) / (2 * whole)).map_err(|_| ())?
        }
        None => number_in(&text, 10_000)?.ok_or(())?,
    };
    if (1..=WHOLE).contains(&share) { Ok(Some(share)) } else { Err(()) }
}

/// A number that may be missing, in parts of one: «85.5» in hundredths is 8550.
pub(super) fn number_in(text: &str, parts: i32) -> Result<Option<i32>, ()> {
    let text = ascii_digits(text).replace(['٫', '/'], ".");
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let width = usize::try_from(parts.ilog10()).unwrap_or(0);
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty()
        || 7 < whole.len()
        || width < rest.len()
        || !is_number(whole)
        || !is_number(rest)
    {
        return Err(());
    }
    let rest: i32 = format!("{rest:0<width$}").parse().unwrap_or(0);
    let whole: i32 = whole.parse().map_err(|_| ())?;
    whole.checked_mul(parts).and_then(|whole| whole.checked_add(rest)).map(Some).ok_or(())
}
