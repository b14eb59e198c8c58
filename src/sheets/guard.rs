//! Text on its way into a spreadsheet.

/// Text that a spreadsheet would take for a formula gets an apostrophe before it (`money.md` B34).
/// Marks that cannot be seen do not hide the sign that makes it one.
pub fn guarded(text: &str) -> String {
    let seen = text.trim_start_matches(is_unseen).chars().next();
    let is_formula =
        text.starts_with(['\t', '\r', '\n']) || seen.is_some_and(|c| "=+-@＝＋－＠−".contains(c));
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
        || matches!(c, '\u{61c}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_was_typed_becomes_a_formula() {
        for text in [
            "=cmd|' /C calc'!A0",
            "+98912",
            "-1+1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "＝1",
            "\u{202e}=1",
            "\u{200f} \u{feff}@x",
        ] {
            assert_eq!(guarded(text), format!("'{text}"), "{text:?}");
        }
        for text in ["نرگس رضایی", "سفارش ۱-۲", "09123456789", "", "a=b", "603799******4503"]
        {
            assert_eq!(guarded(text), text);
        }
    }
}
