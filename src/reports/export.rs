//! The accounts as a file for a spreadsheet.
//!
//! The file is written page by page while it is sent, so that a year of a busy shop needs no more
//! memory than a quiet day, and a slow reader holds no connection to the database.

use axum::body::Body;
use axum::extract::State;
use axum::http::Uri;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;
use chrono::TimeDelta;
use futures_util::stream;

use super::filter::Asked;
use super::filter::Filter;
use super::row::Row;
use super::store;
use crate::app::App;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::members;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::form::Query;
use crate::web::limits;
use crate::web::limits::Limit;

/// Exports of one member (`money.md` E11).
const EXPORTS: Limit = Limit::new("export", 5, TimeDelta::hours(1));

/// Rows that are read and written at once.
const ROWS_AT_ONCE: usize = 1_000;

/// By this a spreadsheet knows that the text is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Sends the payments that were asked for.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    uri: Uri,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    if let Some(page) = members::missing_proof(&app, &desk, &uri.to_string())? {
        return Ok(page);
    }
    let filter = Filter::read(&app, &desk, &asked).await?.map_err(|_| Error::BadRequest)?;
    limits::check(&app, &EXPORTS, desk.session.member).await?;
    let disposition = format!("attachment; filename=\"{}\"", file_name(&filter));
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, Body::from_stream(file(app, *desk.voice(), filter))).into_response())
}

fn file_name(filter: &Filter) -> String {
    let day = |day: Jalali| day.to_string().replace('/', "-");
    format!("peyvand-payments-{}-{}.csv", day(filter.period.from), day(filter.period.to))
}

/// What is still to be written.
enum Rest {
    Head(Filter),
    Rows(Filter),
    Nothing,
}

fn file(
    app: App,
    v: Voice,
    filter: Filter,
) -> impl stream::Stream<Item = anyhow::Result<Vec<u8>>> + Send {
    let filter = filter.without_place();
    stream::try_unfold(Rest::Head(filter), move |rest| {
        let app = app.clone();
        async move {
            let part = match rest {
                Rest::Head(filter) => Ok(Some((head(&v)?, Rest::Rows(filter)))),
                Rest::Rows(filter) => rows(&app, &v, filter).await.map(Some),
                Rest::Nothing => Ok(None),
            };
            part.inspect_err(|error: &anyhow::Error| {
                tracing::error!(error = format!("{error:#}"), "an export broke off");
            })
        }
    })
}

async fn rows(app: &App, v: &Voice, mut filter: Filter) -> anyhow::Result<(Vec<u8>, Rest)> {
    let mut tx = store::snapshot(&app.db).await?;
    let rows = store::rows(&mut tx, &filter, ROWS_AT_ONCE).await?;
    tx.commit().await?;
    let mut lines = writer();
    for row in &rows {
        lines.write_record(record(v, row))?;
    }
    filter.after = rows.last().map(Row::after);
    let rest = if rows.len() < ROWS_AT_ONCE { Rest::Nothing } else { Rest::Rows(filter) };
    Ok((lines.into_inner()?, rest))
}

fn head(v: &Voice) -> anyhow::Result<Vec<u8>> {
    let mut lines = writer();
    lines.write_record([
        v.w.reports_csv_day(),
        v.w.reports_csv_moment(),
        v.w.reports_payer(),
        v.w.reports_csv_mobile(),
        v.w.reports_title(),
        v.w.reports_state(),
        v.w.reports_csv_gross(),
        v.w.reports_csv_fee(),
        v.w.reports_csv_net(),
        v.w.reports_tracking(),
        v.w.reports_bank_number(),
        v.w.reports_card(),
    ])?;
    Ok([BYTE_ORDER_MARK.as_bytes(), &lines.into_inner()?].concat())
}

/// Amounts are plain figures in rial, so that a spreadsheet can add them up whatever its language.
fn record(v: &Voice, row: &Row) -> [String; 12] {
    let figure = |amount: Money| amount.as_rials().to_string();
    let text = |text: Option<&str>| guarded(text.unwrap_or_default());
    [
        Jalali::of(row.happened_at).to_string(),
        v.iso(row.happened_at),
        text(row.payer_name.as_deref()),
        text(row.payer_mobile.as_ref().map(Mobile::as_str)),
        guarded(&row.title),
        row.standing().word(v),
        figure(row.amount),
        row.booked_fee().map(figure).unwrap_or_default(),
        row.net().map(figure).unwrap_or_default(),
        row.order_number.to_string(),
        text(row.bank_number.as_deref()),
        text(row.card.as_deref()),
    ]
}

/// Text that a spreadsheet would take for a formula gets an apostrophe before it (`money.md` B34).
/// Marks that cannot be seen do not hide the sign that makes it one.
fn guarded(text: &str) -> String {
    let seen = text.trim_start_matches(is_unseen).chars().next();
    let is_formula =
        text.starts_with(['\t', '\r', '\n']) || seen.is_some_and(|c| "=+-@＝＋－＠−".contains(c));
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
        || matches!(c, '\u{61c}' | '\u{feff}' | '\u{ad}')
}

fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_was_typed_becomes_a_formula() {
        for text in [
            "=cmd|' /C calc'!A0",
            "+98912",
            "-1+1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "＝1",
            "\u{202e}=1",
            "\u{200f} \u{feff}@x",
        ] {
            assert_eq!(guarded(text), format!("'{text}"), "{text:?}");
        }
        for text in ["نرگس رضایی", "سفارش ۱-۲", "09123456789", "", "a=b", "603799******4503"]
        {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn quotes_and_commas_stay_within_their_cell() {
        let mut lines = writer();
        lines.write_record([guarded("=a\"b,c"), "d\ne".to_owned()]).unwrap();
        assert_eq!(lines.into_inner().unwrap(), b"\"'=a\"\"b,c\",\"d\ne\"\r\n");
    }
}
