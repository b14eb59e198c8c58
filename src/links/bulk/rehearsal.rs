//! What a table would become, before anything is made of it.

use std::collections::HashSet;

use chrono::DateTime;
use chrono::Utc;

use crate::links::NewLink;
use crate::money::Money;
use crate::money::Unit;
use crate::sheets::SheetMistake;

/// Mistakes that are shown; who has more begins with these.
const SHOWN_MAX: usize = 200;

/// Surprising amounts that are named one by one.
const SURPRISING_SHOWN: usize = 10;

/// What a table would become.
#[derive(Debug, Default)]
pub(in crate::links) struct Rehearsal {
    /// Row and link, in the order of the table.
    pub(in crate::links) links: Vec<(usize, NewLink)>,
    pub(in crate::links) total: Money,
    /// Mistakes, the first ones: row, column, sentence.
    pub(in crate::links) mistakes: Vec<(usize, String, String)>,
    /// All of them.
    pub(in crate::links) wrong: usize,
    /// The table as a whole cannot be read.
    pub(in crate::links) unreadable: Option<SheetMistake>,
    /// What stands above the amounts as their unit, where it is none that we know.
    pub(in crate::links) strange_unit: Option<String>,
    /// When the messages go.
    pub(in crate::links) send_at: Option<DateTime<Utc>>,
    /// In which the amounts are read.
    pub(in crate::links) unit: Unit,
    /// Columns that have to be there and are not.
    pub(in crate::links) missing: Vec<String>,
    pub(in crate::links) sms: i64,
    pub(in crate::links) sms_parts: i64,
    pub(in crate::links) emails: i64,
    pub(in crate::links) price: Money,
    /// Rows whose amount is ten times the middle one.
    pub(in crate::links) surprising: Vec<(usize, Money)>,
    /// The middle amount.
    pub(in crate::links) middle: Option<Money>,
    pub(super) taken_sentence: String,
    pub(super) reference_column: String,
}

impl Rehearsal {
    /// Whether the links may be made.
    pub(in crate::links) fn is_whole(&self) -> bool {
        self.wrong == 0
            && self.unreadable.is_none()
            && self.missing.is_empty()
            && self.strange_unit.is_none()
            && !self.links.is_empty()
    }

    /// Refuses rows with a number that a link of the workspace has.
    pub(in crate::links) fn refuse_references(&mut self, taken: &[String]) {
        if taken.is_empty() {
            return;
        }
        let taken: HashSet<&str> = taken.iter().map(String::as_str).collect();
        let is_taken = |link: &NewLink| {
            link.reference.as_ref().is_some_and(|it| taken.contains(it.to_lowercase().as_str()))
        };
        let rows: Vec<usize> =
            self.links.iter().filter(|(_, link)| is_taken(link)).map(|(row, _)| *row).collect();
        for row in rows {
            self.refuse(row, self.reference_column.clone(), self.taken_sentence.clone());
        }
    }

    pub(super) fn refuse(&mut self, row: usize, column: String, sentence: String) {
        self.wrong += 1;
        if self.mistakes.len() < SHOWN_MAX {
            self.mistakes.push((row, column, sentence));
        }
    }

    pub(super) fn look_for_surprises(&mut self) {
        let mut amounts: Vec<i64> = self
            .links
            .iter()
            .filter_map(|(_, link)| link.amount.fixed())
            .map(Money::as_rials)
            .collect();
        amounts.sort_unstable();
        let Some(middle) = amounts.get(amounts.len() / 2) else { return };
        self.middle = Some(Money::rials(*middle));
        let limit = middle.saturating_mul(10);
        self.surprising = self
            .links
            .iter()
            .filter_map(|(row, link)| link.amount.fixed().map(|amount| (*row, amount)))
            .filter(|(_, amount)| limit <= amount.as_rials())
            .take(SURPRISING_SHOWN)
            .collect();
    }
}
