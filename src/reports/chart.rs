//! The chart of what was taken day by day, and the same numbers as a table. Heights are tenths of a
//! hundredth, in whole numbers.

use super::period::Period;
use super::period::Step;
use super::store::Sum;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::money::Money;

/// The tallest column, in tenths.
const TENTHS: i128 = 1_000;

/// What an empty column shows, so that it is seen to be there.
const TENTHS_OF_NOTHING: i128 = 2;

/// A chart.
pub(super) struct Chart {
    /// What it shows, in a sentence.
    pub(super) said: String,
    /// From when until when.
    pub(super) range: String,
    pub(super) width: u32,
    pub(super) bars: Vec<Bar>,
    /// The words under it: its beginning, its middle, its end.
    pub(super) axis: Vec<String>,
    /// The name of what one column is.
    pub(super) step: String,
    /// Column by column, the newest first.
    pub(super) lines: Vec<Line>,
}

/// A column.
pub(super) struct Bar {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) height: String,
    pub(super) look: &'static str,
}

/// A column in numbers.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) amount: Money,
    pub(super) count: String,
}

impl Chart {
    /// Draws sums over the steps of a period.
    pub(super) fn of(
        v: &Voice,
        period: Period,
        (step, begins): (Step, &[Jalali]),
        sums: &[Sum],
    ) -> Self {
        let names: Vec<String> = begins.iter().map(|day| name(v, step, *day)).collect();
        let amounts: Vec<Money> = sums.iter().map(|sum| sum.gross).collect();
        let today = begins.iter().rposition(|day| *day <= Jalali::of(v.now));
        let is_now = begins.len().checked_sub(1) == today && Jalali::of(v.now) <= period.to;
        let hot = today.filter(|_| is_now);
        let top = amounts.iter().copied().max().unwrap_or_default();
        let best = amounts.iter().position(|amount| *amount == top);
        let said = match best.filter(|_| Money::ZERO < top).and_then(|place| names.get(place)) {
            Some(name) => v.w.reports_chart_said(name, v.amount_unit(top)),
            None => v.w.reports_chart_is_empty(),
        };
        let bar = |(place, amount): (usize, &Money)| bar(place, *amount, top, hot == Some(place));
        Self {
            said,
            range: range(v, period),
            width: u32::try_from(begins.len() * 10).unwrap_or(u32::MAX),
            bars: amounts.iter().enumerate().map(bar).collect(),
            axis: axis(&names),
            step: step_name(v, step),
            lines: names
                .into_iter()
                .zip(sums)
                .map(|(name, sum)| Line::of(v, name, sum))
                .rev()
                .collect(),
        }
    }

    /// Whether one column says nothing that the totals do not say.
    pub(super) fn is_worth_drawing(&self) -> bool {
        1 < self.bars.len()
    }
}

impl Line {
    fn of(v: &Voice, name: String, sum: &Sum) -> Self {
        Self { name, amount: sum.gross, count: v.number(sum.count) }
    }
}

/// From one day to another, in words.
pub(super) fn range(v: &Voice, period: Period) -> String {
    let (from, to) = (period.from.start(), period.to.start());
    if period.from == period.to {
        v.day_full(from)
    } else {
        v.w.reports_range(v.day_full(from), v.day_full(to))
    }
}

fn bar(place: usize, amount: Money, top: Money, is_hot: bool) -> Bar {
    let (amount, top) = (i128::from(amount.as_rials()), i128::from(top.as_rials()));
    let height = (amount * TENTHS).checked_div(top).unwrap_or_default().max(TENTHS_OF_NOTHING);
    let look = match (amount, is_hot) {
        (0, _) => "soft",
        (_, true) => "hot",
        (_, false) => "",
    };
    Bar {
        x: format!("{}.5", place * 10 + 1),
        y: tenths(TENTHS - height),
        height: tenths(height),
        look,
    }
}

fn tenths(number: i128) -> String {
    format!("{}.{}", number / 10, number % 10)
}

fn axis(names: &[String]) -> Vec<String> {
    let places = match names.len() {
        0 => vec![],
        1 => vec![0],
        2 => vec![0, 1],
        many => vec![0, many / 2, many - 1],
    };
    places.into_iter().filter_map(|place| names.get(place).cloned()).collect()
}

fn name(v: &Voice, step: Step, day: Jalali) -> String {
    match step {
        Step::Day => v.day(day.start()),
        Step::Month => v.w.reports_month(v.month_name(day.month), v.year(day.year)),
        Step::Year => v.year(day.year),
    }
}

fn step_name(v: &Voice, step: Step) -> String {
    match step {
        Step::Day => v.w.reports_step_day(),
        Step::Month => v.w.reports_step_month(),
        Step::Year => v.w.reports_step_year(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn height(amount: i64, top: i64) -> (String, String, &'static str) {
        let bar = bar(3, Money::rials(amount), Money::rials(top), false);
        (bar.y, bar.height, bar.look)
    }

    #[test]
    fn columns_are_tenths_of_a_hundredth_in_whole_numbers() {
        assert_eq!(height(1_000, 1_000), ("0.0".into(), "100.0".into(), ""));
        assert_eq!(height(333, 1_000), ("66.7".into(), "33.3".into(), ""));
        assert_eq!(height(0, 1_000), ("99.8".into(), "0.2".into(), "soft"));
        assert_eq!(height(1, i64::MAX), ("99.8".into(), "0.2".into(), ""));
        assert_eq!(height(0, 0), ("99.8".into(), "0.2".into(), "soft"));
        assert_eq!(bar(3, Money::ZERO, Money::ZERO, true).x, "31.5");
        assert_eq!(bar(0, Money::ZERO, Money::ZERO, true).x, "1.5");
    }
}
