//! Somebody in a unit, and how what people write about them is read: days, roles, shares and numbers.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use chrono::NaiveDate;
use chrono::TimeDelta;

use super::Unit;
use super::building::date_of;
use super::occupancy::WHOLE;
use crate::locale::Jalali;
use crate::locale::Language;
use crate::locale::Voice;
use crate::locale::Words;
use crate::locale::ascii_digits;
use crate::locale::clean;
use crate::locale::words;
use crate::mobile::Mobile;
use crate::web::tables;

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

/// The days that a workbook may have counted: those from 1954 to 2119.
const COUNTED: RangeInclusive<i64> = 20_000..=80_000;

/// A day in a table, with or without a time behind it: of either calendar as text, the year first, or as workbooks
/// count days.
pub(super) fn day_in(text: &str) -> Option<NaiveDate> {
    let text = ascii_digits(text.trim());
    let day = text.split([' ', 'T', '\u{a0}']).next().unwrap_or_default();
    if let Some(day) = counted(day) {
        return Some(day);
    }
    let parts: Vec<&str> = if day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit()) {
        vec![day.get(..4)?, day.get(4..6)?, day.get(6..)?]
    } else {
        day.split(['/', '-', '.', '٫']).collect()
    };
    let [year, month, day] = parts.try_into().ok()?;
    let (year, month, day) =
        (year.parse::<i32>().ok()?, month.parse::<u8>().ok()?, day.parse::<u8>().ok()?);
    match year {
        1300..1500 => Jalali::new(year, month, day).map(date_of),
        1900..2200 => NaiveDate::from_ymd_opt(year, month.into(), day.into()),
        _ => None,
    }
}

/// Workbooks count days from the last but one of 1899; what is behind the point is the time.
fn counted(text: &str) -> Option<NaiveDate> {
    let (days, time) = text.split_once('.').unwrap_or((text, ""));
    let days = days.parse().ok().filter(|days| COUNTED.contains(days))?;
    let is_time = time.bytes().all(|byte| byte.is_ascii_digit());
    let first = NaiveDate::from_ymd_opt(1899, 12, 30).filter(|_| is_time)?;
    first.checked_add_signed(TimeDelta::days(days))
}

/// The role that a cell names, in either language and as people write it.
pub(super) fn is_owner(role: &str) -> Option<bool> {
    let role = tables::plain(role);
    let one_of = |names: fn(&Words) -> String| all_names(names).contains(&role);
    match role.as_str() {
        "" => None,
        "owner" => Some(true),
        "tenant" => Some(false),
        _ if one_of(Words::people_words_owner) => Some(true),
        _ if one_of(Words::people_words_tenant) => Some(false),
        _ => None,
    }
}

/// The names of a thing in both languages, each in the form in which they are compared.
fn all_names(names: fn(&Words) -> String) -> Vec<String> {
    let of = |language| names_in(&names(words(language)));
    [Language::Fa, Language::En].into_iter().flat_map(of).collect()
}

/// The names that a sentence lists.
pub(super) fn names_in(listed: &str) -> Vec<String> {
    listed.split(['،', ',']).map(tables::plain).filter(|name| !name.is_empty()).collect()
}

/// Whether two people are called alike: neither spaces nor capital letters make another name.
pub(super) fn is_same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| clean(name).replace([' ', '\u{200c}'], "").to_lowercase();
    plain(one) == plain(other)
}

/// Shares that were rounded for writing miss so much of the whole at most: three times 33.3 percent.
const ROUNDED: i64 = 1_000;

/// What is wrong with the shares of all owners of a unit, of which some may be left open: the open ones have
/// the rest, and shares that are all written are the whole.
pub(super) fn shares_mistake(v: &Voice, shares: &[Option<i32>]) -> Option<String> {
    let said: i64 = shares.iter().flatten().map(|share| i64::from(*share)).sum();
    let open = i64::try_from(shares.iter().filter(|share| share.is_none()).count());
    let (open, whole) = (open.unwrap_or(i64::MAX), i64::from(WHOLE));
    let percent = || v.points(u32::try_from(said / 100).unwrap_or(0));
    match open {
        _ if whole < said => Some(v.w.people_more_than_whole()),
        0 if said < whole - ROUNDED => Some(v.w.people_less_than_whole(percent())),
        1.. if said != 0 && whole - said < open => Some(v.w.people_nothing_left()),
        _ => None,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_either_calendar_and_as_workbooks_count_it() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22);
        for said in ["1405/09/01", "۱۴۰۵/۹/۱", "14050901", "1405-09-01", "2026-11-22", "20261122"]
        {
            assert_eq!(day_in(said), day, "{said}");
        }
        for said in ["46348", "46348.5", "2026-11-22T00:00:00", "2026-11-22 00:00:00"] {
            assert_eq!(day_in(said), day, "{said}");
        }
        for said in ["", "1405", "11/22/2026", "1405/13/01", "2026-02-30", "7", "46348.x", "x"] {
            assert_eq!(day_in(said), None, "{said}");
        }
    }

    #[test]
    fn a_role_is_read_as_people_write_it() {
        for said in ["مالک", "Owner", "owner", "صاحب‌خانه", "landlord"] {
            assert_eq!(is_owner(said), Some(true), "{said}");
        }
        for said in ["مستأجر", "مستاجر", "TENANT", "اجاره نشین"] {
            assert_eq!(is_owner(said), Some(false), "{said}");
        }
        for said in ["", "x", "همسایه"] {
            assert_eq!(is_owner(said), None, "{said}");
        }
    }
}
