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
use super::period::Ready;
use super::row::Row;
use super::store;
use super::store::Offered;
use super::store::Sum;
use super::store::Undecided;
use super::waiting;
use crate::app::App;
use crate::db::Tx;
use crate::ledger;
use crate::ledger::Account;
use crate::locale::Jalali;
use crate::money::Money;
use crate::web::Desk;
use crate::web::Error;
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
    let filter = match Filter::read(&desk, &asked) {
        Ok(filter) => filter,
        Err(mistakes) => return show_mistakes(&app, &desk, &asked, &mistakes).await,
    };
    let (form, found) = Found::read(&app, &desk, &filter, &asked.q).await?;
    let page = Page { v: &desk, form: &form, mistakes: &Mistakes::none(), found: Some(found) };
    desk.page(StatusCode::OK, &page)
}

async fn show_mistakes(
    app: &App,
    desk: &Desk,
    asked: &Asked,
    mistakes: &Mistakes,
) -> Result<Response> {
    // Everything but the days still holds.
    let days = Asked { from: String::new(), to: String::new(), ..asked.clone() };
    let Ok(filter) = Filter::read(desk, &days) else {
        return Err(Error::BadRequest);
    };
    let mut tx = store::snapshot(&app.db).await?;
    let mut form = Form::read(&mut tx, desk, &filter, &asked.q).await?;
    tx.commit().await?;
    (form.from, form.to) = (asked.from.clone(), asked.to.clone());
    let page = Page { v: desk, form: &form, mistakes, found: None };
    desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

#[derive(Template)]
#[template(path = "reports/accounting.html")]
struct Page<'a> {
    v: &'a Visit,
    form: &'a Form,
    mistakes: &'a Mistakes,
    /// None after a mistake: then nothing was looked for.
    found: Option<Found>,
}

/// The question, as the page repeats it.
struct Form {
    q: String,
    from: String,
    to: String,
    ready: Vec<Tab>,
    states: Vec<Choice>,
    links: Vec<Choice>,
}

/// A period with a name.
struct Tab {
    word: String,
    address: String,
    is_current: bool,
}

/// Something to choose.
struct Choice {
    value: String,
    word: String,
    is_chosen: bool,
}

impl Form {
    async fn read(tx: &mut Tx, desk: &Desk, filter: &Filter, q: &str) -> sqlx::Result<Self> {
        let (from, to) = filter.days(desk);
        let tab = |ready: Ready| Tab {
            word: ready_word(desk, ready),
            address: filter.address("/accounting", q, ("period", ready.code())),
            is_current: ready.period(Jalali::of(desk.now)) == filter.period,
        };
        let state = |chosen: Chosen| Choice {
            value: chosen.code().to_owned(),
            word: chosen.word(desk),
            is_chosen: chosen == filter.chosen,
        };
        let link = |offered: Offered| Choice {
            value: offered.id.to_string(),
            word: offered.title,
            is_chosen: filter.link == Some(offered.id),
        };
        let links = store::links(tx, filter.workspace, filter.link).await?;
        Ok(Self {
            q: q.to_owned(),
            from,
            to,
            ready: Ready::ALL.into_iter().map(tab).collect(),
            states: Chosen::ALL.into_iter().map(state).collect(),
            links: links.into_iter().map(link).collect(),
        })
    }
}

/// What was found.
struct Found {
    range: String,
    rows: Vec<Row>,
    count: String,
    next: Option<String>,
    first: Option<String>,
    /// Where the page is, for the way back after an act.
    here: String,
    csv: String,
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
}

impl Found {
    async fn read(app: &App, desk: &Desk, filter: &Filter, q: &str) -> Result<(Form, Self)> {
        let mut tx = store::snapshot(&app.db).await?;
        let form = Form::read(&mut tx, desk, filter, q).await?;
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
        let next = next.map(|after| filter.address("/accounting", q, ("after", &after.text())));
        let here = filter.after.map(|after| after.text()).unwrap_or_default();
        let first = filter.address("/accounting", q, ("", ""));
        let found = Self {
            range: chart::range(desk, filter.period),
            rows,
            count: said_count(desk, count),
            next,
            here: filter.address("/accounting", q, ("after", &here)),
            csv: filter.address("/accounting.csv", q, ("", "")),
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
        let begins: Vec<_> = period.steps().1.into_iter().map(Jalali::start).collect();
        let sums = store::sums(tx, filter, &begins).await?;
        let wallet = Account::Wallet(filter.workspace).id();
        let wallet = if filter.is_whole() {
            Some(ledger::movement(tx, wallet, period.start(), period.end()).await?)
        } else {
            None
        };
        let all = Sum::of(&sums);
        Ok(Self { all, net: all.net(), chart: Chart::of(desk, period, &sums), wallet })
    }
}

fn ready_word(desk: &Desk, ready: Ready) -> String {
    match ready {
        Ready::ThisMonth => desk.w.reports_this_month(),
        Ready::LastMonth => desk.w.reports_last_month(),
        Ready::Week => desk.w.reports_last_days(desk.number(7)),
        Ready::ThirtyDays => desk.w.reports_last_days(desk.number(30)),
        Ready::ThisYear => desk.w.reports_this_year(),
    }
}

fn said_count(desk: &Desk, count: i64) -> String {
    if count <= store::COUNT_MAX {
        desk.w.reports_rows(count, desk.number(count))
    } else {
        desk.w.reports_rows_more_than(desk.number(store::COUNT_MAX))
    }
}
