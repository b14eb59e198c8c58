//! What a business may not be called: its name stands in every SMS that we send for it, so nobody may
//! pass for a bank, for Shaparak or for this house (`money.md` B26, E8).

use crate::banks::Bank;
use crate::locale::Language;
use crate::locale::Voice;
use crate::locale::words;
use crate::money::Unit;

/// Names that stand for money itself, in any spelling.
const RESERVED: [&str; 8] =
    ["شاپرک", "shaparak", "shaparac", "بانکمرکزی", "centralbank", "شتاب", "پیوند", "peyvand"];

/// Of these, a longer name may hold the word: a bookshop may be called after a bond.
const RESERVED_ALONE: [&str; 3] = ["شتاب", "پیوند", "peyvand"];

/// Why a name is not a business's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// It has signs that are no letters, or mixes alphabets inside a word, so that it could look like
    /// another name.
    Signs,
    /// It is the name of a bank or of the payment network, or ours.
    Reserved,
}

/// Looks at a name that was cleaned; `None`: a business may be called so.
pub(super) fn wrong(name: &str) -> Option<Wrong> {
    if name.chars().any(is_sign) || name.split(|c: char| !c.is_alphabetic()).any(is_mixed) {
        return Some(Wrong::Signs);
    }
    let folded = fold(name);
    let is_reserved = RESERVED.iter().any(|reserved| {
        if RESERVED_ALONE.contains(reserved) {
            folded == *reserved
        } else {
            folded.contains(reserved)
        }
    });
    (is_reserved || is_bank(&folded)).then_some(Wrong::Reserved)
}

/// Whether a folded name says that somebody is one of the country's banks.
fn is_bank(folded: &str) -> bool {
    if !["بانک", "bank"].iter().any(|word| folded.contains(word)) {
        return false;
    }
    let called = |language| {
        let w = words(language);
        let v = Voice { w, language, unit: Unit::Toman, now: chrono::DateTime::UNIX_EPOCH };
        Bank::ALL.iter().map(move |bank| fold(&v.bank(*bank)))
    };
    [Language::Fa, Language::En].into_iter().flat_map(called).any(|bank| {
        let own = bank.replace("بانک", "").replace("bank", "");
        3 <= own.chars().count() && folded.contains(&own)
    })
}

/// The letters of a name as the eye takes them: small, of one keyboard, and without what stands
/// between them.
fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).map(as_seen).collect()
}

/// Letters of other alphabets that look like Latin ones, and Arabic ones that look like Persian ones.
fn as_seen(c: char) -> char {
    match c {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' => 'c',
        'е' | 'ε' => 'e',
        'һ' | 'н' => 'h',
        'і' | 'ι' | 'ı' => 'i',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'п' | 'η' => 'n',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' => 'u',
        'ν' | 'ѵ' => 'v',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        _ => c,
    }
}

/// Pictures and other signs that no shop sign in letters has.
fn is_sign(c: char) -> bool {
    let in_letters = c.is_alphanumeric() || c.is_ascii() || matches!(c, '\u{200c}' | '\u{a0}');
    !in_letters && !"،؛؟«»“”‘’–—…·•٫٬×№°".contains(c)
}

fn is_mixed(word: &str) -> bool {
    let mut scripts = word.chars().map(script);
    let first = scripts.next();
    scripts.any(|other| Some(other) != first)
}

/// The alphabet of a letter, as far as one could be taken for another.
fn script(c: char) -> u8 {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => 0,
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' => 1,
        '\u{370}'..='\u{3ff}' => 2,
        '\u{400}'..='\u{52f}' => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_business_is_called_what_its_owner_likes() {
        for name in [
            "کتاب‌فروشی سرو",
            "Maryam Cakes & Co.",
            "لوازم‌التحریر پیوند نو",
            "Café Zoë 2",
            "فروشگاه Apple سارا",
            "بانک اطلاعات کشاورز امروز",
            "شرکت ملت آرا",
            "Хлеб",
        ] {
            assert_eq!(wrong(name), None, "{name}");
        }
    }

    #[test]
    fn nobody_passes_for_a_bank_or_for_us() {
        for name in [
            "بانک ملت",
            "بانك ملت",
            "بانک‌ملت شعبهٔ آنلاین",
            "Bank Mellat",
            "Mellat  B A N K",
            "شاپرک",
            "درگاه Shaparak",
            "پیوند",
            "P e y v a n d",
            "реуvапd",
        ] {
            assert!(wrong(name).is_some(), "{name}");
        }
        assert_eq!(wrong("بانک ملت"), Some(Wrong::Reserved));
        assert_eq!(wrong("Pеyvand"), Some(Wrong::Signs), "its second letter is Cyrillic");
        for name in ["😀", "shop ★", "ملتbank", "Βank Mellat"] {
            assert_eq!(wrong(name), Some(Wrong::Signs), "{name}");
        }
    }
}
