//! A value of a hand-over as spreadsheets, people and programs read it.

use serde_json::Value;

use super::tables::Coded;
use super::tables::Kind;
use crate::buildings::Fund;
use crate::buildings::Key;
use crate::buildings::MeterKind;
use crate::buildings::UnitKind;
use crate::buildings::building::month_of;
use crate::buildings::building::noon;
use crate::buildings::desk::fund_word;
use crate::buildings::desk::meter_word;
use crate::buildings::explain::key_word;
use crate::buildings::unit_table;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::money::Money;
use crate::sheets;

/// In a file for a spreadsheet: plain figures, which it can add up, and nothing that it would take for a
/// formula.
pub(super) fn plain(v: &Voice, kind: Kind, value: &Value) -> String {
    match (kind, value) {
        (_, Value::Null) => String::new(),
        (Kind::Text, _) => sheets::guarded(value.as_str().unwrap_or_default()),
        (Kind::Code(of), _) => word(v, of, value.as_str().unwrap_or_default()),
        (Kind::Number | Kind::Rial, _) => number(value).to_string(),
        (Kind::Hundredths, _) => hundredths(number(value)),
        (Kind::Day, _) => day(value),
        (Kind::Month, _) => month(number(value), '/'),
        (Kind::Yes, Value::Bool(true)) => v.w.handover_yes(),
        (Kind::Yes, _) => v.w.handover_no(),
    }
}

/// On a page.
pub(super) fn shown(v: &Voice, kind: Kind, value: &Value) -> String {
    match (kind, value) {
        (_, Value::Null) => String::new(),
        (Kind::Text, _) => value.as_str().unwrap_or_default().to_owned(),
        (Kind::Number, _) => v.number(number(value)),
        (Kind::Rial, _) => v.amount_unit(Money::rials(number(value))),
        (Kind::Code(_) | Kind::Yes, _) => plain(v, kind, value),
        (Kind::Hundredths | Kind::Day | Kind::Month, _) => v.digits(&plain(v, kind, value)),
    }
}

/// For programs: a month reads as a query writes it, and everything else is as it is.
pub(super) fn coded(kind: Kind, value: &Value) -> Value {
    match kind {
        Kind::Month if !value.is_null() => Value::String(month(number(value), '-')),
        _ => value.clone(),
    }
}

/// What a kind is called in the description of the format.
pub(super) fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Code(_) => "code",
        Kind::Number => "integer",
        Kind::Hundredths => "integer, hundredths",
        Kind::Rial => "integer, rial",
        Kind::Day => "day, YYYY-MM-DD, Gregorian",
        Kind::Month => "month, YYYY-MM, Jalali",
        Kind::Yes => "boolean",
    }
}

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or_default()
}

fn hundredths(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let number = number.unsigned_abs();
    format!("{sign}{}.{:02}", number / 100, number % 100)
}

fn day(value: &Value) -> String {
    let day = value.as_str().and_then(|day| day.parse().ok());
    day.map_or_else(String::new, |day| Jalali::of(noon(day)).to_string())
}

fn month(period: i64, between: char) -> String {
    let (year, month) = month_of(i32::try_from(period).unwrap_or_default());
    format!("{year:04}{between}{month:02}")
}

/// What a code stands for; one that nobody knows stands for itself.
fn word(v: &Voice, of: Coded, code: &str) -> String {
    let w = v.w;
    let word = match (of, code) {
        (Coded::Unit, _) => UnitKind::parse(code).map(|kind| unit_table::word(w, kind)),
        (Coded::Fund, _) => Fund::parse(code).map(|fund| fund_word(v, fund)),
        (Coded::Key, _) => Key::parse(code).map(|key| key_word(v, key)),
        (Coded::Meter, _) => MeterKind::parse(code).map(|kind| meter_word(v, kind)),
        (Coded::Role, "owner") => Some(w.handover_owner()),
        (Coded::Role, "tenant") => Some(w.handover_tenant()),
        (Coded::Bill, "principal") => Some(w.handover_bill()),
        (Coded::Bill, "fee") => Some(w.handover_late_fee()),
        (Coded::Bill, "opening") => Some(w.handover_from_before()),
        (Coded::Bill, "given_back") => Some(w.given_back_item()),
        (Coded::Way, "gateway") => Some(w.handover_by_gateway()),
        (Coded::Way, "cash") => Some(w.handover_by_cash()),
        (Coded::Way, "card") => Some(w.handover_by_card()),
        (Coded::Way, "waiver") => Some(w.buildings_waived()),
        (Coded::Way, "early") => Some(w.debts_early()),
        (Coded::Role | Coded::Bill | Coded::Way, _) => None,
    };
    word.unwrap_or_else(|| code.to_owned())
}
