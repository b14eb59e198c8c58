//! Line by line: what stands behind each figure of a month.

use chrono::NaiveDate;
use sqlx::query;

use super::Reason;
use super::charged;
use crate::buildings::BuildingError;
use crate::buildings::building::period_of;
use crate::buildings::given_back;
use crate::buildings::range::Months;
use crate::buildings::report;
use crate::buildings::suppliers;
use crate::charges::Report;
use crate::db::Pool;
use crate::ids::BuildingId;
use crate::ids::ExpenseId;
use crate::locale::Voice;
use crate::money::Money;

/// A figure of a month, with the lines that sum to it.
pub(in crate::buildings) struct Part {
    /// How addresses name it.
    pub(in crate::buildings) anchor: &'static str,
    pub(in crate::buildings) title: String,
    pub(in crate::buildings) lines: Vec<Line>,
}

impl Part {
    /// What the lines sum to.
    pub(in crate::buildings) fn total(&self) -> Money {
        self.lines.iter().map(|line| line.amount).sum()
    }
}

/// A line behind a figure.
pub(in crate::buildings) struct Line {
    pub(in crate::buildings) title: String,
    /// The smaller words under it; may be empty.
    pub(in crate::buildings) small: String,
    pub(in crate::buildings) amount: Money,
    /// Where more is said of it, for whoever may see that.
    pub(in crate::buildings) path: Option<String>,
}

/// A month: what moved, with the lines of each figure.
pub(in crate::buildings) struct Month {
    pub(in crate::buildings) moved: Report,
    pub(in crate::buildings) parts: Vec<Part>,
}

/// To whom the lines are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::buildings) enum Reader<'a> {
    /// Who keeps the books: sees who paid and who was let off, and each expense where it is kept.
    Manager {
        /// The path of all expenses.
        expenses: &'a str,
    },
    /// Whoever is part of the building: sees sums and no names.
    Resident,
}

/// All figures of a month with their lines.
pub(in crate::buildings) async fn of_month(
    db: &Pool,
    v: &Voice,
    (building, period): (BuildingId, i32),
    reader: Reader<'_>,
) -> Result<Month, BuildingError> {
    let month = Months::only(period);
    let people = moved(db, building, month).await?;
    let of = |wanted: &[&str]| of_people(v, (&people, reader), wanted);
    let (fees, waived) = (of(&["late_fee"]), of(&["waived"]));
    let received = of(&["gateway", "cash", "card"]);
    let given_back = of(&["given_back"]);
    let spent = spent(db, v, (building, period), reader).await?;
    let part = |anchor, title, lines| Part { anchor, title, lines };
    let mut parts = vec![
        part("charged", v.w.buildings_charged(), billed(db, v, building, month).await?),
        part("fees", v.w.debts_fees(), fees),
        part("received", v.w.buildings_received(), received),
        part("waived", v.w.buildings_waived(), waived),
        part("expenses", v.w.buildings_expenses_word(), spent),
        part("gateway-fees", v.w.buildings_gateway_fees(), kept(db, v, building, month).await?),
    ];
    // Most months know nothing of it.
    if !given_back.is_empty() {
        parts.push(part("given-back", v.w.given_back_word(), given_back));
    }
    Ok(Month { moved: report::over(db, building, month, v.now).await?, parts })
}

async fn billed(
    db: &Pool,
    v: &Voice,
    building: BuildingId,
    month: Months,
) -> Result<Vec<Line>, BuildingError> {
    let charged = charged(db, building, month).await?.into_iter();
    let line = charged.map(|one| {
        let (amount, name) = (one.sum(), one.reason.name(v));
        let is_fixed = matches!(one.reason, Reason::Fixed);
        let title = if is_fixed { name.clone() } else { one.title };
        let small = Some(name).filter(|name| *name != title).unwrap_or_default();
        Line { title, small, amount, path: None }
    });
    Ok(line.collect())
}

async fn spent(
    db: &Pool,
    v: &Voice,
    (building, period): (BuildingId, i32),
    reader: Reader<'_>,
) -> sqlx::Result<Vec<Line>> {
    let path = |expense: ExpenseId| match reader {
        Reader::Manager { expenses } => Some(format!("{expenses}/{expense}")),
        Reader::Resident => None,
    };
    let spent = report::spendings(db, building, period_of(v.now)).await?.into_iter();
    let line = spent.filter(|one| one.months.contains(&period)).map(|one| Line {
        small: match one.supplier {
            Some(supplier) => format!("{} · {supplier}", one.category),
            None => one.category,
        },
        title: one.title,
        amount: one.amount,
        path: path(one.id),
    });
    Ok(line.collect())
}

