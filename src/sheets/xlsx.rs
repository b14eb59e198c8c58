//! XLSX: a ZIP archive of XML. Only the first sheet and the table of shared texts are unfolded, as
//! streams, and counted while they unfold; sizes that the archive claims are not believed.

use std::io::BufRead;
use std::io::BufReader;
use std::io::Cursor;
use std::io::Read;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::BytesRef;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attribute;
use zip::ZipArchive;

use super::CELL_BYTES_MAX;
use super::Limits;
use super::Row;
use super::SheetMistake;

/// Files in the archive; a workbook of one sheet has about ten.
const ENTRIES_MAX: usize = 200;

/// Bytes that one part may unfold into, and how often its size that may be.
const PART_BYTES_MAX: u64 = 64 * 1024 * 1024;
const RATIO_MAX: u64 = 100;

/// A small part may be all repetition.
const RATIO_FROM: u64 = 1024 * 1024;

/// Bytes of the texts that cells share; these are held in memory.
const SHARED_BYTES_MAX: usize = 24 * 1024 * 1024;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

pub(super) fn read(
    file: &[u8],
    limits: Limits,
    each: &mut dyn FnMut(Row),
) -> Result<(), SheetMistake> {
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(unreadable)?;
    if ENTRIES_MAX < archive.len() {
        return Err(SheetMistake::TooLarge);
    }
    let sheet = first_sheet(&mut archive)?;
    let shared = match archive.index_for_name("xl/sharedStrings.xml") {
        Some(_) => shared_texts(part(&mut archive, "xl/sharedStrings.xml")?)?,
        None => vec![],
    };
    rows(part(&mut archive, &sheet)?, &shared, limits, each)
}

/// A part of the archive, as a stream that refuses to become too much.
fn part<'a>(archive: &'a mut Archive<'_>, name: &str) -> Result<impl BufRead + 'a, SheetMistake> {
    let file = archive.by_name(name).map_err(unreadable)?;
    let allowed = (file.compressed_size().saturating_mul(RATIO_MAX)).max(RATIO_FROM);
    Ok(BufReader::new(Counted { inner: file, left: allowed.min(PART_BYTES_MAX) }))
}

/// Reads no more than it may: then it is a mistake, and not the end.
struct Counted<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.left = self
            .left
            .checked_sub(u64::try_from(count).unwrap_or(u64::MAX))
            .ok_or_else(|| std::io::Error::from(std::io::ErrorKind::FileTooLarge))?;
        Ok(count)
    }
}

/// Where the first sheet lies: the workbook names it by a relation, and the relations say the file.
fn first_sheet(archive: &mut Archive<'_>) -> Result<String, SheetMistake> {
    let mut relation = None;
    walk(part(archive, "xl/workbook.xml")?, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && tag.local_name().as_ref() == "sheet"
            && relation.is_none()
        {
            relation = attribute(tag, "id");
        }
        Ok(())
    })?;
    let relation = relation.ok_or(SheetMistake::Unreadable)?;
    let mut target = None;
    walk(part(archive, "xl/_rels/workbook.xml.rels")?, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && tag.local_name().as_ref() == "Relationship"
            && attribute(tag, "Id").as_deref() == Some(relation.as_str())
        {
            target = attribute(tag, "Target");
        }
        Ok(())
    })?;
    let target = target.ok_or(SheetMistake::Unreadable)?;
    Ok(match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{target}"),
    })
}

fn shared_texts(part: impl BufRead) -> Result<Vec<String>, SheetMistake> {
    let (mut texts, mut bytes) = (vec![], 0);
    let mut text = Text::default();
    walk(part, |event| {
        text.take(event)?;
        if let Event::End(tag) = event
            && tag.local_name().as_ref() == "si"
        {
            let said = std::mem::take(&mut text.said);
            bytes += said.len() + size_of::<String>();
            if SHARED_BYTES_MAX < bytes {
                return Err(SheetMistake::TooLarge);
            }
            texts.push(said);
        }
        Ok(())
    })?;
    Ok(texts)
}

/// The text of a cell as it is put together from its pieces; how it sounds (`rPh`) is left out.
#[derive(Default)]
struct Text {
    said: String,
    inside: bool,
    sound: bool,
}

impl Text {
    fn take(&mut self, event: &Event<'_>) -> Result<(), SheetMistake> {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" | "v" => self.inside = !self.sound,
                "rPh" => self.sound = true,
                _ => (),
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" | "v" => self.inside = false,
                "rPh" => self.sound = false,
                _ => (),
            },
            Event::Text(text) if self.inside => self.said.push_str(&text.xml10_content()),
            Event::CData(text) if self.inside => self.said.push_str(&text.xml10_content()),
            Event::GeneralRef(name) if self.inside => self.said.push(letter(name)?),
            _ => (),
        }
        if CELL_BYTES_MAX < self.said.len() { Err(SheetMistake::TooLarge) } else { Ok(()) }
    }
}

