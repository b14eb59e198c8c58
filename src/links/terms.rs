//! What a link says and asks beyond its amount: the questions to its payer, how the amount may be paid,
//! and what is said before, after and too late. Without a database.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;

use super::Link;
use crate::locale::Voice;
use crate::locale::Words;
use crate::money::Money;

/// What a merchant may ask of its own.
pub(super) const OWN_MAX: usize = 5;

/// A payment that is cut into legs is cut into at most so many.
pub(super) const LEGS_MAX: i64 = 20;

/// What most links do without.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Terms {
    /// What the payer is asked, in the order of the page.
    pub asks: Vec<Ask>,
    /// How the amount is paid.
    pub taking: Taking,
    /// What the payer reads after the payment.
    pub thanks: Option<String>,
    /// Where the payer may go on to afterwards; begins with `https://`.
    pub return_to: Option<String>,
    /// What the payer reads when the link takes no payments any more.
    pub when_over: Option<String>,
    /// What becomes of money that arrives after the time is over.
    pub late: Late,
    /// Hours after the deadline in which a payment may still begin.
    pub grace_hours: i32,
    /// The merchant's own order among links.
    pub labels: Vec<String>,
}

/// One question to the payer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// What is asked.
    pub what: What,
    /// Whether nobody can pay without an answer.
    pub required: bool,
}

/// What may be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The payer's name.
    Name,
    /// The payer's mobile, which gets the receipt.
    Mobile,
    /// The payer's e-mail address, which gets the receipt.
    Email,
    /// Where something is to be sent.
    Address,
    /// Anything the payer wants to say.
    Note,
    /// Something in the merchant's words.
    Own(String),
}

impl What {
    /// What its merchant calls it.
    pub fn name(&self, w: &Words) -> String {
        match self {
            What::Name => w.links_payer_name(),
            What::Mobile => w.links_mobile(),
            What::Email => w.links_email(),
            What::Address => w.links_payer_address(),
            What::Note => w.links_payer_note(),
            What::Own(label) => label.clone(),
        }
    }

    /// What stands above the field for its payer.
    pub fn label(&self, w: &Words) -> String {
        match self {
            What::Name => w.links_your_name(),
            What::Mobile => w.links_your_mobile(),
            What::Email => w.links_your_email(),
            What::Address => w.links_your_address(),
            What::Note => w.links_your_note(),
            What::Own(label) => label.clone(),
        }
    }
}

/// How a fixed amount is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taking {
    /// Each payment is the whole amount.
    #[default]
    Whole,
    /// Several payments make up the amount; the payer chooses each.
    Parts {
        /// None of them is less, unless it is the last.
        min: Option<Money>,
    },
    /// The amount is more than a bank's page takes: it is paid in as few payments as may be.
    Legs,
    /// The amount is the price of one, and the payer says how many.
    Units {
        /// How many there are; `None` is any number.
        stock: Option<i32>,
        /// How many one payer may take.
        each_max: i32,
    },
}

/// What becomes of money that began in time and arrives after the time is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Late {
    /// It is welcome.
    #[default]
    Accept,
    /// It goes back to the payer's card.
    GiveBack,
}

/// What a payer answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// To what.
    pub about: About,
    /// The answer.
    pub value: String,
}

/// What an answer is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// How many the payer takes.
    Count,
    /// A question of the link.
    #[serde(untagged)]
    Asked(What),
}

impl Answer {
    /// What its merchant calls it.
    pub fn name(&self, w: &Words) -> String {
        match &self.about {
            About::Count => w.links_answer_count(),
            About::Asked(what) => what.name(w),
        }
    }

    /// The answer as its merchant reads it: a count in the digits of their language, words as they were
    /// typed.
    pub fn text(&self, v: &Voice) -> String {
        match self.about {
            About::Count => v.digits(&self.value),
            About::Asked(_) => self.value.clone(),
        }
    }
}

impl Terms {
    /// All payments together bring no more than this.
    pub fn total(&self, amount: Option<Money>) -> Option<Money> {
        match self.taking {
            Taking::Whole | Taking::Units { stock: None, .. } => None,
            Taking::Parts { .. } | Taking::Legs => amount,
            Taking::Units { stock: Some(stock), .. } => {
                let rials = amount?.as_rials().checked_mul(i64::from(stock))?;
                Some(Money::rials(rials))
            }
        }
    }
}

