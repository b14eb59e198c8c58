//! CSV as programs write it: with a mark at the beginning or none, in UTF-8 or in the UTF-16 of
//! Excel's "Unicode text", parted by commas, semicolons or tabs.

use std::borrow::Cow;

use super::CELL_BYTES_MAX;
use super::Limits;
use super::Row;
use super::SheetMistake;

pub(super) fn read(
    file: &[u8],
    limits: Limits,
    each: &mut dyn FnMut(Row),
) -> Result<(), SheetMistake> {
    let text = text(file)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let (mut count, mut number) = (0, 0);
    while reader.read_record(&mut record).map_err(|_| SheetMistake::Unreadable)? {
        count += 1;
        if limits.rows < count {
            return Err(SheetMistake::TooManyRows);
        }
        if record.iter().skip(limits.columns).any(|cell| !cell.trim().is_empty()) {
            return Err(SheetMistake::TooManyColumns);
        }
        if record.iter().any(|cell| CELL_BYTES_MAX < cell.len()) {
            return Err(SheetMistake::TooLarge);
        }
        number += 1 + record.position().map_or(0, |place| empty_lines(&text, place));
        let cells = record.iter().take(limits.columns).map(|cell| cell.trim().to_owned());
        each(Row { number, cells: cells.collect() });
    }
    Ok(())
}

/// The lines before a record that have nothing in them: they are no records, and people count them.
fn empty_lines(text: &str, record: &csv::Position) -> usize {
    let start = usize::try_from(record.byte()).unwrap_or(usize::MAX);
    let gap = text.as_bytes().get(start..).unwrap_or_default();
    let gap = gap.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let ends = gap.filter(|byte| **byte == b'\n').count();
    // The second half of the end of the line before.
    let half = text.as_bytes().get(start.wrapping_sub(1)..=start) == Some(b"\r\n".as_slice());
    ends.saturating_sub(usize::from(half))
}

fn text(file: &[u8]) -> Result<Cow<'_, str>, SheetMistake> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).map(Cow::Owned).map_err(|_| SheetMistake::Unreadable)
    };
    let text = match file {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => str(rest)?,
        bytes => str(bytes)?,
    };
    if text.contains('\0') { Err(SheetMistake::Unreadable) } else { Ok(text) }
}

fn str(bytes: &[u8]) -> Result<Cow<'_, str>, SheetMistake> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| SheetMistake::Unreadable)
}

/// The sign that parts most in the first line.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let count = |sign: u8| head.bytes().filter(|byte| *byte == sign).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::super::tests::LIMITS;
    use super::super::tests::row;
    use super::super::tests::rows;
    use super::*;

    #[test]
    fn whatever_program_wrote_it_the_cells_are_the_same() {
        let said = vec![row(1, &["بابت", "مبلغ"]), row(2, &["کفش, قرمز", "2450000"])];
        let comma = "بابت,مبلغ\r\n\"کفش, قرمز\",2450000\r\n";
        let tab = "بابت\tمبلغ\r\nکفش, قرمز\t2450000";
        let marked = [b"\xef\xbb\xbf".as_slice(), comma.as_bytes()].concat();
        let wide = tab.encode_utf16().flat_map(u16::to_le_bytes);
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(wide).collect();
        for file in [
            comma.as_bytes(),
            comma.replace("\",2", "\";2").replace("ت,م", "ت;م").as_bytes(),
            tab.as_bytes(),
            &marked,
            &wide,
        ] {
            assert_eq!(rows(file).expect("a table"), said);
        }
    }

    #[test]
    fn empty_lines_are_passed_over_and_rows_keep_the_number_that_people_see() {
        let file = b"a,b\n\n1,2,,\n,,\n3,4\n";
        assert_eq!(
            rows(file).expect("a table"),
            [row(1, &["a", "b"]), row(3, &["1", "2"]), row(5, &["3", "4"])]
        );
    }

    #[test]
    fn a_table_beyond_the_limits_is_refused_when_it_crosses_them() {
        let long = "x\n".repeat(LIMITS.rows + 1);
        assert_eq!(rows(long.as_bytes()), Err(SheetMistake::TooManyRows));
        let wide = "x,".repeat(LIMITS.columns) + "x";
        assert_eq!(rows(wide.as_bytes()), Err(SheetMistake::TooManyColumns));
        let deep = "x".repeat(CELL_BYTES_MAX + 1);
        assert_eq!(rows(deep.as_bytes()), Err(SheetMistake::TooLarge));
        assert_eq!(rows(b"\xc7\xed\xd1\xc7\xe4"), Err(SheetMistake::Unreadable));
    }
}
