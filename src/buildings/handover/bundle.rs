//! The bundle: one ZIP with `building.json` for programs, a file for each table for spreadsheets, and pages to
//! print that need nothing beside themselves. It grows in files of the system, so a large building needs no
//! more memory than a small one.

use std::fs::File;
use std::io;
use std::io::BufReader;
use std::io::BufWriter;
use std::io::Seek;
use std::io::Write;

use askama::Template;
use chrono::NaiveDate;
use serde_json::Value;
use serde_json::json;
use tokio::sync::mpsc;
use zip::CompressionMethod;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::FORMAT;
use super::VERSION;
use super::cells;
use super::sending::Piece;
use super::tables::Column;
use super::tables::Kind;
use super::tables::TABLES;
use super::tables::Table;
use crate::ids::BuildingId;
use crate::locale::Language;
use crate::locale::Voice;
use crate::locale::words;

/// By this a spreadsheet knows that the text is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// What a bundle is of.
pub(super) struct Head {
    pub(super) id: BuildingId,
    pub(super) name: String,
    pub(super) address: Option<String>,
    /// The day of the hand-over: what stands in it is as on this day.
    pub(super) on: NaiveDate,
}

/// Writes what comes, and gives the finished file, at its beginning. It has no name and goes away with its last
/// reader.
pub(super) fn write(
    v: &Voice,
    head: &Head,
    mut pieces: mpsc::Receiver<Piece>,
) -> anyhow::Result<File> {
    let mut bundle = Bundle::begin(v, head)?;
    while let Some(piece) = pieces.blocking_recv() {
        match piece {
            Piece::Table(table) => bundle.table(table)?,
            Piece::Rows(rows) => bundle.rows(&rows)?,
        }
    }
    bundle.finish()
}

struct Bundle<'a> {
    v: &'a Voice,
    head: &'a Head,
    zip: ZipWriter<BufWriter<File>>,
    json: BufWriter<File>,
    /// The table that is being written, its page, and how many rows it has.
    table: Option<(&'static Table, BufWriter<File>, i64)>,
    done: Vec<(&'static Table, i64)>,
}

impl<'a> Bundle<'a> {
    fn begin(v: &'a Voice, head: &'a Head) -> anyhow::Result<Self> {
        let zip = ZipWriter::new(BufWriter::new(tempfile::tempfile()?));
        let mut json = BufWriter::new(tempfile::tempfile()?);
        let building = json!({ "id": head.id, "name": head.name, "address": head.address });
        write!(
            json,
            "{{\n\"format\": {},\n\"version\": {VERSION},\n\"handed_over_on\": \"{}\",\n\
            \"currency\": \"IRR\",\n\"building\": {building}",
            json!(FORMAT),
            head.on,
        )?;
        Ok(Self { v, head, zip, json, table: None, done: vec![] })
    }

    fn table(&mut self, table: &'static Table) -> anyhow::Result<()> {
        self.end()?;
        self.entry(&format!("csv/{}.csv", table.key))?;
        self.zip.write_all(BYTE_ORDER_MARK)?;
        let headings: Vec<String> = table.shown().map(both).collect();
        self.zip.write_all(&line(&headings)?)?;
        write!(self.json, ",\n\"{}\": [", table.key)?;
        let mut page = BufWriter::new(tempfile::tempfile()?);
        let word = |column: &'static Column| (column.word)(self.v.w);
        let top = PageTop {
            v: self.v,
            title: (table.word)(self.v.w),
            said: self.said(),
            headings: table.shown().map(word).collect(),
        };
        page.write_all(top.render()?.as_bytes())?;
        self.table = Some((table, page, 0));
        Ok(())
    }

    fn rows(&mut self, rows: &[Value]) -> anyhow::Result<()> {
        let Some((table, page, count)) = &mut self.table else { return Ok(()) };
        for row in rows {
            let value = |column: &'static Column| &row[column.key];
            let plain: Vec<String> = table
                .shown()
                .map(|column| cells::plain(self.v, column.kind, value(column)))
                .collect();
            self.zip.write_all(&line(&plain)?)?;
            let cell = |column: &'static Column| {
                let is_figure = matches!(column.kind, Kind::Number | Kind::Rial | Kind::Hundredths);
                (cells::shown(self.v, column.kind, value(column)), is_figure)
            };
            let cells = PageRow { cells: table.shown().map(cell).collect() };
            page.write_all(cells.render()?.as_bytes())?;
            let comma = if *count == 0 { "\n" } else { ",\n" };
            self.json.write_all(comma.as_bytes())?;
            self.json.write_all(object(table, row)?.as_bytes())?;
            *count += 1;
        }
        Ok(())
    }

    /// Ends the table that was begun last: its page goes behind its file.
    fn end(&mut self) -> anyhow::Result<()> {
        let Some((table, mut page, count)) = self.table.take() else { return Ok(()) };
        self.json.write_all(b"\n]")?;
        page.write_all(PageEnd { count: self.v.number(count) }.render()?.as_bytes())?;
        self.entry(&format!("pages/{}.html", table.key))?;
        self.copy(page)?;
        self.done.push((table, count));
        Ok(())
    }

    fn finish(mut self) -> anyhow::Result<File> {
        self.end()?;
        self.json.write_all(b"\n}\n")?;
        self.entry("building.json")?;
        let json = std::mem::replace(&mut self.json, BufWriter::new(tempfile::tempfile()?));
        self.copy(json)?;
        let index = Index {
            v: self.v,
            title: &self.head.name,
            said: self.said(),
            tables: self
                .done
                .iter()
                .map(|(table, count)| (table.key, (table.word)(self.v.w), self.v.number(*count)))
                .collect(),
        };
        let index = index.render()?;
        self.entry("index.html")?;
        self.zip.write_all(index.as_bytes())?;
        self.entry("README.txt")?;
        self.zip.write_all(readme(self.head).as_bytes())?;
        let mut file = self.zip.finish()?.into_inner()?;
        file.rewind()?;
        Ok(file)
    }

    fn entry(&mut self, name: &str) -> anyhow::Result<()> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        Ok(self.zip.start_file(name, options)?)
    }

    fn copy(&mut self, written: BufWriter<File>) -> anyhow::Result<()> {
        let mut file = written.into_inner()?;
        file.rewind()?;
        io::copy(&mut BufReader::new(file), &mut self.zip)?;
        Ok(())
    }

    /// Of what and of when it is.
    fn said(&self) -> String {
        let day = self.v.day_full(crate::buildings::building::noon(self.head.on));
        self.v.w.handover_said(&self.head.name, day)
    }
}

