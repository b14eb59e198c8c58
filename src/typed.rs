//! Numbers as people type and copy them: in Persian, Arabic or Latin digits, parted in several ways,
//! wrapped in the direction marks of an address book.

/// The text with Latin digits and without what only parts or wraps numbers.
pub fn bare(text: &str) -> String {
    text.chars().filter(|c| !is_padding(*c)).map(ascii_digit).collect()
}

/// A key or a name without what copying wraps around it; its own signs stay as they are.
pub fn unwrapped(text: &str) -> String {
    text.chars().filter(|c| !is_wrapping(*c)).collect()
}

fn is_padding(c: char) -> bool {
    is_wrapping(c) || matches!(c, '-' | '‐' | '‑' | '–' | '(' | ')')
}

fn is_wrapping(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{61c}' | '\u{feff}')
}

fn ascii_digit(c: char) -> char {
    let zero = match c {
        '۰'..='۹' => '۰',
        '٠'..='٩' => '٠',
        _ => return c,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}
