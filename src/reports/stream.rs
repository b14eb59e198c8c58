//! How the rows of an export reach its reader.
//!
//! Plain text is written page by page while it is sent; a workbook grows in a file of the system and is
//! sent from there. So a year of a busy shop needs no more memory than a quiet day, and a slow reader
//! holds no connection to the database.

use std::fs::File;

use anyhow::Context;
use futures_util::stream;
use tokio::sync::mpsc;

use super::export::Source;
use super::sheet;
use super::sheet::Book;
use super::sheet::Cell;
use super::sheet::Look;
use crate::app::App;
use crate::locale::Voice;
use crate::web::download;

/// What is still to be written.
enum Rest {
    Head(Source),
    Rows(Source),
    Nothing,
}

/// Rows as plain text, page by page.
pub(super) fn plain(
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

/// Rows as a workbook, once it is whole.
pub(super) fn book(
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
