//! What the wires of the real gateways have in common: amounts, order numbers and cards as they come,
//! names of merchants that are no secrets, and what an answer means that is not the company's own.

use std::time::Duration;

use data_encoding::HEXLOWER;
use serde_json::Value;
use sha2::Digest;
use sha2::Sha256;
use url::Url;

use super::Answer;
use super::Fault;
use super::Reply;
use super::Return;
use crate::money::MAX_AMOUNT;
use crate::money::Money;
use crate::outbound;
use crate::outbound::Client;
use crate::outbound::Silence;
use crate::outbound::text;
use crate::outbound::whole;

/// The pages of all Iranian banks stand under this name; a gateway's page leads on to one of them, and
/// a browser holds every redirect after a form against the list of origins.
pub(super) const BANK_PAGES: &str = "https://*.shaparak.ir";

/// Where a gateway stands, and the client that speaks to it, for all merchants together.
#[derive(Clone)]
pub(super) struct Site {
    pub(super) client: Client,
    pub(super) base: Url,
}

impl Site {
    /// A gateway's site; a call takes at most `patience`.
    pub(super) fn new(base: &Url, patience: Duration) -> reqwest::Result<Self> {
        Ok(Self { client: Client::new(base, patience)?, base: base.clone() })
    }

    /// The origin of its pages.
    pub(super) fn origin(&self) -> String {
        self.base.origin().ascii_serialization()
    }
}

/// The rial amount of a field that is written in rial.
pub(super) fn rials(value: &Value) -> Option<Money> {
    whole(value).filter(|rials| (1..=MAX_AMOUNT.as_rials()).contains(rials)).map(Money::rials)
}

/// The rial amount of a field that is written in toman.
pub(super) fn tomans(value: &Value) -> Option<Money> {
    let rials = whole(value)?.checked_mul(10)?;
    (1..=MAX_AMOUNT.as_rials()).contains(&rials).then(|| Money::rials(rials))
}

/// What a gateway may have kept of an amount; an absurd figure counts as nothing kept.
pub(super) fn fee_of(amount: Money, fee: Option<Money>) -> Money {
    fee.filter(|fee| Money::ZERO < *fee && *fee < amount).unwrap_or(Money::ZERO)
}

/// A company's name for something: letters, digits and hyphens, because it becomes part of an address.
pub(super) fn name(value: &Value) -> Option<String> {
    let is_plain = |char: char| char.is_ascii_alphanumeric() || "-_".contains(char);
    text(value).filter(|name| name.len() <= 100 && name.chars().all(is_plain))
}

/// A bank's number for a movement; never empty and never zero, which some write for "none".
pub(super) fn number(value: &Value) -> Option<String> {
    text(value)
        .map(|number| number.trim().to_owned())
        .filter(|number| number.len() <= 100 && number.chars().any(|char| !"0 ".contains(char)))
}

/// The card as we write it, first six and last four digits; anything else is not kept.
pub(super) fn card(value: &Value) -> Option<String> {
    let text = text(value)?;
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (first, last) = (text.get(..6)?, text.get(text.len().checked_sub(4)?..)?);
    (text.len() == 16 && is_digits(first) && is_digits(last))
        .then(|| format!("{first}••••••{last}"))
}

/// A name for a merchant whose own number opens doors and is kept out of the books.
pub(super) fn alias(secret: &str) -> String {
    let digest = Sha256::digest(secret.as_bytes());
    HEXLOWER.encode(digest.get(..5).unwrap_or_default())
}

/// What an answer to a question about money means that is not the company's JSON.
pub(super) fn foreign_answer(reply: &outbound::Reply) -> Answer {
    match reply.status {
        429 => Answer::Busy { after: reply.retry_after },
        401 | 403 => Answer::Misconfigured { code: format!("http {}", reply.status) },
        _ => Answer::Unknown,
    }
}

/// The same for a call that asks for a page: nothing has moved, whatever it was.
pub(super) fn foreign_fault(reply: &outbound::Reply) -> Fault {
    match reply.status {
        429 => Fault::Busy { after: reply.retry_after },
        401 | 403 => Fault::Misconfigured { code: format!("http {}", reply.status) },
        _ => Fault::Unknown,
    }
}

/// The same for money that is to go back.
pub(super) fn foreign_return(reply: &outbound::Reply) -> Return {
    match reply.status {
        429 => Return::Busy { after: reply.retry_after },
        401 | 403 => Return::Misconfigured { code: format!("http {}", reply.status) },
        _ => Return::Unknown,
    }
}

/// Keeps of an answer what must be kept: the digest, and the beginning of one that says nothing.
pub(super) fn heard<T>(says: T, is_unreadable: bool, reply: &outbound::Reply) -> Reply<T> {
    if is_unreadable {
        Reply::unreadable(says, &reply.body)
    } else {
        Reply::read(says, &reply.body)
    }
}

/// An answer with its words.
pub(super) fn answered(says: Answer, reply: &outbound::Reply) -> Reply<Answer> {
    let is_unreadable = says == Answer::Unknown;
    heard(says, is_unreadable, reply)
}

/// The answer when nothing came.
pub(super) fn silent(silence: Silence) -> Reply<Answer> {
    Reply::none(match silence {
        Silence::NotSent => Answer::Busy { after: None },
        Silence::Lost => Answer::Unknown,
    })
}

/// The fault when nothing came.
pub(super) fn silent_fault(silence: Silence) -> Fault {
    match silence {
        Silence::NotSent => Fault::Busy { after: None },
        Silence::Lost => Fault::Unknown,
    }
}

/// The return when nothing came.
pub(super) fn silent_return(silence: Silence) -> Reply<Return> {
    Reply::none(match silence {
        Silence::NotSent => Return::Busy { after: None },
        Silence::Lost => Return::Unknown,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_toman_is_ten_rial_and_nothing_overflows() {
        assert_eq!(tomans(&json!(2_450_000)), Some(Money::rials(24_500_000)));
        assert_eq!(tomans(&json!("2450000")), Some(Money::rials(24_500_000)));
        assert_eq!(rials(&json!(24_500_000)), Some(Money::rials(24_500_000)));
        assert_eq!([tomans(&json!(i64::MAX)), rials(&json!(i64::MAX))], [None, None]);
        assert_eq!([tomans(&json!(-1)), rials(&json!(0)), rials(&json!(1.5))], [None; 3]);
    }

    #[test]
    fn of_a_card_six_and_four_digits_are_kept_and_a_whole_number_never() {
        assert_eq!(card(&json!("502229******5995")).as_deref(), Some("502229••••••5995"));
        assert_eq!(card(&json!("5022291234565995")).as_deref(), Some("502229••••••5995"));
        for bad in [json!("5022"), json!(null), json!("شبا229******5995"), json!("")] {
            assert_eq!(card(&bad), None, "{bad}");
        }
    }

    #[test]
    fn what_becomes_part_of_an_address_is_plain() {
        assert_eq!(name(&json!("A0000-1")).as_deref(), Some("A0000-1"));
        assert_eq!(
            [name(&json!("a/../b")), name(&json!("a?b")), name(&json!(""))],
            [None, None, None]
        );
        assert_eq!([number(&json!("0")), number(&json!(" "))], [None, None]);
    }
}
