//! The statement of a wallet: every movement of it, whatever it was for, between an opening and a closing
//! balance. Its rows are the entries of the books, so their sum cannot be another.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_file_as;
use uuid::Uuid;

use super::days::Days;
use super::filter;
use super::filter::Asked;
use super::period::Period;
use super::sheet::Cell;
use super::sheet::Column;
use super::store;
use crate::app::App;
use crate::db::Tx;
use crate::ids;
use crate::ids::LinkId;
use crate::ids::WorkspaceId;
use crate::ledger;
use crate::ledger::Account;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::money::Money;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Mistakes;
use crate::web::form::Query;
use crate::web::paging::PAGE_ROWS;

const PATH: &str = "/accounting/statement";

/// Shows the movements of a period, the oldest first.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let days = Days::asked(&desk, PATH, &asked, None);
    let found = match days.period {
        Some(period) => Some(Found::read(&app, &desk, period, (&days, &asked.after)).await?),
        None => None,
    };
    desk.page(days.status(), &Page { v: &desk, days, found })
}

/// The period that is asked for.
pub(super) fn period(desk: &Desk, asked: &Asked) -> std::result::Result<Period, Mistakes> {
    let mut mistakes = Mistakes::none();
    filter::period(desk, asked, &mut mistakes).ok_or(mistakes)
}

#[derive(Template)]
#[template(path = "reports/statement.html")]
struct Page<'a> {
    v: &'a Visit,
    days: Days,
    /// None after a mistake.
    found: Option<Found>,
}

/// What was found.
struct Found {
    opening: Money,
    came: Money,
    went: Money,
    rows: Vec<Movement>,
    /// A statement goes forward; back is its first page.
    previous: Option<String>,
    next: Option<String>,
}

impl Found {
    async fn read(
        app: &App,
        desk: &Desk,
        period: Period,
        (days, after): (&Days, &str),
    ) -> Result<Self> {
        let start = Place::start(desk.session.workspace, period);
        let mut tx = store::snapshot(app).await?;
        let opening = start.opening(&mut tx).await?;
        let (came, went) = start.turnover(&mut tx).await?;
        let place = match after.parse() {
            Ok(after) => Place { after, ..start },
            Err(_) => start,
        };
        let before = opening + start.until(&mut tx, place.after).await?;
        let mut rows = place.movements(&mut tx, before, PAGE_ROWS + 1).await?;
        tx.commit().await?;

        let has_more = PAGE_ROWS < rows.len();
        rows.truncate(PAGE_ROWS);
        let days = days.question();
        let last = rows.last().filter(|_| has_more).map(|row| row.journal);
        Ok(Self {
            opening,
            came,
            went,
            previous: (place.after != Uuid::nil()).then(|| format!("{PATH}?{days}")),
            next: last.map(|last| format!("{PATH}?{days}&after={last}")),
            rows,
        })
    }

    fn closing(&self) -> Money {
        self.opening + self.came - self.went
    }
}

/// A place in the statement of a wallet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    workspace: WorkspaceId,
    period: Period,
    /// The journal before; nil at the beginning.
    after: Uuid,
    /// The balance at this place, once it is known.
    balance: Option<Money>,
}

/// A movement, with the balance that it left.
pub(super) struct Movement {
    journal: Uuid,
    at: DateTime<Utc>,
    kind: String,
    title: Option<String>,
    payer: Option<String>,
    order_number: Option<i64>,
    link: Option<LinkId>,
    amount: Money,
    balance: Money,
}

/// A movement as the database gives it.
struct Line {
    journal: Uuid,
    amount: Money,
    grown: Money,
    kind: String,
    at: DateTime<Utc>,
    title: Option<String>,
    payer: Option<String>,
    order_number: Option<i64>,
    link: Option<LinkId>,
}

impl Place {
    /// The beginning of a period.
    pub(super) fn start(workspace: WorkspaceId, period: Period) -> Self {
        Self { workspace, period, after: Uuid::nil(), balance: None }
    }

    fn account(self) -> Uuid {
        Account::Wallet(self.workspace).id().as_uuid()
    }

    async fn opening(self, tx: &mut Tx) -> sqlx::Result<Money> {
        let wallet = Account::Wallet(self.workspace).id();
        ledger::movement(tx, wallet, DateTime::UNIX_EPOCH, self.period.start()).await
    }

    /// What came and what went within the period.
    async fn turnover(self, tx: &mut Tx) -> sqlx::Result<(Money, Money)> {
        let sums = query!(
            r#"select
                coalesce(-sum(amount) filter (where amount < 0), 0)::bigint as "came!: Money",
                coalesce(sum(amount) filter (where amount > 0), 0)::bigint as "went!: Money"
            from entries
            where account_id = $1 and journal_id >= $2 and journal_id < $3"#,
            self.account(),
            ids::first_of(self.period.start()),
            ids::first_of(self.period.end()),
        )
        .fetch_one(&mut **tx)
        .await?;
        Ok((sums.came, sums.went))
    }

    /// By how much the wallet grew from here to a journal, which belongs to it.
    async fn until(self, tx: &mut Tx, journal: Uuid) -> sqlx::Result<Money> {
        let sum = query!(
            r#"select coalesce(-sum(amount), 0)::bigint as "grown!: Money"
            from entries
            where account_id = $1 and journal_id >= $2 and journal_id <= $3"#,
            self.account(),
            ids::first_of(self.period.start()),
            journal,
        )
        .fetch_one(&mut **tx)
        .await?;
        Ok(sum.grown)
    }

