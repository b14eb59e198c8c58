//! Rows of a table, read into links; what is wrong with a row is said with its number.

use std::collections::HashMap;
use std::collections::HashSet;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::rehearsal::Rehearsal;
use crate::adapters::sms::parts;
use crate::app::App;
use crate::ids::BatchId;
use crate::ids::LinkId;
use crate::links::Amount;
use crate::links::NewLink;
use crate::links::Taking;
use crate::links::Terms;
use crate::links::fields::Reader;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::locale::Words;
use crate::locale::ascii_digits;
use crate::locale::clean;
use crate::money::Money;
use crate::money::Unit;
use crate::notices;
use crate::notices::Asked;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::Texts;
use crate::payments::Payer;
use crate::sheets;
use crate::sheets::Limits;
use crate::sheets::SheetMistake;
use crate::tokens::Door;
use crate::web::form::Mistakes;
use crate::web::tables;

/// A table has a row of headings and at most so many links.
pub(in crate::links) const ROWS_MAX: usize = 50_000;

/// How a batch is to be read.
#[derive(Clone, Debug)]
pub(in crate::links) struct Reading {
    pub(in crate::links) batch: BatchId,
    /// In which amounts are read, where their heading does not say it.
    pub(in crate::links) unit: Unit,
    /// The smallest and the largest amount.
    pub(in crate::links) limits: (Money, Money),
    /// Rows up to this one are passed over.
    pub(in crate::links) after: usize,
    /// The days that a link lives whose row says nothing about it; `None`: for ever.
    pub(in crate::links) days: Option<i32>,
    pub(in crate::links) by_sms: bool,
    pub(in crate::links) by_email: bool,
    /// When they are sent.
    pub(in crate::links) send_at: Option<DateTime<Utc>>,
    /// Where the messages are counted: how they are written.
    pub(in crate::links) asking: Option<Asking>,
}

/// How a workspace asks its payers.
#[derive(Clone, Debug)]
pub(in crate::links) struct Asking {
    pub(in crate::links) merchant: String,
    pub(in crate::links) manner: Manner,
    /// The workspace's own words, which make a message longer or shorter.
    pub(in crate::links) texts: Texts,
    /// What one part of an SMS costs.
    pub(in crate::links) price: Money,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Cell {
    Title,
    Amount,
    Name,
    Mobile,
    Email,
    Reference,
    Deadline,
    Description,
}

const CELLS: [Cell; 8] = [
    Cell::Title,
    Cell::Amount,
    Cell::Name,
    Cell::Mobile,
    Cell::Email,
    Cell::Reference,
    Cell::Deadline,
    Cell::Description,
];

impl Cell {
    /// What stands above the column, without the unit.
    fn heading(self, w: &Words) -> String {
        match self {
            Cell::Title => w.links_purpose(),
            Cell::Amount => w.links_amount(),
            Cell::Name => w.links_payer_name(),
            Cell::Mobile => w.links_mobile(),
            Cell::Email => w.links_email(),
            Cell::Reference => w.links_reference(),
            Cell::Deadline => w.links_deadline(),
            Cell::Description => w.links_description(),
        }
    }

    fn field(self) -> &'static str {
        match self {
            Cell::Title => "title",
            Cell::Amount => "amount",
            Cell::Name => "to",
            Cell::Mobile => "mobile",
            Cell::Email => "email",
            Cell::Reference => "reference",
            Cell::Deadline => "exp",
            Cell::Description => "description",
        }
    }
}

