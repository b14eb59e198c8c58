//! The reports of a building as workbooks. Amounts are whole rial, so that no program rounds them.

use rust_xlsxwriter::Format;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use super::books::categories::Cost;
use super::books::units::OfUnit;
use super::books::year::Year;
use super::desk::fund_word;
use super::explain::place;
use super::report::Debtor;
use super::report::Month;
use crate::locale::Language;
use crate::locale::Voice;
use crate::money::Money;

/// A column is so wide, in characters.
const WIDTH: f64 = 20.0;

/// Writes the workbook; months are given with their names.
pub(super) fn report(
    v: &Voice,
    months: &[(String, Month)],
    debtors: &[Debtor],
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    months_sheet(book.add_worksheet(), v, months)?;
    debtors_sheet(book.add_worksheet(), v, debtors)?;
    book.save_to_buffer()
}

fn months_sheet(
    sheet: &mut Worksheet,
    v: &Voice,
    months: &[(String, Month)],
) -> Result<(), XlsxError> {
    let w = v.w;
    sheet.set_name(w.debts_sheet_months())?;
    let headings = [
        w.buildings_month_word(),
        w.buildings_charged(),
        w.debts_fees(),
        w.buildings_received(),
        w.buildings_waived(),
        w.buildings_expenses_word(),
        w.buildings_gateway_fees(),
        w.given_back_word(),
        w.buildings_fund_end(),
    ];
    let rows = months.iter().map(|(name, month)| {
        let moved = &month.moved;
        let amounts = [
            moved.issued,
            moved.late_fees,
            moved.receipts,
            moved.discounts,
            moved.expenses,
            moved.gateway_fees,
            moved.given_back,
            moved.fund_end(),
        ];
        (vec![name.clone()], amounts)
    });
    fill(sheet, v, &headings, rows)
}

fn debtors_sheet(sheet: &mut Worksheet, v: &Voice, debtors: &[Debtor]) -> Result<(), XlsxError> {
    let w = v.w;
    sheet.set_name(w.debts_sheet_debtors())?;
    let late = |days: i64| w.buildings_late_to(v.number(days));
    let headings = [
        w.buildings_unit(),
        w.buildings_not_due(),
        late(30),
        late(60),
        late(90),
        w.buildings_late_over(v.number(90)),
        w.buildings_in_advance(),
        w.buildings_total(),
    ];
    let rows = debtors.iter().map(|debtor| {
        let aged = &debtor.aged;
        let amounts = [
            aged.not_due,
            aged.to_30,
            aged.to_60,
            aged.to_90,
            aged.over_90,
            debtor.credit,
            aged.total(),
        ];
        let who = w.buildings_who(place(v, &debtor.block, &debtor.number), &debtor.name);
        (vec![who], amounts)
    });
    fill(sheet, v, &headings, rows)
}

/// Writes the costs of some months: each category, and each month of it.
pub(super) fn by_category(
    v: &Voice,
    totals: &[(String, Cost)],
    months: &[(String, String, Cost)],
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    costs_sheet(book.add_worksheet(), v, totals)?;
    let sheet = book.add_worksheet();
    sheet.set_name(v.w.debts_sheet_months())?;
    let mut headings = vec![v.w.buildings_month_word()];
    headings.extend(cost_headings(v));
    let rows = months.iter().map(|(month, category, cost)| {
        (vec![month.clone(), category.clone()], cost_amounts(*cost))
    });
    fill(sheet, v, &headings, rows)?;
    book.save_to_buffer()
}

/// Writes what moved on the accounts of units.
pub(super) fn by_unit(v: &Voice, units: &[OfUnit]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    units_sheet(book.add_worksheet(), v, units)?;
    book.save_to_buffer()
}

