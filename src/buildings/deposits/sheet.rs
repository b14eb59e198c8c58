//! A statement of a bank: which column has what, by the headings of the usual banks, and the deposits in it.

use std::collections::HashMap;

use chrono::NaiveDate;
use sha2::Digest;
use sha2::Sha256;

use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::import::day_in;
use crate::buildings::rehearsal::Rehearsal;
use crate::locale::Jalali;
use crate::locale::Language;
use crate::locale::Voice;
use crate::locale::Words;
use crate::locale::ascii_digits;
use crate::locale::clean;
use crate::locale::words;
use crate::money::Money;
use crate::money::MoneyMistake;
use crate::money::Unit as MoneyUnit;
use crate::sheets;
use crate::sheets::Column;
use crate::sheets::Limits;

/// A statement is no larger: the movements of a large building in a month or two.
const LIMITS: Limits = Limits { rows: 2_001, columns: 40 };

/// Banks write name, account and period above the headings, in no more rows than these.
const PREAMBLE: usize = 30;

/// What is kept of a tracking number, and of a text.
const REFERENCE_CHARS: usize = 40;
const TEXT_CHARS: usize = 200;

/// Money that came to the account of a building, as its bank states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::buildings) struct Deposit {
    /// By this the same movement is known again, in whichever file it stands.
    pub(in crate::buildings) digest: [u8; 32],
    pub(in crate::buildings) paid_on: NaiveDate,
    pub(in crate::buildings) amount: Money,
    /// The bank's number of it.
    pub(in crate::buildings) reference: Option<String>,
    /// Who paid, as far as the bank says: a name, a card, an account.
    pub(in crate::buildings) payer: Option<String>,
    /// What else the bank says of it.
    pub(in crate::buildings) words: Option<String>,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Cell {
    Day,
    Deposit,
    Withdrawal,
    /// Both in one: what is less than nothing went out.
    Amount,
    Tracking,
    /// Another number, where there is no tracking number.
    Document,
    Payer,
    Words,
}

const CELLS: [Cell; 8] = [
    Cell::Day,
    Cell::Deposit,
    Cell::Withdrawal,
    Cell::Amount,
    Cell::Tracking,
    Cell::Document,
    Cell::Payer,
    Cell::Words,
];

impl Cell {
    /// The headings that banks write above it, the usual one first.
    fn headings(self, w: &Words) -> String {
        match self {
            Cell::Day => w.deposits_headings_day(),
            Cell::Deposit => w.deposits_headings_deposit(),
            Cell::Withdrawal => w.deposits_headings_withdrawal(),
            Cell::Amount => w.deposits_headings_amount(),
            Cell::Tracking => w.deposits_headings_tracking(),
            Cell::Document => w.deposits_headings_document(),
            Cell::Payer => w.deposits_headings_payer(),
            Cell::Words => w.deposits_headings_words(),
        }
    }

    fn heading(self, w: &Words) -> String {
        self.headings(w).split('|').next().unwrap_or_default().trim().to_owned()
    }
}

/// The columns of the table to fill in by hand, where a bank gives no file.
const OWN: [Cell; 5] = [Cell::Day, Cell::Deposit, Cell::Tracking, Cell::Payer, Cell::Words];

/// The table to fill in.
pub(in crate::buildings) fn template(v: &Voice) -> Vec<Column> {
    let example = |cell| match cell {
        Cell::Day => written(Jalali::of(v.now)),
        Cell::Deposit => "24500000".to_owned(),
        Cell::Tracking => "140509030012".to_owned(),
        _ => String::new(),
    };
    let column = |cell: Cell| Column {
        heading: cell.heading(v.w),
        hint: if cell == Cell::Deposit { v.w.deposits_unit_why() } else { String::new() },
        example: example(cell),
    };
    OWN.map(column).into()
}

/// Reads the deposits of a statement; what went out is passed over. Nothing is written.
pub(super) fn read(v: &Voice, unit: MoneyUnit, file: &[u8]) -> Rehearsal<Deposit> {
    let mut table = Table {
        v: *v,
        unit,
        names: names(),
        columns: None,
        rows: 0,
        same: HashMap::new(),
        done: Rehearsal::default(),
    };
    let read = sheets::read(file, LIMITS, |row| table.take(&row));
    let is_a_statement = table.columns.is_some();
    let mut done = table.done;
    if read.is_err() {
        done.wrong.push((0, v.w.deposits_unreadable()));
    } else if !is_a_statement {
        done.wrong.push((0, v.w.deposits_no_headings()));
    } else if done.rows.is_empty() && done.wrong.is_empty() {
        done.wrong.push((0, v.w.deposits_none()));
    }
    done
}