    async fn movements(
        self,
        tx: &mut Tx,
        before: Money,
        limit: usize,
    ) -> sqlx::Result<Vec<Movement>> {
        let lines = query_file_as!(
            Line,
            "src/reports/sql/movements.sql",
            self.account(),
            ids::first_of(self.period.start()),
            ids::first_of(self.period.end()),
            self.after,
            i64::try_from(limit).unwrap_or(i64::MAX),
        )
        .fetch_all(&mut **tx)
        .await?;
        let movement = |line: Line| Movement {
            journal: line.journal,
            at: line.at,
            kind: line.kind,
            title: line.title,
            payer: line.payer,
            order_number: line.order_number,
            link: line.link,
            amount: line.amount,
            balance: before + line.grown,
        };
        Ok(lines.into_iter().map(movement).collect())
    }
}

impl Movement {
    fn word(&self, v: &Voice) -> String {
        moved_by(v, &self.kind)
    }

    fn tracking(&self, v: &Voice) -> String {
        self.order_number.map(|number| v.digits(&number.to_string())).unwrap_or_default()
    }

    fn came(&self) -> Option<Money> {
        (Money::ZERO <= self.amount).then_some(self.amount)
    }

    fn went(&self) -> Option<Money> {
        (self.amount < Money::ZERO).then(|| -self.amount)
    }
}

/// What moved the money, by the kind of its journal.
pub(super) fn moved_by(v: &Voice, kind: &str) -> String {
    match kind {
        "payment" => v.w.reports_moved_by_payment(),
        "payment_accepted" => v.w.reports_moved_by_acceptance(),
        "payment_given_back" | "refund_asked" => v.w.reports_moved_by_refund(),
        "payment_reversed" | "payment_accepted_reversed" => v.w.reports_taken_back(),
        "refund_returned" => v.w.reports_moved_by_refused_refund(),
        "debt" => v.w.reports_moved_by_debt(),
        "debt_paid" => v.w.reports_moved_by_paying_debt(),
        "payout_funded" => v.w.reports_moved_by_payout(),
        "payout_taken_back" | "transfer_returned" => v.w.reports_moved_by_return(),
        "settlement_asked" => v.w.reports_moved_by_settlement(),
        "settlement_returned" => v.w.reports_moved_by_settlement_return(),
        "payout_extra" => v.w.reports_moved_by_extra(),
        _ => v.w.reports_moved_otherwise(),
    }
}

/// The columns of a file.
pub(super) fn columns(v: &Voice) -> Vec<Column> {
    [
        (v.w.reports_csv_day(), 12),
        (v.w.reports_csv_moment(), 24),
        (v.w.reports_movement(), 22),
        (v.w.reports_title(), 28),
        (v.w.reports_payer(), 22),
        (v.w.reports_tracking(), 14),
        (v.w.reports_csv_came(), 16),
        (v.w.reports_csv_went(), 16),
        (v.w.reports_csv_balance(), 18),
    ]
    .into_iter()
    .map(|(name, letters)| Column { name, letters })
    .collect()
}

/// The next rows of a file, which begins with the opening balance and ends with the closing one.
pub(super) async fn part(
    tx: &mut Tx,
    v: &Voice,
    place: Place,
    limit: usize,
) -> sqlx::Result<(Vec<Vec<Cell>>, Option<Place>)> {
    let mut rows = vec![];
    let before = if let Some(balance) = place.balance {
        balance
    } else {
        let opening = place.opening(tx).await?;
        let at = place.period.start();
        rows.push(balance_cells(v, at, v.w.reports_opening(), opening));
        opening
    };
    let movements = place.movements(tx, before, limit).await?;
    rows.extend(movements.iter().map(|movement| cells(v, movement)));
    let balance = movements.last().map_or(before, |last| last.balance);
    if let Some(last) = movements.last().filter(|_| movements.len() == limit) {
        return Ok((rows, Some(Place { after: last.journal, balance: Some(balance), ..place })));
    }
    let at = place.period.to.start();
    rows.push(balance_cells(v, at, v.w.reports_closing(), balance));
    Ok((rows, None))
}

fn cells(v: &Voice, movement: &Movement) -> Vec<Cell> {
    vec![
        Cell::text(Jalali::of(movement.at).to_string()),
        Cell::text(v.iso(movement.at)),
        Cell::text(movement.word(v)),
        Cell::some_text(movement.title.as_deref()),
        Cell::some_text(movement.payer.as_deref()),
        Cell::some_text(movement.order_number.map(|number| number.to_string())),
        Cell::some_rial(movement.came()),
        Cell::some_rial(movement.went()),
        Cell::Rial(movement.balance),
    ]
}

fn balance_cells(v: &Voice, at: DateTime<Utc>, word: String, balance: Money) -> Vec<Cell> {
    let mut cells =
        vec![Cell::text(Jalali::of(at).to_string()), Cell::text(v.iso(at)), Cell::text(word)];
    cells.extend(std::iter::repeat_n(Cell::Empty, 5));
    cells.push(Cell::Rial(balance));
    cells
}
