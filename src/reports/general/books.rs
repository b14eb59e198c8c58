//! The books of a workspace: its wallet, what is on its way, its own terminals, and the books of each of its
//! buildings. Each has an opening balance, what came and went, and a closing balance, all of them sums of
//! the ledger's entries.

use std::collections::HashMap;

use sqlx::query;
use sqlx::query_scalar;

use super::Span;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::WorkspaceId;
use crate::locale::Voice;
use crate::locale::isolate;
use crate::money::Money;

/// The books that hold money or a claim: a debit makes them grow. The others say whose it is.
const GROW_BY_DEBITS: [&str; 6] =
    ["receivable", "own_terminal", "debts", "building_cash", "building_hand", "building_waived"];

/// Which book, as `accounts_of_workspace` and addresses write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) code: String,
    /// The kind of its accounts.
    kind: String,
    pub(super) building: Option<BuildingId>,
    fund: Option<String>,
}

impl Name {
    /// Reads a book's name; what no workspace has is the name of an empty book.
    pub(super) fn parse(code: &str) -> Self {
        let mut parts = code.splitn(3, ':');
        Self {
            code: code.to_owned(),
            kind: parts.next().unwrap_or_default().to_owned(),
            building: parts.next().and_then(|id| id.parse().ok()),
            fund: parts.next().map(str::to_owned),
        }
    }

    /// What a debit is for whoever the book belongs to.
    pub(super) fn grown_by(&self, debit: Money) -> Money {
        if GROW_BY_DEBITS.contains(&self.kind.as_str()) { debit } else { -debit }
    }

    /// What it is called within its building or its workspace.
    pub(super) fn word(&self, v: &Voice) -> String {
        match self.kind.as_str() {
            "wallet" => v.w.reports_book_wallet(),
            "payouts" => v.w.reports_book_payouts(),
            "refunds" => v.w.reports_book_refunds(),
            "settlements" => v.w.reports_book_settlements(),
            "receivable" => v.w.reports_book_receivable(),
            "own_terminal" => v.w.reports_book_terminal(),
            "own_terminal_taken" => v.w.reports_book_terminal_taken(),
            "own_terminal_waiting" => v.w.reports_book_terminal_waiting(),
            "debts" => v.w.reports_book_debts(),
            "building_cash" => v.w.reports_book_cash(),
            "building_hand" => v.w.reports_book_hand(),
            "building_waived" => v.w.reports_book_waived(),
            "building_opening" => v.w.reports_book_opening(),
            "building_fund" => match self.fund.as_deref() {
                Some("operating") => v.w.reports_book_fund_operating(),
                Some("reserve") => v.w.reports_book_fund_reserve(),
                _ => v.w.reports_book_fund_works(),
            },
            "expenses" => v.w.reports_book_expenses(),
            _ => v.w.reports_moved_otherwise(),
        }
    }

    /// The same with its building, where it has one.
    pub(super) fn full(&self, v: &Voice, buildings: &Buildings) -> String {
        let word = self.word(v);
        match self.building.and_then(|building| buildings.get(&building)) {
            Some(name) => v.w.reports_book_of(isolate(name), word),
            None => word,
        }
    }

    /// Whether what went out of it, of all that was there, is the rate at which it is collected.
    fn is_collected(&self) -> bool {
        self.kind == "debts"
    }

    /// Whether it is no account of ours but what a building wrote down as spent.
    pub(super) fn is_of_expenses(&self) -> bool {
        self.kind == "expenses"
    }
}

/// The buildings of a workspace by their names.
pub(super) type Buildings = HashMap<BuildingId, String>;

