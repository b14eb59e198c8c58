//! The accounts as a file for a spreadsheet.
//!
//! Plain text is written page by page while it is sent; a workbook grows in a file of the system and is
//! sent from there. So a year of a busy shop needs no more memory than a quiet day, and a slow reader
//! holds no connection to the database.

use std::fs::File;

use anyhow::Context;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use chrono::TimeDelta;
use futures_util::stream;
use tokio::sync::mpsc;

use super::filter::Asked;
use super::filter::Filter;
use super::outgoing;
use super::payments_sheet;
use super::period::Period;
use super::row::Row;
use super::sheet;
use super::sheet::Book;
use super::sheet::Cell;
use super::sheet::Look;
use super::statement;
use super::statement::Place;
use super::store;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
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

/// Writes down who takes a list out.
async fn noted(app: &App, desk: &Desk, name: &str) -> sqlx::Result<()> {
    let mut tx = app.db.begin().await?;
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
        Kind::Csv => Body::from_stream(plain(app, v, source)),
        Kind::Xlsx => Body::from_stream(book(app, v, source)),
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
    /// What was done, from a line on.
    Acts(acts::Asked),
}

impl Source {
    fn look(&self, v: &Voice) -> Look {
        let (name, columns) = match self {
            Source::Payments(_) => (v.w.reports_rows_title(), payments_sheet::columns(v)),
            Source::Movements(_) => (v.w.reports_statement(), statement::columns(v)),
            Source::Outgoing(_) => (v.w.reports_outgoing(), outgoing::columns(v)),
            Source::Acts(_) => (v.w.acts_title(), super::acts::columns(v)),
        };
        Look { name, columns, is_right_to_left: v.language == Language::Fa }
    }

    /// The next rows, and where to go on; no place when these are the last.
    async fn next(self, app: &App, v: &Voice) -> anyhow::Result<(Vec<Vec<Cell>>, Option<Source>)> {
        let mut tx = store::snapshot(&app.db).await?;
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

/// What is still to be written.
enum Rest {
    Head(Source),
    Rows(Source),
    Nothing,
}

fn plain(
    app: App,
    v: Voice,
    source: Source,
) -> impl stream::Stream<Item = anyhow::Result<Vec<u8>>> + Send {
    stream::try_unfold(Rest::Head(source), move |rest| {
        let app = app.clone();
        async move { plain_part(&app, &v, rest).await.inspect_err(tell) }
    })
}

async fn plain_part(app: &App, v: &Voice, rest: Rest) -> anyhow::Result<Option<(Vec<u8>, Rest)>> {
    Ok(match rest {
        Rest::Head(source) => Some((source.look(v).plain_head()?, Rest::Rows(source))),
        Rest::Rows(source) => {
            let (rows, rest) = source.next(app, v).await?;
            Some((sheet::plain_rows(&rows)?, rest.map_or(Rest::Nothing, Rest::Rows)))
        }
        Rest::Nothing => None,
    })
}

/// What is still to be sent of a workbook.
enum Sending {
    Unwritten(Box<Source>),
    Written(File),
}

fn book(
    app: App,
    v: Voice,
    source: Source,
) -> impl stream::Stream<Item = anyhow::Result<Vec<u8>>> + Send {
    stream::try_unfold(Sending::Unwritten(Box::new(source)), move |sending| {
        let app = app.clone();
        async move {
            let part = async {
                match sending {
                    Sending::Unwritten(source) => piece(write_book(&app, &v, *source).await?).await,
                    Sending::Written(file) => piece(file).await,
                }
            };
            part.await.inspect_err(tell)
        }
    })
}

/// Reads rows here and writes them elsewhere, because writing blocks. When the reader of the answer goes
/// away this is dropped, and the writer, who is told no end, gives up.
async fn write_book(app: &App, v: &Voice, source: Source) -> anyhow::Result<File> {
    let (rows, taken) = mpsc::channel(2);
    let look = source.look(v);
    let writer = tokio::task::spawn_blocking(move || write_down(look, taken));
    let mut rest = Some(source);
    while let Some(source) = rest {
        let (part, further) = source.next(app, v).await?;
        rest = further;
        if rows.send(Part { rows: part, is_last: rest.is_none() }).await.is_err() {
            break;
        }
    }
    writer.await?
}

struct Part {
    rows: Vec<Vec<Cell>>,
    is_last: bool,
}

fn write_down(look: Look, mut taken: mpsc::Receiver<Part>) -> anyhow::Result<File> {
    let mut book = Book::new(look, sheet::ROWS_ON_A_SHEET)?;
    loop {
        let part = taken.blocking_recv().context("the reader of a workbook went away")?;
        book.write(&part.rows)?;
        if part.is_last {
            return book.finish();
        }
    }
}

/// The next bytes of a finished file.
async fn piece(file: File) -> anyhow::Result<Option<(Vec<u8>, Sending)>> {
    let piece = download::piece(file).await?;
    Ok(piece.map(|(bytes, file)| (bytes, Sending::Written(file))))
}

fn tell(error: &anyhow::Error) {
    tracing::error!(error = format!("{error:#}"), "an export broke off");
}
