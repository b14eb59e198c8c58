//! What the files for spreadsheets have in common: rows of cells that know what they are, and two ways
//! of writing them down.

use std::fs::File;
use std::io::Seek;

use rust_xlsxwriter::Format;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::money::Money;
use crate::sheets;

/// By this a spreadsheet knows that the text is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A sheet has room for 1,048,576 rows and one of them is the head; a round number is left for the
/// others, and what is more goes on the next sheet.
pub(super) const ROWS_ON_A_SHEET: u32 = 1_000_000;

/// Figures in groups of three, whatever the language of the spreadsheet.
const RIALS: &str = "#,##0";

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Words, or a number that is not to be calculated with.
    Text(String),
    /// An amount, as a plain figure in rial, so that a spreadsheet can add it up.
    Rial(Money),
    /// A number.
    Number(i64),
    /// Nothing.
    Empty,
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Cell::Text(text.into())
    }

    pub(super) fn some_text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Cell::Empty, Cell::text)
    }

    pub(super) fn some_rial(amount: Option<Money>) -> Self {
        amount.map_or(Cell::Empty, Cell::Rial)
    }

    /// As it stands in a file of plain text.
    fn plain(&self) -> String {
        match self {
            Cell::Text(text) => sheets::guarded(text),
            Cell::Rial(amount) => amount.as_rials().to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Empty => String::new(),
        }
    }
}

/// The name of a column, and how many letters of it are to be seen.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) letters: u8,
}

/// How a sheet is called and reads.
pub(super) struct Look {
    /// The sheet's name; the second is called the same with a 2.
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    pub(super) is_right_to_left: bool,
}

impl Look {
    /// The head of a file of plain text.
    pub(super) fn plain_head(&self) -> anyhow::Result<Vec<u8>> {
        let mut lines = writer();
        lines.write_record(self.columns.iter().map(|column| column.name.as_str()))?;
        Ok([BYTE_ORDER_MARK.as_bytes(), &lines.into_inner()?].concat())
    }
}

/// Rows in plain text.
pub(super) fn plain_rows(rows: &[Vec<Cell>]) -> anyhow::Result<Vec<u8>> {
    let mut lines = writer();
    for row in rows {
        lines.write_record(row.iter().map(Cell::plain))?;
    }
    Ok(lines.into_inner()?)
}

/// A workbook that is being written. Rows go to a file of the system at once, so a million of them need
/// no more memory than a thousand.
pub(super) struct Book {
    look: Look,
    full: Vec<Worksheet>,
    sheet: Worksheet,
    row: u32,
    room: u32,
    head: Format,
    rials: Format,
}

impl Book {
    /// An empty workbook whose sheets have room for so many rows.
    pub(super) fn new(look: Look, room: u32) -> Result<Self, XlsxError> {
        let head = Format::new().set_bold().set_text_wrap();
        let sheet = sheet(&look, 0, &head)?;
        let rials = Format::new().set_num_format(RIALS);
        Ok(Self { look, full: vec![], sheet, row: 0, room, head, rials })
    }

    /// Adds rows, on as many sheets as it takes.
    pub(super) fn write(&mut self, rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
        for row in rows {
            if self.row == self.room {
                let next = sheet(&self.look, self.full.len() + 1, &self.head)?;
                self.full.push(std::mem::replace(&mut self.sheet, next));
                self.row = 0;
            }
            self.row += 1;
            for (column, cell) in (0_u16..).zip(row) {
                match cell {
                    Cell::Text(text) => self.sheet.write_string(self.row, column, text)?,
                    Cell::Rial(amount) => {
                        let rials = amount.as_rials();
                        self.sheet.write_with_format(self.row, column, rials, &self.rials)?
                    }
                    Cell::Number(number) => self.sheet.write(self.row, column, *number)?,
                    Cell::Empty => continue,
                };
            }
        }
        Ok(())
    }

    /// The finished file, at its beginning. It has no name and goes away with its last reader.
    pub(super) fn finish(self) -> anyhow::Result<File> {
        let mut book = Workbook::new();
        for sheet in self.full {
            book.push_worksheet(sheet);
        }
        book.push_worksheet(self.sheet);
        let mut file = tempfile::tempfile()?;
        book.save_to_writer(&mut file)?;
        file.rewind()?;
        Ok(file)
    }
}

fn sheet(look: &Look, place: usize, head: &Format) -> Result<Worksheet, XlsxError> {
    let mut sheet = Workbook::new().new_worksheet_with_constant_memory()?;
    match place {
        0 => sheet.set_name(&look.name)?,
        _ => sheet.set_name(format!("{} {}", look.name, place + 1))?,
    };
    sheet.set_right_to_left(look.is_right_to_left).set_freeze_panes(1, 0)?;
    for (place, column) in (0_u16..).zip(&look.columns) {
        sheet.set_column_width(place, column.letters)?;
        sheet.write_string_with_format(0, place, &column.name, head)?;
    }
    Ok(sheet)
}

fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![])
}

#[cfg(test)]
mod tests {
    use calamine::Data;
    use calamine::Reader;
    use calamine::Xlsx;

    use super::*;

    #[test]
    fn quotes_and_commas_stay_within_their_cell() {
        let row = vec![Cell::text("=a\"b,c"), Cell::text("d\ne"), Cell::Rial(Money::rials(-7))];
        assert_eq!(plain_rows(&[row]).expect("rows"), b"\"'=a\"\"b,c\",\"d\ne\",-7\r\n");
    }

    #[test]
    fn what_has_no_room_on_a_sheet_goes_on_the_next() {
        let columns = vec![Column { name: "نام".to_owned(), letters: 10 }];
        let look = Look { name: "پرداخت‌ها".to_owned(), columns, is_right_to_left: true };
        let mut book = Book::new(look, 2).expect("a book");
        let rows: Vec<Vec<Cell>> = (0..5).map(|number| vec![Cell::Number(number)]).collect();
        book.write(&rows[..3]).expect("room");
        book.write(&rows[3..]).expect("room");
        let mut read: Xlsx<_> = Xlsx::new(book.finish().expect("a file")).expect("a workbook");
        let names = read.sheet_names();
        assert_eq!(names, ["پرداخت‌ها", "پرداخت‌ها 2", "پرداخت‌ها 3"]);
        let mut numbers = vec![];
        for name in names {
            let range = read.worksheet_range(&name).expect("its sheet");
            assert_eq!(range.get((0, 0)), Some(&Data::String("نام".to_owned())), "{name}");
            numbers.extend(range.rows().skip(1).map(|row| row[0].clone()));
        }
        assert_eq!(numbers, (0..5).map(|n| Data::Float(f64::from(n))).collect::<Vec<_>>());
    }
}
