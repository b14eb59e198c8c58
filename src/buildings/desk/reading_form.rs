//! A reading of a meter, as somebody types it.

use axum::extract::Multipart;
use chrono::NaiveDate;

use super::expense_form::file_of;
use super::form;
use super::form::Reader;
use crate::buildings::building::date_of;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::meters::DIGITS_MAX;
use crate::buildings::meters::How;
use crate::buildings::meters::NewReading;
use crate::buildings::meters::Reading;
use crate::buildings::meters::ReadingMistake;
use crate::ids::MeterId;
use crate::ids::ReadingId;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::locale::ascii_digits;
use crate::locale::clean;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;

/// A reading, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct ReadingForm {
    pub(super) id: String,
    pub(super) figure: String,
    pub(super) day: [String; 3],
    /// What happened, where it is not that the meter went on: rollover or replaced.
    pub(super) how: String,
    pub(super) last: String,
    pub(super) first: String,
}

impl ReadingForm {
    pub(super) fn blank(v: &Visit) -> Self {
        let id = ReadingId::new(v.now).to_string();
        Self { id, day: typed_day(Jalali::of(v.now)), ..Self::default() }
    }

    /// A reading as it stands, to be corrected.
    pub(super) fn of(v: &Voice, reading: &Reading) -> Self {
        let figure = |figure: i64| v.digits(&figure.to_string());
        let (how, last, first) = match reading.how {
            How::Plain => ("", String::new(), String::new()),
            How::Rollover => ("rollover", String::new(), String::new()),
            How::Replaced { last, first } => ("replaced", figure(last), figure(first)),
        };
        Self {
            id: reading.id.to_string(),
            figure: figure(reading.figure),
            day: typed_day(Jalali::of(noon(reading.read_on))),
            how: how.to_owned(),
            last,
            first,
        }
    }

    /// Whether it is said that something happened to the meter.
    pub(super) fn tells(&self) -> bool {
        !self.how.is_empty()
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
                "figure" => typed.figure = text,
                "day_d" => typed.day[0] = text,
                "day_m" => typed.day[1] = text,
                "day_y" => typed.day[2] = text,
                "how" => typed.how = text,
                "last" => typed.last = text,
                "first" => typed.first = text,
                _ => return Err(Error::BadRequest),
            }
        }
        Ok((typed, file))
    }

    /// The reading, if nothing is wrong with it; what is stands in the reader.
    pub(super) fn parse(
        &self,
        reader: &mut Reader,
        meter: MeterId,
        file: Vec<u8>,
    ) -> Option<NewReading> {
        let number = figure_in(reader, "figure", &self.figure);
        let read_on = day_in(reader, &self.day);
        let how = match self.how.as_str() {
            "rollover" => Some(How::Rollover),
            "replaced" => {
                let last = figure_in(reader, "last", &self.last);
                let first = figure_in(reader, "first", &self.first);
                last.zip(first).map(|(last, first)| How::Replaced { last, first })
            }
            _ => Some(How::Plain),
        };
        let file = file_of(reader, file);
        let id = self.id.parse().unwrap_or_else(|_| ReadingId::new(reader.v.now));
        let ((figure, read_on), how) = number.zip(read_on).zip(how)?;
        reader.mistakes.is_empty().then_some(NewReading { id, meter, read_on, figure, how, file })
    }
}

fn typed_day(day: Jalali) -> [String; 3] {
    [day.day.to_string(), day.month.to_string(), day.year.to_string()]
}

fn figure_in(reader: &mut Reader, field: &'static str, text: &str) -> Option<i64> {
    let figure = figure(reader.v, text);
    reader.mistakes.take(field, figure, |said| said)
}

/// What a meter shows, in whole ones of what it counts in; else a sentence.
pub(super) fn figure(v: &Voice, text: &str) -> Result<i64, String> {
    let text = ascii_digits(&clean(text)).replace([' ', ',', '٬', '،'], "");
    if text.is_empty() {
        return Err(v.w.buildings_missing());
    }
    let is_short = text.len() <= usize::try_from(DIGITS_MAX).unwrap_or(0);
    let is_number = is_short && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| is_number);
    number.ok_or_else(|| v.w.meters_not_a_figure(v.number(DIGITS_MAX.into())))
}

/// The day of a reading, which has been.
pub(super) fn day_in(reader: &mut Reader, typed: &[String; 3]) -> Option<NaiveDate> {
    let part = |place: usize| typed[place].parse().unwrap_or(0);
    let year: i32 = typed[2].parse().unwrap_or(0);
    let day = Jalali::new(year, part(1), part(0)).map(date_of);
    match day {
        None => reader.mistakes.add("day", reader.v.w.buildings_no_such_day()),
        Some(day) if today(reader.v.now) < day => {
            reader.mistakes.add("day", reader.v.w.buildings_day_to_come());
        }
        Some(_) => (),
    }
    day.filter(|_| reader.mistakes.of("day").is_none())
}

/// The field that a mistake belongs to.
pub(super) fn field_of(mistake: ReadingMistake) -> &'static str {
    match mistake {
        ReadingMistake::NotAfter(_) | ReadingMistake::NotBefore(_) | ReadingMistake::Stands(_) => {
            "day"
        }
        ReadingMistake::Backwards => "last",
        _ => "figure",
    }
}

/// Why a reading is not written down, in a sentence; a lower figure is a question.
pub(super) fn said(v: &Voice, mistake: ReadingMistake) -> String {
    let figure = |figure: i64| v.digits(&figure.to_string());
    let day = |day: NaiveDate| v.day_full(noon(day));
    match mistake {
        ReadingMistake::Lower(before) => v.w.meters_lower(figure(before)),
        ReadingMistake::NotRound(before) => v.w.meters_not_round(figure(before)),
        ReadingMistake::Backwards => v.w.meters_backwards(),
        ReadingMistake::Higher(after) => v.w.meters_higher(figure(after)),
        ReadingMistake::TooLong(digits) => v.w.meters_too_long(v.number(digits.into())),
        ReadingMistake::NotAfter(before) => v.w.meters_not_after(day(before)),
        ReadingMistake::NotBefore(after) => v.w.meters_not_before(day(after)),
        ReadingMistake::Stands(stands) => v.w.meters_stands(figure(stands)),
    }
}
