//! The journals of a workspace, the newest first, each with what it did to the books.

use std::collections::HashMap;

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_file_as;
use uuid::Uuid;

use super::super::statement;
use super::Span;
use super::books::Buildings;
use super::books::Name;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::LinkId;
use crate::ids::PayoutId;
use crate::ids::WalletSettlementId;
use crate::ids::WorkspaceId;
use crate::locale::Voice;
use crate::locale::isolate;
use crate::money::Money;

/// A journal, as it concerns a workspace.
pub(in crate::reports) struct Journal {
    pub(super) id: Uuid,
    kind: String,
    pub(super) at: DateTime<Utc>,
    pub(super) title: Option<String>,
    pub(super) who: Option<String>,
    link: Option<LinkId>,
    payout: Option<PayoutId>,
    settlement: Option<WalletSettlementId>,
    pub(super) legs: Vec<Leg>,
}

/// What a journal did to a book, or what was kept of it.
pub(super) struct Leg {
    /// `None`: the fee of a gateway or of the house.
    pub(super) book: Option<Name>,
    /// Who owes it for which unit, in the book of debts.
    unit: Option<(String, String)>,
    pub(super) amount: Money,
}

/// A journal as the database gives it.
struct Line {
    id: Uuid,
    kind: String,
    at: DateTime<Utc>,
    title: Option<String>,
    who: Option<String>,
    link: Option<LinkId>,
    payout: Option<PayoutId>,
    settlement: Option<WalletSettlementId>,
}

/// The newest journals of a span that are in a book, or in any when its name is empty.
pub(super) async fn newest(
    tx: &mut Tx,
    (workspace, buildings): (WorkspaceId, &Buildings),
    (span, book): (Span, &str),
    limit: usize,
) -> sqlx::Result<Vec<Journal>> {
    let lines = query_file_as!(
        Line,
        "src/reports/sql/journals.sql",
        workspace.as_uuid(),
        book,
        span.first,
        span.end,
        i64::try_from(limit).unwrap_or(i64::MAX),
    )
    .fetch_all(&mut **tx)
    .await?;
    let ids: Vec<Uuid> = lines.iter().map(|line| line.id).collect();
    let mut legs = legs(tx, (workspace, buildings), &ids).await?;
    let journal = |line: Line| Journal {
        legs: legs.remove(&line.id).unwrap_or_default(),
        id: line.id,
        kind: line.kind,
        at: line.at,
        title: line.title,
        who: line.who,
        link: line.link,
        payout: line.payout,
        settlement: line.settlement,
    };
    Ok(lines.into_iter().map(journal).collect())
}

async fn legs(
    tx: &mut Tx,
    (workspace, buildings): (WorkspaceId, &Buildings),
    journals: &[Uuid],
) -> sqlx::Result<HashMap<Uuid, Vec<Leg>>> {
    let found = query!(
        r#"select journal_id, legs.kind, owner, parties.building_id as "building?: BuildingId",
            units.number as "unit?", residents.name as "resident?", sum(amount)::bigint as "amount!: Money"
        from (
            select journal_id, line, amount, kind, owner,
                case when kind = 'debts' then owner::uuid end as party
            from entries
            join accounts on accounts.id = account_id
            where journal_id = any ($1)
        ) as legs
        left join parties on parties.id = party
        left join units on units.id = parties.unit_id
        left join residents on residents.id = parties.resident_id
        group by journal_id, legs.kind, owner, parties.building_id, units.number, residents.name
        order by journal_id, min(line)"#,
        journals,
    )
    .fetch_all(&mut **tx)
    .await?;
    let own = workspace.to_string();
    let mut legs: HashMap<Uuid, Vec<Leg>> = HashMap::new();
    for row in found {
        let book = match row.kind.as_str() {
            "debts" => row.building.map(|building| Name::parse(&format!("debts:{building}"))),
            kind if row.owner == own => Some(Name::parse(kind)),
            kind => Some(Name::parse(&format!("{kind}:{}", row.owner))),
        };
        let is_fee = matches!(row.kind.as_str(), "gateway_fees" | "payout_fees");
        let is_ours = |name: &Name| match name.building {
            Some(building) => buildings.contains_key(&building),
            None => row.owner == own,
        };
        let (book, amount) = match book {
            _ if is_fee => (None, -row.amount),
            Some(name) if is_ours(&name) => (Some(name.clone()), name.grown_by(row.amount)),
            _ => continue,
        };
        let leg = Leg { book, unit: row.unit.zip(row.resident), amount };
        legs.entry(row.journal_id).or_default().push(leg);
    }
    Ok(legs)
}

impl Leg {
    /// The book's name, with unit and person where it is a debt.
    pub(super) fn word(&self, v: &Voice, buildings: &Buildings) -> String {
        match (&self.book, &self.unit) {
            (None, _) => v.w.reports_book_fees(),
            (Some(_), Some((unit, resident))) => {
                v.w.reports_book_party(v.digits(unit), isolate(resident))
            }
            (Some(name), None) => name.full(v, buildings),
        }
    }
}

impl Journal {
    /// What moved the money, by the kind of its journal.
    pub(super) fn word(&self, v: &Voice) -> String {
        match self.kind.as_str() {
            "charge" => v.w.reports_moved_by_charge(),
            "charge_payment" => v.w.reports_moved_by_charge_payment(),
            "charge_by_hand" => v.w.reports_moved_by_hand(),
            "charge_waived" | "charge_early" => v.w.reports_moved_by_waiver(),
            "late_fee" => v.w.reports_moved_by_late_fee(),
            "opening" | "fund_opening" => v.w.reports_moved_by_opening(),
            "expense_paid" => v.w.reports_moved_by_expense(),
            "transfer" => v.w.reports_moved_by_transfer(),
            "refund_given" => v.w.reports_moved_by_refund_given(),
            "credit_given_back" => v.w.reports_moved_by_giving_back(),
            "credit_come_back" => v.w.reports_moved_by_credit_back(),
            "credit_left" => v.w.reports_moved_by_credit_left(),
            "expense_paid_back" | "credit_left_back" => v.w.reports_moved_back(),
            kind if !kind.starts_with("payment") && kind.ends_with("_reversed") => {
                v.w.reports_moved_back()
            }
            kind => statement::moved_by(v, kind),
        }
    }

    /// The page about it; `None` where only the books know it.
    pub(super) fn path(&self) -> Option<String> {
        let building = || self.legs.iter().find_map(|leg| leg.book.as_ref()?.building);
        self.link
            .map(|link| format!("/links/{link}"))
            .or_else(|| self.payout.map(|payout| format!("/payouts/{payout}")))
            .or_else(|| self.settlement.map(|id| format!("/wallet/settlements/{id}")))
            .or_else(|| building().map(|id| format!("/buildings/{id}")))
    }
}
