//! The statement of what somebody owes in a building: every movement of some months, between an opening
//! and a closing balance.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;

use super::Sections;
use super::find;
use super::store;
use super::store::Movement;
use super::visit;
use crate::app::App;
use crate::buildings::building::month_of;
use crate::buildings::building::period_of;
use crate::buildings::debts::Resident;
use crate::buildings::explain::place;
use crate::buildings::messages;
use crate::locale::Jalali;
use crate::money::Money;
use crate::payments;
use crate::web::Error;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Mistakes;
use crate::web::form::Query;

/// Months that are shown to who asks for none.
const MONTHS: i32 = 12;

/// The months that are asked for, as a query writes them: `1405-09`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    from: String,
    to: String,
}

/// Shows the movements of some months.
pub(super) async fn show(
    State(app): State<App>,
    me: Member,
    Path(resident): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let resident = find(&app, &me, &resident).await?;
    let visit = visit(&me, &resident);
    let mut tx = app.db.begin().await?;
    let first = store::first_move(&mut tx, resident.id).await?;
    let this_month = period_of(visit.now);
    let first = first.map_or(this_month, period_of).min(this_month);
    let from = Asked::read(&asked.from, first.max(this_month - MONTHS + 1))?;
    let to = Asked::read(&asked.to, this_month)?;
    let mut mistakes = Mistakes::none();
    if to < from {
        mistakes.add("from", visit.w.account_months_reversed());
    }
    let found = if mistakes.is_empty() {
        Some(Found::read(&mut tx, (&app, &visit), &resident, (from, to)).await?)
    } else {
        None
    };
    tx.commit().await?;
    let page = StatementPage {
        v: &visit,
        sections: Sections::of(&resident, "statement"),
        building: &resident.building_name,
        name: &resident.name,
        months: (first.min(from).min(to)..=this_month.max(from).max(to))
            .rev()
            .map(|at| month(&visit, at))
            .collect(),
        from: code(from),
        to: code(to),
        found,
        mistakes,
    };
    let is_right = page.mistakes.is_empty();
    let status = if is_right { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page(status, &page)
}

impl Asked {
    /// A month; nothing asked for is the usual one.
    fn read(text: &str, usual: i32) -> Result<i32> {
        if text.is_empty() {
            return Ok(usual);
        }
        let parts = text
            .split_once('-')
            .and_then(|(year, month)| Some((year.parse::<i32>().ok()?, month.parse::<u8>().ok()?)));
        let (year, month) = parts.ok_or(Error::BadRequest)?;
        // No building was here before, and no calendar goes much further.
        let is_month = (1300..1500).contains(&year) && (1..=12).contains(&month);
        let period = year * 12 + i32::from(month) - 1;
        is_month.then_some(period).ok_or(Error::BadRequest)
    }
}

/// A month as a query writes it.
fn code(period: i32) -> String {
    let (year, month) = month_of(period);
    format!("{year}-{month:02}")
}

/// The same with its name.
fn month(v: &Visit, period: i32) -> (String, String) {
    let (year, of_year) = month_of(period);
    (code(period), v.w.buildings_month(v.month_name(of_year), v.year(year)))
}

/// When a month begins.
fn start(period: i32) -> DateTime<Utc> {
    let (year, month) = month_of(period);
    Jalali::new(year, month, 1).map(Jalali::start).unwrap_or_default()
}

/// What was found.
struct Found {
    range: String,
    opening: Money,
    charged: Money,
    paid: Money,
    rows: Vec<Row>,
}

/// A movement as it is read.
struct Row {
    title: String,
    small: String,
    /// The receipt of a payment.
    receipt: Option<String>,
    at: DateTime<Utc>,
    debit: Option<String>,
    credit: Option<String>,
    balance: String,
}

impl Found {
    async fn read(
        tx: &mut crate::db::Tx,
        (app, v): (&App, &Visit),
        resident: &Resident,
        (from, to): (i32, i32),
    ) -> sqlx::Result<Self> {
        let (begun, ended) = (start(from), start(to + 1));
        let opening = store::balance(tx, resident.id, begun).await?;
        let moved = store::movements(tx, resident.id, (begun, ended)).await?;
        let of = |is_debit: bool| {
            let side = moved.iter().filter(|one| (Money::ZERO < one.amount) == is_debit);
            side.map(|one| one.amount).sum::<Money>()
        };
        let (charged, paid) = (of(true), -of(false));
        let mut balance = opening;
        let row = |one: Movement| {
            balance = balance + one.amount;
            Row::of(app, v, one, balance)
        };
        let rows = by_month(moved).into_iter().map(row).collect();
        let range = v.w.account_range(month(v, from).1, month(v, to).1);
        Ok(Self { range, opening, charged, paid, rows })
    }

    fn closing(&self) -> Money {
        self.opening + self.charged - self.paid
    }

    /// What the closing balance means.
    fn meaning(&self, v: &Visit) -> String {
        match self.closing() {
            balance if balance == Money::ZERO => v.w.account_is_settled(),
            balance if Money::ZERO < balance => v.w.account_is_owed(),
            _ => v.w.account_is_ahead(),
        }
    }
}

/// What a fee grew by from day to day is one movement in each month, at its last.
fn by_month(moved: Vec<Movement>) -> Vec<Movement> {
    let key = |one: &Movement| {
        let unit = (one.block.clone(), one.number.clone());
        (one.kind == "late_fee").then(|| (one.period, period_of(one.at), unit))
    };
    let mut merged: Vec<Movement> = vec![];
    let mut sums = HashMap::new();
    for one in moved.into_iter().rev() {
        let Some(key) = key(&one) else {
            merged.push(one);
            continue;
        };
        match sums.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(merged.len());
                merged.push(one);
            }
            Entry::Occupied(entry) => {
                let last: &mut Movement = &mut merged[*entry.get()];
                last.amount = last.amount + one.amount;
            }
        }
    }
    merged.reverse();
    merged
}

