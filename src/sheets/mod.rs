//! Tables that people upload: CSV and XLSX, read row by row, so that a large one takes no more memory
//! than a small one, and one that was made to hurt (a small file that unfolds into a huge one, a cell
//! far outside, an entity) is refused before it does (`money.md` E12).
//!
//! What a cell means is the business of whoever asks; here every cell is text.

mod csv_file;
mod guard;
mod template;
#[cfg(test)]
mod workbooks;
mod xlsx;

use thiserror::Error;

pub use guard::guarded;
pub use template::Column;
pub use template::csv;
pub use template::xlsx;

/// How much of a table is read.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Rows, the one with the headings included.
    pub rows: usize,
    /// Cells in a row.
    pub columns: usize,
}

/// Letters in one cell; more is no table but a text.
const CELL_BYTES_MAX: usize = 8_000;

/// One row that is not empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// As the program that made the table counts it, from one.
    pub number: usize,
    /// What stands in it, from the first column on; without the empty end.
    pub cells: Vec<String>,
}

/// Why a table is not read, or not further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SheetMistake {
    /// It is no CSV and no XLSX, or broken.
    #[error("no table that can be read")]
    Unreadable,
    /// A workbook of the kind that Excel wrote until 2003, or one with a password.
    #[error("an old or a locked workbook")]
    OldOrLocked,
    /// More rows than are read.
    #[error("too many rows")]
    TooManyRows,
    /// More cells in a row than are read.
    #[error("too many columns")]
    TooManyColumns,
    /// Unfolded, it is too large.
    #[error("the table is too large")]
    TooLarge,
}

/// Reads a table and hands out each row that is not empty, in order. Of a workbook it is the first
/// sheet.
///
/// # Errors
/// [`SheetMistake`]; rows before the mistake have been handed out.
pub fn read(file: &[u8], limits: Limits, mut each: impl FnMut(Row)) -> Result<(), SheetMistake> {
    /// The first bytes of a ZIP archive, and of the compound files of Excel 97 and of locked books.
    const ZIP: &[u8] = b"PK\x03\x04";
    const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";
    let mut each = |row: Row| {
        if row.cells.iter().any(|cell| !cell.is_empty()) {
            each(trimmed(row));
        }
    };
    if file.starts_with(ZIP) {
        xlsx::read(file, limits, &mut each)
    } else if file.starts_with(COMPOUND) {
        Err(SheetMistake::OldOrLocked)
    } else {
        csv_file::read(file, limits, &mut each)
    }
}

fn trimmed(mut row: Row) -> Row {
    while row.cells.last().is_some_and(String::is_empty) {
        row.cells.pop();
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) const LIMITS: Limits = Limits { rows: 100, columns: 10 };

    pub(super) fn rows(file: &[u8]) -> Result<Vec<(usize, Vec<String>)>, SheetMistake> {
        let mut rows = vec![];
        read(file, LIMITS, |row| rows.push((row.number, row.cells)))?;
        Ok(rows)
    }

    pub(super) fn row(number: usize, cells: &[&str]) -> (usize, Vec<String>) {
        (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn old_and_locked_workbooks_are_told_from_broken_ones() {
        assert_eq!(rows(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Err(SheetMistake::OldOrLocked));
        assert_eq!(rows(b"PK\x03\x04 and no more"), Err(SheetMistake::Unreadable));
        assert_eq!(rows(b"\x00\x01\x02\xff\xfe"), Err(SheetMistake::Unreadable));
    }
}
