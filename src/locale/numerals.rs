//! Numbers in words. Digits alone are easy to misread by a zero, so amounts of record are also spelled
//! out; the parts of number words are data of a language, like its digits, and live here.

use super::Language;
use std::sync::LazyLock;

/// Few amounts take more words.
const WORDS_BYTES: usize = 128;

/// The parts of number words, each list counted from zero.
pub(super) struct Numerals {
    /// Zero to nineteen.
    small: Vec<&'static str>,
    tens: Vec<&'static str>,
    hundreds: Vec<&'static str>,
    /// The powers of a thousand. What is more than a thousand of the last is said in so many of it: «هزار
    /// میلیارد», for people do not agree on how that is called.
    scales: Vec<&'static str>,
    after_tens: &'static str,
    after_hundreds: &'static str,
    after_scale: &'static str,
}

static FA: LazyLock<Numerals> = LazyLock::new(|| Numerals {
    small: list(
        "صفر,یک,دو,سه,چهار,پنج,شش,هفت,هشت,نه,ده,یازده,دوازده,سیزده,چهارده,پانزده,شانزده,هفده,\
         هجده,نوزده",
    ),
    tens: list(",,بیست,سی,چهل,پنجاه,شصت,هفتاد,هشتاد,نود"),
    hundreds: list(",صد,دویست,سیصد,چهارصد,پانصد,ششصد,هفتصد,هشتصد,نهصد"),
    scales: list(",هزار,میلیون,میلیارد"),
    after_tens: " و ",
    after_hundreds: " و ",
    after_scale: " و ",
});

static EN: LazyLock<Numerals> = LazyLock::new(|| Numerals {
    small: list(
        "zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,thirteen,fourteen,\
         fifteen,sixteen,seventeen,eighteen,nineteen",
    ),
    tens: list(",,twenty,thirty,forty,fifty,sixty,seventy,eighty,ninety"),
    hundreds: list(
        ",one hundred,two hundred,three hundred,four hundred,five hundred,six hundred,\
         seven hundred,eight hundred,nine hundred",
    ),
    scales: list(",thousand,million,billion,trillion,quadrillion,quintillion"),
    after_tens: "-",
    after_hundreds: " and ",
    after_scale: " ",
});

fn list(words: &'static str) -> Vec<&'static str> {
    words.split(',').collect()
}

impl Numerals {
    pub(super) fn of(language: Language) -> &'static Numerals {
        match language {
            Language::Fa => &FA,
            Language::En => &EN,
        }
    }

    pub(super) fn spell(&self, number: u64) -> String {
        if number == 0 {
            return self.small[0].to_owned();
        }
        let mut text = String::with_capacity(WORDS_BYTES);
        let largest = self.scales.iter().skip(1).fold(1_u64, |value, _| value * 1000);
        let (many, number) = match (number / largest, number % largest) {
            (many @ 1000.., rest) => (many, rest),
            _ => (0, number),
        };
        if let (1.., Some(name)) = (many, self.scales.last()) {
            text = format!("{} {name}", self.spell(many));
        }
        for (scale, name) in self.scales.iter().enumerate().rev() {
            let group = group_of(number, scale);
            if group == 0 {
                continue;
            }
            if !text.is_empty() {
                // "One thousand and five", but "one thousand five hundred".
                let ends_small = scale == 0 && group < 100;
                text += if ends_small { self.after_hundreds } else { self.after_scale };
            }
            self.spell_group(&mut text, group);
            if scale > 0 {
                text.push(' ');
            }
            text += name;
        }
        text
    }

    /// A number from 1 to 999.
    fn spell_group(&self, text: &mut String, group: usize) {
        let (hundreds, rest) = (group / 100, group % 100);
        *text += self.hundreds[hundreds];
        if hundreds > 0 && rest > 0 {
            *text += self.after_hundreds;
        }
        match (rest / 10, rest % 10) {
            (0, 0) => (),
            (0 | 1, _) => *text += self.small[rest],
            (tens, ones) => {
                *text += self.tens[tens];
                if ones > 0 {
                    *text += self.after_tens;
                    *text += self.small[ones];
                }
            }
        }
    }
}

/// The digits of a number that count a power of a thousand.
fn group_of(number: u64, scale: usize) -> usize {
    ((0..scale).fold(number, |number, _| number / 1000) % 1000) as usize
}
