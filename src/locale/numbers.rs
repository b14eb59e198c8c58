//! Figures and amounts of record, in the digits and the words of the reader.

use super::numerals::Numerals;
use super::{Language, Voice};
use crate::mobile::Mobile;
use crate::money::Money;
use crate::money::Unit;

/// Few figures are longer, with two bytes for a digit or a mark.
const FIGURE_BYTES: usize = 48;

/// CLDR puts a left-to-right mark before the sign, or it would jump to the other side in Persian.
const MINUS: &str = "\u{200e}\u{2212}";

impl Voice {
    /// A whole number in groups of three: «۱۲٬۳۴۵», “12,345”.
    pub fn number(&self, number: i64) -> String {
        let mut text = sign(number < 0);
        self.group(&mut text, number.unsigned_abs());
        text
    }

    /// The text with its Latin digits in the digits of the language.
    pub fn digits(&self, text: &str) -> String {
        match self.language {
            Language::En => text.to_owned(),
            Language::Fa => {
                let mut digits = String::with_capacity(2 * text.len());
                digits.extend(text.chars().map(|digit| self.digit(digit)));
                digits
            }
        }
    }

    /// A share in hundredths: «۱۲٪», “12%”.
    pub fn percent(&self, percent: i64) -> String {
        let sign = match self.language {
            Language::Fa => '٪',
            Language::En => '%',
        };
        format!("{}{sign}", self.number(percent))
    }

    /// A share in hundredths of a percent: «۲٫۵٪», “2.5%”.
    pub fn points(&self, points: u32) -> String {
        let whole = self.percent(i64::from(points / 100));
        if points.is_multiple_of(100) {
            return whole;
        }
        let sign = whole.chars().last().unwrap_or('%');
        let rest = format!("{:02}", points % 100);
        let rest = self.digits(rest.trim_end_matches('0'));
        format!("{}{}{rest}{sign}", whole.trim_end_matches(sign), self.point())
    }

    /// A number that is counted in hundredths: «۸۵٫۵», “85.5”.
    pub fn hundredths(&self, count: u64) -> String {
        let mut text = String::with_capacity(FIGURE_BYTES);
        self.group(&mut text, count / 100);
        let rest = format!("{:02}", count % 100);
        let rest = rest.trim_end_matches('0');
        if !rest.is_empty() {
            text.push(self.point());
            text += &self.digits(rest);
        }
        text
    }

    /// The year in digits, which are never grouped.
    pub fn year(&self, year: i32) -> String {
        self.digits(&year.to_string())
    }

    /// The whole mobile number, for its owner and for those it was given to.
    pub fn mobile(&self, mobile: &Mobile) -> String {
        self.digits(mobile.as_str())
    }

    /// The amount as a bare figure in the reader's unit, for columns that name the unit.
    pub fn amount(&self, money: Money) -> String {
        self.figure(money, self.unit)
    }

    /// The amount as a field of a form begins with it: the bare figure in the reader's unit, or, where
    /// that has a fraction, which no field takes, in rial with their name; nothing for no money.
    pub fn amount_typed(&self, money: Money) -> String {
        match parts(money, self.unit) {
            (0, 0) => String::new(),
            (_, 0) => self.amount(money),
            _ => self.amount_in(money, Unit::Rial),
        }
    }

    /// The word for the reader's unit.
    pub fn unit_name(&self) -> String {
        self.name_of(self.unit)
    }

    /// The amount with its unit, as the reader counts: «۲٬۴۵۰٬۰۰۰ تومان».
    pub fn amount_unit(&self, money: Money) -> String {
        self.amount_in(money, self.unit)
    }

    /// The amount with its unit, in the unit asked for.
    pub fn amount_in(&self, money: Money, unit: Unit) -> String {
        self.w.common_amount_unit(self.figure(money, unit), self.name_of(unit))
    }

    /// The bare figure in rial, as the page of the bank will show it.
    pub fn rial_figure(&self, money: Money) -> String {
        self.figure(money, Unit::Rial)
    }

    /// The amount in words with its unit: «دو میلیون و چهارصد و پنجاه هزار تومان». Rial that make
    /// no whole toman are named after it, since words know no tenths.
    pub fn words(&self, money: Money) -> String {
        let (whole, rest) = parts(money, self.unit);
        let mut text = match (whole, rest) {
            (0, 1..) => self.spelled(rest, Unit::Rial),
            (_, 0) => self.spelled(whole, self.unit),
            _ => {
                let rials = self.spelled(rest, Unit::Rial);
                self.w.common_and(self.spelled(whole, self.unit), rials)
            }
        };
        if money < Money::ZERO {
            text = self.w.common_minus(text);
        }
        capitalised(text)
    }