impl Row {
    fn of(app: &App, v: &Visit, one: Movement, balance: Money) -> Self {
        let bill = |period: i32| messages::title(v.voice(), period);
        let title = match (one.kind.as_str(), one.period) {
            ("charge", Some(period)) => bill(period),
            ("charge_reversed", Some(period)) => v.w.account_reversed(bill(period)),
            ("late_fee", Some(period)) => v.w.debts_fee_of(bill(period)),
            ("late_fee_reversed", Some(period)) => {
                v.w.account_reversed(v.w.debts_fee_of(bill(period)))
            }
            ("opening", _) => from_before(v, Money::ZERO < one.amount),
            ("opening_reversed", _) => {
                v.w.account_reversed(from_before(v, one.amount < Money::ZERO))
            }
            ("charge_payment", _) => v.w.account_payment(),
            ("charge_payment_reversed", _) => v.w.account_payment_taken_back(),
            ("charge_by_hand", _) => v.w.account_by_hand(),
            ("charge_by_hand_reversed", _) => v.w.account_by_hand_void(),
            ("charge_waived", _) => v.w.buildings_waived(),
            ("charge_waived_reversed", _) => v.w.account_waiver_void(),
            _ => v.w.account_correction(),
        };
        let unit = one.block.zip(one.number).map(|(block, number)| place(v, &block, &number));
        let tracking = one.tracking.map(|code| v.w.account_tracking(v.digits(&code.to_string())));
        let is_debit = Money::ZERO < one.amount;
        Self {
            title,
            small: unit.or(tracking).unwrap_or_default(),
            receipt: one.payment.map(|payment| payments::receipt_path(&app.keys, payment)),
            at: one.at,
            debit: is_debit.then(|| v.amount(one.amount)),
            credit: (!is_debit).then(|| v.amount(-one.amount)),
            balance: v.amount(balance),
        }
    }
}

/// How a debt or a credit from before is called.
fn from_before(v: &Visit, is_debt: bool) -> String {
    if is_debt { v.w.debts_opening_debt() } else { v.w.debts_opening_credit() }
}

#[derive(Template)]
#[template(path = "buildings/account/statement.html")]
struct StatementPage<'a> {
    v: &'a Visit,
    sections: Sections,
    building: &'a str,
    name: &'a str,
    /// The months to choose from, each as a query writes it and with its name.
    months: Vec<(String, String)>,
    from: String,
    to: String,
    /// None after a mistake.
    found: Option<Found>,
    mistakes: Mistakes,
}
