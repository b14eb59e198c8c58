//! An expense, as a manager types it.

use std::ops::RangeInclusive;

use axum::extract::Multipart;

use super::form;
use super::form::Reader;
use super::key_form::KeyForm;
use super::scope_form::ScopeForm;
use crate::buildings::NewExpense;
use crate::buildings::Unit;
use crate::buildings::building::date_of;
use crate::buildings::building::noon;
use crate::buildings::changes::State;
use crate::buildings::costs::Category;
use crate::buildings::period_of;
use crate::ids::ExpenseId;
use crate::locale::Jalali;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Mistakes;

/// An expense, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct ExpenseForm {
    pub(super) id: String,
    pub(super) category: String,
    pub(super) title: String,
    pub(super) supplier: String,
    pub(super) amount: String,
    pub(super) day: [String; 3],
    pub(super) months: String,
    pub(super) repeats: bool,
    pub(super) keys: KeyForm,
    pub(super) scope: ScopeForm,
}

impl ExpenseForm {
    pub(super) fn blank(v: &Visit) -> Self {
        let today = Jalali::of(v.now);
        Self {
            id: ExpenseId::new(v.now).to_string(),
            day: [today.day.to_string(), today.month.to_string(), today.year.to_string()],
            months: v.digits("1"),
            ..Self::default()
        }
    }

    /// An expense as it stands, to be changed.
    pub(super) fn of(v: &Visit, id: ExpenseId, state: &State) -> Self {
        let day = Jalali::of(noon(state.spent_on));
        Self {
            id: id.to_string(),
            category: state.category.to_string(),
            title: state.title.clone(),
            supplier: state.supplier.clone().unwrap_or_default(),
            amount: v.amount_typed(state.amount),
            day: [day.day.to_string(), day.month.to_string(), day.year.to_string()],
            months: v.digits(&state.months.to_string()),
            repeats: state.repeats,
            keys: KeyForm::of(state.keys),
            scope: ScopeForm::of(&state.scope),
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
                "category" => typed.category = text,
                "title" => typed.title = text,
                "supplier" => typed.supplier = text,
                "amount" => typed.amount = text,
                "day_d" => typed.day[0] = text,
                "day_m" => typed.day[1] = text,
                "day_y" => typed.day[2] = text,
                "months" => typed.months = text,
                "repeats" => typed.repeats = text == "yes",
                name if typed.keys.take(name, &text) || typed.scope.take(name, &text) => (),
                _ => return Err(Error::BadRequest),
            }
        }
        Ok((typed, file))
    }

    pub(super) fn parse(
        &self,
        v: &Visit,
        (categories, units): (&[Category], &[Unit]),
        file: Vec<u8>,
    ) -> Result<NewExpense, Mistakes> {
        let mut reader = Reader::new(v);
        let title = reader.text("title", &self.title, (1, 80));
        let amount = reader.amount("amount", &self.amount);
        let category = categories.iter().find(|category| category.id.to_string() == self.category);
        if category.is_none() {
            reader.mistakes.add("category", v.w.buildings_missing());
        }
        let part = |place: usize| self.day[place].parse::<u16>().unwrap_or(0);
        let day = (u8::try_from(part(1)).ok().zip(u8::try_from(part(0)).ok()))
            .and_then(|(month, day)| Jalali::new(i32::from(part(2)), month, day));
        if day.is_none() {
            reader.mistakes.add("day", v.w.buildings_no_such_day());
        }
        let file = file_of(&mut reader, file);
        let months = reader.number("months", &self.months, (1, 1, 60));
        if self.repeats && 1 < months {
            reader.mistakes.add("months", v.w.costs_repeats_or_months());
        }
        let supplier = reader.optional("supplier", &self.supplier, 80);
        let (keys, scope) = (self.keys.parse(&mut reader), self.scope.parse(&mut reader, units));
        match (category, day) {
            (Some(category), Some(day)) if reader.mistakes.is_empty() => Ok(NewExpense {
                id: self.id.parse().unwrap_or_else(|_| ExpenseId::new(v.now)),
                category: category.id,
                title,
                supplier,
                amount,
                spent_on: date_of(day),
                period: period_of(day.start()),
                months,
                repeats: self.repeats,
                scope,
                keys,
                file,
            }),
            _ => Err(reader.mistakes),
        }
    }
}

/// The years in which something was spent.
pub(super) fn years(v: &Visit) -> RangeInclusive<i32> {
    let this = Jalali::of(v.now).year;
    this - 2..=this
}

/// The picture, if it is one; what it is says its beginning, not its name.
pub(in crate::buildings) fn file_of(
    reader: &mut Reader,
    bytes: Vec<u8>,
) -> Option<(&'static str, Vec<u8>)> {
    if super::FILE_BYTES_MAX < bytes.len() {
        reader.mistakes.add("file", reader.v.w.buildings_file_too_large());
        return None;
    }
    let kind = match bytes.as_slice() {
        [] => return None,
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => "image/png",
        [b'%', b'P', b'D', b'F', b'-', ..] => "application/pdf",
        _ => {
            reader.mistakes.add("file", reader.v.w.buildings_file_unknown());
            return None;
        }
    };
    Some((kind, bytes))
}
