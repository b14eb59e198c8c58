//! Tables that people upload into a room: the file in a form, the headings of either language, and the
//! names of rows. What the rows mean is the room's business; how a file is taken apart is that of
//! `sheets`.

use std::collections::HashMap;
use std::hash::Hash;

use axum::extract::multipart::Field;
use axum::response::Response;
use sha2::Digest;
use sha2::Sha256;
use uuid::Uuid;

use super::Error;
use super::Result;
use super::Visit;
use super::download;
use super::download::download;
use crate::locale::Language;
use crate::locale::Words;
use crate::locale::clean;
use crate::locale::words;
use crate::money::Unit;
use crate::sheets;
use crate::sheets::Column;
use crate::sheets::SheetMistake;

/// A table is no larger than this: fifty thousand rows with every column filled in Persian are six
/// megabytes.
const FILE_BYTES_MAX: usize = 8 * 1024 * 1024;

/// The same in the words of people.
const MEGABYTES_MAX: i64 = 8;

/// What is read of a form, so that whoever sends a larger table is told so.
pub const FORM_BYTES_MAX: usize = 32 * 1024 * 1024;

/// What stands for the name of a file that has none.
const NAMELESS: &str = "?";

/// Sends a table to fill in: a workbook that reads in the direction of its language.
pub fn template(v: &Visit, columns: &[Column], name: &str) -> Result<Response> {
    let book = sheets::xlsx(columns, v.language.dir() == "rtl");
    let book = book.map_err(|error| Error::Internal(error.into()))?;
    Ok(download(download::XLSX, name, book))
}

/// The same without a row in it: what its cells may look like is said at the headings, so that nobody sends an
/// example as if it were theirs.
pub fn blank(v: &Visit, columns: Vec<Column>, name: &str) -> Result<Response> {
    let without_example = |column: Column| {
        let example = Some(column.example).filter(|example| !example.is_empty());
        let example = example.map(|example| v.w.tables_for_example(example));
        let hint = Some(column.hint).filter(|hint| !hint.is_empty());
        let hint: Vec<String> = hint.into_iter().chain(example).collect();
        Column { heading: column.heading, hint: hint.join(" "), example: String::new() }
    };
    let columns: Vec<Column> = columns.into_iter().map(without_example).collect();
    template(v, &columns, name)
}

/// A file as it was uploaded.
#[derive(Clone, Debug)]
pub struct Upload {
    /// What is in it; of what is too large only the beginning.
    pub bytes: Vec<u8>,
    /// What its owner calls it; at most 120 characters.
    pub name: String,
}

impl Default for Upload {
    fn default() -> Self {
        Self { bytes: vec![], name: NAMELESS.to_owned() }
    }
}

impl Upload {
    /// Reads the field of a form. Of what is too large the rest is read, but not kept.
    pub async fn read(mut field: Field<'_>) -> Result<Self> {
        let said: String = clean(field.file_name().unwrap_or_default()).chars().take(120).collect();
        let name = if said.is_empty() { NAMELESS.to_owned() } else { said };
        let mut bytes = vec![];
        while let Some(piece) = field.chunk().await.map_err(|_| Error::BadRequest)? {
            if bytes.len() <= FILE_BYTES_MAX {
                bytes.extend_from_slice(&piece);
            }
        }
        Ok(Self { bytes, name })
    }
}

/// What is wrong with a file before anybody looks inside.
pub fn mistake(v: &Visit, file: &[u8]) -> Option<String> {
    if file.is_empty() {
        Some(v.w.tables_file_missing())
    } else if FILE_BYTES_MAX < file.len() {
        Some(v.w.tables_file_too_large(v.number(MEGABYTES_MAX)))
    } else {
        None
    }
}

/// The digest by which the same file is known again.
pub fn digest(file: &[u8]) -> [u8; 32] {
    Sha256::digest(file).into()
}

/// Why a table is not read, in a sentence; `rows` is the most that one may have.
pub fn unreadable(v: &Visit, mistake: SheetMistake, rows: usize) -> String {
    match mistake {
        SheetMistake::Unreadable => v.w.tables_unreadable(),
        SheetMistake::OldOrLocked => v.w.tables_old(),
        SheetMistake::TooManyRows => {
            v.w.tables_too_many(v.number(i64::try_from(rows).unwrap_or(i64::MAX)))
        }
        SheetMistake::TooManyColumns | SheetMistake::TooLarge => v.w.tables_too_large(),
    }
}

/// Which column has what: headings of either language, with or without the unit behind.
pub fn columns<C: Copy + Eq + Hash>(
    headings: &[String],
    cells: &[C],
    heading: impl Fn(C, &Words) -> String,
) -> HashMap<C, usize> {
    let named = |language| {
        let name = |cell: &C| (plain(&heading(*cell, words(language))), *cell);
        cells.iter().map(name).collect::<Vec<_>>()
    };
    let known: HashMap<String, C> =
        [Language::Fa, Language::En].into_iter().flat_map(named).collect();
    let mut columns = HashMap::new();
    for (place, heading) in headings.iter().enumerate() {
        if let Some(cell) = known.get(&plain(heading)) {
            columns.entry(*cell).or_insert(place);
        }
    }
    columns
}

/// The unit in the brackets behind a heading, where there are brackets; what is no unit of ours comes
/// back as it was said. Of both languages, and as banks abbreviate them.
pub fn unit_of(heading: &str) -> Result<Option<Unit>, String> {
    let Some((_, said)) = heading.split_once('(') else { return Ok(None) };
    let said = said.split(')').next().unwrap_or_default();
    let of = |name: fn(&Words) -> String| {
        [Language::Fa, Language::En].map(|language| name(words(language)))
    };
    match plain(said) {
        plain if plain.is_empty() => Ok(None),
        plain if plain == "irt" || of(Words::common_toman).contains(&plain) => {
            Ok(Some(Unit::Toman))
        }
        plain if plain == "irr" || of(Words::common_rial).contains(&plain) => Ok(Some(Unit::Rial)),
        _ => Err(clean(said)),
    }
}

/// A heading or a word as it is compared: most people write no hamza over a final he or an alef.
pub fn plain(heading: &str) -> String {
    let heading = heading.split('(').next().unwrap_or_default();
    let heading = clean(heading).replace('\u{200c}', " ").replace('\u{654}', "");
    heading.replace('ۀ', "ه").replace('أ', "ا").to_lowercase()
}

/// The name of what a row becomes: the table's time first, so that indexes stay dense, and the rest from
/// table and row, so that the same row is the same thing whoever makes it.
pub fn name_of(table: Uuid, row: usize) -> Uuid {
    let mut bytes = *table.as_bytes();
    let digest = Sha256::new()
        .chain_update(bytes)
        .chain_update(u64::try_from(row).unwrap_or(u64::MAX).to_be_bytes());
    bytes[6..].copy_from_slice(&digest.finalize()[..10]);
    bytes[6] = 0x70 | bytes[6] & 0x0f;
    bytes[8] = 0x80 | bytes[8] & 0x3f;
    Uuid::from_bytes(bytes)
}
