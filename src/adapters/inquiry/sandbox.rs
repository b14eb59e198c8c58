//! The pretend inquiry. It knows every account, and who holds it follows from its number, so that the
//! same number is always the same person's.

use async_trait::async_trait;

use super::AccountInquiry;
use super::Found;
use super::Unusable;
use crate::banks::Bank;
use crate::card::CardNumber;
use crate::iban::Iban;

/// The pretend inquiry.
pub struct SandboxInquiry;

/// Who holds accounts at the pretend banks, by the last digit of the number.
const HOLDERS: [&str; 10] = [
    "نرگس صادقی",
    "کامران یزدانی",
    "امین بهشتی",
    "امین بهشتی",
    "رؤیا منصوری",
    "مهدی کریمی",
    "چاپخانهٔ آفتاب",
    "الهام رستگار",
    "سارا احمدی",
    "پیک بادپا",
];

#[async_trait]
impl AccountInquiry for SandboxInquiry {
    fn name(&self) -> &'static str {
        "sandbox"
    }

    async fn of_account(&self, iban: &Iban) -> Found {
        let digits = iban.as_str();
        match digits.get(22..) {
            // Two numbers of the pretend world, so that these answers can be seen too.
            Some("00") => Found::Unusable(Unusable::Barred),
            Some("99") => Found::Unknown,
            _ => Found::Account { iban: iban.clone(), holder: holder(digits) },
        }
    }

    async fn of_card(&self, card: &CardNumber) -> Found {
        let digits = card.as_str();
        let bank = card.bank().map_or("", Bank::code);
        match account_behind(bank, digits) {
            Some(iban) => Found::Account { iban, holder: holder(digits) },
            None => Found::Unknown,
        }
    }
}

fn holder(digits: &str) -> String {
    let last = digits.bytes().last().map_or(0, |byte| usize::from(byte.wrapping_sub(b'0')));
    HOLDERS.get(last).copied().unwrap_or_default().to_owned()
}

/// An account at the card's bank whose number ends as the card's does.
fn account_behind(bank: &str, card: &str) -> Option<Iban> {
    let account = format!("{bank}000{card}");
    (2..=98).find_map(|check| Iban::parse(&format!("IR{check:02}{account}")).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_same_card_is_always_the_same_account_at_its_own_bank() {
        let card = CardNumber::parse("6037991234567893").expect("its last digit is right");
        let Found::Account { iban, holder } = SandboxInquiry.of_card(&card).await else {
            panic!("a card of the pretend world has an account");
        };
        assert_eq!(iban.bank(), Some(Bank::Melli));
        assert_eq!(holder, "امین بهشتی");
        assert_eq!(SandboxInquiry.of_account(&iban).await, Found::Account { iban, holder });
    }
}