/// A heading in both languages, whoever reads it next.
fn both(column: &'static Column) -> String {
    let [persian, english] =
        [Language::Fa, Language::En].map(|language| (column.word)(words(language)));
    format!("{persian} | {english}")
}

/// A line of a file for a spreadsheet.
fn line(cells: &[String]) -> anyhow::Result<Vec<u8>> {
    let mut lines = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![]);
    lines.write_record(cells)?;
    Ok(lines.into_inner()?)
}

/// A row for programs, its values in the order of the columns.
fn object(table: &Table, row: &Value) -> anyhow::Result<String> {
    let mut pairs = vec![];
    for column in table.columns {
        let value = cells::coded(column.kind, &row[column.key]);
        pairs.push(format!("\"{}\": {}", column.key, serde_json::to_string(&value)?));
    }
    Ok(format!("{{{}}}", pairs.join(", ")))
}

/// What is in the bundle, and how `building.json` is read: by the tables themselves, in both languages.
fn readme(head: &Head) -> String {
    let said = |language| {
        let w = words(language);
        format!("{}\n\n{}\n{}\n", head.name, w.handover_readme(), w.handover_readme_json())
    };
    let mut lines = vec![
        said(Language::Fa),
        said(Language::En),
        format!("format: {FORMAT}, version: {VERSION}, handed_over_on: {}", head.on),
    ];
    for table in TABLES {
        let [persian, english] =
            [Language::Fa, Language::En].map(|language| (table.word)(words(language)));
        lines.push(format!("\n{}: {persian} | {english}", table.key));
        let column = |column: &'static Column| {
            format!("  {} ({}): {}", column.key, cells::name(column.kind), both(column))
        };
        lines.extend(table.columns.iter().map(column));
    }
    lines.join("\n") + "\n"
}

#[derive(Template)]
#[template(path = "buildings/handover/top.html")]
struct PageTop<'a> {
    v: &'a Voice,
    title: String,
    said: String,
    headings: Vec<String>,
}

#[derive(Template)]
#[template(path = "buildings/handover/row.html")]
struct PageRow {
    /// Each with whether it is a figure.
    cells: Vec<(String, bool)>,
}

#[derive(Template)]
#[template(path = "buildings/handover/end.html")]
struct PageEnd {
    count: String,
}

#[derive(Template)]
#[template(path = "buildings/handover/index.html")]
struct Index<'a> {
    v: &'a Voice,
    title: &'a str,
    said: String,
    /// Each with its name, what it is called, and how many rows it has.
    tables: Vec<(&'static str, String, String)>,
}
