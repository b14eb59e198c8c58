//! Rows of a table, read into payouts; what is wrong with a row is said with its number.

use std::collections::HashMap;
use std::collections::HashSet;

use chrono::TimeDelta;

use super::name_of;
use crate::adapters::sms::parts;
use crate::app::App;
use crate::ids::BatchId;
use crate::locale::Voice;
use crate::locale::Words;
use crate::locale::clean;
use crate::money::Money;
use crate::money::Unit;
use crate::notices;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::PayoutEvent;
use crate::notices::PayoutNews;
use crate::payouts::FeeBorneBy;
use crate::payouts::NewPayout;
use crate::payouts::fields::Reader;
use crate::sheets;
use crate::sheets::Limits;
use crate::sheets::SheetMistake;
use crate::tokens::Door;
use crate::web::form::Mistakes;
use crate::web::tables;

/// A table has a row of headings and at most so many payouts.
pub(in crate::payouts) const ROWS_MAX: usize = 2_000;

/// Mistakes that are shown; who has more begins with these.
const SHOWN_MAX: usize = 200;

/// How a table is to be read.
#[derive(Clone, Debug)]
pub(in crate::payouts) struct Reading {
    pub(in crate::payouts) batch: BatchId,
    /// Who gives, as recipients are told.
    pub(in crate::payouts) payer: String,
    /// How recipients are addressed.
    pub(in crate::payouts) manner: Manner,
    /// In which amounts are read, where their heading does not say it.
    pub(in crate::payouts) unit: Unit,
    pub(in crate::payouts) limits: (Money, Money),
    pub(in crate::payouts) fee_borne_by: FeeBorneBy,
    pub(in crate::payouts) days: i32,
    /// For how many days whoever pays may pay after an answer.
    pub(in crate::payouts) pay_days: i32,
    /// Rows up to this one are passed over.
    pub(in crate::payouts) after: usize,
}

/// What a table would become.
#[derive(Debug, Default)]
pub(in crate::payouts) struct Rehearsal {
    /// Row and payout, in the order of the table.
    pub(in crate::payouts) payouts: Vec<(usize, NewPayout)>,
    /// What will be paid for all of them, the fees in it.
    pub(in crate::payouts) total: Money,
    pub(in crate::payouts) fees: Money,
    /// Mistakes, the first ones: row, column, sentence.
    pub(in crate::payouts) mistakes: Vec<(usize, String, String)>,
    /// All of them.
    pub(in crate::payouts) wrong: usize,
    /// The table as a whole cannot be read.
    pub(in crate::payouts) unreadable: Option<SheetMistake>,
    /// What stands above the amounts as their unit, where it is none that we know.
    pub(in crate::payouts) strange_unit: Option<String>,
    /// In which the amounts are read.
    pub(in crate::payouts) unit: Unit,
    /// Columns that have to be there and are not.
    pub(in crate::payouts) missing: Vec<String>,
    pub(in crate::payouts) sms: i64,
    pub(in crate::payouts) sms_parts: i64,
    pub(in crate::payouts) emails: i64,
    /// What the messages cost.
    pub(in crate::payouts) price: Money,
}

impl Rehearsal {
    /// Whether the payouts may be made.
    pub(in crate::payouts) fn is_whole(&self) -> bool {
        self.wrong == 0
            && self.unreadable.is_none()
            && self.missing.is_empty()
            && self.strange_unit.is_none()
            && !self.payouts.is_empty()
    }

    fn refuse(&mut self, row: usize, column: String, sentence: String) {
        self.wrong += 1;
        if self.mistakes.len() < SHOWN_MAX {
            self.mistakes.push((row, column, sentence));
        }
    }
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Cell {
    Name,
    Mobile,
    Email,
    Amount,
    Title,
}

const CELLS: [Cell; 5] = [Cell::Name, Cell::Mobile, Cell::Email, Cell::Amount, Cell::Title];

impl Cell {
    /// What stands above the column, without the unit.
    fn heading(self, w: &Words) -> String {
        match self {
            Cell::Name => w.payouts_recipient(),
            Cell::Mobile => w.payouts_mobile(),
            Cell::Email => w.payouts_email(),
            Cell::Amount => w.payouts_amount(),
            Cell::Title => w.payouts_for(),
        }
    }

    fn field(self) -> &'static str {
        match self {
            Cell::Name => "name",
            Cell::Mobile => "mobile",
            Cell::Email => "email",
            Cell::Amount => "amount",
            Cell::Title => "title",
        }
    }
}

