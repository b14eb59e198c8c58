//! The tables of a hand-over, each described once: its file for a spreadsheet, its page to print, its list in
//! `building.json` and what the bundle says of it all follow from here.

use super::past::BILLS;
use super::past::EXPENSES;
use super::past::GIVEN_BACK;
use super::past::LINES;
use super::past::MONTHS;
use super::past::READINGS;
use super::past::RECEIPTS;
use crate::locale::Words;

/// What a cell of a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words, or a number that nobody adds up.
    Text,
    /// One of a few words, which stand for a code: what of.
    Code(Coded),
    /// A number.
    Number,
    /// Hundredths of what people write.
    Hundredths,
    /// An amount in rial.
    Rial,
    /// A day.
    Day,
    /// A month of the Persian calendar, counted from its beginning.
    Month,
    /// Yes or no.
    Yes,
}

/// What codes stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coded {
    Unit,
    Role,
    Fund,
    Key,
    Meter,
    Bill,
    Way,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// As programs call it.
    pub(super) key: &'static str,
    pub(super) word: fn(&Words) -> String,
    pub(super) kind: Kind,
    /// Whether it is of use to programs alone, and only stands in `building.json`.
    pub(super) is_hidden: bool,
}

/// A table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table {
    /// As programs and files call it.
    pub(super) key: &'static str,
    pub(super) word: fn(&Words) -> String,
    pub(super) columns: &'static [Column],
}

impl Table {
    /// The columns that people read.
    pub(super) fn shown(&self) -> impl Iterator<Item = &'static Column> {
        self.columns.iter().filter(|column| !column.is_hidden)
    }
}

pub(super) const fn shown(key: &'static str, word: fn(&Words) -> String, kind: Kind) -> Column {
    Column { key, word, kind, is_hidden: false }
}

pub(super) const fn hidden(key: &'static str, kind: Kind) -> Column {
    Column { key, word: Words::handover_for_programs, kind, is_hidden: true }
}

pub(super) const BLOCK: Column = shown("block", Words::buildings_block, Kind::Text);
pub(super) const NUMBER: Column = shown("number", Words::handover_unit, Kind::Text);
pub(super) const NAME: Column = shown("name", Words::handover_name, Kind::Text);
pub(super) const AMOUNT: Column = shown("amount", Words::handover_amount, Kind::Rial);
pub(super) const FUND: Column = shown("fund", Words::handover_fund, Kind::Code(Coded::Fund));
const DECISION: Column = shown("words", Words::handover_decision, Kind::Text);
const DECIDED_ON: Column = shown("decided_on", Words::handover_decided_on, Kind::Day);
const VALID_FROM: Column = shown("valid_from", Words::handover_valid_from, Kind::Day);
const ENDED_ON: Column = shown("ended_on", Words::handover_ended_on, Kind::Day);

/// What the building holds, is owed and owes.
pub(super) const SUMS: Table = Table {
    key: "sums",
    word: Words::handover_sums,
    columns: &[hidden("key", Kind::Text), shown("title", Words::handover_what, Kind::Text), AMOUNT],
};

pub(super) const FUNDS: Table = Table {
    key: "funds",
    word: Words::handover_funds,
    columns: &[
        FUND,
        AMOUNT,
        shown("held_on", Words::handover_day, Kind::Day),
        shown("note", Words::handover_note, Kind::Text),
    ],
};

pub(super) const UNITS: Table = Table {
    key: "units",
    word: Words::handover_units,
    columns: &[
        hidden("id", Kind::Text),
        BLOCK,
        NUMBER,
        shown("floor", Words::tables_unit_floor, Kind::Number),
        shown("kind", Words::buildings_kind, Kind::Code(Coded::Unit)),
        shown("area", Words::buildings_area, Kind::Hundredths),
        shown("persons", Words::buildings_persons, Kind::Number),
        shown("parkings", Words::buildings_parkings, Kind::Number),
        shown("share", Words::buildings_share, Kind::Number),
        shown("coefficient", Words::buildings_coefficient, Kind::Hundredths),
        hidden("bill_to", Kind::Text),
        hidden("bill_to_person", Kind::Text),
    ],
};

pub(super) const PEOPLE: Table = Table {
    key: "people",
    word: Words::handover_people,
    columns: &[
        hidden("id", Kind::Text),
        NAME,
        shown("mobile", Words::handover_mobile, Kind::Text),
        shown("email", Words::handover_email, Kind::Text),
    ],
};

pub(super) const STAYS: Table = Table {
    key: "stays",
    word: Words::handover_stays,
    columns: &[
        hidden("unit", Kind::Text),
        hidden("person", Kind::Text),
        BLOCK,
        NUMBER,
        NAME,
        shown("role", Words::handover_role, Kind::Code(Coded::Role)),
        shown("share", Words::handover_share, Kind::Number),
        shown("persons", Words::buildings_persons, Kind::Number),
        shown("since", Words::handover_since, Kind::Day),
        shown("until", Words::handover_until, Kind::Day),
        shown("was_there", Words::handover_was_there, Kind::Yes),
    ],
};

pub(super) const DEBTS: Table = Table {
    key: "debts",
    word: Words::handover_debts,
    columns: &[
        hidden("unit", Kind::Text),
        hidden("person", Kind::Text),
        BLOCK,
        NUMBER,
        NAME,
        shown("period", Words::handover_month, Kind::Month),
        shown("kind", Words::handover_what, Kind::Code(Coded::Bill)),
        shown("due_on", Words::handover_due_on, Kind::Day),
        AMOUNT,
        shown("rest", Words::handover_rest, Kind::Rial),
        shown("disputed", Words::handover_disputed, Kind::Yes),
    ],
};

