//! The general ledger as a file: each line of each journal, the newest journal first.

use super::Span;
use super::books;
use super::books::Buildings;
use super::journals;
use super::journals::Journal;
use super::journals::Leg;
use crate::db::Tx;
use crate::ids::WorkspaceId;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::money::Money;
use crate::reports::period::Period;
use crate::reports::sheet::Cell;
use crate::reports::sheet::Column;

/// A place in the general ledger of a workspace.
#[derive(Clone, Debug)]
pub(in crate::reports) struct Place {
    workspace: WorkspaceId,
    span: Span,
    /// The one book that is asked for; empty: any.
    book: String,
}

impl Place {
    /// The newest journal of a period.
    pub(in crate::reports) fn start(workspace: WorkspaceId, period: Period, book: &str) -> Self {
        Self { workspace, span: Span::of(period), book: book.to_owned() }
    }
}

/// The columns of a file.
pub(in crate::reports) fn columns(v: &Voice) -> Vec<Column> {
    [
        (v.w.reports_csv_day(), 12),
        (v.w.reports_csv_moment(), 24),
        (v.w.reports_csv_journal(), 38),
        (v.w.reports_movement(), 24),
        (v.w.reports_title(), 28),
        (v.w.reports_csv_who(), 22),
        (v.w.reports_book(), 34),
        (v.w.reports_csv_came(), 16),
        (v.w.reports_csv_went(), 16),
        (v.w.reports_csv_kept(), 14),
    ]
    .into_iter()
    .map(|(name, letters)| Column { name, letters })
    .collect()
}

/// The next rows of a file.
pub(in crate::reports) async fn part(
    tx: &mut Tx,
    v: &Voice,
    place: Place,
    limit: usize,
) -> sqlx::Result<(Vec<Vec<Cell>>, Option<Place>)> {
    let buildings = books::buildings(tx, place.workspace).await?;
    let journals =
        journals::newest(tx, (place.workspace, &buildings), (place.span, &place.book), limit)
            .await?;
    let cells = |journal: &Journal| {
        let cells = |leg: &Leg| cells(v, &buildings, (journal, leg));
        journal.legs.iter().map(cells).collect::<Vec<_>>()
    };
    let rows = journals.iter().flat_map(cells).collect();
    let last = journals.last().filter(|_| journals.len() == limit);
    Ok((rows, last.map(|last| Place { span: place.span.before(last.id), ..place })))
}

fn cells(v: &Voice, buildings: &Buildings, (journal, leg): (&Journal, &Leg)) -> Vec<Cell> {
    let is_of_a_book = leg.book.is_some();
    let when = |is_so: bool, amount: Money| Cell::some_rial(is_so.then_some(amount));
    vec![
        Cell::text(Jalali::of(journal.at).to_string()),
        Cell::text(v.iso(journal.at)),
        Cell::text(journal.id.to_string()),
        Cell::text(journal.word(v)),
        Cell::some_text(journal.title.as_deref()),
        Cell::some_text(journal.who.as_deref()),
        Cell::text(leg.word(v, buildings)),
        when(is_of_a_book && Money::ZERO <= leg.amount, leg.amount),
        when(is_of_a_book && leg.amount < Money::ZERO, -leg.amount),
        when(!is_of_a_book, leg.amount),
    ]
}
