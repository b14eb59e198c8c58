//! Rows on their way from the database, where they are read, to the bundle, where they are written: writing
//! blocks, and is done elsewhere.

use anyhow::Context;
use serde_json::Value;
use tokio::sync::mpsc;

use super::tables::Table;

/// Rows that go together.
const ROWS_AT_ONCE: usize = 500;

/// What is sent.
pub(super) enum Piece {
    /// From here on the rows are of this table.
    Table(&'static Table),
    Rows(Vec<Value>),
}

/// The end at which rows are sent.
pub(super) struct Sending {
    pieces: mpsc::Sender<Piece>,
    rows: Vec<Value>,
}

impl Sending {
    pub(super) fn to(pieces: mpsc::Sender<Piece>) -> Self {
        Self { pieces, rows: vec![] }
    }

    /// Begins a table.
    pub(super) async fn table(&mut self, table: &'static Table) -> anyhow::Result<()> {
        self.flush().await?;
        self.send(Piece::Table(table)).await
    }

    /// A row of the table that was begun last.
    pub(super) async fn row(&mut self, row: Value) -> anyhow::Result<()> {
        self.rows.push(row);
        if self.rows.len() < ROWS_AT_ONCE { Ok(()) } else { self.flush().await }
    }

    /// Sends what is left.
    pub(super) async fn flush(&mut self) -> anyhow::Result<()> {
        let rows = std::mem::take(&mut self.rows);
        self.send(Piece::Rows(rows)).await
    }

    async fn send(&mut self, piece: Piece) -> anyhow::Result<()> {
        self.pieces.send(piece).await.ok().context("the writer of a bundle went away")
    }
}

/// Reads the rows of a table and sends them on, one by one.
macro_rules! read {
    (($tx:expr, $to:expr, $table:expr), $query:literal, $building:expr) => {
        $to.table($table).await?;
        let mut rows = query_scalar!($query, $building).fetch(&mut **$tx);
        while let Some(row) = rows.try_next().await? {
            $to.row(row).await?;
        }
        drop(rows);
    };
}

pub(super) use read;
