//! Money is whole rial everywhere inside, because every bank of the country counts in rial and
//! a sum that was ever a fraction cannot be trusted. Toman is only a way of writing it, so it
//! meets the money here, where typed text becomes an amount, and in `locale`, where an amount
//! becomes text again.

use serde::{Deserialize, Serialize};
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

/// The largest amount one link, payment or payout may carry: 10¹³ rial, one trillion toman.
pub const MAX_AMOUNT: Money = Money(10_000_000_000_000);

/// Marks between groups of three digits; one amount uses only one of them.
const GROUP_MARKS: [char; 8] = ['٬', ',', '،', '.', ' ', '\u{a0}', '\u{2009}', '\u{202f}'];

/// What people write behind a figure, in either language and with either `ye`.
const UNIT_NAMES: [(&str, Unit); 5] = [
    ("ریال", Unit::Rial),
    ("ريال", Unit::Rial),
    ("تومان", Unit::Toman),
    ("rial", Unit::Rial),
    ("toman", Unit::Toman),
];

/// An amount in whole rial; negative where money was taken back.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    sqlx::Type,
)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Money(i64);

impl Money {
    /// No money at all.
    pub const ZERO: Money = Money(0);

    /// The amount of so many rial.
    pub const fn rials(rials: i64) -> Money {
        Money(rials)
    }

    /// How many rial this is.
    pub const fn as_rials(self) -> i64 {
        self.0
    }

    /// Reads an amount a person typed, in the unit they were asked for or in the one that they name
    /// behind it: digits of Persian, Arabic or Latin, in groups of three or in one piece. A sign, a
    /// fraction or anything that merely resembles a number is refused rather than guessed at.
    ///
    /// # Errors
    /// The first [`MoneyMistake`] found; an amount over [`MAX_AMOUNT`] is one of them.
    pub fn parse(text: &str, unit: Unit) -> Result<Money, MoneyMistake> {
        let (text, named) = without_unit(text.trim_matches(is_margin));
        let unit = named.unwrap_or(unit);
        if text.is_empty() {
            return Err(MoneyMistake::Missing);
        }
        let mut whole = 0_i64;
        for digit in ungrouped(text).ok_or(MoneyMistake::NotANumber)? {
            whole = whole
                .checked_mul(10)
                .and_then(|tens| tens.checked_add(i64::from(digit)))
                .ok_or(MoneyMistake::TooLarge)?;
        }
        let money = whole.checked_mul(unit.rials()).map(Money).filter(|money| *money <= MAX_AMOUNT);
        match money {
            None => Err(MoneyMistake::TooLarge),
            Some(Money::ZERO) => Err(MoneyMistake::Zero),
            Some(money) => Ok(money),
        }
    }
}

/// What people write amounts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum Unit {
    /// Ten rial; what people say.
    #[default]
    Toman,
    /// What banks write.
    Rial,
}

impl Unit {
    /// The unit by the name it has in forms and in the database.
    pub fn parse(code: &str) -> Option<Unit> {
        match code {
            "toman" => Some(Unit::Toman),
            "rial" => Some(Unit::Rial),
            _ => None,
        }
    }

    /// The unit that stands behind a typed figure, if one does.
    pub fn named_in(text: &str) -> Option<Unit> {
        without_unit(text.trim_matches(is_margin)).1
    }

    /// Its name in forms and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Unit::Toman => "toman",
            Unit::Rial => "rial",
        }
    }

    /// How many rial one of it is.
    pub const fn rials(self) -> i64 {
        match self {
            Unit::Toman => 10,
            Unit::Rial => 1,
        }
    }
}

/// Why typed text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyMistake {
    /// Nothing was typed.
    Missing,
    /// Something else than digits in groups.
    NotANumber,
    /// Nothing to pay.
    Zero,
    /// More than [`MAX_AMOUNT`].
    TooLarge,
}

/// The value of a digit of Persian, Arabic or Latin.
pub(crate) fn digit(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => '0',
        '۰'..='۹' => '۰',
        '٠'..='٩' => '٠',
        _ => return None,
    };
    u8::try_from(u32::from(c) - u32::from(zero)).ok()
}