impl Link {
    /// The last moment at which a payment may begin.
    pub fn open_until(&self) -> Option<DateTime<Utc>> {
        let grace = TimeDelta::hours(i64::from(self.terms.grace_hours));
        self.expires_at.map(|expires_at| expires_at + grace)
    }

    /// Money that arrives after this goes back.
    pub fn back_after(&self) -> Option<DateTime<Utc>> {
        match self.terms.late {
            Late::Accept => None,
            Late::GiveBack => self.open_until(),
        }
    }

    /// What is missing to the total, where there is one.
    pub fn left(&self) -> Option<Money> {
        let total = self.total?;
        Some(if total < self.taken { Money::ZERO } else { total - self.taken })
    }

    /// How many are left of what is sold by the piece.
    pub fn units_left(&self) -> Option<i64> {
        let price = self.amount.fixed()?.as_rials();
        match self.terms.taking {
            Taking::Units { .. } => self.left().map(|left| left.as_rials() / price.max(1)),
            Taking::Whole | Taking::Parts { .. } | Taking::Legs => None,
        }
    }

    /// The next payment of an amount that no bank's page takes at once, between what a page takes.
    pub fn next_leg(&self, (min, max): (Money, Money)) -> Option<Money> {
        (self.terms.taking == Taking::Legs)
            .then(|| leg(self.left().unwrap_or(Money::ZERO), min, max))
    }

    /// How many payments are to come, the next one included.
    pub fn legs_left(&self, limits: (Money, Money)) -> i64 {
        let max = limits.1.as_rials().max(1);
        let left = self.left().unwrap_or(Money::ZERO).as_rials();
        (left + max - 1) / max
    }
}

/// As much as one page takes, unless the rest would be too little for a page of its own.
fn leg(left: Money, min: Money, max: Money) -> Money {
    if left <= max {
        left
    } else if left - max < min {
        left - min
    } else {
        max
    }
}

#[cfg(test)]
mod tests {
    use super::super::link::tests::link;
    use super::*;
    use crate::links::Amount;
    use crate::links::Standing;

    fn toman(amount: i64) -> Money {
        Money::rials(amount * 10)
    }

    #[test]
    fn legs_are_as_few_as_may_be_and_none_is_too_small_for_a_page() {
        let (min, max) = (toman(1_000), toman(200_000));
        for total in [199_000, 200_000, 200_001, 200_999, 201_000, 399_999, 400_500, 1_000_001] {
            let (mut left, mut count) = (toman(total), 0);
            while Money::ZERO < left {
                let next = leg(left, min, max);
                assert!(min <= next && next <= max, "{next:?} of {total}");
                left = left - next;
                count += 1;
            }
            assert_eq!(count, (total + 199_999) / 200_000, "{total}");
        }
    }

    #[test]
    fn a_total_is_paid_when_its_parts_make_it_up() {
        let terms = Terms { taking: Taking::Parts { min: None }, ..Terms::default() };
        let amount = Amount::Fixed(toman(100));
        let total = terms.total(amount.fixed());
        let parts = |taken| super::super::Link {
            uses_max: None,
            total,
            taken: toman(taken),
            terms: terms.clone(),
            amount: amount.clone(),
            ..link()
        };
        assert_eq!(parts(99).standing(DateTime::UNIX_EPOCH), Standing::Open);
        assert_eq!(parts(99).left(), Some(toman(1)));
        assert_eq!(parts(100).standing(DateTime::UNIX_EPOCH), Standing::Paid);
    }

    #[test]
    fn what_is_sold_by_the_piece_ends_with_the_last_piece() {
        let taking = Taking::Units { stock: Some(3), each_max: 2 };
        let terms = Terms { taking, ..Terms::default() };
        let one = super::super::Link {
            uses_max: None,
            amount: Amount::Fixed(toman(50)),
            total: terms.total(Some(toman(50))),
            taken: toman(100),
            terms,
            ..link()
        };
        assert_eq!(one.units_left(), Some(1));
        let none = super::super::Link { taken: toman(150), ..one };
        assert_eq!(none.standing(DateTime::UNIX_EPOCH), Standing::Paid);
    }
}
