//! The closing of a month: what stood in its books, kept line by line under a digest, so that a later reader
//! sees whether it still says the same. It hinders nobody: what is found wrong afterwards is mended by
//! journals of today, and an expense that was forgotten by writing it down; the reader is told.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;

use super::Span;
use super::books::Buildings;
use super::books::Name;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::locale::isolate;
use crate::money::Money;

/// A month can be closed so long after its end: what began before midnight has ended by then.
pub(super) const REST: TimeDelta = TimeDelta::hours(1);

/// A month of the Jalali calendar: the year times twelve and the month from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month(i32);

impl Month {
    /// The month in which a day lies.
    pub fn of(day: Jalali) -> Self {
        Self(day.year * 12 + i32::from(day.month) - 1)
    }

    /// Reads what [`Self::code`] wrote; no month that the calendar does not have.
    pub(super) fn parse(code: &str) -> Option<Self> {
        let month = Self(code.parse().ok()?);
        month.first_day().map(|_| month)
    }

    pub(super) fn code(self) -> String {
        self.0.to_string()
    }

    fn first_day(self) -> Option<Jalali> {
        let month = u8::try_from(self.0.rem_euclid(12) + 1).ok()?;
        Jalali::new(self.0.div_euclid(12), month, 1)
    }

    /// The question for its days.
    pub(super) fn question(self) -> String {
        let Some(first) = self.first_day() else { return String::new() };
        let next = first.next_month();
        let last = Jalali::of(next.start() - TimeDelta::hours(12));
        format!("from={first}&to={last}")
    }

    /// Its journals and days; `None` until it is long enough over.
    pub(super) fn closable(self, now: DateTime<Utc>) -> Option<Span> {
        let first = self.first_day()?;
        let end = first.next_month();
        (end.start() + REST <= now).then(|| Span::between(first, end))
    }
}

/// What was kept of a month.
pub(super) struct Closing {
    pub(super) closed_at: DateTime<Utc>,
    /// Who closed it, fit to stand in a sentence of either language.
    pub(super) by: String,
    pub(super) digest: String,
    pub(super) version: i32,
    /// What is another now; empty when all is as it was.
    pub(super) differences: Vec<Difference>,
}

/// A line that is not what it was.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    book: Name,
    was: Figures,
    is: Figures,
}

/// What came to and went from a book; of expenses their sum, twice.
type Figures = Option<(Money, Money)>;

