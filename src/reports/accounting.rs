//! The accounts: every payment, its sums, and the same movement in the books.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::chart;
use super::chart::Chart;
use super::filter::Asked;
use super::filter::Chosen;
use super::filter::Filter;
use super::form::Form;
use super::form::FoundLinks;
use super::form::Tab;
use super::period::Ready;
use super::period::Step;
use super::row::Row;
use super::store;
use super::store::Sum;
use super::store::Undecided;
use super::waiting;
use crate::app::App;
use crate::db::Tx;
use crate::ledger;
use crate::ledger::Account;
use crate::locale::Jalali;
use crate::money::Money;
use crate::payments;
use crate::tokens::Keys;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Mistakes;
use crate::web::form::Query;
use crate::web::paging;
use crate::web::paging::PAGE_ROWS;

/// Shows the payments that were asked for.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let filter = match Filter::read(&app, &desk, &asked).await? {
        Ok(filter) => filter,
        Err(mistakes) => return show_mistakes(&app, &desk, &asked, &mistakes).await,
    };
    let (form, found) = Found::read(&app, &desk, &filter, &asked).await?;
    let page = Page {
        v: &desk,
        keys: &app.keys,
        form: &form,
        mistakes: &Mistakes::none(),
        found: Some(found),
    };
    desk.page(StatusCode::OK, &page)
}

/// What was typed stays, and nothing is looked for.
async fn show_mistakes(
    app: &App,
    desk: &Desk,
    asked: &Asked,
    mistakes: &Mistakes,
) -> Result<Response> {
    let period = Ready::ThisMonth.period(Jalali::of(desk.now));
    let filter = Filter::of(desk.session.workspace, period, Chosen::parse(&asked.state));
    let mut tx = store::snapshot(app).await?;
    let mut form = Form::read(&mut tx, desk, &filter, asked).await?;
    tx.commit().await?;
    (form.from, form.to) = (asked.from.clone(), asked.to.clone());
    let page = Page { v: desk, keys: &app.keys, form: &form, mistakes, found: None };
    desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

#[derive(Template)]
#[template(path = "reports/accounting.html")]
struct Page<'a> {
    v: &'a Visit,
    keys: &'a Keys,
    form: &'a Form,
    mistakes: &'a Mistakes,
    /// None after a mistake: then nothing was looked for.
    found: Option<Found>,
}

impl Page<'_> {
    fn receipt_path(&self, row: &Row) -> String {
        payments::receipt_path(self.keys, row.id)
    }
}

/// What was found.
struct Found {
    range: String,
    links: Option<FoundLinks>,
    rows: Vec<Row>,
    count: String,
    next: Option<String>,
    first: Option<String>,
    /// Where the page is, for the way back after an act.
    here: String,
    csv: String,
    xlsx: String,
    statement: String,
    /// The question, for whoever keeps it.
    question: String,
    /// Other steps for the chart.
    steps: Vec<Tab>,
    sums: Option<Sums>,
    undecided: Option<(Undecided, String)>,
    /// A pager has a way back only to the first page.
    previous: Option<String>,
}

/// The totals of what was asked for.
struct Sums {
    all: Sum,
    net: Money,
    chart: Chart,
    /// By how much the wallet grew in the same time, as the books say.
    wallet: Option<Money>,
    /// What moved the wallet besides payments, if anything did: payouts, and what came back.
    rest: Option<Money>,
}

impl Found {
    async fn read(app: &App, desk: &Desk, filter: &Filter, asked: &Asked) -> Result<(Form, Self)> {
        let mut tx = store::snapshot(app).await?;
        let form = Form::read(&mut tx, desk, filter, asked).await?;
        let rows = store::rows(&mut tx, filter, PAGE_ROWS + 1).await?;
        let count = store::count(&mut tx, filter).await?;
        let undecided = match filter.chosen {
            Chosen::Suspended => None,
            _ => store::undecided(&mut tx, filter.workspace).await?,
        };
        let sums = if filter.chosen.has_sums() {
            Some(Sums::read(&mut tx, desk, filter).await?)
        } else {
            None
        };
        tx.commit().await?;

        let (rows, next) = paging::cut(rows, Row::after);
        let next = next.map(|after| filter.address("/accounting", ("after", &after.text())));
        let here = filter.after.map(|after| after.text()).unwrap_or_default();
        let first = filter.address("/accounting", ("", ""));
        let found = Self {
            range: chart::range(desk, filter.period),
            links: FoundLinks::of(desk, filter),
            rows,
            count: said_count(desk, count),
            next,
            here: filter.address("/accounting", ("after", &here)),
            csv: filter.address("/accounting.csv", ("", "")),
            xlsx: filter.address("/accounting.xlsx", ("", "")),
            statement: {
                let period = filter.period;
                format!("/accounting/statement?from={}&to={}", period.from, period.to)
            },
            question: filter.question(("", "")),
            steps: steps(desk, filter),
            previous: None,
            first: filter.after.map(|_| first),
            sums,
            undecided: undecided.map(|some| {
                let kind = Chosen::Suspended;
                (some, waiting::listed(desk, filter.workspace, kind, some.since))
            }),
        };
        Ok((form, found))
    }
}

impl Sums {
    async fn read(tx: &mut Tx, desk: &Desk, filter: &Filter) -> sqlx::Result<Self> {
        let period = filter.period;
        let (step, days) = period.steps_by(filter.step());
        let begins: Vec<_> = days.iter().copied().map(Jalali::start).collect();
        let sums = store::sums(tx, filter, &begins).await?;
        let wallet = Account::Wallet(filter.workspace).id();
        let wallet = if filter.is_whole() {
            Some(ledger::movement(tx, wallet, period.start(), period.end()).await?)
        } else {
            None
        };
        let all = Sum::of(&sums);
        let rest = wallet.map(|wallet| wallet - (all.net() - all.own));
        Ok(Self {
            all,
            net: all.net(),
            chart: Chart::of(desk, period, (step, &days), &sums),
            wallet,
            rest: rest.filter(|rest| *rest != Money::ZERO),
        })
    }
}

fn steps(desk: &Desk, filter: &Filter) -> Vec<Tab> {
    let current = filter.period.steps_by(filter.step()).0;
    let tab = |(step, code, word): (Step, &str, String)| Tab {
        word,
        address: format!("{}#chart", filter.address("/accounting", ("by", code))),
        is_current: step == current,
    };
    let (day, month) = (desk.w.reports_by_day(), desk.w.reports_by_month());
    [(Step::Day, "day", day), (Step::Month, "month", month)].map(tab).into()
}

fn said_count(desk: &Desk, count: i64) -> String {
    if count <= store::COUNT_MAX {
        desk.w.reports_rows(count, desk.number(count))
    } else {
        desk.w.reports_rows_more_than(desk.number(store::COUNT_MAX))
    }
}
