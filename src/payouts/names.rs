//! How well the holder of an account fits the name that the payer typed. Nobody is refused for it: the
//! payer sees the grade and decides (`providers.md` 2.6).

use crate::locale::clean;

/// How two names fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// The same words, in any order.
    Same,
    /// One is a part of the other, or a letter differs.
    Close,
    /// Another name.
    Different,
    /// Nobody could say whose account it is.
    Unknown,
}

/// Titles that people write before a name and banks do not, or the other way round.
const TITLES: [&str; 14] = [
    "آقای",
    "آقا",
    "خانم",
    "سرکار",
    "جناب",
    "دکتر",
    "مهندس",
    "استاد",
    "حاج",
    "حاجی",
    "سید",
    "سیده",
    "شرکت",
    "فروشگاه",
];

/// Grades the best of the holders, which are parted by commas, against the typed name.
pub fn fit(typed: &str, holders: Option<&str>) -> Fit {
    let Some(holders) = holders else { return Fit::Unknown };
    let typed = words(typed);
    let grades = holders.split([',', '،']).map(|holder| grade(&typed, &words(holder)));
    grades.min_by_key(|fit| *fit as u8).unwrap_or(Fit::Unknown)
}

fn grade(one: &[String], other: &[String]) -> Fit {
    if one.is_empty() || other.is_empty() {
        return Fit::Different;
    }
    let joined = (one.concat(), other.concat());
    let sorted = |words: &[String]| {
        let mut words = words.to_vec();
        words.sort();
        words
    };
    if joined.0 == joined.1 || sorted(one) == sorted(other) {
        return Fit::Same;
    }
    let (few, many) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let is_part = few.len() < many.len() && few.iter().all(|word| many.contains(word));
    if is_part || distance(&joined.0, &joined.1) <= 1 { Fit::Close } else { Fit::Different }
}

/// The words of a name, without titles and without what only parts them.
fn words(name: &str) -> Vec<String> {
    let folded: String = clean(name)
        .chars()
        .filter_map(|letter| match letter {
            '\u{200c}' | '-' | '.' => Some(' '),
            'أ' | 'إ' | 'آ' => Some('ا'),
            'ؤ' => Some('و'),
            'ئ' => Some('ی'),
            'ة' | 'ۀ' => Some('ه'),
            '\u{64b}'..='\u{655}' | '\u{670}' => None,
            letter => Some(letter),
        })
        .flat_map(char::to_lowercase)
        .collect();
    let titles = TITLES.map(|title| title.replace('آ', "ا"));
    folded
        .split_whitespace()
        .filter(|word| !titles.iter().any(|title| title == word))
        .map(str::to_owned)
        .collect()
}

/// How many letters have to be changed, added or taken away (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, against) in other.iter().enumerate() {
            let changed = before + usize::from(letter != *against);
            before = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(before + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_person_is_known_in_any_spelling() {
        for (typed, holder) in [
            ("امین بهشتی", "امین بهشتی"),
            ("امین بهشتی", "بهشتی امین"),
            ("امین بهشتي", "امین بهشتی"),
            ("آقای امین بهشتی", "امین بهشتی"),
            ("محمد‌رضا کریمی", "محمدرضا کریمی"),
            ("محمد رضا کریمی", "محمدرضا کریمی"),
            ("رؤیا منصوری", "رویا منصوری"),
            ("نرگس صادقی", "امین بهشتی، نرگس صادقی"),
            ("Sara Ahmadi", "AHMADI SARA"),
        ] {
            assert_eq!(fit(typed, Some(holder)), Fit::Same, "{typed} / {holder}");
        }
    }

    #[test]
    fn a_part_of_a_name_and_a_wrong_letter_are_close() {
        for (typed, holder) in [
            ("امین", "امین بهشتی"),
            ("امین بهشتی", "محمد امین بهشتی"),
            ("امین بهشتی", "امین بهشنی"),
        ] {
            assert_eq!(fit(typed, Some(holder)), Fit::Close, "{typed} / {holder}");
        }
    }

    #[test]
    fn another_person_is_another_and_nobody_is_unknown() {
        assert_eq!(fit("امین بهشتی", Some("سارا احمدی")), Fit::Different);
        assert_eq!(fit("امین بهشتی", Some("")), Fit::Different);
        assert_eq!(fit("امین بهشتی", None), Fit::Unknown);
    }
}
