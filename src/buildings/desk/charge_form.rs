//! How a month is looked at before it is issued: until when it is to be paid, and by which mix of keys
//! it is set beside the others.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use chrono::TimeDelta;
use serde::Deserialize;

use super::form::Reader;
use super::month_rows::UNITS;
use crate::buildings::Key;
use crate::buildings::building::DAYS_TO_PAY;
use crate::buildings::building::date_of;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::explain::key_word;
use crate::locale::Jalali;
use crate::web::Visit;
use crate::web::form::Mistakes;

/// Nobody has more time to pay than this.
const DAYS_MAX: TimeDelta = TimeDelta::days(120);

/// The mix that is shown until somebody asks for another: percents by area and by persons; the rest is equal.
const USUAL: (&str, &str) = ("50", "0");

/// What is asked of a month, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct LookForm {
    pub(super) due_d: String,
    pub(super) due_m: String,
    pub(super) due_y: String,
    pub(super) area: String,
    pub(super) persons: String,
    /// The place of the first unit that is shown.
    pub(super) from: String,
}

/// What is asked of a month.
pub(super) struct Look {
    /// The form with what is shown.
    pub(super) form: LookForm,
    pub(super) mistakes: Mistakes,
    /// The last day of payment.
    pub(super) due_on: NaiveDate,
    /// The percents of each key of the mix.
    pub(super) mix: Vec<(u64, Key)>,
    /// The place of the first unit that is shown.
    pub(super) from: usize,
}

impl Look {
    /// What a form asks for; `usual` is the last day where it names none, or none that can be.
    pub(super) fn of(v: &Visit, form: &LookForm, usual: NaiveDate) -> Self {
        let mut reader = Reader::new(v);
        let named = !form.due_d.is_empty() || !form.due_m.is_empty() || !form.due_y.is_empty();
        let due_on = if named { due_in(&mut reader, form).unwrap_or(usual) } else { usual };
        let asked = !form.area.is_empty() || !form.persons.is_empty();
        let (area, persons) = if asked {
            (form.area.clone(), form.persons.clone())
        } else {
            (v.digits(USUAL.0), v.digits(USUAL.1))
        };
        let of_area = reader.number("area", &area, (1, 0, 100));
        let of_persons = reader.number("persons", &persons, (1, 0, 100));
        if 100 < of_area + of_persons {
            reader.mistakes.add("persons", v.w.buildings_mix_too_much());
        }
        let rest = 100 - of_area - of_persons;
        let parts = [(of_area, Key::Area), (of_persons, Key::Persons), (rest, Key::Equal)];
        let parts = parts.into_iter().filter_map(|(percent, key)| {
            u64::try_from(percent).ok().filter(|percent| *percent != 0).map(|p| (p, key))
        });
        let day = Jalali::of(noon(due_on));
        let typed = |part: &str, shown: String| {
            if named && !reader.mistakes.is_empty() { part.to_owned() } else { shown }
        };
        let shown = LookForm {
            due_d: typed(&form.due_d, day.day.to_string()),
            due_m: typed(&form.due_m, day.month.to_string()),
            due_y: typed(&form.due_y, day.year.to_string()),
            area,
            persons,
            from: String::new(),
        };
        let (mix, mistakes) = (parts.collect(), reader.mistakes);
        Self { form: shown, mix, due_on, mistakes, from: form.from.parse().unwrap_or(0) }
    }

    /// The address of the page of units before these.
    pub(super) fn previous(&self, path: &str) -> Option<String> {
        (0 < self.from).then(|| self.address(path, self.from.saturating_sub(UNITS)))
    }

    /// The address of the page of units after these, of so many.
    pub(super) fn next(&self, path: &str, count: usize) -> Option<String> {
        let next = self.from.saturating_add(UNITS);
        (next < count).then(|| self.address(path, next))
    }

    fn address(&self, path: &str, from: usize) -> String {
        let LookForm { due_d, due_m, due_y, area, persons, .. } = &self.form;
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("due_d", due_d), ("due_m", due_m), ("due_y", due_y)])
            .extend_pairs([("area", area), ("persons", persons), ("from", &from.to_string())])
            .finish();
        format!("{path}?{query}")
    }

    /// What the mix is called.
    pub(super) fn word(&self, v: &Visit) -> String {
        let part = |(percent, key): &(u64, Key)| {
            let percent = v.percent(i64::try_from(*percent).unwrap_or(100));
            v.w.buildings_mix_part(percent, key_word(v, *key))
        };
        self.mix.iter().map(part).collect::<Vec<_>>().join(&v.w.buildings_and())
    }
}

/// The last day of payment, which leaves everybody the time to pay.
fn due_in(reader: &mut Reader, form: &LookForm) -> Option<NaiveDate> {
    let (day, month) = (form.due_d.parse().unwrap_or(0), form.due_m.parse().unwrap_or(0));
    let due = Jalali::new(form.due_y.parse().unwrap_or(0), month, day).map(date_of);
    let (v, today) = (reader.v, today(reader.v.now));
    let (first, last) = (today + DAYS_TO_PAY, today + DAYS_MAX);
    match due {
        None => reader.mistakes.add("due", v.w.buildings_no_such_day()),
        Some(due) if !(first..=last).contains(&due) => {
            let day = |day| v.day_full(noon(day));
            reader.mistakes.add("due", v.w.buildings_due_between(day(first), day(last)));
        }
        Some(due) => return Some(due),
    }
    None
}

/// The years in which something can be due.
pub(super) fn years(v: &Visit) -> RangeInclusive<i32> {
    let year = Jalali::of(v.now).year;
    year..=year + 1
}
