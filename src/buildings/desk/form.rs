//! Fields that several forms have.

use axum::extract::multipart::Field;
use chrono::NaiveDate;

use crate::buildings::building::date_of;
use crate::buildings::import::number_in;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::locale::clean;
use crate::locale::clean_lines;
use crate::money::Money;
use crate::money::MoneyMistake;
use crate::web::Error;
use crate::web::Result;
use crate::web::form::Mistakes;

/// Reads a file; of one that is too large the rest is read, but not kept.
pub(in crate::buildings) async fn file(mut field: Field<'_>) -> Result<Vec<u8>> {
    let mut bytes = vec![];
    while let Some(piece) = field.chunk().await.map_err(|_| Error::BadRequest)? {
        if bytes.len() <= super::FILE_BYTES_MAX {
            bytes.extend_from_slice(&piece);
        }
    }
    Ok(bytes)
}

/// Reads single fields, with the sentences for what is wrong with them.
pub(in crate::buildings) struct Reader<'a> {
    pub(in crate::buildings) v: &'a Voice,
    pub(in crate::buildings) mistakes: Mistakes,
}

impl<'a> Reader<'a> {
    pub(in crate::buildings) fn new(v: &'a Voice) -> Self {
        Self { v, mistakes: Mistakes::none() }
    }

    /// A text of a length; one that may be missing is empty then.
    pub(in crate::buildings) fn text(
        &mut self,
        field: &'static str,
        text: &str,
        (chars_min, chars_max): (usize, usize),
    ) -> String {
        let text = clean(text);
        let chars = text.chars().count();
        if chars < chars_min {
            self.mistakes.add(field, self.v.w.buildings_missing());
        } else if chars_max < chars {
            let max = i64::try_from(chars_max).unwrap_or(i64::MAX);
            self.mistakes.add(field, self.v.w.buildings_too_long(self.v.number(max)));
        }
        text
    }

    /// A text of several lines.
    pub(in crate::buildings) fn lines(
        &mut self,
        field: &'static str,
        text: &str,
        chars_max: usize,
    ) -> String {
        let text = clean_lines(text);
        // The lines are as good as they are; their length is looked at as that of any text.
        self.text(field, &text, (1, chars_max));
        text
    }

    /// A text that may be missing.
    pub(in crate::buildings) fn optional(
        &mut self,
        field: &'static str,
        text: &str,
        chars_max: usize,
    ) -> Option<String> {
        Some(self.text(field, text, (0, chars_max))).filter(|text| !text.is_empty())
    }

    /// A whole number between two others, in parts of one; an empty field is the smallest.
    pub(in crate::buildings) fn number(
        &mut self,
        field: &'static str,
        text: &str,
        (parts, min, max): (i32, i32, i32),
    ) -> i32 {
        match number_in(text, parts).map(|number| number.unwrap_or(min)) {
            Ok(number) if (min..=max).contains(&number) => number,
            _ => {
                let (min, max) = (i64::from(min / parts), i64::from(max / parts));
                let (min, max) = (self.v.number(min), self.v.number(max));
                self.mistakes.add(field, self.v.w.buildings_number_between(min, max));
                0
            }
        }
    }

    /// A day of the calendar, in the three parts in which it was chosen.
    pub(in crate::buildings) fn day(
        &mut self,
        field: &'static str,
        (day, month, year): (&str, &str, &str),
    ) -> Option<NaiveDate> {
        let part = |text: &str| text.parse().unwrap_or(0);
        let day = Jalali::new(year.parse().unwrap_or(0), part(month), part(day)).map(date_of);
        if day.is_none() {
            self.mistakes.add(field, self.v.w.buildings_no_such_day());
        }
        day
    }

    /// An amount.
    pub(in crate::buildings) fn amount(&mut self, field: &'static str, text: &str) -> Money {
        match Money::parse(text, self.v.unit) {
            Ok(amount) => amount,
            Err(mistake) => {
                self.mistakes.add(
                    field,
                    match mistake {
                        MoneyMistake::Missing => self.v.w.buildings_missing(),
                        _ => self.v.w.buildings_amount_wrong(),
                    },
                );
                Money::ZERO
            }
        }
    }

    /// An amount that may be missing.
    pub(in crate::buildings) fn optional_amount(
        &mut self,
        field: &'static str,
        text: &str,
    ) -> Money {
        let text = crate::locale::ascii_digits(&clean(text));
        if text.is_empty() || text == "0" { Money::ZERO } else { self.amount(field, &text) }
    }
}
