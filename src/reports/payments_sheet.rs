//! The list of payments as the columns of a spreadsheet.

use sqlx::types::Json;

use super::row::Answered;
use super::row::Row;
use super::sheet::Cell;
use super::sheet::Column;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::mobile::Mobile;

/// The columns.
pub(super) fn columns(v: &Voice) -> Vec<Column> {
    [
        (v.w.reports_csv_day(), 12),
        (v.w.reports_csv_moment(), 24),
        (v.w.reports_payer(), 22),
        (v.w.reports_csv_mobile(), 14),
        (v.w.reports_title(), 28),
        (v.w.reports_state(), 18),
        (v.w.reports_csv_gross(), 16),
        (v.w.reports_csv_fee(), 14),
        (v.w.reports_csv_net(), 16),
        (v.w.reports_tracking(), 14),
        (v.w.reports_bank_number(), 18),
        (v.w.reports_card(), 20),
        (v.w.reports_receipt_number(), 14),
        (v.w.reports_reference(), 16),
        (v.w.reports_maker(), 18),
        (v.w.reports_labels(), 20),
        (v.w.reports_answers(), 40),
        (v.w.reports_terminal(), 22),
    ]
    .into_iter()
    .map(|(name, letters)| Column { name, letters })
    .collect()
}

/// The cells of a payment. Figures are in rial, and the numbers of the bank are text: nobody adds them
/// up, and a spreadsheet would round the long ones.
pub(super) fn cells(v: &Voice, row: &Row) -> Vec<Cell> {
    vec![
        Cell::text(Jalali::of(row.happened_at).to_string()),
        Cell::text(v.iso(row.happened_at)),
        Cell::some_text(row.payer_name.as_deref()),
        Cell::some_text(row.payer_mobile.as_ref().map(Mobile::as_str)),
        Cell::text(row.title.as_str()),
        Cell::text(row.standing().word(v)),
        Cell::Rial(row.amount),
        Cell::some_rial(row.booked_fee()),
        Cell::some_rial(row.net()),
        Cell::text(row.order_number.to_string()),
        Cell::some_text(row.bank_number.as_deref()),
        Cell::some_text(row.card.as_deref()),
        row.receipt.map_or(Cell::Empty, Cell::Number),
        Cell::some_text(row.reference.as_deref()),
        Cell::some_text(row.maker.as_deref()),
        Cell::some_text(listed(row.labels.iter().flatten().cloned())),
        Cell::some_text(listed(row.answers.iter().flat_map(answers))),
        Cell::text(row.terminal(v)),
    ]
}

fn answers(answers: &Json<Vec<Answered>>) -> impl Iterator<Item = String> + '_ {
    answers.iter().map(|answer| format!("{}: {}", answer.label, answer.value))
}

/// Texts in one cell.
fn listed(texts: impl Iterator<Item = String>) -> Option<String> {
    Some(texts.collect::<Vec<_>>().join(" | ")).filter(|text| !text.is_empty())
}
