//! Searching by words. What a search looks through is made by `searchable` in the database, and the
//! typed words are taken apart in the same way here.

use crate::locale;

/// More words do not make a search narrower.
const WORDS_MAX: usize = 8;

/// The typed words as a query of PostgreSQL's: each must begin a word of what is found. Empty when
/// nothing was typed that could be looked for.
pub fn query(typed: &str) -> String {
    words(typed, "")
}

/// The same among the words of weight A alone, which are the payer's in a search for payments.
pub fn query_of_payers(typed: &str) -> String {
    words(typed, "A")
}

fn words(typed: &str, weight: &str) -> String {
    let typed = locale::ascii_digits(&locale::clean(typed));
    let words =
        typed.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(WORDS_MAX).map(|word| format!("'{word}':*{weight}")).collect::<Vec<_>>().join(" & ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_made_of_the_beginnings_of_words_and_of_nothing_else() {
        assert_eq!(query(" نرگس  رضايي "), "'نرگس':* & 'رضایی':*");
        assert_eq!(query("سفارش ۳۴۷/۲.۵"), "'سفارش':* & '347':* & '2':* & '5':*");
        assert_eq!(query("a' | b\\' & !c <-> (d)"), "'a':* & 'b':* & 'c':* & 'd':*");
        assert_eq!(query("کتاب\u{200c}فروشی"), "'کتاب':* & 'فروشی':*");
        assert_eq!(query(" !! "), "");
        assert_eq!(query_of_payers("نرگس 0912"), "'نرگس':*A & '0912':*A");
    }
}