/// Writes the settlement of a year.
pub(super) fn year(v: &Voice, year: &Year, costs: &[(String, Cost)]) -> Result<Vec<u8>, XlsxError> {
    let (mut book, w, moved) = (Workbook::new(), v.w, &year.moved);
    let sheet = book.add_worksheet();
    sheet.set_name(w.books_sheet_year())?;
    let rows = [
        (w.books_fund_start(), moved.fund_start),
        (w.buildings_received(), moved.receipts),
        (w.buildings_expenses_word(), moved.expenses),
        (w.buildings_gateway_fees(), moved.gateway_fees),
        (w.given_back_word(), moved.given_back),
        (w.buildings_fund_end(), moved.fund_end()),
        (w.books_owed_start(), moved.receivable_start),
        (w.buildings_charged(), moved.issued),
        (w.debts_fees(), moved.late_fees),
        (w.buildings_waived(), moved.discounts),
        (w.books_owed_end(), moved.receivable_end()),
    ];
    let rows = rows.into_iter().map(|(name, amount)| (vec![name], [amount]));
    fill(sheet, v, &[w.books_what(), w.buildings_amount()], rows)?;
    let sheet = book.add_worksheet();
    sheet.set_name(w.books_sheet_funds())?;
    let headings =
        [w.books_fund(), w.books_start(), w.books_set_aside(), w.books_spent(), w.books_end()];
    let funds = year.funds.iter().map(|one| {
        let name = w.books_fund_of(fund_word(v, one.fund));
        (vec![name], [one.opening, one.billed, one.spent, one.closing()])
    });
    fill(sheet, v, &headings, funds)?;
    costs_sheet(book.add_worksheet(), v, costs)?;
    units_sheet(book.add_worksheet(), v, &year.units)?;
    book.save_to_buffer()
}

fn costs_sheet(
    sheet: &mut Worksheet,
    v: &Voice,
    totals: &[(String, Cost)],
) -> Result<(), XlsxError> {
    sheet.set_name(v.w.books_sheet_categories())?;
    let rows = totals.iter().map(|(name, cost)| (vec![name.clone()], cost_amounts(*cost)));
    fill(sheet, v, &cost_headings(v), rows)
}

fn cost_headings(v: &Voice) -> [String; 5] {
    let w = v.w;
    [
        w.buildings_category(),
        w.books_spent(),
        w.buildings_charged(),
        w.books_by_owners(),
        w.books_by_occupants(),
    ]
}

fn cost_amounts(cost: Cost) -> [Money; 4] {
    [cost.spent, cost.billed(), cost.owner, cost.occupant]
}

fn units_sheet(sheet: &mut Worksheet, v: &Voice, units: &[OfUnit]) -> Result<(), XlsxError> {
    let w = v.w;
    sheet.set_name(w.books_sheet_units())?;
    let headings = [
        w.buildings_unit(),
        w.books_owed_start(),
        w.buildings_charged(),
        w.debts_fees(),
        w.books_by_gateway(),
        w.buildings_way_cash(),
        w.buildings_way_card(),
        w.buildings_waived(),
        w.given_back_word(),
        w.books_owed_end(),
    ];
    let rows = units.iter().map(|one| {
        let moves = &one.moves;
        let amounts = [
            moves.opening,
            moves.billed,
            moves.late_fees,
            moves.gateway,
            moves.cash,
            moves.card,
            moves.waived,
            moves.given_back,
            moves.closing,
        ];
        (vec![place(v, &one.block, &one.number)], amounts)
    });
    fill(sheet, v, &headings, rows)
}

/// Writes rows: texts first, and amounts under the headings that are left.
fn fill<const AMOUNTS: usize>(
    sheet: &mut Worksheet,
    v: &Voice,
    headings: &[String],
    rows: impl Iterator<Item = (Vec<String>, [Money; AMOUNTS])>,
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let figure = Format::new().set_num_format("#,##0");
    let texts = headings.len().saturating_sub(AMOUNTS);
    sheet.set_right_to_left(v.language == Language::Fa);
    sheet.set_freeze_panes(1, 1)?;
    for (column, (place, heading)) in (0_u16..).zip(headings.iter().enumerate()) {
        sheet.set_column_width(column, WIDTH)?;
        let heading = if place < texts { heading.clone() } else { v.w.debts_in_rial(heading) };
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    for (row, (names, amounts)) in (1_u32..).zip(rows) {
        let mut columns = 0_u16..;
        for (name, column) in names.into_iter().zip(columns.by_ref()) {
            sheet.write_string(row, column, name)?;
        }
        for (column, amount) in columns.zip(amounts) {
            sheet.write_with_format(row, column, amount.as_rials(), &figure)?;
        }
    }
    Ok(())
}