pub(super) const CREDITS: Table = Table {
    key: "credits",
    word: Words::handover_credits,
    columns: &[
        hidden("unit", Kind::Text),
        hidden("person", Kind::Text),
        BLOCK,
        NUMBER,
        NAME,
        AMOUNT,
    ],
};

pub(super) const CATEGORIES: Table = Table {
    key: "categories",
    word: Words::handover_categories,
    columns: &[
        NAME,
        shown("key", Words::handover_key, Kind::Code(Coded::Key)),
        shown("percent", Words::handover_percent, Kind::Number),
        shown("other_key", Words::handover_other_key, Kind::Code(Coded::Key)),
        shown("owner_percent", Words::handover_owner_percent, Kind::Number),
        shown("vacant_persons", Words::handover_vacant_persons, Kind::Number),
        shown("borne_on", Words::handover_borne_on, Kind::Number),
        FUND,
        shown("meter_kind", Words::handover_meter_kind, Kind::Code(Coded::Meter)),
    ],
};

pub(super) const PLANS: Table = Table {
    key: "plans",
    word: Words::handover_plans,
    columns: &[
        shown("valid_from", Words::handover_valid_from, Kind::Month),
        shown("base", Words::handover_base, Kind::Rial),
        shown("square_metre", Words::handover_square_metre, Kind::Rial),
        shown("person", Words::handover_each_person, Kind::Rial),
        shown("parking", Words::handover_each_parking, Kind::Rial),
        shown("round_up", Words::handover_round_up, Kind::Rial),
        shown("note", Words::handover_decision, Kind::Text),
    ],
};

pub(super) const EXTRAS: Table = Table {
    key: "extras",
    word: Words::handover_extras,
    columns: &[
        hidden("unit", Kind::Text),
        BLOCK,
        NUMBER,
        shown("title", Words::handover_what, Kind::Text),
        AMOUNT,
        shown("owner_bears", Words::handover_owner_bears, Kind::Yes),
        shown("since", Words::handover_since, Kind::Month),
        shown("until", Words::handover_through, Kind::Month),
    ],
};

pub(super) const LATE_FEES: Table = Table {
    key: "late_fees",
    word: Words::handover_late_fees,
    columns: &[
        DECISION,
        DECIDED_ON,
        VALID_FROM,
        ENDED_ON,
        hidden("form", Kind::Text),
        hidden("amount", Kind::Rial),
        hidden("points", Kind::Number),
        hidden("grace", Kind::Text),
        hidden("grace_days", Kind::Number),
        hidden("cap", Kind::Number),
    ],
};

pub(super) const EARLY_DISCOUNTS: Table = Table {
    key: "early_discounts",
    word: Words::handover_early_discounts,
    columns: &[
        DECISION,
        DECIDED_ON,
        VALID_FROM,
        ENDED_ON,
        shown("points", Words::handover_percent, Kind::Hundredths),
        shown("days_before", Words::handover_days_before, Kind::Number),
    ],
};

pub(super) const PROMISES: Table = Table {
    key: "promises",
    word: Words::handover_promises,
    columns: &[
        shown("is_on", Words::handover_is_on, Kind::Yes),
        shown("parts_max", Words::handover_parts_max, Kind::Number),
        shown("days_max", Words::handover_days_max, Kind::Number),
        shown("rests_fees", Words::handover_rests_fees, Kind::Yes),
    ],
};

pub(super) const REMINDERS: Table = Table {
    key: "reminders",
    word: Words::handover_reminders,
    columns: &[
        shown("is_on", Words::handover_is_on, Kind::Yes),
        shown("days", Words::handover_days, Kind::Text),
        shown("then_every", Words::handover_then_every, Kind::Number),
        shown("times_max", Words::handover_times_max, Kind::Number),
        shown("hour", Words::handover_hour, Kind::Number),
        shown("least", Words::handover_least, Kind::Rial),
    ],
};

pub(super) const METERS: Table = Table {
    key: "meters",
    word: Words::handover_meters,
    columns: &[
        hidden("unit", Kind::Text),
        BLOCK,
        NUMBER,
        shown("is_main", Words::handover_is_main, Kind::Yes),
        shown("kind", Words::handover_meter_kind, Kind::Code(Coded::Meter)),
        shown("measure", Words::handover_measure, Kind::Text),
        shown("serial", Words::handover_serial, Kind::Text),
        shown("digits", Words::handover_digits, Kind::Number),
        shown("last_on", Words::handover_read_on, Kind::Day),
        shown("last", Words::handover_figure, Kind::Number),
    ],
};

pub(super) const LEVIES: Table = Table {
    key: "levies",
    word: Words::handover_levies,
    columns: &[
        shown("title", Words::handover_what, Kind::Text),
        shown("words", Words::handover_decision, Kind::Text),
        DECIDED_ON,
        AMOUNT,
        shown("key", Words::handover_key, Kind::Code(Coded::Key)),
        FUND,
        shown("period", Words::handover_month, Kind::Month),
        shown("months", Words::handover_months_count, Kind::Number),
    ],
};

/// All of them, in the order of the bundle.
pub(super) const TABLES: [&Table; 23] = [
    &SUMS,
    &UNITS,
    &PEOPLE,
    &STAYS,
    &DEBTS,
    &CREDITS,
    &FUNDS,
    &CATEGORIES,
    &PLANS,
    &EXTRAS,
    &LATE_FEES,
    &EARLY_DISCOUNTS,
    &PROMISES,
    &REMINDERS,
    &METERS,
    &LEVIES,
    &READINGS,
    &EXPENSES,
    &MONTHS,
    &BILLS,
    &LINES,
    &RECEIPTS,
    &GIVEN_BACK,
];
