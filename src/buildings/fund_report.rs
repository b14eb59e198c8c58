//! Where the money went, month by month: the page that the manager and the residents of a building share. Each
//! sees it in their own frame; residents see the months in which they were part of the building, and sums
//! where the manager sees names.

use super::BuildingError;
use super::account::Time;
use super::books::lines;
use super::books::lines::Reader;
use super::desk;
use super::desk::Brought;
use super::range;
use super::report;
use super::report::Month;
use crate::app::App;
use crate::ids::BuildingId;
use crate::locale::Voice;
use crate::money::Money;
use crate::web::Error;
use crate::web::Result;

/// A column is so wide in the chart, and so far from the next month's first.
const COLUMN: usize = 8;
const MONTH: usize = 24;

/// How high the chart is.
const HEIGHT: i128 = 100;

/// The months of a building with what it began with.
pub(super) struct FundReport {
    /// The newest first.
    pub(super) months: Vec<Row>,
    pub(super) brought: Brought,
    /// Whether credit was given back in one of the months.
    pub(super) gives_back: bool,
    pub(super) chart: Chart,
}

/// A month as it is read.
pub(super) struct Row {
    pub(super) name: String,
    /// Where all its lines are.
    pub(super) path: String,
    /// What each figure is called, how much it is, and where the lines behind it are.
    pub(super) figures: Vec<(String, String, String)>,
}

impl FundReport {
    /// What somebody may see of it; `time`: of whoever is a resident. `path` is the page's own.
    pub(super) async fn read(
        app: &App,
        v: &Voice,
        (building, time): (BuildingId, Option<Time>),
        path: &str,
    ) -> Result<Self> {
        let mut months =
            report::months(&app.db, building, v.now).await.map_err(BuildingError::from)?;
        months.retain(|month| time.is_none_or(|time| time.has(month.period)));
        let gives_back = months.iter().any(|month| month.moved.given_back != Money::ZERO);
        Ok(Self {
            chart: Chart::of(v, &months),
            months: months.iter().map(|month| Row::of(v, month, (path, gives_back))).collect(),
            gives_back,
            brought: desk::brought(app, v, building).await?,
        })
    }
}

impl Row {
    fn of(v: &Voice, month: &Month, (report, gives_back): (&str, bool)) -> Self {
        let path = format!("{report}/{}", month.period);
        let (w, moved) = (v.w, &month.moved);
        let figure = |(word, amount, anchor): (String, Money, &str)| {
            (word, v.amount(amount), format!("{path}#{anchor}"))
        };
        let credit = (w.given_back_word(), moved.given_back, "given-back");
        let figures = [
            (w.buildings_charged(), moved.issued, "charged"),
            (w.debts_fees(), moved.late_fees, "fees"),
            (w.buildings_received(), moved.receipts, "received"),
            (w.buildings_waived(), moved.discounts, "waived"),
            (w.buildings_expenses_word(), moved.expenses, "expenses"),
            (w.buildings_gateway_fees(), moved.gateway_fees, "gateway-fees"),
        ];
        let figures = figures.into_iter().chain(gives_back.then_some(credit));
        let figures = figures.chain([(w.buildings_fund_end(), moved.fund_end(), "fund-end")]);
        let figures = figures.map(figure).collect();
        Self { name: range::name(v, month.period), path, figures }
    }
}

/// What stands behind a month, for a resident; a month that was not in their time is not there.
pub(super) async fn for_resident(
    app: &App,
    v: &Voice,
    (building, time): (BuildingId, Time),
    month: &str,
) -> Result<(String, lines::Month)> {
    let period = period(month)?;
    if !time.has(period) {
        return Err(Error::NotFound);
    }
    let month = lines::of_month(&app.db, v, (building, period), Reader::Resident).await?;
    Ok((range::name(v, period), month))
}

/// The month that an address names by its number.
pub(super) fn period(text: &str) -> Result<i32> {
    let period: i32 = text.parse().map_err(|_| Error::NotFound)?;
    if range::is_year(period.div_euclid(12)) { Ok(period) } else { Err(Error::NotFound) }
}

/// What was received and what was spent, side by side for each month, the oldest first.
pub(super) struct Chart {
    /// What it shows, in a sentence.
    pub(super) said: String,
    pub(super) width: usize,
    pub(super) bars: Vec<Bar>,
    /// The first and the last month.
    pub(super) ends: Vec<String>,
}

/// A column.
pub(super) struct Bar {
    pub(super) x: usize,
    pub(super) y: i128,
    pub(super) height: i128,
    pub(super) look: &'static str,
}

impl Chart {
    fn of(v: &Voice, months: &[Month]) -> Self {
        let oldest_first = || months.iter().rev();
        let top = months.iter().map(|one| one.moved.receipts.max(one.moved.expenses)).max();
        let top = top.unwrap_or_default();
        let bars = oldest_first().enumerate().flat_map(|(place, one)| {
            let x = place * MONTH + (MONTH - 2 * COLUMN) / 2;
            let (came, went) = (one.moved.receipts, one.moved.expenses);
            [bar(x, (came, top), ""), bar(x + COLUMN, (went, top), "spent")]
        });
        let sum = |of: fn(&Month) -> Money| months.iter().map(of).sum::<Money>();
        let ends: Vec<String> = match (months.last(), months.first()) {
            (Some(first), Some(last)) if first.period != last.period => {
                vec![range::name(v, first.period), range::name(v, last.period)]
            }
            _ => vec![],
        };
        Self {
            said: v.w.books_chart_said(
                v.number(i64::try_from(months.len()).unwrap_or(i64::MAX)),
                v.amount_unit(sum(|one| one.moved.receipts)),
                v.amount_unit(sum(|one| one.moved.expenses)),
            ),
            width: months.len() * MONTH,
            bars: bars.collect(),
            ends,
        }
    }

    /// Whether one month says nothing that its row does not say.
    pub(super) fn is_worth_drawing(&self) -> bool {
        !self.ends.is_empty()
    }
}

/// Less than nothing, after a mistake was put right, is drawn as nothing.
fn bar(x: usize, (amount, top): (Money, Money), look: &'static str) -> Bar {
    let (amount, top) = (i128::from(amount.as_rials()), i128::from(top.as_rials()));
    let height = (amount * HEIGHT).checked_div(top).unwrap_or_default().clamp(0, HEIGHT);
    Bar { x, y: HEIGHT - height, height, look }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(amount: i64, top: i64) -> (i128, i128) {
        let bar = bar(0, (Money::rials(amount), Money::rials(top)), "");
        (bar.y, bar.height)
    }

    #[test]
    fn the_largest_column_is_the_height_of_the_chart_and_nothing_is_no_column() {
        assert_eq!(drawn(7, 7), (0, 100));
        assert_eq!(drawn(i64::MAX / 2, i64::MAX), (51, 49));
        assert_eq!(drawn(0, 0), (100, 0));
        assert_eq!(drawn(-5, 7), (100, 0));
    }
}
