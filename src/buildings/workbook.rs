//! The report of a building as a workbook: what came in and went out month by month, and who owes since
//! when. Amounts are whole rial, so that no program rounds them.

use rust_xlsxwriter::Format;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

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
            moved.fund_end(),
        ];
        (name.clone(), amounts)
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
        let (aged, item) = (&debtor.aged, &debtor.item);
        let amounts = [
            aged.not_due,
            aged.to_30,
            aged.to_60,
            aged.to_90,
            aged.over_90,
            debtor.credit,
            aged.total(),
        ];
        (w.buildings_who(place(v, &item.block, &item.number), &item.debtor), amounts)
    });
    fill(sheet, v, &headings, rows)
}

fn fill(
    sheet: &mut Worksheet,
    v: &Voice,
    headings: &[String],
    rows: impl Iterator<Item = (String, [Money; 7])>,
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let figure = Format::new().set_num_format("#,##0");
    sheet.set_right_to_left(v.language == Language::Fa);
    sheet.set_freeze_panes(1, 1)?;
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.set_column_width(column, WIDTH)?;
        let heading = match column {
            0 => heading.clone(),
            _ => v.w.debts_in_rial(heading),
        };
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    for (row, (name, amounts)) in (1_u32..).zip(rows) {
        sheet.write_string(row, 0, name)?;
        for (column, amount) in (1_u16..).zip(amounts) {
            sheet.write_with_format(row, column, amount.as_rials(), &figure)?;
        }
    }
    Ok(())
}