/// Every heading of either language, as it is compared.
fn names() -> HashMap<String, Cell> {
    let mut names = HashMap::new();
    for language in [Language::Fa, Language::En] {
        for cell in CELLS {
            for name in cell.headings(words(language)).split('|') {
                names.entry(plain(name)).or_insert(cell);
            }
        }
    }
    names
}

/// A heading without what stands in brackets, without half-spaces and with Persian letters.
fn plain(heading: &str) -> String {
    let heading = heading.split('(').next().unwrap_or_default();
    super::matching::plain(heading).replace(':', "").trim().to_owned()
}

/// The statement while it is read.
struct Table {
    v: Voice,
    unit: MoneyUnit,
    names: HashMap<String, Cell>,
    columns: Option<HashMap<Cell, usize>>,
    rows: usize,
    /// How often the same was said in this file.
    same: HashMap<[u8; 32], u32>,
    done: Rehearsal<Deposit>,
}

impl Table {
    fn take(&mut self, row: &sheets::Row) {
        self.rows += 1;
        let Some(columns) = &self.columns else {
            if self.rows <= PREAMBLE {
                self.columns = self.columns_of(&row.cells);
            }
            return;
        };
        let cell = |cell: Cell| {
            let text = columns.get(&cell).and_then(|place| row.cells.get(*place));
            text.map(|text| clean(text)).unwrap_or_default()
        };
        match self.deposit(cell) {
            Ok(Some(deposit)) => {
                let deposit = self.told_apart(deposit);
                self.done.rows.push(deposit);
            }
            Ok(None) => (),
            Err(sentence) => self.done.wrong.push((row.number, sentence)),
        }
    }

    /// Which column has what, if this row is that of the headings.
    fn columns_of(&self, cells: &[String]) -> Option<HashMap<Cell, usize>> {
        let mut columns = HashMap::new();
        for (place, text) in cells.iter().enumerate() {
            if let Some(cell) = self.names.get(&plain(text)) {
                columns.entry(*cell).or_insert(place);
            }
        }
        let has = |cell| columns.contains_key(&cell);
        (has(Cell::Day) && (has(Cell::Deposit) || has(Cell::Amount))).then_some(columns)
    }

    /// What a row says came in; `None`: nothing came in by it.
    fn deposit(&self, cell: impl Fn(Cell) -> String) -> Result<Option<Deposit>, String> {
        let w = self.v.w;
        let said = cell(Cell::Deposit);
        let said = if said.is_empty() && cell(Cell::Withdrawal).is_empty() {
            cell(Cell::Amount)
        } else {
            said
        };
        let Some(amount) = self.amount(&said)? else { return Ok(None) };
        let day = day_in(&cell(Cell::Day)).ok_or_else(|| w.buildings_no_such_day())?;
        if today(self.v.now) < day {
            return Err(w.buildings_day_to_come());
        }
        let some = |text: String, chars: usize| {
            Some(text.chars().take(chars).collect::<String>()).filter(|text| !text.is_empty())
        };
        let number = |of| some(ascii_digits(&cell(of)), REFERENCE_CHARS);
        let reference = number(Cell::Tracking).or_else(|| number(Cell::Document));
        Ok(Some(Deposit {
            digest: [0; 32],
            paid_on: day,
            amount,
            reference,
            payer: some(cell(Cell::Payer), TEXT_CHARS),
            words: some(cell(Cell::Words), TEXT_CHARS),
        }))
    }

