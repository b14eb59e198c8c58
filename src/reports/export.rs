//! The accounts as a file for a spreadsheet: which rows, for whom, how often.

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use chrono::TimeDelta;

use super::filter::Asked;
use super::filter::Filter;
use super::general;
use super::outgoing;
use super::payments_sheet;
use super::period::Period;
use super::row::Row;
use super::sheet::Cell;
use super::sheet::Look;
use super::statement;
use super::statement::Place;
use super::store;
use super::stream;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::locale::Jalali;
use crate::locale::Language;
use crate::locale::Voice;
use crate::members::Proven;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::download;
use crate::web::download::download;
use crate::web::form::Query;
use crate::web::limits;
use crate::web::limits::Limit;

/// Exports of what was done, beside those of the accounts.
const EXPORTS_OF_ACTS: Limit = Limit::new("export_acts", 5, TimeDelta::hours(1));

/// Exports of one member (`money.md` E11).
const EXPORTS: Limit = Limit::new("export", 5, TimeDelta::hours(1));

/// The same of the general ledger.
const EXPORTS_OF_LEDGER: Limit = Limit::new("export_ledger", 5, TimeDelta::hours(1));

/// The same of what went out, which is taken out beside the payments.
const EXPORTS_OUT: Limit = Limit::new("export_out", 5, TimeDelta::hours(1));

/// Rows that are read and written at once.
const ROWS_AT_ONCE: usize = 1_000;

/// The kinds of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Csv,
    Xlsx,
}

/// Sends the payments that were asked for as plain text.
pub(super) async fn payments_csv(
    State(app): State<App>,
    Proven(desk): Proven,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    payments(&app, &desk, (&asked, Kind::Csv)).await
}

/// Sends the payments that were asked for as a workbook.
pub(super) async fn payments_xlsx(
    State(app): State<App>,
    Proven(desk): Proven,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    payments(&app, &desk, (&asked, Kind::Xlsx)).await
}

/// Sends the statement of the wallet as plain text.
pub(super) async fn statement_csv(
    State(app): State<App>,
    Proven(desk): Proven,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    movements(&app, &desk, (&asked, Kind::Csv)).await
}

/// Sends the statement of the wallet as a workbook.
pub(super) async fn statement_xlsx(
    State(app): State<App>,
    Proven(desk): Proven,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    movements(&app, &desk, (&asked, Kind::Xlsx)).await
}

/// Sends what went out as plain text.
pub(super) async fn outgoing_csv(
    State(app): State<App>,
    Proven(desk): Proven,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    gone(&app, &desk, (&asked, Kind::Csv)).await
}

/// Sends what went out as a workbook.
pub(super) async fn outgoing_xlsx(
    State(app): State<App>,
    Proven(desk): Proven,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    gone(&app, &desk, (&asked, Kind::Xlsx)).await
}

/// Sends the general ledger as plain text.
pub(super) async fn ledger_csv(
    State(app): State<App>,
    Proven(desk): Proven,
    Query(asked): Query<general::Asked>,
) -> Result<Response> {
    ledger(&app, &desk, (&asked, Kind::Csv)).await
}

/// Sends the general ledger as a workbook.
pub(super) async fn ledger_xlsx(
    State(app): State<App>,
    Proven(desk): Proven,
    Query(asked): Query<general::Asked>,
) -> Result<Response> {
    ledger(&app, &desk, (&asked, Kind::Xlsx)).await
}

/// Sends what was done as plain text.
pub(super) async fn acts_csv(
    State(app): State<App>,
    Proven(desk): Proven,
    Query(asked): Query<super::acts::Asked>,
) -> Result<Response> {
    deeds(&app, &desk, (&asked, Kind::Csv)).await
}

/// Sends what was done as a workbook.
pub(super) async fn acts_xlsx(
    State(app): State<App>,
    Proven(desk): Proven,
    Query(asked): Query<super::acts::Asked>,
) -> Result<Response> {
    deeds(&app, &desk, (&asked, Kind::Xlsx)).await
}

async fn deeds(
    app: &App,
    desk: &Desk,
    (asked, kind): (&super::acts::Asked, Kind),
) -> Result<Response> {
    let asked = asked.read(desk).map_err(|_| Error::BadRequest)?;
    limits::check(app, &EXPORTS_OF_ACTS, desk.session.member).await?;
    noted(app, desk, "acts").await?;
    let limit = i64::try_from(ROWS_AT_ONCE).unwrap_or(i64::MAX);
    let source = Source::Acts(acts::Asked { after: None, limit, ..asked });
    let today = Jalali::of(desk.now).to_string().replace('/', "-");
    Ok(answer((app, desk), source, kind, &format!("acts-{today}")))
}

async fn payments(app: &App, desk: &Desk, (asked, kind): (&Asked, Kind)) -> Result<Response> {
    let filter = Filter::read(app, desk, asked).await?.map_err(|_| Error::BadRequest)?;
    limits::check(app, &EXPORTS, desk.session.member).await?;
    noted(app, desk, "payments").await?;
    let (name, period) = ("payments", filter.period);
    let source = Source::Payments(Box::new(filter.without_place()));
    Ok(answer((app, desk), source, kind, &of_period(name, period)))
}

