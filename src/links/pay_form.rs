//! What a payer sends, read against what the link asks.

use serde::Deserialize;

use super::Amount;
use super::Link;
use super::answers;
use super::answers::Typed;
use super::fields::Reader;
use super::payer_of;
use super::terms::About;
use super::terms::Answer;
use super::terms::Ask;
use super::terms::Taking;
use super::terms::What;
use crate::ids::PaymentId;
use crate::locale::Voice;
use crate::locale::ascii_digits;
use crate::money::Money;
use crate::payments::Payer;
use crate::web::form::Mistakes;

/// An amount so many times what is offered is asked about once more.
const SURPRISING: i64 = 10;

/// The fields as typed. A link that asks nothing does not read the rest.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PayForm {
    pub(super) payment: String,
    pub(super) amount: String,
    /// One of the amounts that are offered, by its button; it goes before what was typed.
    pub(super) chosen: String,
    /// The amount that the payer has seen and meant.
    pub(super) sure: String,
    pub(super) quantity: String,
    pub(super) name: String,
    pub(super) mobile: String,
    pub(super) email: String,
    pub(super) address: String,
    pub(super) note: String,
    pub(super) own: Vec<String>,
    /// The answer to the question of the gate, and what the question is known by.
    pub(super) digits: String,
    pub(super) mark: String,
}

/// A payment as its payer means it.
pub(super) struct Meant {
    pub(super) id: PaymentId,
    pub(super) amount: Money,
    pub(super) payer: Payer,
    pub(super) answers: Vec<Answer>,
}

/// Why it does not go on to the bank yet.
pub(super) enum Pause {
    /// Something is to be put right.
    Wrong(Mistakes),
    /// The amount is surprising; the payer is asked once more.
    Surprising(Money),
}

impl PayForm {
    /// The same for a payment of its own.
    pub(super) fn anew(self, v: &Voice) -> Self {
        Self { payment: PaymentId::new(v.now).to_string(), ..self }
    }

    /// The payment that is meant.
    pub(super) fn parse(
        &self,
        v: &Voice,
        link: &Link,
        limits: (Money, Money),
    ) -> Result<Meant, Pause> {
        let id = self.payment.parse().unwrap_or_else(|_| PaymentId::new(v.now));
        let mut mistakes = Mistakes::none();
        let reader = Reader { v, limits };
        let amount = self.amount(&reader, link, &mut mistakes);
        let asks = asks(link);
        let typed = Typed {
            name: &self.name,
            mobile: &self.mobile,
            email: &self.email,
            address: &self.address,
            note: &self.note,
            own: &self.own,
        };
        let (payer, mut answers) = answers::read(&reader, &asks, &typed, &mut mistakes);
        if matches!(link.terms.taking, Taking::Units { .. }) {
            answers.push(Answer { about: About::Count, value: self.count().to_string() });
        }
        match amount {
            Some(amount) if mistakes.is_empty() => {
                if self.is_surprising(link, amount) {
                    return Err(Pause::Surprising(amount));
                }
                Ok(Meant { id, amount, payer: payer_of(link, payer), answers })
            }
            _ => Err(Pause::Wrong(mistakes)),
        }
    }

    fn amount(&self, reader: &Reader<'_>, link: &Link, mistakes: &mut Mistakes) -> Option<Money> {
        match (&link.amount, link.terms.taking) {
            (Amount::Chosen { min, max, .. }, _) => {
                let (least, most) = reader.limits;
                let own = (
                    min.map_or(least, |min| min.max(least)),
                    max.map_or(most, |max| max.min(most)),
                );
                self.between(own, reader, mistakes)
            }
            (Amount::Fixed(amount), Taking::Whole) => {
                // Our form sends none: somebody tried to pay less.
                if !self.typed().is_empty() {
                    tracing::warn!(link = %link.id, "an amount for a fixed link is not taken");
                }
                Some(*amount)
            }
            (Amount::Fixed(_), Taking::Legs) => link.next_leg(reader.limits),
            (Amount::Fixed(_), Taking::Parts { .. }) => {
                self.between(part_range(link, reader.limits), reader, mistakes)
            }
            (Amount::Fixed(price), Taking::Units { .. }) => {
                let count = self.count();
                let most = units_max(link, *price, reader.limits);
                if !(1..=most).contains(&count) {
                    mistakes
                        .add("quantity", reader.v.w.links_quantity_wrong(reader.v.number(most)));
                    return None;
                }
                Some(Money::rials(price.as_rials() * count))
            }
        }
    }

    /// What was typed, between what this link takes.
    fn between(
        &self,
        limits: (Money, Money),
        reader: &Reader<'_>,
        mistakes: &mut Mistakes,
    ) -> Option<Money> {
        Reader { v: reader.v, limits }.amount("amount", self.typed(), mistakes)
    }

    fn typed(&self) -> &str {
        if self.chosen.is_empty() { &self.amount } else { &self.chosen }
    }

    fn count(&self) -> i64 {
        match self.quantity.trim() {
            "" => 1,
            typed => ascii_digits(typed).parse().unwrap_or_default(),
        }
    }

    fn is_surprising(&self, link: &Link, amount: Money) -> bool {
        let Amount::Chosen { suggestions, .. } = &link.amount else { return false };
        let usual = suggestions.iter().max().map_or(i64::MAX, |usual| usual.as_rials());
        usual.saturating_mul(SURPRISING) <= amount.as_rials()
            && self.sure != amount.as_rials().to_string()
    }
}

/// What a link asks: who chooses an amount may always say who they are.
pub(super) fn asks(link: &Link) -> Vec<Ask> {
    let is_open =
        matches!(link.terms.taking, Taking::Parts { .. }) || link.amount.fixed().is_none();
    if link.terms.asks.is_empty() && is_open {
        return [What::Name, What::Mobile].map(|what| Ask { what, required: false }).into();
    }
    link.terms.asks.clone()
}

/// Between what the next part may lie.
pub(super) fn part_range(link: &Link, (min, max): (Money, Money)) -> (Money, Money) {
    let left = link.left().unwrap_or(max);
    let most = left.min(max);
    let least = match link.terms.taking {
        Taking::Parts { min: Some(least) } => least.max(min),
        Taking::Parts { min: None } | Taking::Whole | Taking::Legs | Taking::Units { .. } => min,
    };
    (least.min(most), most)
}

/// How many one payment may be for.
pub(super) fn units_max(link: &Link, price: Money, limits: (Money, Money)) -> i64 {
    let each_max = match link.terms.taking {
        Taking::Units { each_max, .. } => i64::from(each_max),
        Taking::Whole | Taking::Parts { .. } | Taking::Legs => 1,
    };
    let affordable = limits.1.as_rials() / price.as_rials().max(1);
    each_max.min(affordable).min(link.units_left().unwrap_or(i64::MAX))
}
