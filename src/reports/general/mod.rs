//! The general ledger: every movement of all services in one list, above it the books with their balances.
//! List and balances are the ledger's own entries, so they cannot say another thing than it does.

mod books;
mod closing;
mod journals;
mod sheet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::days;
use super::days::Days;
use super::filter;
use super::period::Period;
use super::statement;
use super::store;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::money::Money;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::form::Query;
use crate::web::paging::PAGE_ROWS;

use books::Book;
use books::Buildings;
use books::Name;
use closing::Closing;
use journals::Journal;
use journals::Leg;

pub use closing::Month;
pub(super) use sheet::Place;
pub(super) use sheet::columns;
pub(super) use sheet::part;

const PATH: &str = "/accounting/ledger";

/// So many lines of a journal are shown; the file has all of them.
const LEGS_SHOWN: usize = 6;

/// A period as the ledger knows it: from a journal to another and from a day to another, neither of which
/// belongs to it any more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    first: Uuid,
    end: Uuid,
    from: NaiveDate,
    until: NaiveDate,
}

impl Span {
    fn of(period: Period) -> Self {
        Self::between(period.from, period.to.next_day())
    }

    fn between(from: Jalali, until: Jalali) -> Self {
        Self {
            first: ids::first_of(from.start()),
            end: ids::first_of(until.start()),
            from: from.gregorian(),
            until: until.gregorian(),
        }
    }

    /// What of it is older than a journal.
    fn before(self, journal: Uuid) -> Self {
        Self { end: self.end.min(journal), ..self }
    }
}

/// The question as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    period: String,
    from: String,
    to: String,
    /// One book, by its name.
    pub(super) book: String,
    after: String,
}

impl Asked {
    /// The days that are asked for.
    pub(super) fn period(&self, desk: &Desk) -> std::result::Result<Period, Mistakes> {
        statement::period(desk, &self.days())
    }

    fn days(&self) -> filter::Asked {
        let Self { period, from, to, .. } = self.clone();
        filter::Asked { period, from, to, ..filter::Asked::default() }
    }
}

/// Shows the books over a period, and its journals, the newest first.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let days = Days::asked(&desk, PATH, &asked.days(), Some(("book", &asked.book)));
    let found = match days.period {
        Some(period) => Some(Found::read(&app, &desk, period, (&days, &asked)).await?),
        None => None,
    };
    desk.page(days.status(), &Page { v: &desk, days, found })
}

#[derive(Template)]
#[template(path = "reports/ledger.html")]
struct Page<'a> {
    v: &'a Visit,
    days: Days,
    /// None after a mistake.
    found: Option<Found>,
}

/// What was found.
struct Found {
    /// The one book that is looked at.
    only: Option<String>,
    all: String,
    groups: Vec<Group>,
    fees: Money,
    rows: Vec<Journal>,
    buildings: Buildings,
    month: Option<Ended>,
    previous: Option<String>,
    next: Option<String>,
}

/// The books of a workspace, or of one of its buildings.
struct Group {
    /// The building's; `None`: the workspace's own.
    building: Option<String>,
    rows: Vec<BookRow>,
    /// What the building wrote down as spent, and how often.
    spent: Option<(Money, String)>,
}

/// A book, and the way to its journals.
struct BookRow {
    book: Book,
    path: String,
}

/// A whole month that is over, closed or not.
struct Ended {
    code: String,
    name: String,
    closing: Option<Closing>,
}

impl Found {
    async fn read(
        app: &App,
        desk: &Desk,
        period: Period,
        (asked_days, asked): (&Days, &Asked),
    ) -> Result<Self> {
        let (workspace, span) = (desk.session.workspace, Span::of(period));
        let after: Option<Uuid> = asked.after.parse().ok();
        let mut tx = store::snapshot(app).await?;
        let buildings = books::buildings(&mut tx, workspace).await?;
        let books = books::read(&mut tx, workspace, span).await?;
        let spent = books::spent(&mut tx, workspace, span).await?;
        let fees = books::fees(&mut tx, workspace, span).await?;
        let place = after.map_or(span, |after| span.before(after));
        let mut rows =
            journals::newest(&mut tx, (workspace, &buildings), (place, &asked.book), PAGE_ROWS + 1)
                .await?;
        let month = Ended::read(&mut tx, desk, period).await?;
        tx.commit().await?;

        let has_more = PAGE_ROWS < rows.len();
        rows.truncate(PAGE_ROWS);
        let (days, question) = (days::days(period), asked_days.question());
        let last = rows.last().filter(|_| has_more).map(|row| row.id);
        let groups = groups(books, &spent, (desk, &buildings), &days);
        Ok(Self {
            only: (!asked.book.is_empty()).then(|| Name::parse(&asked.book).full(desk, &buildings)),
            all: format!("{PATH}?{days}"),
            groups,
            fees,
            rows,
            buildings,
            month,
            previous: after.map(|_| format!("{PATH}?{question}")),
            next: last.map(|last| format!("{PATH}?{question}&after={last}")),
        })
    }
}