    fn spelled(&self, number: u64, unit: Unit) -> String {
        let number = Numerals::of(self.language).spell(number);
        self.w.common_amount_unit(number, self.name_of(unit))
    }

    fn name_of(&self, unit: Unit) -> String {
        match unit {
            Unit::Toman => self.w.common_toman(),
            Unit::Rial => self.w.common_rial(),
        }
    }

    fn figure(&self, money: Money, unit: Unit) -> String {
        let (whole, rest) = parts(money, unit);
        let mut text = sign(money < Money::ZERO);
        self.group(&mut text, whole);
        if rest > 0 {
            text.push(self.point());
            text += &self.digits(&rest.to_string());
        }
        text
    }

    fn point(&self) -> char {
        match self.language {
            Language::Fa => '٫',
            Language::En => '.',
        }
    }

    /// Writes a number in groups of three.
    fn group(&self, text: &mut String, number: u64) {
        let mark = match self.language {
            Language::Fa => '٬',
            Language::En => ',',
        };
        let plain = number.to_string();
        for (at, digit) in plain.chars().enumerate() {
            if at > 0 && (plain.len() - at).is_multiple_of(3) {
                text.push(mark);
            }
            text.push(self.digit(digit));
        }
    }

    fn digit(&self, c: char) -> char {
        match (self.language, c) {
            (Language::Fa, '0'..='9') => {
                char::from_u32(u32::from(c) - u32::from('0') + u32::from('۰')).unwrap_or(c)
            }
            _ => c,
        }
    }
}

/// What stands before a figure, with room for the figure.
fn sign(is_negative: bool) -> String {
    let mut text = String::with_capacity(FIGURE_BYTES);
    if is_negative {
        text += MINUS;
    }
    text
}

/// How many whole units the amount has, and how many rial are left; both without the sign.
fn parts(money: Money, unit: Unit) -> (u64, u64) {
    let rials = money.as_rials().unsigned_abs();
    let each = unit.rials().unsigned_abs();
    (rials / each, rials % each)
}