/// The table to fill in.
pub(in crate::links) fn template(v: &Voice) -> Vec<sheets::Column> {
    let w = v.w;
    let example = |cell| match cell {
        Cell::Title => w.links_bulk_example_title(),
        Cell::Amount => "2450000".to_owned(),
        Cell::Name => w.links_bulk_example_name(),
        Cell::Mobile => "09123456789".to_owned(),
        Cell::Email => "name@example.com".to_owned(),
        Cell::Reference => "A-347".to_owned(),
        Cell::Deadline => {
            let day = Jalali::of(v.now + TimeDelta::days(7));
            format!("{}/{:02}/{:02}", day.year, day.month, day.day)
        }
        Cell::Description => String::new(),
    };
    let heading = |cell: Cell| match cell {
        Cell::Amount => format!("{} ({})", cell.heading(w), v.unit_name()),
        other => other.heading(w),
    };
    let hint = |cell| match cell {
        Cell::Title | Cell::Amount => w.tables_needed(),
        Cell::Deadline => w.links_bulk_deadline_hint(),
        _ => String::new(),
    };
    let column =
        |cell| sheets::Column { heading: heading(cell), hint: hint(cell), example: example(cell) };
    CELLS.map(column).into()
}

/// Reads a table as its links would be made.
pub(in crate::links) fn read(app: &App, v: &Voice, file: &[u8], reading: &Reading) -> Rehearsal {
    let mut rehearsal = Rehearsal {
        unit: reading.unit,
        send_at: reading.send_at,
        taken_sentence: v.w.links_reference_taken(),
        reference_column: v.w.links_reference(),
        ..Rehearsal::default()
    };
    let v = Voice { unit: reading.unit, ..*v };
    let mut table = Table { app, v, reading, columns: None, references: HashSet::new() };
    let bounds = Limits { rows: ROWS_MAX + 1, columns: 40 };
    let done = sheets::read(file, bounds, |row| table.take(&row, &mut rehearsal));
    rehearsal.unreadable = done.err();
    if table.columns.is_none() && rehearsal.unreadable.is_none() && rehearsal.missing.is_empty() {
        rehearsal.unreadable = Some(SheetMistake::Unreadable);
    }
    rehearsal.look_for_surprises();
    rehearsal
}

/// The table while it is read.
struct Table<'a> {
    app: &'a App,
    v: Voice,
    reading: &'a Reading,
    columns: Option<HashMap<Cell, usize>>,
    references: HashSet<String>,
}