/// What a reference in XML stands for. A document may define its own; a table has no reason to.
fn letter(name: &BytesRef<'_>) -> Result<char, SheetMistake> {
    if let Some(letter) = name.resolve_char_ref().map_err(|_| SheetMistake::Unreadable)? {
        return Ok(letter);
    }
    match name.as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(SheetMistake::Unreadable),
    }
}

/// The row that is being read.
#[derive(Default)]
struct Open {
    row: Row,
    column: usize,
    kind: String,
    count: usize,
}

fn rows(
    part: impl BufRead,
    shared: &[String],
    limits: Limits,
    each: &mut dyn FnMut(Row),
) -> Result<(), SheetMistake> {
    let (mut open, mut text) = (Open::default(), Text::default());
    walk(part, |event| {
        text.take(event)?;
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "row" => open.begin_row(tag, limits)?,
                "c" => {
                    open.begin_cell(tag)?;
                    text.said.clear();
                }
                // A formula is not its value.
                "f" => text.said.clear(),
                _ => (),
            },
            Event::Empty(tag) if tag.local_name().as_ref() == "row" => {
                open.begin_row(tag, limits)?;
            }
            Event::Empty(tag) if tag.local_name().as_ref() == "c" => {
                open.begin_cell(tag)?;
                open.column += 1;
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "c" => open.end_cell(std::mem::take(&mut text.said), shared, limits)?,
                "row" => each(std::mem::take(&mut open.row)),
                _ => (),
            },
            _ => (),
        }
        Ok(())
    })
}

impl Open {
    fn begin_row(&mut self, tag: &BytesStart<'_>, limits: Limits) -> Result<(), SheetMistake> {
        self.count += 1;
        let said = attribute(tag, "r").and_then(|number| number.parse().ok());
        let number = said.unwrap_or(self.row.number.max(self.count));
        if limits.rows < self.count || limits.rows < number {
            return Err(SheetMistake::TooManyRows);
        }
        self.column = 0;
        self.row = Row { number, cells: vec![] };
        Ok(())
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>) -> Result<(), SheetMistake> {
        if let Some(place) = attribute(tag, "r") {
            self.column = column(&place).ok_or(SheetMistake::Unreadable)?;
        }
        self.kind = attribute(tag, "t").unwrap_or_default();
        Ok(())
    }

    fn end_cell(
        &mut self,
        said: String,
        shared: &[String],
        limits: Limits,
    ) -> Result<(), SheetMistake> {
        let value = match self.kind.as_str() {
            "s" => {
                let place: usize = said.trim().parse().map_err(|_| SheetMistake::Unreadable)?;
                shared.get(place).cloned().ok_or(SheetMistake::Unreadable)?
            }
            // What a formula could not compute is no value.
            "e" => String::new(),
            "str" | "inlineStr" | "b" | "d" => said,
            _ => number(&said),
        };
        let value = value.trim();
        if limits.columns <= self.column {
            if !value.is_empty() {
                return Err(SheetMistake::TooManyColumns);
            }
        } else if !value.is_empty() {
            self.row.cells.resize((self.column + 1).max(self.row.cells.len()), String::new());
            value.clone_into(&mut self.row.cells[self.column]);
        }
        self.column += 1;
        Ok(())
    }
}

/// A number in plain digits, where the workbook writes it with an exponent.
fn number(said: &str) -> String {
    if said.contains(['e', 'E', '.'])
        && let Ok(number) = said.trim().parse::<f64>()
    {
        return number.to_string();
    }
    said.to_owned()
}

/// `C7` is in the column 2. A column beyond Excel's last one is none.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    let number =
        letters.take(4).fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
    number.checked_sub(1).filter(|number| *number < 16_384)
}

fn walk(
    part: impl BufRead,
    mut each: impl FnMut(&Event<'_>) -> Result<(), SheetMistake>,
) -> Result<(), SheetMistake> {
    let mut reader = Reader::from_reader(part);
    let mut buffer = vec![];
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => return Ok(()),
            // Entities of its own are how a small document becomes a huge one.
            Ok(Event::DocType(_)) => return Err(SheetMistake::Unreadable),
            Ok(event) => each(&event)?,
            Err(quick_xml::Error::Io(error))
                if error.kind() == std::io::ErrorKind::FileTooLarge =>
            {
                return Err(SheetMistake::TooLarge);
            }
            Err(_) => return Err(SheetMistake::Unreadable),
        }
        buffer.clear();
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let is = |attribute: &Attribute<'_>| attribute.key.local_name().as_ref() == name;
    let found = tag.attributes().filter_map(Result::ok).find(is)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

fn unreadable(_: zip::result::ZipError) -> SheetMistake {
    SheetMistake::Unreadable
}
