//! SMS carriers.

pub mod sandbox;

use async_trait::async_trait;

use crate::ids::NoticeId;
use crate::mobile::Mobile;

/// An SMS carrier.
#[async_trait]
pub trait SmsSender: Send + Sync {
    /// Hands a text over. `id` is our own name for it, under which the carrier keeps it once.
    async fn send(&self, id: NoticeId, to: &Mobile, text: &str) -> Handover;
}

/// What a carrier says when it is handed a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handover {
    /// It takes care of it, under this name.
    Taken {
        /// The carrier's name for the message.
        reference: String,
        /// Whether it knows already that the message arrived.
        delivered: bool,
    },
    /// It will not send it.
    Refused(String),
    /// Silence: it may have been sent.
    Unknown,
}

/// How many parts a text is billed as: 70 UTF-16 units, or 67 a part when there are several; 160 and
/// 153 for a text of plain letters (GSM 03.38).
pub fn parts(text: &str) -> usize {
    let plain = text.chars().all(|letter| letter.is_ascii() && letter != '`');
    let (one, several, length) =
        if plain { (160, 153, text.len()) } else { (70, 67, text.encode_utf16().count()) };
    if length <= one { 1 } else { length.div_ceil(several) }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_persian_text_has_seventy_letters_in_one_part_and_sixty_seven_in_each_of_several() {
        assert_eq!(parts(&"ب".repeat(70)), 1);
        assert_eq!(parts(&"ب".repeat(71)), 2);
        assert_eq!(parts(&"ب".repeat(134)), 2);
        assert_eq!(parts(&"ب".repeat(135)), 3);
        assert_eq!(parts(&"a".repeat(160)), 1);
        assert_eq!(parts(&"a".repeat(161)), 2);
    }
}
