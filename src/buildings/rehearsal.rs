//! What a table about a building would do, before anything is done.

use axum::http::StatusCode;

use crate::locale::Voice;

/// Rows that a page shows of a rehearsal, and mistakes.
pub(super) const SHOWN_MAX: usize = 50;

/// What a table would do.
#[derive(Debug)]
pub(super) struct Rehearsal<R> {
    /// The rows that would do something.
    pub(super) rows: Vec<R>,
    /// How many of its rows stand already.
    pub(super) known: usize,
    /// What is wrong with it: the row, and a sentence; nought is the table as a whole.
    pub(super) wrong: Vec<(usize, String)>,
}

impl<R> Default for Rehearsal<R> {
    fn default() -> Self {
        Self { rows: vec![], known: 0, wrong: vec![] }
    }
}

impl<R> Rehearsal<R> {
    /// The one of a file that is too large to be read.
    pub(super) fn of_too_much(v: &Voice) -> Self {
        Self { wrong: vec![(0, v.w.buildings_file_too_large())], ..Self::default() }
    }

    /// How its page answers.
    pub(super) fn status(&self) -> StatusCode {
        if self.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }

    /// What its page shows. `write` puts the rows into a table again, which comes back when it is meant.
    pub(super) fn shown(mut self, write: impl FnOnce(&[R]) -> String) -> Shown<R> {
        let may_be_meant = self.wrong.is_empty() && !self.rows.is_empty();
        let rehearsed = if may_be_meant { write(&self.rows) } else { String::new() };
        let count = i64::try_from(self.rows.len()).unwrap_or(i64::MAX);
        let known = i64::try_from(self.known).unwrap_or(i64::MAX);
        self.rows.truncate(SHOWN_MAX);
        self.wrong.truncate(SHOWN_MAX);
        Shown { rows: self.rows, wrong: self.wrong, count, known, rehearsed }
    }
}

/// The beginning of a rehearsal, for its page.
#[derive(Debug)]
pub(super) struct Shown<R> {
    pub(super) rows: Vec<R>,
    pub(super) wrong: Vec<(usize, String)>,
    /// How many rows there are in all.
    pub(super) count: i64,
    pub(super) known: i64,
    /// The table that is sent when it is meant; empty: there is nothing that could be.
    pub(super) rehearsed: String,
}

impl<R> Default for Shown<R> {
    fn default() -> Self {
        Rehearsal::default().shown(|_| String::new())
    }
}
