//! A levy, as a manager types it.

use axum::extract::Multipart;
use chrono::NaiveDate;

use super::expense_form::file_of;
use super::form;
use super::form::Reader;
use super::key_form::KeyForm;
use super::scope_form::ScopeForm;
use crate::buildings::Fund;
use crate::buildings::Key;
use crate::buildings::Keys;
use crate::buildings::NewLevy;
use crate::buildings::Unit;
use crate::buildings::building::date_of;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::levies::Levy;
use crate::buildings::messages;
use crate::buildings::period_of;
use crate::ids::LevyId;
use crate::locale::Jalali;
use crate::locale::clean;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Mistakes;

/// The first instalment is asked for no later than so many months from now.
const MONTHS_AHEAD: i32 = 24;

/// A levy, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct LevyForm {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) decision: String,
    pub(super) day: [String; 3],
    pub(super) amount: String,
    pub(super) keys: KeyForm,
    pub(super) scope: ScopeForm,
    pub(super) owner_percent: String,
    pub(super) fund: String,
    pub(super) period: String,
    pub(super) months: String,
}

impl LevyForm {
    pub(super) fn blank(v: &Visit) -> Self {
        let today = Jalali::of(v.now);
        Self {
            id: LevyId::new(v.now).to_string(),
            day: [today.day.to_string(), today.month.to_string(), today.year.to_string()],
            keys: KeyForm::of(Some(Keys::one(Key::Area))),
            owner_percent: v.digits("100"),
            fund: Fund::Projects.code().to_owned(),
            months: v.digits("1"),
            ..Self::default()
        }
    }

    /// A levy as it stands, to be changed.
    pub(super) fn of(v: &Visit, levy: &Levy) -> Self {
        let day = Jalali::of(noon(levy.decided_on));
        Self {
            id: levy.id.to_string(),
            title: levy.title.clone(),
            decision: levy.decision.clone(),
            day: [day.day.to_string(), day.month.to_string(), day.year.to_string()],
            amount: v.amount_typed(levy.amount),
            keys: KeyForm::of(Some(levy.keys)),
            scope: ScopeForm::of(&levy.scope),
            owner_percent: v.digits(&levy.owner_percent.to_string()),
            fund: levy.fund.code().to_owned(),
            period: levy.period.to_string(),
            months: v.digits(&levy.months.to_string()),
        }
    }

    pub(super) async fn read(mut sent: Multipart) -> Result<(Self, Vec<u8>)> {
        let (mut typed, mut file) = (Self::default(), vec![]);
        while let Some(field) = sent.next_field().await.map_err(|_| Error::BadRequest)? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                file = form::file(field).await?;
                continue;
            }
            let text = field.text().await.map_err(|_| Error::BadRequest)?;
            match name.as_str() {
                "id" => typed.id = text,
                "title" => typed.title = text,
                "decision" => typed.decision = text,
                "day_d" => typed.day[0] = text,
                "day_m" => typed.day[1] = text,
                "day_y" => typed.day[2] = text,
                "amount" => typed.amount = text,
                "owner_percent" => typed.owner_percent = text,
                "fund" => typed.fund = text,
                "period" => typed.period = text,
                "months" => typed.months = text,
                name if typed.keys.take(name, &text) || typed.scope.take(name, &text) => (),
                _ => return Err(Error::BadRequest),
            }
        }
        Ok((typed, file))
    }

    pub(super) fn parse(
        &self,
        v: &Visit,
        units: &[Unit],
        file: Vec<u8>,
    ) -> Result<NewLevy, Mistakes> {
        let mut reader = Reader::new(v);
        let title = reader.text("title", &self.title, (1, 80));
        let decision = reader.text("decision", &self.decision, (1, 300));
        let decided_on = self.decided(&mut reader);
        let amount = reader.amount("amount", &self.amount);
        let keys = self.keys_in(&mut reader);
        let scope = self.scope.parse(&mut reader, units);
        let owner_percent = if clean(&self.owner_percent).is_empty() {
            100
        } else {
            reader.number("owner_percent", &self.owner_percent, (1, 0, 100))
        };
        let fund = Fund::parse(&self.fund).unwrap_or(Fund::Projects);
        let period = self.first(&mut reader);
        let months = reader.number("months", &self.months, (1, 1, 60));
        let file = file_of(&mut reader, file);
        match (decided_on, keys) {
            (Some(decided_on), Some(keys)) if reader.mistakes.is_empty() => Ok(NewLevy {
                id: self.id.parse().unwrap_or_else(|_| LevyId::new(v.now)),
                title,
                decision,
                decided_on,
                amount,
                keys,
                scope,
                owner_percent,
                fund,
                period,
                months,
                file,
            }),
            _ => Err(reader.mistakes),
        }
    }

    fn decided(&self, reader: &mut Reader) -> Option<NaiveDate> {
        let part = |text: &str| text.parse().unwrap_or(0);
        let [day, month, year] = &self.day;
        let day = Jalali::new(year.parse().unwrap_or(0), part(month), part(day)).map(date_of);
        match day {
            None => reader.mistakes.add("day", reader.v.w.buildings_no_such_day()),
            Some(day) if today(reader.v.now) < day => {
                reader.mistakes.add("day", reader.v.w.buildings_day_to_come());
            }
            Some(_) => (),
        }
        day
    }

    /// A levy is divided by what a unit is; what it will consume nobody knows.
    fn keys_in(&self, reader: &mut Reader) -> Option<Keys> {
        if self.keys.key.is_empty() {
            reader.mistakes.add("key", reader.v.w.buildings_missing());
            return None;
        }
        for (field, key) in [("key", &self.keys.key), ("other_key", &self.keys.other_key)] {
            if key == Key::Meter.code() {
                reader.mistakes.add(field, reader.v.w.levies_not_by_meters());
                return None;
            }
        }
        self.keys.parse(reader)
    }

    fn first(&self, reader: &mut Reader) -> i32 {
        let this = period_of(reader.v.now);
        match self.period.parse() {
            Ok(period) if (this - 1..=this + MONTHS_AHEAD).contains(&period) => period,
            _ => {
                reader.mistakes.add("period", reader.v.w.levies_choose_month());
                this
            }
        }
    }
}

/// The months in which a first instalment may be asked for, with their names: those that are not issued, and
/// the one that was chosen before.
pub(super) fn months(v: &Visit, first_open: i32, chosen: &str) -> Vec<(String, String)> {
    let this = period_of(v.now);
    let mut months: Vec<i32> = (first_open.max(this - 1)..=this + MONTHS_AHEAD).collect();
    if let Ok(chosen) = chosen.parse::<i32>()
        && !months.contains(&chosen)
        && (this - 1..=this).contains(&chosen)
    {
        months.insert(0, chosen);
    }
    let named = |period: i32| (period.to_string(), messages::title(v.voice(), period));
    months.into_iter().map(named).collect()
}