/// Only Latin letters have a large form.
fn capitalised(mut text: String) -> String {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use proptest::prelude::*;

    fn voice(language: Language, unit: Unit) -> Voice {
        Voice::new(language, unit, DateTime::UNIX_EPOCH)
    }

    fn fa() -> Voice {
        voice(Language::Fa, Unit::Toman)
    }

    fn en() -> Voice {
        voice(Language::En, Unit::Toman)
    }

    const ORDER: Money = Money::rials(24_500_000);

    #[test]
    fn an_amount_of_record_is_told_in_figures_in_words_and_as_the_bank_shows_it() {
        assert_eq!(fa().amount_unit(ORDER), "۲٬۴۵۰٬۰۰۰ تومان");
        assert_eq!(fa().words(ORDER), "دو میلیون و چهارصد و پنجاه هزار تومان");
        assert_eq!(fa().rial_figure(ORDER), "۲۴٬۵۰۰٬۰۰۰");
        assert_eq!(fa().amount_in(ORDER, Unit::Rial), "۲۴٬۵۰۰٬۰۰۰ ریال");
        assert_eq!(en().amount_unit(ORDER), "2,450,000 toman");
        assert_eq!(en().words(ORDER), "Two million four hundred and fifty thousand toman");
    }

    #[test]
    fn a_reader_who_counts_in_rial_is_written_to_in_rial() {
        let reader = voice(Language::Fa, Unit::Rial);
        assert_eq!(reader.amount(ORDER), "۲۴٬۵۰۰٬۰۰۰");
        assert_eq!(reader.unit_name(), "ریال");
        assert_eq!(reader.words(ORDER), "بیست و چهار میلیون و پانصد هزار ریال");
    }

    #[test]
    fn persian_words_of_an_amount_read_as_people_say_them() {
        for (toman, words) in [
            (0, "صفر تومان"),
            (5, "پنج تومان"),
            (1_000, "یک هزار تومان"),
            (1_000_000, "یک میلیون تومان"),
            (1_001_019, "یک میلیون و یک هزار و نوزده تومان"),
            (1_897_500, "یک میلیون و هشتصد و نود و هفت هزار و پانصد تومان"),
            (1_000_000_000_000, "یک هزار میلیارد تومان"),
            (25_001_000_000_007, "بیست و پنج هزار و یک میلیارد و هفت تومان"),
        ] {
            assert_eq!(fa().words(Money::rials(toman * 10)), words);
        }
    }

    /// The vectors of `providers.md` 4.7.
    #[test]
    fn figures_and_words_are_those_that_other_houses_write() {
        let reader = voice(Language::Fa, Unit::Rial);
        for (rials, figure) in
            [(1_000, "۱٬۰۰۰"), (30_000_000, "۳۰٬۰۰۰٬۰۰۰"), (1_234_567_890, "۱٬۲۳۴٬۵۶۷٬۸۹۰")]
        {
            assert_eq!(reader.rial_figure(Money::rials(rials)), figure);
        }
        assert_eq!(en().rial_figure(Money::rials(30_000_000)), "30,000,000");
        for (rials, words) in [
            (4, "چهار"),
            (33, "سی و سه"),
            (101, "صد و یک"),
            (1_000, "یک هزار"),
            (8_356, "هشت هزار و سیصد و پنجاه و شش"),
            (12_345, "دوازده هزار و سیصد و چهل و پنج"),
            (250_000, "دویست و پنجاه هزار"),
            (500_443, "پانصد هزار و چهارصد و چهل و سه"),
            (1_000_001, "یک میلیون و یک"),
            (1_250_500, "یک میلیون و دویست و پنجاه هزار و پانصد"),
            (
                987_654_321,
                "نهصد و هشتاد و هفت میلیون و ششصد و پنجاه و چهار هزار و سیصد و بیست و یک",
            ),
            (30_000_000_000, "سی میلیارد"),
            (-30, "منفی سی"),
        ] {
            assert_eq!(reader.words(Money::rials(rials)), format!("{words} ریال"));
        }
    }

    #[test]
    fn english_words_of_an_amount_are_british() {
        for (toman, words) in [
            (0, "Zero toman"),
            (21, "Twenty-one toman"),
            (1_005, "One thousand and five toman"),
            (115_500, "One hundred and fifteen thousand five hundred toman"),
            (2_000_000_340, "Two billion three hundred and forty toman"),
        ] {
            assert_eq!(en().words(Money::rials(toman * 10)), words);
        }
    }

    #[test]
    fn rial_below_a_toman_are_never_lost() {
        assert_eq!(fa().amount(Money::rials(15)), "۱٫۵");
        assert_eq!(fa().words(Money::rials(15)), "یک تومان و پنج ریال");
        assert_eq!(en().amount(Money::rials(-12_345)), "\u{200e}\u{2212}1,234.5");
        assert_eq!(en().words(Money::rials(7)), "Seven rial");
    }

    #[test]
    fn money_taken_back_shows_its_sign() {
        assert_eq!(fa().amount(Money::rials(-40_000)), "\u{200e}\u{2212}۴٬۰۰۰");
        assert_eq!(fa().words(Money::rials(-40_000)), "منفی چهار هزار تومان");
        assert_eq!(en().words(Money::rials(-40_000)), "Minus four thousand toman");
    }

    #[test]
    fn figures_follow_the_language_of_the_page() {
        assert_eq!(
            (fa().number(12_345_678), fa().percent(12)),
            ("۱۲٬۳۴۵٬۶۷۸".into(), "۱۲٪".into())
        );
        assert_eq!(
            (en().number(12_345_678), en().percent(12)),
            ("12,345,678".into(), "12%".into())
        );
        assert_eq!((fa().number(347), fa().year(1405)), ("۳۴۷".into(), "۱۴۰۵".into()));
        assert_eq!(fa().digits("IR72 0120"), "IR۷۲ ۰۱۲۰");
    }

    #[test]
    fn a_sum_that_is_no_whole_toman_is_typed_in_rial() {
        assert_eq!(fa().amount_typed(Money::rials(1_234_567)), "۱٬۲۳۴٬۵۶۷ ریال");
        assert_eq!(fa().amount_typed(Money::rials(1_234_560)), "۱۲۳٬۴۵۶");
        assert_eq!(en().amount_typed(Money::rials(1_234_567)), "1,234,567 rial");
        assert_eq!(fa().amount_typed(Money::ZERO), "");
    }

    #[test]
    fn an_owner_sees_the_whole_mobile_number() {
        let mobile = Mobile::parse("09123456789").expect("a mobile number");
        assert_eq!(fa().mobile(&mobile), "۰۹۱۲۳۴۵۶۷۸۹");
        assert_eq!(en().mobile(&mobile), "09123456789");
    }

    #[test]
    fn the_largest_figures_have_words_too() {
        let words = en().words(Money::rials(i64::MIN));
        assert!(words.starts_with("Minus nine hundred and twenty-two quadrillion"), "{words}");
    }

    proptest! {
        #[test]
        fn what_we_show_can_be_typed_back(rials in 1..=10_000_000_000_000_i64) {
            for language in [Language::Fa, Language::En] {
                let shown = voice(language, Unit::Rial).amount(Money::rials(rials));
                prop_assert_eq!(Money::parse(&shown, Unit::Rial), Ok(Money::rials(rials)));
                for unit in [Unit::Toman, Unit::Rial] {
                    let typed = voice(language, unit).amount_typed(Money::rials(rials));
                    prop_assert_eq!(Money::parse(&typed, unit), Ok(Money::rials(rials)));
                }
            }
        }
    }
}
