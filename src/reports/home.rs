//! The start page: what there is, what waits, what has just happened.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use chrono::DateTime;
use chrono::Utc;

use super::chart::Chart;
use super::filter::Chosen;
use super::filter::Filter;
use super::period::Period;
use super::row::Row;
use super::store;
use super::store::Sum;
use super::waiting;
use super::waiting::LINKS_LOOKED_AT;
use super::waiting::OpenLinks;
use super::waiting::Task;
use crate::access::Right;
use crate::app::App;
use crate::db::Tx;
use crate::ids::LinkId;
use crate::ledger;
use crate::ledger::Account;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::money::Money;
use crate::notices;
use crate::notices::Manner;
use crate::notices::Note;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Mistakes;

/// The days of the chart, and the days before them with which they are compared.
const DAYS: usize = 30;

/// The payments that the page shows.
const LATEST: i64 = 5;

/// The notes that the page shows.
const NOTES: i64 = 5;

/// Shows the start page. Whoever sees no more than links begins with them.
pub(super) async fn show(State(app): State<App>, desk: Desk) -> Result<Response> {
    if !desk.session.may(Right::Look) {
        return Ok(Redirect::to("/links").into_response());
    }
    let workspace = desk.session.workspace;
    let balance = ledger::balance(&app.db, Account::Wallet(workspace).id()).await?;
    let notes = notices::in_account(&app.db, workspace, NOTES).await?;
    let mut tx = store::present(&app).await?;
    let taken = Taken::read(&mut tx, &desk).await?;
    let open = waiting::open_links(&mut tx, workspace, desk.now).await?;
    let tasks = waiting::tasks(&mut tx, &desk, workspace).await?;
    let latest = store::latest(&mut tx, workspace, LATEST).await?;
    let is_new = waiting::is_new(&mut tx, workspace).await?;
    let lives_somewhere = store::lives_somewhere(&mut tx, &desk.person.mobile).await?;
    tx.commit().await?;
    let page = Page {
        v: &desk,
        is_new,
        lives_somewhere,
        balance,
        taken,
        open: said_open(&desk, &open),
        open_count: desk.number(open.count),
        tasks,
        latest,
        has_fresh_news: notes.iter().any(|note| note.is_new),
        fresh_link: LinkId::new(desk.now),
        quick: Mistakes::none(),
        news: notes.iter().map(|note| News::of(&app, &desk, note)).collect(),
    };
    desk.page(StatusCode::OK, &page)
}

/// Marks the notes in the account as seen.
pub(super) async fn reading_create(State(app): State<App>, desk: Desk) -> Result<Response> {
    notices::mark_read(&app.db, desk.session.workspace, app.clock.now()).await?;
    Ok(Redirect::to("/home").into_response())
}

#[derive(Template)]
#[template(path = "reports/home.html")]
struct Page<'a> {
    v: &'a Visit,
    /// Whether there is nothing to show yet.
    is_new: bool,
    /// Whether a building knows the member's number.
    lives_somewhere: bool,
    balance: Money,
    taken: Taken,
    open: String,
    open_count: String,
    tasks: Vec<Task>,
    latest: Vec<Row>,
    has_fresh_news: bool,
    news: Vec<News>,
    /// The id of the link that the page may make.
    fresh_link: LinkId,
    /// The form for it comes without mistakes; those are shown where links are made.
    quick: Mistakes,
}

/// What was taken lately.
struct Taken {
    today: Sum,
    month: Sum,
    compared: String,
    chart: Chart,
}

impl Taken {
    async fn read(tx: &mut Tx, desk: &Desk) -> sqlx::Result<Self> {
        let today = Jalali::of(desk.now);
        let days = |count: usize| Period::ending(today, i64::try_from(count).unwrap_or_default());
        let all = days(2 * DAYS);
        let begins: Vec<DateTime<Utc>> = all.steps().1.into_iter().map(Jalali::start).collect();
        let filter = Filter::of(desk.session.workspace, all, Chosen::Booked);
        let sums = store::sums(tx, &filter, &begins).await?;
        let (step, shown) = days(DAYS).steps();
        let (before, month) = sums.split_at(sums.len().saturating_sub(DAYS));
        let (sum, sum_before) = (Sum::of(month), Sum::of(before));
        Ok(Self {
            today: month.last().copied().unwrap_or_default(),
            month: sum,
            compared: compared(desk, sum.gross, sum_before.gross),
            chart: Chart::of(desk, days(DAYS), (step, &shown), month),
        })
    }
}

/// How one sum compares with the one before it, in whole percents.
fn compared(v: &Voice, now: Money, before: Money) -> String {
    let days = v.number(i64::try_from(DAYS).unwrap_or_default());
    let (now, before) = (i128::from(now.as_rials()), i128::from(before.as_rials()));
    let Some(change) = ((now - before) * 100).checked_div(before) else {
        return v.w.reports_nothing_before(days);
    };
    let percent = v.percent(i64::try_from(change.abs()).unwrap_or(i64::MAX));
    match change {
        0 => v.w.reports_as_before(days),
        1.. => v.w.reports_more_than_before(percent, days),
        _ => v.w.reports_less_than_before(percent, days),
    }
}

fn said_open(v: &Voice, open: &OpenLinks) -> String {
    let sum = v.w.reports_open_sum(v.amount_unit(open.sum));
    if open.looked_at < LINKS_LOOKED_AT {
        sum
    } else {
        v.w.reports_open_among(sum, v.number(LINKS_LOOKED_AT))
    }
}

/// A note in the account, in the reader's own words.
struct News {
    title: String,
    more: String,
    path: Option<String>,
    at: DateTime<Utc>,
    is_new: bool,
}

impl News {
    fn of(app: &App, v: &Voice, note: &Note) -> Self {
        let manner = Manner { language: v.language, unit: v.unit };
        let said = notices::say(app, manner, &note.message.message);
        let mut lines = said.lines.into_iter();
        Self {
            title: lines.next().unwrap_or(said.subject),
            more: lines.collect::<Vec<_>>().join(" · "),
            path: said.action.and_then(|(_, address)| {
                address.strip_prefix(app.origin.as_str()).map(str::to_owned)
            }),
            at: note.created_at,
            is_new: note.is_new,
        }
    }
}