/// Reads them.
pub(super) async fn buildings(tx: &mut Tx, workspace: WorkspaceId) -> sqlx::Result<Buildings> {
    let found = query!(
        r#"select id as "id: BuildingId", name from buildings where workspace_id = $1"#,
        workspace.as_uuid(),
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(found.into_iter().map(|building| (building.id, building.name)).collect())
}

/// A book over a period.
pub(super) struct Book {
    pub(super) name: Name,
    pub(super) opening: Money,
    pub(super) came: Money,
    pub(super) went: Money,
}

impl Book {
    pub(super) fn closing(&self) -> Money {
        self.opening + self.came - self.went
    }

    /// What of the debts was settled, in bps of what was owed at the beginning or came to be owed; `None`
    /// for other books, and where nothing was owed.
    pub(super) fn collected(&self) -> Option<u32> {
        let owed = self.opening + self.came;
        if !self.name.is_collected() || owed <= Money::ZERO {
            return None;
        }
        let share = i128::from(self.went.as_rials()) * 10_000 / i128::from(owed.as_rials());
        u32::try_from(share).ok()
    }
}

/// The books in which anything ever moved, those of the workspace before those of its buildings.
pub(super) async fn read(
    tx: &mut Tx,
    workspace: WorkspaceId,
    span: Span,
) -> sqlx::Result<Vec<Book>> {
    let found = query!(
        r#"select
            book as "book!",
            coalesce(sum(amount) filter (where journal_id < $2), 0)::bigint as "before!: Money",
            coalesce(sum(amount) filter (where journal_id >= $2 and amount > 0), 0)::bigint
                as "debits!: Money",
            coalesce(-sum(amount) filter (where journal_id >= $2 and amount < 0), 0)::bigint
                as "credits!: Money"
        from accounts_of_workspace($1) as mine
        join entries on entries.account_id = mine.account_id
        where journal_id < $3
        group by book
        order by split_part(book, ':', 2), book"#,
        workspace.as_uuid(),
        span.first,
        span.end,
    )
    .fetch_all(&mut **tx)
    .await?;
    let book = |row: (String, Money, Money, Money)| {
        let name = Name::parse(&row.0);
        let (came, went) = match name.grown_by(Money::rials(1)) {
            one if Money::ZERO < one => (row.2, row.3),
            _ => (row.3, row.2),
        };
        Book { opening: name.grown_by(row.1), name, came, went }
    };
    Ok(found.into_iter().map(|row| book((row.book, row.before, row.debits, row.credits))).collect())
}

/// What gateways and the house kept of what moved in a period.
pub(super) async fn fees(tx: &mut Tx, workspace: WorkspaceId, span: Span) -> sqlx::Result<Money> {
    query_scalar!(
        r#"select coalesce(-sum(amount), 0)::bigint as "fees!: Money"
        from entries
        join accounts on accounts.id = account_id and kind in ('gateway_fees', 'payout_fees')
        where journal_id in (
            select journal_id
            from accounts_of_workspace($1) as mine
            join entries on entries.account_id = mine.account_id
            where journal_id >= $2 and journal_id < $3
        )"#,
        workspace.as_uuid(),
        span.first,
        span.end,
    )
    .fetch_one(&mut **tx)
    .await
}

/// An expense is money of a building that no account of ours has seen, unless a payout paid it.
pub(super) struct Spent {
    pub(super) building: BuildingId,
    pub(super) amount: Money,
    pub(super) count: i64,
}

/// What the buildings wrote down as spent in the days of a period.
pub(super) async fn spent(
    tx: &mut Tx,
    workspace: WorkspaceId,
    span: Span,
) -> sqlx::Result<Vec<Spent>> {
    let lines = query_scalar!(
        r#"select unnest(expense_lines($1, $2, $3)) as "line!""#,
        workspace.as_uuid(),
        span.from,
        span.until,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(lines.iter().filter_map(|line| spent_of(line)).collect())
}

fn spent_of(line: &str) -> Option<Spent> {
    let mut parts = line.split('|');
    let building = Name::parse(parts.next()?).building?;
    let amount = Money::rials(parts.next()?.parse().ok()?);
    Some(Spent { building, amount, count: parts.next()?.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn debts(opening: i64, came: i64, went: i64) -> Option<u32> {
        let name = Name::parse("debts:019aa000-0000-7000-8000-000000000000");
        let [opening, came, went] = [opening, came, went].map(Money::rials);
        Book { name, opening, came, went }.collected()
    }

    #[test]
    fn the_rate_of_collection_is_what_was_settled_of_all_that_was_owed() {
        assert_eq!(debts(1_000, 3_000, 3_000), Some(7_500));
        assert_eq!(debts(-500, 500, 0), None, "who paid in advance owes nothing");
        assert_eq!(debts(i64::MAX / 4, 0, i64::MAX / 4), Some(10_000));
    }

    #[test]
    fn a_book_says_what_makes_it_grow() {
        let grown = |code| Name::parse(code).grown_by(Money::rials(5));
        assert_eq!(grown("wallet"), Money::rials(-5));
        assert_eq!(grown("building_hand:x"), Money::rials(5));
        let fund = Name::parse("building_fund:019aa000-0000-7000-8000-000000000000:reserve");
        assert_eq!((fund.fund.as_deref(), fund.building.is_some()), (Some("reserve"), true));
    }
}
