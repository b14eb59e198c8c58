//! What strangers have typed, made fit for an SMS from our own sender. A name with an address or a
//! telephone number in it would be a message of somebody else's under our name, so both are cut out.

use crate::locale;

/// So many digits in a row, however parted, are a telephone or a card number.
const DIGITS_MAX: usize = 7;

/// The ends of addresses that are written in our script.
const PERSIAN_ENDS: [&str; 8] = ["ایران", "ايران", "بازار", "همراه", "شبكة", "شبکه", "موقع", "كوم"];

/// What stands in the place of what was cut out.
const GAP: &str = "…";

/// A typed text without addresses, telephone numbers and codes to dial.
pub fn plain(text: &str) -> String {
    let cleaned = locale::clean(text);
    let words: Vec<String> = cleaned.split(' ').map(without_address).collect();
    without_numbers(&words.join(" "))
}

/// Whether a text has none of what [`plain`] cuts out.
pub fn is_plain(text: &str) -> bool {
    plain(text) == locale::clean(text)
}

/// A word, or the gap in its place when it is an address.
fn without_address(word: &str) -> String {
    if is_address(word) { GAP.to_owned() } else { word.to_owned() }
}

/// A word with something like a domain in it: two names of plain letters with a dot between, whatever
/// stands for the dot; or the beginning of an address; or a name in a messenger.
fn is_address(word: &str) -> bool {
    let lower = bare(word);
    if lower.contains("://") || lower.contains("www.") || lower.starts_with('@') {
        return true;
    }
    let parts: Vec<&str> = lower.split('.').collect();
    let is_name = |part: &&str| {
        part.chars().next_back().is_some_and(char::is_alphanumeric) && !part.is_empty()
    };
    let is_end = |part: &str| {
        let letters = part.chars().take_while(|letter| is_of_addresses(*letter)).count();
        let whole = part.chars().take_while(|letter| letter.is_alphanumeric()).count();
        (2 <= letters && letters == whole) || PERSIAN_ENDS.contains(&part)
    };
    parts.windows(2).any(|pair| is_name(&pair[0]) && is_end(pair[1]))
}

/// Whether a letter stands in ends of addresses: of any script but the Arabic one, in which a full stop without a
/// space behind it is common.
fn is_of_addresses(letter: char) -> bool {
    letter.is_alphabetic() && !matches!(letter, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}')
}

/// A word as a reader of addresses would take it: wide letters narrow, brackets and other disguises of
/// the dot as the dot, letters that cannot be seen gone.
fn bare(word: &str) -> String {
    let narrow = word.chars().filter_map(|letter| match letter {
        '\u{200b}'..='\u{200f}'
        | '\u{2060}'
        | '\u{feff}'
        | '\u{ad}'
        | '['
        | ']'
        | '('
        | ')'
        | '{'
        | '}' => None,
        '。' | '．' | '｡' | '․' | '•' | '·' | '٫' => Some('.'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0),
        letter => Some(letter),
    });
    let narrow: String = narrow.flat_map(char::to_lowercase).collect();
    narrow.replace("dot", ".").replace("hxxp", "http")
}

/// A text in which every long run of digits, and every code to dial, is a gap.
fn without_numbers(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let (mut out, mut at) = (String::new(), 0);
    while at < letters.len() {
        let (length, digits) = run(&letters[at..]);
        let dials = letters[at] == '*' || letters[at] == '#';
        if DIGITS_MAX < digits || (dials && 2 <= digits) {
            out.push_str(GAP);
            at += length;
        } else if 0 < length {
            out.extend(&letters[at..at + length]);
            at += length;
        } else {
            out.push(letters[at]);
            at += 1;
        }
    }
    out
}

/// How long a run of digits at the beginning is, with what parts them, and how many digits it has.
/// Spaces and signs at its end are no part of it.
fn run(letters: &[char]) -> (usize, usize) {
    let (mut length, mut digits) = (0, 0);
    if !letters.first().is_some_and(|first| is_digit(*first) || "+(*#".contains(*first)) {
        return (0, 0);
    }
    for (place, letter) in letters.iter().enumerate() {
        match letter {
            letter if is_digit(*letter) => {
                digits += 1;
                length = place + 1;
            }
            ' ' | '-' | '.' | '/' | '_' | '(' | ')' | '+' | '*' | '#' | ',' | '،' | '٬' | '٫'
            | '–' | '—' | '\u{200c}' => (),
            _ => break,
        }
    }
    (length, digits)
}

/// A digit in any script or dress.
fn is_digit(letter: char) -> bool {
    letter.is_numeric()
        || locale::ascii_digits(&letter.to_string()).bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_titles_stay_as_they_are() {
        for text in [
            "کتاب‌فروشی سرو",
            "سفارش ۳۴۷",
            "شارژ آذر ۱۴۰۵، واحد ۱۲",
            "Rent, 3rd floor. Thanks",
            "آقای م.رضایی",
            "فاکتور ۱۴۰۵/۳۴۷",
            "2.5 کیلو",
            "Dr.",
            "کد ۱۲۳۴۵۶۷",
        ] {
            assert_eq!(plain(text), text);
            assert!(is_plain(text), "{text}");
        }
    }

    #[test]
    fn no_address_is_left() {
        for text in [
            "http://evil.test/x",
            "HTTPS://EVIL.IR",
            "evil.ir",
            "برو به evil.ir/pay",
            "www.evil",
            "t.me/evil",
            "bit.ly/abc",
            "evil[.]ir",
            "evil。ir",
            "ｅｖｉｌ．ｉｒ",
            "evil·com",
            "evil\u{200b}.\u{200c}ir",
            "hxxp://evil",
            "@evil_bot",
            "بانک.com",
            "evildotir",
            "evil.рф",
            "site.中国",
            "پرداخت.شبکه",
        ] {
            let left = plain(text);
            assert!(left.contains(GAP), "{text} → {left}");
            assert!(!is_plain(text), "{text}");
        }
    }

    #[test]
    fn no_telephone_number_is_left() {
        for text in [
            "09123456789",
            "۰۹۱۲۳۴۵۶۷۸۹",
            "٠٩١٢٣٤٥٦٧٨٩",
            "0912 345 67 89",
            "0912-345-6789",
            "۰۲۱ ۸۸۸۸ ۷۷۷۷",
            "+98 (912) 345.67.89",
            "زنگ بزن ۰۹۱۲۳۴۵۶۷۸۹ فوری",
            "6037 9912 3456 7890",
            "０９１２３４５６７８９",
            "*733*4#",
            "①②③④⑤⑥⑦⑧",
        ] {
            let left = plain(text);
            let digits = left.chars().filter(|letter| letter.is_numeric()).count();
            assert!(left.contains(GAP) && digits <= 2, "{text} → {left}");
        }
        assert_eq!(plain("زنگ بزن ۰۹۱۲۳۴۵۶۷۸۹ فوری"), "زنگ بزن … فوری");
    }
}