/// The books by whose they are: the workspace's own, then each building's with what it spent.
fn groups(
    books: Vec<Book>,
    spent: &[books::Spent],
    (v, buildings): (&Voice, &Buildings),
    days: &str,
) -> Vec<Group> {
    let mut groups: Vec<(Option<_>, Group)> = vec![];
    for book in books {
        let building = book.name.building;
        if groups.last().is_none_or(|(of, _)| *of != building) {
            let name = building.and_then(|building| buildings.get(&building).cloned());
            let spent = spent.iter().find(|spent| Some(spent.building) == building);
            let spent = spent.map(|spent| (spent.amount, v.number(spent.count)));
            groups.push((building, Group { building: name, rows: vec![], spent }));
        }
        let path = format!("{PATH}?{days}&book={}", book.name.code);
        if let Some((_, group)) = groups.last_mut() {
            group.rows.push(BookRow { book, path });
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

impl BookRow {
    /// What of the debts was settled, in percent.
    fn collected(&self, v: &Voice) -> Option<String> {
        self.book.collected().map(|bps| v.w.reports_book_collected(v.points(bps)))
    }
}

impl Ended {
    /// The month, if the period is a whole one that is over.
    async fn read(tx: &mut Tx, desk: &Desk, period: Period) -> sqlx::Result<Option<Self>> {
        let month = Month::of(period.from);
        let is_whole = period.from == period.from.month_start()
            && period.to.next_day() == period.from.next_month();
        let Some(span) = month.closable(desk.now).filter(|_| is_whole) else { return Ok(None) };
        let closing = closing::read(tx, desk.session.workspace, (month, span)).await?;
        let (name, year) = (desk.month_name(period.from.month), desk.year(period.from.year));
        let name = desk.w.reports_month(name, year);
        Ok(Some(Self { code: month.code(), name, closing }))
    }
}

impl Ended {
    /// Whether closing it would keep something that is not kept.
    fn is_to_close(&self) -> bool {
        self.closing.as_ref().is_none_or(|closing| !closing.differences.is_empty())
    }
}

impl Journal {
    fn shown(&self) -> &[Leg] {
        self.legs.get(..LEGS_SHOWN).unwrap_or(&self.legs)
    }

    fn more(&self, v: &Voice) -> Option<String> {
        let more = self.legs.len().saturating_sub(LEGS_SHOWN);
        let more = i64::try_from(more).unwrap_or(i64::MAX);
        (0 < more).then(|| v.w.reports_more_legs(v.number(more)))
    }
}

/// Which month is to be closed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Closed {
    month: String,
}

/// Closes a month that is over.
pub(super) async fn closing_create(
    State(app): State<App>,
    desk: Desk,
    Form(closed): Form<Closed>,
) -> Result<Response> {
    let month = Month::parse(&closed.month).ok_or(Error::BadRequest)?;
    if !close_month(&app, (desk.session.workspace, desk.session.member), month).await? {
        return Err(Error::BadRequest);
    }
    let path = format!("{PATH}?{}", month.question());
    desk.go(&app, &path, Tone::Ok, desk.w.reports_closed()).await
}

/// Keeps what stands in a workspace's books of a month, in the name of a member. `false`: it is not over yet.
pub async fn close_month(
    app: &App,
    (workspace, member): (WorkspaceId, MemberId),
    month: Month,
) -> sqlx::Result<bool> {
    let now = app.clock.now();
    let Some(span) = month.closable(now) else { return Ok(false) };
    let mut tx = db::begin(&app.db).await?;
    closing::close(&mut tx, (workspace, member), (month, span), now).await?;
    acts::note(&mut tx, Act::MonthClosed, (workspace.as_uuid(), &month.code()), now).await?;
    tx.commit().await?;
    Ok(true)
}