/// The table to fill in.
pub(in crate::payouts) fn template(v: &Voice) -> Vec<sheets::Column> {
    let w = v.w;
    let column = |cell: Cell| {
        let heading = match cell {
            Cell::Amount => format!("{} ({})", cell.heading(w), v.unit_name()),
            other => other.heading(w),
        };
        let (hint, example) = match cell {
            Cell::Name => (w.tables_needed(), w.payouts_bulk_example_name()),
            Cell::Mobile => (w.payouts_new_where_hint(), "09123456789".to_owned()),
            Cell::Email => (w.payouts_new_where_hint(), String::new()),
            Cell::Amount => (w.tables_needed(), "2450000".to_owned()),
            Cell::Title => (w.tables_needed(), w.payouts_bulk_example_title()),
        };
        sheets::Column { heading, hint, example }
    };
    CELLS.map(column).into()
}

/// Reads a table as its payouts would be made.
pub(in crate::payouts) fn read(app: &App, v: &Voice, file: &[u8], reading: &Reading) -> Rehearsal {
    let mut rehearsal = Rehearsal { unit: reading.unit, ..Rehearsal::default() };
    let v = Voice { unit: reading.unit, ..*v };
    let mut table = Table { app, v, reading, columns: None, seen: HashSet::new() };
    let bounds = Limits { rows: ROWS_MAX + 1, columns: 40 };
    let done = sheets::read(file, bounds, |row| table.take(&row, &mut rehearsal));
    rehearsal.unreadable = done.err();
    if table.columns.is_none() && rehearsal.unreadable.is_none() && rehearsal.missing.is_empty() {
        rehearsal.unreadable = Some(SheetMistake::Unreadable);
    }
    rehearsal
}

/// The table while it is read.
struct Table<'a> {
    app: &'a App,
    v: Voice,
    reading: &'a Reading,
    columns: Option<HashMap<Cell, usize>>,
    /// What rows before said, so that one that was copied by mistake is found.
    seen: HashSet<(String, String, Money)>,
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
        let new = self.payout(row.number, cell, &mut mistakes);
        if let Some(new) = &new {
            let reach = clean(cell(Cell::Mobile)) + &clean(cell(Cell::Email));
            if !self.seen.insert((reach, new.title.clone(), new.amount)) {
                mistakes.add(Cell::Name.field(), self.v.w.payouts_bulk_twice());
            }
        }
        match new {
            Some(new) if mistakes.is_empty() => {
                self.count(&new, rehearsal);
                rehearsal.payouts.push((row.number, new));
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
        let missing = [Cell::Name, Cell::Amount, Cell::Title].into_iter();
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

    fn payout<'c>(
        &self,
        row: usize,
        cell: impl Fn(Cell) -> &'c str,
        mistakes: &mut Mistakes,
    ) -> Option<NewPayout> {
        let Reading { limits, fee_borne_by, .. } = *self.reading;
        let reader = Reader { app: self.app, v: &self.v, limits, fee_borne_by };
        let name = reader.text("name", cell(Cell::Name), mistakes);
        let reach = (cell(Cell::Mobile), cell(Cell::Email));
        let (recipient_mobile, recipient_email) = reader.contact(reach, mistakes);
        let amount = reader.amount(cell(Cell::Amount), mistakes);
        let title = reader.text("title", cell(Cell::Title), mistakes);
        Some(NewPayout {
            id: name_of(self.reading.batch, row),
            title: title?,
            recipient_name: name?,
            recipient_mobile,
            recipient_email,
            amount: amount?,
            fee_borne_by,
            answer_until: self.v.now + TimeDelta::days(i64::from(self.reading.days)),
            pay_time: TimeDelta::days(i64::from(self.reading.pay_days)),
        })
    }

    fn count(&self, new: &NewPayout, rehearsal: &mut Rehearsal) {
        let fee = self.app.config.payout_fee(new.amount);
        let (total, arrives) = match new.fee_borne_by {
            FeeBorneBy::Payer => (new.amount + fee, new.amount),
            FeeBorneBy::Recipient => (new.amount, new.amount - fee),
        };
        rehearsal.total = rehearsal.total + total;
        rehearsal.fees = rehearsal.fees + fee;
        rehearsal.emails += i64::from(new.recipient_email.is_some());
        if new.recipient_mobile.is_none() {
            return;
        }
        let asked = Message::Payout(PayoutNews {
            payout: new.id,
            other: self.reading.payer.clone(),
            title: new.title.clone(),
            amount: arrives,
            event: PayoutEvent::Asked {
                until: new.answer_until,
                door: Door::PayoutRecipient { payout: new.id },
            },
        });
        let text = notices::say(self.app, self.reading.manner, &asked).sms();
        let count = i64::try_from(parts(&text)).unwrap_or(i64::MAX);
        let price = self.app.config.messages.sms_price(1);
        rehearsal.sms += 1;
        rehearsal.sms_parts += count;
        rehearsal.price = rehearsal.price + Money::rials(price.as_rials() * count);
    }
}
