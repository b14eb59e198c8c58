//! The fields that the form and the table of payouts have in common, read into what they mean, with the
//! sentences for what is wrong with them.

use std::ops::RangeInclusive;

use crate::app::App;
use crate::card;
use crate::locale::Voice;
use crate::locale::ascii_digits;
use crate::locale::clean;
use crate::mobile::Mobile;
use crate::mobile::MobileMistake;
use crate::money::Money;
use crate::money::MoneyMistake;
use crate::web::email;
use crate::web::form::Mistakes;

use super::ACCOUNTS_KEPT;
use super::FeeBorneBy;
use super::PAY_TIME;

const CHARS_MAX: usize = 80;

/// For so many days whoever pays may have after the recipient's answer. The account that it is for is forgotten
/// after [`ACCOUNTS_KEPT`], and a bank may bring its money days late.
const PAY_DAYS: RangeInclusive<i32> = 1..=60;
const _: () = assert!(60 + 7 < ACCOUNTS_KEPT.num_days());

/// How many days whoever pays has, counted from the recipient's answer; where nothing is said, as many
/// as ever. The sentence is for beside the field.
pub(super) fn pay_days(v: &Voice, typed: &str) -> Result<i32, String> {
    let typed = ascii_digits(&clean(typed));
    if typed.is_empty() {
        return Ok(i32::try_from(PAY_TIME.num_days()).unwrap_or(i32::MAX));
    }
    let days = typed.parse().ok().filter(|days| !typed.starts_with('+') && PAY_DAYS.contains(days));
    days.ok_or_else(|| v.w.payouts_pay_days_out_of_range())
}

/// Reads single fields.
pub struct Reader<'a> {
    /// The house.
    pub app: &'a App,
    /// How mistakes are said.
    pub v: &'a Voice,
    /// The smallest and the largest amount of a payout.
    pub limits: (Money, Money),
    /// Who bears the house's fee.
    pub fee_borne_by: FeeBorneBy,
}

/// Between which amounts a payout may be: what both the gateway and the rail take. `None`: there is no
/// way for one.
pub fn between(app: &App) -> Option<(Money, Money)> {
    let (gateway, rail) = (app.gateways.preferred()?.limits(), app.rails.limits()?);
    let max = gateway.1.min(rail.1);
    // The fee is paid on top.
    Some((gateway.0.max(rail.0), max - app.config.payout_fee(max)))
}

impl Reader<'_> {
    /// How much.
    pub fn amount(&self, typed: &str, mistakes: &mut Mistakes) -> Option<Money> {
        let (w, (min, max)) = (self.v.w, self.limits);
        let too_small = || w.payouts_amount_too_small(self.v.amount_unit(min));
        let too_large = || w.payouts_amount_too_large(self.v.amount_unit(max));
        let sentence = match Money::parse(typed, self.v.unit) {
            Ok(amount) if amount < min => too_small(),
            Ok(amount) if max < amount => too_large(),
            Ok(amount)
                if self.fee_borne_by == FeeBorneBy::Recipient
                    && amount <= self.app.config.payout_fee(amount) =>
            {
                w.payouts_amount_under_fee()
            }
            Ok(amount) => return Some(amount),
            Err(MoneyMistake::Missing) => w.payouts_amount_missing(),
            Err(MoneyMistake::NotANumber) => w.payouts_amount_not_a_number(),
            Err(MoneyMistake::Zero) => too_small(),
            Err(MoneyMistake::TooLarge) => too_large(),
        };
        mistakes.add("amount", sentence);
        None
    }

    /// A name or a purpose.
    pub fn text(
        &self,
        field: &'static str,
        typed: &str,
        mistakes: &mut Mistakes,
    ) -> Option<String> {
        let (w, text) = (self.v.w, clean(typed));
        let sentence = if text.is_empty() {
            w.payouts_text_missing()
        } else if CHARS_MAX < text.chars().count() {
            w.payouts_too_long(self.v.number(i64::try_from(CHARS_MAX).unwrap_or(i64::MAX)))
        } else if card::is_in(&text) {
            w.payouts_no_card_numbers()
        } else {
            return Some(text);
        };
        mistakes.add(field, sentence);
        None
    }

    /// Where the recipient is reached: by one way at least.
    pub fn contact(
        &self,
        (mobile, email): (&str, &str),
        mistakes: &mut Mistakes,
    ) -> (Option<Mobile>, Option<String>) {
        let w = self.v.w;
        let mobile = match Mobile::parse(mobile) {
            Ok(mobile) => Some(mobile),
            Err(MobileMistake::Missing) => None,
            Err(MobileMistake::NotAMobile) => {
                mistakes.add("mobile", w.payouts_not_a_mobile());
                None
            }
        };
        let email =
            mistakes.take("email", email::parse(email), |_| w.payouts_not_an_email()).flatten();
        let is_wrong = mistakes.of("mobile").is_some() || mistakes.of("email").is_some();
        if mobile.is_none() && email.is_none() && !is_wrong {
            mistakes.add("mobile", w.payouts_contact_missing());
        }
        (mobile, email)
    }
}