    /// An amount; an empty cell, a dash, a zero and what is less than nothing are none.
    fn amount(&self, text: &str) -> Result<Option<Money>, String> {
        let text = ascii_digits(text);
        let text = text.trim().trim_start_matches('+');
        if text.starts_with(['-', '\u{2212}', '(']) {
            return Ok(None);
        }
        let whole = match text.rsplit_once(['.', '\u{66b}']) {
            Some((whole, part)) if part.len() <= 2 && part.bytes().all(|byte| byte == b'0') => {
                whole
            }
            _ => text,
        };
        match Money::parse(whole, self.unit) {
            Ok(amount) => Ok(Some(amount)),
            Err(MoneyMistake::Missing | MoneyMistake::Zero) => Ok(None),
            Err(_) => Err(self.v.w.buildings_amount_wrong()),
        }
    }

    /// Two movements of one day and amount are two, where their bank gives them no number.
    fn told_apart(&mut self, mut deposit: Deposit) -> Deposit {
        let said = match &deposit.reference {
            Some(reference) => super::matching::reference(reference),
            None => format!(
                "{}|{}",
                deposit.payer.as_deref().unwrap_or_default(),
                deposit.words.as_deref().unwrap_or_default(),
            ),
        };
        let text = format!("{}|{}|{said}", deposit.paid_on, deposit.amount.as_rials());
        let first: [u8; 32] = Sha256::digest(&text).into();
        let count = self.same.entry(first).or_insert(0);
        *count += 1;
        deposit.digest = match *count {
            1 => first,
            count => Sha256::digest(format!("{text}|{count}")).into(),
        };
        deposit
    }
}

fn written(day: Jalali) -> String {
    format!("{}/{:02}/{:02}", day.year, day.month, day.day)
}

/// What was understood of a statement, as a table again, in rial: that, and nothing else, is booked afterwards.
pub(in crate::buildings) fn rewritten(v: &Voice, rows: &[Deposit]) -> String {
    let mut writer = csv::Writer::from_writer(vec![]);
    let mut done = writer.write_record(OWN.map(|cell| cell.heading(v.w)));
    for row in rows {
        done = done.and(writer.write_record([
            written(Jalali::of(noon(row.paid_on))).as_str(),
            &row.amount.as_rials().to_string(),
            row.reference.as_deref().unwrap_or_default(),
            row.payer.as_deref().unwrap_or_default(),
            row.words.as_deref().unwrap_or_default(),
        ]));
    }
    let bytes = done.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(text: &str, unit: MoneyUnit) -> Rehearsal<Deposit> {
        let now = chrono::DateTime::from_timestamp(1_764_000_000, 0).unwrap_or_default();
        read(&Voice::new(Language::Fa, MoneyUnit::Toman, now), unit, text.as_bytes())
    }

    #[test]
    fn a_statement_is_read_below_its_preamble_and_what_went_out_is_passed_over() {
        let statement = "صورتحساب,,,,\nشماره حساب,0101,,,\n\
            ردیف,تاريخ,مبلغ بستانکار (ريال),مبلغ بدهکار,شماره پیگیری,شرح\n\
            1,1404/08/12 10:31,\"24,500,000\",0,۰۰۱۲۳,واحد ۷\n\
            2,14040813,,\"1,000,000\",9,کارمزد\n\
            3,1404/08/14,۱٬۰۰۰٬۰۰۰٫۰۰,-,,\n4,1404/08/14,1000000,,,\n";
        let read = read_as(statement, MoneyUnit::Rial);
        assert_eq!(read.wrong, []);
        let rows: Vec<_> =
            read.rows.iter().map(|row| (row.amount.as_rials(), row.reference.as_deref())).collect();
        assert_eq!(rows, [(24_500_000, Some("00123")), (1_000_000, None), (1_000_000, None)]);
        assert_ne!(read.rows[1].digest, read.rows[2].digest, "two movements are two");
        let again = read_as(statement, MoneyUnit::Rial);
        assert_eq!(again.rows, read.rows, "and the same file says the same");
        assert_eq!(read_as(statement, MoneyUnit::Toman).rows[0].amount.as_rials(), 245_000_000);
    }

    #[test]
    fn one_column_of_both_directions_and_days_of_the_other_calendar_are_read() {
        let read = read_as("Date,Amount\n2025-11-03,500\n2025-11-04,-700\nx,9\n", MoneyUnit::Rial);
        assert_eq!(read.rows.len(), 1);
        assert_eq!(read.wrong.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [4]);
        assert_eq!(read_as("a,b\n1,2\n", MoneyUnit::Rial).wrong.len(), 1);
    }
}
