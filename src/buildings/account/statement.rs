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
use super::store::Moves;
use super::visit;
use crate::app::App;
use crate::buildings::building::period_of;
use crate::buildings::explain::place;
use crate::buildings::messages;
use crate::buildings::range;
use crate::money::Money;
use crate::payments;
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
    let this_month = period_of(visit.now);
    let from = range::read(&asked.from, this_month - MONTHS + 1)?;
    let to = range::read(&asked.to, this_month)?;
    let mut mistakes = Mistakes::none();
    if to < from {
        mistakes.add("from", visit.w.account_months_reversed());
    }
    let moments = (range::start(from), range::start(to + 1));
    let moves = store::moves(&app.db, resident.id, moments).await?;
    let first = moves.first.map_or(this_month, period_of).min(this_month);
    // Whoever asks for no month is not shown those before anything moved.
    let from = if asked.from.is_empty() { from.max(first.min(to)) } else { from };
    let path = super::path(&resident);
    let found = mistakes.is_empty().then(|| Found::of((&app, &visit), &path, moves, (from, to)));
    let page = StatementPage {
        v: &visit,
        sections: Sections::of(&resident, "statement"),
        building: &resident.building_name,
        name: &resident.name,
        months: (first.min(from).min(to)..=this_month.max(from).max(to))
            .rev()
            .map(|at| (range::code(at), range::name(&visit, at)))
            .collect(),
        from: range::code(from),
        to: range::code(to),
        found,
        mistakes,
    };
    let is_right = page.mistakes.is_empty();
    let status = if is_right { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page(status, &page)
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
    fn of((app, v): (&App, &Visit), path: &str, found: Moves, (from, to): (i32, i32)) -> Self {
        let Moves { opening, moved, .. } = found;
        let of = |is_debit: bool| {
            let side = moved.iter().filter(|one| (Money::ZERO < one.amount) == is_debit);
            side.map(|one| one.amount).sum::<Money>()
        };
        let (charged, paid) = (of(true), -of(false));
        let mut balance = opening;
        let row = |one: Movement| {
            balance = balance + one.amount;
            Row::of((app, v), path, one, balance)
        };
        let rows = by_month(moved).into_iter().map(row).collect();
        let range = v.w.account_range(range::name(v, from), range::name(v, to));
        Self { range, opening, charged, paid, rows }
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
        (one.kind.as_deref() == Some("late_fee")).then(|| (one.period, period_of(one.at), unit))
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
    fn of((app, v): (&App, &Visit), path: &str, one: Movement, balance: Money) -> Self {
        let bill = |period: i32| messages::title(v.voice(), period);
        let title = match (one.kind.as_deref().unwrap_or_default(), one.period) {
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
            ("credit_given_back", _) => v.w.given_back_word(),
            ("credit_come_back", _) => v.w.given_back_came_back(),
            _ => v.w.account_correction(),
        };
        let unit = one.block.zip(one.number).map(|(block, number)| place(v, &block, &number));
        let tracking = one.tracking.map(|code| v.w.account_tracking(v.digits(&code.to_string())));
        let is_debit = Money::ZERO < one.amount;
        let by_tenant = one
            .paid_by
            .zip(one.certificate_number)
            .map(|(name, number)| v.w.for_owner_by_tenant(name, v.number(number.into())));
        // Of what a tenant paid they have the certificate; the receipt is the tenant's.
        let receipt = match one.certificate {
            Some(certificate) => Some(format!("{path}/certificates/{certificate}")),
            None => one.payment.map(|payment| payments::receipt_path(&app.keys, payment)),
        };
        Self {
            title,
            small: by_tenant.or(unit).or(tracking).unwrap_or_default(),
            receipt,
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
