//! A receipt, and the sign on it: what it claims, and whether this house has claimed it.

use chrono::DateTime;
use chrono::Utc;
use uuid::Uuid;

use crate::ids::PaymentId;
use crate::locale::Jalali;
use crate::locale::ascii_digits;
use crate::money::Money;
use crate::tokens;
use crate::tokens::Keys;

/// What was written when the receipt was issued.
#[derive(Clone, Debug)]
pub(super) struct Receipt {
    pub(super) number: i64,
    pub(super) amount: Money,
    pub(super) booked_at: DateTime<Utc>,
    pub(super) legal_name: Option<String>,
    pub(super) national_id: Option<String>,
    pub(super) economic_code: Option<String>,
    pub(super) address: Option<String>,
    pub(super) tax_percent: Option<i16>,
    pub(super) tax: Option<Money>,
}

/// What a receipt claims, as its sign carries it: number, amount, day and payment, and the proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) number: i64,
    pub(super) amount: Money,
    pub(super) day: Jalali,
    pub(super) payment: PaymentId,
    seal: String,
}

impl Claim {
    /// What a receipt claims, sealed for what was paid for.
    pub(super) fn of(keys: &Keys, receipt: &Receipt, payment: PaymentId, purpose: Uuid) -> Self {
        let day = Jalali::of(receipt.booked_at);
        let claim = Self {
            number: receipt.number,
            amount: receipt.amount,
            day,
            payment,
            seal: String::new(),
        };
        Self { seal: claim.seal(keys, purpose), ..claim }
    }

    /// As it stands in the QR code and under it.
    pub(super) fn text(&self) -> String {
        let Jalali { year, month, day } = self.day;
        let (number, rials) = (self.number, self.amount.as_rials());
        let payment = tokens::short(self.payment.as_uuid());
        format!("{number}.{rials}.{year:04}{month:02}{day:02}.{payment}.{}", self.seal)
    }

    /// Reads a sign that somebody typed or whose code they followed.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let bare: String = ascii_digits(text).chars().filter(|c| !c.is_whitespace()).collect();
        let [number, rials, day, payment, seal] =
            bare.split('.').collect::<Vec<_>>().try_into().ok()?;
        let figure = |text: &str| {
            let is_figure = text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<i64>().ok().filter(|_| is_figure)
        };
        let day = figure(day).filter(|_| day.len() == 8)?;
        let part = |number: i64| u8::try_from(number % 100).ok();
        Some(Self {
            number: figure(number)?,
            amount: Money::rials(figure(rials)?),
            day: Jalali::new(i32::try_from(day / 10_000).ok()?, part(day / 100)?, part(day)?)?,
            payment: tokens::long(payment)?.into(),
            seal: tokens::plain(seal),
        })
    }

    /// Whether this house has claimed it, and for this purpose.
    pub(super) fn is_ours(&self, keys: &Keys, purpose: Uuid) -> bool {
        tokens::same(self.seal.as_bytes(), self.seal(keys, purpose).as_bytes())
    }

    fn seal(&self, keys: &Keys, purpose: Uuid) -> String {
        let Jalali { year, month, day } = self.day;
        let (number, rials) = (self.number, self.amount.as_rials());
        keys.seal(&format!("{number}.{rials}.{year}.{month}.{day}.{}.{purpose}", self.payment))
    }
}

/// The tax that is in a price; half a rial counts as a whole one.
pub fn tax_in(amount: Money, percent: i16) -> Money {
    let (amount, percent) = (i128::from(amount.as_rials()), i128::from(percent));
    let tax = (2 * amount * percent + 100 + percent) / (2 * (100 + percent));
    Money::rials(i64::try_from(tax).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;

    fn keys() -> Keys {
        Keys::new(&SecretString::from("a secret of at least thirty-two characters"))
    }

    fn claim() -> Claim {
        let receipt = Receipt {
            number: 12,
            amount: Money::rials(24_500_000),
            booked_at: DateTime::from_timestamp(1_764_000_000, 0).expect("a moment"),
            legal_name: None,
            national_id: None,
            economic_code: None,
            address: None,
            tax_percent: None,
            tax: None,
        };
        Claim::of(&keys(), &receipt, Uuid::from_u128(7).into(), Uuid::from_u128(8))
    }

    #[test]
    fn a_sign_is_read_as_it_was_written_and_however_it_is_typed() {
        let (claim, text) = (claim(), claim().text());
        assert_eq!(Claim::parse(&text), Some(claim.clone()));
        let typed = format!(" {} ", text.to_uppercase().replace('1', "۱").replace('.', ". "));
        assert_eq!(Claim::parse(&typed), Some(claim));
        for wrong in ["", "1.2.3", &text[1..], &format!("{text}.1"), &text.replace("12.", "-12.")] {
            let read = Claim::parse(wrong);
            assert!(
                read.is_none_or(|claim| !claim.is_ours(&keys(), Uuid::from_u128(8))),
                "{wrong}"
            );
        }
    }

    #[test]
    fn whoever_changes_a_figure_breaks_the_seal() {
        let text = claim().text();
        let is_ours = |text: &str, purpose| {
            let purpose = Uuid::from_u128(purpose);
            Claim::parse(text).is_some_and(|claim| claim.is_ours(&keys(), purpose))
        };
        assert!(is_ours(&text, 8));
        assert!(!is_ours(&text, 9), "another link");
        for (from, to) in [("12.", "13."), (".24500000.", ".245000000."), (".1404", ".1405")] {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text);
            assert!(!is_ours(&changed, 8), "{changed}");
        }
        let other = Keys::new(&SecretString::from("another secret of thirty-two characters"));
        assert!(!claim().is_ours(&other, Uuid::from_u128(8)));
    }

    #[test]
    fn the_tax_is_in_the_price() {
        assert_eq!(tax_in(Money::rials(1_100_000), 10), Money::rials(100_000));
        assert_eq!(tax_in(Money::rials(1_000_000), 10), Money::rials(90_909));
        assert_eq!(tax_in(Money::rials(16), 10), Money::rials(1));
        assert_eq!(tax_in(crate::money::MAX_AMOUNT, 30).as_rials(), 2_307_692_307_692);
    }
}