/// What moved for somebody in one way.
struct Moved {
    what: String,
    name: String,
    amount: Money,
}

async fn moved(db: &Pool, building: BuildingId, month: Months) -> sqlx::Result<Vec<Moved>> {
    let (first, after) = month.days();
    let rows = query!(
        r#"select what as "what!", residents.name, sum(amount)::bigint as "amount!: Money"
        from unit_movements
        join residents on residents.id = resident_id
        where unit_movements.building_id = $1 and what <> 'billed' and $2 <= day and day < $3
        group by what, residents.id
        having sum(amount) <> 0
        order by what, residents.name, residents.id"#,
        building.as_uuid(),
        first,
        after,
    )
    .fetch_all(db)
    .await?;
    let moved = rows.into_iter();
    Ok(moved.map(|row| Moved { what: row.what, name: row.name, amount: row.amount }).collect())
}

/// What moved in some ways: by person for whoever keeps the books, and in sums for everybody else. A debt that
/// grew and money that came are both told as what they are, and so above zero.
fn of_people(v: &Voice, (moved, reader): (&[Moved], Reader<'_>), wanted: &[&str]) -> Vec<Line> {
    let line = |title, small, amount: Money, what: &str| {
        let amount = if matches!(what, "late_fee" | "given_back") { amount } else { -amount };
        Line { title, small, amount, path: None }
    };
    let mut lines = vec![];
    for what in wanted {
        let of_way = moved.iter().filter(|one| one.what == *what);
        match reader {
            Reader::Manager { .. } => lines
                .extend(of_way.map(|one| line(one.name.clone(), word(v, what), one.amount, what))),
            Reader::Resident => {
                let amount: Money = of_way.map(|one| one.amount).sum();
                if amount != Money::ZERO {
                    lines.push(line(word(v, what), String::new(), amount, what));
                }
            }
        }
    }
    lines
}

/// In which way something moved.
fn word(v: &Voice, what: &str) -> String {
    match what {
        "gateway" => v.w.books_by_gateway(),
        "cash" => v.w.buildings_way_cash(),
        "card" => v.w.buildings_way_card(),
        "late_fee" => v.w.debts_fees(),
        "given_back" => v.w.given_back_word(),
        _ => v.w.buildings_waived(),
    }
}

/// What gateways kept of the money of a month.
async fn kept(
    db: &Pool,
    v: &Voice,
    building: BuildingId,
    month: Months,
) -> sqlx::Result<Vec<Line>> {
    let (first, after) = month.days();
    let rows = query!(
        r#"select gateway, sum(fee)::bigint as "fee!: Money"
        from payments
        join resident_payments on resident_payments.payment_id = payments.id
        where resident_payments.building_id = $1 and status = 'confirmed' and suspense is null
        and reversed_at is null
        and (paid_at at time zone 'Asia/Tehran')::date >= $2
        and (paid_at at time zone 'Asia/Tehran')::date < $3
        group by gateway having sum(fee) <> 0
        order by gateway"#,
        building.as_uuid(),
        first,
        after,
    )
    .fetch_all(db)
    .await?;
    let of_month = |fees: Vec<(NaiveDate, Money)>| -> Money {
        let fees = fees.into_iter().filter(|(day, _)| first <= *day && *day < after);
        fees.map(|(_, fee)| fee).sum()
    };
    let sent = [
        (v.w.suppliers_fees(), of_month(suppliers::fees(db, building).await?)),
        (v.w.given_back_fees(), of_month(given_back::fees(db, building).await?)),
    ];
    let line = rows.into_iter().map(|row| Line {
        title: v.gateway(&row.gateway),
        small: String::new(),
        amount: row.fee,
        path: None,
    });
    let mut lines: Vec<Line> = line.collect();
    for (title, amount) in sent.into_iter().filter(|(_, amount)| *amount != Money::ZERO) {
        lines.push(Line { title, small: String::new(), amount, path: None });
    }
    Ok(lines)
}
