//! How many SMS a text is billed as.

/// The alphabet of plain SMS (GSM 03.38); ASCII letters and digits are in it too.
const PLAIN: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";

/// Letters of plain SMS that count twice.
const DOUBLE: &str = "^{}[]~|\\€\u{c}";

/// How many parts a text is billed as: 70 UTF-16 units, or 67 a part when there are several; 160 and
/// 153 for a text of plain letters. One Persian letter or digit makes the whole text a dear one.
pub fn parts(text: &str) -> usize {
    match plain_length(text) {
        Some(length) if length <= 160 => 1,
        Some(length) => length.div_ceil(153),
        None => {
            let length = text.encode_utf16().count();
            if length <= 70 { 1 } else { length.div_ceil(67) }
        }
    }
}

/// The length of a text in the plain alphabet; `None` when a letter is not in it.
fn plain_length(text: &str) -> Option<usize> {
    text.chars().try_fold(0, |length, letter| match letter {
        letter if letter.is_ascii_alphanumeric() || PLAIN.contains(letter) => Some(length + 1),
        letter if DOUBLE.contains(letter) => Some(length + 2),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::parts;

    /// The vectors of `providers.md` 3.5.
    #[test]
    fn a_text_is_billed_as_the_carriers_bill_it() {
        let of = |letter: &str, count: usize| parts(&letter.repeat(count));
        assert_eq!([of("س", 70), of("س", 71), of("س", 134), of("س", 135)], [1, 2, 2, 3]);
        assert_eq!([of("س", 201), of("س", 202)], [3, 4]);
        assert_eq!([of("a", 160), of("a", 161), of("a", 306), of("a", 307)], [1, 2, 2, 3]);
        assert_eq!(parts(&format!("{}۱", "a".repeat(100))), 2);
        assert_eq!([of("😀", 35), of("😀", 36)], [1, 2]);
        assert_eq!("می‌خواهم".encode_utf16().count(), 8);
        assert_eq!(parts(""), 1);
    }

    #[test]
    fn letters_of_the_plain_alphabet_stay_cheap_and_some_count_twice() {
        assert_eq!(parts(&"é".repeat(160)), 1);
        assert_eq!([parts(&"{".repeat(80)), parts(&"{".repeat(81))], [1, 2]);
        assert_eq!(parts(&"€".repeat(80)), 1);
        assert_eq!(parts(&"`".repeat(71)), 2, "not in the alphabet");
    }
}
