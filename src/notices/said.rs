//! A message in words, and how much of it an SMS has room for.

use std::ops::RangeInclusive;

use super::message::short_to;
use crate::adapters::sms::parts;
use crate::locale::Voice;

/// What a message may cost.
const SMS_PARTS_MAX: usize = 2;

/// So many letters of somebody's words: fewer are not worth reading, and more stand on the page.
const QUOTED_CHARS: RangeInclusive<usize> = 10..=80;

/// A message in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The subject line of an e-mail.
    pub subject: String,
    /// The sentences, the first of which says what happened.
    pub lines: Vec<String>,
    /// What can be done about it: the words of a button, and its address.
    pub action: Option<(String, String)>,
}

impl Said {
    /// As an SMS: the address stands alone in the last line. Where it would take a third part, the
    /// sentences after the first give way, the last one first.
    pub fn sms(&self) -> String {
        let first = |lines| self.text(self.lines.iter().take(lines));
        let mut every = (1..=self.lines.len()).rev().map(first);
        every.find(|text| parts(text) <= SMS_PARTS_MAX).unwrap_or_else(|| first(1))
    }

    /// As the text of an e-mail.
    pub fn letter(&self) -> String {
        self.text(&self.lines)
    }

    /// With as much of the reason that somebody wrote as an SMS has room for.
    pub(super) fn because(mut self, v: &Voice, reason: &str) -> Self {
        let cut = |chars_max| v.w.notices_reason(short_to(v, reason, chars_max));
        let mut every = QUOTED_CHARS.rev().map(cut);
        let fits = |line: &String| {
            let text = self.text(self.lines.iter().chain([line]));
            parts(&text) <= SMS_PARTS_MAX
        };
        let line = every.find(fits);
        self.lines.extend(line);
        self
    }

    fn text<'a>(&'a self, lines: impl IntoIterator<Item = &'a String>) -> String {
        let address = self.action.iter().map(|(_, address)| address);
        lines.into_iter().chain(address).map(String::as_str).collect::<Vec<_>>().join("\n")
    }
}
