//! A debt or a credit from before, as a manager types it.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use serde::Deserialize;

use super::form::Reader;
use crate::buildings::Unit;
use crate::buildings::building::date_of;
use crate::buildings::building::today;
use crate::buildings::openings::NOTE_CHARS_MAX;
use crate::buildings::openings::NewOpening;
use crate::ids::OpeningId;
use crate::ids::ResidentId;
use crate::locale::Jalali;
use crate::web::Visit;

/// A debt from before is no older, in years.
const YEARS: i32 = 10;

/// As typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct OpeningForm {
    pub(super) id: String,
    /// `owner` or `tenant`.
    pub(super) whose: String,
    /// `debt` or `credit`.
    pub(super) side: String,
    pub(super) amount: String,
    pub(super) since_d: String,
    pub(super) since_m: String,
    pub(super) since_y: String,
    pub(super) note: String,
}

impl OpeningForm {
    pub(super) fn blank(v: &Visit, unit: &Unit) -> Self {
        let today = Jalali::of(v.now);
        let whose = if unit.tenant_id.is_some() { "tenant" } else { "owner" };
        Self {
            id: OpeningId::new(v.now).to_string(),
            whose: whose.to_owned(),
            side: "debt".to_owned(),
            since_d: today.day.to_string(),
            since_m: today.month.to_string(),
            since_y: today.year.to_string(),
            ..Self::default()
        }
    }

    /// `None`: something is missing, and the reader says what.
    pub(super) fn parse(&self, reader: &mut Reader, unit: &Unit) -> Option<NewOpening> {
        let now = reader.v.now;
        let is_credit = self.side == "credit";
        let amount = reader.amount("amount", &self.amount);
        let note = reader.optional("note", &self.note, NOTE_CHARS_MAX);
        let since = self.day(reader, is_credit);
        let resident = self.resident(reader, unit);
        Some(NewOpening {
            id: self.id.parse().unwrap_or_else(|_| OpeningId::new(now)),
            unit: unit.id,
            resident: resident?,
            is_credit,
            amount,
            since: since?,
            note,
        })
    }

    fn resident(&self, reader: &mut Reader, unit: &Unit) -> Option<ResidentId> {
        let resident = if self.whose == "tenant" { unit.tenant_id } else { unit.owner_id };
        if resident.is_none() {
            reader.mistakes.add("whose", reader.v.w.debts_opening_nobody());
        }
        resident
    }

    /// A debt may fall due on a day to come; nothing was paid on one.
    fn day(&self, reader: &mut Reader, is_credit: bool) -> Option<NaiveDate> {
        let part = |text: &str| text.parse().unwrap_or(0);
        let day = Jalali::new(
            self.since_y.parse().unwrap_or(0),
            part(&self.since_m),
            part(&self.since_d),
        );
        let day = day.map(date_of);
        match day {
            None => reader.mistakes.add("since", reader.v.w.buildings_no_such_day()),
            Some(day) if is_credit && today(reader.v.now) < day => {
                reader.mistakes.add("since", reader.v.w.buildings_day_to_come());
            }
            Some(_) => (),
        }
        day
    }
}

/// The years in which a debt from before may have fallen due.
pub(super) fn years(v: &Visit) -> RangeInclusive<i32> {
    let this = Jalali::of(v.now).year;
    this - YEARS..=this
}