/// What copying and keyboards leave around a number: space, half-space and direction marks.
fn is_margin(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{61c}' | '\u{feff}')
}

/// A figure without the unit behind it, and that.
fn without_unit(text: &str) -> (&str, Option<Unit>) {
    for (name, unit) in UNIT_NAMES {
        let at = text.len().saturating_sub(name.len());
        if let Some((figure, end)) = text.split_at_checked(at)
            && end.eq_ignore_ascii_case(name)
        {
            return (figure.trim_end_matches(is_margin), Some(unit));
        }
    }
    (text, None)
}

/// The digits without their grouping. A mark that does not stand before exactly three digits
/// could be a decimal point (`1000.5`), which must not silently become another amount.
fn ungrouped(text: &str) -> Option<Vec<u8>> {
    let Some(mark) = text.chars().find(|c| digit(*c).is_none()) else {
        return text.chars().map(digit).collect();
    };
    if !GROUP_MARKS.contains(&mark) {
        return None;
    }
    let mut groups = text.split(mark);
    let first = groups.next()?;
    let groups_are_whole = groups.all(|group| group.chars().count() == 3);
    if !(1..=3).contains(&first.chars().count()) || !groups_are_whole {
        return None;
    }
    text.chars().filter(|c| *c != mark).map(digit).collect()
}

impl Add for Money {
    type Output = Money;

    /// # Panics
    /// When the sum leaves `i64`: a million times [`MAX_AMOUNT`] is a fault of ours, and wrapping
    /// around would turn it into somebody's debt.
    fn add(self, other: Money) -> Money {
        Money(self.0.checked_add(other.0).expect("a sum of money fits i64"))
    }
}

impl Sub for Money {
    type Output = Money;

    /// # Panics
    /// As in adding.
    fn sub(self, other: Money) -> Money {
        Money(self.0.checked_sub(other.0).expect("a difference of money fits i64"))
    }
}

impl Neg for Money {
    type Output = Money;

