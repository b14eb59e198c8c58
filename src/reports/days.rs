//! What the pages over a period have in common: which days are asked for, and the way to the same as a file.

use axum::http::StatusCode;
use url::form_urlencoded::byte_serialize;

use super::chart;
use super::filter::Asked;
use super::form;
use super::form::Tab;
use super::period::Period;
use super::period::Ready;
use super::statement;
use crate::locale::Jalali;
use crate::web::Desk;
use crate::web::form::Mistakes;

/// The days of a page, and what is above it.
pub(super) struct Days {
    /// Where the page is.
    pub(super) path: &'static str,
    /// The period; none after a mistake.
    pub(super) period: Option<Period>,
    /// Its days in words.
    pub(super) range: String,
    pub(super) mistakes: Mistakes,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) ready: Vec<Tab>,
    /// What else is asked for, by its name; it stays when other days are.
    pub(super) also: Option<(&'static str, String)>,
}

impl Days {
    /// The days as they were typed, and this month where none were.
    pub(super) fn asked(
        desk: &Desk,
        path: &'static str,
        asked: &Asked,
        also: Option<(&'static str, &str)>,
    ) -> Self {
        let (period, mistakes) = match statement::period(desk, asked) {
            Ok(period) => (Some(period), Mistakes::none()),
            Err(mistakes) => (None, mistakes),
        };
        let day = |day: Jalali| desk.digits(&day.to_string());
        let (from, to) = match period {
            Some(period) => (day(period.from), day(period.to)),
            None => (asked.from.clone(), asked.to.clone()),
        };
        let also = also.filter(|(_, value)| !value.is_empty());
        let also = also.map(|(name, value)| (name, value.to_owned()));
        let more = more(also.as_ref());
        let ready = Ready::ALL.into_iter().map(|ready| Tab {
            word: form::ready_word(desk, ready),
            address: format!("{path}?period={}{more}", ready.code()),
            is_current: period == Some(ready.period(Jalali::of(desk.now))),
        });
        let range = period.map(|period| chart::range(desk, period)).unwrap_or_default();
        Self { path, period, range, mistakes, from, to, ready: ready.collect(), also }
    }

    pub(super) fn status(&self) -> StatusCode {
        if self.period.is_some() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }

    /// The question as it stands in an address, by the days of the period.
    pub(super) fn question(&self) -> String {
        let days = self.period.map(days).unwrap_or_default();
        format!("{days}{}", more(self.also.as_ref()))
    }

    /// The same as a file of a kind, `csv` or `xlsx`.
    pub(super) fn file(&self, kind: &str) -> String {
        format!("{}.{kind}?{}", self.path, self.question())
    }
}

/// The days of a period as they stand in an address.
pub(super) fn days(period: Period) -> String {
    format!("from={}&to={}", period.from, period.to)
}

/// What else is asked for, as it follows the days in an address.
fn more(also: Option<&(&'static str, String)>) -> String {
    let encoded = |value: &str| byte_serialize(value.as_bytes()).collect::<String>();
    also.map(|(name, value)| format!("&{name}={}", encoded(value))).unwrap_or_default()
}
