//! Text typed by people, made safe to keep, to search and to place in our sentences. Keyboards
//! mix Arabic letters into Persian, and invisible marks can make a name read as another.

use crate::money::digit;

/// A letter bears no more marks than this; a tower of them would cover the lines above it.
const MARKS_MAX: usize = 3;

const HALF_SPACE: char = '\u{200c}';

/// One line as people meant it: Persian letters, single spaces, and nothing that cannot be seen.
/// The half-space is kept where it joins two letters.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars().filter(|c| !is_unseen(*c)).map(persian_letter) {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if MARKS_MAX < marks {
            continue;
        }
        let after_gap = out.is_empty() || out.ends_with([' ', HALF_SPACE]);
        if c.is_whitespace() {
            while out.ends_with(HALF_SPACE) {
                out.pop();
            }
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if c != HALF_SPACE || !after_gap {
            out.push(c);
        }
    }
    let kept = out.trim_end_matches([' ', HALF_SPACE]).len();
    out.truncate(kept);
    out
}

/// Several lines, each as [`clean`] makes it; no more than one empty line in a row, and none at
/// either end.
pub fn clean_lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len());
    for line in text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']).map(clean) {
        if !line.is_empty() || !(out.is_empty() || out.ends_with("\n\n")) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    let kept = out.trim_end_matches('\n').len();
    out.truncate(kept);
    out
}

/// The text with a fence around it, so that its direction cannot disturb the sentence it stands
/// in. Pages have `<bdi>` for this; messages have only these marks.
pub fn isolate(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}

/// The text with every Persian and Arabic digit in Latin.
pub fn ascii_digits(text: &str) -> String {
    text.chars().map(|c| digit(c).map_or(c, |value| char::from(b'0' + value))).collect()
}

/// Control characters, direction marks, stretching and joiners of no width. White space is left
/// to become a space, and U+200D is left because emoji are made with it.
fn is_unseen(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{640}' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// A mark that stands on the letter before it, as Persian, Arabic and Latin have them.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

fn persian_letter(c: char) -> char {
    match c {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_one_name_on_every_keyboard() {
        assert_eq!(clean("علي كريمي"), "علی کریمی");
        assert_eq!(clean("  نرگس \t\u{a0} رضایی\n"), "نرگس رضایی");
        assert_eq!(clean("نـــرگس"), "نرگس");
    }

    /// The vectors of `providers.md` 4.6.
    #[test]
    fn letters_and_digits_of_other_keyboards_become_ours() {
        for (typed, kept) in [("علي", "علی"), ("على", "علی"), ("كتاب", "کتاب"), ("مدرسة", "مدرسة")]
        {
            assert_eq!(clean(typed), kept);
        }
        for digits in ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"] {
            assert_eq!(ascii_digits(digits), "0123456789");
        }
    }

    #[test]
    fn half_spaces_stay_only_where_they_join() {
        assert_eq!(clean("کتاب\u{200c}فروشی"), "کتاب\u{200c}فروشی");
        assert_eq!(clean("\u{200c}کتاب\u{200c} \u{200c}فروشی\u{200c}"), "کتاب فروشی");
        assert_eq!(clean(&"\u{200c}".repeat(500)), "");
    }

    #[test]
    fn a_letter_bears_its_marks_and_no_tower_of_them() {
        assert_eq!(clean("مُحَمَّدٌ"), "مُحَمَّدٌ");
        assert_eq!(clean(&format!("a{}b", "\u{301}".repeat(1_000))), "a\u{301}\u{301}\u{301}b");
    }

    #[test]
    fn hidden_marks_cannot_turn_a_name_around() {
        let marks = "\u{202e}\u{202d}\u{2066}\u{2069}\u{200e}\u{200f}\u{61c}\u{feff}\0\u{1b}\u{9f}";
        assert_eq!(clean(&format!("سارا{marks} احمدی")), "سارا احمدی");
    }

    #[test]
    fn what_people_write_otherwise_is_left_alone() {
        for text in ["<script>alert(1)</script>", "👨‍👩‍👧 ناهار", "=cmd|' /C calc'", "واحد ١٢/ب"]
        {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn a_note_keeps_its_lines() {
        assert_eq!(clean_lines("\r\n سلام \r\n\r\n\r\nخوبي؟\n"), "سلام\n\nخوبی؟");
        assert_eq!(clean("سلام\nخوبی"), "سلام خوبی");
    }

    #[test]
    fn a_payee_is_fenced_in_a_message() {
        assert_eq!(isolate("سرو"), "\u{2068}سرو\u{2069}");
    }

    #[test]
    fn digits_of_three_scripts_are_one() {
        assert_eq!(ascii_digits("۱٢3 تومان"), "123 تومان");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in "[ \\n\u{200c}\u{200e}آ-یa-z]{0,20}|.*") {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once.clone());
            let lines = clean_lines(&text);
            prop_assert_eq!(clean_lines(&lines), lines.clone());
        }
    }
}
