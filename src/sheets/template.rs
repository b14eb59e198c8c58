//! Tables that people fill in: the headings, what belongs under each, and one example.

use rust_xlsxwriter::Format;
use rust_xlsxwriter::Note;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::XlsxError;

/// One column of a table to fill in.
pub struct Column {
    /// What stands above it.
    pub heading: String,
    /// What belongs into it, shown at its heading.
    pub hint: String,
    /// What it may look like.
    pub example: String,
}

/// The table as CSV, which begins with the mark that tells Excel of UTF-8.
pub fn csv(columns: &[Column]) -> Vec<u8> {
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let headings = columns.iter().map(|column| &column.heading);
    let examples = columns.iter().map(|column| &column.example);
    let written = writer.write_record(headings).and_then(|()| writer.write_record(examples));
    written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default()
}

/// The table as a workbook. Every cell is text, so that no program takes the first zero of a mobile
/// number away or makes another calendar's day of a date.
///
/// # Errors
/// When a heading is longer than a cell can hold.
pub fn xlsx(columns: &[Column], right_to_left: bool) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (bold, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
    sheet.set_right_to_left(right_to_left);
    sheet.set_freeze_panes(1, 0)?;
    for (place, column) in (0_u16..).zip(columns) {
        sheet.set_column_format(place, &text)?;
        sheet.set_column_width(place, 20)?;
        sheet.write_string_with_format(0, place, &column.heading, &bold)?;
        sheet.write_string_with_format(1, place, &column.example, &text)?;
        if !column.hint.is_empty() {
            sheet.insert_note(0, place, &Note::new(&column.hint).add_author_prefix(false))?;
        }
    }
    book.save_to_buffer()
}