    /// # Panics
    /// As in adding.
    fn neg(self) -> Money {
        Money(self.0.checked_neg().expect("money taken back fits i64"))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn toman(text: &str) -> Result<Money, MoneyMistake> {
        Money::parse(text, Unit::Toman)
    }

    #[test]
    fn a_toman_is_ten_rial() {
        assert_eq!(toman("2450000"), Ok(Money::rials(24_500_000)));
        assert_eq!(Money::parse("2450000", Unit::Rial), Ok(Money::rials(2_450_000)));
    }

    #[test]
    fn an_amount_may_be_typed_in_any_digits_and_grouping_of_the_keyboard() {
        for text in ["۱۰۰۰۰۰۰", "١٠٠٠٠٠٠", "۱٬۰۰۰٬۰۰۰", "1,000,000", "1.000.000", "۱،۰۰۰،۰۰۰"]
        {
            assert_eq!(toman(text), Ok(Money::rials(10_000_000)), "{text}");
        }
        for text in ["1 000 000", " 1000000\u{200c} ", "\u{2066}۱٬۰۰۰٬۰۰۰\u{2069}\n", "0001000000"]
        {
            assert_eq!(toman(text), Ok(Money::rials(10_000_000)), "{text}");
        }
    }

    /// The vectors of `providers.md` 4.7.
    #[test]
    fn an_amount_in_one_piece_or_in_groups_is_the_same() {
        for text in ["۳۰۰۰۰۰۰۰", "30,000,000", "۳۰٬۰۰۰٬۰۰۰", "۳۰،۰۰۰،۰۰۰", "30 000 000"]
        {
            assert_eq!(Money::parse(text, Unit::Rial), Ok(Money::rials(30_000_000)), "{text}");
        }
    }

    #[test]
    fn nothing_typed_is_told_apart_from_a_wrong_amount() {
        for text in ["", "  ", "\u{200c}"] {
            assert_eq!(toman(text), Err(MoneyMistake::Missing));
        }
        for text in ["0", "۰", "000", "0,000"] {
            assert_eq!(toman(text), Err(MoneyMistake::Zero), "{text}");
        }
    }

    #[test]
    fn signs_fractions_and_tricks_are_no_amounts() {
        for text in ["-1", "−1", "-0", "+5", "‎−۴٬۰۰۰", "1000.5", "1e9", "0x10", "NaN", "∞"]
        {
            assert_eq!(toman(text), Err(MoneyMistake::NotANumber), "{text}");
        }
        for text in ["1_000", "1'000", "۱۰۰۰٫۵", "۱۲/۵", "½", "ده", "5000 IRR", "[1]", "null"]
        {
            assert_eq!(toman(text), Err(MoneyMistake::NotANumber), "{text}");
        }
    }

    #[test]
    fn a_unit_behind_the_figure_counts_whatever_was_asked_for() {
        for text in ["1,234,567 rial", "۱٬۲۳۴٬۵۶۷ ریال", "۱۲۳۴۵۶۷ريال", "1234567\u{a0}Rial "]
        {
            for unit in [Unit::Toman, Unit::Rial] {
                assert_eq!(Money::parse(text, unit), Ok(Money::rials(1_234_567)), "{text}");
            }
            assert_eq!(Unit::named_in(text), Some(Unit::Rial), "{text}");
        }
        for text in ["5000 toman", "۵٬۰۰۰ تومان", "۵۰۰۰تومان\u{200f}"] {
            assert_eq!(Money::parse(text, Unit::Rial), Ok(Money::rials(50_000)), "{text}");
        }
        assert_eq!(toman("ریال"), Err(MoneyMistake::Missing));
        for text in ["rial 5", "5 rial toman", "5 rials", "5.5 rial", "-5 ریال"] {
            assert_eq!(toman(text), Err(MoneyMistake::NotANumber), "{text}");
        }
        assert_eq!(Unit::named_in("5000"), None);
    }

    #[test]
    fn a_mark_that_does_not_part_thousands_is_refused() {
        for text in ["1,00", "1000,000", ",000", "1,,000", "1,000,", "1,00,000", "1.000,500", "."] {
            assert_eq!(toman(text), Err(MoneyMistake::NotANumber), "{text}");
        }
    }

    #[test]
    fn no_amount_is_above_the_limit() {
        assert_eq!(toman("1,000,000,000,000"), Ok(MAX_AMOUNT));
        assert_eq!(Money::parse("10000000000000", Unit::Rial), Ok(MAX_AMOUNT));
        let digits = "9".repeat(40);
        for text in ["1000000000001", "9223372036854775807", "9223372036854775808", &digits] {
            assert_eq!(toman(text), Err(MoneyMistake::TooLarge), "{text}");
        }
    }

    #[test]
    fn a_forged_unit_is_no_unit() {
        assert_eq!(Unit::parse("rial"), Some(Unit::Rial));
        assert_eq!(Unit::parse(Unit::Toman.code()), Some(Unit::Toman));
        assert_eq!(Unit::parse("USD"), None);
        assert_eq!(Unit::parse("Rial"), None);
    }

    #[test]
    fn money_adds_up_and_can_be_taken_back() {
        let total: Money = [Money::rials(700), Money::rials(300)].into_iter().sum();
        assert_eq!(total, Money::rials(1000));
        assert_eq!(total - Money::rials(1500), -Money::rials(500));
    }

    #[test]
    #[should_panic(expected = "fits i64")]
    fn a_sum_never_wraps_around_into_a_debt() {
        let _ = Money::rials(i64::MAX) + Money::rials(1);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_nothing_breaks_the_reader(text in ".*") {
            if let Ok(money) = toman(&text) {
                prop_assert!(money > Money::ZERO && money <= MAX_AMOUNT);
            }
        }

        #[test]
        fn a_figure_is_read_as_it_was_meant(amount in 1..=1_000_000_000_000_i64) {
            prop_assert_eq!(toman(&amount.to_string()), Ok(Money::rials(amount * 10)));
        }
    }
}