impl Table<'_> {
    fn take(&mut self, row: &sheets::Row, rehearsal: &mut Rehearsal) {
        let Some(columns) = &self.columns else {
            if rehearsal.missing.is_empty() {
                self.take_headings(&row.cells, rehearsal);
            }
            return;
        };
        if row.number <= self.reading.after || rehearsal.strange_unit.is_some() {
            return;
        }
        let cell = |cell: Cell| {
            let place = columns.get(&cell);
            place.and_then(|place| row.cells.get(*place)).map_or("", String::as_str)
        };
        let mut mistakes = Mistakes::none();
        let new = self.link(row.number, cell, &mut mistakes);
        let reference = clean(cell(Cell::Reference)).to_lowercase();
        if !reference.is_empty() && !self.references.insert(reference) {
            mistakes.add(Cell::Reference.field(), self.v.w.links_bulk_reference_twice());
        }
        match new {
            Some(new) if mistakes.is_empty() => {
                self.count(&new, rehearsal);
                rehearsal.links.push((row.number, new));
            }
            _ => {
                for (field, sentence) in mistakes.all() {
                    let column = CELLS.into_iter().find(|cell| cell.field() == *field);
                    let column = column.map(|cell| cell.heading(self.v.w)).unwrap_or_default();
                    rehearsal.refuse(row.number, column, sentence.clone());
                }
            }
        }
    }

    fn take_headings(&mut self, headings: &[String], rehearsal: &mut Rehearsal) {
        let columns = tables::columns(headings, &CELLS, Cell::heading);
        let missing = [Cell::Title, Cell::Amount].into_iter();
        rehearsal.missing = missing
            .filter(|cell| !columns.contains_key(cell))
            .map(|cell| cell.heading(self.v.w))
            .collect();
        let Some(heading) = columns.get(&Cell::Amount).and_then(|place| headings.get(*place))
        else {
            return;
        };
        match tables::unit_of(heading) {
            Ok(unit) => {
                self.v.unit = unit.unwrap_or(self.reading.unit);
                rehearsal.unit = self.v.unit;
            }
            Err(strange) => rehearsal.strange_unit = Some(strange),
        }
        if rehearsal.missing.is_empty() {
            self.columns = Some(columns);
        }
    }

    fn link<'c>(
        &self,
        row: usize,
        cell: impl Fn(Cell) -> &'c str,
        mistakes: &mut Mistakes,
    ) -> Option<NewLink> {
        let reader = Reader { v: &self.v, limits: self.reading.limits };
        let title = reader.title(cell(Cell::Title), mistakes);
        let amount = reader.amount("amount", cell(Cell::Amount), mistakes);
        let name = reader.optional("to", cell(Cell::Name), 80, mistakes);
        let mobile = reader.mobile(cell(Cell::Mobile), mistakes);
        let email = reader.email(cell(Cell::Email), mistakes);
        let reference = reader.optional("reference", cell(Cell::Reference), 60, mistakes);
        let description = reader.description(cell(Cell::Description), mistakes);
        let expires_at = self.deadline(cell(Cell::Deadline), mistakes);
        let is_told =
            self.reading.by_sms && mobile.is_some() || self.reading.by_email && email.is_some();
        // A message that comes when the link is over asks for nothing.
        if is_told && expires_at.zip(self.reading.send_at).is_some_and(|(end, sent)| end <= sent) {
            mistakes.add("exp", self.v.w.links_bulk_over_before_sent());
        }
        Some(NewLink {
            id: LinkId::from(tables::name_of(self.reading.batch.as_uuid(), row)),
            title: title?,
            description,
            reference,
            amount: Amount::Fixed(amount?),
            expires_at,
            uses_max: Some(1),
            payer: Payer { name, mobile, email },
            direct: true,
            terms: Terms { taking: Taking::Whole, ..Terms::default() },
            channels: vec![],
            send_at: None,
        })
    }

    /// A Jalali day, which counts to its end, or a number of days; `None`: no end, or a mistake.
    fn deadline(&self, text: &str, mistakes: &mut Mistakes) -> Option<DateTime<Utc>> {
        let text = ascii_digits(&clean(text));
        let now = self.v.now;
        let after = |days: i32| now + TimeDelta::days(i64::from(days));
        if text.is_empty() {
            return self.reading.days.map(after);
        }
        if let Ok(days) = text.parse::<i32>() {
            if (1..=3650).contains(&days) {
                return Some(after(days));
            }
        } else if let Some(day) = Jalali::parse(&text) {
            let end = day.start() + TimeDelta::minutes(24 * 60 - 1);
            if now < end {
                return Some(end);
            }
            mistakes.add("exp", self.v.w.links_day_has_passed());
            return None;
        }
        mistakes.add("exp", self.v.w.links_bulk_deadline_wrong());
        None
    }

    fn count(&self, new: &NewLink, rehearsal: &mut Rehearsal) {
        let amount = new.amount.fixed().unwrap_or(Money::ZERO);
        rehearsal.total = rehearsal.total + amount;
        if self.reading.by_email && new.payer.email.is_some() {
            rehearsal.emails += 1;
        }
        let Some(asking) = self.reading.asking.as_ref().filter(|_| self.reading.by_sms) else {
            return;
        };
        if new.payer.mobile.is_none() {
            return;
        }
        let asked = Message::PaymentAsked(Asked {
            merchant: asking.merchant.clone(),
            title: new.title.clone(),
            amount: Some(amount),
            until: new.expires_at,
            early: None,
            door: Door::Link { link: new.id, version: 1 },
        });
        let text = notices::try_texts(self.app, asking.manner, &asked, &asking.texts).sms();
        let count = i64::try_from(parts(&text)).unwrap_or(i64::MAX);
        rehearsal.sms += 1;
        rehearsal.sms_parts += count;
        rehearsal.price = rehearsal.price + Money::rials(asking.price.as_rials() * count);
    }
}