/// Keeps what stands in the books of a month. The same as was kept before is not kept once more.
pub(super) async fn close(
    tx: &mut Tx,
    (workspace, by): (WorkspaceId, MemberId),
    (month, span): (Month, Span),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    // Two who close it at the same moment close it once.
    query!("select id from workspaces where id = $1 for no key update", workspace.as_uuid())
        .fetch_one(&mut **tx)
        .await?;
    query!(
        "with lines as (
            select ledger_lines($1, $4, $5) as ledger, expense_lines($1, $6, $7) as expenses
        ), last as (
            select version, digest from month_closings
            where workspace_id = $1 and month = $2 order by version desc limit 1
        )
        insert into month_closings (workspace_id, month, version, first_id, end_id, ledger, expenses,
            digest, closed_by, closed_at)
        select $1, $2, coalesce((select version from last), 0) + 1, $4, $5, ledger, expenses,
            closing_digest($2, ledger, expenses), $3, $8
        from lines
        where closing_digest($2, ledger, expenses) is distinct from (select digest from last)",
        workspace.as_uuid(),
        month.0,
        by.as_uuid(),
        span.first,
        span.end,
        span.from,
        span.until,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

struct Kept {
    closed_at: DateTime<Utc>,
    by: String,
    digest: String,
    version: i32,
    was: Vec<String>,
    is: Vec<String>,
}

/// The last closing of a month, compared with what stands in the books now.
pub(super) async fn read(
    tx: &mut Tx,
    workspace: WorkspaceId,
    (month, span): (Month, Span),
) -> sqlx::Result<Option<Closing>> {
    let kept = query_as!(
        Kept,
        r#"select closed_at, members.name as by, encode(digest, 'hex') as "digest!", version,
            ledger || expenses as "was!",
            ledger_lines($1, $3, $4) || expense_lines($1, $5, $6) as "is!"
        from month_closings
        join members on members.id = closed_by
        where workspace_id = $1 and month = $2
        order by version desc
        limit 1"#,
        workspace.as_uuid(),
        month.0,
        span.first,
        span.end,
        span.from,
        span.until,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(kept.map(|kept| Closing {
        differences: differences(&kept.was, &kept.is),
        closed_at: kept.closed_at,
        by: isolate(&kept.by),
        digest: kept.digest,
        version: kept.version,
    }))
}

/// The books whose lines are not the same, in the order of their names.
fn differences(was: &[String], is: &[String]) -> Vec<Difference> {
    let name = |line: &String| line.split('|').next().unwrap_or_default().to_owned();
    let mut books: Vec<String> =
        was.iter().filter(|line| !is.contains(line)).chain(is).map(name).collect();
    books.sort_unstable();
    books.dedup();
    let figures = |lines: &[String], book: &str| {
        let of_book = |line: &&String| name(line) == book;
        lines.iter().find(of_book).cloned()
    };
    books
        .into_iter()
        .map(|book| (figures(was, &book), figures(is, &book), book))
        .filter(|(was, is, _)| was != is)
        .map(|(was, is, book)| {
            let book = Name::parse(&book);
            Difference { was: read_line(&book, was), is: read_line(&book, is), book }
        })
        .collect()
}

fn read_line(book: &Name, line: Option<String>) -> Figures {
    let line = line?;
    let mut figures = line.split('|').skip(1).map(|figure| figure.parse().map(Money::rials));
    let (debits, credits) = (figures.next()?.ok()?, figures.next()?.ok()?);
    Some(match book.grown_by(Money::rials(1)) {
        one if Money::ZERO < one => (debits, credits),
        _ => (credits, debits),
    })
}

impl Difference {
    /// The line in words: what it said then, and what it says now.
    pub(super) fn said(&self, v: &Voice, buildings: &Buildings) -> String {
        let figures = |figures: Figures| match figures {
            Some((came, went)) if self.book.is_of_expenses() => v.amount_unit(came.max(went)),
            Some((came, went)) => {
                v.w.reports_closing_figures(v.amount_unit(came), v.amount_unit(went))
            }
            None => v.w.reports_closing_nothing(),
        };
        let book = self.book.full(v, buildings);
        v.w.reports_closing_differs(book, figures(self.was), figures(self.is))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn only_the_lines_that_changed_are_told_with_what_they_said() {
        let was = lines(&["wallet|5|100|3", "payouts|7|7|1"]);
        assert!(differences(&was, &was).is_empty());
        let is = lines(&["refunds|0|9|1", "wallet|5|90|3"]);
        let told = differences(&was, &is);
        let rials = |came, went| Some((Money::rials(came), Money::rials(went)));
        let told = told.iter().map(|one| (one.book.code.as_str(), one.was, one.is));
        assert_eq!(
            told.collect::<Vec<_>>(),
            [
                ("payouts", rials(7, 7), None),
                ("refunds", None, rials(9, 0)),
                ("wallet", rials(100, 5), rials(90, 5)),
            ]
        );
    }

    #[test]
    fn a_month_can_be_closed_an_hour_after_its_end() {
        let azar = Month::of(Jalali::new(1405, 9, 12).expect("a day"));
        assert_eq!((azar, Month::parse(&azar.code())), (Month(16_868), Some(azar)));
        let over = Jalali::new(1405, 10, 1).expect("a day").start() + REST;
        assert!(azar.closable(over).is_some());
        assert!(azar.closable(over - TimeDelta::milliseconds(1)).is_none());
        assert!(Month::parse("999999999").is_none() && Month::parse("x").is_none());
    }
}