async fn movements(app: &App, desk: &Desk, (asked, kind): (&Asked, Kind)) -> Result<Response> {
    let period = statement::period(desk, asked).map_err(|_| Error::BadRequest)?;
    limits::check(app, &EXPORTS, desk.session.member).await?;
    noted(app, desk, "statement").await?;
    let source = Source::Movements(Place::start(desk.session.workspace, period));
    Ok(answer((app, desk), source, kind, &of_period("statement", period)))
}

async fn gone(app: &App, desk: &Desk, (asked, kind): (&Asked, Kind)) -> Result<Response> {
    let period = statement::period(desk, asked).map_err(|_| Error::BadRequest)?;
    limits::check(app, &EXPORTS_OUT, desk.session.member).await?;
    noted(app, desk, "outgoing").await?;
    let source = Source::Outgoing(outgoing::Place::start(desk.session.workspace, period));
    Ok(answer((app, desk), source, kind, &of_period("outgoing", period)))
}

async fn ledger(
    app: &App,
    desk: &Desk,
    (asked, kind): (&general::Asked, Kind),
) -> Result<Response> {
    let period = asked.period(desk).map_err(|_| Error::BadRequest)?;
    limits::check(app, &EXPORTS_OF_LEDGER, desk.session.member).await?;
    noted(app, desk, "ledger").await?;
    let place = general::Place::start(desk.session.workspace, period, &asked.book);
    let source = Source::Ledger(Box::new(place));
    Ok(answer((app, desk), source, kind, &of_period("ledger", period)))
}

/// Writes down who takes a list out.
async fn noted(app: &App, desk: &Desk, name: &str) -> sqlx::Result<()> {
    let mut tx = db::begin(&app.db).await?;
    let about = (desk.session.workspace.as_uuid(), name);
    acts::note(&mut tx, Act::Exported, about, desk.now).await?;
    tx.commit().await
}

/// The name of a list of a period.
fn of_period(name: &str, period: Period) -> String {
    let day = |day: Jalali| day.to_string().replace('/', "-");
    format!("{name}-{}-{}", day(period.from), day(period.to))
}

fn answer((app, desk): (&App, &Desk), source: Source, kind: Kind, name: &str) -> Response {
    let (ending, content) = match kind {
        Kind::Csv => ("csv", download::CSV),
        Kind::Xlsx => ("xlsx", download::XLSX),
    };
    let (app, v) = (app.clone(), *desk.voice());
    let body = match kind {
        Kind::Csv => Body::from_stream(stream::plain(app, v, source)),
        Kind::Xlsx => Body::from_stream(stream::book(app, v, source)),
    };
    download(content, &format!("peyvand-{name}.{ending}"), body)
}

/// Where rows come from.
pub(super) enum Source {
    /// Payments, from the filter's place on.
    Payments(Box<Filter>),
    /// The movements of a wallet, from a place on.
    Movements(Place),
    /// What went out, from a place on.
    Outgoing(outgoing::Place),
    /// The general ledger, from a journal on.
    Ledger(Box<general::Place>),
    /// What was done, from a line on.
    Acts(acts::Asked),
}

impl Source {
    pub(super) fn look(&self, v: &Voice) -> Look {
        let (name, columns) = match self {
            Source::Payments(_) => (v.w.reports_rows_title(), payments_sheet::columns(v)),
            Source::Movements(_) => (v.w.reports_statement(), statement::columns(v)),
            Source::Outgoing(_) => (v.w.reports_outgoing(), outgoing::columns(v)),
            Source::Ledger(_) => (v.w.reports_ledger(), general::columns(v)),
            Source::Acts(_) => (v.w.acts_title(), super::acts::columns(v)),
        };
        Look { name, columns, is_right_to_left: v.language == Language::Fa }
    }

    /// The next rows, and where to go on; no place when these are the last.
    pub(super) async fn next(
        self,
        app: &App,
        v: &Voice,
    ) -> anyhow::Result<(Vec<Vec<Cell>>, Option<Source>)> {
        let mut tx = store::snapshot(app).await?;
        let (rows, rest) = match self {
            Source::Payments(mut filter) => {
                let rows = store::rows(&mut tx, &filter, ROWS_AT_ONCE).await?;
                filter.after = rows.last().map(Row::after);
                let is_full = rows.len() == ROWS_AT_ONCE;
                let rows = rows.iter().map(|row| payments_sheet::cells(v, row)).collect();
                (rows, is_full.then_some(Source::Payments(filter)))
            }
            Source::Movements(place) => {
                let (rows, rest) = statement::part(&mut tx, v, place, ROWS_AT_ONCE).await?;
                (rows, rest.map(Source::Movements))
            }
            Source::Outgoing(place) => {
                let (rows, rest) = outgoing::part(&mut tx, v, place, ROWS_AT_ONCE).await?;
                (rows, rest.map(Source::Outgoing))
            }
            Source::Ledger(place) => {
                let (rows, rest) = general::part(&mut tx, v, *place, ROWS_AT_ONCE).await?;
                (rows, rest.map(|place| Source::Ledger(Box::new(place))))
            }
            Source::Acts(asked) => {
                let lines = acts::list(&mut *tx, &asked).await?;
                let is_full = lines.len() == ROWS_AT_ONCE;
                let after = lines.last().map(|line| (line.done_at, line.id));
                let rest = is_full.then_some(Source::Acts(acts::Asked { after, ..asked }));
                (lines.iter().map(|line| super::acts::cells(v, line)).collect(), rest)
            }
        };
        tx.commit().await?;
        Ok((rows, rest))
    }
}
